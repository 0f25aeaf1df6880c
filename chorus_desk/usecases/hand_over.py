"""What there is to deposit: the issued invoices among some ids, with what a deposit depends on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.domain.history import ISSUED
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.storage import invoice_files, invoices
from chorus_desk.storage.connection import reading
from chorus_desk.storage.files import load_file
from chorus_desk.storage.invoice_files import FACTURX
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.storage.listing import load_standings
from chorus_desk.usecases.check_page import check_page
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDeposit:
    """An issued invoice, its circuit and its status."""

    id: int
    invoice: Invoice
    circuit: Circuit
    status: str
    own_page: bool = False
    """Whether it leaves with its author's page."""
    plain_only: bool = False
    """Whether that page cannot be the page of a Factur-X."""
    remarks: tuple[Finding, ...] = ()
    """What the portal's reader would miss on its author's page, or may stumble over."""

    @property
    def number(self) -> str:
        """The invoice's number."""
        return self.invoice.number or ""


def to_deposit(workspace: Workspace, ids: Sequence[int]) -> tuple[ToDeposit, ...]:
    """Return the issued invoices among these, in the order of a bundle; the rest is left out."""
    with reading(workspace.connection):
        knowledge = Knowledge.load(workspace)
        standings = load_standings(workspace.connection, ids)
        found = (invoices.load_invoice(workspace.connection, id_) for id_ in dict.fromkeys(ids))
        issued = [stored for stored in found if stored and stored.issued and not stored.past]
    made = [
        ToDeposit(
            id=stored.id, invoice=stored.invoice, circuit=knowledge.circuit(stored.invoice),
            status=standings[stored.id][0] if stored.id in standings else ISSUED,
            **_page(workspace, knowledge, stored),
        )
        for stored in issued
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda item: (str(item.invoice.issue_date), item.id)))


def _page(workspace: Workspace, knowledge: Knowledge, stored: StoredInvoice) -> dict[str, Any]:
    """Return what a deposit depends on where the invoice leaves with its author's page."""
    digest = stored.draft.own_page
    page = load_file(workspace.connection, digest) if digest else None
    if page is None:
        return {}
    name = f"{stored.invoice.number}.pdf"
    checked = check_page(knowledge, page, name, Circuit.HISTORICAL)
    kept = invoice_files.attached_digest(workspace.connection, stored.id, FACTURX)
    remarks = tuple(f for f in checked.findings if f.severity is not Severity.INFO)
    return {"own_page": True, "plain_only": kept is None, "remarks": remarks}
