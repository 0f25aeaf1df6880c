"""Text that every format can hold, and text folded for comparison."""

import re
import unicodedata
from functools import cache

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "\u00a0": " ", "\u202f": " "})

_MARKS = re.compile("[\u0300-\u034e]+")
"""The accents of European languages: one pass takes nearly all there are."""


def writable(text: str) -> str:
    """Return a text without the characters that XML forbids: controls, which nobody can see.

    Source: XML 1.0, production 2 (Char).
    """
    # Nothing printable is forbidden, and most texts are printable throughout.
    return text if text.isprintable() else _not_writable().sub("", text)


_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of writing, by Unicode Annex 9: « xlsx\u202efdp » looks like a PDF."""


def shown_name(text: str) -> str:
    """Return the name of a file as it is shown: what nobody can see in it changes nothing."""
    return _TURNING.sub("", writable(text))


@cache
def _not_writable() -> re.Pattern[str]:  # so wide a class takes 3 ms to compile
    return re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fold(text: str) -> str:
    """Return a text as searches compare it: no case, no accents, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.casefold().translate(_LIGATURES).split())
