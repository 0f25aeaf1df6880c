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


_UNECE = "urn:un:unece:uncefact:data:standard"
CII_SPACES = {
    "rsm": f"{_UNECE}:CrossIndustryInvoice:100",
    "ram": f"{_UNECE}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_UNECE}:UnqualifiedDataType:100",
    "qdt": f"{_UNECE}:QualifiedDataType:100",
}
"""The namespaces of CII by their usual prefixes."""
UBL_SPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
"""How the namespaces of UBL begin."""
_ROOTS = {
    f"{{{CII_SPACES['rsm']}}}CrossIndustryInvoice": Syntax.CII,
    f"{{{UBL_SPACE}Invoice-2}}Invoice": Syntax.UBL_INVOICE,
    f"{{{UBL_SPACE}CreditNote-2}}CreditNote": Syntax.UBL_CREDIT_NOTE,
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
