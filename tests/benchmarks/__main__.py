"""Prints the speed budgets beside what was measured: `python3 dev.py benchmarks [NAME…]`."""

import sys
from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks import (
    directory,
    facturx_file,
    imports,
    lookups,
    official_rules,
    rules,
    window,
)
from tests.benchmarks.measuring import Line

PARTS: Mapping[str, Callable[[], Iterator[Line]]] = {
    "rules": rules.lines,
    "official": official_rules.lines,
    "facturx": facturx_file.lines,
    "imports": imports.lines,
    "directory": directory.lines,
    "lookups": lookups.lines,
    "window": window.lines,
}


def main() -> int:
    wanted = sys.argv[1:] or list(PARTS)
    print(f"{'work':<58}{'budget':<42}measured")
    missed = 0
    for name in wanted:
        for line in PARTS[name]():
            missed += not line.met
            print(
                f"{line.work:<58}{line.budget:<42}{line.measured}{'' if line.met else '  MISSED'}",
                flush=True,
            )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
