"""The wizard of an import: what pointing at a table comes to, and what is said of it as a whole."""

from collections.abc import Mapping as ByKey
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from chorus_desk.formats.any_table.edits import Edit, TableChoices
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.reading import Understood
from chorus_desk.formats.any_table.telling import kept_of, tell_cell, tell_column, tell_sheet
from chorus_desk.formats.any_table.why import unread_cells
from chorus_desk.formats.spreadsheet.rows import SkippedRow
from chorus_desk.presenters.importing import MOST_ROWS_SAID, drafts_of, files_aside_rows
from chorus_desk.presenters.sheet import CELL, Choices
from chorus_desk.presenters.statuses import Tone
from chorus_desk.presenters.unknown_tables import unknown_table
from chorus_desk.usecases.importing.outcome import Imported, ImportedInvoice
from chorus_desk.usecases.importing.reading import OwnTable
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.names import first_names

ChoicesByFile = ByKey[Path, TableChoices]
_TOTALS = frozenset({"net", "vat", "gross", "due"})
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell to go to: its file, its sheet, row and column from one."""

    path: Path
    sheet: str
    row: int
    column: int


# What pointing comes to


def mapping_in_force(table: OwnTable, choices: TableChoices) -> Mapping:
    """Return what is said of a table so far: by the user, else by what was kept."""
    return choices.mapping or kept_of(table.content.understood) or Mapping()


def chosen(
    table: OwnTable, choices: TableChoices, pointed: Choices, place: tuple[int, int], key: str
) -> TableChoices:  # fmt: skip
    """Return the choices with what was pointed at (row, column) taken for something."""
    told = mapping_in_force(table, choices)
    if pointed.kind == CELL:
        told = tell_cell(told, *place, key)
    else:
        told = tell_column(told, pointed.target, key)
    return replace(choices, mapping=told, sha256=table.sha256)


def written(table: OwnTable, choices: TableChoices, edit: Edit) -> TableChoices:
    """Return the choices with a cell written anew."""
    where = (edit.sheet, edit.row, edit.column)
    others = tuple(e for e in choices.edits if (e.sheet, e.row, e.column) != where)
    return replace(choices, edits=(*others, edit), sha256=table.sha256)


def with_sheet(table: OwnTable, choices: TableChoices, sheet: str, *, aside: bool) -> TableChoices:
    """Return the choices with a sheet left aside, or taken."""
    told = tell_sheet(mapping_in_force(table, choices), sheet, aside=aside)
    return replace(choices, mapping=told, sha256=table.sha256)


def with_row(
    table: OwnTable, choices: TableChoices, sheet: str, row: int, *, aside: bool
) -> TableChoices:  # fmt: skip
    """Return the choices with a row left aside, or taken."""
    others = tuple(place for place in choices.rows_aside if place != (sheet, row))
    rows = (*others, (sheet, row)) if aside else others
    return replace(choices, rows_aside=rows, sha256=table.sha256)


def is_left(table: OwnTable, sheet: str, row: int = 0) -> bool:
    """Return whether the user left a row aside, or, with row 0, a whole sheet."""
    return any((a.sheet, a.row, a.reason) == (sheet, row, "told") for a in table.content.asides)


def opened(table: OwnTable, choices: TableChoices, mapping: Mapping) -> TableChoices:
    """Return the choices with a whole mapping in the place of what was said."""
    return replace(choices, mapping=mapping, sha256=table.sha256)


# What is said


def kept_notice(table: OwnTable, language: str) -> str:
    """Return that a mapping kept before was used, "" where none was."""
    kept = kept_of(table.content.understood)
    if kept is None:
        return ""
    if not kept.name:
        return say(N_("Une lecture gardée a été appliquée à ce tableau."), language)
    return say(N_("La lecture gardée « {name} » a été appliquée."), language, name=kept.name)


def retained_text(choices: ChoicesByFile, language: str) -> str:
    """Return that corrections are kept for the next time, "" where there are none."""
    if not any(each.mapping for each in choices.values()):
        return ""
    text = N_(
        "Votre lecture de ce tableau est gardée : elle servira pour les prochains tableaux qui "
        "ont les mêmes titres."
    )
    return say(text, language)


def totals_said(found: Imported, language: str) -> tuple[Tone, str] | None:
    """Return how the totals that the tables state compare with those worked out, None for none."""
    differing = [item for item in drafts_of(found) if _differs(item)]
    if differing:
        names = [_named(item, language) for item in differing[:_MOST_NAMED]]
        named = first_names(names, len(differing), language)
        return Tone.TODO, say_count(
            N_("Le total écrit dans le fichier diffère du total calculé pour {count} facture : "
               "{which}."),
            N_("Le total écrit dans le fichier diffère du total calculé pour {count} factures : "
               "{which}."),
            len(differing), language, which=named,
        )  # fmt: skip
    stating = {t.path for t in found.tables if any(map(_states_totals, t.content.understood))}
    if any(item.place is not None and item.place.path in stating for item in drafts_of(found)):
        text = N_("Les totaux écrits dans le fichier sont ceux que donnent les lignes.")
        return Tone.GOOD, say(text, language)
    return None


def _differs(item: ImportedInvoice) -> bool:
    return any("stated" in finding.params for finding in item.findings)


def _named(item: ImportedInvoice, language: str) -> str:
    name = item.number or say(N_("sans numéro"), language)
    gross = next((f.params for f in item.findings if f.path == "totals.gross"), {})
    stated, computed = gross.get("stated"), gross.get("computed")
    if not isinstance(stated, Decimal) or not isinstance(computed, Decimal):
        return name
    return say(N_("{number} (écrit {stated}, calculé {computed})"), language, number=name,
               stated=values.amount(stated, language, item.currency),
               computed=values.amount(computed, language, item.currency))  # fmt: skip


def _states_totals(table: Understood) -> bool:
    keys = {c.meaning.key for c in table.columns if c.meaning}
    keys |= {cell.meaning.key for cell in table.cells}
    return bool(keys & (_TOTALS - {"net"})) or ("net" in keys and "unit_price" in keys)


def aside_places(found: Imported) -> tuple[CellPlace | None, ...]:
    """Return where each row of ``aside_rows`` leads to, None where there is no cell to go to."""
    owners = {id(row): table for table in found.tables for row in table.content.skipped}
    cells: dict[int, int] = {}
    for table in found.tables:
        for sheet in {row.sheet for row in table.content.skipped}:
            for (_, column), row in unread_cells(table.content, sheet).items():
                cells[id(row)] = column
    files = [_start_of(_table_of(found, file)) for file, _ in found.failures]
    aside = files_aside_rows(found.files_aside, "fr")  # as many in every language
    rows = [_place(row, owners, cells) for row in found.rows_skipped[:MOST_ROWS_SAID]]
    return (*files, *(None for _ in (*found.mappings_unread, *aside)), *rows)


def _table_of(found: Imported, file: str) -> OwnTable | None:
    by_path = {str(table.path): table for table in found.tables}
    return by_path.get(file) or unknown_table(found, file)


def _start_of(table: OwnTable | None) -> CellPlace | None:
    if table is None or not table.sheets:
        return None
    return CellPlace(table.path, table.sheets[0].sheet, 1, 1)


def _place(
    row: SkippedRow, owners: ByKey[int, OwnTable], cells: ByKey[int, int]
) -> CellPlace | None:  # fmt: skip
    table = owners.get(id(row))
    if table is None:
        return None
    return CellPlace(table.path, row.sheet, row.row, max(1, cells.get(id(row), 1)))
