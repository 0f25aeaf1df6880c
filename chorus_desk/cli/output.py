"""Prints the result of a command: lines for a person, or one JSON object and nothing else."""

import json
import sys
from typing import Any, TextIO

from chorus_desk.cli.result import Result
from chorus_desk.domain.errors import ExitCode
from chorus_desk.presenters.texts import visible
from chorus_desk.wording.errors import error_sentence


def use_utf8() -> None:
    """Make the terminal's streams UTF-8 on every system; without a console there are none."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def envelope(command: str | None, result: Result, language: str) -> dict[str, Any]:
    """Return the JSON object of a result."""
    error = result.error
    return {
        "ok": result.exit_code is ExitCode.DONE,
        "command": command,
        "data": None if error else result.data,
        "findings": list(result.findings),
        "error": {"code": error.code, "message": error_sentence(error, language)}
        if error
        else None,
    }


def show(command: str | None, result: Result, language: str, *, as_json: bool) -> None:
    """Print a result."""
    if as_json:
        _write(sys.stdout, json.dumps(envelope(command, result, language), ensure_ascii=False))
        return
    for line in result.lines:
        _write(sys.stdout, visible(line))
    if result.error:
        _write(sys.stderr, visible(error_sentence(result.error, language)))


def _write(stream: TextIO | None, line: str) -> None:
    if stream is not None:
        stream.write(line + "\n")
