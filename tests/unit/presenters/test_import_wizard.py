"""The wizard of the import without a window: sheets in words, what pointing comes to, the order."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats.any_table.edits import Edit, TableChoices
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.mapping import Mapping, Told, ToldCell
from chorus_desk.formats.any_table.reading import read_grids, understand
from chorus_desk.presenters import import_wizard as wizard
from chorus_desk.presenters.import_order import sorted_rows
from chorus_desk.presenters.importing import aside_rows, summary, summary_tone
from chorus_desk.presenters.own_sheets import OwnSheet, own_sheets
from chorus_desk.presenters.sheet import CELL, COLUMN, TITLE, PlainSheet, cell_text, shown_text
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.gathering import FileAside
from chorus_desk.usecases.importing.outcome import Imported, ImportedInvoice
from chorus_desk.usecases.importing.reading import FilePlace, OwnTable
from chorus_desk.usecases.reading_files import format_of

PATH = Path("ventes.xlsx")
Rows = Sequence[Sequence[object]]
HEAD = ["N° facture", "Date", "Client", "Désignation", "Qté", "PU HT", "TVA", "Réf"]
ROW = ["F1", "12/03/2026", "Mairie", "Affiches", 2.0, "1 050,00 €", "20 %", "x"]
BAD = ["F2", *ROW[1:5], "cher", *ROW[6:]]
FORM: Rows = [
    ["Facture n° 2026-17", "", "Bon", "BC 44"],
    ["Client :", "Ville d'Exemple", "Le", "12/03/2026"],
    ["Désignation", "Qté", "PU HT", "Total HT"],
    ["Affiches", 2.0, 50.0, 100.0],
    ["", "", "TVA 20 %", 20.0],
]


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def table(rows: Rows, mapping: Mapping | None = None, kept: Sequence[Mapping] = (),
          choices: TableChoices | None = None) -> OwnTable:  # fmt: skip
    sheets = (Grid("Feuil1", [list(row) for row in rows]),)
    content = understand(sheets, mapping, kept)
    return OwnTable(PATH, "abc", sheets, content, choices or TableChoices(mapping))


def sheet(rows: Rows, mapping: Mapping | None = None, edits: Sequence[Edit] = ()) -> OwnSheet:
    made = table(rows, mapping)
    (picture,) = own_sheets(made.sheets, made.content, edits, "fr")
    return picture


def said(rows: Rows, row: int, column: int, mapping: Mapping | None = None) -> str:
    return plain(sheet(rows, mapping).said(row, column).text)


# A sheet in words


@pytest.mark.parametrize(("cell", "fr", "en"), [
    ("Affiches", "Affiches", "Affiches"), ("", "", ""), (None, "", ""), (2.0, "2", "2"),
    (1234.5, "1234,5", "1234.5"), (True, "Vrai", "True"), (float("nan"), "", ""),
    (date(2026, 3, 1), "01/03/2026", "1 Mar 2026"), (21750001600019.0, "21750001600019",
                                                     "21750001600019"),
    (datetime(2026, 3, 1), "01/03/2026", "1 Mar 2026"),
    (datetime(2026, 3, 1, 9, 30), "01/03/2026 09:30", "1 Mar 2026 09:30"),
])  # fmt: skip
def test_cell__is_shown_as_it_can_be_typed(cell: object, fr: str, en: str) -> None:
    assert (cell_text(cell, "fr"), cell_text(cell, "en")) == (fr, en)


def test_cell__is_shown_on_one_line_and_not_without_end() -> None:
    assert shown_text("deux\nlignes", "fr") == "deux lignes"
    assert len(shown_text("a" * 999, "fr")) == 201


def test_chips__say_meaning_and_how_sure() -> None:
    head = [*HEAD[:5], "Prix HT de la pièce", *HEAD[6:]]
    chips = sheet([head, ROW], Mapping(columns=(Told("Qté", "quantity"),))).chips
    assert [(plain(c.text), c.sure, c.tone) for c in (chips[1], chips[5], chips[8])] == [
        ("numéro de facture", "sûr", Tone.GOOD),
        ("quantité", "choisi par vous", Tone.GOOD),
        ("ignorée", "", Tone.NEUTRAL),
    ]
    assert (plain(chips[6].text), chips[6].tone) == ("prix unitaire HT ?", Tone.TODO)
    assert chips[6].spoken.endswith("à vérifier")


def test_rows__headings_aside_and_unreadable_are_told_apart() -> None:
    rows = sheet([HEAD, ROW, BAD, ["TOTAL", "", "", "", "", "2"]]).rows
    assert rows[1].bold
    assert (rows[3].tone, plain(rows[3].why)) == (
        Tone.BAD, "« cher » n'est pas un nombre (colonne « PU HT »)",
    )  # fmt: skip
    assert rows[4].dimmed
    assert 2 not in rows


def test_marks__of_single_cells() -> None:
    picture = sheet([HEAD, ROW, BAD], edits=[Edit("Feuil1", 2, 4, "Affiches")])
    assert picture.mark(2, 1) is None
    assert picture.mark(3, 6).tone is Tone.BAD  # type: ignore[union-attr]
    assert picture.mark(2, 4).why == "Changée par vous"  # type: ignore[union-attr]
    assert picture.mark(2, 8).dimmed  # type: ignore[union-attr]
    assert picture.first == (3, 6)
    doubtful = sheet([HEAD, [*ROW[:5], "1,234", *ROW[6:]]]).mark(2, 6)
    assert doubtful is not None
    assert doubtful.tone is Tone.TODO


def test_marks__of_what_is_hidden_and_of_formulas_without_a_value() -> None:
    grid = Grid("S", [HEAD, ROW, [*ROW[:5], "", *ROW[6:]]], visible=False,
                hidden_rows=frozenset({2}), without_value=frozenset({(3, 6)}))  # fmt: skip
    (picture,) = own_sheets((grid,), understand([grid]), (), "fr")
    assert picture.rows[2].tone is Tone.TODO
    assert "masquée" in picture.said(2, 1).text
    assert picture.tone is not None
    assert "masquée" in picture.tone.why
    assert "écrivez-le ici" in picture.mark(3, 6).why  # type: ignore[union-attr]


@pytest.mark.parametrize(("row", "column", "text"), [
    (1, 6, "Titre d'une colonne : prix unitaire HT, d'après son titre."),
    (1, 8, "Titre d'une colonne ignorée."),
    (2, 6, "Prix unitaire HT, d'après son titre. Écrit « 1 050,00 € », lu 1 050,00."),
    (2, 2, "Date, d'après son titre."),
    (2, 8, "Cette colonne est ignorée."),
    (3, 6, "« cher » n'est pas un nombre (colonne « PU HT »). Corrigez la cellule ici (touche "
           "Entrée), ou choisissez ci-dessous ce que contient vraiment cette colonne."),
    (4, 1, "Cette ligne est laissée de côté : total ou sous-total."),
    (5, 4, "Cette cellule est vide (désignation)."),
    (99, 1, "Rien n'est lu à cet endroit."),
])  # fmt: skip
def test_said__of_a_list(row: int, column: int, text: str) -> None:
    rows: Rows = [HEAD, ROW, BAD, ["TOTAL", "", "", "", "", "2"], ["F3", *ROW[1:3], "", *ROW[4:]]]
    assert said(rows, row, column) == text


def test_said__names_what_was_changed_in_reading_and_who_said_what() -> None:
    assert "comme un taux de 20 %" in said([HEAD, [*ROW[:6], 0.2, "x"]], 2, 7)
    told = Mapping(columns=(Told("Réf", "commitment_number"),))
    assert said([HEAD, ROW], 2, 8, told) == "Numéro d'engagement, parce que vous l'avez dit."
    kept = table([HEAD, ROW]).content.understood[0].columns
    mapping = Mapping("a", tuple(Told(c.heading, c.meaning.key if c.meaning else "") for c in kept))
    made = table([HEAD, ROW], kept=[mapping])
    (picture,) = own_sheets(made.sheets, made.content, (), "fr")
    assert picture.said(2, 5).text.endswith("d'après la lecture gardée de ce tableau.")
    assert plain(wizard.kept_notice(made, "fr")) == "La lecture gardée « a » a été appliquée."
    assert wizard.kept_notice(table([HEAD, ROW]), "fr") == ""


@pytest.mark.parametrize(("column", "cell"), [
    (6, 42.5), (2, datetime(2026, 3, 12)), (7, "20 %"), (7, "5,5%"), (6, "1050"), (2, "12/03/2026"),
])  # fmt: skip
def test_said__nothing_of_what_is_only_written_otherwise(column: int, cell: object) -> None:
    row = [*ROW[: column - 1], cell, *ROW[column:]]
    assert "lu" not in said([HEAD, row], 2, column).split()


def test_said__of_a_form_and_of_no_table() -> None:
    assert said(FORM, 2, 2) == "Organisme, d'après le libellé qui l'accompagne."
    assert said(FORM, 2, 4).startswith("Date, d'après ce qu'elle contient (sûr à 70 %).")
    assert said([["Bonjour"], ["à tous"]], 1, 1).startswith("Aucun tableau n'a été reconnu")


def test_choices__are_of_columns_of_cells_or_of_titles_to_be() -> None:
    column = sheet([HEAD, ROW]).choices(2, 6)
    assert column is not None
    assert (column.kind, plain(column.name), column.current, column.target) == (
        COLUMN, "La colonne « PU HT » :", "unit_price", "PU HT",
    )  # fmt: skip
    assert column.offers[0][0] == ""
    assert "vat_base" not in dict(column.offers)
    rated = sheet([[*HEAD[:7], "Base HT 20 %"], ROW]).choices(2, 8)
    assert rated is not None
    assert "vat_base" in dict(rated.offers)
    cell = sheet(FORM).choices(1, 4)
    assert cell is not None
    assert (cell.kind, cell.current) == (CELL, "")
    assert "quantity" not in dict(cell.offers)
    line = sheet(FORM).choices(4, 2)
    assert line is not None
    assert line.kind == COLUMN
    title = sheet([["Quoi", "Combien"], ["a", "b"]]).choices(1, 1)
    assert title is not None
    assert (title.kind, title.target) == (TITLE, "Quoi")
    assert sheet([HEAD, ROW]).choices(2, 30) is None
    assert sheet(FORM).choices(1, 2) is None


def test_columns__without_a_title_of_their_own_say_how_to_get_one() -> None:
    twice = sheet([[*HEAD[:7], "TVA"], ROW])
    assert twice.choices(2, 7) is None
    assert "Plusieurs colonnes ont ce titre" in plain(twice.said(2, 7).text)
    untitled = sheet([[*HEAD[:7], ""], ROW])
    assert untitled.choices(2, 8) is None
    assert said([[*HEAD[:7], ""], ROW], 2, 8) == (
        "Cette colonne est ignorée. Donnez-lui un titre, dans la ligne des titres, pour "
        "pouvoir dire ce qu'elle contient."
    )


def test_a_plain_sheet__says_nothing() -> None:
    picture = PlainSheet(Grid("S", [["a"]]))
    assert (picture.name, picture.mark(1, 1), picture.choices(1, 1)) == ("S", None, None)
    assert picture.said(1, 1).place == "A1"


def look_at_every_cell(picture: OwnSheet, rows: int, columns: int) -> int:
    for row in range(1, rows + 2):
        for column in range(1, columns + 2):
            picture.said(row, column)
            picture.mark(row, column)
            picture.choices(row, column)
    return (rows + 1) * (columns + 1)


_CELL = st.one_of(
    st.sampled_from([*HEAD, *ROW, "TOTAL", "Total HT", "Client :", "cher", "", "Facture n° 12"]),
    st.floats(allow_nan=True), st.datetimes(), st.booleans(), st.text(max_size=5),
)  # fmt: skip


@given(st.lists(st.lists(_CELL, max_size=9), max_size=9), st.booleans())
def test_a_sheet__has_words_for_every_cell(rows: list[list[object]], headed: bool) -> None:
    made = table([HEAD, *rows] if headed else rows)
    for picture in own_sheets(made.sheets, made.content, (), "en"):
        look_at_every_cell(picture, len(rows) + 1, 10)


@pytest.mark.corpus
def test_every_sheet_of_the_corpus__has_words_for_its_cells(corpus: Path) -> None:
    count = 0
    for path in sorted((corpus / "spreadsheets").rglob("*")):
        content = path.read_bytes() if path.is_file() and path.stat().st_size < 300_000 else b""
        kind = format_of(content) if content else ""
        if kind in {"xlsx", "ods", "xls"} or path.suffix in {".csv", ".tsv"}:
            with suppress(UserError):
                grids = read_grids(content, kind, path.name)
                for picture in own_sheets(grids, understand(grids), (), "fr"):
                    count += look_at_every_cell(picture, min(40, len(picture.grid.rows)), 25)
    assert count > 10_000


# What pointing comes to


def test_pointing__at_a_column_and_a_cell() -> None:
    made, picture = table([HEAD, ROW]), sheet([HEAD, ROW])
    pointed = picture.choices(2, 8)
    assert pointed is not None
    choices = wizard.chosen(made, TableChoices(), pointed, (2, 8), "commitment_number")
    assert choices.mapping == Mapping(columns=(Told("Réf", "commitment_number"),))
    assert choices.sha256 == "abc"
    form = sheet(FORM).choices(1, 4)
    assert form is not None
    choices = wizard.chosen(table(FORM), choices, form, (1, 4), "commitment_number")
    assert choices.mapping is not None
    assert choices.mapping.cells == (ToldCell(1, 4, "commitment_number"),)
    assert choices.mapping.columns


def test_writing__a_cell_again_leaves_its_last_text() -> None:
    made = table([HEAD, ROW])
    choices = wizard.written(made, TableChoices(), Edit("Feuil1", 2, 6, "1"))
    choices = wizard.written(made, choices, Edit("Feuil1", 2, 6, "2"))
    assert [edit.text for edit in choices.edits] == ["2"]


def test_sheets__are_left_and_taken_and_readings_opened() -> None:
    made = table([HEAD, ROW])
    left = wizard.with_sheet(made, TableChoices(), "Feuil1", aside=True)
    assert left.mapping is not None
    assert left.mapping.aside == ("Feuil1",)
    taken = wizard.with_sheet(made, left, "Feuil1", aside=False)
    assert taken.mapping is not None
    assert taken.mapping.aside == ()
    mapping = Mapping("Mon logiciel")
    assert wizard.opened(made, left, mapping).mapping == mapping
    assert wizard.retained_text({PATH: left}, "fr")
    assert not wizard.retained_text({PATH: TableChoices(edits=(Edit("a", 1, 1, ""),))}, "fr")


# What is said of the whole


def _item(
    number: str, outcome: str = "draft", *findings: Finding, **more: object
) -> ImportedInvoice:
    return ImportedInvoice(
        id=None, number=number, outcome=outcome, lines=1, findings=findings, **more  # type: ignore[arg-type]
    )  # fmt: skip


def _imported(*items: ImportedInvoice, **more: object) -> Imported:
    values: dict[str, object] = {
        "import_ids": (), "invoices": items, "rows_read": 0, "rows_skipped": (), **more,
    }  # fmt: skip
    return Imported(**values)  # type: ignore[arg-type]


def _stated(path: str = "totals.gross") -> Finding:
    return Finding(
        rule="BR-CO-15", severity=Severity.ERROR, source=Source.LAW, path=path,
        params={"stated": Decimal(13), "computed": Decimal(12)},
    )  # fmt: skip


def test_totals__are_compared_in_a_sentence() -> None:
    found = _imported(_item("F1", "draft", _stated()), _item("F2"))
    tone, text = wizard.totals_said(found, "fr") or (None, "")
    assert tone is Tone.TODO
    assert plain(text).endswith("pour 1 facture : F1 (écrit 13,00 €, calculé 12,00 €).")
    many = _imported(*(_item(f"F{n}", "draft", _stated()) for n in range(4)))
    assert plain((wizard.totals_said(many, "fr") or (None, ""))[1]).endswith("et 2 autres.")
    lines = _imported(_item("F1", "draft", _stated("lines[0].net_amount")))
    assert plain((wizard.totals_said(lines, "fr") or (None, ""))[1]).endswith("facture : F1.")
    made = table([[*HEAD[:7], "Total TTC facture"], [*ROW[:7], 2520]])
    there = _item("F1", place=FilePlace(PATH, "Feuil1", 2))
    agreed = wizard.totals_said(_imported(there, tables=(made,)), "fr")
    assert wizard.totals_said(_imported(_item("F1"), tables=(made,)), "fr") is None
    assert wizard.totals_said(_imported(there, tables=(table([HEAD, ROW]),)), "fr") is None
    assert agreed is not None
    assert agreed[0] is Tone.GOOD
    assert wizard.totals_said(_imported(_item("F1")), "fr") is None


def test_what_is_aside__leads_to_its_cell() -> None:
    made = table([HEAD, ROW, BAD])
    unread = UserError("mapping-unreadable")
    found = _imported(
        rows_skipped=made.content.skipped, tables=(made,),
        failures=(("autre.pdf", UserError("unknown-format")), (str(PATH), UserError("file-empty"))),
        mappings_unread=(("m.toml", unread),),
        files_aside=(FileAside("d/photo.png", "not-invoice"), FileAside("d/z.zip", "nested")),
    )  # fmt: skip
    places = wizard.aside_places(found)
    assert len(places) == len(aside_rows(found, "fr")) == 6
    assert places[0] is None
    assert places[1] == wizard.CellPlace(PATH, "Feuil1", 1, 1)
    assert places[2:5] == (None, None, None)
    assert places[5] == wizard.CellPlace(PATH, "Feuil1", 3, 6)


# The order


def test_order__is_by_value_with_what_is_missing_last() -> None:
    items = [
        _item("F10", gross=Decimal(9), issue_date=date(2026, 3, 2), buyer="École"),
        _item("F2", "refused", gross=Decimal(100), buyer="Zoo"),
        _item("F1a", "duplicate", issue_date=date(2025, 12, 31), buyer="ecoles"),
    ]

    def order(column: int, *, descending: bool = False) -> list[int]:
        return sorted_rows(items, column, descending=descending)

    assert order(0) == [1, 0, 2]
    assert order(1) == [2, 1, 0]
    assert order(1, descending=True) == [0, 1, 2]
    assert order(2) == [0, 2, 1]
    assert order(3) == [2, 0, 1]
    assert order(3, descending=True) == [0, 2, 1]
    assert order(4) == [0, 1, 2]
    assert order(6) == [0, 1, 2]


# Tables in which no invoice is recognised

BILLS: Rows = [["Fournisseur", "Date", "N° facture", "Montant HT"], ["Dupont", "12/03/2026", 5, 9]]


@pytest.mark.parametrize(("rows", "why"), [
    ([["Quoi", "Combien"], ["Affiches", 50]], "placez-vous sur le titre de chacune"),
    (BILLS, "Aucune facture n'y est reconnue : achat, pas une vente."),
    ([["Devis n° 12"], *FORM[1:]], "Aucune facture n'y est reconnue : devis, pas une facture."),
    ([[], ["", None]], "Ce fichier est vide."),
])  # fmt: skip
def test_a_table_without_an_invoice__is_told_why_and_what_to_do(rows: Rows, why: str) -> None:
    made = replace(table(rows), path=Path("/chez moi/dossier/tout.xlsx"))
    unknown = UserError("table-not-understood")
    for file in ("/chez moi/dossier/tout.xlsx", "dossier/tout.xlsx"):
        found = _imported(tables=(made,), failures=((file, unknown),))
        assert why in plain(aside_rows(found, "fr")[0][1])
        goes = wizard.aside_places(found)[0]
        assert goes == wizard.CellPlace(made.path, "Feuil1", 1, 1)
    other = _imported(tables=(made,), failures=(("ier/tout.xlsx", unknown),))
    assert "titres courants" in aside_rows(other, "fr")[0][1]


def test_a_table_without_an_invoice__is_no_unreadable_file() -> None:
    made, failure = table(BILLS), UserError("table-not-understood")
    found = _imported(tables=(made,), failures=((str(PATH), failure),))
    assert plain(summary(found, "fr", kept=False)) == (
        "Aucune facture nouvelle. Laissé de côté : 1 tableau où aucune facture n'est reconnue."
    )
    assert summary_tone(found, kept=False) is Tone.TODO
    damaged = (*found.failures, ("a.pdf", UserError("pdf-unreadable")))
    assert summary_tone(replace(found, failures=damaged), kept=False) is Tone.BAD
    empty = _imported(tables=(table([[]]),), failures=found.failures)
    assert summary_tone(empty, kept=False) is Tone.BAD
