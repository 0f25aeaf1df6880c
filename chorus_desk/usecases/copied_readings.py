"""Which of the readings that were kept of people's own tables go into a copy, and by which name.

A copy is unpacked by other people's programs on other systems, so its names are plain; a reading
that somebody put there under another name goes along under a plain one, by which it is found too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chorus_desk.system.files import unique_names

READING = re.compile(
    r"(?:tables/[a-z]{1,20}/)?mappings/(?:by-shape/)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,80}\.toml"
)
"""Names of readings in a copy."""
MOST_READINGS = 1_000
_ENDING = ".toml"
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of a data folder: the file of each name in a copy, and those left out."""

    taken: Mapping[str, Path]
    left_out: tuple[str, ...]
    """Paths in the data folder of files where no reading is looked for, or beyond the most."""


def readings_of(folder: Path) -> Readings:
    """Return the readings of a data folder."""
    by_place: dict[str, list[Path]] = {}
    for root in ("mappings", "tables"):
        for path in sorted((folder / root).rglob("*")):
            if path.suffix.casefold() == _ENDING and path.is_file():
                by_place.setdefault(path.parent.relative_to(folder).as_posix(), []).append(path)
    taken: dict[str, Path] = {}
    left_out: list[Path] = []
    for place, paths in by_place.items():
        named = dict(zip(_names(paths), paths, strict=True))
        for name, path in named.items():
            inside = str(PurePosixPath(place, name))
            if READING.fullmatch(inside) and len(taken) < MOST_READINGS:
                taken[inside] = path
            else:
                left_out.append(path)
    return Readings(taken, tuple(path.relative_to(folder).as_posix() for path in left_out))


def _names(paths: list[Path]) -> list[str]:
    """Return the plain names of files in one folder, those first that have one already."""
    plain = [f"{path.stem}{_ENDING}" for path in paths]
    order = sorted(range(len(paths)), key=lambda i: not READING.fullmatch(f"mappings/{plain[i]}"))
    unique = unique_names([plain[i] for i in order], length=_LONGEST)
    return [name for _, name in sorted(zip(order, unique, strict=True))]
