"""Runs one command line and returns its exit code. No traceback ever reaches the user."""

from collections.abc import Sequence
from pathlib import Path

from chorus_desk.cli import output
from chorus_desk.cli.commands import (
    body,
    bundle,
    check,
    demo,
    export,
    following,
    importing,
    issue,
    seller,
    show,
    template,
)
from chorus_desk.cli.parser import build_parser, language_of
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.system.reports import write_report

COMMANDS = (
    *demo.COMMANDS, *seller.COMMANDS, *body.COMMANDS, *template.COMMANDS, *importing.COMMANDS,
    *check.COMMANDS, *following.LIST, *show.COMMANDS, *issue.COMMANDS, *export.COMMANDS,
    *bundle.COMMANDS, *following.COMMANDS,
)  # fmt: skip
_BUG = 70
"""Exit code of a fault of the program itself (``EX_SOFTWARE``); the contract has none for it."""
_INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    output.use_utf8()
    language, as_json = language_of(arguments), "--json" in arguments
    parser = build_parser(COMMANDS, language)
    command, code = None, None
    try:
        try:
            parsed = parser.parse_args(arguments)
        except SystemExit as left:  # --help was printed
            return int(left.code or 0)
        if not hasattr(parsed, "command"):
            parser.print_help()
            return ExitCode.USAGE
        command = str(parsed.command.name)
        session = Session(language, Path(parsed.data) if parsed.data else None, as_json)
        result: Result = parsed.command.run(parsed, session)
    except UserError as error:
        result = _failed(error)
    except KeyboardInterrupt:
        result, code = _failed(UserError("interrupted")), _INTERRUPTED
    except Exception as bug:  # noqa: BLE001 -- the one place where a fault of ours ends
        report = write_report(bug, command)
        reported = UserError("bug", file=str(report)) if report else UserError("bug-unreported")
        result, code = _failed(reported), _BUG
    output.show(command, result, language, as_json=as_json)
    return result.exit_code if code is None else code


def _failed(error: UserError) -> Result:
    return Result(None, exit_code=error.exit_code, error=error)
