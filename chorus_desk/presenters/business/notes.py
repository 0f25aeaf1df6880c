"""What follows from the form of the business: what will be printed, which number comes next."""

from datetime import date

from chorus_desk.domain.identifiers import compact, french_vat_number
from chorus_desk.domain.party import Seller, VatRegime
from chorus_desk.domain.series import Series, SeriesState
from chorus_desk.presenters.business.fields import OWN, Values
from chorus_desk.presenters.business.remarks import rank_of, siren_of
from chorus_desk.rules import tables
from chorus_desk.wording.catalogue import N_, say


def vat_proposal(values: Values) -> str | None:
    """Return the VAT number that belongs to the SIRET, where one is needed and stands not there."""
    siren = siren_of(values)
    if siren is None or values["vat_regime"] != VatRegime.NORMAL:
        return None
    number = french_vat_number(siren)
    return None if compact(values["vat_number"]) == number else f"{number[:4]} {number[4:]}"


def pattern_of(values: Values) -> str:
    """Return the numbering that the form describes."""
    return values["series_own"].strip() if values["series"] == OWN else values["series"]


def notes(
    values: Values, standing: SeriesState, kept: Seller | None, today: date, language: str
) -> dict[str, str]:
    """Return what follows from the form, by the key of the field it stands below.

    ``standing`` is where the numbering stands this year, ``kept`` the business as stored.
    """
    return {
        "legal_form": _name_note(values, language),
        "vat_regime": _franchise_note(values, today, language),
        "vat_exemption": _exemption_note(values, today, language),
        "next_number": number_example(values, standing, kept, today, language),
    }


def _name_note(values: Values, language: str) -> str:
    if values["legal_form"] != "EI":
        return ""
    name = values["name"].strip() or say(N_("Camille Durand"), language)
    shown = _as_sole_trader(name)
    text = N_(
        "Vos factures diront « {name} » : la loi veut « EI » à côté du nom d'un entrepreneur "
        "individuel."
    )
    return say(text, language, name=shown)


def _as_sole_trader(name: str) -> str:
    return Seller(
        name=name, legal_form="EI", siret="", vat_regime=VatRegime.FRANCHISE,
        street="", postcode="", city="",
    ).printed_name()  # fmt: skip


def _franchise_note(values: Values, today: date, language: str) -> str:
    if values["vat_regime"] != VatRegime.FRANCHISE:
        return ""
    text = N_(
        "Sur une facture d'aujourd'hui sera imprimé : « {text} ». Ce texte change avec la loi : le "
        "programme suit la date de chaque facture."
    )
    return _printed(tables.FRANCHISE, text, today, language)


def _exemption_note(values: Values, today: date, language: str) -> str:
    text = N_("Sera imprimé : « {text} ».")
    return _printed(values["vat_exemption"], text, today, language)


def _printed(code: str, sentence: str, today: date, language: str) -> str:
    row = tables.default_exemption(code, today) if code else None
    return say(sentence, language, text=row.text) if row and row.text else ""


def number_example(
    values: Values, standing: SeriesState, kept: Seller | None, today: date, language: str
) -> str:
    """Return which number the next invoice takes; empty while the numbering cannot serve."""
    series = Series(pattern_of(values))
    if series.problem() is not None:
        return ""
    known = standing.series == series and standing.year == today.year
    last = standing.last_count if known else 0
    # A series that has begun goes on, whatever rank it was to start at.
    count = last + 1 if last else _first_count(values, kept, today.year)
    said = say(N_("Votre prochaine facture aura le numéro {number}."), language,
               number=series.number(today.year, count))  # fmt: skip
    if kept is not None and _is_of_the_past(values, kept, today.year):
        past = N_("Le rang de départ {rank} valait pour {year}.")
        year = str(kept.next_number_year)
        said = f"{said} {say(past, language, rank=values['next_number'], year=year)}"
    return said


def _first_count(values: Values, kept: Seller | None, year: int) -> int:
    rank = rank_of(values["next_number"].strip())
    if rank is None or (kept is not None and _is_of_the_past(values, kept, year)):
        return 1
    return rank


def _is_of_the_past(values: Values, kept: Seller, year: int) -> bool:
    """Return whether the rank is the one that was set for an earlier year."""
    unchanged = values["next_number"].strip() == str(kept.next_number or "")
    return bool(kept.next_number) and unchanged and kept.next_number_year != year
