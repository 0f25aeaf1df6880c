"""Words that tables are read by, beside headings: ``resources/codes/table_*.csv`` has them all."""

from collections.abc import Mapping
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.text import fold


@cache
def words_of(subject: str) -> frozenset[str]:
    """Return the words of one subject of ``table_words.csv``; KeyError for none of them."""
    table = {row["subject"]: row["words"] for row in resources.read_table("table_words")}
    return frozenset(table[subject].split("|"))


@cache
def _kinds() -> Mapping[str, str]:
    return {
        fold(word): row["kind"]
        for row in resources.read_table("table_kinds")
        for word in row["words"].split("|")
    }


def kind_of(typed: str | None) -> str:
    """Return ``credit note``, ``quote``, ``purchase`` or ``payment``; "" for any other type."""
    return _kinds().get(fold(typed).strip(" .") if typed else "", "")


@cache
def currency_words() -> Mapping[str, str]:
    """Return the ISO 4217 code of each word that a heading names a currency by."""
    return {
        word: row["code"]
        for row in resources.read_table("table_currencies")
        for word in row["words"].split("|")
    }


@cache
def currency_signs() -> Mapping[str, str]:
    """Return the code of each sign that stands beside an amount."""
    return {row["sign"]: row["code"] for row in resources.read_table("table_currencies")
            if row["sign"]}  # fmt: skip
