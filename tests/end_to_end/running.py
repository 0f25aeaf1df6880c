"""Runs the program as a user's machine does: in a process of its own, measured."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


@dataclass(frozen=True)
class Outcome:
    """What a run gave: exit code, streams, seconds, and the most memory it took, in MB."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float | None

    @property
    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer


def run_program(
    words: Sequence[str | Path], home: Path, *, timeout: float = 120, python_path: Path = ROOT
) -> Outcome:
    """Run ``chorus-desk`` with a home folder of its own.

    Memory is measured where the system tells it (not on Windows), worker processes included.
    """
    home.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "HOME": str(home), "XDG_DATA_HOME": str(home / "share"), "LOCALAPPDATA": str(home / "local"),
        "PYTHONPATH": str(python_path), "PYTHONWARNINGS": "error",
    }  # fmt: skip
    peak = home.with_name(f"{home.name}.peak")
    command = [sys.executable, "-m", "chorus_desk", *map(str, words)]
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("measured.py")), str(peak), *command],
        cwd=home, env=environment, capture_output=True, encoding="utf-8", timeout=timeout,
        check=False,
    )  # fmt: skip
    seconds = time.monotonic() - start
    megabytes = int(peak.read_text(encoding="ascii")) / 1e6 if peak.exists() else None
    return Outcome(done.returncode, done.stdout, done.stderr, seconds, megabytes)
