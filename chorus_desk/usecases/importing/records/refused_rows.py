"""The refused rows of a table, saved as a workbook to be mended and imported."""

from collections.abc import Iterator
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.edits import Edit, edited
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import Understood
from chorus_desk.formats.any_table.unread_workbook import UnreadSheet
from chorus_desk.usecases.importing.records.importing import RecordsImported
from chorus_desk.usecases.importing.records.outcomes import REFUSED, RowOutcome
from chorus_desk.usecases.importing.unread_rows import write_to_mend
from chorus_desk.wording.record_rows import row_reason


def has_refused_rows(found: RecordsImported) -> bool:
    """Return whether a row was refused."""
    return any(row.outcome == REFUSED for row in found.rows)


def refused_sheets(found: RecordsImported, language: str) -> tuple[UnreadSheet, ...]:
    """Return the refused rows of each sheet under its headings, and why each was refused."""
    by_sheet: dict[str, list[RowOutcome]] = {}
    for row in found.rows:
        if row.outcome == REFUSED:
            by_sheet.setdefault(row.sheet, []).append(row)
    return tuple(
        _sheet(grid, found, by_sheet[grid.sheet], language)
        for grid in found.sheets if grid.sheet in by_sheet
    )  # fmt: skip


def _sheet(
    grid: Grid, found: RecordsImported, refused: list[RowOutcome], language: str
) -> UnreadSheet:
    table = next(u for u in found.understood if u.sheet == grid.sheet)
    heading = table.heading_row
    reasons = {
        row.row: tuple(row_reason(reason.code, reason.params, language) for reason in row.reasons)
        for row in refused
    }  # fmt: skip
    [marked] = edited([grid], list(_doubtful_days(table, refused)))
    return UnreadSheet(marked, (*range(1, heading + 1), *sorted(reasons)), heading, reasons)


def _doubtful_days(table: Understood, refused: list[RowOutcome]) -> Iterator[Edit]:
    """Give the days that may be two with a question mark: apart from their column, which told so,
    nothing would tell it any more, and one that was not mended would be taken.
    """
    columns = {column.heading: column.position for column in table.columns if column.meaning}
    for row in refused:
        for why in row.reasons:
            if why.code == "date-two-ways" and (at := columns.get(str(why.params["heading"]))):
                yield Edit(table.sheet, row.row, at, f"{why.params['value']} ?")


def save_refused(found: RecordsImported, target: Path, language: str) -> Path:
    """Write the refused rows with the reasons to a new workbook, and return it.

    Raises:
        UserError: ``nothing-unread``, ``unread-target``, ``cannot-write``.
    """
    sheets = refused_sheets(found, language)
    if not sheets:
        raise UserError("nothing-unread")
    return write_to_mend(sheets, target, [found.path], language)
