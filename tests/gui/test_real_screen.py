"""On a real X server: the journeys by keyboard, and every control named as seen from outside."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chorus_desk.system.clock import Clock
from chorus_desk.usecases.demo import ensure_demo
from tests.conftest import ROOT

READER = Path(__file__).with_name("reading_tree.py")
WITHOUT_NAME = {"table cell", "separator", "filler", "panel", "layered pane", "split pane", "unknown",
                "popup menu", "scroll pane", "viewport"}  # fmt: skip
"""Roles that hold others, and cells, which may be empty."""
NAMED = ("Nouvelle facture", "Rechercher une facture", "Liste des factures", "Factures", "Fichier")


def _needs(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"no {', '.join(missing)} on this machine")


def _environment() -> dict[str, str]:
    return os.environ | {
        "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTEST_QT_API": "pyside6",
    }  # fmt: skip


def _cannot_start(output: str) -> bool:
    """Return whether Qt lacks a library that its X platform loads."""
    return "Could not load the Qt platform plugin" in output


def test_journeys__on_a_real_screen() -> None:
    _needs("Xvfb", "xvfb-run")
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
         "tests/gui/test_journeys.py"],
        cwd=ROOT, capture_output=True, text=True, check=False, env=_environment(), timeout=180,
    )  # fmt: skip
    if _cannot_start(done.stdout + done.stderr):
        pytest.skip("libraries of the X platform are missing")
    assert done.returncode == 0, done.stdout[-3000:]


def test_accessible_tree__names_every_control(tmp_path: Path) -> None:
    _needs("Xvfb", "xvfb-run", "dbus-run-session")
    python = "/usr/bin/python3"
    probe = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode:
        pytest.skip("no AT-SPI for the system's Python")
    data = ensure_demo(tmp_path / "demo", Clock())
    script = tmp_path / "both.sh"
    script.write_text(
        f'"{sys.executable}" -m chorus_desk --data "{data}" >/dev/null 2>"{tmp_path}/said" &\n'
        f'window=$!\n"{python}" "{READER}"\nkill $window\n', encoding="utf-8",
    )  # fmt: skip
    done = subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "--", "sh", str(script)],
        cwd=ROOT, capture_output=True, text=True, check=False, env=_environment(), timeout=120,
    )  # fmt: skip
    if _cannot_start((tmp_path / "said").read_text(encoding="utf-8")):
        pytest.skip("libraries of the X platform are missing")
    tree = json.loads(done.stdout.splitlines()[-1])
    nameless = [
        role for role, name, takes_focus, shows in tree
        if takes_focus and shows and not name and role not in WITHOUT_NAME
    ]  # fmt: skip
    assert not nameless
    names = {name for _, name, _, shows in tree if shows}
    assert set(NAMED) <= names
