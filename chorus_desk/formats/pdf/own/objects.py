"""Every dictionary of a PDF, wherever it stands: what PDF/A forbids may be in any of them."""

from collections.abc import Iterator
from typing import Any

MOST_OBJECTS = 50_000
"""Dictionaries and lists that are looked at; an invoice has a few hundred."""


class TooManyError(Exception):
    """A PDF has more objects than are looked at."""


def dictionaries(writer: Any) -> Iterator[Any]:
    """Give every dictionary, those of streams too, each once.

    Raises:
        TooManyError: there are more than ``MOST_OBJECTS``.
    """
    for item in everything(writer):
        if isinstance(item, dict):
            yield item


def everything(writer: Any) -> Iterator[Any]:
    """Give every dictionary and every list.

    Raises:
        TooManyError: there are more than ``MOST_OBJECTS``.
    """
    left = MOST_OBJECTS
    waiting = [item for item in writer._objects if item is not None]  # noqa: SLF001
    while waiting:
        item = waiting.pop()
        inner = item.values() if isinstance(item, dict) else item
        if not isinstance(item, (dict, list)):
            continue
        left -= 1
        if left < 0:
            raise TooManyError
        yield item
        # A reference leads to an object that is in the list by itself.
        waiting += [each for each in list(inner) if isinstance(each, (dict, list))]


def prune(writer: Any) -> None:
    """Take out what nothing leads to any more: removed files and scripts are gone, not hidden."""
    reached: set[int] = set()
    waiting: list[Any] = [writer.root_object, writer._info_obj]  # noqa: SLF001
    while waiting:
        item = waiting.pop()
        if hasattr(item, "idnum"):
            if item.idnum in reached:
                continue
            reached.add(item.idnum)
            item = item.get_object()
        if isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
    objects = writer._objects  # noqa: SLF001 -- pypdf counts references, which loops defeat
    root = writer.root_object.indirect_reference.idnum
    for place in range(len(objects)):
        if place + 1 not in reached and place + 1 != root:
            objects[place] = None
