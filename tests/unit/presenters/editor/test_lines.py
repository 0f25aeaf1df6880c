"""The grid of lines: cells read and shown, rows moved with what was typed into them, pasted."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Line
from chorus_desk.domain.totals import compute_totals
from chorus_desk.presenters.editor.lines import (
    COLUMNS,
    SELDOM,
    Cell,
    Setting,
    block_of,
    cell_path,
    cell_text,
    insert,
    move,
    new_line,
    paste,
    remove,
    spoken_cell,
    unit_labels,
    uses_seldom,
    with_cell,
)
from chorus_desk.presenters.editor.sheet import Sheet
from chorus_desk.presenters.editor.vat import vat_choices
from tests import builders as b
from tests.unit.presenters.spaces import plain

D = Decimal
FRENCH = Setting(vat_choices(b.vat_seller(), "fr"), "fr")
ENGLISH = Setting(vat_choices(b.vat_seller(), "en"), "en")
FRANCHISE = Setting(vat_choices(b.seller(), "fr"), "fr")
GOOD = {
    Cell.DESCRIPTION: "Fresque", Cell.DETAILS: "3 m × 2", Cell.QUANTITY: "2,5", Cell.UNIT: "heure",
    Cell.PRICE: "45,50", Cell.DISCOUNT: "10", Cell.VAT: "5,5\u00a0%",
}  # fmt: skip
READ = [Cell.QUANTITY, Cell.UNIT, Cell.PRICE, Cell.DISCOUNT, Cell.VAT]
EDITABLE = [column.cell for column in COLUMNS if column.editable]
BLANK = Sheet(Invoice(lines=(Line(),)))


def sheet_of(*names: str) -> Sheet:
    return Sheet(Invoice(lines=tuple(Line(description=name) for name in names)))


def names_of(sheet: Sheet) -> list[str | None]:
    return [line.description for line in sheet.invoice.lines]


def shown(sheet: Sheet, row: int, setting: Setting = FRENCH) -> list[str]:
    return [plain(cell_text(sheet, row, column.cell, setting)) for column in COLUMNS]


# Cells


@pytest.mark.parametrize("cell", EDITABLE)
def test_cell__shows_what_was_typed_and_forgets_it(cell: Cell) -> None:
    sheet = with_cell(BLANK, 0, cell, GOOD[cell], FRENCH)
    assert sheet != BLANK
    assert cell_text(sheet, 0, cell, FRENCH) == GOOD[cell]
    assert with_cell(sheet, 0, cell, GOOD[cell], FRENCH) == sheet
    assert with_cell(sheet, 0, cell, " ", FRENCH) == BLANK


@pytest.mark.parametrize("cell", READ)
def test_cell__text_that_does_not_read_is_kept_as_it_was_typed(cell: Cell) -> None:
    filled = with_cell(BLANK, 0, cell, GOOD[cell], FRENCH)
    sheet = with_cell(filled, 0, cell, "beaucoup ?", FRENCH)
    assert sheet.typed == {cell_path(0, cell): "beaucoup ?"}
    assert cell_text(sheet, 0, cell, FRENCH) == "beaucoup ?"
    assert sheet.invoice == BLANK.invoice
    assert with_cell(sheet, 0, cell, GOOD[cell], FRENCH) == filled
    assert with_cell(sheet, 0, cell, "", FRENCH) == BLANK


def test_cell__net_is_reckoned_and_not_typed() -> None:
    sheet = Sheet(b.vat_invoice(b.taxed_line(quantity=D("2.5"), unit_price=D("1000"))))
    assert shown(sheet, 0)[-1] == "2 500,00 €"
    assert cell_text(sheet, 0, Cell.NET, ENGLISH) == "€2,500.00"
    assert with_cell(sheet, 0, Cell.NET, "12", FRENCH) == sheet
    assert cell_text(BLANK, 0, Cell.NET, FRENCH) == ""
    swiss = replace(FRENCH, currency="CHF")
    assert cell_text(sheet, 0, Cell.NET, swiss).endswith("CHF")


def test_cell__line_whole() -> None:
    off = (AllowanceCharge(amount=D("20")),)
    sheet = Sheet(b.vat_invoice(b.taxed_line(details="A3", allowances=off)))
    assert shown(sheet, 0) == ["Affiche", "A3", "2", "unité", "150", "20", "20 %", "280,00 €"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("heures", "HUR"), ("H", "HUR"), ("unite", "C62"), ("Forfait", "LS"), ("m2", "MTK"),
     ("m²", "MTK"), ("DAY", "DAY"), ("day", "DAY"), ("%", "P1"), ("jour", "DAY")],
)  # fmt: skip
def test_unit__is_understood_in_words(typed: str, code: str) -> None:
    assert with_cell(BLANK, 0, Cell.UNIT, typed, FRENCH).invoice.lines[0].unit == code


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", unit_labels("fr"))
def test_unit__each_is_understood_as_it_is_shown(code: str, language: str) -> None:
    sheet, setting = Sheet(Invoice(lines=(Line(unit=code),))), replace(FRENCH, language=language)
    text = cell_text(sheet, 0, Cell.UNIT, setting)
    assert text == unit_labels(language)[code]
    assert with_cell(BLANK, 0, Cell.UNIT, text, setting) == sheet


def test_unit__without_words_is_shown_by_its_code() -> None:
    assert cell_text(Sheet(Invoice(lines=(Line(unit="XYZ"),))), 0, Cell.UNIT, FRENCH) == "XYZ"


def test_price__typed_forgets_a_price_before_discount() -> None:
    sheet = Sheet(b.vat_invoice(b.taxed_line(gross_price=D(160), price_discount=D(10))))
    line = with_cell(sheet, 0, Cell.PRICE, "1,234.50", FRENCH).invoice.lines[0]
    assert (line.unit_price, line.gross_price, line.price_discount) == (D("1234.50"), None, None)


def test_discount__is_what_is_taken_off_and_added_together() -> None:
    line = b.taxed_line(
        allowances=(AllowanceCharge(amount=D(30)), AllowanceCharge(amount=None)),
        charges=(AllowanceCharge(amount=D("4.50")),),
    )
    sheet = Sheet(b.vat_invoice(line))
    assert cell_text(sheet, 0, Cell.DISCOUNT, FRENCH) == "25,50"
    typed = with_cell(sheet, 0, Cell.DISCOUNT, "5", FRENCH).invoice.lines[0]
    assert (typed.allowances, typed.charges) == ((AllowanceCharge(amount=D(5)),), ())
    assert with_cell(sheet, 0, Cell.DISCOUNT, "0", FRENCH).invoice.lines[0].allowances == ()


def test_vat__of_a_seller_with_one_choice_shows_it_by_itself() -> None:
    assert cell_text(BLANK, 0, Cell.VAT, FRANCHISE) == "Franchise"
    assert cell_text(BLANK, 0, Cell.VAT, FRENCH) == ""


def test_stated__figures_of_a_file_stay_until_figures_change() -> None:
    made = b.vat_invoice(stated=compute_totals(b.vat_invoice()))
    kept = with_cell(Sheet(made), 0, Cell.DESCRIPTION, "Autre", FRENCH)
    assert kept.invoice.stated == made.stated
    for cell, text in ((Cell.PRICE, "151"), (Cell.QUANTITY, "3"), (Cell.VAT, "10"),
                       (Cell.DISCOUNT, "1"), (Cell.PRICE, "rien")):  # fmt: skip
        assert with_cell(Sheet(made), 0, cell, text, FRENCH).invoice.stated is None
    assert remove(Sheet(made), [0]).invoice.stated is None


# Rows


def test_new_line__takes_unit_and_vat_of_the_one_before() -> None:
    made = Invoice(lines=(b.taxed_line("10", unit="HUR", details="x"),))
    assert new_line(made) == Line(unit="HUR", vat_category="S", vat_rate=D(10))
    assert new_line(Invoice()) == Line(unit="C62")
    assert new_line(Invoice(lines=(Line(),))) == Line(unit="C62")


def with_typed(sheet: Sheet, *rows: int) -> Sheet:
    for row in rows:
        name = sheet.invoice.lines[row].description
        sheet = with_cell(sheet, row, Cell.QUANTITY, f"combien de {name}", FRENCH)
    return replace(sheet, typed={**sheet.typed, "due_date": "un jour"})


def followed(sheet: Sheet) -> dict[str, str]:
    """Return the line that each unread text stands on now."""
    assert sheet.typed["due_date"] == "un jour"
    paths = {cell_path(row, Cell.QUANTITY): row for row in range(len(sheet.invoice.lines))}
    rest = {path: text for path, text in sheet.typed.items() if path != "due_date"}
    return {str(names_of(sheet)[paths[path]]): text for path, text in rest.items()}


def test_typed__follows_its_line_when_lines_are_moved() -> None:
    sheet = with_typed(sheet_of("a", "b", "c"), 0, 2)
    down = move(sheet, 0, 1)
    assert names_of(down) == ["b", "a", "c"]
    assert followed(down) == {"a": "combien de a", "c": "combien de c"}
    up = move(sheet, 2, -1)
    assert (names_of(up), followed(up)) == (["a", "c", "b"], followed(sheet))


def test_typed__follows_its_line_when_another_is_removed_and_goes_with_its_own() -> None:
    sheet = with_typed(sheet_of("a", "b", "c"), 0, 2)
    assert followed(remove(sheet, [1])) == {"a": "combien de a", "c": "combien de c"}
    assert followed(remove(sheet, [0])) == {"c": "combien de c"}
    assert followed(remove(sheet, [2, 0])) == {}
    assert remove(sheet, [0, 1, 2]).invoice.lines == ()
    assert remove(sheet, []) == sheet


def test_typed__follows_its_line_when_another_is_put_in() -> None:
    sheet = with_typed(sheet_of("a", "b"), 1)
    before = insert(sheet, 1, [Line(description="x"), Line(description="y")])
    assert names_of(before) == ["a", "x", "y", "b"]
    assert followed(before) == {"b": "combien de b"}
    assert followed(insert(sheet, 2, [Line(description="x")])) == {"b": "combien de b"}


@pytest.mark.parametrize(
    ("row", "by", "names"),
    [(0, -1, "abc"), (2, 1, "abc"), (0, 99, "bca"), (2, -99, "cab"), (1, 0, "abc")],
)
def test_move__goes_as_far_as_there_is_room(row: int, by: int, names: str) -> None:
    assert names_of(move(sheet_of("a", "b", "c"), row, by)) == list(names)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(-3, 3), st.sampled_from("mri"))))
def test_typed__stays_with_its_line_whatever_is_done(steps: list[tuple[int, int, str]]) -> None:
    sheet = with_typed(sheet_of("a", "b", "c", "d"), 0, 2, 3)
    for row, by, what in steps:
        if what == "i":
            at = min(row, len(sheet.invoice.lines))
            sheet = insert(sheet, at, [Line(description="new")])
        elif row < len(sheet.invoice.lines):
            sheet = move(sheet, row, by) if what == "m" else remove(sheet, [row])
    kept = [name for name in names_of(sheet) if name in ("a", "c", "d")]
    assert followed(sheet) == {name: f"combien de {name}" for name in kept}


# Blocks


def test_block__of_a_spreadsheet() -> None:
    assert block_of("Affiche\t2\r\nFresque\t1 234,50 €\r\n") == [
        ["Affiche", "2"], ["Fresque", "1 234,50 €"],
    ]  # fmt: skip
    assert block_of("seul") == [["seul"]]
    assert block_of("a\t\tb\n\t\t\n") == [["a", "", "b"], ["", "", ""]]
    assert block_of("") == [[""]]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ('"Affiche"\t2', [["Affiche", "2"]]),
        ('"Affiche ""A3"""\t2', [['Affiche "A3"', "2"]]),
        ('"Affiche\nen couleurs"\t2\n"B"\t3\n', [["Affiche en couleurs", "2"], ["B", "3"]]),
        ('"Un\tdeux"\t2', [["Un\tdeux", "2"]]),
        ('Écran 24"\t2', [['Écran 24"', "2"]]),
        ('"Grande" affiche\t2\nAutre "x"\t3', [['"Grande" affiche', "2"], ['Autre "x"', "3"]]),
        ('"Sans fin\t2\nB\t3', [['"Sans fin', "2"], ["B", "3"]]),
        ('""\t2', [["", "2"]]),
    ],
)  # fmt: skip
def test_block__quoted_cells_are_as_they_were(text: str, block: list[list[str]]) -> None:
    assert block_of(text) == block


@given(
    st.lists(
        st.lists(st.text("ab \"\t\n,;'"), min_size=2, max_size=2), min_size=1, max_size=4
    )
)  # fmt: skip
def test_block__every_cell_comes_through(rows: list[list[str]]) -> None:
    doubled = [[cell.replace('"', '""') for cell in row] for row in rows]
    text = "\n".join("\t".join(f'"{cell}"' for cell in row) for row in doubled)
    expected = [[cell.replace("\n", " ").strip() for cell in row] for row in rows]
    assert block_of(text) == expected


def test_paste__adds_lines_and_reads_french_numbers() -> None:
    sheet = Sheet(Invoice(lines=(b.taxed_line("10", unit="HUR"),)))
    text = 'Mur\t\t3\tjours\t1 234,56\t10,5\t5,5 %\n"Toit"\t"tuiles"\t1,5\th\t2.000,00\t\t20\n'
    made = paste(sheet, 1, 0, block_of(text), FRENCH)
    assert [shown(made, row) for row in (1, 2)] == [
        ["Mur", "", "3", "jour", "1234,56", "10,50", "5,5 %", "3 693,18 €"],
        ["Toit", "tuiles", "1,5", "heure", "2000", "", "20 %", "3 000,00 €"],
    ]  # fmt: skip
    assert made.typed == {}
    assert made.invoice.lines[0] == sheet.invoice.lines[0]


def test_paste__over_lines_changes_those_cells_alone() -> None:
    sheet = Sheet(b.vat_invoice(b.taxed_line(), b.taxed_line()))
    made = paste(sheet, 0, 2, block_of("7\n8\n9"), FRENCH)
    assert [line.quantity for line in made.invoice.lines] == [D(7), D(8), D(9)]
    assert [line.description for line in made.invoice.lines] == ["Affiche", "Affiche", None]
    assert made.invoice.lines[2].vat_rate == D(20)


def test_paste__keeps_what_does_not_read_and_leaves_out_what_has_no_column() -> None:
    made = paste(BLANK, 0, 2, block_of("deux\tstère\t5\t\t\t99\tde trop\tencore"), FRENCH)
    assert made.typed == {"lines[0].quantity": "deux", "lines[0].unit": "stère"}
    assert made.invoice.lines == (Line(unit_price=D(5)),)


# Columns


def test_columns__each_cell_has_one_and_its_words() -> None:
    assert [column.cell for column in COLUMNS] == list(Cell)
    assert [column.cell for column in COLUMNS if not column.editable] == [Cell.NET]
    assert set(SELDOM) < set(Cell)
    for column in COLUMNS:
        assert all(spoken_cell(column, language) for language in ("fr", "en"))
    assert spoken_cell(COLUMNS[0], "fr") == "Désignation (Ce qui est facturé)"
    assert spoken_cell(replace(COLUMNS[0], hint=""), "fr") == "Désignation"


def test_seldom__is_used_with_a_detail_or_a_discount() -> None:
    assert not uses_seldom(b.invoice())
    off = (AllowanceCharge(amount=D(1)),)
    for line in (b.line(details="x"), b.line(allowances=off), b.line(charges=off)):
        assert uses_seldom(b.invoice(lines=(b.line(), line)))
