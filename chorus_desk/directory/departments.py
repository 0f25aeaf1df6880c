"""The départements by their numbers and by the words of their names."""

from collections.abc import Iterable
from functools import cache

from chorus_desk.directory.words import rows, words_of


def number_of(department: str | None, postcode: str | None) -> str | None:
    """Return the number of the département that a list gives, else that a postcode tells."""
    code = (postcode or "").strip()
    if department or not code[:2].isdigit():
        return department.lower() if department else None
    if code.startswith("20"):
        return "2a" if code[2:3] in ("0", "1") else "2b"
    return code[: 3 if code[:2] in ("97", "98") else 2]


def named(words: Iterable[str]) -> str | None:
    """Return the number of the département whose name is these words."""
    return _names().get(tuple(words))


@cache
def by_word() -> dict[str, frozenset[str]]:
    """Return the numbers of the départements that have a word in their names, by the word."""
    found: dict[str, frozenset[str]] = {}
    for words, number in _names().items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {number}
    return found


@cache
def _names() -> dict[tuple[str, ...], str]:
    return {words_of(row["name"]): row["number"].lower() for row in rows("department_numbers.csv")}
