"""From the business as stored to the texts of its form, and back."""

from typing import Any

from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Seller, applies
from chorus_desk.presenters.business.fields import FIELDS, KEPT, OWN, SERIES, YES, Values
from chorus_desk.wording import printed

_NOT_CONCERNED = "sans objet"


def values_of(seller: Seller | None) -> dict[str, str]:
    """Return what the form shows of a business, None for one that is not described yet."""
    values = dict.fromkeys(FIELDS, "")
    values |= {field.none_key: "" for field in FIELDS.values() if field.may_not_apply}
    values |= {"legal_form": "EI", "circuit": Circuit.HISTORICAL, "country": "FR",
               "series": SERIES[0]}  # fmt: skip
    if seller is None:
        return values
    values |= {
        key: str(getattr(seller, key) or "") for key in values if hasattr(seller, key)
    }  # fmt: skip
    values |= {
        "siret": printed.siret(seller.siret), "iban": printed.iban(seller.iban or ""),
        "vat_on_debits": YES if seller.vat_on_debits else "",
        "mentions": "\n".join(seller.mentions), "logo": KEPT if seller.logo else "",
    }  # fmt: skip
    if seller.series not in SERIES:
        values |= {"series": OWN, "series_own": seller.series}
    for field in FIELDS.values():
        if field.may_not_apply and values[field.key] and not applies(values[field.key]):
            values |= {field.key: "", field.none_key: YES}
    return values


def seller_values(values: Values) -> dict[str, Any]:
    """Return what ``set_seller`` takes; a field that is not shown counts as empty.

    A logo that is kept is left out: ``set_seller`` has ``keep_logo`` for it.
    """
    texts = {
        key: values[key].strip() if field.shown(values) else "" for key, field in FIELDS.items()
    }
    for field in FIELDS.values():
        if field.may_not_apply and values[field.none_key]:
            texts[field.key] = _NOT_CONCERNED
    own = texts.pop("series_own")
    number = texts.pop("next_number")
    made: dict[str, Any] = {
        **texts,
        "series": own if texts["series"] == OWN else texts["series"],
        "country": texts["country"].upper(), "bic": compact(texts["bic"]),
        "vat_on_debits": texts["vat_on_debits"] == YES,
        "mentions": texts["mentions"].splitlines(),
        "logo": "" if texts["logo"] == KEPT else texts["logo"],
    }  # fmt: skip
    return made | {"next_number": int(number)} if number else made
