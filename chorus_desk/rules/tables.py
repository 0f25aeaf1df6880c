"""The dated data that rules read: legal texts, codes, rates, limits. Sources stand in the files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from chorus_desk import resources


@dataclass(frozen=True, slots=True)
class LegalText:
    """A printed text that holds between two issue dates (both inclusive, None = open)."""

    code: str
    category: str
    situation: str
    text: str
    valid_from: date | None
    valid_to: date | None
    default: bool
    writable: bool

    def holds_on(self, day: date) -> bool:
        """Return whether the text may be printed on an invoice of that day."""
        after = self.valid_from is None or self.valid_from <= day
        return after and (self.valid_to is None or day <= self.valid_to)


FRANCHISE = "VATEX-FR-FRANCHISE"


@cache
def vat_exemptions() -> tuple[LegalText, ...]:
    """Return why an operation may bear no VAT: code, category, printed text, by date."""
    return _legal_texts("vat_exemptions")


@cache
def mentions() -> tuple[LegalText, ...]:
    """Return what every invoice to a public body says on late payment and discount, by date."""
    return _legal_texts("mentions")


@lru_cache(maxsize=1024)
def exemption_texts(code: str, day: date) -> tuple[LegalText, ...]:
    """Return the texts that may be printed for a VATEX code on that day."""
    return tuple(row for row in vat_exemptions() if row.code == code and row.holds_on(day))


def default_exemption(code: str, day: date) -> LegalText | None:
    """Return the text this program prints for a VATEX code on that day, None if it knows none."""
    texts = exemption_texts(code, day)
    return next((row for row in texts if row.default), texts[0] if texts else None)


def default_mentions(day: date) -> tuple[LegalText, ...]:
    """Return the mentions this program prints on an invoice of that day, in their order."""
    return tuple(row for row in mentions() if row.default and row.holds_on(day))


@cache
def vat_rates() -> frozenset[Decimal]:
    """Return the VAT rates that exist in France, old ones included, in percent (A7 G1.24)."""
    return frozenset(
        Decimal(row["rate"]) for row in resources.read_table("vat_rates") if row["rate"]
    )


@cache
def historic_vat_rates() -> frozenset[Decimal]:
    """Return the rates kept for old operations only, in percent."""
    rows = resources.read_table("vat_rates")
    current = {row["rate"] for row in rows if row["territory"] != "historic"}
    return frozenset(
        Decimal(row["rate"])
        for row in rows
        if row["territory"] == "historic" and row["rate"] not in current
    )


@cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes."""
    return _codes("currencies")


@cache
def units() -> frozenset[str]:
    """Return the UN/ECE unit codes this program names in words."""
    return _codes("units")


@cache
def supported_frameworks() -> frozenset[str]:
    """Return the historical billing frameworks that this program covers (A1, A2, A9, A12)."""
    rows = resources.read_table("billing_frameworks")
    return frozenset(row["code"] for row in rows if row["supported"] == "yes")


@cache
def reform_frameworks() -> frozenset[str]:
    """Return the billing frameworks of the reform (BR-FR-08)."""
    rows = resources.read_table("billing_frameworks")
    return frozenset(row["code"] for row in rows if row["circuit"] == "reform")


@cache
def accepted_payment_means() -> frozenset[str]:
    """Return the payment codes that Chorus Pro was seen to accept (the full list is not public)."""
    return frozenset(
        row["code"] for row in resources.read_table("payment_means") if row["seen"] == "yes"
    )


@cache
def attachment_extensions() -> frozenset[str]:
    """Return the endings that Chorus Pro takes, upper case, without the dot."""
    return frozenset(row["extension"] for row in resources.read_table("attachment_extensions"))


@cache
def forms_with_capital() -> frozenset[str]:
    """Return the legal forms that print their capital (C. com. R. 123-238)."""
    return frozenset(
        row["code"] for row in resources.read_table("legal_forms") if row["capital"] == "yes"
    )


@cache
def _codes(table: str) -> frozenset[str]:
    return frozenset(row["code"] for row in resources.read_table(table))


def _legal_texts(table: str) -> tuple[LegalText, ...]:
    return tuple(
        LegalText(
            code=row["code"], category=row.get("category", ""), situation=row["situation"],
            text=row["text"], valid_from=_day(row["valid_from"]), valid_to=_day(row["valid_to"]),
            default=row["default"] == "yes", writable=row.get("writable", "yes") == "yes",
        )
        for row in resources.read_table(table)
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def known_text(texts: Iterable[LegalText], text: str) -> bool:
    """Return whether a printed text is one of these, whatever its case and spacing."""
    folded = _fold(text)
    return any(_fold(row.text) in folded for row in texts if row.text)


@lru_cache(maxsize=1024)
def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("\u00a0", " ").replace("'", "’").split())
