"""What an invoice needs beside its own data to go through an approved platform."""

from dataclasses import replace

from chorus_desk.domain.invoice import Invoice, Note
from chorus_desk.domain.party import Identifier, Party
from chorus_desk.rules import tables
from chorus_desk.rules.notes import PUBLIC_CODE, PUBLIC_TEXT

ADDRESS_SCHEME = "0225"
"""Electronic addresses of the French directory (BT-34-1, BT-49-1)."""


def own_notes(invoice: Invoice) -> tuple[Note, ...]:
    """Return the notes that the reform wants of everybody: three mentions and the public mark.

    The mentions by their code (BR-FR-05), in the words that hold on the day of the invoice; the
    mark that the client is public (XP Z12-012, §4.4.3).
    """
    if invoice.issue_date is None:
        return ()
    mentions = tables.default_mentions(invoice.issue_date)
    return (
        *(Note(text=mention.text, code=mention.code) for mention in mentions),
        Note(text=PUBLIC_TEXT, code=PUBLIC_CODE),
    )


def with_addresses(invoice: Invoice) -> Invoice:
    """Return an invoice whose parties have an electronic address (BR-FR-12, BR-FR-13).

    The seller's is its SIREN; the client's is SIREN_SIRET, one of the forms that Chorus Pro takes
    (DSE-CP §3.1.2): every public body has it, whatever services it opened.
    """
    seller, buyer = invoice.seller, invoice.buyer
    return replace(
        invoice,
        seller=_addressed(seller, seller.unit()),
        buyer=_addressed(buyer, f"{buyer.siret[:9]}_{buyer.siret}" if buyer.siret else None),
    )


def _addressed(party: Party, address: str | None) -> Party:
    if party.electronic_address is not None or not address:
        return party
    return replace(party, electronic_address=Identifier(ADDRESS_SCHEME, address))
