"""What the page of the business reads: the business, its logo, where its numbering stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.party import Seller
from chorus_desk.domain.series import Series, SeriesState
from chorus_desk.formats.pdf.logo import LARGEST_FILE, normalized_logo
from chorus_desk.storage.files import load_file
from chorus_desk.usecases.knowledge import series_of
from chorus_desk.usecases.seller import show_seller
from chorus_desk.usecases.unsaved import load_typed
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Stored:
    """The business as stored; ``logo`` is its picture."""

    seller: Seller | None
    logo: bytes | None
    standing: SeriesState
    left: Mapping[str, str] = field(default_factory=dict)
    """What an earlier window left unsaved of the form, by the key of its field."""


def read_business(workspace: Workspace, pattern: str | None = None) -> Stored:
    """Return the business, and where its numbering stands this year, or another one."""
    seller = show_seller(workspace)
    logo = load_file(workspace.connection, seller.logo) if seller and seller.logo else None
    return Stored(seller, logo, standing_of(workspace, seller, pattern), load_typed(workspace))


def standing_of(workspace: Workspace, seller: Seller | None, pattern: str | None) -> SeriesState:
    """Return where a numbering stands this year; nothing was numbered before there is a seller."""
    year = workspace.clock.today().year
    if seller is None:
        return SeriesState(Series(pattern or ""), year)
    return series_of(workspace, replace(seller, series=pattern or seller.series), year)


def read_picture(path: Path) -> bytes:
    """Return a picture as it will be kept and printed.

    Raises:
        UserError: ``file-missing``, ``logo-too-large``, ``logo-unreadable``.
    """
    try:
        with path.open("rb") as file:
            return normalized_logo(file.read(LARGEST_FILE + 1))
    except OSError as error:
        raise UserError("file-missing", file=str(path)) from error
