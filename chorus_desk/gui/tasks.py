"""The one place that knows threads: work runs beside the window, its result comes back to it.

Callers say what is to be done and what becomes of the result, never where it runs.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from chorus_desk.domain.errors import UserError

if TYPE_CHECKING:  # the thread of the workspace loads it: the window is there first
    from chorus_desk.usecases.workspace import Progress, Workspace

_T = TypeVar("_T")
OpenWorkspace: TypeAlias = "Callable[[], AbstractContextManager[Workspace]]"
_PATIENCE = 10.0
"""Seconds to wait for work under way when the window closes."""


class CancelledError(Exception):
    """The user stopped the work; what it had begun was undone."""


class Job:
    """Work that was asked for: it can be cancelled, and tells how far it is.

    Its callbacks may hold the last reference to a widget. They are let go in the window's thread,
    by ``take``: a widget that ends in another one brings the program down.
    """

    def __init__(
        self, work: Callable[..., Any], done: Callable[[Any], None] | None,
        failed: Callable[[UserError], None] | None = None,
        progressed: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], None] | None = None, *, with_progress: bool = False,
    ) -> None:  # fmt: skip
        self.work: Callable[..., Any] | None = work
        self.done, self.failed, self.progressed = done, failed, progressed
        self.cancelled, self.with_progress = cancelled, with_progress
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Stop the work at its next step; what it had begun is undone."""
        self._stop.set()

    def take(self, outcome: str) -> Callable[..., None] | None:
        """Return the callback for an outcome, ``done, failed, cancelled``, and let go of all."""
        callback: Callable[..., None] | None = getattr(self, outcome)
        self.work = self.done = self.failed = self.progressed = self.cancelled = None
        return callback

    @property
    def stopped(self) -> bool:
        """Whether it was cancelled."""
        return self._stop.is_set()


class _Relay(QObject):
    """Carries calls into the window's thread."""

    call = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.call.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


class Tasks:
    """The threads beside the window: one owns the workspace, one draws pages.

    Work on the workspace is done in the order it was asked for. Of pages only the newest asked
    for is drawn: nobody waits for one that was typed over.
    """

    def __init__(
        self, open_workspace: OpenWorkspace, *, failed: Callable[[UserError], None],
        bug: Callable[[BaseException], None], ready: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self._relay = _Relay()
        self._failed, self._bug, self._ready = failed, bug, ready
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._page: Job | None = None
        self._page_wanted = threading.Condition()
        self._closing = False
        self._current: Job | None = None
        self._waiting = 0
        self._threads = (
            threading.Thread(target=self._serve, args=(open_workspace,), name="workspace"),
            threading.Thread(target=self._draw, name="pages", daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def run(
        self, work: "Callable[[Workspace], _T]", done: Callable[[_T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> Job:  # fmt: skip
        """Do work on the workspace; its result, or its error, comes back to the window."""
        return self._ask(Job(work, done, failed))

    def run_long(
        self, work: "Callable[[Workspace, Progress], _T]", done: Callable[[_T], None],
        *, progressed: Callable[[int, int], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:  # fmt: skip
        """Do work that tells its progress and can be cancelled."""
        return self._ask(Job(work, done, failed, progressed, cancelled, with_progress=True))

    def draw(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Do work without the workspace; work asked for before that has not begun is dropped."""
        with self._page_wanted:
            self._page = Job(work, done)
            self._page_wanted.notify()

    @property
    def idle(self) -> bool:
        """Whether nothing that was asked of the workspace is left to do."""
        return self._waiting == 0

    def close(self, *, wait: bool = True) -> None:
        """End the threads: long work under way is cancelled, what waits is done first."""
        self._closing = True
        if self._current is not None and self._current.with_progress:
            self._current.cancel()
        self._jobs.put(None)
        with self._page_wanted:
            self._page_wanted.notify()
        if wait:
            for thread in self._threads:
                thread.join(_PATIENCE)

    def _ask(self, job: Job) -> Job:
        self._waiting += 1
        self._jobs.put(job)
        return job

    def _serve(self, open_workspace: OpenWorkspace) -> None:
        try:
            with open_workspace() as workspace:
                if self._ready is not None:
                    self._relay.call.emit(self._ready)
                while (job := self._jobs.get()) is not None:
                    self._current = job
                    self._do(job, workspace)
                    self._current = None
        except UserError as error:
            self._give(self._failed, error)
        except Exception as bug:  # noqa: BLE001 -- told once, in the window
            self._give(self._bug, bug)

    def _do(self, job: Job, workspace: "Workspace") -> None:
        try:
            if job.stopped:
                raise CancelledError  # noqa: TRY301 -- one way out for both moments
            arguments = (workspace, self._progress_of(job)) if job.with_progress else (workspace,)
            result = job.work(*arguments) if job.work is not None else None
        except CancelledError:
            self._finish(job, "cancelled")
        except UserError as error:
            self._finish(job, "failed", error)
        except Exception as bug:  # noqa: BLE001 -- told once, in the window
            told = _database_error(bug, workspace)
            self._finish(job, "failed", told or bug)
        else:
            self._finish(job, "done", result)

    def _progress_of(self, job: Job) -> "Progress":
        def progress(done: int, total: int) -> None:
            if job.stopped:
                raise CancelledError
            if job.progressed is not None:
                self._give(job.progressed, done, total)

        return progress

    def _draw(self) -> None:
        while True:
            with self._page_wanted:
                while self._page is None and not self._closing:
                    self._page_wanted.wait()
                if self._closing:
                    return
                job, self._page = self._page, None
            assert job is not None
            try:
                result = job.work() if job.work is not None else None
            except Exception as bug:  # noqa: BLE001 -- told once, in the window
                self._give(self._answer, job, "failed", bug)
            else:
                self._give(self._answer, job, "done", result)

    def _finish(self, job: Job, outcome: str, *answer: object) -> None:
        def finish() -> None:
            self._waiting -= 1
            self._answer(job, outcome, *answer)

        self._relay.call.emit(finish)

    def _answer(self, job: Job, outcome: str, *answer: object) -> None:
        """Call back what a job asked for; its errors go to the window where it does not care."""
        callback = job.take(outcome)
        if outcome == "failed" and not isinstance(answer[0], UserError):
            callback = self._bug
        elif outcome == "failed" and callback is None:
            callback = self._failed
        if callback is not None and alive(callback):
            callback(*answer)

    def _give(self, callback: Callable[..., None] | None, *arguments: object) -> None:
        if callback is not None:
            self._relay.call.emit(lambda: callback(*arguments) if alive(callback) else None)


def _database_error(bug: Exception, workspace: "Workspace") -> UserError | None:
    """Return what a damaged database is told as, None for any other fault."""
    from chorus_desk.storage.connection import database_error

    return database_error(bug, workspace.folder)


def alive(callback: Callable[..., None]) -> bool:
    """Return whether the widget whose method is to be called still exists."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
