"""chorus-desk: no argument opens the window, a command runs the command line.

Imports nothing heavy: the rule engine's process loads it.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chorus_desk.cli.window import WindowWish


def main() -> None:
    """Run the program."""
    if getattr(sys, "frozen", False):  # elsewhere it has nothing to do, and is slow to import
        from multiprocessing import freeze_support

        freeze_support()
    from chorus_desk.cli.window import window_wish

    arguments = sys.argv[1:]
    wish = window_wish(arguments)
    if wish is None:
        from chorus_desk.cli.main import run

        sys.exit(run(arguments))
    sys.exit(_open_window(wish, arguments))


def _open_window(wish: "WindowWish", arguments: list[str]) -> int:
    """Open the window that the arguments ask for; the demo is made first where it is wanted."""
    from chorus_desk.system.places import default_data_folder

    folder = wish.data or default_data_folder()
    if wish.output is not None:
        from chorus_desk.cli.main import run

        code = run([argument for argument in arguments if argument != "--window"])
        folder = wish.data or wish.output / "data"
        if code:
            return code
    from chorus_desk.gui.app import run_window

    return run_window(folder, wish.language, demo=wish.demo and wish.output is None)


if __name__ == "__main__":
    main()
