"""Domain values to JSON text and back, exactly: decimals as text, dates as ISO."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from chorus_desk.domain.invoice import Invoice, Line
from chorus_desk.domain.party import Seller

_T = TypeVar("_T", Invoice, Line, Seller)


def encode(value: Invoice | Line | Seller) -> str:
    """Return a value as JSON; what has its default is there too, so the text is whole."""
    return _encoder().encode(value).decode("utf-8")


def decode(text: str, kind: type[_T]) -> _T:
    """Return the value that ``encode`` wrote."""
    value: _T = _DECODERS[kind].decode(text)
    return value


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(decimal_format="string", order="deterministic")


_DECODERS: Mapping[type, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(kind) for kind in (Invoice, Line, Seller)
}
