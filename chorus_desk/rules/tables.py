"""The dated data that rules read: legal texts, codes, rates, limits. Sources stand in the files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from chorus_desk import resources


@dataclass(frozen=True, slots=True)
class LegalText:
    """A printed text that holds between two issue dates (both inclusive, None = open)."""

    code: str
    key: str
    """Which of the situations of a code that has several; empty where it has one."""
    category: str
    situation: str
    text: str
    valid_from: date | None
    valid_to: date | None
    default: bool
    writable: bool

    @property
    def name(self) -> str:
        """What a person names the situation by: ``CODE``, or ``CODE#key`` where it has a key."""
        return f"{self.code}#{self.key}" if self.key else self.code

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
def exemption_texts(name: str, day: date | None) -> tuple[LegalText, ...]:
    """Return the texts that may be printed for a VATEX code, or one situation of it, on that day.

    ``name`` is ``CODE`` or ``CODE#key``; without a day, the texts of all days.
    """
    return tuple(
        row
        for row in vat_exemptions()
        if name in (row.code, row.name) and (day is None or row.holds_on(day))
    )


@lru_cache(maxsize=1024)
def default_exemptions(name: str, day: date | None) -> tuple[LegalText, ...]:
    """Return the texts that this program prints for a VATEX code that day, each said once.

    More than one means that the code has situations with texts of their own, and that ``name``
    (``CODE`` or ``CODE#key``) does not say which.
    """
    texts: dict[str, LegalText] = {}
    for row in exemption_texts(name, day):
        if row.default and row.text:
            texts.setdefault(row.text, row)
    return tuple(texts.values())


def default_exemption(name: str, day: date | None) -> LegalText | None:
    """Return the text this program prints for a VATEX code, or one situation of it, that day.

    None if it knows none, or several: which of them is true, the seller alone can say.
    """
    texts = default_exemptions(name, day)
    return texts[0] if len(texts) == 1 else None


def offered_exemptions(day: date | None = None) -> tuple[LegalText, ...]:
    """Return the situations a person can choose from, each once: those that have a text to print.

    On that day, or on any where none is given.
    """
    rows: dict[str, LegalText] = {}
    for row in vat_exemptions():
        usable = row.writable and row.default and row.text
        if usable and (day is None or row.holds_on(day)):
            rows.setdefault(row.name, row)
    return tuple(rows.values())


def vatex_code(name: str) -> str:
    """Return the VATEX code of ``CODE`` or ``CODE#key``: what is written in a file."""
    return name.partition("#")[0]


def exemption_category(name: str) -> str:
    """Return the VAT category of a VATEX code or one situation of it; E where none is known."""
    return next((row.category for row in exemption_texts(name, None) if row.category), "E")


def default_mentions(day: date) -> tuple[LegalText, ...]:
    """Return the mentions this program prints on an invoice of that day, in their order."""
    return tuple(row for row in mentions() if row.default and row.holds_on(day))


@cache
def natures() -> tuple[LegalText, ...]:
    """Return the words that say whether goods, services or both are billed (décret 2022-1299)."""
    return _legal_texts("natures")


@cache
def deadline(name: str) -> date:
    """Return the first day of a duty, e.g. ``platform`` (``codes/deadlines.csv``)."""
    rows = resources.read_table("deadlines")
    return next(date.fromisoformat(row["day"]) for row in rows if row["name"] == name)


@cache
def vat_rates() -> frozenset[Decimal]:
    """Return the VAT rates that exist in France, old ones included, in percent (A7 G1.24)."""
    return frozenset(
        Decimal(row["rate"]) for row in resources.read_table("vat_rates") if row["rate"]
    )


@cache
def standard_rate() -> Decimal:
    """Return the standard VAT rate of mainland France, in percent."""
    return next(
        Decimal(row["rate"])
        for row in resources.read_table("vat_rates")
        if row["territory"] == "mainland" and row["note"] == "standard"
    )


@cache
def rates_of(territory: str) -> tuple[Decimal, ...]:
    """Return the VAT rates in use in a territory, in percent, the standard one first."""
    return tuple(
        Decimal(row["rate"])
        for row in resources.read_table("vat_rates")
        if row["territory"] == territory and row["rate"]
    )


@lru_cache(maxsize=256)
def territory_of(postcode: str | None) -> str:
    """Return the VAT territory of a French postcode (BOI-TVA-GEO-20-10)."""
    for row in resources.read_table("vat_territories"):
        if (postcode or "").startswith(row["postcode"]):
            return row["territory"]
    return "mainland"


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
def units_of(nature: str) -> frozenset[str]:
    """Return the units that measure nothing but services (``S``), or nothing but goods (``B``).

    Work is measured in hours, days, missions; goods alone come in boxes. Kilograms and metres tell
    nothing: laundry is washed by the kilogram, and partitions are put up by the square metre.
    """
    return frozenset(
        row["code"] for row in resources.read_table("units") if row["nature"] == nature
    )


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
def unsupported_frameworks() -> frozenset[str]:
    """Return the historical frameworks that this program does not cover: works and the like."""
    rows = resources.read_table("billing_frameworks")
    return frozenset(
        row["code"] for row in rows if row["circuit"] == "historical" and row["supported"] != "yes"
    )


@cache
def historical_frameworks() -> Mapping[str, str]:
    """Return the historical framework that each of the reform's stands for, as far as one does."""
    return {
        row[column]: row["historical"]
        for row in resources.read_table("framework_equivalents")
        for column in ("reform", "reform_goods", "reform_both")
        if row[column]
    }


@cache
def platform_frameworks(historical: str) -> Mapping[str, str]:
    """Return by nature (``S``, ``B``, ``M``) the reform's frameworks that a historical one may be.

    One alone where the nature does not matter: that of a sub- or co-contractor.
    """
    columns = {"S": "reform", "B": "reform_goods", "M": "reform_both"}
    return {
        nature: row[column]
        for row in resources.read_table("framework_equivalents")
        for nature, column in columns.items()
        if row["historical"] == historical and row[column]
    }


@cache
def self_billed_types(*, refused: bool) -> Mapping[str, str]:
    """Return the self-billed types, refused or at risk, and the type of the seller's own bill."""
    rows = resources.read_table("self_billed_types")
    return {row["code"]: row["instead"] for row in rows if (row["refused"] == "yes") is refused}


@cache
def attachment_kinds() -> frozenset[str]:
    """Return what an attachment may be said to be in the reform (BR-FR-17)."""
    return _codes("attachment_kinds")


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
def embedded_types() -> Mapping[str, str]:
    """Return by ending the media types that EN 16931 lets an invoice embed (BR-CL-24)."""
    rows = resources.read_table("attachment_extensions")
    return {row["extension"]: row["mime_type"] for row in rows if row["mime_type"]}


def embedded_type(file_name: str | None) -> str | None:
    """Return the media type under which a file of this name is embedded, None if it may not be."""
    return embedded_types().get((file_name or "").rpartition(".")[2].upper())


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
            code=row["code"], key=row.get("key", ""), category=row.get("category", ""),
            situation=row["situation"], text=row["text"],
            valid_from=_day(row["valid_from"]), valid_to=_day(row["valid_to"]),
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
