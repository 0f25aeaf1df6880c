"""Times work the same way everywhere: the best of several rounds, pairs in turns."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

Work = Callable[[], object]
INSTALLED = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
"""The environment of a program in use: byte code is written, and found the next time."""


@dataclass(frozen=True)
class Line:
    """One line of the report: what was done, what is allowed, what was measured."""

    work: str
    budget: str
    measured: str
    met: bool


def best(work: Work, rounds: int = 15) -> float:
    """Return the seconds of the fastest round; the others waited for something else."""
    return min(_seconds(work) for _ in range(rounds))


def best_of_both(first: Work, second: Work, rounds: int = 15) -> tuple[float, float]:
    """Return the fastest round of each, taken in turns, so that both met the same machine."""
    times = [(_seconds(first), _seconds(second)) for _ in range(rounds)]
    return min(one for one, _ in times), min(two for _, two in times)


def _seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@dataclass(frozen=True)
class Run:
    """A process: its seconds and the most memory it took, in MB (0 where no one tells it)."""

    seconds: float
    megabytes: float


def run_process(arguments: Sequence[str | Path]) -> Run:
    """Run Python with arguments and measure the whole process, its start included."""
    with tempfile.TemporaryDirectory() as folder:
        peak = Path(folder) / "peak"
        wrapper = ROOT / "tests" / "end_to_end" / "measured.py"
        command = [sys.executable, str(wrapper), str(peak), sys.executable, *map(str, arguments)]
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=INSTALLED)
        seconds = time.perf_counter() - start
        bytes_ = int(peak.read_text(encoding="ascii")) if peak.exists() else 0
    return Run(seconds, bytes_ / 1e6)


def best_run(arguments: Sequence[str | Path], before: Work, rounds: int = 3) -> Run:
    """Return the fastest of several processes; ``before`` is done ahead of each."""
    runs = []
    for _ in range(rounds):
        before()
        runs.append(run_process(arguments))
    return min(runs, key=lambda run: run.seconds)
