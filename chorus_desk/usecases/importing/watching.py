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
SOONEST, LATEST = 1.5, 60.0
"""Seconds between two looks at what is still arriving, or held: longer and longer."""
LONG_HELD = 20.0
"""Seconds after which it is said that a file is held: a program that copies needs no word."""
_UNFINISHED = frozenset({".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart"})
"""Endings that programs give to what they are still writing."""

_HELD = frozenset({"file-unreadable", "file-missing"})


class _Stamp(NamedTuple):
    size: int
    changed: int


@dataclass
class _Arrival:
    """A file that is not taken yet: seen first when, as it stands since when."""

    stamp: _Stamp
    since: float
    first: float
    due: float = 0.0
    """When it is tried again, where another program held it."""
    told: bool = False
    """Whether it was said that it is held."""

    def pause(self, now: float) -> float:
        """Return seconds to wait: as long as it has lasted already, within bounds."""
        return min(max(now - self.first, SOONEST), LATEST)


@dataclass
class Watching:
    """What is known of a folder between two looks, for as long as a window is open."""

    folder: Path
    _arriving: dict[Path, _Arrival] = field(default_factory=dict)
    _done: dict[Path, _Stamp] = field(default_factory=dict)

    def whole(self, now: float) -> list[Path]:
        """Return the files that arrived, are whole, and are not put off.

        ``now``: seconds of a clock that only goes forward.

        Raises:
            UserError: there are too many files (``folder-too-large``).
        """
        stamps = dict(_stamped(files_in(self.folder)))
        self._done = {path: self._done[path] for path in stamps if path in self._done}
        arriving = {}
        for path, stamp in stamps.items():
            if self._done.get(path) == stamp:
                continue
            known = self._arriving.get(path) or _Arrival(stamp, now, now)
            if known.stamp != stamp:
                known.stamp, known.since, known.due = stamp, now, 0.0
            arriving[path] = known
        self._arriving = arriving
        return [p for p, a in arriving.items() if now - a.since >= STEADY and now >= a.due]

    def take(self, path: Path) -> None:
        """Take note that a file is of no interest any more, as it stands."""
        self._done[path] = self._arriving.pop(path).stamp

    def put_off(self, path: Path, now: float) -> None:
        """Try a file that another program holds again later, each time later than before."""
        arrival = self._arriving[path]
        arrival.due = now + arrival.pause(now)

    def again_in(self, now: float) -> float | None:
        """Return after how many seconds something may be whole; None where nothing is arriving."""
        pauses = (a.due - now if a.due > now else a.pause(now) for a in self._arriving.values())
        return min(pauses, default=None)

    def held_for_long(self, now: float) -> tuple[str, ...]:
        """Return the names of files that are held for a while now, each once."""
        found = [
            (path, arrival) for path, arrival in self._arriving.items()
            if arrival.due > now and now - arrival.first >= LONG_HELD and not arrival.told
        ]  # fmt: skip
        for _, arrival in found:
            arrival.told = True
        return tuple(path.name for path, _ in found)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a look at the folder came to."""

    imported: Imported | None = None
    """None where nothing new was whole."""
    again_in: float | None = None
    """Seconds until what is still arriving may be whole; None where nothing is."""
    held: tuple[str, ...] = ()
    """Files that another program holds for a while now, each named once."""
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
    whole = watching.whole(now)
    known, new = _remembered(workspace.folder) if whole else set[str](), dict[str, Path]()
    read = []
    for path in whole:
        digest = _digest(path)
        if digest is None:  # another program holds it
            watching.put_off(path, now)
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
    return Arrived(imported, watching.again_in(now), watching.held_for_long(now))


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
