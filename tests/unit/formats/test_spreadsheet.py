"""The program's own workbook: written as people need it, read whatever they put in it."""

import zipfile
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import AllowanceCharge, Payment
from chorus_desk.domain.party import Party
from chorus_desk.formats.spreadsheet import cells
from chorus_desk.formats.spreadsheet.cells import UnreadableCellError
from chorus_desk.formats.spreadsheet.columns import EXAMPLES, HELP, LISTS, SHEET, columns
from chorus_desk.formats.spreadsheet.reading import WorkbookContent, read_workbook
from chorus_desk.formats.spreadsheet.template import Row, write_workbook
from chorus_desk.rules import tables
from tests.builders import COMMUNE_SIRET, HOSPITAL_SIRET, seller

D = Decimal
SELLER = seller().as_party()
FIRST: Row = {
    "number": "F1", "issue_date": date(2026, 11, 2), "buyer_siret": COMMUNE_SIRET,
    "description": "Affiche", "quantity": D("2.5"), "unit": "heures", "unit_price": D("45.10"),
    "vat_rate": D(20),
}  # fmt: skip


def read(*rows: Row) -> WorkbookContent:
    return read_workbook(write_workbook(rows, []), SELLER)


def test_template__takes_the_frameworks_of_both_circuits() -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_workbook([], [])))[SHEET]
    [check] = [v for v in sheet.data_validations.dataValidation if v.errorTitle == "Cadre"]
    offered = set(check.formula1.strip('"').split(","))
    assert tables.supported_frameworks() < offered
    assert offered - tables.supported_frameworks() < tables.reform_frameworks()
    assert {"S1", "B1", "M1", "S3"} <= offered
    assert check.errorStyle == "warning"  # the rarer ones can be typed


def test_template__is_styled_helpful_and_checked() -> None:
    workbook = openpyxl.load_workbook(BytesIO(write_workbook([], [FIRST])))
    assert workbook.sheetnames == [SHEET, EXAMPLES, HELP, LISTS]
    sheet = workbook[SHEET]
    assert sheet.max_row == 1
    headings = [cell.value for cell in sheet[1]]
    assert headings[0] == "Facture n° *"
    assert len(headings) == len(columns())
    assert sheet.freeze_panes == "B2"
    kinds = {validation.type for validation in sheet.data_validations.dataValidation}
    assert kinds == {"date", "list", "custom", "decimal"}
    assert all(v.error and v.showErrorMessage for v in sheet.data_validations.dataValidation)
    assert workbook[EXAMPLES].cell(2, 1).value == "F1"
    assert workbook[HELP].max_row > len(columns())
    assert workbook[LISTS]["A2"].value == "unité"


def test_template__gives_the_same_bytes() -> None:
    assert write_workbook([FIRST], []) == write_workbook([FIRST], [])


def test_read__makes_an_invoice_of_rows_with_the_same_number() -> None:
    content = read(
        FIRST,
        {"description": "Sans numéro, donc la même", "quantity": D(1), "unit_price": D(10)},
        {"number": "F1", "description": "Remisée", "quantity": D(1), "unit_price": D("1.1"),
         "discount": D("0.1"), "vat_rate": D("5.5")},
        {"number": "F2", "kind": "Avoir", "preceding": "F1", "description": "x", "quantity": D(1),
         "unit_price": D(1)},
    )  # fmt: skip
    assert content.rows_read == 4
    assert content.skipped == ()
    first, second = content.invoices
    assert [line.description for line in first.invoice.lines] == [
        "Affiche", "Sans numéro, donc la même", "Remisée",
    ]  # fmt: skip
    line = first.invoice.lines[0]
    assert (line.quantity, line.unit, line.unit_price) == (D("2.5"), "HUR", D("45.1"))
    assert (line.vat_category, line.vat_rate) == ("S", D(20))
    assert first.invoice.lines[2].allowances[0].amount == D("0.1")
    assert second.invoice.type_code == "381"
    assert second.invoice.preceding[0].number == "F1"


def test_read__takes_what_few_invoices_have() -> None:
    content = read({
        **FIRST, "framework": "A9", "validator_siret": COMMUNE_SIRET, "validator_name": "Titulaire",
        "allowance": D("20.5"), "charge": D(12), "payee_name": "Affactureur",
        "payee_siret": HOSPITAL_SIRET, "payee_iban": "FR14 2004 1010 0505 0001 3M02 606",
    })  # fmt: skip
    made = content.invoices[0].invoice
    assert made.billing_framework == "A9"
    assert made.validator == Party(name="Titulaire", siret=COMMUNE_SIRET)
    assert made.payee == Party(name="Affactureur", siret=HOSPITAL_SIRET)
    assert made.payment == Payment(iban="FR1420041010050500013M02606")
    assert made.allowances == (AllowanceCharge(amount=D("20.5")),)
    assert made.charges == (AllowanceCharge(amount=D(12)),)
    plain = read(FIRST).invoices[0].invoice
    assert (plain.validator, plain.payee, plain.allowances) == (None, None, ())


def test_read__names_a_bad_row_and_refuses_its_invoice_alone() -> None:
    content = read(FIRST, {**FIRST, "number": "F2", "quantity": "deux"}, {**FIRST, "number": "F3"},
                   {"number": "F2", "description": "bonne", "quantity": D(1), "unit_price": D(1)})  # fmt: skip
    [skipped] = content.skipped
    assert (skipped.row, skipped.sheet, skipped.reason, skipped.column, skipped.value) == (
        3, "Factures", "quantity", "Quantité", "deux",
    )  # fmt: skip
    assert [(i.invoice.number, i.broken) for i in content.invoices] == [
        ("F1", False),
        ("F2", True),
        ("F3", False),
    ]


def with_cells(changes: dict[tuple[int, str], tuple[str, str]], *rows: Row) -> WorkbookContent:
    """Read rows with what a file has in some cells (by row and key): an XML value, a format."""
    workbook = openpyxl.load_workbook(BytesIO(write_workbook(rows, [])))
    keys = [column.key for column in columns()]
    for (row, key), (_, form) in changes.items():
        cell = workbook[SHEET].cell(row, keys.index(key) + 1)
        cell.value, cell.number_format = 987654 + row, form
    buffer = BytesIO()
    workbook.save(buffer)
    made = BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for (row, _), (value, _) in changes.items():
                old_value = f"<v>{987654 + row}</v>".encode()
                content = content.replace(old_value, f"<v>{value}</v>".encode())
            new.writestr(name, content)
    return read_workbook(made.getvalue(), SELLER)


@pytest.mark.parametrize("value", ["NaN", "inf", "-inf"])
@pytest.mark.parametrize("key", ["quantity", "unit_price", "description", "buyer_siret", "number"])
def test_read__names_a_number_that_is_none(value: str, key: str) -> None:
    rows = (FIRST, {**FIRST, "number": "F2"}, {**FIRST, "number": "F3"})
    content = with_cells({(3, key): (value, "General")}, *rows)
    assert [row.row for row in content.skipped] == [3]
    whole = [i.invoice.number for i in content.invoices if not i.broken]
    assert whole == (["F3"] if key == "number" else ["F1", "F3"])


@pytest.mark.parametrize(
    ("value", "form"), [("1e18", "[h]:mm"), ("99999999999", "[h]:mm"), ("-1e300", "dd/mm/yyyy")]
)
def test_read__names_a_row_with_a_date_beyond_the_calendar(value: str, form: str) -> None:
    rows = (FIRST, {**FIRST, "number": "F2"}, {**FIRST, "number": "F3"})
    content = with_cells({(3, "unit_price"): (value, form)}, *rows)
    assert [(row.row, row.reason) for row in content.skipped] == [(3, "unreadable")]
    assert [i.invoice.number for i in content.invoices if not i.broken] == ["F3"]


@pytest.mark.parametrize(
    ("key", "value"),
    [("quantity", D(10) ** 13), ("unit_price", "999999999999999"), ("prepaid", D(-10) ** 17),
     ("quantity", "9" * 40)],
)  # fmt: skip
def test_read__names_a_number_that_nobody_means(key: str, value: str | Decimal) -> None:
    odd: Row = {**FIRST, "number": "F2", key: value}
    content = read(FIRST, odd, {**FIRST, "number": "F3"})
    assert [(row.row, row.reason) for row in content.skipped] == [(3, "too-large")]
    assert [i.broken for i in content.invoices] == [False, True, False]


def test_read__skips_a_row_that_belongs_to_no_invoice() -> None:
    content = read({"description": "perdue", "quantity": D(1), "unit_price": D(1)}, FIRST)
    assert [row.reason for row in content.skipped] == ["no-number"]
    assert len(content.invoices) == 1


def test_read__says_when_rows_disagree() -> None:
    content = read(FIRST, {**FIRST, "buyer_siret": "26990001500018"})
    [invoice] = content.invoices
    [finding] = invoice.findings
    assert finding.rule == "CD-ROWS-DISAGREE"
    assert invoice.invoice.buyer.siret == COMMUNE_SIRET


def test_read__gives_back_the_zeros_that_excel_took() -> None:
    workbook = openpyxl.load_workbook(BytesIO(write_workbook([FIRST], [])))
    sheet = workbook[SHEET]
    keys = [column.key for column in columns()]
    sheet.cell(2, keys.index("buyer_siret") + 1).value = 542051180066  # 00542051180066
    sheet.cell(2, keys.index("buyer_postcode") + 1).value = 1000
    buffer = BytesIO()
    workbook.save(buffer)
    [found] = read_workbook(buffer.getvalue(), SELLER).invoices
    assert found.invoice.buyer.siret == "00542051180066"
    assert found.invoice.buyer.address.postcode == "01000"


@pytest.mark.parametrize(
    ("typed", "rate", "guessed"),
    [("20", "20", False), ("0.2", "20", True), ("0.055", "5.5", True), ("0.9", "0.9", False)],
)
def test_read__understands_a_rate_in_percent_format(typed: str, rate: str, guessed: bool) -> None:
    [found] = read({**FIRST, "vat_rate": D(typed)}).invoices
    assert found.invoice.lines[0].vat_rate == D(rate)
    assert [f.rule for f in found.findings] == (["CD-GUESSED"] if guessed else [])


def test_read__leaves_vat_to_the_sellers_regime_when_nothing_is_said() -> None:
    [found] = read({k: v for k, v in FIRST.items() if k != "vat_rate"}).invoices
    assert found.invoice.lines[0].vat_category is None


def test_read__takes_an_exemption_by_its_code() -> None:
    [found] = read({**FIRST, "exemption": "VATEX-EU-AE"}).invoices
    assert found.invoice.lines[0].vat_category == "AE"
    [exemption] = found.invoice.exemptions
    assert (exemption.code, exemption.reason) == ("VATEX-EU-AE", "Autoliquidation")


def test_read__takes_every_situation_that_listes_offers() -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_workbook([], [])))[LISTS]
    offered = [row[2].value for row in sheet.iter_rows(min_row=2) if row[2].value]
    assert {"VATEX-FR-CGI261-4#soins", "VATEX-FR-CGI261-4#enseignement"} <= set(offered)
    assert not any("79-C" in str(name) or "CNWVAT" in str(name) for name in offered)
    for name in map(str, offered):
        [found] = read({**FIRST, "exemption": name}).invoices
        [exemption] = found.invoice.exemptions
        assert exemption.code == name.partition("#")[0]
        assert exemption.reason, name


def test_read__keeps_the_situation_of_an_invoice_without_a_date() -> None:
    row = {key: value for key, value in FIRST.items() if key != "issue_date"}
    [found] = read({**row, "exemption": "VATEX-FR-CGI261-4#enseignement"}).invoices
    [exemption] = found.invoice.exemptions
    assert exemption.reason == "Exonération TVA, art. 261-4-4° du CGI"


def test_read__names_a_rate_that_a_reason_puts_aside() -> None:
    [found] = read({**FIRST, "vat_rate": D(20), "exemption": "VATEX-FR-FRANCHISE"}).invoices
    [finding] = found.findings
    assert (finding.rule, finding.path) == ("CD-RATE-LEFT-OUT", "lines[0].vat_rate")
    assert finding.params == {"rate": "20", "value": "VATEX-FR-FRANCHISE"}
    assert found.invoice.lines[0].vat_rate == 0


def test_read__names_a_reason_that_nobody_knows() -> None:
    [found] = read({**FIRST, "vat_rate": D(0), "exemption": "VATEX-FOO"}).invoices
    assert [f.rule for f in found.findings] == ["CD-EXEMPTION-UNKNOWN"]


def test_read__names_an_unknown_unit() -> None:
    [found] = read({**FIRST, "unit": "chouia"}).invoices
    assert found.invoice.lines[0].unit == "C62"
    assert [f.rule for f in found.findings] == ["CD-UNIT-UNKNOWN"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1 234,56 €", "1234.56"), ("1\u202f234.5", "1234.5"), (0.1 + 0.2, "0.3"), (3, "3"), ("12 HT", "12"),
     ("5,5%", "5.5"), (1.1 * 3, "3.3"), (1234567890123.45, "1234567890123.45")],
)  # fmt: skip
def test_number__reads_what_people_write(cell: object, number: str) -> None:
    assert cells.number(cell) == D(number)


@pytest.mark.parametrize("cell", ["abc", "1,2,3", True, date(2026, 1, 1), "1e5", "--1"])
def test_number__refuses_the_rest(cell: object) -> None:
    with pytest.raises(UnreadableCellError):
        cells.number(cell)


@pytest.mark.parametrize(
    "cell", ["12/03/2026", "12.3.26", "2026-03-12", "2026-03-12T00:00:00", date(2026, 3, 12),
             datetime(2026, 3, 12, 9), 46093, 46093.5],
)  # fmt: skip
def test_day__reads_what_people_write(cell: object) -> None:
    assert cells.day(cell) == date(2026, 3, 12)


@pytest.mark.parametrize("cell", ["31/02/2026", "hier", 12, True, "2026"])
def test_day__refuses_the_rest(cell: object) -> None:
    with pytest.raises(UnreadableCellError):
        cells.day(cell)


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.dates(), st.datetimes()))
def test_cells__raise_nothing_else(cell: object) -> None:
    for reader in (cells.number, cells.day, cells.text, lambda c: cells.digits_only(c, 14)):
        with suppress(UnreadableCellError):
            reader(cell)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, b"no zip"])
def test_read__refuses_a_broken_workbook(content: bytes) -> None:
    with pytest.raises(UserError, match="workbook-unreadable"):
        read_workbook(content, SELLER)


def test_read__refuses_a_strangers_table() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Nom", "Prénom"])  # type: ignore[union-attr]
    buffer = BytesIO()
    workbook.save(buffer)
    with pytest.raises(UserError, match="workbook-not-ours"):
        read_workbook(buffer.getvalue(), SELLER)
