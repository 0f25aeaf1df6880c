"""The data folder for a window: the first writes, another one reads, a kill frees the place."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.storage.seller import load_seller
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.drafts import begin_draft, keep_draft
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.workspace import Workspace, open_for_window, open_workspace
from tests import builders as b
from tests.conftest import ROOT
from tests.stored import draft, furnish

WINDOW = """
import sys, time
from pathlib import Path
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.workspace import open_for_window
with open_for_window(Path(sys.argv[1]), Clock()) as (workspace, writes):
    print(writes, flush=True)
    time.sleep(120)
"""


@contextmanager
def other_window(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Open a window in another process, which is killed at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def writes_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="database-read-only"):
        keep_draft(workspace, begin_draft(workspace).draft)


def test_window__first_writes_and_leaves_the_folder_to_the_next(
    tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "mes données" / "là"
    for _ in range(2):
        with open_for_window(folder, clock) as (workspace, writes):
            assert writes
            furnish(workspace)
            keep_draft(workspace, begin_draft(workspace).draft)


def test_window__second_reads_what_the_first_writes(tmp_path: Path, clock: Clock) -> None:
    with open_for_window(tmp_path, clock) as (first, writes):
        assert writes
        furnish(first)
        with open_for_window(tmp_path, clock) as (second, also):
            assert not also
            assert load_seller(second.connection) == b.seller()
            writes_refused(second)
            draft(first)
            assert find_invoices(second, Query()).ids == (1,)
        draft(first)
    with open_for_window(tmp_path, clock) as (again, writes):
        assert writes
        assert len(find_invoices(again, Query()).ids) == 2


def test_window__leaves_the_folder_when_it_fails(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(ValueError), open_for_window(tmp_path, clock):
        raise ValueError
    with open_for_window(tmp_path, clock) as (_, writes):
        assert writes


def test_window__lets_the_command_line_write(tmp_path: Path, clock: Clock) -> None:
    with (
        open_for_window(tmp_path, clock) as (window, writes),
        open_workspace(tmp_path, clock) as command,
    ):
        furnish(command)
        draft(command)
        assert writes
        assert find_invoices(window, Query()).ids == (1,)


def test_window__of_another_process_is_the_first_until_it_is_killed(
    tmp_path: Path, clock: Clock
) -> None:
    with other_window(tmp_path) as process:
        assert said(process) == "True"
        with open_for_window(tmp_path, clock) as (workspace, writes):
            assert not writes
            with open_workspace(tmp_path, clock) as command:
                furnish(command)
            writes_refused(workspace)
        process.kill()  # no farewell: kill -9 on POSIX, TerminateProcess on Windows
        process.wait(timeout=30)
        with open_for_window(tmp_path, clock) as (workspace, writes):
            assert writes
            keep_draft(workspace, begin_draft(workspace).draft)


def test_window__in_another_process_reads_beside_ours(tmp_path: Path, clock: Clock) -> None:
    with open_for_window(tmp_path, clock) as (_, writes), other_window(tmp_path) as process:
        assert writes
        assert said(process) == "False"


def test_window__on_a_place_that_is_no_folder_says_so(tmp_path: Path, clock: Clock) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"x")
    with pytest.raises(UserError, match="folder-not-writable"), open_for_window(place, clock):
        pass


def test_workspace__read_only_refuses_to_write(tmp_path: Path, clock: Clock) -> None:
    with open_workspace(tmp_path, clock) as workspace:
        furnish(workspace)
    with open_workspace(tmp_path, clock, read_only=True) as workspace:
        assert load_seller(workspace.connection) == b.seller()
        writes_refused(workspace)
