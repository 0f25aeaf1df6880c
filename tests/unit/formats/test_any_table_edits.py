"""Edits laid over a table, what is told of cells, and why a cell was taken as it was."""

import csv
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.delimited import read_delimited
from chorus_desk.formats.any_table.edits import Edit, edited
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.mapping import Mapping, Told, ToldCell
from chorus_desk.formats.any_table.mapping_file import read_mapping, write_mapping
from chorus_desk.formats.any_table.reading import TableContent, read_grids, understand
from chorus_desk.formats.any_table.reasons_column import HEADING
from chorus_desk.formats.any_table.why import Explainer, What, Why, explain, unread_cells
from chorus_desk.usecases.reading_files import format_of
from chorus_desk.wording.findings import sentence
from chorus_desk.wording.names import aside_reason

SIRET = "21750001600019"
HEAD: list[object] = [
    "N° facture",
    "Date",
    "Client",
    "SIRET",
    "Désignation",
    "Qté",
    "PU HT",
    "TVA",
    "Réf",
]
ROW: list[object] = [
    "F1",
    "12/03/2026",
    "Mairie",
    SIRET,
    "Affiches",
    2.0,
    "1 050,00 €",
    "20 %",
    "x",
]
FORM: list[list[object]] = [
    ["Imprimerie Exemple", "", "", ""],
    ["Bon n°", "2026-17", "Vos réf.", "BC 44"],
    ["Facture", "", "Le", "12/03/2026"],
    ["Client :", "Mairie de Bourg-Fictif", "", ""],
    ["Désignation", "Qté", "PU HT", "Total HT"],
    ["Affiches", 2.0, 50.0, 100.0],
    ["", "", "Total HT", 100.0],
    ["", "", "TVA 20 %", 20.0],
    ["", "", "Total TTC", 120.0],
]


def grid(*rows: Sequence[object], sheet: str = "Feuil1", **extra: object) -> Grid:
    return Grid(sheet, [list(row) for row in rows], **extra)  # type: ignore[arg-type]


def why(
    rows: Sequence[Sequence[object]], row: int, column: int, mapping: Mapping | None = None
) -> Why:
    sheet = grid(*rows)
    return explain(sheet, understand([sheet], mapping), row, column)


# Edits

_PLAIN = st.text(st.sampled_from("ab1 é"), max_size=4).map(str.strip)
_ROWS = st.lists(st.lists(_PLAIN, min_size=3, max_size=3), min_size=2, max_size=6)
_EDITS = st.lists(
    st.builds(Edit, st.just("t"), st.integers(1, 6), st.integers(1, 3), _PLAIN), max_size=8
)


@given(_ROWS, _EDITS)
def test_edits__equal_the_file_that_has_them(rows: list[list[str]], edits: list[Edit]) -> None:
    edits = [edit for edit in edits if edit.row <= len(rows)]
    changed = [list(row) for row in rows]
    for edit in edits:
        changed[edit.row - 1][edit.column - 1] = edit.text
    (laid,) = edited([_read(rows)], edits)
    assert [list(row) for row in laid.rows] == [list(row) for row in _read(changed).rows]


def _read(rows: list[list[str]]) -> Grid:
    text = StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return read_delimited(text.getvalue().encode(), "t")


def test_edits__a_price_mended_gives_its_draft() -> None:
    bad = [*ROW[:6], "cher", *ROW[7:]]
    others = [["F2", *ROW[1:]], ["F3", *ROW[1:]], ["F4", *ROW[1:]]]
    sheet = grid(HEAD, bad, *others)
    assert understand([sheet]).invoices[0].broken
    mended = understand(edited([sheet], [Edit("Feuil1", 2, 7, "1 050,00 €")]))
    assert mended == understand([grid(HEAD, ROW, *others)])


def test_edits__reach_rows_that_no_reader_could_give_and_cells_beyond_the_last() -> None:
    sheet = grid(HEAD, [], unreadable_rows=frozenset({2}), without_value=frozenset({(2, 7)}))
    (laid,) = edited([sheet], [Edit("Feuil1", 2, 7, "5"), Edit("Feuil1", 3, 1, "F9")])
    assert not laid.unreadable_rows
    assert not laid.without_value
    assert laid.cell(2, 7) == "5"
    assert laid.cell(3, 1) == "F9"
    (far,) = edited([sheet], [Edit("Feuil1", 9_999, 1, "x"), Edit("Autre", 1, 1, "x")])
    assert far is sheet


# What is told of cells and sheets


def test_cells__told_of_a_form_are_taken_on_every_sheet_like_it() -> None:
    told = Mapping(cells=(ToldCell(2, 2, "number"), ToldCell(2, 4, "commitment_number")))
    other = [[*row] for row in FORM]
    other[1][1], other[1][3] = "2026-18", "BC 45"
    sheets = [grid(*FORM, sheet="Mars"), grid(*other, sheet="Avril")]
    assert not understand(sheets).invoices  # nothing says what its number is
    found = [item.invoice for item in understand(sheets, told).invoices]
    assert [(i.number, i.commitment_number) for i in found] == [
        ("2026-17", "BC 44"), ("2026-18", "BC 45"),
    ]  # fmt: skip


def test_cells__told_to_hold_nothing_are_no_label_and_no_value() -> None:
    rows: list[list[object]] = [["Facture n° F1", ""], ["N° d'engagement", "BC 1"], *FORM[4:]]
    assert understand([grid(*rows)]).invoices[0].invoice.commitment_number == "BC 1"
    told = Mapping(cells=(ToldCell(2, 2, ""),))
    assert understand([grid(*rows)], told).invoices[0].invoice.commitment_number is None


def test_cells__that_hold_something_else_break_the_invoice_and_are_named() -> None:
    told = Mapping(cells=(ToldCell(2, 2, "number"), ToldCell(1, 1, "issue_date")))
    content = understand([grid(*FORM)], told)
    assert content.invoices[0].broken
    assert [(s.row, s.column, s.reason) for s in content.skipped] == [(1, "A1", "date")]
    assert list(unread_cells(content, "Feuil1")) == [(1, 1)]


def test_cells__told_beyond_a_sheet_are_named() -> None:
    told = Mapping(cells=(
        ToldCell(2, 2, "number"), ToldCell(900, 703, "commitment_number"), ToldCell(900, 1, ""),
    ))  # fmt: skip
    [item] = understand([grid(*FORM)], told).invoices
    [finding] = [f for f in item.findings if f.rule == "CD-TABLE-CELL-OUTSIDE"]
    assert "cellule AAA900, que la feuille «\xa0Feuil1\xa0» n'a pas" in sentence(finding, "fr")
    far = Mapping(cells=(ToldCell(9_999_999, 2, "number"),))
    content = understand([grid(*FORM)], far)
    assert not content.invoices
    assert [aside.reason for aside in content.asides] == ["cell-outside"]
    assert "n'a pas" in aside_reason("cell-outside", "fr")


def test_cells__told_beyond_a_sheet_of_labels_are_named() -> None:
    rows: list[list[object]] = [
        ["Facture n° F1"],
        ["Date", "12/03/2026"],
        ["Client", "Mairie"],
        ["Total HT", 10.0],
    ]
    told = Mapping(cells=(ToldCell(3, 9, "service_code"),))
    [item] = understand([grid(*rows)], told).invoices
    assert "CD-TABLE-CELL-OUTSIDE" in {finding.rule for finding in item.findings}


def test_a_sheet_told_aside__gives_nothing() -> None:
    content = understand([grid(HEAD, ROW)], Mapping(aside=("feuil1",)))
    assert not content.invoices
    assert [(a.row, a.reason) for a in content.asides] == [(0, "told")]


def test_a_column_told__goes_before_one_whose_words_say_the_same() -> None:
    head = [*HEAD[:6], "Tarif", "TVA", "PU HT"]
    row = [*ROW[:6], 12.0, "20 %", 99.0]
    told = Mapping(columns=(Told("Tarif", "unit_price"),))
    assert understand([grid(head, row)], told).invoices[0].invoice.lines[0].unit_price == 12


def test_a_column_told_aside__is_not_taken_by_its_content() -> None:
    head, row = [*HEAD[:3], "Code", *HEAD[4:]], list(ROW)
    assert understand([grid(head, row)]).invoices[0].invoice.buyer.siret == SIRET
    told = Mapping(columns=(Told("Code", ""),))
    assert understand([grid(head, row)], told).invoices[0].invoice.buyer.siret is None


def test_a_mapping__with_cells_and_sheets_survives_its_file() -> None:
    sheet = grid(*FORM)
    cells = (ToldCell(2, 2, "number"), ToldCell(13, 28, ""))
    columns = understand([sheet], Mapping(cells=cells)).understood[0].columns
    again = read_mapping(write_mapping("Bons", columns, cells, ["Notes « 2026 »"]))
    assert again.cells == cells
    assert again.aside == ("Notes « 2026 »",)
    assert again.shape() == {"designation", "qte", "pu ht", "total ht"}


def test_a_kept_mapping__is_used_where_two_headings_are_alike() -> None:
    head, row = [*HEAD, "Note", "Note"], [*ROW, "a", "b"]
    sheet = grid(head, row)
    (table,) = understand([sheet]).understood
    unique = Mapping("vu", tuple(Told(c.heading, "") for c in table.columns if c.heading != "Note"))
    (found,) = (*understand([sheet], None, [unique]).understood,
                *understand([sheet], None, [unique]).left)[:1] or (None,)  # fmt: skip
    assert found is None  # every heading was said to be of no use: no table is left
    named = Mapping("vu", tuple(
        Told(c.heading, c.meaning.key if c.meaning else "") for c in table.columns
        if c.heading != "Note"
    ))  # fmt: skip
    assert understand([sheet], None, [named]).understood[0].kept == named


# Why


@pytest.mark.parametrize(("row", "column", "what", "key", "reason"), [
    (1, 7, What.HEADING, "unit_price", ""),
    (1, 9, What.HEADING_ASIDE, None, ""),
    (2, 7, What.READ, "unit_price", ""),
    (2, 9, What.COLUMN_ASIDE, None, ""),
    (3, 7, What.UNREAD, "unit_price", "amount"),
    (4, 1, What.ROW_ASIDE, None, "total"),
    (2, 30, What.COLUMN_ASIDE, None, ""),
    (99, 1, What.OUTSIDE, None, ""),
])  # fmt: skip
def test_why__of_a_list(row: int, column: int, what: What, key: str | None, reason: str) -> None:
    bad = ["F2", *ROW[1:6], "cher", *ROW[7:]]
    rows: list[list[object]] = [HEAD, ROW, bad, ["TOTAL", "", "", "", "", "", "1 050,00", "", ""]]
    found = why(rows, row, column)
    assert (found.what, found.meaning.key if found.meaning else None) == (what, key)
    assert found.reason == reason


def test_why__says_what_was_read_where_it_stands_otherwise() -> None:
    found = why([HEAD, ROW], 2, 7)
    assert (found.raw, str(found.value), found.heading) == ("1 050,00 €", "1050.00", "PU HT")
    share = why([HEAD, [*ROW[:7], 0.2, "x"]], 2, 8)
    assert (share.reason, str(share.value), share.doubtful) == ("share", "20", False)


def test_why__of_a_form() -> None:
    told = Mapping(cells=(ToldCell(2, 2, "number"),))
    number = why(FORM, 2, 2, told)
    assert number.meaning is not None
    assert (number.what, number.meaning.key, number.meaning.reason) == (
        What.READ, "number", "given",
    )  # fmt: skip
    buyer, day, line, total, note = (
        why(FORM, *at, told) for at in ((4, 2), (3, 4), (6, 3), (9, 4), (1, 1))
    )
    assert [w.meaning.key if w.meaning else None for w in (buyer, day, line, total, note)] == [
        "buyer_name", "issue_date", "unit_price", "gross", None,
    ]  # fmt: skip
    assert note.what is What.OUTSIDE


LABELS: list[list[object]] = [
    ["FACTURE"], ["Numéro de facture", "26-01"], ["Date", "09/01/2026"], ["Client", "Mairie de Bourg"],
    ["Montant HT", 450.0], ["Montant TTC", 450.0],
]  # fmt: skip


def test_why__of_labels_without_a_table_of_lines() -> None:
    number, day, net, title = (why(LABELS, *at) for at in ((2, 2), (3, 2), (5, 2), (1, 1)))
    assert [w.meaning.key if w.meaning else None for w in (number, day, net, title)] == [
        "number", "issue_date", "net", None,
    ]  # fmt: skip
    assert (day.what, str(day.value)) == (What.READ, "2026-01-09")


def test_labels__whose_value_is_a_label_too_name_no_customer_by_an_amount() -> None:
    rows = [["Client", "Mairie"] if row[0] == "Client" else row for row in LABELS]
    (invoice,) = understand([grid(*rows)]).invoices
    assert invoice.invoice.buyer.name is None
    assert why(rows, 5, 2).meaning == why(LABELS, 5, 2).meaning


def test_cells__told_of_labels_alone_that_hold_something_else_break_the_invoice() -> None:
    told = Mapping(cells=(ToldCell(4, 2, "issue_date"),))
    found = understand([grid(*LABELS)], told)
    assert [(row.row, row.reason) for row in found.skipped] == [(4, "date")]
    assert found.invoices[0].broken


def test_why__of_a_sheet_without_a_table() -> None:
    found = why([["Bonjour"], ["à tous"]], 1, 1)
    assert (found.what, found.reason) == (What.SHEET_ASIDE, "no-table")


def test_why__of_the_column_of_reasons_is_that_it_is_not_taken() -> None:
    assert why([[*HEAD, HEADING], [*ROW, "un mot"]], 2, 10).what is What.COLUMN_ASIDE


def every_cell(grids: tuple[Grid, ...], content: TableContent) -> int:
    count = 0
    for sheet in grids:
        explainer = Explainer(sheet, content)
        for row in range(1, min(len(sheet.rows), 150) + 2):
            for column in range(
                1, min(len(sheet.rows[row - 1]) if row <= len(sheet.rows) else 1, 40) + 2
            ):
                explainer.explain(row, column)
                count += 1
    return count


@pytest.mark.corpus
def test_why__never_raises_on_any_cell_of_the_corpus(corpus: Path) -> None:
    count = 0
    for path in sorted((corpus / "spreadsheets").rglob("*")):
        content = path.read_bytes() if path.is_file() and path.stat().st_size < 500_000 else b""
        kind = format_of(content) if content else ""
        if kind in {"xlsx", "ods", "xls"} or path.suffix in {".csv", ".tsv"}:
            with suppress(UserError):  # some are there to be refused
                grids = read_grids(content, kind, path.name)
                count += every_cell(grids, understand(grids))
    assert count > 10_000


_CELL = st.one_of(
    st.sampled_from([*HEAD, *ROW, "TOTAL", "Total HT", "Client :", "cher", "", "Facture n° 12"]),
    st.floats(allow_nan=True), st.datetimes(), st.booleans(), st.text(max_size=5),
)  # fmt: skip


@given(
    st.lists(st.lists(_CELL, max_size=10), max_size=10), st.booleans(), st.sets(st.integers(1, 8))
)
def test_why__never_raises(rows: list[list[object]], headed: bool, unreadable: set[int]) -> None:
    sheet = grid(*([HEAD] if headed else []), *rows, unreadable_rows=frozenset(unreadable))
    every_cell((sheet,), understand([sheet]))
