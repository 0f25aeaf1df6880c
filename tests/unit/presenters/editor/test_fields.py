"""Each field of the form: its text is read, shown, emptied; what does not read is kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Note, Preceding
from chorus_desk.domain.party import Party
from chorus_desk.presenters.editor.fields import FIELDS, FieldKind, text_of, with_text
from chorus_desk.presenters.editor.sheet import Sheet
from chorus_desk.wording.catalogue import say
from tests import builders as b

D = Decimal
BLANK = Sheet(Invoice())
GOOD = {
    FieldKind.TEXT: "Le 12 B", FieldKind.LONG_TEXT: "Bonjour,\nmerci.", FieldKind.DAY: "24/11/2026",
    FieldKind.AMOUNT: "12,50", FieldKind.CHOICE: "A2",
    FieldKind.RATE: "5,5",
}  # fmt: skip
READ = [
    path
    for path in FIELDS
    if FIELDS[path].kind in (FieldKind.DAY, FieldKind.AMOUNT, FieldKind.RATE)
]


def good(path: str) -> str:
    if path == "payment.iban":
        return "FR7630000000010000000000007"
    return "21990001600011" if path.endswith("siret") else GOOD[FIELDS[path].kind]


@pytest.mark.parametrize("path", FIELDS)
def test_field__shows_what_was_typed_and_forgets_it(path: str) -> None:
    sheet = with_text(BLANK, path, good(path), b.TODAY)
    assert sheet != BLANK
    assert text_of(sheet, path, "fr") == good(path)
    assert with_text(sheet, path, good(path), b.TODAY) == sheet
    for empty in ("", "  "):
        assert with_text(sheet, path, empty, b.TODAY) == BLANK


@pytest.mark.parametrize("path", FIELDS)
def test_field__leaves_the_others_alone(path: str) -> None:
    sheet = BLANK
    for other in FIELDS:
        sheet = with_text(sheet, other, good(other), b.TODAY)
    emptied = with_text(sheet, path, "", b.TODAY)
    assert text_of(emptied, path, "fr") == ""
    assert {other: text_of(emptied, other, "fr") for other in FIELDS if other != path} == {
        other: good(other) for other in FIELDS if other != path
    }


@pytest.mark.parametrize("path", FIELDS)
def test_field__has_its_words_in_both_languages(path: str) -> None:
    assert FIELDS[path].path == path
    for language in ("fr", "en"):
        assert say(FIELDS[path].label, language)


@pytest.mark.parametrize("path", READ)
def test_text__that_does_not_read_is_kept_as_it_was_typed(path: str) -> None:
    filled = with_text(BLANK, path, good(path), b.TODAY)
    sheet = with_text(filled, path, " n'importe quoi", b.TODAY)
    assert sheet.typed == {path: " n'importe quoi"}
    assert text_of(sheet, path, "fr") == " n'importe quoi"
    assert sheet.invoice == BLANK.invoice
    assert with_text(sheet, path, good(path), b.TODAY) == filled
    assert with_text(sheet, path, "", b.TODAY) == BLANK


def test_text__of_a_number_and_a_day_is_as_in_the_language() -> None:
    sheet = Sheet(Invoice(prepaid=D("1234.5"), issue_date=date(2026, 3, 1)))
    assert text_of(sheet, "prepaid", "fr") == "1234,50"
    assert text_of(sheet, "prepaid", "en") == "1234.50"
    assert text_of(sheet, "issue_date", "fr") == text_of(sheet, "issue_date", "en") == "01/03/2026"


def test_siret__is_kept_without_its_spaces() -> None:
    sheet = with_text(BLANK, "buyer.siret", "219 900 016\u00a000011", b.TODAY)
    assert sheet.invoice.buyer.siret == b.COMMUNE_SIRET


def test_validator__is_there_as_long_as_something_is_known_of_it() -> None:
    sheet = with_text(BLANK, "validator.name", "Titulaire", b.TODAY)
    sheet = with_text(sheet, "validator.siret", b.HOSPITAL_SIRET, b.TODAY)
    assert sheet.invoice.validator == Party(name="Titulaire", siret=b.HOSPITAL_SIRET)
    sheet = with_text(sheet, "validator.name", "", b.TODAY)
    assert with_text(sheet, "validator.siret", "", b.TODAY).invoice.validator is None


def test_origin__keeps_its_date_until_another_is_typed() -> None:
    first = Preceding(number="2026-0001", issue_date=date(2026, 2, 1))
    sheet = Sheet(Invoice(preceding=(first, Preceding(number="X"))))
    assert with_text(sheet, "preceding_invoice", "2026-0001", b.TODAY) == sheet
    changed = with_text(sheet, "preceding_invoice", "2026-0002", b.TODAY).invoice
    assert changed.preceding == (Preceding(number="2026-0002"), Preceding(number="X"))


def test_message__leaves_the_notes_of_the_law_alone() -> None:
    law = Note(text="Pénalités", code="PMD")
    sheet = Sheet(Invoice(notes=(Note(text="Un"), law, Note(text="Deux"))))
    assert text_of(sheet, "notes", "fr") == "Un\nDeux"
    written = with_text(sheet, "notes", "Trois", b.TODAY)
    assert written.invoice.notes == (Note(text="Trois"), law)
    assert with_text(written, "notes", "", b.TODAY).invoice.notes == (law,)


def test_buyer__keeps_the_rest_when_one_datum_changes() -> None:
    sheet = Sheet(b.invoice())
    changed = with_text(sheet, "buyer.service_code", "VOIRIE", b.TODAY).invoice.buyer
    assert changed == replace(b.commune().as_party(), service_code="VOIRIE")


def test_discount__of_the_whole_forgets_its_percentage_when_its_amount_changes() -> None:
    percent = AllowanceCharge(amount=D(30), percentage=D(10), base_amount=D(300), reason="Fidélité",
                              vat_category="S", vat_rate=D(20))  # fmt: skip
    other = AllowanceCharge(amount=D(1))
    sheet = Sheet(Invoice(allowances=(percent, other)))
    assert with_text(sheet, "allowances[0].amount", "30", b.TODAY) == sheet
    changed = with_text(sheet, "allowances[0].amount", "25", b.TODAY).invoice.allowances
    assert changed == (
        replace(percent, amount=D(25), percentage=None, base_amount=None), other,
    )  # fmt: skip
    rated = with_text(sheet, "allowances[0].vat_rate", "0", b.TODAY).invoice.allowances[0]
    assert (rated.vat_category, rated.vat_rate) == (None, D(0))
    assert text_of(sheet, "allowances[0].vat_rate", "fr") == "20"


def test_payee__is_there_as_long_as_something_is_known_of_it() -> None:
    sheet = with_text(BLANK, "payee.name", "Affactureur", b.TODAY)
    sheet = with_text(sheet, "payee.siret", "269 900 015 00018", b.TODAY)
    assert sheet.invoice.payee == Party(name="Affactureur", siret=b.HOSPITAL_SIRET)
    sheet = with_text(with_text(sheet, "payee.name", "", b.TODAY), "payee.siret", "", b.TODAY)
    assert sheet == BLANK
