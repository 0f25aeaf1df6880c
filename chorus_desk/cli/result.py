"""What a command gives back: data for JSON, lines for a person, an exit code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from chorus_desk.domain.errors import ExitCode, UserError


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a command.

    ``findings`` are described ones, as the JSON contract has them; ``lines`` may be a generator,
    which runs only when they are printed.
    """

    data: dict[str, Any] | None
    lines: Iterable[str] = ()
    findings: Sequence[dict[str, Any]] = field(default_factory=list)
    exit_code: ExitCode = ExitCode.DONE
    error: UserError | None = None
