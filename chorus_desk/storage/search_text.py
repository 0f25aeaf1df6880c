"""What an invoice is searched by: folded, so that case and accents do not matter."""

from decimal import Decimal

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.money import ZERO, from_cents, to_cents, written_amount
from chorus_desk.domain.text import fold


def search_text(
    invoice: Invoice, gross: Decimal | None, number: str | None, imported_number: str | None
) -> str:
    """Return number, body, references, amount and descriptions of an invoice, folded."""
    # Through cents, as the migration has it: a total may be stated with other decimals.
    amount = written_amount(from_cents(to_cents(gross or ZERO)))
    texts = (
        number, imported_number, invoice.buyer.name, invoice.buyer.siret,
        invoice.buyer.service_code, invoice.commitment_number, invoice.contract_number,
        amount, *(line.description for line in invoice.lines),
    )  # fmt: skip
    return fold(" ".join(text for text in texts if text))
