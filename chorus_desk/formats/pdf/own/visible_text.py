"""The text that is seen on a page made elsewhere: what is printed, and what is filled in fields."""

from dataclasses import dataclass
from typing import Any

from chorus_desk.formats.pdf.opening import entry
from chorus_desk.formats.pdf.own.drawings import MOST_CONTENT
from chorus_desk.formats.pdf.own.flattening import flatten
from chorus_desk.formats.pdf.own.mending import resources_in_place
from chorus_desk.formats.pdf.own.rows import Row, rows_of
from chorus_desk.formats.pdf.page_text import PageText, text_of
from chorus_desk.formats.pdf.pages import pages_of
from chorus_desk.formats.pdf.placed_words import words_of


@dataclass(frozen=True, slots=True)
class Visible:
    """What is seen on the pages: as text, and row by row."""

    text: PageText
    rows: tuple[Row, ...] = ()


def visible_text(reader: Any) -> PageText:
    """Return the text of an opened PDF as a person reads it.

    The portal's reader may not see what stands in fields: ``portal_reading`` is given the plain
    text for that.
    """
    return text_of(_with_notes_drawn(reader), MOST_CONTENT)


def read_visible(reader: Any) -> Visible:
    """Return the text of an opened PDF as a person reads it, with the places of its words."""
    drawn = _with_notes_drawn(reader)
    return Visible(text_of(drawn, MOST_CONTENT), rows_of(words_of(drawn, MOST_CONTENT)))


def _with_notes_drawn(reader: Any) -> Any:
    """Return a PDF whose fields and stamps are drawn into its pages."""
    from pypdf import PdfWriter

    if not any(entry(sheet.page, "/Annots") for sheet in pages_of(reader).sheets):
        return reader
    writer = PdfWriter(clone_from=reader)
    resources_in_place(writer)
    for page in writer.pages:
        flatten(writer, page)
    return writer
