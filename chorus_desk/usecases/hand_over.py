"""What there is to deposit: the issued invoices among some ids, with what a deposit depends on."""

from collections.abc import Sequence
from dataclasses import dataclass

from chorus_desk.domain.history import ISSUED
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.storage import invoices
from chorus_desk.storage.connection import reading
from chorus_desk.storage.listing import load_standings
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDeposit:
    """An issued invoice, its circuit and its status."""

    id: int
    invoice: Invoice
    circuit: Circuit
    status: str

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
        )
        for stored in issued
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda item: (str(item.invoice.issue_date), item.id)))
