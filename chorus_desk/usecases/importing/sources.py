"""Where the files of an import lie: given one by one, in a folder, in an archive."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import shown_name
from chorus_desk.formats.archive_reading import is_archive, may_be_archive, members
from chorus_desk.usecases.reading_files import read_file

MOST_FILES = 5_000
DEEPEST = 12
"""Folders within folders that are looked into."""
_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin"})
_UNFINISHED = ("~$", ".~lock.", "~")
"""How the names of files begin that a program keeps beside one that is open."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of an import."""

    path: Path
    """Where it lies; in an archive, as though that were a folder."""
    name: str
    """What it is called when it is told: within a folder or an archive, the path from there."""
    read: Callable[[], bytes]
    """Return its bytes, or raise a ``UserError``."""
    inside: bool = False
    """Whether it was found in a folder or an archive: nobody said that it is an invoice."""


def sources_of(path: Path) -> Iterator[Source]:
    """Give the files that a path means: its own, or those in the folder or archive that it is.

    A folder within is looked into, an archive within is not. Hidden files and those of systems
    are passed over; what a link leads to is not followed.

    Raises:
        UserError: there are too many files (``folder-too-large``), or the archive cannot be read.
    """
    if path.is_dir():
        for file in files_in(path):
            yield found_in(path, _given(file))
        return
    source = _given(path)
    if not may_be_archive(_start_of(path)) or not is_archive(content := read_file(path)):
        yield source
        return
    for member in members(content, source.name):
        if not _is_passed_over(member.name):
            yield Source(path / member.name, f"{source.name}/{member.name}", member.read, True)


def _given(path: Path) -> Source:
    return Source(path, shown_name(path.name), partial(read_file, path))


def _start_of(path: Path) -> bytes:
    """Return the first bytes of a file; none where it cannot be read, which is told later."""
    try:
        with path.open("rb") as file:
            return file.read(8)
    except (OSError, ValueError):
        return b""


def files_in(folder: Path) -> Iterator[Path]:
    """Give the files in a folder and in those within, each folder in the order of names.

    Raises:
        UserError: ``folder-too-large``.
    """
    for count, path in enumerate(_files(folder, DEEPEST)):
        if count == MOST_FILES:
            raise UserError("folder-too-large", folder=folder.name, count=MOST_FILES)
        yield path


def found_in(folder: Path, source: Source) -> Source:
    """Return a file as one that was found in a folder: it is told by the way from there."""
    if source.inside or not source.path.is_relative_to(folder):
        return source
    name = shown_name(source.path.relative_to(folder.parent).as_posix())
    return replace(source, name=name, inside=True)


def _files(folder: Path, depth: int) -> Iterator[Path]:
    """Give the files of a folder and of those within, each folder in the order of names."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError:  # a folder that may not be looked into
        return
    for entry in found:
        if _is_passed_over(entry.name) or entry.is_symlink():
            continue
        if entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif depth > 1 and entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), depth - 1)


def _is_passed_over(name: str) -> bool:
    """Return whether a file, or a folder on the way to it, is of no interest to anybody."""
    parts = name.split("/")
    return parts[-1].startswith(_UNFINISHED) or any(
        part.startswith(".") or part.casefold() in _OF_SYSTEMS for part in parts
    )
