"""What the window tells the user: one sentence, and perhaps one thing to do about it."""

from collections.abc import Callable
from typing import NamedTuple

from chorus_desk.presenters.statuses import Tone


class Message(NamedTuple):
    """A sentence for the bar; errors stay until they are closed, the rest goes by itself."""

    text: str
    tone: Tone = Tone.NEUTRAL
    action: str = ""
    act: Callable[[], None] | None = None
    other: str = ""
    """A second thing to do, beside the first."""
    act_other: Callable[[], None] | None = None
    lasting: bool = False
