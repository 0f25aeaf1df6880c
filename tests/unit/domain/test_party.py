import pytest

from chorus_desk.domain.party import applies, names_sole_trader
from tests.builders import seller


@pytest.mark.parametrize(
    "name", ["Marie Martin EI", "EI Marie Martin", "Entrepreneur individuel M. Martin"]
)
def test_names_sole_trader__before_or_after_the_name(name: str) -> None:
    assert names_sole_trader(name)


@pytest.mark.parametrize("name", ["Marie Martin", "Reine Leila", "Eileen"])
def test_names_sole_trader__not_inside_it(name: str) -> None:
    assert not names_sole_trader(name)


def test_printed_name__adds_ei_where_the_law_wants_it() -> None:
    assert seller(name="Marie Martin").printed_name() == "Marie Martin EI"
    assert seller(name="Marie Martin EI").printed_name() == "Marie Martin EI"
    assert seller(name="Atelier Martin", legal_form="EURL").printed_name() == "Atelier Martin"


def test_legal_information__names_form_capital_and_register() -> None:
    company = seller(legal_form="EURL", capital="1 000 €", register="RCS Rennes")
    assert company.legal_information() == "EURL au capital de 1 000 € – RCS Rennes"
    assert seller(register="sans objet").legal_information() is None


def test_as_party__gives_the_siren_where_there_is_no_vat_number() -> None:
    assert seller().as_party().tax_id == "999000011"
    assert seller(vat_number="FR66999000011").as_party().tax_id is None


def test_own_mentions__leave_out_what_does_not_apply() -> None:
    assert seller(insurance="sans objet", mentions=("Merci.",)).own_mentions() == ("Merci.",)
    assert not applies("Sans objet")
    assert applies("MAAF, Niort")


def test_own_mentions__say_what_the_insurance_is_unless_it_says_so_itself() -> None:
    [named] = seller(insurance="MAAF, Niort, France").own_mentions()
    assert named == "Assurance professionnelle\u00a0: MAAF, Niort, France"
    whole = "Assurance décennale MAAF, Niort, France"
    assert seller(insurance=whole).own_mentions() == (whole,)
