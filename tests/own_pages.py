"""PDFs as other programs make them: a page of text, with whatever else a file may have."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from chorus_desk import resources
from tests import builders as b

LINES = (
    "Camille Fictive – 3 rue de l'Invention, 99000 Bourg-Fictif",
    f"SIRET {b.SELLER_SIRET}",
    "Facture n° D-2026-031",
    "Date : 24/11/2026",
    "Commune de Bourg-Fictif",
    f"SIRET client {b.COMMUNE_SIRET}",
    "Engagement EJ-4455",
    "Taille de haies 2 x 150,00",
    "Total HT 300,00 €",
    "TVA 20 %",
    "Total TVA 60,00 €",
    "Total TTC 360,00 €",
)
"""A page of the seller of ``builders``, who charges VAT here."""
FRANCHISE = (
    *LINES[:8], "TVA non applicable, art. 293 B du CGI", "Total HT 300,00 €", "Total TTC 300,00 €",
)  # fmt: skip

Extra = Callable[[Any], None]
"""Draws something more on a reportlab canvas."""


def page(
    lines: Sequence[str] = LINES, *, font: str | None = None, extra: Extra | None = None
) -> bytes:
    """Print lines on a page: in an embedded font, or in one that no PDF needs to bring along."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if font is None:
        font = "Own"
        pdfmetrics.registerFont(TTFont(font, str(resources.path("fonts", "NotoSans-Regular.ttf"))))
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.setFont(font, 11)
    for row, line in enumerate(lines):
        canvas.drawString(60, 760 - 22 * row, line)
    if extra is not None:
        extra(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def changed(content: bytes, change: Callable[[Any], None], **saving: Any) -> bytes:
    """Change a PDF with pikepdf, which had no part in what is tested."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        buffer = BytesIO()
        pdf.save(buffer, **saving)
    return buffer.getvalue()


Columns = Sequence[tuple[str, float, bool]]
"""Headings, each with where it begins, or ends where it is true that it stands to the right."""
COLUMNS: Columns = (
    ("Désignation", 50, False), ("Quantité", 330, True), ("Prix unitaire HT", 430, True),
    ("Montant HT", 540, True),
)  # fmt: skip


def table_page(
    rows: Sequence[Sequence[str]], columns: Columns = COLUMNS, *,
    above: Sequence[str] = (*LINES[:7],), below: Sequence[str] = (), step: float = 20,
    font: str | None = None,
) -> bytes:  # fmt: skip
    """Print a table of lines with what stands over and under it; a row's cells may lack.

    A cell may have several lines of text, parted by line breaks: the row grows with them.
    """
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def draw(canvas: Any) -> None:
        face = font or "Own"

        def put(x: float, y: float, text: str, *, right: bool) -> None:
            canvas.setFont(face, 10)
            canvas.drawString(x - stringWidth(text, face, 10) if right else x, y, text)

        y: float = 760 - 22 * len(above) - 20
        for text, x, right in columns:
            put(x, y, text, right=right)
        for row in rows:
            y -= step
            tallest = 0
            for cell, (_, x, right) in zip(row, columns, strict=False):
                for number, line in enumerate(cell.split("\n")):
                    put(x, y - 12 * number, line, right=right)
                    tallest = max(tallest, number)
            y -= 12 * tallest
        for line in below:
            y -= 20
            put(540, y, line, right=True)

    return page(above, font=font, extra=draw)
