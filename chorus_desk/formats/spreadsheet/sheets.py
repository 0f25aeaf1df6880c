"""Opens a workbook, and gives a sheet's rows with their numbers; one may be beyond reading."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from chorus_desk.domain.errors import UserError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

HEADING_ROWS = 20
"""The headings are looked for in this many first rows."""
Row = Sequence[object] | None
"""The cells of a row, None where one of them is a date beyond the calendar."""
Rows = Iterator[tuple[int, Row]]


class OpenedWorkbook:
    """A workbook of any kind that was found safe to open; it is unpacked once, whoever reads it."""

    def __init__(self, content: bytes) -> None:
        """Open a workbook.

        Raises:
            UserError: ``workbook-unreadable``.
        """
        from python_calamine import CalamineWorkbook

        try:
            self._workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # calamine may panic, which is no Exception
            raise UserError("workbook-unreadable") from error
        self._last: tuple[str, CalamineSheet] | None = None

    @property
    def sheets(self) -> "Sequence[SheetMetadata]":
        """What there is to read, charts and the like too."""
        return self._workbook.sheets_metadata

    def sheet(self, name: str) -> "CalamineSheet":
        """Return a sheet; the one that was asked for last is there at once.

        Raises:
            UserError: ``workbook-unreadable``.
        """
        if self._last is None or self._last[0] != name:
            try:
                self._last = (name, self._workbook.get_sheet_by_name(name))
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:  # as above
                raise UserError("workbook-unreadable") from error
        return self._last[1]

    def let_go(self) -> None:
        """Forget the sheet that was asked for last: its rows were taken, and it weighs as much."""
        self._last = None


def open_sheet(workbook: OpenedWorkbook, wanted: str) -> tuple[str, Rows]:
    """Return the name of the sheet that is read, the first where none is called so, and its rows.

    Raises:
        UserError: ``workbook-unreadable``.
    """
    names = [sheet.name for sheet in workbook.sheets]
    if not names:
        raise UserError("workbook-unreadable")
    name = wanted if wanted in names else names[0]
    return name, _rows(workbook.sheet(name))


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
