"""The statuses that can be noted are those that the use case takes."""

import pytest

from chorus_desk.presenters.following import status_choices
from chorus_desk.usecases.follow import set_status
from chorus_desk.usecases.statuses import statuses
from chorus_desk.usecases.workspace import Workspace
from tests.stored import furnish, issued


@pytest.mark.parametrize("language", ["fr", "en"])
def test_choices__begin_with_deposited_and_paid(language: str) -> None:
    codes = [code for code, _, _ in status_choices(language)]
    assert codes[:2] == ["deposited", "paid"]
    assert set(codes[2:]) == set(statuses()) - {"BROUILLON", "DEPOSEE"}
    assert len(set(codes)) == len(codes)
    assert all(name and name != code for code, name, _ in status_choices(language))
    assert all(action for _, _, action in status_choices(language)[2:])


def test_choices__can_all_be_noted(workspace: Workspace) -> None:
    furnish(workspace)
    number = issued(workspace)
    for code, _, _ in status_choices("fr"):
        assert set_status(workspace, number, code).status == code
