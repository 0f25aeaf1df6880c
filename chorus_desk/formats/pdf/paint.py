"""Draws laid-out pages into a PDF with embedded fonts."""

from io import BytesIO
from typing import TYPE_CHECKING

from chorus_desk.formats.pdf import fonts
from chorus_desk.formats.pdf.items import (
    BLACK,
    HEIGHT,
    WIDTH,
    Box,
    Colour,
    Item,
    Metadata,
    Page,
    Pair,
    Picture,
    Rule,
    Text,
    Watermark,
)

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FIXED_DATE = b"D:20000101000000+00'00'"
"""What reportlab writes as the time of creation when asked for the same bytes each time."""


def paint(pages: list[Page], metadata: Metadata) -> bytes:
    """Return the pages as a PDF: same pages, same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    fonts.loaded()
    buffer = BytesIO()
    canvas = Canvas(
        buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1,
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type] # the stub says float
        initialFontSize=9, lang="fr-FR",
    )  # fmt: skip
    canvas.setTitle(metadata.title)
    canvas.setAuthor(metadata.author)
    canvas.setSubject(metadata.subject)
    canvas.setKeywords(metadata.keywords)
    canvas.setCreator("Chorus Desk")
    canvas.setProducer("Chorus Desk")
    for page in pages:
        pen = _Pen(canvas)
        for item in page:
            pen.draw(item)
        canvas.showPage()
    canvas.save()
    dated = f"D:{metadata.created}000000+00'00'".encode("ascii")
    assert len(dated) == len(_FIXED_DATE)  # offsets inside the file stay true
    return buffer.getvalue().replace(_FIXED_DATE, dated)


class _Pen:
    """Draws the items of one page, and says a colour only when it changes."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._fill: Colour | None = None

    def draw(self, item: Item) -> None:
        canvas = self._canvas
        match item:
            case Text():
                self._fill_with(item.colour)
                canvas.setFont(item.font, item.size)
                draw = canvas.drawRightString if item.right else canvas.drawString
                draw(item.x, HEIGHT - item.y, item.text)
            case Pair():
                self._fill_with(BLACK)
                run = canvas.beginText(item.x, HEIGHT - item.y)
                run.setFont(fonts.REGULAR, item.size)
                run.textOut(f"{item.label} " if item.label else "")
                run.setFont(fonts.BOLD, item.size)
                run.textOut(item.value)
                canvas.drawText(run)
            case Rule():
                canvas.setStrokeColorRGB(*item.colour)
                canvas.setLineWidth(item.thickness)
                canvas.line(item.x, HEIGHT - item.y, item.x + item.width, HEIGHT - item.y)
            case Box():
                self._fill_with(item.colour)
                bottom = HEIGHT - item.y - item.height
                canvas.rect(item.x, bottom, item.width, item.height, stroke=0, fill=1)
            case Picture():
                from reportlab.lib.utils import ImageReader

                bottom = HEIGHT - item.y - item.height
                image = ImageReader(BytesIO(item.content))
                canvas.drawImage(image, item.x, bottom, item.width, item.height)
            case Watermark():
                canvas.saveState()
                canvas.setFillColorRGB(*item.colour)
                canvas.setFont(fonts.BOLD, 90)
                canvas.translate(WIDTH / 2, HEIGHT / 2)
                canvas.rotate(55)
                canvas.drawCentredString(0, -30, item.text)
                canvas.restoreState()

    def _fill_with(self, colour: Colour) -> None:
        if colour != self._fill:
            self._canvas.setFillColorRGB(*colour)
            self._fill = colour
