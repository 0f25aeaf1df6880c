"""Prints the result of a command: lines for a person, or one JSON object and nothing else."""

import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from chorus_desk.cli.result import Result
from chorus_desk.domain.errors import ExitCode, UserError
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


def show(command: str | None, result: Result, language: str, *, as_json: bool) -> bool:
    """Print a result; return False when whoever read it has gone, as ``| head`` does.

    Raises:
        UserError: as ``flush``.
    """
    try:
        _print(command, result, language, as_json=as_json)
    except OSError as error:
        return flush(error)
    return flush()


def flush(*met: OSError) -> bool:
    """Send what was printed on its way; return False when nobody reads it any more.

    ``met`` is what stood in the way already. What is left goes nowhere then: Python would complain
    of it when it ends.

    Raises:
        UserError: it cannot be written (``output-lost``), to a disk that is full for one.
    """
    obstacles = list(met)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            obstacles.append(error)
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())
    if all(isinstance(obstacle, BrokenPipeError) for obstacle in obstacles):
        return not obstacles
    raise UserError("output-lost")


def _print(command: str | None, result: Result, language: str, *, as_json: bool) -> None:
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
