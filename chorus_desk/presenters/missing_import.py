"""What a filled workbook of missing data does, or did, in sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chorus_desk.formats.spreadsheet.missing import BadCell, headings
from chorus_desk.usecases.missing_workbook import MissingImported, TakenRow
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.errors import error_sentence
from chorus_desk.wording.requirement_words import REQUIREMENT_WORDS

_NOTHING = N_("Rien à reprendre : aucune cellule remplie ne change quelque chose.")
_TAKEN = (N_("{count} ligne reprise"), N_("{count} lignes reprises"))
_WOULD = (N_("{count} ligne à reprendre"), N_("{count} lignes à reprendre"))
_BAD = (N_("{count} cellule laissée de côté"), N_("{count} cellules laissées de côté"))
_ROW = N_("Ligne {row}, {body} : {values}")
_VALUE = N_("{heading} « {value} »")
_AT_CELL = N_("Ligne {row}, colonne « {column} » : {why}")
_AT_ROW = N_("Ligne {row} : {why}")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The report: a summary, what is taken, what is not and why."""

    summary: str
    taken: tuple[str, ...]
    bad: tuple[str, ...]


def import_report(done: MissingImported, language: str, *, dry_run: bool) -> ImportReport:
    """Return the report on a filled workbook."""
    return ImportReport(
        summary=", ".join(_summary(done, language, dry_run=dry_run)),
        taken=tuple(_taken(row, language) for row in done.taken),
        bad=tuple(_bad(cell, language) for cell in done.bad),
    )


def _summary(done: MissingImported, language: str, *, dry_run: bool) -> Iterator[str]:
    if done.taken:
        yield say_count(*(_WOULD if dry_run else _TAKEN), len(done.taken), language)
    if done.bad:
        yield say_count(*_BAD, len(done.bad), language)
    if not (done.taken or done.bad):
        yield say(_NOTHING, language)


_WORDS: Mapping[str, str] = {str(key): word for key, word in REQUIREMENT_WORDS.items()}


def _taken(row: TakenRow, language: str) -> str:
    """Return a row with what it gives, in the workbook's own words."""
    given = ", ".join(
        say(_VALUE, language, heading=headings()[key],
            value=_WORDS.get(value, value) if key == "requires" else value)
        for key, value in row.values.items()
    )  # fmt: skip
    return say(_ROW, language, row=str(row.row), body=row.body, values=given)


def _bad(cell: BadCell, language: str) -> str:
    why = error_sentence(cell.error, language)
    text = _AT_CELL if cell.column else _AT_ROW
    return say(text, language, row=str(cell.row), column=cell.column, why=why)
