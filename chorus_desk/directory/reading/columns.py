"""Says what the columns of a table are: by their headings, then by what they hold."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from chorus_desk import resources
from chorus_desk.directory.reading import cells
from chorus_desk.directory.reading.cells import Cell
from chorus_desk.directory.reading.contents import Values, filled, is_siret, looks_like_siret
from chorus_desk.directory.reading.tables import (
    Certainty,
    Column,
    Gives,
    Sample,
    TableColumns,
)
from chorus_desk.domain.text import fold

_SHOWN = 3
_IDLE = frozenset({
    "a", "au", "d", "de", "des", "du", "est", "et", "l", "la", "le", "les", "n", "no", "num",
    "numero", "of", "par", "the", "un", "une",
})  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_WORD = re.compile(r"[a-z]+|[0-9]+")
_IGNORED = "-"
_SERVICE = frozenset({"code"})
_IN_ONE_ROW = frozenset({"name", "code", "service_name"})
_BODY = frozenset({"name", "service", "commitment", "either", "works_only"})


@dataclass(frozen=True, slots=True)
class Datum:
    """A datum that a column may hold: its key, whose it is, what its values look like."""

    key: str
    of: str
    """``body``, ``service`` or ``any``."""
    content: str
    synonyms: tuple[tuple[str, ...], ...]


@cache
def data() -> tuple[Datum, ...]:
    """Return all data, as ``resources/codes/list_headings.csv`` lists them."""
    return tuple(
        Datum(row["key"], row["of"], row["content"],
              tuple(_words(synonym) for synonym in row["synonyms"].split("|")))
        for row in resources.read_table("list_headings")
    )  # fmt: skip


def proposed(sample: Sample) -> TableColumns:
    """Return what the columns of a table are, as far as their headings and values tell."""
    places = range(len(sample.headings))
    values = [Values(row[i] for row in sample.rows) for i in places]
    gives = _gives(sample.headings, values)
    taken = _by_heading(sample.headings, values, gives)
    _by_content(taken, values, gives)
    columns = tuple(
        Column(heading, tuple(dict.fromkeys(cells.shown(v) for v in values[i].cells))[:_SHOWN],
               *taken.get(i, (None, None)))
        for i, heading in enumerate(sample.headings)
    )  # fmt: skip
    return settled(TableColumns(sample.name, gives, columns, sample.first))


def settled(table: TableColumns) -> TableColumns:
    """Return a table with what its rows give, which follows from what its columns are."""
    keys = {column.key for column in table.columns} - {None}
    gives = Gives.NOTHING
    if "siret" in keys:
        bodies, services = "name" in keys, "code" in keys
        gives = (Gives.BOTH if bodies and services else Gives.SERVICES if services
                 else Gives.BODIES if bodies else Gives.NOTHING)  # fmt: skip
    return replace(table, gives=gives)


def _gives(headings: Sequence[str], values: Sequence[Values]) -> Gives:
    """Return what a table's rows are: its headings tell, else SIRETs that come again and again."""
    best = {
        gives: _by_heading(headings, values, gives)
        for gives in (Gives.BOTH, Gives.SERVICES, Gives.BODIES)
    }
    both = {key for key, certainty in best[Gives.BOTH].values() if certainty is Certainty.SURE}
    if both >= _IN_ONE_ROW:
        return Gives.BOTH
    services = {key for key, _ in best[Gives.SERVICES].values()}
    bodies = {key for key, _ in best[Gives.BODIES].values()}
    if services & _SERVICE or bodies & _BODY:
        return Gives.SERVICES if services & _SERVICE and "either" not in bodies else Gives.BODIES
    sirets = next((column.cells for column in values if column.are("siret")), [])
    repeated = len(set(map(cells.shown, sirets))) < 0.9 * len(sirets)
    return Gives.SERVICES if repeated else Gives.BODIES


_Taken = dict[int, tuple[str | None, Certainty | None]]


def _by_heading(headings: Sequence[str], values: Sequence[Values], gives: Gives) -> _Taken:
    """Return the columns whose headings are known and whose values do not say otherwise.

    A datum goes to the heading that resembles it most, the first of several.
    """
    likeness = sorted(
        (
            (-_likeness(_words(heading), datum), i, order, datum)
            for i, heading in enumerate(headings)
            for order, datum in enumerate(data())
            if _fits(datum, gives) and values[i].may_be(datum.content)
        ),
        key=lambda one: one[:3],
    )
    taken: _Taken = {}
    keys = set[str]()
    for score, i, _, datum in likeness:
        if score < 0 and i not in taken and datum.key not in keys:
            taken[i] = (datum.key, Certainty.SURE if score <= -_EXACT else Certainty.LIKELY)
            if datum.key != _IGNORED:
                keys.add(datum.key)
    return {i: found for i, found in taken.items() if found[0] != _IGNORED}


_EXACT = 100


def _likeness(words: tuple[str, ...], datum: Datum) -> int:
    """Return how much a heading resembles a datum: all words, else those of its longest synonym."""
    if words in datum.synonyms:
        return _EXACT + len(words)
    inside = [s for s in datum.synonyms if len(s) > 1 and set(s) <= set(words)]
    return max(map(len, inside), default=0)


def _fits(datum: Datum, gives: Gives) -> bool:
    return gives is Gives.BOTH or datum.of in (
        "any",
        "service" if gives is Gives.SERVICES else "body",
    )


def _by_content(taken: _Taken, values: Sequence[Values], gives: Gives) -> None:
    """Add what no heading told and values can tell: the SIRET, a name, a code."""
    keys = {key for key, _ in taken.values()}
    free = [i for i, column in enumerate(values) if i not in taken and column.cells]
    if "siret" not in keys:
        alike = [i for i in free if values[i].are("siret")]
        found = max(alike, key=lambda i: values[i].share(is_siret), default=None)
        if found is None:
            return
        taken[found] = ("siret", Certainty.LIKELY)
        free.remove(found)
    wanted = "name" if gives is Gives.BODIES else "code"
    if wanted not in keys:
        may = _may_be_name if wanted == "name" else _may_be_code
        guess = next((i for i in free if may(values[i])), None)
        if guess is not None:
            taken[guess] = (wanted, Certainty.GUESS)


def _may_be_name(values: Values) -> bool:
    """Return whether values may be names: long, of letters, mostly different."""
    typed = [cell for cell in values.cells if isinstance(cell, str)]
    letters = [text for text in typed if not text[:1].isdigit() and "@" not in text]
    return (
        len(letters) >= 0.6 * len(values.cells)
        and values.may_be("text")
        and sum(map(len, typed)) >= 8 * len(values.cells)
        and len(set(typed)) >= 0.5 * len(values.cells)
    )


def _may_be_code(values: Values) -> bool:
    """Return whether values may be the codes of services: short, not days, flags or SIRETs."""
    short = values.share(lambda cell: len(cells.shown(cell)) <= 20)
    spaced = values.share(lambda cell: " " in cells.shown(cell).strip())
    others = any(map(values.may_be, ("flag", "date", "siret")))
    return short >= 0.9 and spaced <= 0.2 and not others


@cache
def _words(heading: str) -> tuple[str, ...]:
    """Return the words of a heading that count: ``GestionEngagement``, ``N° d'engagement``."""
    apart = _WORD.findall(fold(_CAMEL.sub(" ", heading.replace("°", " "))))
    # At the end they count: "valide du" and "valide au" differ in nothing else.
    words = [word for word in apart[:-1] if word not in _IDLE] + apart[-1:]
    return tuple(word for word, after in pairwise([*words, ""]) if word != after)


def heading_row(rows: Iterable[Sequence[Cell]]) -> tuple[int, tuple[str, ...]]:
    """Return how many rows stand before the first one with data, and the headings among them.

    Data begin where a SIRET, or what is left of one, stands; of the rows above, the headings are
    the one with the most known names, the last of several. Without any, columns get letters.
    """
    above: list[Sequence[Cell]] = []
    for row in rows:
        if any(looks_like_siret(cell) for cell in filled(row)):
            return len(above), _headings(above, len(row))
        above.append(row)
    return len(above), _headings(above, 0)


def _headings(above: Sequence[Sequence[Cell]], width: int) -> tuple[str, ...]:
    best: Sequence[Cell] = ()
    for row in above:
        if len(filled(row)) > 1 and _known(row) >= _known(best):
            best = row
    width = max(width, len(best))
    named = [cells.text(cell) or "" for cell in best] + [""] * (width - len(best))
    return tuple(name or letters(i) for i, name in enumerate(named))


def _known(row: Sequence[Cell]) -> int:
    words = {_words(cell) for cell in row if isinstance(cell, str)}
    return sum(1 for datum in data() for synonym in datum.synonyms if synonym in words)


def letters(index: int) -> str:
    """Return the letters by which a spreadsheet calls a column: 0 is A, 26 is AA."""
    return (letters(index // 26 - 1) if index >= 26 else "") + chr(65 + index % 26)
