"""Two processes on one data folder: numbers without gap or double, and one winner per draft."""

import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from chorus_desk.storage.connection import open_database, writing
from chorus_desk.usecases.workspace import open_workspace
from tests.conftest import ROOT
from tests.integration.dying import CLOCK
from tests.stored import draft, furnish


def issue_at_once(folder: Path, *parts: list[str]) -> None:
    """Issue each part in a process of its own, all at the same time; the data are in ``folder/data``.

    This process holds the write lock until both have proved their first draft, so both come with
    the same number and one of them must begin again.
    """
    with closing(open_database(folder / "data", CLOCK.now())) as connection, writing(connection):
        running = start(folder, parts)
        time.sleep(3)
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors


def start(folder: Path, parts: Iterable[list[str]]) -> list["subprocess.Popen[str]"]:
    return [
        subprocess.Popen(
            [sys.executable, "-m", "tests.integration.dying", "-1", str(folder), "issue", *names],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for names in parts
    ]  # fmt: skip


def test_issue__in_two_processes_leaves_no_gap(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "data", CLOCK) as workspace:
        furnish(workspace)
        names = [draft(workspace) for _ in range(24)]
    issue_at_once(tmp_path, names[0::2], names[1::2])
    with open_workspace(tmp_path / "data", CLOCK) as workspace:
        rows = workspace.connection.execute(
            "SELECT id, series_count, number FROM invoices ORDER BY series_count"
        ).fetchall()
    assert [row["series_count"] for row in rows] == list(range(1, 25))
    assert [row["number"] for row in rows] == [f"2026-{n:04}" for n in range(1, 25)]


def test_issue__of_the_same_draft_has_one_winner(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "data", CLOCK) as workspace:
        furnish(workspace)
        names = [draft(workspace) for _ in range(6)]
    issue_at_once(tmp_path, names, names[::-1])
    with open_workspace(tmp_path / "data", CLOCK) as workspace:
        counts = workspace.connection.execute(
            "SELECT series_count FROM invoices ORDER BY series_count"
        ).fetchall()
        kinds = workspace.connection.execute(
            "SELECT invoice_id, kind FROM events ORDER BY invoice_id"
        ).fetchall()
    assert [row[0] for row in counts] == [1, 2, 3, 4, 5, 6]
    assert [tuple(row) for row in kinds] == [(n, "issued") for n in range(1, 7)]
