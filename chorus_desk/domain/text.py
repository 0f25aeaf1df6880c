"""Text that every format can hold."""

import re

_NOT_WRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return a text without the characters that XML forbids: controls, which nobody can see.

    Source: XML 1.0, production 2 (Char).
    """
    return _NOT_WRITABLE.sub("", text)
