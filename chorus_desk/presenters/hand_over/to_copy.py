"""The values that the portal or the API ask for, to be copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO, plain, round_half_away
from chorus_desk.domain.totals import figures
from chorus_desk.formats.bundle import (
    API,
    FACTURX_INTERFACE,
)
from chorus_desk.formats.tables import flow_syntax
from chorus_desk.presenters.hand_over.invoices import printed_framework
from chorus_desk.usecases.bundle import Bundled
from chorus_desk.usecases.hand_over import ToDeposit
from chorus_desk.wording import printed
from chorus_desk.wording.catalogue import N_, say


@dataclass(frozen=True, slots=True)
class Datum:
    """A value for the portal: how it is read, and bare, as it is pasted."""

    label: str
    shown: str
    bare: str


def flow_data(made: Bundled) -> tuple[Datum, ...]:
    """Return the values that the API asks for; none on the other routes."""
    if made.route != API:
        return ()
    pairs = (("nomFichier", made.files[0]), ("syntaxeFlux", flow_syntax(FACTURX_INTERFACE)))
    return tuple(Datum(name, value, value) for name, value in pairs)


def sheet(item: ToDeposit, language: str) -> tuple[Datum, ...]:
    """Return the values of one invoice as the portal's form asks for them.

    They are written as the portal wants them, in French: ``24/11/2026``, ``1234,50``, no spaces.
    """
    return tuple(
        Datum(say(label, language), shown, bare) for label, shown, bare in _values(item) if bare
    )


_NETS = {Kind.INVOICE: N_("Net à payer"), Kind.CREDIT_NOTE: N_("Net à rembourser")}


def _values(item: ToDeposit) -> Iterator[tuple[str, str, str]]:
    invoice, totals = item.invoice, figures(item.invoice)
    siret = invoice.buyer.siret or ""
    yield N_("SIRET de l'organisme"), printed.siret(siret), siret
    for label, text in (
        (N_("Code service"), invoice.buyer.service_code),
        (N_("Numéro d'engagement"), invoice.commitment_number),
        (N_("Numéro de marché"), invoice.contract_number),
        (N_("Numéro de la facture"), invoice.number),
        (N_("Date"), printed.day(invoice.issue_date) if invoice.issue_date else ""),
        (N_("Échéance"), printed.day(invoice.due_date) if invoice.due_date else ""),
    ):
        yield label, text or "", text or ""
    yield N_("Cadre de facturation"), printed_framework(item), invoice.billing_framework or "A1"
    for preceding in invoice.preceding:
        yield N_("Facture d'origine"), preceding.number, preceding.number
    if invoice.validator is not None and invoice.validator.siret:
        validator = invoice.validator.siret
        yield N_("SIRET du valideur"), printed.siret(validator), validator
    for label, amount in (
        (N_("Total HT"), totals.net), (N_("Total TVA"), totals.vat),
        (N_("Total TTC"), totals.gross), (N_("Déjà payé"), invoice.prepaid or None),
        (_NETS[invoice.kind], totals.due or ZERO),
    ):  # fmt: skip
        if amount is not None:
            yield label, printed.amount(amount, invoice.currency), _bare(amount)


def _bare(amount: Decimal) -> str:
    return plain(round_half_away(amount)).replace(".", ",")
