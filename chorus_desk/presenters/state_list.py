"""The State's list in the window: which one is in use, what its columns are, what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from chorus_desk.directory.reading.columns import settled
from chorus_desk.directory.reading.tables import Certainty, Columns, Gives, TableColumns
from chorus_desk.directory.records import STATE_LIST
from chorus_desk.directory.shipped import AS_OF
from chorus_desk.presenters.columns import Column
from chorus_desk.presenters.directory_import import directory_said
from chorus_desk.usecases.import_directory import DirectoryImported
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.list_columns import CERTAINTIES, DATA, datum_name

_SHIPPED = N_(
    "Le programme connaît les communes, groupements, départements et régions, tels qu'ils étaient "
    "le {day}. Il ne sait pas ce qu'ils demandent, ni leurs services : la liste de l'État le dit."
)
_IN_USE = N_("Vous avez la liste de l'État du {day} : {bodies}, {services}.")
_GIVES = {
    Gives.BODIES: N_("« {table} » : un organisme par ligne"),
    Gives.SERVICES: N_("« {table} » : un service par ligne"),
    Gives.BOTH: N_("« {table} » : un service et son organisme par ligne"),
    Gives.NOTHING: N_("« {table} » : rien d'utile n'y a été trouvé"),
}
NOTHING = ""
"""What a column that is not taken is taken for."""

COLUMNS = (
    Column(N_("Colonne"), 30),
    Column(N_("Exemples"), 34),
    Column(N_("Comprise comme"), 28),
    Column(N_("Certitude"), 14),
)
KEY_COLUMN = 2


def list_in_use(about: Mapping[str, str], language: str) -> str:
    """Return which list the bodies come from, in a sentence."""
    if about.get("source") != STATE_LIST:
        return say(_SHIPPED, language, day=values.day(date.fromisoformat(AS_OF), language))
    counts = (
        (N_("{count} organisme"), N_("{count} organismes"), about["bodies"]),
        (N_("{count} service"), N_("{count} services"), about["services"]),
    )
    bodies, services = (say_count(one, many, int(n), language) for one, many, n in counts)
    day = values.day(date.fromisoformat(about["as_of"]), language)
    return say(_IN_USE, language, day=day, bodies=bodies, services=services)


def table_title(table: TableColumns, language: str) -> str:
    """Return what a table of the list gives."""
    return say(_GIVES[table.gives], language, table=table.table)


def column_rows(table: TableColumns, language: str) -> list[tuple[str, ...]]:
    """Return what the columns of a table are taken for, a row each."""
    return [
        (
            column.heading, " · ".join(column.samples), datum_name(column.key, language),
            say(CERTAINTIES[column.certainty], language) if column.certainty else "",
        )
        for column in table.columns
    ]  # fmt: skip


def key_choices(language: str) -> list[tuple[str, str]]:
    """Return what a column may be taken for, key and words."""
    return [(key, datum_name(key or None, language)) for key in (NOTHING, *DATA)]


def chosen(columns: Columns, table: int, column: int, key: str) -> Columns:
    """Return the columns with one taken for something else, as the user says."""
    changed = list(columns)
    old = changed[table]
    cells = list(old.columns)
    if key:  # a datum stands in one column of a table
        cells = [replace(c, key=None, certainty=None) if c.key == key else c for c in cells]
    cells[column] = replace(cells[column], key=key or None, certainty=Certainty.CHOSEN)
    changed[table] = settled(replace(old, columns=tuple(cells)))
    return tuple(changed)


def outcome_lines(imported: DirectoryImported, language: str) -> Sequence[str]:
    """Return what came of an import, in sentences."""
    return tuple(directory_said(imported, language))
