"""The files joined to a draft, as the editor lists them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from chorus_desk.domain.invoice import Attachment, Invoice
from chorus_desk.rules import tables
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.typography import NO_BREAK

PATH = "attachments"
"""The place of all of them in the form."""
_UNITS = {"fr": ("octets", "ko", "Mo"), "en": ("bytes", "kB", "MB")}


def with_files(invoice: Invoice, files: Iterable[Attachment]) -> Invoice:
    """Return the invoice with more files joined."""
    return replace(invoice, attachments=(*invoice.attachments, *files))


def without_files(invoice: Invoice, places: Sequence[int]) -> Invoice:
    """Return the invoice without the files at these places."""
    kept = (item for place, item in enumerate(invoice.attachments) if place not in set(places))
    return replace(invoice, attachments=tuple(kept))


def names_of(invoice: Invoice) -> tuple[str, ...]:
    """Return the names that are taken."""
    return tuple(item.file_name or "" for item in invoice.attachments)


def file_lines(invoice: Invoice, language: str) -> tuple[str, ...]:
    """Return each file in a line: its name and its size; a mere reference says so."""
    return tuple(_line(item, language) for item in invoice.attachments)


def files_summary(invoice: Invoice, language: str) -> str:
    """Return how many files there are and what they weigh together."""
    count = len(invoice.attachments)
    if not count:
        return say(N_("Aucun fichier joint"), language)
    weight = size(sum(len(item.content or b"") for item in invoice.attachments), language)
    return say_count(
        N_("{count} fichier, {size}"), N_("{count} fichiers, {size}"), count, language, size=weight
    )


def kinds_to_choose(language: str) -> str:
    """Return the filter of the dialog that chooses files: what can be joined, then all."""
    endings = " ".join(f"*.{ending.lower()}" for ending in sorted(tables.embedded_types()))
    joined = say(N_("Fichiers à joindre ({endings})"), language, endings=endings)
    return f"{joined};;{say(N_('Tous les fichiers (*)'), language)}"


def size(octets: int, language: str) -> str:
    """Return a size as people read it: ``12 ko``, ``1,3 Mo``."""
    small, middle, large = _UNITS[language]
    if octets < 1_000:
        return f"{octets}{NO_BREAK}{small}"
    if octets < 1_000_000:
        return f"{round(octets / 1_000)}{NO_BREAK}{middle}"
    digits = values.quantity(
        Decimal(octets) / 1_000_000 // Decimal("0.1") * Decimal("0.1"), language
    )
    return f"{digits}{NO_BREAK}{large}"


def _line(item: Attachment, language: str) -> str:
    name = item.file_name or item.reference or "?"
    if item.content is None:
        return say(N_("{name} (référence sans fichier)"), language, name=name)
    return f"{name} – {size(len(item.content), language)}"
