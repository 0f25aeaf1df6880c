"""What was typed of the business stands in a file until it is saved."""

import pytest

from chorus_desk.usecases.unsaved import FILE_NAME, has_typed, keep_typed, load_typed
from chorus_desk.usecases.workspace import Workspace


def test_typed__is_kept_and_goes_with_the_last_change(workspace: Workspace) -> None:
    assert (has_typed(workspace), load_typed(workspace)) == (False, {})
    typed = {"name": "Camille « É » 😀", "street": "3 rue\ndes Lilas"}
    keep_typed(workspace, typed)
    assert (has_typed(workspace), load_typed(workspace)) == (True, typed)
    keep_typed(workspace, {})
    assert (has_typed(workspace), load_typed(workspace)) == (False, {})


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1]", b'{"name": 3}', b"[" * 200_000, b'"' + b"x" * 600_000]
)
def test_damaged_file__is_as_if_nothing_was_typed(workspace: Workspace, content: bytes) -> None:
    (workspace.folder / FILE_NAME).write_bytes(content)
    assert load_typed(workspace) == {}


def test_folder_that_cannot_be_written__keeps_nobody_from_typing(workspace: Workspace) -> None:
    (workspace.folder / FILE_NAME).mkdir()
    keep_typed(workspace, {"name": "Camille"})
    keep_typed(workspace, {})
    assert load_typed(workspace) == {}
