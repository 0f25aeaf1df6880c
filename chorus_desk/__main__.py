"""chorus-desk: runs the command line. Imports nothing heavy: the rule engine's process loads it."""

import sys
from multiprocessing import freeze_support


def main() -> None:
    """Run the program."""
    freeze_support()
    from chorus_desk.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
