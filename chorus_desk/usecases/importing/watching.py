"""A folder that is watched: what arrives there and is whole becomes drafts, each content once.

Nothing there is ever moved, changed or deleted. What was taken is remembered by its content, in a
file beside the settings, so that an import that was undone does not come back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from chorus_desk.domain.errors import UserError
from chorus_desk.system.files import write_atomically
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.records.importing import told_apart
from chorus_desk.usecases.importing.sources import files_in
from chorus_desk.usecases.reading_files import read_file
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

FILE_NAME = "watched.txt"
"""One line for each content that was taken or was there already: its SHA-256."""
STEADY = 3.0
"""Seconds for which size and time of a file must stay before it is taken for whole."""
_UNFINISHED = frozenset({".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart"})
"""Endings that programs give to what they are still writing."""

_HELD = frozenset({"file-unreadable", "file-missing"})


class _Stamp(NamedTuple):
    size: int
    changed: int


@dataclass
class Watching:
    """What is known of a folder between two looks, for as long as a window is open."""

    folder: Path
    _arriving: dict[Path, tuple[_Stamp, float]] = field(default_factory=dict)
    """Files not taken yet: how they were, and since when."""
    _done: dict[Path, _Stamp] = field(default_factory=dict)

    def whole(self, now: float) -> tuple[list[Path], bool]:
        """Return the files that arrived and are whole, and whether others are still arriving.

        ``now``: seconds of a clock that only goes forward.

        Raises:
            UserError: there are too many files (``folder-too-large``).
        """
        stamps = dict(_stamped(files_in(self.folder)))
        self._done = {path: self._done[path] for path in stamps if path in self._done}
        whole, arriving = [], {}
        for path, stamp in stamps.items():
            if self._done.get(path) == stamp:
                continue
            before, since = self._arriving.get(path, (stamp, now))
            since = since if before == stamp else now
            arriving[path] = (stamp, since)
            if now - since >= STEADY:
                whole.append(path)
        self._arriving = arriving
        return whole, len(whole) < len(arriving)

    def take(self, path: Path) -> None:
        """Take note that a file is of no interest any more, as it stands."""
        stamp, _ = self._arriving.pop(path)
        self._done[path] = stamp


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a look at the folder came to."""

    imported: Imported | None = None
    """None where nothing new was whole."""
    waiting: bool = False
    """Whether something is still arriving: the next look should come soon."""
    missing: bool = False
    """Whether the folder is not there now, a drive unplugged say."""

    @property
    def changes(self) -> Changes:
        """What the import changed."""
        return self.imported.changes if self.imported else Changes.NOTHING


def begin_watch(
    workspace: Workspace, folder: Path, progress: Progress = no_progress
) -> Path:  # fmt: skip
    """Take note of what is in a folder already: that is not imported, what arrives later is.

    Raises:
        UserError: it is no folder (``watch-no-folder``), has too many files, one of them cannot be
            read now (``watch-file-held``), or they cannot be remembered (``cannot-write``).
    """
    if not folder.is_dir():
        raise UserError("watch-no-folder", folder=str(folder))
    paths, known = list(files_in(folder)), set[str]()
    for done, path in enumerate(paths, start=1):
        digest = _digest(path)
        if digest is None and path.exists():
            raise UserError("watch-file-held", file=path.name)
        known.add(digest or "")
        progress(done, len(paths))
    _remember(workspace.folder, known)
    return folder


def look(
    workspace: Workspace, watching: Watching, now: float, progress: Progress = no_progress
) -> Arrived:
    """Import what arrived in a folder and is whole, as drafts; each content is taken once.

    Raises:
        UserError: there are too many files (``folder-too-large``), or the data cannot be written.
    """
    if not watching.folder.is_dir():
        return Arrived(missing=True)
    whole, waiting = watching.whole(now)
    known, new = _remembered(workspace.folder) if whole else set[str](), dict[str, Path]()
    read = []
    for path in whole:
        digest = _digest(path)
        if digest is None:  # another program holds it
            waiting = True
            continue
        read.append(path)
        if digest and digest not in known:
            new.setdefault(digest, path)
    imported = None
    if new:
        imported = import_files(
            workspace, list(new.values()), within=watching.folder, tell_apart=told_apart,
            progress=progress,
        )  # fmt: skip
        _remember(workspace.folder, new)
    for path in read:
        watching.take(path)
    return Arrived(imported, waiting)


def _digest(path: Path) -> str | None:
    """Return what tells a content again: empty where it is none that is read, None while held."""
    try:
        return sha256(read_file(path)).hexdigest()
    except UserError as error:
        return None if error.code in _HELD else ""


def _stamped(paths: Iterable[Path]) -> Iterable[tuple[Path, _Stamp]]:
    for path in paths:
        try:
            stat = path.stat()
        except OSError:  # it went meanwhile
            continue
        if stat.st_size and path.suffix.casefold() not in _UNFINISHED:
            yield path, _Stamp(stat.st_size, stat.st_mtime_ns)


def _remembered(folder: Path) -> set[str]:
    try:
        return set((folder / FILE_NAME).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return set()


def _remember(folder: Path, digests: Iterable[str]) -> None:
    lines = sorted((_remembered(folder) | set(digests)) - {""})
    try:
        write_atomically(folder / FILE_NAME, "".join(f"{line}\n" for line in lines).encode())
    except OSError as error:
        raise UserError("cannot-write", file=str(folder / FILE_NAME)) from error
