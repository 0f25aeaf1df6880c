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
