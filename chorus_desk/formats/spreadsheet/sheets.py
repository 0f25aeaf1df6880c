"""Opens a sheet of a workbook, and gives its rows with their numbers; one may be beyond reading."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from chorus_desk.domain.errors import UserError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

HEADING_ROWS = 20
"""The headings are looked for in this many first rows."""
Row = Sequence[object] | None
"""The cells of a row, None where one of them is a date beyond the calendar."""
Rows = Iterator[tuple[int, Row]]


def open_sheet(content: bytes, wanted: str) -> tuple[str, Rows]:
    """Return the name of the sheet that is read, the first where none is called so, and its rows.

    The workbook was found safe to open (``safety.check_workbook``).

    Raises:
        UserError: ``workbook-unreadable``.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        names = workbook.sheet_names
        name = wanted if wanted in names else names[0]
        sheet = workbook.get_sheet_by_name(name)
    except (CalamineError, IndexError, ValueError) as error:
        raise UserError("workbook-unreadable") from error
    return name, _rows(sheet)


def _rows(sheet: "CalamineSheet") -> Rows:
    cells_of_rows = sheet.iter_rows()
    last = sheet.end[0] + 1 if sheet.end else 0
    for number in range(1, last + 1):
        row: Row = None
        try:
            row = next(cells_of_rows)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001, S110 -- calamine may panic, which is no Exception
            pass
        yield number, row
