"""People's own tables: layouts, headings, signs, VAT, totals, and what is left aside."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.totals import compute_totals
from chorus_desk.formats.any_table.grid import Grid, letters
from chorus_desk.formats.any_table.mapping import Mapping, Told
from chorus_desk.formats.any_table.mapping_file import read_mapping, write_mapping
from chorus_desk.formats.any_table.reading import TableContent, read_grids, understand
from tests.unit.formats.whole_tables import read_tables

D = Decimal
SIRET, OTHER = "21750001600019", "21859131100012"
HEAD = ["N° facture", "Date", "Client", "SIRET", "Désignation", "Qté", "PU HT", "TVA", "Total HT"]
ROW = ["F1", "12/03/2026", "Mairie", SIRET, "Affiches", 2.0, 50.0, "20 %", 100.0]


def read(*rows: Sequence[object], mapping: Mapping | None = None) -> TableContent:
    return understand([Grid("Feuil1", [list(row) for row in rows])], mapping)


def only(content: TableContent) -> Invoice:
    (item,) = content.invoices
    return item.invoice


def rules(content: TableContent, index: int = 0) -> set[str]:
    return {finding.rule for finding in content.invoices[index].findings}


def csv(text: str, encoding: str = "utf-8") -> TableContent:
    return read_tables(text.encode(encoding), "unknown")


def test_list__one_row_a_line() -> None:
    content = read(HEAD, ROW, [*ROW[:4], "Tracts", 1.0, 10.0, "10 %", 10.0])
    invoice = only(content)
    assert (invoice.number, invoice.issue_date) == ("F1", date(2026, 3, 12))
    assert (invoice.buyer.name, invoice.buyer.siret) == ("Mairie", SIRET)
    assert [(x.description, x.quantity, x.unit_price, x.vat_rate) for x in invoice.lines] == [
        ("Affiches", D(2), D(50), D(20)), ("Tracts", D(1), D(10), D(10)),
    ]  # fmt: skip
    assert invoice.stated is None
    assert rules(content) == set()


def test_list__head_on_the_first_row_alone_and_sums_left_aside() -> None:
    content = read(
        ["Entreprise Exemple"], [], HEAD, ROW, ["", "", "", "", "Tracts", 1.0, 10.0, "10 %", 10.0],
        ["TOTAL GÉNÉRAL", "", "", "", "", "", "", "", 110.0], ["NB : document interne"],
    )  # fmt: skip
    assert len(only(content).lines) == 2
    assert [(a.row, a.reason) for a in content.asides] == [(6, "total"), (7, "note")]


def test_list__heading_on_two_rows() -> None:
    content = read(
        ["Facture", "", "Client", "", "Ligne", "", "", "", "Montants", "", ""],
        ["N°", "Date", "Raison sociale", "SIRET", "Désignation", "Qté", "P.U.", "Taux", "HT", "TVA",
         "TTC"],
        [*ROW, 20.0, 120.0],
    )  # fmt: skip
    assert content.understood[0].heading_row == 2
    assert compute_totals(only(content)).gross == D("120.00")
    assert only(content).stated is None


def test_list__one_row_an_invoice_with_bases_by_rate() -> None:
    content = csv(
        "Numéro;Date;Client;Base HT 20 %;TVA 20 %;Base HT 5,5 %;TVA 5,5 %;Total TTC\n"
        "F1;06/01/2026;Mairie;1 000,00 €;200,00 €;100,00 €;5,50 €;1 305,50 €\n"
    )
    invoice = only(content)
    assert [(x.unit_price, x.vat_rate) for x in invoice.lines] == [
        (D("1000.00"), D(20)), (D("100.00"), D("5.5")),
    ]  # fmt: skip
    assert compute_totals(invoice).gross == D("1305.50")


def test_list__a_total_that_differs_is_kept_beside_the_lines() -> None:
    head = [*HEAD[:-1], "Total HT facture", "Total TTC facture"]
    content = read(head, [*ROW[:-1], 100.0, 130.0])
    stated = only(content).stated
    assert stated is not None
    assert (stated.net, stated.gross) == (D("100.00"), D("130.00"))
    assert compute_totals(only(content)).gross == D("120.00")


def test_list__amounts_of_the_whole_on_every_row_are_not_the_lines() -> None:
    head = [*HEAD[:-1], "Total HT facture"]
    content = read(head, [*ROW[:-1], 110.0], [*ROW[:4], "Tracts", 1.0, 10.0, "20 %", 110.0])
    assert only(content).stated is None


def test_list__credit_notes_are_turned_positive() -> None:
    content = read(
        ["Type", *HEAD], ["Avoir", "AV1", *ROW[1:6], -50.0, "20 %", "(100,00)"], ["Facture", *ROW]
    )
    note = content.invoices[0].invoice
    assert (note.type_code, note.lines[0].quantity, note.lines[0].unit_price) == (
        "381",
        D(2),
        D(50),
    )
    assert note.stated is None
    assert "CD-TABLE-SIGNS-TURNED" in rules(content)


def test_list__a_negative_invoice_is_asked_about() -> None:
    content = read(HEAD, [*ROW[:5], 2.0, -50.0, "20 %", -100.0])
    assert only(content).type_code == "380"
    assert only(content).lines[0].unit_price == D(50)
    assert "CD-TABLE-NEGATIVE" in rules(content)


def test_list__a_note_on_franchise_is_for_all() -> None:
    head, row = [*HEAD[:7], "Montant"], [*ROW[:7], 100.0]
    content = read(head, row, [], ["TVA non applicable, art. 293 B du CGI"])
    assert only(content).lines[0].vat_category == "E"
    assert only(content).exemptions[0].code == "VATEX-FR-FRANCHISE"


def test_list__a_number_twice_with_another_body_is_two_invoices() -> None:
    content = read(HEAD, ROW, ["F1", "13/03/2026", "Autre", OTHER, *ROW[4:]])
    assert len(content.invoices) == 2
    assert "CD-TABLE-NUMBER-TWICE" in rules(content, 1)


def test_list__a_bad_price_breaks_its_invoice_alone_and_is_named() -> None:
    bad = ["F2", *ROW[1:6], "cher", "20 %", ""]
    content = read(HEAD, bad, ROW)
    assert [(i.invoice.number, i.broken) for i in content.invoices] == [("F2", True), ("F1", False)]
    (row,) = content.skipped
    assert (row.row, row.sheet, row.reason, row.column, row.value) == (
        2, "Feuil1", "amount", "PU HT", "cher",
    )  # fmt: skip


def test_list__without_any_vat_says_so() -> None:
    content = read([*HEAD[:7]], [*ROW[:7]])
    assert "CD-TABLE-NO-VAT" in rules(content)


def test_list__an_amount_alone_is_unclear() -> None:
    content = read(["Numéro facture", "Tiers", "Montant"], ["F-1", "Mairie", 100.0])
    assert "CD-TABLE-AMOUNT-UNCLEAR" in rules(content)


@pytest.mark.parametrize(
    ("head", "row", "reason"),
    [
        (["Numéro facture", "Fournisseur", "Date", "Total HT"], ["F1", "Y", "1/2/2026", 3.0], "purchase"),
        (["Date", "Débit", "Crédit", "Libellé"], ["1/2/2026", 3.0, 0.0, "x"], "ledger"),
        (["Produit", "Quantité", "Prix unitaire"], ["x", 1.0, 2.0], "no-invoice"),
    ],
)  # fmt: skip
def test_list__what_is_no_invoice_is_left_aside(
    head: list[object], row: list[object], reason: str
) -> None:
    content = read(head, row)
    assert content.invoices == ()
    assert [aside.reason for aside in content.asides] == [reason]


FORM: list[list[object]] = [
    ["EXEMPLE Jean", "", "", "", "FACTURE N° F2026-7"],
    ["SIRET : 732 829 320 00074", "", "", "", "Le 1er mars 2026"],
    [],
    ["", "", "Client :", "Mairie de Vayres"],
    ["", "", "SIRET :", "217 500 016 00019"],
    ["", "", "N° d'engagement :", "BC-12"],
    ["Désignation", "", "Qté", "P.U. HT", "Total HT"],
    ["Tonte", "", 2.0, 50.0, 100.0],
    ["", "", "", "Total HT", 100.0],
    ["", "", "", "TVA 20 %", 20.0],
    ["", "", "", "Net à payer TTC", 120.0],
]


def test_form__labels_give_the_head_and_sums_the_rate() -> None:
    content = read(*FORM)
    invoice = only(content)
    assert (invoice.number, invoice.issue_date) == ("F2026-7", date(2026, 3, 1))
    assert (invoice.buyer.name, invoice.buyer.siret) == ("Mairie de Vayres", SIRET)
    assert invoice.commitment_number == "BC-12"
    assert invoice.lines[0].vat_rate == D(20)
    assert invoice.stated is None


def test_forms__stacked_on_a_sheet_are_parted_at_the_gap() -> None:
    second: list[list[object]] = [[str(c).replace("F2026-7", "F2026-8") if isinstance(c, str) else c for c in row]
              for row in FORM]  # fmt: skip
    content = read(*FORM, [], [], [], *second)
    assert [item.invoice.number for item in content.invoices] == ["F2026-7", "F2026-8"]


def test_form__a_quote_or_a_model_is_no_invoice() -> None:
    quote: list[list[object]] = [["DEVIS N° 12"], *FORM[2:]]
    model: list[list[object]] = [["Facture n° ${number}"], *FORM[2:]]
    assert [read(*quote).asides[0].reason, read(*model).asides[0].reason] == ["quote", "model"]


def test_sheets__of_months_are_all_read_and_heads_join_their_lines() -> None:
    heads = Grid("Factures", [["Numéro de facture", "Date", "Tiers", "Total HT", "Total TTC"],
                              ["F1", "12/03/2026", "Mairie", 100.0, 120.0]])  # fmt: skip
    lines = Grid("Lignes", [["Numéro de facture", "Désignation", "Quantité", "PU HT", "Taux TVA"],
                            ["F1", "Affiches", 2.0, 50.0, 0.2]])  # fmt: skip
    content = understand([heads, lines])
    assert only(content).buyer.name == "Mairie"
    assert only(content).lines[0].description == "Affiches"
    assert only(content).stated is None
    months = [Grid("Janvier", [HEAD, ROW]), Grid("Février", [HEAD, ["F2", *ROW[1:]]])]
    assert len(understand(months).invoices) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_text__any_encoding_and_separator(encoding: str, separator: str) -> None:
    head = separator.join(["N° facture", "Date", "Désignation", "Qté", "Prix unitaire HT", "TVA"])
    row = separator.join(
        ["F1", "12/03/2026", '"Été, à l\'école; 2"', '"1,5"', '"1 200,00 €"', "20"]
    )
    invoice = only(csv(f"{head}\r\n{row}\r\n", encoding))
    assert invoice.lines[0].description == "Été, à l'école; 2"
    assert (invoice.lines[0].quantity, invoice.lines[0].unit_price) == (D("1.5"), D("1200.00"))


def workbook(*rows: Sequence[object], book: Workbook | None = None) -> bytes:
    book = book or Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_workbook__counts_days_from_1904() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    content = workbook(HEAD, ["F1", 44_000, *ROW[2:]], book=book)
    assert only(read_tables(content, "xlsx")).issue_date == date(2024, 6, 19)


def test_workbook__hidden_rows_and_formulas_without_a_value_are_said() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.row_dimensions[2].hidden = True
    content = workbook(HEAD, [*ROW[:-1], "=F2*G2"], book=book)
    (grid,) = read_grids(content, "xlsx")
    assert grid.hidden_rows == {2}
    assert grid.without_value == {(2, 9)}
    found = rules(read_tables(content, "xlsx"))
    assert {"CD-TABLE-HIDDEN", "CD-TABLE-FORMULA"} <= found


def test_list__a_discount_that_is_not_applied_is_said() -> None:
    assert "CD-TABLE-DISCOUNT" in rules(read([*HEAD, "Remise"], [*ROW, 10.0]))
    assert "CD-TABLE-DISCOUNT" not in rules(read([*HEAD, "Remise"], [*ROW, 0.0]))


def test_columns__that_are_guessed_are_said() -> None:
    content = read([*HEAD[:3], "Identifiant", *HEAD[4:-1], "Total HT de facture"], ROW)
    assert only(content).buyer.siret == SIRET
    cells = {
        finding.params["cell"]
        for finding in content.invoices[0].findings
        if finding.rule == "CD-TABLE-COLUMN-GUESSED"
    }
    assert cells == {"D1", "I1"}


def test_workbook__a_hidden_sheet_is_read_and_said() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.sheet_state = "hidden"
    book.create_sheet("Vide")
    content = workbook(HEAD, ROW, book=book)
    assert "CD-TABLE-HIDDEN-SHEET" in rules(read_tables(content, "xlsx"))


def test_mapping__says_what_words_do_not() -> None:
    head = ["Zig", "Date", "Zag", "Zog", "Prix HT"]
    row = ["F9", "12/03/2026", "Affiches", 3.0, 5.0]
    told = Mapping("", (Told("Zig", "number"), Told("zag", "description"), Told("Zog", "quantity")))
    assert read(head, row).invoices == ()
    invoice = only(read(head, row, mapping=told))
    assert (invoice.number, invoice.lines[0].quantity) == ("F9", D(3))


def test_mapping__leaves_a_column_aside() -> None:
    content = read(HEAD, ROW, mapping=Mapping("", (Told("Client", ""),)))
    assert only(content).buyer.name is None


def test_mapping__written_and_read_again_is_the_same() -> None:
    head = [*HEAD, 'Un "drôle" de\ntitre \\']
    columns = read(head, [*ROW, "x"]).understood[0].columns
    mapping = read_mapping(write_mapping("Mon logiciel", columns))
    assert mapping.name == "Mon logiciel"
    assert {told.heading: told.meaning for told in mapping.columns} == {
        column.heading: column.meaning.key if column.meaning else "" for column in columns
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "mapping-unreadable"), (b"columns = 3", "mapping-unreadable"),
        (b"[columns]\nA = 3", "mapping-unreadable"), (b"[columns]\nA = 'roi'", "mapping-unknown"),
        (b"x = [" * 50_000, "mapping-unreadable"), (b"#" * 300_000, "mapping-unreadable"),
    ],
)  # fmt: skip
def test_mapping__of_a_bad_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UserError) as raised:
        read_mapping(content)
    assert raised.value.code == code


def test_letters__name_a_column() -> None:
    assert [letters(n) for n in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


def test_mapping__of_amounts_by_rate_keeps_the_rate() -> None:
    head = ["Numéro", "Date", "Client", "Base HT 5,5 %", "TVA 5,5 %"]
    row = ["F1", "12/03/2026", "Mairie", 100.0, 5.5]
    mapping = read_mapping(write_mapping("", read(head, row).understood[0].columns))
    assert only(read(head, row, mapping=mapping)).lines[0].vat_rate == D("5.5")
