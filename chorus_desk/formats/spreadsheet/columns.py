"""The columns of the program's own workbook, as ``resources/codes/workbook.csv`` lists them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from chorus_desk import resources

SHEET = "Factures"
EXAMPLES = "Exemples"
LISTS = "Listes"
HELP = "Mode d'emploi"
KINDS = {"facture": "380", "avoir": "381"}


@dataclass(frozen=True, slots=True)
class WorkbookColumn:
    """One column: its key, its heading, what it holds."""

    key: str
    heading: str
    of_line: bool
    kind: str
    width: int
    required: bool
    help: str


@cache
def columns() -> tuple[WorkbookColumn, ...]:
    """Return the columns in their order."""
    return tuple(
        WorkbookColumn(
            row["key"], row["heading"], row["level"] == "line", row["kind"], int(row["width"]),
            row["required"] == "yes", row["help"],
        )
        for row in resources.read_table("workbook")
    )  # fmt: skip


@cache
def by_heading() -> Mapping[str, WorkbookColumn]:
    """Return the columns by their heading, folded."""
    return {fold(column.heading): column for column in columns()}


def fold(text: str) -> str:
    """Return a text without accents, case and idle spaces, for comparison."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return " ".join(plain.casefold().replace("*", " ").split())


@cache
def unit_codes() -> Mapping[str, str]:
    """Return the unit code of each word for a unit, folded."""
    codes: dict[str, str] = {}
    for row in resources.read_table("units"):
        words = [row["code"], row["label"], row["printed"], row["plural"]]
        for word in (*words, *row["synonyms"].split("|")):
            codes.setdefault(fold(word) or word, row["code"])
    return codes
