"""A row of what an import finds or makes, as every table of outcomes shows it."""

from dataclasses import dataclass

from chorus_desk.presenters.statuses import Tone

OUTCOME_COLUMN = 0
"""The outcome stands first, as a pill in its tone."""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A row as it is shown."""

    tone: Tone
    cells: tuple[str, ...]
    spoken: str
    """The row in one sentence, for who listens to it."""
