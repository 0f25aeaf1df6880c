"""Sets up the user's business from a TOML file or a form: every value is checked first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from chorus_desk import resources
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import (
    Problem,
    compact,
    french_vat_number,
    parse_iban,
    parse_siret,
    parse_vat_number,
)
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Seller, VatRegime
from chorus_desk.domain.series import Series
from chorus_desk.domain.text import writable
from chorus_desk.formats.pdf.logo import normalized_logo
from chorus_desk.rules import tables
from chorus_desk.storage.connection import writing
from chorus_desk.storage.files import store_file
from chorus_desk.storage.seller import load_seller, save_seller
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.keyed_values import check_keys, choice, flag, refuse, text
from chorus_desk.usecases.knowledge import series_of
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace

REQUIRED = ("name", "legal_form", "siret", "vat_regime", "street", "postcode", "city")
_INTERNAL = frozenset({"next_number_year"})
KEYS = tuple(field.name for field in fields(Seller) if field.name not in _INTERNAL)


@dataclass(frozen=True, slots=True)
class SellerSet:
    """The business as kept."""

    seller: Seller
    changes: Changes = Changes.SELLER


def set_seller(
    workspace: Workspace, values: Mapping[str, Any], folder: Path, *, keep_logo: bool = False
) -> SellerSet:
    """Keep the user's business. A relative ``logo`` path starts from ``folder``.

    ``keep_logo``: without a ``logo`` among the values the stored one stays. A ``next_number`` that
    is the stored one keeps the year it was set for.

    Raises:
        UserError: an unknown or missing key, a value that cannot be right, or a ``next_number``
            that would leave numbers out (``series-started``).
    """
    seller, logo = parse_seller(values, workspace.clock.today().year)
    content = normalized_logo(_logo_bytes(folder / logo)) if logo else None
    with writing(workspace.connection):
        kept = load_seller(workspace.connection)
        start = (seller.siren, seller.next_number)
        if kept is not None and (kept.siren, kept.next_number) == start:
            seller = replace(seller, next_number_year=kept.next_number_year)
        else:
            _check_start(workspace, seller)
        if content is not None:
            seller = replace(seller, logo=store_file(workspace.connection, content, "image/png"))
        elif kept is not None and keep_logo:
            seller = replace(seller, logo=kept.logo)
        save_seller(workspace.connection, seller, workspace.clock.now())
        changes = Changes.SELLER | relist_drafts(workspace)
    return SellerSet(seller, changes)


def _check_start(workspace: Workspace, seller: Seller) -> None:
    """Refuse a start that would leave numbers out of a series that has begun (D2192-2, 3)."""
    state = series_of(workspace, seller, workspace.clock.today().year)
    if state.started and (seller.next_number or 0) > state.next_count():
        raise UserError(
            "series-started", key="next_number", year=str(state.year), number=state.next_number()
        )


def show_seller(workspace: Workspace) -> Seller | None:
    """Return the user's business, None before it was set."""
    return load_seller(workspace.connection)


def parse_seller(values: Mapping[str, Any], year: int) -> tuple[Seller, str | None]:
    """Return the business that the values describe, and the path of its logo.

    Raises:
        UserError: see ``set_seller``.
    """
    check_keys(values, KEYS, REQUIRED)
    read: dict[str, Any] = {
        key: _READERS.get(key, text)(key, value) for key, value in values.items()
    }
    logo = read.pop("logo", None)
    seller = Seller(**{key: value for key, value in read.items() if value is not None})
    if seller.next_number is not None:
        seller = replace(seller, next_number_year=year)
    _check(seller)
    return seller, logo


def _check(seller: Seller) -> None:
    """Refuse what would spoil every invoice.

    Raises:
        UserError: the value and what is wrong with it.
    """
    forms = [row["code"] for row in resources.read_table("legal_forms")]
    if seller.legal_form not in forms:
        refuse("legal_form", seller.legal_form, forms)
    if Series(seller.series).problem() is not None:
        raise UserError("bad-series", series=seller.series)
    if seller.vat_exemption and not _is_exemption(seller.vat_exemption):
        offered = (known.name for known in tables.offered_exemptions())
        refuse("vat_exemption", seller.vat_exemption, offered)
    if seller.vat_regime is VatRegime.EXEMPT and not seller.vat_exemption:
        raise UserError("missing-key", key="vat_exemption")
    if seller.vat_number:
        _check_vat_number(seller.vat_number, seller.siren)


def _check_vat_number(number: str, siren: str) -> None:
    """Refuse a VAT number that has not the form of one, or a French one of another business.

    Raises:
        UserError: ``bad-vat-number`` with the one that belongs to the SIREN; ``bad-value``.
    """
    french, wrong = number.startswith("FR"), isinstance(parse_vat_number(number), Problem)
    if french and (wrong or not number.endswith(siren)):
        expected = str(french_vat_number(siren))
        raise UserError(
            "bad-vat-number", key="vat_number", value=number, siren=siren, expected=expected
        )
    if wrong:
        refuse("vat_number", number)


def _is_exemption(name: str) -> bool:
    """Return whether this is a VATEX code, or one situation of it (``CODE#key``)."""
    return any(known.writable for known in tables.exemption_texts(name, None))


def _identifier(parse: Callable[[str], str | Problem]) -> Callable[[str, Any], str | None]:
    """Return what reads an identifier, an empty one as none."""

    def read(key: str, value: Any) -> str | None:
        if not str(value).strip():
            return None
        parsed = parse(str(value))
        return refuse(key, value) if isinstance(parsed, Problem) else str(parsed)

    return read


def _vat_number(key: str, value: Any) -> str | None:
    return compact(text(key, value) or "") or None


def _regime(key: str, value: Any) -> VatRegime:
    return VatRegime(choice(key, value, tuple(VatRegime)))


def _circuit(key: str, value: Any) -> str:
    return str(choice(key, value, tuple(Circuit)))


def _count(key: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value < 10**9:
        refuse(key, value)
    return int(value)


def _mentions(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        refuse(key, value)
    return tuple(filter(None, (writable(item).strip() for item in value)))


_READERS: Mapping[str, Callable[[str, Any], object]] = {
    "siret": _identifier(parse_siret), "iban": _identifier(parse_iban),
    "vat_number": _vat_number, "vat_regime": _regime,
    "circuit": _circuit, "vat_on_debits": flag, "next_number": _count, "mentions": _mentions,
}  # fmt: skip


def _logo_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError("file-missing", file=str(path)) from error
