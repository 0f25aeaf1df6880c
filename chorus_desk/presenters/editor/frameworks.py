"""The billing frameworks as a choice in words."""

from chorus_desk import resources
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Seller
from chorus_desk.rules.frameworks import VALIDATED
from chorus_desk.wording.catalogue import say


def framework_choices(seller: Seller | None, language: str) -> tuple[tuple[str, str], ...]:
    """Return code and words of the frameworks of the seller's circuit that can be used here."""
    circuit = seller.circuit if seller else Circuit.HISTORICAL.value
    return tuple(
        (row["code"], framework_text(row["code"], language))
        for row in resources.read_table("billing_frameworks")
        if row["circuit"] == circuit and (row["supported"] == "yes" or circuit == Circuit.REFORM)
    )


def framework_text(code: str, language: str) -> str:
    """Return a framework's code and words, the code alone where it is none."""
    rows = resources.read_table("billing_frameworks")
    label = next((row["label"] for row in rows if row["code"] == code), None)
    return f"{code} – {say(label, language)}" if label else code


def wants_validator(invoice: Invoice) -> bool:
    """Return whether the framework wants the contract holder who validates (A9, A12, S3, S6)."""
    return invoice.billing_framework in VALIDATED or invoice.validator is not None
