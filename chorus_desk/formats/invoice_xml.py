"""An e-invoice in XML, whatever its syntax: parsed once, told by its root, read by its reader."""

from lxml import etree

from chorus_desk.domain.errors import UserError
from chorus_desk.formats import cii, ubl, xml, zugferd1
from chorus_desk.formats.document import Document
from chorus_desk.formats.syntax import Syntax, syntax_of


def read(content: bytes) -> Document:
    """Read an e-invoice that may be hostile or wrong: CII, ZUGFeRD 1.0 or UBL.

    Raises:
        UserError: it is no well-formed XML (``xml-…``) or none of these (``not-an-invoice``).
    """
    root = xml.parse(content)
    read_it = ubl.read if _syntax(root).is_ubl else cii.read
    return read_it(content, root)


def syntax_if_any(content: bytes) -> Syntax | None:
    """Return the syntax of what may be an e-invoice, None where it is none that can be read."""
    try:
        return _syntax(xml.parse(content))
    except UserError:
        return None


def _syntax(root: etree._Element) -> Syntax:
    """Return the syntax that a document is read as: the generation before the norm is a CII."""
    return Syntax.CII if root.tag == zugferd1.ROOT else syntax_of(root)
