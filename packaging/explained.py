"""Counts how the findings of the official schema and sheets are told: field, sentence, no XPath."""

import re
from collections.abc import Iterable

from chorus_desk.domain.finding import Finding, Source
from chorus_desk.wording.findings import has_own_sentence, sentence

_OFFICIAL = (Source.XSD, Source.EN16931, Source.BR_FR)
ELEMENT = re.compile(r"(?:ram|rsm|udt|qdt|cac|cbc):\w|/\*:|\w/\w+\[|\[\d+\]|@\w+ID\b|<\w+[ :/>]")
"""An XPath, or the raw name of an element with its prefix."""


def lines(verdicts: Iterable[Iterable[Finding]]) -> list[str]:
    """Return what the page says of how official findings are explained."""
    found = [f for verdict in verdicts for f in verdict if f.source in _OFFICIAL]
    placed = sum(1 for f in found if f.field or f.path)
    ours = sum(1 for f in found if has_own_sentence(f))
    raw = [f for f in found for language in ("fr", "en") if ELEMENT.search(sentence(f, language))]
    return [
        f"These files provoke {len(found):,} findings of the official rules. {placed:,}",
        f"({100 * placed / len(found):.1f} %) lead to a field or term, {ours:,}",
        f"({100 * ours / len(found):.1f} %) are said in a sentence of ours, the others in the",
        f"sheet's own words; {len(raw) or 'none'} shows an XPath or the raw name of an element.",
        "",
    ]
