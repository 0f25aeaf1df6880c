"""The form of the business: there and back, what is wrong, what follows from it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.party import Seller, VatRegime
from chorus_desk.domain.series import Series, SeriesState
from chorus_desk.presenters.business.choices import choices, regimes
from chorus_desk.presenters.business.fields import FIELDS, KEPT, OWN, SERIES, YES
from chorus_desk.presenters.business.notes import notes, pattern_of, vat_proposal
from chorus_desk.presenters.business.remarks import error_remark, remarks
from chorus_desk.presenters.business.values import seller_values, values_of
from chorus_desk.rules import tables
from chorus_desk.usecases.seller import KEYS, parse_seller, set_seller
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.typography import french_spaces
from tests import builders as b

FULL = replace(
    b.vat_seller(), legal_form="SASU", capital="1 000 €", bic="AGRIFRPP", email="c@example.org",
    phone="01 23", register="RCS Rennes", insurance="MAAF, Niort\nFrance",
    mentions=("Merci.", "À bientôt."), vat_on_debits=True, series="F{year:2}-{number:03}",
    circuit="reform", country="FR",
)  # fmt: skip


def _values(**changes: str) -> dict[str, str]:
    return {**values_of(b.seller()), **changes}


def _errors(**changes: str) -> dict[str, str]:
    found = remarks(_values(**changes), "fr")
    return {key: remark.text for key, remark in found.items() if remark.error}


def _notes(values: Mapping[str, str], kept: Seller | None = None, last: int = 0) -> dict[str, str]:
    standing = SeriesState(Series(pattern_of(values)), 2026, last_count=last)
    return notes(values, standing, kept, b.TODAY, "fr")


# There and back


@pytest.mark.parametrize(
    "seller",
    [
        b.seller(), b.vat_seller(), FULL, b.seller(iban=None, register=None, insurance=None),
        b.seller(vat_regime=VatRegime.EXEMPT, vat_exemption="VATEX-EU-132-1I"),
        b.seller(register="sans objet", insurance="sans objet", country="RE"),
    ],
)  # fmt: skip
def test_values__give_the_same_business_again(seller: Seller) -> None:
    again, logo = parse_seller(seller_values(values_of(seller)), 2026)
    assert again == seller
    assert logo is None


def test_form__asks_for_every_key_that_is_taken() -> None:
    assert set(FIELDS) - {"series_own"} == set(KEYS)
    assert set(seller_values(_values())) | {"next_number"} == set(KEYS)


def test_form__begins_with_the_siret_and_says_why_things_are_asked() -> None:
    assert next(iter(FIELDS)) == "siret"
    assert all(FIELDS[key].reason for key in ("siret", "iban", "register", "insurance", "capital"))


def test_values__of_nobody_are_usual_ones() -> None:
    values = values_of(None)
    assert (values["legal_form"], values["country"], values["series"]) == ("EI", "FR", SERIES[0])
    assert values["vat_regime"] == values["siret"] == ""


def test_values__not_concerned_is_a_box() -> None:
    values = values_of(b.seller(register="Sans objet"))
    assert (values["register"], values["register_none"]) == ("", YES)
    assert seller_values({**values, "register": "RNE"})["register"] == "sans objet"


def test_values__what_is_not_shown_is_not_kept() -> None:
    values = _values(
        vat_exemption="VATEX-EU-132-1I", capital="1 000 €", vat_on_debits=YES, legal_form="EI"
    )
    taken = seller_values(values)
    assert (taken["vat_exemption"], taken["capital"], taken["vat_on_debits"]) == ("", "", False)


def test_values__a_numbering_of_ones_own() -> None:
    values = values_of(FULL)
    assert (values["series"], values["series_own"]) == (OWN, "F{year:2}-{number:03}")
    assert pattern_of(values) == seller_values(values)["series"] == "F{year:2}-{number:03}"


def test_values__of_a_logo(workspace: Workspace, tmp_path: Path) -> None:
    assert values_of(b.seller(logo="a" * 64))["logo"] == KEPT
    assert seller_values(_values(logo=KEPT))["logo"] == ""
    assert seller_values(_values(logo="/x/logo.png"))["logo"] == "/x/logo.png"


def test_values__are_what_set_seller_takes(workspace: Workspace, tmp_path: Path) -> None:
    values = _values(siret="999 000 011 00018", mentions="Une\n\nDeux", bic="agri fr pp",
                     next_number="42")  # fmt: skip
    seller = set_seller(workspace, seller_values(values), tmp_path).seller
    assert (seller.siret, seller.mentions, seller.bic) == (
        b.SELLER_SIRET, ("Une", "Deux"), "AGRIFRPP",
    )  # fmt: skip
    assert (seller.next_number, seller.next_number_year) == (42, 2026)


# What is wrong


def test_remarks__of_a_whole_business() -> None:
    assert remarks(_values(), "fr") == {}
    assert remarks(values_of(FULL), "fr") == {}


def test_remarks__of_nothing() -> None:
    found = remarks(values_of(None), "fr")
    assert {key for key, remark in found.items() if remark.error} == {
        "siret", "name", "street", "postcode", "city", "vat_regime",
    }  # fmt: skip
    assert {key for key, remark in found.items() if not remark.error} == {
        "iban", "register", "insurance",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("siret", "999 000 011 00019", "n'existe pas"), ("siret", "999 000 011", "a 9."),
        ("siret", "99900001100O18", "que des chiffres"), ("siret", "abc", "que des chiffres"),
        ("siret", " ", "Écrivez"), ("name", "", "Écrivez"),
        ("iban", "FR76 3000 0000 0100 0000 0000 008", "mal recopié"), ("iban", "FR76", "en a 4."),
        ("iban", "XX9030000000010000000000007", "pays"), ("iban", "çà", "lettres"),
        ("vat_number", "FR00999000011", "mal recopié"), ("vat_number", "FR6699", "11 chiffres"),
        ("vat_number", "66999000011", "deux lettres"),
        ("vat_number", "FR40303265045", "finit par 999000011"),
        ("postcode", "3500", "cinq chiffres"), ("bic", "AGRI", "8 ou 11"),
        ("email", "camille", "nom@exemple.fr"), ("country", "France", "Deux lettres"),
        ("next_number", "0", "entier"), ("next_number", "douze", "entier"),
        ("next_number", "٣", "entier"), ("next_number", "99999999999", "entier"),
    ],
)  # fmt: skip
def test_remarks__one_sentence_a_field(key: str, text: str, said: str) -> None:
    found = _errors(**{key: text})
    assert set(found) == {key}
    assert said in found[key]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("F{year}", "une fois"), ("", "une fois"), ("é{number}", "sans accent"),
        ("FACTURE-NUMERO-{year}-{number}", "vingt"), ("{year}{number:04}", "dates"),
    ],
)  # fmt: skip
def test_remarks__of_a_numbering_of_ones_own(pattern: str, said: str) -> None:
    assert said in _errors(series=OWN, series_own=pattern)["series_own"]


def test_remarks__only_of_what_is_shown() -> None:
    assert "vat_number" in _errors(vat_regime="normal", vat_number="")
    assert "vat_exemption" in _errors(vat_regime="exempt")
    assert _errors(vat_regime="franchise", vat_number="", series_own="x") == {}
    assert _errors(country="BE", postcode="B-1000") == {}
    assert "capital" in remarks(_values(legal_form="SASU"), "fr")


def test_remarks__of_who_is_not_concerned() -> None:
    assert "insurance" in remarks(_values(insurance_none=""), "fr")
    assert "insurance" not in remarks(_values(insurance_none=YES), "fr")


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (UserError("bad-value", key="iban", value="x"), "iban"),
        (UserError("missing-key", key="vat_exemption"), "vat_exemption"),
        (UserError("bad-series", series="x"), "series"), (UserError("logo-unreadable"), "logo"),
        (UserError("file-missing", file="logo.png"), "logo"), (UserError("disk-full"), None),
        (UserError("unknown-key", key="nom", known="x"), None),
    ],
)  # fmt: skip
def test_error_remark__is_at_its_field(error: UserError, key: str | None) -> None:
    found = error_remark(error, "fr")
    assert (found[0] if found else None) == key
    if found:
        assert found[1]


# What follows


def test_vat_proposal__comes_from_the_siret() -> None:
    assert vat_proposal(_values(vat_regime="normal")) == "FR66 999000011"
    assert vat_proposal(_values(vat_regime="normal", siret="12")) is None
    assert vat_proposal(_values(vat_regime="normal", vat_number="FR66 999 000 011")) is None
    assert vat_proposal(_values(vat_regime="franchise")) is None


def test_notes__the_number_that_comes_next() -> None:
    assert _notes(values_of(None))["next_number"] == (
        "Votre prochaine facture aura le numéro 2026-0001."
    )
    assert "2026-0042." in _notes(_values(next_number="42"))["next_number"]
    assert "2026-0051." in _notes(_values(next_number="42"), last=50)["next_number"]
    assert "F2026-0001." in _notes(_values(series=SERIES[1]))["next_number"]
    assert _notes(_values(series=OWN, series_own="é"))["next_number"] == ""
    assert "2026-0001." in _notes(_values(next_number="x"))["next_number"]


def test_notes__a_start_of_last_year_has_no_effect_and_says_so() -> None:
    kept = b.seller(next_number=42, next_number_year=2025)
    said = _notes(values_of(kept), kept)["next_number"]
    assert "2026-0001." in said
    assert "42 valait pour 2025" in said
    assert "2026-0043." in _notes({**values_of(kept), "next_number": "43"}, kept)["next_number"]


def test_notes__another_numbering_starts_by_itself() -> None:
    values = _values(series=SERIES[1])
    standing = SeriesState(Series(SERIES[0]), 2026, last_count=9)
    assert "F2026-0001." in notes(values, standing, None, b.TODAY, "fr")["next_number"]


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 3, 1), "art. 293 B du CGI »"), (date(2026, 11, 24), "L. 223-3"),
        (date(2028, 1, 1), "art. L. 223-3 du CIBS »"),
    ],
)  # fmt: skip
def test_notes__the_sentence_of_the_franchise_follows_the_date(today: date, said: str) -> None:
    standing = SeriesState(Series(SERIES[0]), today.year)
    assert french_spaces(said) in notes(_values(), standing, None, today, "fr")["vat_regime"]
    normal = notes(_values(vat_regime="normal"), standing, None, today, "fr")
    assert normal["vat_regime"] == ""


def test_notes__the_article_that_exempts() -> None:
    found = _notes(_values(vat_regime="exempt", vat_exemption="VATEX-EU-132-1I"))
    assert "261-4-4°" in found["vat_exemption"]


def test_notes__ei_beside_the_name() -> None:
    assert french_spaces("« Camille Fictive EI »") in _notes(_values())["legal_form"]
    assert french_spaces("« EI Camille »") in _notes(_values(name="EI Camille"))["legal_form"]
    assert _notes(_values(legal_form="SASU"))["legal_form"] == ""


# What there is to choose from


def test_choices__each_exemption_once_and_never_the_franchise() -> None:
    codes = [code for code, _ in choices("vat_exemption", b.TODAY, "fr")]
    assert codes[0] == ""
    assert len(codes) == len(set(codes)) > 10
    assert tables.FRANCHISE not in codes
    for code in codes[1:]:
        assert _errors(vat_regime="exempt", vat_exemption=code) == {}


def test_choices__numberings_by_their_example() -> None:
    found = dict(choices("series", b.TODAY, "fr"))
    assert found[SERIES[0]] == "2026-0001"
    assert all(Series(pattern).problem() is None for pattern in SERIES)
    assert OWN in found


def test_choices__forms_and_regimes_in_words() -> None:
    forms = dict(choices("legal_form", b.TODAY, "fr"))
    assert forms["EI"] == "EI – Entreprise individuelle (micro-entreprise comprise)"
    assert forms["ASSOCIATION"] == "Association"
    assert [key for key, _, _ in regimes("fr")] == ["franchise", "normal", "exempt"]
    assert len(choices("circuit", b.TODAY, "fr")) == 2
