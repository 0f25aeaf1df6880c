"""The series that gives invoices their numbers: one count per year, no gap."""

import re
from dataclasses import dataclass
from datetime import date

from chorus_desk.domain.identifiers import Problem, parse_invoice_number

_FIELD = re.compile(r"\{(?P<name>year|number)(?::0?(?P<width>\d))?\}")
_LITERAL = re.compile(r"[A-Za-z0-9\-+_/]*")


@dataclass(frozen=True, slots=True)
class Series:
    """A numbering pattern such as ``{year}-{number:04}``.

    ``{year}`` is the year of issue, ``{year:2}`` its last two digits; ``{number:04}`` the count,
    with zeros up to that width.
    """

    pattern: str

    def problem(self) -> str | None:
        """Return why the pattern cannot serve: ``number, characters, length, date``, or None.

        The numbers it gives must be valid ones (BR-FR-02, 20 characters, never a bare date).
        """
        fields = [match["name"] for match in _FIELD.finditer(self.pattern)]
        if fields.count("number") != 1:
            return "number"
        if not _LITERAL.fullmatch(_FIELD.sub("", self.pattern)):
            return "characters"
        for count in (1, 101, 1231, 9999):
            parsed = parse_invoice_number(self.number(2026, count))
            if isinstance(parsed, Problem):
                return parsed.reason
        return None

    def number(self, year: int, count: int) -> str:
        """Return the number of the ``count``-th invoice of ``year``."""
        return _FIELD.sub(lambda field: _fill(field, year, count), self.pattern)

    def count(self, number: str, year: int) -> int | None:
        """Return which invoice of ``year`` bears ``number``, None when it is not of this series."""
        expression, position = "", 0
        for field in _FIELD.finditer(self.pattern):
            expression += re.escape(self.pattern[position : field.start()])
            expression += r"(\d+)" if field["name"] == "number" else _fill(field, year, 0)
            position = field.end()
        match = re.fullmatch(expression + re.escape(self.pattern[position:]), number)
        if match is None or self.number(year, int(match[1])) != number:
            return None
        return int(match[1])


def _fill(field: re.Match[str], year: int, count: int) -> str:
    if field["name"] == "year":
        return f"{year:04}"[-2 if field["width"] == "2" else 0 :]
    return f"{count:0{field['width'] or 1}}"


@dataclass(frozen=True, slots=True)
class SeriesState:
    """Where a series stands in a year: the count and date of its last invoice."""

    series: Series
    year: int
    last_count: int = 0
    last_date: date | None = None
    last_number: str | None = None
    first_count: int = 1
    """What the year starts at, for who switches program in mid-year: of no effect once it began."""

    @property
    def started(self) -> bool:
        """Whether an invoice of the year was issued: from then on no number is left out."""
        return self.last_count > 0

    def next_count(self) -> int:
        """Return the count that the next invoice of the year takes."""
        return self.last_count + 1 if self.started else self.first_count

    def next_number(self) -> str:
        """Return the number that the next invoice of the year takes."""
        return self.series.number(self.year, self.next_count())
