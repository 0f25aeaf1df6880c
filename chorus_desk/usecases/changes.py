"""What a use case changed, so that a screen reads that alone again."""

from enum import Flag, auto


class Changes(Flag):
    """The kinds of things that change."""

    NOTHING = 0
    SELLER = auto()
    BODIES = auto()
    INVOICES = auto()
    EVENTS = auto()
    DIRECTORY = auto()
    CATALOGUE = auto()
