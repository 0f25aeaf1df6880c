"""What was typed of the business and is not saved yet: kept beside the data, for the next start.

Drafts of invoices keep themselves; the form of the business is saved as a whole, when it is right.
Until then its texts stand in a small file, so that a kill takes none of them.
"""

import json
from collections.abc import Mapping
from contextlib import suppress

from chorus_desk.system.files import write_atomically
from chorus_desk.usecases.workspace import Workspace

FILE_NAME = "business-typed.json"
_LARGEST = 500_000
"""Bytes; the form holds a page of text at most, more was not written by it."""


def keep_typed(workspace: Workspace, typed: Mapping[str, str]) -> None:
    """Keep what is typed, by the key of its field; nothing is kept of a form without changes."""
    path = workspace.folder / FILE_NAME
    with suppress(OSError):  # a full disk must not keep anybody from typing
        if typed:
            write_atomically(path, json.dumps(dict(typed)).encode("utf-8"))
        else:
            path.unlink(missing_ok=True)


def load_typed(workspace: Workspace) -> Mapping[str, str]:
    """Return what an earlier window has left, by the key of its field; empty when nothing."""
    path = workspace.folder / FILE_NAME
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        read = json.loads(content) if len(content) <= _LARGEST else None
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(read, dict):
        return {}
    return {key: text for key, text in read.items() if isinstance(text, str)}


def has_typed(workspace: Workspace) -> bool:
    """Return whether an earlier window has left something."""
    return (workspace.folder / FILE_NAME).is_file()
