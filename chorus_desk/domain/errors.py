"""What a person can be told went wrong: one code, its parameters, and how the program exits."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line returns to the system (product contract)."""

    DONE = 0
    REFUSED = 1
    """Done, or refused because a finding is an error."""
    USAGE = 2
    """Bad usage or unreadable input."""
    STATE = 3
    """Refused by the state of things: no seller, already issued, not my invoice."""
    NETWORK = 4


class UserError(Exception):
    """One thing a person can act on. ``wording.errors`` turns the code into one sentence.

    ``code`` is a key of ``wording.errors.SENTENCES``; ``params`` fill its places.
    """

    def __init__(
        self, code: str, /, *, exit_code: ExitCode = ExitCode.USAGE, **params: object
    ) -> None:
        super().__init__(code, params)
        self.code = code
        self.exit_code = exit_code
        self.params = params


def state_error(code: str, /, **params: object) -> UserError:
    """Return the error of something that the present state forbids (exit code 3)."""
    return UserError(code, exit_code=ExitCode.STATE, **params)
