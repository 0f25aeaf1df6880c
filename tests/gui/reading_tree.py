"""Reads the accessible tree of the running window from outside, as a screen reader does.

Run by a Python that has GObject's AT-SPI (the system's), never by the tests' own:
`python3 reading_tree.py`. Prints a JSON list of role, name, whether it takes the focus and shows.
"""

import json
import time

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # type: ignore[import-not-found]  # noqa: E402

_PATIENCE = 30.0
_MOST = 5000


def _window() -> object:
    """Return the application once its window is there."""
    end = time.time() + _PATIENCE
    while time.time() < end:
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(index)
            if found and "Chorus Desk" in (found.get_name() or "") and found.get_child_count():
                time.sleep(2)  # the list is read beside the window
                return found
        time.sleep(0.2)
    return None


def _walk(node, into) -> None:  # type: ignore[no-untyped-def]
    if node is None or len(into) > _MOST:
        return
    states = node.get_state_set()
    into.append(
        [
            node.get_role_name(),
            node.get_name(),
            states.contains(Atspi.StateType.FOCUSABLE),
            states.contains(Atspi.StateType.SHOWING),
        ]
    )
    for index in range(node.get_child_count()):
        _walk(node.get_child_at_index(index), into)


def main() -> None:
    Atspi.init()
    tree: list[list[object]] = []
    _walk(_window(), tree)
    print(json.dumps(tree))


if __name__ == "__main__":
    main()
