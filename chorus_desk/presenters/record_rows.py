"""What is said of the rows of tables of customers, prices, statuses and payments."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from chorus_desk.formats.any_table.layout import Column
from chorus_desk.formats.any_table.reading import Understood
from chorus_desk.presenters.own_tables import aside_lines
from chorus_desk.usecases.importing.records.importing import RecordsImported
from chorus_desk.usecases.importing.records.outcomes import CHANGED, NEW, REFUSED, SAME, RowOutcome
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.record_rows import OUTCOMES, datum_name, row_reason

Record = dict[str, object]
_SURE = 90
"""Percent from which a meaning is said without its confidence."""
_COUNTS = {
    NEW: (N_("{count} nouveau"), N_("{count} nouveaux")),
    CHANGED: (N_("{count} modifié"), N_("{count} modifiés")),
    SAME: (N_("{count} inchangé"), N_("{count} inchangés")),
    REFUSED: (N_("{count} refusé"), N_("{count} refusés")),
}


def message_of(row: RowOutcome, language: str) -> str:
    """Return all that is said of a row, one thing after the other, each thing once."""
    said = (row_reason(reason.code, reason.params, language) for reason in row.reasons)
    return values.joined(dict.fromkeys(said), language)


def row_record(row: RowOutcome, found: RecordsImported, language: str) -> Record:
    """Return what became of a row, as a program reads it."""
    return {
        "file": str(found.path), "sheet": row.sheet, "row": row.row, "kind": found.kind,
        "outcome": row.outcome, "key": row.key, "name": row.name,
        "codes": [reason.code for reason in row.reasons], "message": message_of(row, language),
    }  # fmt: skip


def understood_record(sheet: Understood, kind: str, language: str) -> Record:
    """Return what the columns of a sheet were taken for, each with how sure it is and by what."""
    return {
        "sheet": sheet.sheet, "heading_row": sheet.heading_row, "layout": sheet.layout,
        "columns": [_column_record(column, kind, language) for column in sheet.columns],
    }  # fmt: skip


def _column_record(column: Column, kind: str, language: str) -> Record:
    meaning = column.meaning
    return {
        "column": column.position, "heading": column.heading,
        "meaning": meaning.key if meaning else None,
        "name": datum_name(kind, meaning.key, language) if meaning else None,
        "confidence": meaning.confidence if meaning else 0,
        "reason": meaning.reason if meaning else None,
    }  # fmt: skip


def summary(found: RecordsImported, language: str) -> str:
    """Return in a line how many rows are new, changed, as they were, refused."""
    counts = Counter(row.outcome for row in found.rows)
    parts = [
        say_count(*words, counts[outcome], language)
        for outcome, words in _COUNTS.items() if counts[outcome]
    ]  # fmt: skip
    return ", ".join(parts) or say(N_("aucune ligne"), language)


def record_lines(found: RecordsImported, language: str) -> Iterator[str]:
    """Say what the columns were taken for, what became of each row, and how many there were."""
    for sheet in found.understood:
        columns = ", ".join(
            _column(column, found.kind, language) for column in sheet.columns if column.meaning
        )
        yield say(N_("Feuille « {sheet} » comprise ainsi : {columns}"), language,
                  sheet=sheet.sheet, columns=columns)  # fmt: skip
        left = ", ".join(" ".join(c.heading.split()) for c in sheet.columns if not c.meaning)
        if left:
            yield say(N_("Colonnes ignorées : {columns}"), language, columns=left)
    for row in found.rows:
        if row.outcome == SAME and not row.reasons:
            continue
        text = N_("Feuille « {sheet} », ligne {row}, {name} : {outcome}")
        said = say(text, language, sheet=row.sheet, row=str(row.row), name=row.name or "–",
                   outcome=say(OUTCOMES[row.outcome], language))  # fmt: skip
        message = message_of(row, language)
        yield f"{said} – {message}" if message else said
    yield from aside_lines(found.asides, language)
    yield summary(found, language)


def _column(column: Column, kind: str, language: str) -> str:
    meaning = column.meaning
    assert meaning is not None
    said = f"{' '.join(column.heading.split())} = {datum_name(kind, meaning.key, language)}"
    if meaning.confidence >= _SURE:
        return said
    return f"{said} ({values.rate(Decimal(meaning.confidence), language)})"
