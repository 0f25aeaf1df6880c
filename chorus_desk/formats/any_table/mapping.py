"""What the columns of a table were told to be: a value that can be shown, corrected and kept."""

from dataclasses import dataclass

from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.headings import EXACT, Meaning


@dataclass(frozen=True, slots=True)
class Told:
    """One heading, and what the column under it is: a meaning's key, or "" to leave it aside."""

    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a person says of a table's headings. Others are still understood by their words."""

    name: str = ""
    columns: tuple[Told, ...] = ()

    def of_heading(self, heading: str) -> Meaning | None:
        """Return what was said of a heading, None where nothing was."""
        folded = fold(heading)
        for told in self.columns:
            if fold(told.heading) == folded:
                return Meaning(told.meaning, EXACT, "given")
        return None
