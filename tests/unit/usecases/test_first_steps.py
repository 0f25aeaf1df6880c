"""How far the first steps are done, at each of them."""

from chorus_desk.usecases.first_steps import FirstSteps, first_steps
from chorus_desk.usecases.workspace import Workspace
from tests.stored import draft, furnish, issued


def test_first_steps__one_after_the_other(workspace: Workspace) -> None:
    assert first_steps(workspace) == FirstSteps(False, False, False)
    furnish(workspace)
    assert first_steps(workspace) == FirstSteps(True, False, False)
    draft(workspace)
    assert first_steps(workspace) == FirstSteps(True, True, False)
    issued(workspace)
    assert first_steps(workspace) == FirstSteps(True, True, True)
