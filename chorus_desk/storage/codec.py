"""Domain values to JSON text and back, exactly: decimals as text, dates as ISO."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from chorus_desk.domain.body_changes import Snapshot
from chorus_desk.domain.invoice import Invoice, Line
from chorus_desk.domain.party import Seller

if TYPE_CHECKING:  # loaded when a value is first read or written: the list needs none
    import msgspec

_T = TypeVar("_T", Invoice, Line, Seller, Snapshot)


def encode(value: Invoice | Line | Seller | Snapshot) -> str:
    """Return a value as JSON; what has its default is there too, so the text is whole."""
    return _encoder().encode(value).decode("utf-8")


def decode(text: str, kind: type[_T]) -> _T:
    """Return the value that ``encode`` wrote."""
    value: _T = _decoders()[kind].decode(text)
    return value


@cache
def _encoder() -> "msgspec.json.Encoder":
    import msgspec

    return msgspec.json.Encoder(decimal_format="string", order="deterministic")


@cache
def _decoders() -> "Mapping[type, msgspec.json.Decoder[Any]]":
    import msgspec

    return {kind: msgspec.json.Decoder(kind) for kind in (Invoice, Line, Seller, Snapshot)}
