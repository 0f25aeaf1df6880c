"""All that a PDF draws: its pages, the forms they show, patterns, and letters that are drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chorus_desk.formats.pdf.opening import entry
from chorus_desk.formats.pdf.own.objects import everything
from chorus_desk.formats.pdf.page_use import SHOWS_TEXT, is_embedded
from chorus_desk.formats.pdf.pages import Budget, Drawing, Pages, pages_of, values

MOST_CONTENT = 1_500_000
"""Bytes of drawing that are taken apart: some seconds; a page has ten thousand."""
MOST_FORMS = 1_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn, and whether it is all of it."""

    drawings: Sequence[Drawing]
    whole: bool


def drawn_in(writer: Any) -> Drawn:
    """Return all that a PDF draws, as far as the budget goes.

    Raises:
        TooManyError: it has more objects than are looked at.
    """
    pages = pages_of(writer)
    pages.budget = Budget(MOST_CONTENT, MOST_FORMS, whole=pages.budget.whole)
    drawings = [*pages.drawings(), *_other_drawings(list(everything(writer)), pages)]
    return Drawn(drawings, pages.budget.whole)


def forget_unused_spaces(drawings: Sequence[Drawing]) -> None:
    """Take out colour spaces that nothing is drawn in: programs list some just in case."""
    used: dict[int, set[str]] = {}
    lists: dict[int, Any] = {}
    for drawing in drawings:
        spaces = entry(drawing.resources, "/ColorSpace")
        if spaces is not None:
            lists[id(spaces)] = spaces
            used.setdefault(id(spaces), set()).update(_spaces_used(drawing))
    for key, spaces in lists.items():
        for name in [each for each in spaces if each not in used[key]]:
            if not name.startswith("/Default"):
                del spaces[name]


def replace_unused_fonts(drawings: Sequence[Drawing]) -> None:
    """Let names of fonts that nothing is written in mean a font that is in the file.

    Programs choose Helvetica before they write in another font: the choice is left in the drawing.
    """
    shown: dict[int, set[str]] = {}
    lists: dict[int, Any] = {}
    for drawing in drawings:
        fonts = entry(drawing.resources, "/Font")
        if fonts is not None:
            lists[id(fonts)] = fonts
            shown.setdefault(id(fonts), set()).update(_fonts_shown(drawing))
    for key, fonts in lists.items():
        known = [name for name in fonts if is_embedded(entry(fonts, name))]
        for name in [each for each in fonts if each not in shown[key] and each not in known]:
            if known:
                fonts[name] = fonts.raw_get(known[0])


def _fonts_shown(drawing: Drawing) -> Iterator[str]:
    """Give the name of each font that something is written in, seen or not."""
    font: str | None = None
    kept: list[str | None] = []
    for operands, operator in drawing.operations:
        if operator == b"Tf" and operands:
            font = str(operands[0])
        elif operator == b"q":
            kept.append(font)
        elif operator == b"Q" and kept:
            font = kept.pop()
        elif operator in SHOWS_TEXT and font is not None:
            yield font


def _spaces_used(drawing: Drawing) -> Iterator[str]:
    for operands, operator in drawing.operations:
        if operator in (b"cs", b"CS") and operands:
            yield str(operands[0])
        elif operator == b"INLINE IMAGE":
            settings = operands.get("settings", {}) if isinstance(operands, dict) else {}
            yield str(settings.get("/CS", settings.get("/ColorSpace", "")))


def _other_drawings(objects: list[Any], pages: Pages) -> Iterator[Drawing]:
    """Give what patterns and the letters of drawn fonts draw."""
    for item in objects:
        if entry(item, "/PatternType") == 1:
            resources = entry(item, "/Resources")
            yield Drawing(pages.operations([item]), resources, None)
        elif entry(item, "/Subtype") == "/Type3":
            for letter in values(entry(item, "/CharProcs")):
                if hasattr(letter, "get_data"):
                    resources = entry(item, "/Resources")
                    yield Drawing(pages.operations([letter]), resources, None)
