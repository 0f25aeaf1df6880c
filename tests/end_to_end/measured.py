"""Runs a command and writes to a file how much memory it took at most, its own children included.

    python measured.py FILE COMMAND…

A process of its own, since a system only tells the largest of all children a process ever had.
"""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    file, *command = sys.argv[1:]
    done = subprocess.run(command, check=False)
    if sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        bytes_ = peak * (1024 if sys.platform == "linux" else 1)
        Path(file).write_text(str(bytes_), encoding="ascii")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
