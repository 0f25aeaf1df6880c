"""Named mappings of people's own tables: kept as files in the data folder, or anywhere else.

What was corrected at an import is kept apart, under the shape of its table, and used before those
that have a name.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.layout import Column
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.mapping_file import read_mapping, told_once, write_mapping
from chorus_desk.formats.any_table.reading import Understood
from chorus_desk.system.files import safe_name, write_atomically
from chorus_desk.usecases.reading_files import read_file

_ENDING = ".toml"
_FOLDER = "mappings"
_BY_SHAPE = "by-shape"
_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class KeptMappings:
    """The mappings of the data folder, those that win last; and files that are none."""

    mappings: tuple[Mapping, ...] = ()
    unreadable: tuple[tuple[str, UserError], ...] = ()


def mapping_path(folder: Path, name: str) -> Path:
    """Return where a mapping is: the file itself where the name ends in ``.toml``, else its own."""
    if name.casefold().endswith(_ENDING):
        return Path(name)
    return folder / _FOLDER / f"{safe_name(name)}{_ENDING}"


def load_mapping(folder: Path, name: str, known: Collection[str] | None = None) -> Mapping:
    """Return the mapping of a name, or of a file; ``known`` as ``read_mapping`` has it.

    Raises:
        UserError: ``mapping-missing``, or what ``read_mapping`` and ``read_file`` raise.
    """
    path = mapping_path(folder, name)
    try:
        return read_mapping(read_file(path), known)
    except UserError as error:
        if error.code == "file-missing":
            raise UserError("mapping-missing", name=name) from error
        raise


def kept_mappings(folder: Path, known: Collection[str] | None = None) -> KeptMappings:
    """Return the mappings of a folder; files that cannot be read are named.

    ``known`` as ``read_mapping`` has it.
    """
    found, unreadable = [], []
    for path in _files(folder):
        try:
            found.append(read_mapping(read_file(path), known))
        except UserError as error:
            unreadable.append((str(path), error))
    return KeptMappings(tuple(found), tuple(unreadable))


def _files(folder: Path) -> list[Path]:
    named, by_shape = folder / _FOLDER, folder / _FOLDER / _BY_SHAPE
    return [
        path for place in (named, by_shape)
        for path in sorted(place.glob(f"*{_ENDING}"))[:_MOST_KEPT]
    ]  # fmt: skip


def mapping_names(folder: Path) -> tuple[str, ...]:
    """Return the names that mappings were kept under."""
    return tuple(path.stem for path in sorted((folder / _FOLDER).glob(f"*{_ENDING}")))


def save_mapping(
    folder: Path, name: str, understood: Iterable[Understood], told: Mapping | None = None
) -> Path:
    """Write what columns were taken for, to be edited and given again; return the file.

    ``told``: what was said of cells and sheets beside the columns.

    Raises:
        UserError: ``cannot-write``.
    """
    path = mapping_path(folder, name)
    columns = [column for sheet in understood for column in told_once(sheet.columns)]
    _write(path, path.stem, columns, told)
    return path


def keep_mapping(
    folder: Path, name: str, understood: Iterable[Understood], told: Mapping
) -> tuple[Path, ...]:
    """Keep what tables were taken for under their shapes, and return the files.

    Raises:
        UserError: ``cannot-write``.
    """
    by_path: dict[Path, list[Column]] = {}
    for table in understood:
        columns = list(told_once(table.columns))
        shape = "\n".join(sorted(fold(c.heading) for c in columns if c.heading))
        digest = sha256(shape.encode()).hexdigest()[:16]
        if shape:
            by_path[folder / _FOLDER / _BY_SHAPE / f"{digest}{_ENDING}"] = columns
    for path, columns in by_path.items():
        _write(path, name, columns, told)
    return tuple(by_path)


def keep_after_import(
    folder: Path, name: str, understood: Iterable[Understood], told: Mapping
) -> UserError | None:
    """Keep what a file's tables were taken for, the file being imported; return why it cannot be.

    The import stands then: what was said is asked again the next time.
    """
    try:
        keep_mapping(folder, name, understood, told)
    except UserError:
        return UserError("mapping-not-kept", file=name)
    return None


def forget_mapping(folder: Path, mapping: Mapping) -> bool:
    """Forget a mapping that was kept, under any name; return whether there was one.

    Raises:
        UserError: ``cannot-write``.
    """
    gone = False
    for path in _files(folder):
        try:
            if read_mapping(read_file(path)) != mapping:
                continue
            path.unlink()
        except UserError:
            continue
        except OSError as error:
            raise UserError("cannot-write", file=str(path)) from error
        gone = True
    return gone


def _write(path: Path, name: str, columns: Iterable[Column], told: Mapping | None) -> None:
    cells, aside = (told.cells, told.aside) if told else ((), ())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, write_mapping(name, columns, cells, aside))
    except OSError as error:
        raise UserError("cannot-write", file=str(path)) from error
