"""The statuses a person can note, in words, and the words around them."""

from chorus_desk.domain.history import DEPOSITED, PAID
from chorus_desk.usecases.statuses import statuses
from chorus_desk.wording.names import status_action, status_name

_SAID_ABOVE = frozenset({"BROUILLON", "DEPOSEE"})
"""A draft of the portal is not sent; that it was deposited has its own first line."""


def status_choices(language: str) -> tuple[tuple[str, str, str], ...]:
    """Return code, name and what it asks of the user, for every status that can be noted."""
    codes = (DEPOSITED, PAID, *(code for code in statuses() if code not in _SAID_ABOVE))
    return tuple(
        (code, status_name(code, language), status_action(code, language) or "") for code in codes
    )
