"""What is said of people's own tables: what their columns were taken for, what was left aside."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from chorus_desk.formats.any_table.gathered import Aside
from chorus_desk.formats.any_table.layout import Column
from chorus_desk.formats.any_table.reading import Understood
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.names import MEANINGS, aside_reason

Record = dict[str, object]
_SURE = 90
"""Percent from which a meaning is said without its confidence."""


def aside_record(aside: Aside, language: str) -> Record:
    """Return a row or a sheet (row 0) that was left aside, with the reason."""
    return {
        "row": aside.row, "sheet": aside.sheet, "reason": aside_reason(aside.reason, language),
    }  # fmt: skip


def aside_lines(asides: Sequence[Aside], language: str) -> Iterator[str]:
    """Say how many rows of a sheet were left aside, reason by reason, and name the first."""
    counts = Counter((aside.sheet, aside.reason) for aside in asides)
    first: dict[tuple[str, str], int] = {}
    for aside in asides:
        first.setdefault((aside.sheet, aside.reason), aside.row)
    for (sheet, reason), count in counts.items():
        row, why = first[sheet, reason], aside_reason(reason, language)
        if not row:
            text = N_("Feuille « {sheet} » laissée de côté : {reason}")
            yield say(text, language, sheet=sheet, reason=why)
            continue
        yield say_count(
            N_("Feuille « {sheet} », ligne {row} : laissée de côté ({reason})"),
            N_(
                "Feuille « {sheet} » : {count} lignes laissées de côté, la première est la ligne "
                "{row} ({reason})"
            ),
            count, language, sheet=sheet, row=str(row), reason=why,
        )  # fmt: skip


def understood_record(sheet: Understood, language: str) -> Record:
    """Return what the columns of a sheet were taken for, each with how sure it is and by what."""
    return {
        "sheet": sheet.sheet,
        "heading_row": sheet.heading_row,
        "layout": sheet.layout,
        "kept": sheet.kept.name if sheet.kept else None,
        "columns": [_column_record(column, language) for column in sheet.columns],
    }


def _column_record(column: Column, language: str) -> Record:
    meaning = column.meaning
    return {
        "column": column.position,
        "heading": column.heading,
        "meaning": meaning.key if meaning else None,
        "name": say(MEANINGS[meaning.key], language) if meaning else None,
        "confidence": meaning.confidence if meaning else 0,
        "reason": meaning.reason if meaning else None,
    }


def understood_lines(sheets: Sequence[Understood], language: str) -> Iterator[str]:
    """Say in a line what the columns of each sheet were taken for; sheets alike are said once."""
    said: set[str] = set()
    for name in dict.fromkeys(sheet.kept.name for sheet in sheets if sheet.kept):
        yield say(N_("La lecture gardée « {name} » a été appliquée."), language, name=name)
    for sheet in sheets:
        columns = ", ".join(filter(None, (_column(c, language) for c in sheet.columns)))
        if columns not in said:
            said.add(columns)
            if columns:  # a form may have cells alone
                text = N_("Feuille « {sheet} » comprise ainsi : {columns}")
                yield say(text, language, sheet=sheet.sheet, columns=columns)
            left = ", ".join(" ".join(c.heading.split()) for c in sheet.columns if not c.meaning)
            if left:
                yield say(N_("Colonnes ignorées : {columns}"), language, columns=left)


def _column(column: Column, language: str) -> str:
    if column.meaning is None:
        return ""
    name = say(MEANINGS[column.meaning.key], language)
    heading = " ".join(column.heading.split())
    if column.meaning.confidence >= _SURE:
        return f"{heading} = {name}"
    sure = values.rate(Decimal(column.meaning.confidence), language)
    return f"{heading} = {name} ({sure})"
