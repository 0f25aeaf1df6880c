"""Runs one command line and returns its exit code. No traceback ever reaches the user."""

import gc
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from chorus_desk.cli import output
from chorus_desk.cli.parser import build_parser, language_of
from chorus_desk.cli.registry import commands_of
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.storage.connection import database_error
from chorus_desk.system.reports import write_report

_BUG = 70
"""Exit code of a fault of the program itself (``EX_SOFTWARE``); the contract has none for it."""
_GARBAGE = (100_000, 50, 50)
"""When garbage is looked for: a command is soon over, and holds what it reads until then."""
_INTERRUPTED = 130
_NOBODY_READS = 141
"""What a shell gives a program whose reader has gone (128 + SIGPIPE)."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    gc.set_threshold(*_GARBAGE)
    output.use_utf8()
    language, as_json = language_of(arguments), "--json" in arguments
    command, result, code = _answer(arguments, language, as_json=as_json)
    try:
        if result is None:
            read = output.flush()
        else:
            read = output.show(command, result, language, as_json=as_json)
    except UserError as error:  # what was done is done, but it cannot be told
        with suppress(UserError):
            output.show(command, _failed(error), language, as_json=False)
        return error.exit_code
    return code if read else _NOBODY_READS


def _answer(
    arguments: Sequence[str], language: str, *, as_json: bool
) -> tuple[str | None, Result | None, int]:
    """Return the command that was asked for, what came of it, and the exit code.

    None came of it where the help was printed.
    """
    parser = build_parser(commands_of(arguments), language)
    command, session = None, Session(language, json=as_json)
    try:
        parsed = _parsed(parser, arguments, as_json=as_json)
        if isinstance(parsed, int):
            return None, None, parsed
        command = str(parsed.command.name)
        session = Session(language, Path(parsed.data) if parsed.data else None, as_json)
        result: Result = parsed.command.run(parsed, session)
        lines = () if as_json else list(result.lines)  # now, so that a fault in one ends here
        return command, replace(result, lines=lines), result.exit_code
    except UserError as error:
        return command, _failed(error), error.exit_code
    except KeyboardInterrupt:
        return command, _failed(UserError("interrupted")), _INTERRUPTED
    except Exception as fault:  # noqa: BLE001 -- the one place where a fault of ours ends
        return command, *_faulty(fault, command, session.folder)


def _parsed(parser: ArgumentParser, arguments: Sequence[str], *, as_json: bool) -> Namespace | int:
    """Return what is asked for, or the exit code where the help was printed instead."""
    try:
        parsed = parser.parse_args(arguments)
    except SystemExit as left:  # --help
        return int(left.code or 0)
    if hasattr(parsed, "command"):
        return parsed
    if as_json:
        raise UserError("no-command")
    parser.print_help()
    return ExitCode.USAGE


def _faulty(fault: Exception, command: str | None, folder: Path) -> tuple[Result, int]:
    """Return what is told of a fault: the database's own, else a report of ours."""
    told = database_error(fault, folder)
    if told is not None:
        return _failed(told), told.exit_code
    report = write_report(fault, command)
    reported = UserError("bug", file=str(report)) if report else UserError("bug-unreported")
    return _failed(reported), _BUG


def _failed(error: UserError) -> Result:
    return Result(None, exit_code=error.exit_code, error=error)
