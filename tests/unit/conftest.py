"""Keeps PySide6 out of reach where the test command asks for it."""

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec


class _Blocked(MetaPathFinder):
    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        if name.split(".", maxsplit=1)[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"{name} is out of reach of unit tests")
        return None


if os.environ.get("CHORUS_DESK_NO_QT"):
    sys.meta_path.insert(0, _Blocked())
