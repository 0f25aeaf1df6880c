"""The watched folder of a window: when to look, and what is told of what arrived."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from chorus_desk.gui.desk import Desk
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import N_

if TYPE_CHECKING:
    from chorus_desk.domain.errors import UserError
    from chorus_desk.usecases.importing.outcome import Imported
    from chorus_desk.usecases.importing.undo import Undone
    from chorus_desk.usecases.importing.watching import Arrived, Watching
    from chorus_desk.usecases.workspace import Progress, Workspace

SLOW = 15_000
"""Milliseconds between two looks at most: a network drive tells nothing by itself."""


class FolderWatch(QObject):
    """Looks at the folder chosen, in the window that may write, and tells what arrived."""

    wanted = Signal(object)
    """Ids of drafts that the user wants to see."""
    asked = Signal(object)
    """Files that arrived and that the user wants to look at on the import page."""
    changed = Signal()
    """Another folder is watched, or none, or it came or went."""

    def __init__(self, desk: Desk, now: Callable[[], float] = monotonic) -> None:
        super().__init__(desk)
        self._desk, self._now = desk, now
        self._watching: Watching | None = None
        self._looking = False
        self._wrong = ""
        """The error that was told last, while nothing has gone well since."""
        self.missing = False
        """Whether the folder is not there now."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._watcher: QFileSystemWatcher | None = None
        desk.ready.connect(self.refresh)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        chosen = self._desk.settings.watched_folder
        return Path(chosen) if chosen else None

    def refresh(self) -> None:
        """Begin to watch the folder of the settings, or stop where there is none."""
        self.stop()
        folder, place = self.folder, self._desk.place
        if folder is not None and not self._desk.read_only and not place.guest:
            from chorus_desk.usecases.importing.watching import Watching

            self._watching = Watching(folder)
            self._watcher = QFileSystemWatcher([str(folder)], self)
            self._watcher.directoryChanged.connect(lambda _folder: self.look())
            self.look()
        self.changed.emit()

    def stop(self) -> None:
        """Look no more."""
        self._watching, self.missing = None, False
        self._timer.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None

    def choose(self, folder: Path) -> None:
        """Watch a folder: what is in it already is taken note of, beside the window."""

        def begun(chosen: Path) -> None:
            self._desk.change_settings(watched_folder=str(chosen))
            self.refresh()
            text = self._desk.say(
                N_(
                    "Le dossier « {folder} » est surveillé. Ce qui s'y trouve déjà n'est pas "
                    "importé."
                ),
                folder=chosen.name,
            )
            self._desk.tell(text, Tone.GOOD)

        self._desk.run_long(partial(_begin, folder), begun)

    def forget(self) -> None:
        """Watch no folder any more."""
        self._desk.change_settings(watched_folder="")
        self.refresh()

    def look(self) -> None:
        """Look at the folder now, beside the window; one look at a time."""
        if self._watching is None or self._looking:
            return
        self._looking = True
        watching, now = self._watching, self._now()
        self._desk.run_long(
            partial(_look, watching, now), partial(self._looked, watching),
            failed=self._failed, cancelled=self._look_later,
        )  # fmt: skip

    def _looked(self, watching: "Watching", arrived: "Arrived") -> None:
        self._looking, self._wrong = False, ""
        if watching is not self._watching:  # another folder was chosen meanwhile
            self.look()
            return
        if arrived.missing != self.missing:
            self.missing = arrived.missing
            self.changed.emit()
        if self._watcher is not None and not arrived.missing and not self._watcher.directories():
            self._watcher.addPath(str(watching.folder))  # it was gone, and is back
        self._timer.start(_pause(arrived.again_in))
        if arrived.held:
            self._tell_held(arrived.held)
        if arrived.imported is not None:
            self._tell(arrived.imported, watching.folder)

    def _failed(self, error: "UserError") -> None:
        """Say what is wrong, once for as long as it is."""
        self._look_later()
        if error.code != self._wrong:
            self._wrong = error.code
            self._desk.fail(error)

    def _look_later(self) -> None:
        self._looking = False
        if self._watching is not None:
            self._timer.start(SLOW)

    def _tell_held(self, names: Sequence[str]) -> None:
        from chorus_desk.presenters.watching import held_text

        self._desk.tell(held_text(names, self._desk.language), Tone.NEUTRAL)

    def _tell(self, imported: "Imported", folder: Path) -> None:
        from chorus_desk.presenters.importing import draft_ids
        from chorus_desk.presenters.watching import arrived_text, arrived_tone, files_to_look_at

        text, ids = arrived_text(imported, folder, self._desk.language), draft_ids(imported)
        if not text:
            return
        say, tell = self._desk.say, partial(self._desk.tell, text, arrived_tone(imported))
        unread = files_to_look_at(imported, folder)
        other = tuple(path for path, _ in imported.apart[:1])
        if ids:
            tell(
                action=say(N_("Voir")), act=lambda: self.wanted.emit(ids),
                other=say(N_("Annuler l'import")), act_other=lambda: self._ask_to_undo(imported),
                lasting=True,
            )  # fmt: skip
        elif unread or other:
            tell(
                action=say(N_("Voir pourquoi") if unread else N_("L'ouvrir")),
                act=lambda: self.asked.emit(unread or other), lasting=True,
            )  # fmt: skip
        else:
            tell(lasting=True)

    def _ask_to_undo(self, imported: "Imported") -> None:
        """Take an import back at once, or ask first when drafts were edited since."""
        names = [item.id for item in imported.invoices if item.id and item.outcome == "draft"]
        self._desk.run(partial(_count_edited, names), partial(self._counted, imported))

    def _counted(self, imported: "Imported", edited: int) -> None:
        if not edited:
            self._undo(imported.import_ids)
            return
        from chorus_desk.presenters.importing import edited_question

        self._desk.tell(
            edited_question(edited, self._desk.language), Tone.TODO,
            action=self._desk.say(N_("Annuler l'import quand même")),
            act=lambda: self._undo(imported.import_ids), lasting=True,
        )  # fmt: skip

    def _undo(self, import_ids: Sequence[int]) -> None:
        def undone(result: "Undone") -> None:
            from chorus_desk.presenters.importing import undone_text

            self._desk.tell(undone_text(result, self._desk.language), Tone.GOOD)

        self._desk.run(partial(_undo, import_ids), undone)


def _pause(again_in: float | None) -> int:
    """Return the milliseconds until the next look."""
    return SLOW if again_in is None else min(SLOW, round(1000 * again_in))


# What runs beside the window, whose thread loads what it takes


def _begin(folder: Path, workspace: "Workspace", progress: "Progress") -> Path:
    from chorus_desk.usecases.importing.watching import begin_watch

    return begin_watch(workspace, folder, progress)


def _look(
    watching: "Watching", now: float, workspace: "Workspace", progress: "Progress"
) -> "Arrived":
    from chorus_desk.usecases.importing.watching import look

    return look(workspace, watching, now, progress)


def _count_edited(names: Sequence[str], workspace: "Workspace") -> int:
    from chorus_desk.usecases.importing.undo import count_edited

    return count_edited(workspace, names)


def _undo(import_ids: Sequence[int], workspace: "Workspace") -> "Undone":
    from chorus_desk.usecases.importing.undo import undo_import

    return undo_import(workspace, import_ids)
