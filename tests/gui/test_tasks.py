"""Work beside the window: results come back to it, errors too, what is cancelled is undone."""

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from chorus_desk.domain.errors import UserError
from chorus_desk.gui.tasks import Tasks
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.workspace import Progress, Workspace, open_workspace
from tests.gui.driving import wait_until


@pytest.fixture
def heard() -> list[object]:
    return []


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path, heard: list[object]) -> Iterator[Tasks]:
    @contextmanager
    def opened() -> Iterator[Workspace]:
        with open_workspace(tmp_path) as workspace:
            yield workspace

    made = Tasks(opened, failed=heard.append, bug=heard.append)
    yield made
    made.close()


def test_run__works_beside_and_answers_in_the_window(tasks: Tasks) -> None:
    threads: list[threading.Thread] = []

    def work(workspace: Workspace) -> Path:
        threads.append(threading.current_thread())
        return workspace.folder

    def done(_folder: Path) -> None:
        threads.append(threading.current_thread())

    tasks.run(work, done)
    wait_until(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()
    assert tasks.idle


class Shown:
    """Stands for a widget: it takes note of the thread it ends in."""

    def __init__(self, ends: list[threading.Thread]) -> None:
        weakref.finalize(self, lambda: ends.append(threading.current_thread()))

    def work(self, _workspace: Workspace) -> int:
        return 1

    def show(self, _result: object) -> None:
        pass


def test_what_a_callback_holds__ends_in_the_windows_thread(tasks: Tasks) -> None:
    ends: list[threading.Thread] = []
    for _ in range(50):
        shown = Shown(ends)
        tasks.run(shown.work, shown.show)
        del shown
    tasks.draw(lambda: 1, Shown(ends).show)
    wait_until(lambda: len(ends) == 51)
    assert set(ends) == {threading.main_thread()}


def test_run__keeps_the_order(tasks: Tasks) -> None:
    answers: list[int] = []
    for number in range(20):
        tasks.run(lambda _workspace, number=number: number, answers.append)  # type: ignore[misc]
    wait_until(lambda: len(answers) == 20)
    assert answers == list(range(20))


def test_run__brings_errors_back(tasks: Tasks, heard: list[object]) -> None:
    def fails(_workspace: Workspace) -> None:
        raise UserError("disk-full")

    mine: list[UserError] = []
    tasks.run(fails, None, mine.append)
    tasks.run(fails)
    wait_until(lambda: mine and heard)
    assert mine[0].code == "disk-full"
    assert isinstance(heard[0], UserError)


def test_run__tells_a_bug_and_goes_on(tasks: Tasks, heard: list[object]) -> None:
    answers: list[int] = []
    tasks.run(lambda _workspace: 1 // 0, answers.append)
    tasks.run(lambda _workspace: 2, answers.append)
    wait_until(lambda: answers == [2])
    assert isinstance(heard[0], ZeroDivisionError)


def test_run_long__that_is_cancelled_undoes_what_it_began(tasks: Tasks) -> None:
    said: list[str] = []
    under_way = threading.Event()
    go_on = threading.Event()

    def work(workspace: Workspace, progress: Progress) -> None:
        with writing(workspace.connection):
            workspace.connection.execute("INSERT INTO seller VALUES (1, '{}', 'now')")
            under_way.set()
            go_on.wait(10)
            progress(1, 2)

    def count(workspace: Workspace) -> int:
        return int(workspace.connection.execute("SELECT count(*) FROM seller").fetchone()[0])

    job = tasks.run_long(work, lambda _none: said.append("done"),
                         cancelled=lambda: said.append("cancelled"))  # fmt: skip
    wait_until(under_way.is_set)
    job.cancel()
    go_on.set()
    counts: list[int] = []
    tasks.run(count, counts.append)
    wait_until(lambda: counts)
    assert said == ["cancelled"]
    assert counts == [0]


def test_run_long__tells_its_progress(tasks: Tasks) -> None:
    told: list[tuple[int, int]] = []
    answers: list[str] = []

    def work(_workspace: Workspace, progress: Progress) -> str:
        for step in range(3):
            progress(step + 1, 3)
        return "whole"

    tasks.run_long(work, answers.append, progressed=lambda d, t: told.append((d, t)))
    wait_until(lambda: answers)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_draw__does_the_newest_alone(tasks: Tasks) -> None:
    drawn: list[int] = []
    shown: list[int] = []
    first = threading.Event()

    def slow() -> int:
        first.wait(10)
        return 0

    tasks.draw(slow, shown.append)
    wait_until(lambda: tasks._page is None)

    def draw(number: int) -> int:
        drawn.append(number)
        return number

    for number in range(1, 6):
        tasks.draw(partial(draw, number), shown.append)
    first.set()
    wait_until(lambda: len(shown) == 2)
    assert drawn == [5]
    assert shown == [0, 5]


def test_close__does_what_was_asked_for_first(qtbot: QtBot, tmp_path: Path) -> None:
    done: list[int] = []
    made = Tasks(lambda: open_workspace(tmp_path), failed=print, bug=print)
    for number in range(5):
        made.run(lambda _workspace, number=number: done.append(number))  # type: ignore[misc]
    made.close()
    assert done == [0, 1, 2, 3, 4]


def test_open__that_is_refused_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    heard: list[UserError] = []
    (tmp_path / "file").write_text("x")
    made = Tasks(lambda: open_workspace(tmp_path / "file"), failed=heard.append, bug=print)
    wait_until(lambda: heard)
    assert heard[0].code == "folder-not-writable"
    made.close()
