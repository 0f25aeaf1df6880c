"""The one place at the desk of a data folder."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from chorus_desk.storage.window_lock import FILE_NAME, WindowLock
from tests.conftest import ROOT

HOLD = """
import sys, time
from pathlib import Path
from chorus_desk.storage.window_lock import WindowLock
lock = WindowLock(Path(sys.argv[1]))
print(lock.held, flush=True)
time.sleep(60)
"""


def test_lock__is_held_by_the_first(tmp_path: Path) -> None:
    first, second = WindowLock(tmp_path), WindowLock(tmp_path)
    assert (first.held, second.held) == (True, False)
    second.release()
    assert not WindowLock(tmp_path).held
    first.release()
    third = WindowLock(tmp_path)
    assert (first.held, third.held) == (False, True)
    third.release()


def test_lock__released_twice_stays_released(tmp_path: Path) -> None:
    lock = WindowLock(tmp_path)
    lock.release()
    lock.release()
    assert not lock.held


def test_lock__of_each_folder_is_its_own(tmp_path: Path) -> None:
    locks = []
    for name in ("a", "é b"):
        (tmp_path / name).mkdir()
        locks.append(WindowLock(tmp_path / name))
    assert all(lock.held for lock in locks)
    for lock in locks:
        lock.release()


def test_lock__of_a_folder_that_is_not_there_is_not_held(tmp_path: Path) -> None:
    lock = WindowLock(tmp_path / "none")
    assert not lock.held
    lock.release()


def test_lock__of_a_file_that_is_left_over_is_free(tmp_path: Path) -> None:
    WindowLock(tmp_path).release()
    (tmp_path / f"{FILE_NAME}-journal").write_bytes(b"")
    lock = WindowLock(tmp_path)
    assert lock.held
    lock.release()


def test_lock__lets_the_data_be_read_and_written(tmp_path: Path) -> None:
    lock = WindowLock(tmp_path)
    connection = sqlite3.connect(tmp_path / "other.sqlite3")
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    lock.release()


@pytest.mark.parametrize("ending", ["kill", "terminate"])
def test_lock__is_freed_when_its_process_is_killed(tmp_path: Path, ending: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "True\n"
            assert not WindowLock(tmp_path).held
        finally:
            getattr(process, ending)()
            process.wait(timeout=30)
    lock = WindowLock(tmp_path)
    assert lock.held
    lock.release()
