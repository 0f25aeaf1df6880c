"""The syntaxes of the norm, told by the root element: CII, UBL invoice, UBL credit note."""

from enum import StrEnum

from lxml import etree

from chorus_desk.domain.errors import UserError


class Syntax(StrEnum):
    """In which XML vocabulary an e-invoice is written."""

    CII = "cii"
    UBL_INVOICE = "ubl-invoice"
    UBL_CREDIT_NOTE = "ubl-creditnote"

    @property
    def is_ubl(self) -> bool:
        """Whether this is one of the two UBL documents."""
        return self is not Syntax.CII


_CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_ROOTS = {
    f"{{{_CII}}}CrossIndustryInvoice": Syntax.CII,
    f"{{{_UBL}:Invoice-2}}Invoice": Syntax.UBL_INVOICE,
    f"{{{_UBL}:CreditNote-2}}CreditNote": Syntax.UBL_CREDIT_NOTE,
}


def syntax_of(root: etree._Element) -> Syntax:
    """Return the syntax of a document.

    Raises:
        UserError: it is none of them (``not-an-invoice``).
    """
    found = _ROOTS.get(str(root.tag))
    if found is None:
        raise UserError("not-an-invoice", root=etree.QName(root).localname)
    return found
