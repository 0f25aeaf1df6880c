"""The wheel carries everything: unpacked elsewhere, the program runs on what is in it."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT
from tests.end_to_end.running import run_program


def test_wheel__runs_on_its_own_resources(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    [wheel] = tmp_path.glob("*.whl")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        packed.extractall(unpacked)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"chorus_desk"}
    assert any(name.endswith("entry_points.txt") for name in names)
    ran = run_program(["demo", "-o", tmp_path / "out"], tmp_path / "home", python_path=unpacked)
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 6
