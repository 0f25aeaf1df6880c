"""A column of a table that only shows things."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and the width it starts with, in characters."""

    heading: str
    width: int
    right: bool = False
