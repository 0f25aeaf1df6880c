"""After a kill the next window knows, and finds the draft that was open."""

import pytest

from chorus_desk.system.files import PARTIAL_SUFFIX
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.session import (
    FILE_NAME,
    CutOff,
    begin_session,
    end_session,
    note_editing,
)
from chorus_desk.usecases.workspace import Workspace
from tests.stored import draft, furnish


def test_begin_session__after_a_window_that_was_closed(workspace: Workspace) -> None:
    assert begin_session(workspace) is None
    end_session(workspace)
    assert begin_session(workspace) is None


def test_begin_session__after_a_kill(workspace: Workspace) -> None:
    begin_session(workspace)
    assert begin_session(workspace) == CutOff(None)


def test_begin_session__names_the_draft_that_was_open(workspace: Workspace) -> None:
    furnish(workspace)
    name = draft(workspace)
    begin_session(workspace)
    note_editing(workspace, 1)
    assert begin_session(workspace) == CutOff(1)
    note_editing(workspace, 1)
    issue(workspace, [name])
    assert begin_session(workspace) == CutOff(None)
    note_editing(workspace, 77)
    assert begin_session(workspace) == CutOff(None)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"draft": "x"}', '{"draft": -3}', "\x00"])
def test_begin_session__does_not_trust_what_it_finds(workspace: Workspace, content: str) -> None:
    (workspace.folder / FILE_NAME).write_text(content, encoding="utf-8")
    assert begin_session(workspace) == CutOff(None)


def test_begin_session__takes_away_what_was_half_written(workspace: Workspace) -> None:
    partial = workspace.folder / f"settings.toml{PARTIAL_SUFFIX}"
    partial.write_text("half", encoding="utf-8")
    begin_session(workspace)
    assert not partial.exists()
