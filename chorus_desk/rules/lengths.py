"""Rules on texts that are too long: for each rule, the limit and the texts it holds for."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import Party
from chorus_desk.rules.case import Case, Check, Hit, Rules

Texts = Iterable[tuple[str, str | None]]
"""Paths and the texts that stand there."""


@cache
def longest(rule: str) -> int:
    """Return how many characters a text may have by a rule (``codes/lengths.csv``)."""
    rows = resources.read_table("lengths")
    return next(int(row["longest"]) for row in rows if row["rule"] == rule)


def _at_most(rule: str, texts: Callable[[Invoice], Texts]) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        most = longest(rule)
        for path, text in texts(case.invoice):
            if text and len(text) > most:
                yield Hit(path, {"length": len(text), "longest": most})

    check.__doc__ = "A text over its limit (``codes/lengths.csv``)."
    return check


def _notes(invoice: Invoice) -> Texts:
    return ((f"notes[{index}]", note.text) for index, note in enumerate(invoice.notes))


def _reasons(invoice: Invoice) -> Texts:
    return (("vat", exemption.reason) for exemption in invoice.exemptions)


def _details(invoice: Invoice) -> Texts:
    lines = enumerate(invoice.lines)
    return ((f"lines[{index}].details", line.details) for index, line in lines)


def _references(invoice: Invoice) -> Texts:
    items = enumerate(invoice.attachments)
    return ((f"attachments[{index}].reference", item.reference) for index, item in items)


def _streets(invoice: Invoice) -> Texts:
    address = invoice.seller.address
    return (("seller.street", address.line1), ("seller.street2", address.line2),
            ("seller.street3", address.line3))  # fmt: skip


def _site(invoice: Invoice) -> Texts:
    return [("delivery.site", invoice.delivery.site)] if invoice.delivery else []


def _payee(invoice: Invoice) -> Party:
    return invoice.payee or Party()


_TEXTS: dict[str, Callable[[Invoice], Texts]] = {
    "CPRO-35": lambda invoice: [("terms", invoice.terms)],
    "CPRO-42": _notes,
    "CPRO-29": _reasons,
    "CPRO-31": _details,
    "CPRO-43": lambda invoice: [("seller.name", invoice.seller.name)],
    "CPRO-36": lambda invoice: [("seller.trading_name", invoice.seller.trading_name)],
    "CPRO-44": lambda invoice: [("buyer.name", invoice.buyer.name)],
    "CPRO-34": lambda invoice: [("buyer.trading_name", invoice.buyer.trading_name)],
    "CPRO-37": lambda invoice: [("payee.name", _payee(invoice).name)],
    "CPRO-32": _streets,
    "CPRO-33": lambda invoice: [("seller.city", invoice.seller.address.city)],
    "CPRO-38": _site,
    "CPRO-30": _references,
}
RULES: Rules = {rule: _at_most(rule, texts) for rule, texts in _TEXTS.items()}
