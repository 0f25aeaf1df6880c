"""Files written whole or not at all."""

import os
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

PARTIAL_SUFFIX = ".chorus-partial"
"""Ending of a file under way; one that is left over belongs to a run that was cut short."""
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)", re.IGNORECASE)


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``: the old file stays until the new one is whole on the disk.

    Raises:
        OSError: the folder cannot be written, the disk is full.
    """
    partial = path.with_name(path.name[:40] + PARTIAL_SUFFIX)
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def safe_name(text: str, *, length: int = 50, fallback: str = "fichier") -> str:
    """Return an ASCII file name that every system takes, of at most ``length`` characters.

    Accents go, anything but letters, digits, ``-``, ``_`` and ``.`` becomes ``-``; names that
    Windows reserves get a trailing ``_`` before their ending. The ending is kept when cut.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9._-]", "-", ascii_text)).strip("-. ")
    name = name or fallback
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = name, ""
    room = length - (len(ending) + 1 if ending else 0)
    stem = stem[:room].rstrip("-. ") or fallback
    head, dot, rest = stem.partition(".")
    if _RESERVED.fullmatch(head):
        stem = f"{head}_{dot}{rest}"
    return f"{stem}.{ending}" if ending else stem


def unique_names(names: list[str], *, length: int = 50) -> list[str]:
    """Return the names made safe and different from one another, ignoring case."""
    taken: set[str] = set()
    result = []
    for name in names:
        candidate, count = safe_name(name, length=length), 1
        while candidate.casefold() in taken:
            count += 1
            stem, dot, ending = safe_name(name, length=length).rpartition(".")
            tail = f"-{count}" + (f".{ending}" if dot else "")
            candidate = (stem if dot else ending)[: length - len(tail)] + tail
        taken.add(candidate.casefold())
        result.append(candidate)
    return result
