"""Brings in the State's published list: looked at first, then read beside the directory in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from chorus_desk.directory.index import Builder, drop_older, next_name, writing_errors
from chorus_desk.directory.reading.files import ListFile, open_lists
from chorus_desk.directory.reading.listing import (
    Looked,
    look,
    read_into,
    refuse_incomplete,
    with_keys,
)
from chorus_desk.directory.reading.rows import RowNote
from chorus_desk.directory.reading.streams import Meter
from chorus_desk.directory.reading.tables import Certainty, Columns, TableColumns
from chorus_desk.directory.records import STATE_LIST
from chorus_desk.directory.shipped import shipped_bodies, shipped_services
from chorus_desk.domain.errors import UserError
from chorus_desk.storage.connection import refuse_read_only, writing
from chorus_desk.storage.list_columns import load_columns, save_columns
from chorus_desk.usecases.body_news import TouchedBody, note_news, snapshot
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

_FEW = 0.8
"""A list with less than this share of the bodies of the one in use deserves a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryImported:
    """What became of a list."""

    bodies: int
    services: int
    as_of: date
    """The day that the files say they are of, else that of their last change."""
    columns: Columns
    skipped: int
    """Rows that were not taken."""
    notes: tuple[RowNote, ...]
    """The first of them, and of those that should be looked at."""
    remarks: Mapping[str, int]
    """Counts by what was met in rows that were taken; see ``Intake.remarks``, and ``orphans``:
    services whose body no list names, which were left out."""
    bodies_before: int | None
    """Of the State's list that was in use, None where there was none."""
    news: tuple[TouchedBody, ...] = ()
    """What it changed for the bodies that the user bills, kept until seen."""
    changes: Changes = Changes.DIRECTORY

    @property
    def few(self) -> bool:
        """Whether there are so few bodies that the list may not be whole."""
        return self.bodies_before is not None and self.bodies < _FEW * self.bodies_before


def look_at(workspace: Workspace, files: Sequence[Path]) -> Columns:
    """Return what the columns of a list seem to be, or are as the user said; nothing is imported.

    Raises:
        UserError: see ``open_lists`` and ``look``.
    """
    with open_lists(files) as lists:
        looked = _looked(workspace, lists)
        return tuple(table for one in looked for table in one.tables)


def import_directory(
    workspace: Workspace, files: Sequence[Path], columns: Columns | None = None,
    progress: Progress = no_progress,
) -> DirectoryImported:  # fmt: skip
    """Import the State's list from the files that hold it together.

    The shipped bodies come first, the list takes over row by row. The directory in use serves until
    the new one is whole; when anything goes wrong, or ``progress`` raises, nothing has changed.

    Args:
        columns: what ``look_at`` gave, as the user corrected it: kept for the next time.

    Raises:
        UserError: a file is damaged or beyond all measure, the list is not whole
            (``refuse_incomplete``) or names no body (``list-empty``), the directory cannot be
            written, the folder is read-only.
    """
    with open_lists(files) as lists:
        looked = _looked(workspace, lists, columns)
        refuse_incomplete(looked)
        as_of = _day(workspace, lists, files)
        refuse_read_only(workspace.connection)
        before, mine = _bodies_in_use(workspace), snapshot(workspace)
        with writing_errors(workspace.folder):
            imported = _build(workspace, looked, as_of, before, progress)
    noted = note_news(workspace, mine)
    _keep(workspace, columns)
    workspace.directory.close()  # an open file cannot be dropped everywhere
    drop_older(workspace.folder)
    return replace(imported, news=noted.news, changes=imported.changes | noted.changes)


def _build(
    workspace: Workspace, looked: Sequence[Looked], as_of: date, before: int | None,
    progress: Progress,
) -> DirectoryImported:  # fmt: skip
    """Read the list into a file beside the one in use, and give it its name when it is whole."""
    size = sum(one.file.size for one in looked)
    indexing = size // 3  # the part of the time that the index takes
    meter = Meter(lambda done, _total: progress(done, size + indexing), size)
    with Builder(next_name(workspace.folder)) as builder:
        builder.add_bodies(shipped_bodies())
        intake = read_into(builder, looked, as_of.isoformat(), meter)
        intake.remarks["orphans"] += builder.drop_services_without_body()
        bodies, services = builder.count(STATE_LIST)
        # A list without services does not say that there are none.
        builder.add_services_of_others(shipped_services(), STATE_LIST if services else "")
        if not bodies:
            raise UserError("list-empty", file=looked[0].file.name)
        progress(size, size + indexing)
        about = {"source": STATE_LIST, "as_of": as_of.isoformat(), "bodies": str(bodies),
                 "services": str(services),
                 "imported_at": workspace.clock.now().isoformat()}  # fmt: skip
        builder.finish(about)
    progress(size + indexing, size + indexing)
    return DirectoryImported(
        bodies=bodies, services=services, as_of=as_of,
        columns=tuple(table for one in looked for table in one.tables),
        skipped=intake.skipped, notes=tuple(intake.notes), remarks=dict(+intake.remarks),
        bodies_before=before,
    )  # fmt: skip


def _looked(
    workspace: Workspace, lists: Sequence[ListFile], columns: Columns | None = None
) -> tuple[Looked, ...]:
    """Return the tables of the lists, as corrected now, or as the user had them before."""
    chosen = {table.shape: table for table in columns or ()}

    def remembered(table: TableColumns) -> TableColumns | None:
        now = chosen.get(table.shape)
        return with_keys(table, now) if now is not None else _as_before(workspace, table)

    return look(lists, remembered)


def _as_before(workspace: Workspace, table: TableColumns) -> TableColumns | None:
    keys = load_columns(workspace.connection, table.shape)
    if keys is None:
        return None
    columns = (
        replace(column, key=keys.get(column.heading), certainty=Certainty.CHOSEN)
        for column in table.columns
    )
    return with_keys(table, replace(table, columns=tuple(columns)))


def _keep(workspace: Workspace, columns: Columns | None) -> None:
    """Keep what the user said of the columns."""
    if not columns:
        return
    with writing(workspace.connection):
        for table in columns:
            keys = {column.heading: column.key for column in table.columns}
            save_columns(workspace.connection, table.shape, keys, workspace.clock.now())


def _bodies_in_use(workspace: Workspace) -> int | None:
    about = workspace.directory.about()
    return int(about["bodies"]) if about.get("source") == STATE_LIST else None


def _day(workspace: Workspace, lists: Sequence[ListFile], files: Sequence[Path]) -> date:
    """Return the day of a list: what its files say, else their last change; never after today."""
    today = workspace.clock.today()
    said = [day for one in lists if (day := one.day()) is not None]
    changed = (datetime.fromtimestamp(file.stat().st_mtime).astimezone() for file in files)
    return min(today, max(said or (moment.date() for moment in changed), default=today))
