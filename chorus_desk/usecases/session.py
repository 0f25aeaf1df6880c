"""Whether the window was closed or cut off the last time, and which draft was open then."""

import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from chorus_desk.domain.errors import UserError
from chorus_desk.storage.pending_news import has_pending
from chorus_desk.storage.rows import load_rows
from chorus_desk.system.files import PARTIAL_SUFFIX, write_atomically
from chorus_desk.usecases.workspace import Workspace

FILE_NAME = "session.json"
"""There while a window is open; one that is found at the start was left by a kill."""


class CutOff(NamedTuple):
    """A window that was not closed. ``draft`` was open in it, and is there still."""

    draft: int | None


def begin_session(workspace: Workspace) -> CutOff | None:
    """Take note that the window is open, and return what an earlier one left, None when closed.

    What a kill left half written is taken away: nothing of it was ever part of the data. A list of
    public bodies that had just taken over is told of.
    """
    marker = workspace.folder / FILE_NAME
    found = _read(marker)
    for partial in workspace.folder.glob(f"*{PARTIAL_SUFFIX}"):
        if partial.is_file():
            with suppress(OSError):
                partial.unlink()
    note_editing(workspace, None)
    _tell_of_lists(workspace)
    if found is None:
        return None
    row = load_rows(workspace.connection, [found]).get(found)
    return CutOff(found if row is not None and not row.issued else None)


def _tell_of_lists(workspace: Workspace) -> None:
    """Keep the news of a list of bodies that took over just before a kill."""
    if not has_pending(workspace.connection):
        return
    from chorus_desk.usecases.body_news import catch_up  # rules and tables: not at every start

    with suppress(UserError):  # it cannot be written just now: the next start tells it
        catch_up(workspace)


def note_editing(workspace: Workspace, draft: int | None) -> None:
    """Take note of the draft that is open in the window."""
    with suppress(OSError):  # a full disk must not keep anybody from working
        content = json.dumps({"draft": draft}).encode("utf-8")
        write_atomically(workspace.folder / FILE_NAME, content)


def end_session(workspace: Workspace) -> None:
    """Take note that the window was closed."""
    with suppress(OSError):
        (workspace.folder / FILE_NAME).unlink(missing_ok=True)


def _read(marker: Path) -> int | None:
    """Return the draft that was open, 0 for none; None when there is no marker."""
    try:
        read = json.loads(marker.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return 0
    draft = read.get("draft") if isinstance(read, dict) else None
    return draft if isinstance(draft, int) and 0 < draft < 2**63 else 0
