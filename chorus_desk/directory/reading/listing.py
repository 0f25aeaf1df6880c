"""The published list in the files of a user: what its columns are, its bodies and services."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chorus_desk.directory.index import Builder
from chorus_desk.directory.reading.columns import proposed, settled
from chorus_desk.directory.reading.files import ListFile, told
from chorus_desk.directory.reading.rows import Intake, taker
from chorus_desk.directory.reading.streams import MOST_ROWS, Meter
from chorus_desk.directory.reading.tables import Columns, Gives, TableColumns
from chorus_desk.domain.errors import UserError

_BATCH = 4000
"""Bodies, and services, that wait to be stored."""
Remembered = Callable[[TableColumns], TableColumns | None]
"""Returns a table as the user had it, None where its headings are new."""


@dataclass(frozen=True)
class Looked:
    """A file of the list, and the tables in it."""

    file: ListFile
    tables: Columns


def look(files: Sequence[ListFile], remembered: Remembered) -> tuple[Looked, ...]:
    """Return what the columns of the files are: as the user had them, else as they seem to be.

    Raises:
        UserError: a file is damaged or beyond all measure.
    """
    looked = []
    for file in files:
        tables = [proposed(sample) for sample in told(file.samples(), file.name)]
        known = tuple(remembered(table) or table for table in tables)
        looked.append(Looked(file, known))
    return tuple(looked)


def with_keys(table: TableColumns, chosen: TableColumns) -> TableColumns:
    """Return a table whose columns are taken for what they are in another one, by heading."""
    by_heading = {column.heading: column for column in chosen.columns}
    columns = tuple(
        replace(column, key=mine.key, certainty=mine.certainty)
        if (mine := by_heading.get(column.heading)) is not None
        else column
        for column in table.columns
    )
    return settled(replace(table, columns=columns))


def refuse_incomplete(looked: Sequence[Looked]) -> None:
    """Refuse a list whose bodies cannot be told.

    Raises:
        UserError: no column has SIRETs (``list-no-siret``), or none beside one has names
            (``list-no-name``).
    """
    tables = [table for one in looked for table in one.tables]
    name = looked[0].file.name if looked else ""
    if all(table.at("siret") is None for table in tables):
        raise UserError("list-no-siret", file=name)
    if all(table.gives not in (Gives.BODIES, Gives.BOTH) for table in tables):
        raise UserError("list-no-name", file=name)


def read_into(builder: Builder, looked: Sequence[Looked], as_of: str, meter: Meter) -> Intake:
    """Read the list into a directory that is being built; return what became of its rows.

    Raises:
        UserError: a file is damaged or beyond all measure.
        OSError, sqlite3.Error: the directory cannot be written.
    """
    intake = Intake(as_of)
    for one in looked:
        tables = {t.table: t for t in one.tables if t.gives is not Gives.NOTHING}
        takers = {name: taker(table, intake) for name, table in tables.items()}
        rows = told(one.file.rows(tables, meter), one.file.name)
        for count, (name, number, row) in enumerate(rows):
            takers[name](number, row)
            if count % _BATCH == 0:
                _store(builder, intake)
            if count > MOST_ROWS:
                raise UserError("list-too-large", file=one.file.name)
    _store(builder, intake)
    return intake


def _store(builder: Builder, intake: Intake) -> None:
    """Store what waits."""
    builder.add_bodies(intake.bodies)
    builder.add_services(intake.services)
    intake.bodies.clear()
    intake.services.clear()
