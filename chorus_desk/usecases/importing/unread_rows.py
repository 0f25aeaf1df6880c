"""Saves the rows of an import that could not be read as a workbook, to be mended and imported."""

from collections.abc import Sequence
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.unread_workbook import UnreadSheet, unread_sheets, write_unread
from chorus_desk.system.files import write_atomically
from chorus_desk.usecases.importing.outcome import Imported

_ENDING = ".xlsx"


def has_unread_rows(imported: Imported) -> bool:
    """Return whether people's own tables have rows that could not be read."""
    return any(table.content.skipped for table in imported.tables)


def check_target(target: Path, files: Sequence[Path]) -> None:
    """See that a workbook can bear this name, before anything is imported from some files.

    Raises:
        UserError: ``unread-target``.
    """
    own = {file.absolute() for file in files}
    if target.suffix.casefold() != _ENDING or target.absolute() in own:
        raise UserError("unread-target", file=str(target))


def save_unread(
    imported: Imported, target: Path, language: str, also: Sequence[UnreadSheet] = ()
) -> Path:
    """Write every invoice of people's own tables that could not be read whole, with the reasons.

    ``also``: rows of other tables that are to be mended.

    Raises:
        UserError: ``nothing-unread``, ``unread-target`` (it would write over a file of the import,
            or the name does not end in ``.xlsx``), ``cannot-write``.
    """
    sheets = tuple(
        sheet for table in imported.tables
        for sheet in unread_sheets(table.sheets, table.content, language)
    )  # fmt: skip
    sheets = (*sheets, *also)
    if not sheets:
        raise UserError("nothing-unread")
    return write_to_mend(sheets, target, [table.path for table in imported.tables], language)


def write_to_mend(
    sheets: Sequence[UnreadSheet], target: Path, own: Sequence[Path], language: str
) -> Path:
    """Write rows to be mended, of files that must stay as they are, and return the workbook.

    Raises:
        UserError: ``unread-target``, ``cannot-write``.
    """
    check_target(target, own)
    content = write_unread(sheets, language)
    try:
        write_atomically(target, content)
    except OSError as error:
        raise UserError("cannot-write", file=str(target)) from error
    return target
