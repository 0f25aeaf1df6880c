"""The no-break spaces of French typography: set where a text is said, never in its source."""

import re
from functools import lru_cache

NO_BREAK = "\u00a0"
# A percent sign before a letter or a bracket is a place of argparse's, not a rate.
_SPACE = re.compile(r" (?=[:;!?»€]|%(?![\w(]))|(?<=«) ")


@lru_cache(maxsize=4096)
def french_spaces(text: str) -> str:
    """Return a French text whose signs keep to their words, wherever a line is broken.

    For the text as its author wrote it, before its places are filled: a value keeps its spaces.
    """
    return _SPACE.sub(NO_BREAK, text)
