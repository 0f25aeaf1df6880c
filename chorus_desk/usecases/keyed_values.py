"""Values that come by name, from a TOML file or a form: known keys, right types, or one error."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import writable


def check_keys(values: Mapping[str, Any], known: Sequence[str], required: Sequence[str]) -> None:
    """Refuse a key that is not known, and the lack of one that is compulsory.

    Raises:
        UserError: ``unknown-key``, ``missing-key``.
    """
    for key in values:
        if key not in known:
            raise UserError("unknown-key", key=key, known=", ".join(known))
    for key in required:
        if not writable(str(values.get(key, ""))).strip():
            raise UserError("missing-key", key=key)


def refuse(
    key: str, value: object, choices: Iterable[object] = (), *, wanted: str | None = None
) -> NoReturn:
    """Refuse the value of a key, and name what it may be.

    ``wanted``: which form is explained, that of the key unless another is named.

    Raises:
        UserError: ``bad-value``, or ``bad-choice`` with what is admitted.
    """
    known = ", ".join(map(str, choices))
    if known:
        raise UserError("bad-choice", key=key, value=str(value), choices=known)
    raise UserError("bad-value", key=key, value=str(value), wanted=wanted or key)


def text(key: str, value: Any) -> str | None:
    """Return a text without the spaces around it, None where nothing is left.

    Raises:
        UserError: ``bad-value``.
    """
    if isinstance(value, bool | list | dict):
        refuse(key, value, wanted="text")
    return None if value is None else writable(str(value)).strip() or None


def flag(key: str, value: Any) -> bool:
    """Return a truth value.

    Raises:
        UserError: ``bad-choice``.
    """
    return value if isinstance(value, bool) else refuse(key, value, ("true", "false"))


def choice(key: str, value: Any, choices: Sequence[Any]) -> Any:
    """Return a value that must be one of these.

    Raises:
        UserError: ``bad-choice``.
    """
    known = not isinstance(value, bool) and value in choices
    return value if known else refuse(key, value, choices)
