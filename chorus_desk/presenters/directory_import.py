"""What is said of an import of the State's list: counts, columns, rows left aside."""

from collections.abc import Iterator
from typing import Any

from chorus_desk.directory.reading.rows import RowNote
from chorus_desk.directory.reading.tables import Columns
from chorus_desk.usecases.import_directory import DirectoryImported
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.list_columns import CERTAINTIES, datum_name
from chorus_desk.wording.names import list_row_reason

_SAID = 20
"""Rows that a terminal names."""
_REMARKS = {
    "mended": (
        N_("{count} SIRET abîmé par un tableur a été réparé."),
        N_("{count} SIRET abîmés par un tableur ont été réparés."),
    ),
    "key": (
        N_("{count} organisme a un SIRET dont la clé est fausse : il est gardé tel quel."),
        N_("{count} organismes ont un SIRET dont la clé est fausse : ils sont gardés tels quels."),
    ),
    "unclear": (
        N_("{count} valeur n'a pas été comprise : elle est tenue pour inconnue."),
        N_("{count} valeurs n'ont pas été comprises : elles sont tenues pour inconnues."),
    ),
    "number-code": (
        N_("{count} code service est peut-être abîmé par un tableur."),
        N_("{count} codes service sont peut-être abîmés par un tableur."),
    ),
    "orphans": (
        N_("{count} service d'un organisme absent de la liste a été laissé de côté."),
        N_("{count} services d'organismes absents de la liste ont été laissés de côté."),
    ),
}


def directory_record(imported: DirectoryImported, language: str) -> dict[str, Any]:
    """Return an import of the list, as the JSON contract has it."""
    return {
        "bodies": imported.bodies,
        "services": imported.services,
        "as_of": imported.as_of.isoformat(),
        "bodies_before": imported.bodies_before,
        "few": imported.few,
        "remarks": {name: imported.remarks.get(name, 0) for name in _REMARKS},
        "rows_skipped": imported.skipped,
        "rows": [
            {"sheet": note.sheet, "row": note.row, "taken": note.taken, "code": note.reason,
             "reason": list_row_reason(note, language)}
            for note in imported.notes
        ],
        "tables": columns_record(imported.columns),
    }  # fmt: skip


def columns_record(columns: Columns) -> list[dict[str, Any]]:
    """Return what the columns of a list were taken for."""
    return [
        {
            "table": table.table,
            "gives": table.gives.value,
            "columns": [
                {"heading": column.heading, "key": column.key, "samples": list(column.samples),
                 "certainty": column.certainty.value if column.certainty else None}
                for column in table.columns
            ],
        }
        for table in columns
    ]  # fmt: skip


def directory_lines(imported: DirectoryImported, language: str) -> Iterator[str]:
    """Give the lines of an import of the list, for a terminal."""
    yield from directory_said(imported, language)
    yield from _columns(imported.columns, language)
    yield from _rows(imported, language)


def directory_said(imported: DirectoryImported, language: str) -> Iterator[str]:
    """Say what came of an import: counts, and what was met in the rows."""
    bodies = say_count(N_("{count} organisme"), N_("{count} organismes"), imported.bodies, language)
    services = say_count(N_("{count} service"), N_("{count} services"), imported.services, language)
    text = N_("L'annuaire du {day} est en place : {bodies}, {services}.")
    yield say(text, language, day=imported.as_of, bodies=bodies, services=services)
    if imported.few:
        text = N_("Attention : l'annuaire d'avant en avait {before}. Celui-ci est-il entier ?")
        yield say(text, language, before=imported.bodies_before)
    for name, forms in _REMARKS.items():
        if count := imported.remarks.get(name):
            yield say_count(*forms, count, language)


def _columns(columns: Columns, language: str) -> Iterator[str]:
    for table in columns:
        yield say(N_("« {table} » :"), language, table=table.table)
        for column in table.columns:
            if column.key and column.certainty:
                text = N_("  {heading} : {datum} ({certainty})")
                yield say(
                    text, language, heading=column.heading, datum=datum_name(column.key, language),
                    certainty=say(CERTAINTIES[column.certainty], language),
                )  # fmt: skip


def _rows(imported: DirectoryImported, language: str) -> Iterator[str]:
    if imported.skipped:
        yield say_count(
            N_("{count} ligne n'a pas été prise."), N_("{count} lignes n'ont pas été prises."),
            imported.skipped, language,
        )  # fmt: skip
    for note in imported.notes[:_SAID]:
        yield row_line(note, language)
    if len(imported.notes) > _SAID:
        yield say(N_("… « --json » en nomme davantage."), language)


def row_line(note: RowNote, language: str) -> str:
    """Return a row that was left aside, or should be looked at, in one line."""
    text = N_("« {sheet} », ligne {row} : {reason}")
    reason = list_row_reason(note, language)
    return say(text, language, sheet=note.sheet, row=str(note.row), reason=reason)
