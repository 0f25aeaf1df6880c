"""The text that is seen on a page made elsewhere: what is printed, and what is filled in fields."""

from typing import Any

from chorus_desk.formats.pdf.opening import entry
from chorus_desk.formats.pdf.own.drawings import MOST_CONTENT
from chorus_desk.formats.pdf.own.flattening import flatten
from chorus_desk.formats.pdf.own.mending import resources_in_place
from chorus_desk.formats.pdf.page_text import PageText, text_of
from chorus_desk.formats.pdf.pages import pages_of


def visible_text(reader: Any) -> PageText:
    """Return the text of an opened PDF as a person reads it.

    The portal's reader may not see what stands in fields: ``portal_reading`` is given the plain
    text for that.
    """
    from pypdf import PdfWriter

    if not any(entry(sheet.page, "/Annots") for sheet in pages_of(reader).sheets):
        return text_of(reader, MOST_CONTENT)
    writer = PdfWriter(clone_from=reader)
    resources_in_place(writer)
    for page in writer.pages:
        flatten(writer, page)
    return text_of(writer, MOST_CONTENT)
