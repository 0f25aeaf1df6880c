"""Named mappings of people's own tables: kept as files in the data folder, or anywhere else."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.mapping_file import read_mapping, write_mapping
from chorus_desk.formats.any_table.reading import Understood
from chorus_desk.system.files import safe_name, write_atomically
from chorus_desk.usecases.reading_files import read_file

_ENDING = ".toml"
_FOLDER = "mappings"
_MOST_KEPT = 200


def mapping_path(folder: Path, name: str) -> Path:
    """Return where a mapping is: the file itself where the name ends in ``.toml``, else its own."""
    if name.casefold().endswith(_ENDING):
        return Path(name)
    return folder / _FOLDER / f"{safe_name(name)}{_ENDING}"


def load_mapping(folder: Path, name: str) -> Mapping:
    """Return the mapping of a name, or of a file.

    Raises:
        UserError: ``mapping-missing``, or what ``read_mapping`` and ``read_file`` raise.
    """
    path = mapping_path(folder, name)
    try:
        return read_mapping(read_file(path))
    except UserError as error:
        if error.code == "file-missing":
            raise UserError("mapping-missing", name=name) from error
        raise


def kept_mappings(folder: Path) -> tuple[Mapping, ...]:
    """Return the mappings of the data folder; one that cannot be read is none."""
    found = []
    for path in sorted((folder / _FOLDER).glob(f"*{_ENDING}"))[:_MOST_KEPT]:
        with suppress(UserError):
            found.append(read_mapping(read_file(path)))
    return tuple(found)


def save_mapping(folder: Path, name: str, understood: Iterable[Understood]) -> Path:
    """Write what columns were taken for, to be edited and given again; return the file.

    Raises:
        UserError: ``cannot-write``.
    """
    path = mapping_path(folder, name)
    columns = [column for sheet in understood for column in sheet.columns]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, write_mapping(path.stem, columns))
    except OSError as error:
        raise UserError("cannot-write", file=str(path)) from error
    return path
