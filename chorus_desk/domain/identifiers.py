"""Identifiers and references: each parses to a value, or gives the reason why it cannot."""

import re
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import TypeVar

_T = TypeVar("_T", bound=str)

_SPACING = re.compile(r"[\s\u00a0\u202f.\-]+")

_SIRET_DIGITS = 14
INVOICE_NUMBER_LENGTH = 20
"""Longest invoice number in the public sector (DSE-CP §3.2.1.4.2; BR-FR-CPRO-02)."""
SERVICE_CODE_LENGTH = 100
"""Longest service code (A7 G1.73; BR-FR-26)."""
REFERENCE_LENGTH = 50
"""Longest commitment or contract number (BR-FR-CPRO-14, -15)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text is not the identifier it should be.

    ``reason`` is one of ``empty, length, characters, checksum, country, date``.
    """

    reason: str


class Siren(str):
    """Nine digits that name a business or a public body."""

    __slots__ = ()


class Siret(str):
    """Fourteen digits that name one establishment."""

    __slots__ = ()

    @property
    def siren(self) -> Siren:
        """The first nine digits, the unit this establishment belongs to."""
        return Siren(self[:9])


class VatNumber(str):
    """A VAT number with its country prefix, upper case, no spaces."""

    __slots__ = ()


class Iban(str):
    """An account number, upper case, no spaces."""

    __slots__ = ()


class ServiceCode(str):
    """The code of the service that handles the invoice within a public body (BT-10)."""

    __slots__ = ()


class Reference(str):
    """A commitment, order or contract number (BT-13, BT-12)."""

    __slots__ = ()


class InvoiceNumber(str):
    """The number of an invoice (BT-1)."""

    __slots__ = ()


def compact(text: str) -> str:
    """Return a typed identifier without the spaces, dots and dashes people put in it."""
    return _SPACING.sub("", text).upper()


@lru_cache(maxsize=4096)
def parse_siren(text: str) -> Siren | Problem:
    """Parse a SIREN: nine digits, Luhn key (INSEE)."""
    return _check(Siren, compact(text), _stdnum("fr.siren"))


def has_siret_form(text: str | None) -> bool:
    """Return whether a text is fourteen digits; their key may be wrong."""
    return text is not None and len(text) == _SIRET_DIGITS and text.isascii() and text.isdigit()


@lru_cache(maxsize=4096)
def parse_siret(text: str) -> Siret | Problem:
    """Parse a SIRET: fourteen digits, Luhn key on the whole and on its SIREN.

    The establishments of La Poste (SIREN 356000000) have their own rule: the sum of their digits
    is a multiple of five, the head office alone keeps the Luhn key (INSEE).
    """
    return _check(Siret, compact(text), _stdnum("fr.siret"))


@lru_cache(maxsize=4096)
def parse_vat_number(text: str) -> VatNumber | Problem:
    """Parse a VAT number; the key is checked for French ones (CGI ann. II; STDNUM ``fr.tva``)."""
    number = compact(text)
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,13}", number):
        return Problem("characters" if number else "empty")
    if not number.startswith("FR"):
        return VatNumber(number)
    checked = _check(VatNumber, number[2:], _stdnum("fr.tva"))
    return checked if isinstance(checked, Problem) else VatNumber(number)


@lru_cache(maxsize=4096)
def parse_iban(text: str) -> Iban | Problem:
    """Parse an IBAN: known country, right length, mod-97 key (ISO 13616)."""
    return _check(Iban, compact(text), _stdnum("iban"))


def parse_service_code(text: str) -> ServiceCode | Problem:
    """Parse a service code. Its characters are free: real ones hold spaces (``SAAM D5``)."""
    code = text.strip()
    if not code:
        return Problem("empty")
    return ServiceCode(code) if len(code) <= SERVICE_CODE_LENGTH else Problem("length")


def parse_reference(text: str) -> Reference | Problem:
    """Parse a commitment, order or contract number: 1 to 50 characters."""
    number = text.strip()
    if not number:
        return Problem("empty")
    return Reference(number) if len(number) <= REFERENCE_LENGTH else Problem("length")


_INVOICE_NUMBER = re.compile(r"[A-Za-z0-9\-+_/]+")
_BARE_DATE = re.compile(
    # The same separator twice, or none: 2026-0101 is the 101st invoice of 2026, not New Year's Day.
    r"20\d\d(?P<a>[-/_]?)(0[1-9]|1[0-2])(?P=a)(0[1-9]|[12]\d|3[01])"
    r"|(0[1-9]|[12]\d|3[01])(?P<b>[-/_]?)(0[1-9]|1[0-2])(?P=b)20\d\d"
)


def parse_invoice_number(text: str) -> InvoiceNumber | Problem:
    """Parse an invoice number: 1 to 20 of ``A-Z a-z 0-9 - + _ /``, and not a bare date.

    Sources: DSE-CP §3.2.1.4.2 (length), BR-FR-02 (characters), AIFE's note on numbering (no date).
    """
    if not text:
        return Problem("empty")
    if not _INVOICE_NUMBER.fullmatch(text):
        return Problem("characters")
    if len(text) > INVOICE_NUMBER_LENGTH:
        return Problem("length")
    return Problem("date") if _BARE_DATE.fullmatch(text) else InvoiceNumber(text)


def french_vat_number(siren: str) -> VatNumber:
    """Return the VAT number that belongs to a SIREN: key (12 + 3 × (SIREN mod 97)) mod 97."""
    key = (12 + 3 * (int(siren) % 97)) % 97
    return VatNumber(f"FR{key:02}{siren}")


def _stdnum(name: str) -> ModuleType:
    """Import one module of python-stdnum at first use: it costs 25 ms at start otherwise."""
    from importlib import import_module

    return import_module(f"stdnum.{name}")


def _check(kind: type[_T], text: str, module: ModuleType) -> _T | Problem:
    from stdnum import exceptions

    if not text:
        return Problem("empty")
    try:
        module.validate(text)
    except exceptions.InvalidLength:
        return Problem("length")
    except exceptions.InvalidChecksum:
        return Problem("checksum")
    except exceptions.InvalidComponent:
        return Problem("country")
    except exceptions.ValidationError:
        return Problem("characters")
    return kind(text)
