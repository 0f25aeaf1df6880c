"""Hostile and damaged files: bounded time and memory, one sentence, nothing kept of the unread."""

from pathlib import Path

import pytest

from chorus_desk.usecases.follow import list_all
from chorus_desk.usecases.workspace import open_workspace
from tests.conftest import CORPUS
from tests.end_to_end.made_files import MADE
from tests.end_to_end.running import Outcome, run_program

SECONDS = 10
MEGABYTES = 600
HOSTILE = sorted(
    path for folder in ("adversarial", "broken") for path in (CORPUS / folder).glob("*")
)


def check_bounds(ran: Outcome) -> None:
    assert ran.err == ""
    assert ran.code in (0, 1, 2)
    assert ran.seconds < SECONDS
    if ran.megabytes is not None:
        assert ran.megabytes < MEGABYTES
    error = ran.answer["error"]
    assert (error is not None) == (ran.code == 2)
    if error:
        assert "\n" not in error["message"]
        assert error["message"].endswith(".")
        assert "Traceback" not in ran.out


@pytest.mark.corpus
@pytest.mark.parametrize("file", HOSTILE, ids=lambda path: path.name)
def test_hostile__is_answered_within_bounds(file: Path, tmp_path: Path) -> None:
    check_answers(file, tmp_path)


@pytest.mark.parametrize("name", MADE)
def test_made__is_answered_within_bounds(
    name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("made") / name
    file.write_bytes(MADE[name]())
    check_answers(file, tmp_path)


def check_answers(file: Path, tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    check_bounds(run_program(["--data", data, "--json", "check", file], home, timeout=SECONDS))
    ran = run_program(["--data", data, "--json", "import", file], home, timeout=SECONDS)
    check_bounds(ran)
    answer = ran.answer["data"]
    drafted = [i for i in answer["invoices"] if i["outcome"] == "draft"] if answer else []
    with open_workspace(data) as workspace:
        listed = list_all(workspace)
        assert len(listed) == len(drafted)
        assert bool(drafted) == (ran.code != 2)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "home", "home.peak"]
    assert list(home.iterdir()) == []


@pytest.mark.corpus
def test_hostile__files_are_there(corpus: Path) -> None:
    assert len(HOSTILE) > 50
    assert all(path.is_relative_to(corpus) for path in HOSTILE)
