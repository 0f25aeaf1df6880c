"""Reports of faults of the program: where it happened, never whose data it was about."""

import platform
import tempfile
import traceback
from pathlib import Path

_PREFIX, _SUFFIX = "chorus-desk-rapport-", ".txt"


def program_version() -> str:
    """Return the version of this program, ``0`` where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # 8 ms, and few ever ask

    try:
        return version("chorus-desk")
    except PackageNotFoundError:
        return "0"


def write_report(bug: BaseException, command: str | None) -> Path | None:
    """Write a report of a fault and return its file, in the folder for temporary files.

    It holds versions, the kind of fault and the lines of the program that led to it. Messages and
    values are left out: they may quote an invoice. None where it cannot be written.
    """
    lines = [
        f"Chorus Desk {program_version()}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"Command: {command or '-'}",
    ]
    fault: BaseException | None = bug
    while fault is not None:
        lines.append(f"\n{type(fault).__module__}.{type(fault).__qualname__}")
        frames = traceback.extract_tb(fault.__traceback__)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        fault = fault.__cause__ or fault.__context__
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix=_PREFIX, suffix=_SUFFIX, delete=False, encoding="utf-8"
        ) as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return None
    return Path(file.name)


def _place(filename: str) -> str:
    """Return a file inside its package: the path before it may name the user."""
    parts = Path(filename).parts
    for marker in ("chorus_desk", "site-packages"):
        if marker in parts:
            return "/".join(parts[parts.index(marker) :])
    return parts[-1]
