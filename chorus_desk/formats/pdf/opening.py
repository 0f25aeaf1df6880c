"""Opens a PDF that may be hostile: bounded, and every way of being broken ends in one sentence."""

import logging
from collections.abc import Callable
from functools import cache, partial
from io import BytesIO
from typing import Any, TypeVar

from chorus_desk.domain.errors import UserError

LARGEST_PDF = 60_000_000
"""Bytes; the portal takes 10 MB."""
LARGEST_ASCII = 2_000_000
"""Bytes of a stream in printable characters: it is unpacked at a hundred times its size."""

_T = TypeVar("_T")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said once


def with_pdf(content: bytes, work: Callable[[Any], _T]) -> _T:
    """Return what some work on the opened PDF gives; the work may stumble over anything.

    Raises:
        UserError: ``pdf-too-large``, ``pdf-unreadable``, ``pdf-encrypted``, ``pdf-aes`` (needs a
            library that is not here), and what the work raises itself.
    """
    if len(content) > LARGEST_PDF:
        raise UserError("pdf-too-large", megabytes=LARGEST_PDF // 1_000_000)
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        return work(_reader(content))
    except UserError:
        raise
    except DependencyError as error:
        raise UserError("pdf-aes") from error
    except FileNotDecryptedError as error:
        raise UserError("pdf-encrypted") from error
    except Exception as error:  # pypdf raises what it likes on broken files
        raise UserError("pdf-unreadable") from error


def catalogue(reader: Any) -> Any:
    """Return the root of a PDF, one that is read or one that is being written."""
    if not hasattr(reader, "trailer"):
        return reader.root_object
    return reader.trailer["/Root"].get_object()


def entry(dictionary: Any, name: str) -> Any:
    """Return an entry of a PDF dictionary with its reference followed, None where it lacks."""
    value = dictionary.get(name) if hasattr(dictionary, "get") else None
    value = value.get_object() if value is not None else None
    return None if type(value).__name__ == "NullObject" else value


def first(dictionary: Any, *names: str) -> Any:
    """Return the first of these entries that is there: a stream without entries of its own counts.

    (pypdf's streams are dictionaries, so ``or`` would take such a stream for none.)
    """
    found = (entry(dictionary, name) for name in names)
    return next((value for value in found if value is not None), None)


def _reader(content: bytes) -> Any:
    from pypdf import PdfReader

    _bound_filters()
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UserError("pdf-encrypted")
    return reader


@cache
def _bound_filters() -> None:
    """Give a bound to the two filters of pypdf that have none."""
    from pypdf import filters

    for kind in (filters.ASCII85Decode, filters.ASCIIHexDecode):
        kind.decode = staticmethod(partial(_bounded, kind.decode))  # type: ignore[method-assign]


def _bounded(decode: Callable[..., bytes], data: bytes, *rest: Any) -> bytes:
    from pypdf.errors import LimitReachedError

    if len(data) > LARGEST_ASCII:
        raise LimitReachedError
    return decode(data, *rest)
