"""The start of the window."""

import subprocess
import sys

from tests.conftest import ROOT

_LATE = """
import sys
import chorus_desk.gui.app
import chorus_desk.gui.pages.invoices.page
names = list(sys.modules)
late = names[names.index("PySide6"):]
print(*(name for name in late if name.startswith("chorus_desk.")))
"""


def test_start__loads_what_knows_no_qt_before_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LATE], cwd=ROOT, check=True, capture_output=True, text=True
    )
    late = done.stdout.split()
    assert "chorus_desk.gui.app" in late
    assert [name for name in late if not name.startswith("chorus_desk.gui")] == []
