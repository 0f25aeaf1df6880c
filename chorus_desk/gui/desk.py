"""What every page is given: the data folder, the language, the threads, and who is told what."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from chorus_desk.domain.errors import UserError
from chorus_desk.gui.message import Message
from chorus_desk.gui.tasks import Job, Tasks, alive
from chorus_desk.presenters.statuses import Tone
from chorus_desk.system.clock import Clock
from chorus_desk.system.settings import Settings, load_settings, save_settings
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.demo_place import is_demo
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.errors import error_sentence

if TYPE_CHECKING:  # the thread of the workspace loads it: the window is there first
    from chorus_desk.usecases.session import CutOff
    from chorus_desk.usecases.workspace import Progress, Workspace

_T = TypeVar("_T")


class Place(NamedTuple):
    """A data folder, and whose it is."""

    folder: Path
    demo: bool = False
    """Whether it is the demo's."""
    guest: bool = False
    """Whether it is neither the demo's nor the user's usual one: a copy that was opened."""

    @classmethod
    def of(cls, folder: Path, home: Path) -> "Place":
        """Return the place of a data folder, for a user whose usual folder is ``home``."""
        demo = is_demo(folder)
        return cls(folder, demo, guest=not demo and folder != home)


class Desk(QObject):
    """One data folder open in a window."""

    ready = Signal()
    """The folder is open, or was refused: ``read_only`` is known."""
    changed = Signal(object)
    """``Changes``: what was changed in the data, to be read again."""
    told = Signal(object)
    """``Message``: something to tell the user."""
    restyled = Signal()
    """Language or theme changed: what is shown is built again."""
    reported = Signal(object)
    """``Path``: the report of a fault is to be shown."""
    resumed = Signal(int)
    """The draft that was open when the program was cut off is to be opened again."""
    retyped = Signal()
    """What was typed of the business and not saved is to be taken up again."""
    moved = Signal(object)
    """``Path``: another data folder is to be opened in this one's place."""

    def __init__(self, place: Place, clock: Clock, settings: Settings | None = None) -> None:
        super().__init__()
        self.place, self.clock = place, clock
        self.settings = settings or load_settings(place.folder)
        self.read_only = False
        self.tasks = Tasks(
            self._open, failed=self.fail, bug=self.report_bug, ready=self._opened
        )  # fmt: skip

    @contextmanager
    def _open(self) -> "Iterator[Workspace]":
        from chorus_desk.usecases.workspace import open_for_window

        with open_for_window(self.place.folder, self.clock) as (workspace, may_write):
            self.read_only = not may_write
            yield workspace

    def _opened(self) -> None:
        self.ready.emit()
        if self.read_only:
            text = N_(
                "Ces données sont déjà ouvertes dans une autre fenêtre : celle-ci ne fait que lire."
            )
            self.tell(self.say(text), Tone.TODO, lasting=True)
            return
        self.run(_begin, self._begun)

    def _begun(self, begun: "tuple[CutOff | None, bool]") -> None:
        """Say what an earlier window has left."""
        cut_off, typed = begun
        if typed and (cut_off is None or cut_off.draft is None):
            text = N_("Ce que vous aviez saisi dans « Mon entreprise » n'est pas encore "
                      "enregistré, mais a été gardé.")  # fmt: skip
            self.tell(
                self.say(text), Tone.TODO, action=self.say(N_("Reprendre ce que vous aviez saisi")),
                act=self.retyped.emit, lasting=True,
            )  # fmt: skip
            return
        if cut_off is None:
            return
        draft = cut_off.draft
        text = N_("Chorus Desk s'était arrêté net la dernière fois. Rien de ce qui était écrit "
                  "n'est perdu.")  # fmt: skip
        if draft is None:
            self.tell(self.say(text), Tone.TODO)
            return
        self.tell(
            self.say(text), Tone.TODO, action=self.say(N_("Reprendre le brouillon")),
            act=lambda: self.resumed.emit(draft), lasting=True,
        )  # fmt: skip

    def note_editing(self, draft: int | None) -> None:
        """Take note of the draft that is open, for the start after a kill."""
        if not self.read_only:
            self.run(partial(_note_editing, draft))

    @property
    def language(self) -> str:
        """The language in use: ``fr`` or ``en``."""
        return self.settings.language

    def say(self, text: str, /, **params: object) -> str:
        """Return a French text in the language in use."""
        return say(text, self.language, **params)

    def say_count(self, one: str, many: str, count: int, /, **params: object) -> str:
        """Return the singular or plural of a French text in the language in use."""
        return say_count(one, many, count, self.language, **params)

    def run(
        self, work: "Callable[[Workspace], _T]", done: Callable[[_T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> Job:  # fmt: skip
        """Do work on the data beside the window; what it changed is announced by itself."""

        def announced(result: _T) -> None:
            if done is not None and alive(done):
                done(result)
            self._announce(result)

        return self.tasks.run(work, announced, failed)

    def run_long(
        self, work: "Callable[[Workspace, Progress], _T]", done: Callable[[_T], None],
        *, progressed: Callable[[int, int], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:  # fmt: skip
        """Do work that tells its progress and can be cancelled, as ``run`` does."""

        def announced(result: _T) -> None:
            if alive(done):
                done(result)
            self._announce(result)

        return self.tasks.run_long(
            work, announced, progressed=progressed, failed=failed, cancelled=cancelled
        )

    def _announce(self, result: object) -> None:
        results = result if isinstance(result, list | tuple) else (result,)
        changes = Changes.NOTHING
        for item in results:
            found = item if isinstance(item, Changes) else getattr(item, "changes", None)
            if isinstance(found, Changes):
                changes |= found
        if changes:
            self.changed.emit(changes)

    def tell(
        self, text: str, tone: Tone = Tone.NEUTRAL, *, action: str = "",
        act: Callable[[], None] | None = None, other: str = "",
        act_other: Callable[[], None] | None = None, lasting: bool = False,
    ) -> None:  # fmt: skip
        """Tell the user a sentence, with perhaps one thing or two to do about it."""
        self.told.emit(Message(text, tone, action, act, other, act_other, lasting))

    def fail(self, error: UserError) -> None:
        """Tell the user what went wrong, as a sentence."""
        self.tell(error_sentence(error, self.language), Tone.BAD, lasting=True)

    def report_bug(self, bug: BaseException) -> None:
        """Tell the user of a fault of the program, once, and offer the report to read."""
        from chorus_desk.system.reports import write_report

        report = write_report(bug, "window")
        if report is None:
            self.fail(UserError("bug-unreported"))
            return
        text = error_sentence(UserError("bug", file=str(report)), self.language)
        self.tell(
            text, Tone.BAD, action=self.say(N_("Lire le rapport")),
            act=lambda: self.reported.emit(report), lasting=True,
        )  # fmt: skip

    def change_settings(self, **changes: Any) -> None:
        """Keep other settings; the window is built again where they change how it looks."""
        before, self.settings = self.settings, self.settings._replace(**changes)
        try:
            save_settings(self.place.folder, self.settings)
        except OSError:
            self.fail(UserError("cannot-write", file=str(self.place.folder)))
        if (before.language, before.theme) != (self.settings.language, self.settings.theme):
            self.restyled.emit()

    def close(self, *, wait: bool = True) -> None:
        """Do what is still asked for, end the threads and close the data."""
        if not self.read_only:
            self.run(_end)
        self.tasks.close(wait=wait)


def _begin(workspace: "Workspace") -> "tuple[CutOff | None, bool]":
    from chorus_desk.usecases.session import begin_session
    from chorus_desk.usecases.unsaved import has_typed

    return begin_session(workspace), has_typed(workspace)


def _note_editing(draft: int | None, workspace: "Workspace") -> None:
    from chorus_desk.usecases.session import note_editing

    note_editing(workspace, draft)


def _end(workspace: "Workspace") -> None:
    from chorus_desk.usecases.session import end_session

    end_session(workspace)
