"""The text of a PDF's pages, line by line, as a reader of the portal's kind gets it; bounded."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from chorus_desk.formats.pdf.pages import (
    MOST_CONTENT,
    Budget,
    Sheet,
    content_streams,
    font_maps,
    pages_of,
)

MOST_TEXT = 200_000
"""Characters that are looked at; a page has three thousand."""
_FEW = 20
"""Letters and digits below which a file has no text: a scan, or drawn letters."""
_STRANGE = frozenset({"Cc", "Co", "Cn", "Cs"})


@dataclass(frozen=True, slots=True)
class PageText:
    """The text, no-break spaces as spaces, and whether it is all of it."""

    text: str
    whole: bool

    @property
    def readable(self) -> bool:
        """Whether it is text: not nothing, and not letters of a font without a Unicode map."""
        signs = [sign for sign in self.text if not sign.isspace()]
        strange = sum(unicodedata.category(sign) in _STRANGE for sign in signs)
        strange += self.text.count("\N{REPLACEMENT CHARACTER}")
        return sum(sign.isalnum() for sign in signs) >= _FEW and strange * 4 < len(signs)


def text_of(reader: Any, most: int = MOST_CONTENT) -> PageText:
    """Return the text of an opened PDF; a page that cannot be read is left out.

    ``most``: bytes of drawing that are taken apart.
    """
    pages = pages_of(reader)
    budget, maps = Budget(most, whole=pages.budget.whole), Budget()
    text = "\n".join(
        _text(reader, sheet, budget)
        for sheet in pages.sheets
        if all(budget.spend_on(stream) for stream in content_streams(sheet))
        and all(maps.spend_on(stream) for stream in font_maps(sheet))
    )
    whole = budget.whole and maps.whole and len(text) <= MOST_TEXT
    return PageText(plain_text(text[:MOST_TEXT]), whole)


def plain_text(text: str) -> str:
    """Return a text with plain spaces and no half signs, which nothing could write out again."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(
        " " if sign == "\t" or unicodedata.category(sign) == "Zs" else sign for sign in whole
    )


def _text(reader: Any, sheet: Sheet, budget: Budget) -> str:
    from pypdf import PageObject
    from pypdf.generic import NameObject

    class Bounded(PageObject):
        """A page whose forms are read as far as the budget goes, however often they are shown."""

        def extract_xform_text(self, xform: Any, *rest: Any, **named: Any) -> str:
            if not (budget.spend(100) and budget.spend_on(xform)):
                return ""
            return super().extract_xform_text(xform, *rest, **named)

    page = Bounded(pdf=reader)
    page.update(sheet.page)
    if sheet.resources is not None:
        page[NameObject("/Resources")] = sheet.resources
    try:
        return page.extract_text()
    except Exception:  # noqa: BLE001 -- pypdf raises what it likes on broken drawings
        budget.whole = False
        return ""
