"""A letter on A4: sender, recipient where a window envelope shows it, subject, text, signature."""

import re
from collections.abc import Sequence

from chorus_desk.domain.party import Party
from chorus_desk.formats.letter import Letter
from chorus_desk.formats.pdf import content
from chorus_desk.formats.pdf.composer import LEADING, Composer, Style
from chorus_desk.formats.pdf.fonts import BOLD, REGULAR, printable
from chorus_desk.formats.pdf.items import BLACK, HEIGHT, Colour, Metadata, Page, Text
from chorus_desk.formats.pdf.paint import paint
from chorus_desk.formats.pdf.text import wrap
from chorus_desk.wording import printed
from chorus_desk.wording.inquiry import dated

_SIZES = (10.5, 10.0, 9.5, 9.0)
"""The largest that keeps the letter on one page is taken."""
_MARGIN = 62.0
_MIDDLE = 312.0
"""Where the recipient begins: 110 mm, the window of a French DL envelope."""
_RECIPIENT = 142.0
"""50 mm from the top."""
_PEN = 46.0
"""Room to sign by hand."""
_ITEM = re.compile(r"(–|-|•|\d{1,2}\.)[ \u00a0](?=\S)")


def render_letter(letter: Letter) -> bytes:
    """Return a letter as a PDF, on one page where its text allows; same letter, same bytes."""
    laid_out = map(lambda size: _lay_out(letter, size), _SIZES)  # noqa: C417 -- none too many is drawn
    pages = next((pages for pages in laid_out if len(pages) == 1), None)
    author = letter.sender.name or ""
    created = f"{letter.day:%Y%m%d}" if letter.day.year >= 1000 else "20000101"
    subject = letter.recipient[0] if letter.recipient else ""
    return paint(
        pages or _lay_out(letter, _SIZES[0]), Metadata(letter.subject, author, subject, created)
    )


def _lay_out(letter: Letter, size: float) -> list[Page]:
    composer = Composer(Style(margin=_MARGIN, bottom=52, size=size))
    _blocks(composer, letter)
    composer.space(16)
    subject = printed.said("Objet : {subject}", subject=letter.subject)
    composer.paragraph(subject, font=BOLD, colour=composer.style.accent)
    composer.space(size * 1.2)
    for line in letter.body.strip().splitlines():
        _line(composer, line)
    _sign(composer, letter)
    if len(composer.pages) > 1:
        for number, page in enumerate(composer.pages, start=1):
            text = f"Page {number} / {len(composer.pages)}"
            soft = composer.style.soft
            page.append(Text(composer.right, HEIGHT - 30, text, 7, REGULAR, soft, right=True))
    return composer.pages


def _blocks(composer: Composer, letter: Letter) -> None:
    """Draw who writes on the left, to whom on the right, and below where and when."""
    style = composer.style
    width = _MIDDLE - composer.left - 20
    lines = [(letter.sender.name or "", BOLD, 12.0, style.accent)]
    lines += [(line, REGULAR, 9.0, BLACK) for line in _sender_lines(letter.sender)]
    left = _block(composer, composer.left, composer.y, width, lines)
    name, *rest = letter.recipient or ("",)
    lines = [(name, BOLD, 10.5, BLACK), *((line, REGULAR, 10.0, BLACK) for line in rest)]
    right = _block(composer, _MIDDLE, _RECIPIENT, composer.right - _MIDDLE, lines)
    composer.y = max(left, right) + 26
    when = printable(dated(letter.sender.address.city, letter.day))
    for line in wrap(when, REGULAR, style.size, composer.right - _MIDDLE):
        composer.y += style.size * LEADING
        composer.add(Text(_MIDDLE, composer.y, line, style.size))


def _sender_lines(sender: Party) -> list[str]:
    pairs = content.identity_lines(sender, spaced=True)
    return [*content.party_lines(sender), *(f"{label} {value}".strip() for label, value in pairs)]


def _block(
    composer: Composer, x: float, y: float, width: float,
    lines: Sequence[tuple[str, str, float, Colour]],
) -> float:  # fmt: skip
    """Draw lines under one another and return where they end."""
    for text, font, size, colour in lines:
        for line in wrap(text, font, size, width):
            y += size * LEADING
            composer.add(Text(x, y, line, size, font, colour))
    return y


def _line(composer: Composer, line: str) -> None:
    """Set a line of the text; an item hangs behind its dash or number."""
    size = composer.style.size
    if not line.strip():
        composer.space(size * 0.8)
        return
    item = _ITEM.match(line)
    if item is None:
        composer.paragraph(line)
        return
    composer.ensure(size * LEADING)
    mark = Text(composer.left + 8, composer.y + size * (LEADING - 0.28), item[1], size)
    composer.add(mark)
    composer.paragraph(line[item.end() :], x=composer.left + 24)
    composer.space(size * 0.2)


def _sign(composer: Composer, letter: Letter) -> None:
    """Draw the name under room for a signature; both stay together."""
    size = composer.style.size
    composer.ensure(_PEN + size * LEADING)
    composer.space(_PEN)
    composer.paragraph(letter.sender.name or "", x=_MIDDLE, font=BOLD)
