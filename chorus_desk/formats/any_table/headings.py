"""What a heading or a label means, by the words of ``resources/codes/table_headings.csv``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from chorus_desk import resources
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.vocabulary import words_of

EXACT = 100
VAT_BASE, VAT_AMOUNT = "vat_base", "vat_amount"
_LONGEST = 200
"""Characters of a heading; what is longer is a note."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column or a cell may be, how sure that is (percent), and by what.

    ``reason`` is ``heading`` (its very words), ``words`` (some of them), ``content`` or ``given``.
    ``rate`` is the VAT rate that stands in the heading of a column of bases or of VAT.
    """

    key: str
    confidence: int
    reason: str
    rate: Decimal | None = None


@cache
def meanings() -> tuple[str, ...]:
    """Return the meanings that a column or a cell can have."""
    return tuple(row["meaning"] for row in resources.read_table("table_headings"))


@cache
def _words() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return {
        row["meaning"]: tuple(tokens(word) for word in row["words"].split("|"))
        for row in resources.read_table("table_headings")
    }


@cache
def _alone() -> frozenset[str]:
    """Return the meanings whose words are too common to be taken among others."""
    return frozenset(r["meaning"] for r in resources.read_table("table_headings") if r["alone"])


@cache
def _by_words() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for meaning, synonyms in _words().items():
        for synonym in synonyms:
            found.setdefault(synonym, []).append(meaning)
    return {words: tuple(keys) for words, keys in found.items()}


def tokens(heading: str) -> tuple[str, ...]:
    """Return the words of a heading that tell: no case, accents, remarks, articles or signs."""
    return _tokens(heading[:_LONGEST])


@lru_cache(maxsize=4096)
def _tokens(heading: str) -> tuple[str, ...]:
    spaced = re.sub(r"(?<=[a-zé])(?=[A-Z])", " ", heading.strip())
    plain = re.sub(r"\([^)]*(?:optionnel|recommande|liste|obligatoire)[^)]*\)", " ", fold(spaced))
    plain = re.sub(r"\b(n°|nº|no|nr|num|numero)(?![a-z])\.?", " numero ", plain)
    plain = re.sub(r"\b(?:[a-z]\.){2,}", lambda match: match[0].replace(".", ""), plain)
    plain = plain.replace("%", " % ")
    found = re.findall(r"[a-z]+|%|\d+(?:[.,]\d+)?", plain)
    return tuple(word for word in found if word not in words_of("articles"))


def candidates(heading: str) -> tuple[Meaning, ...]:
    """Return what a heading may mean, likeliest first; nothing where no word is known."""
    return _candidates(heading) if len(heading) <= _LONGEST else ()


@lru_cache(maxsize=4096)
def _candidates(heading: str) -> tuple[Meaning, ...]:
    words = tokens(heading)
    if not words or len(words) > 8:
        return ()
    rated = _rated(words)
    if rated is not None:
        return (rated,)
    exact = _by_words().get(words)
    if exact:
        return tuple(Meaning(key, EXACT, "heading") for key in exact)
    if words_of("of others") & set(words):
        return ()
    found = [
        Meaning(key, confidence, "words")
        for key, synonyms in _words().items()
        if key not in _alone()
        and not _contradicts(words, key)
        and (confidence := max((_partly(words, synonym) for synonym in synonyms), default=0))
    ]
    return tuple(sorted(found, key=lambda meaning: -meaning.confidence))


def _rated(words: tuple[str, ...]) -> Meaning | None:
    """Return the meaning of ``Base HT 20 %`` or ``TVA 5,5 %``."""
    numbers = [word for word in words if word[0].isdigit()]
    if len(numbers) != 1 or "%" not in words or not words_of("taxed") & set(words):
        return None
    rate = Decimal(numbers[0].replace(",", "."))
    key = VAT_BASE if words_of("bases") & set(words) else VAT_AMOUNT
    return Meaning(key, EXACT, "heading", rate)


def _contradicts(words: tuple[str, ...], key: str) -> bool:
    """Return whether a heading says that VAT is in an amount that has none, or the other way."""
    taxed, untaxed = words_of("with VAT") & set(words), words_of("without VAT") & set(words)
    if key in ("net", "unit_price"):
        return bool(taxed)
    return key in ("gross", "unit_price_gross") and bool(untaxed) and not taxed


def _partly(words: tuple[str, ...], synonym: tuple[str, ...]) -> int:
    """Return how sure a heading is that has all words of a synonym and at most as many others."""
    if not synonym or not set(synonym) <= set(words) or 2 * len(synonym) < len(words):
        return 0
    return 30 + 50 * len(synonym) // len(words) + (5 if words[0] == synonym[0] else 0)


def best(heading: str, *above: str) -> tuple[Meaning, ...]:
    """Return what a heading may mean, read with the groups above it or alone: the surest of all.

    The group that stands next above comes first.
    """
    group, name = _parted(heading)
    if group:
        heading, above = name, (group,)
    near = next((text for text in above if text), "")
    if not tokens(heading):
        heading = near
    alone = candidates(heading)
    if not near:
        return alone
    whole = " ".join(filter(None, (*reversed(above), heading)))
    together = tuple(
        meaning
        for text in dict.fromkeys((*(f"{group} {heading}" for group in above if group), whole))
        for meaning in candidates(text)
    )
    by_key: dict[str, Meaning] = {}
    for meaning in (*together, *alone):
        known = by_key.get(meaning.key)
        if known is None or known.confidence < meaning.confidence:
            by_key[meaning.key] = meaning
    # The group decides between equals: « Montants / TVA » is no rate.
    first = {meaning.key for meaning in together if meaning.confidence == EXACT}
    order = sorted(by_key.values(), key=lambda m: (m.key not in first, -m.confidence))
    return tuple(order)


def _parted(heading: str) -> tuple[str, str]:
    """Return the group and the name of ``Lignes de facture/Quantité``; no group in most."""
    group, slash, name = heading.rpartition("/")
    if slash and words_of("lines") & set(tokens(group)) and tokens(name):
        return group, name
    return "", heading
