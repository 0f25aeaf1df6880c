"""Pages that Qt writes, as many programs do: its PDF writer, its rich text, its browser's engine."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QLinearGradient,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.own.reading import read_own
from chorus_desk.formats.pdf.own.visible_text import read_visible
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.integration.test_own_producers import demand_made

pytestmark = pytest.mark.usefixtures("qapp")

LETTER = f"""
<p>Camille Fictive – Jardinage<br>3 rue de l'Invention<br>SIRET : {b.SELLER_SIRET}</p>
<p align=right>Commune de Bourg-Fictif<br>SIRET client : {b.COMMUNE_SIRET}</p>
<h1>Facture n° F-2026-041</h1>
<p>Date : 24/11/2026<br>Échéance : 24 décembre 2026<br>Bon de commande n° BC-7788<br>
Prestation du 02/11/2026 au 20/11/2026</p>
<table border=1 cellpadding=4 cellspacing=0 width="100%">
<tr><th>Désignation</th><th>Quantité</th><th>Prix unitaire HT</th><th>TVA</th><th>Montant HT</th></tr>
<tr><td>Taille de haies le long du stade municipal, évacuation des déchets verts comprise</td>
<td align=right>12 h</td><td align=right>45,00 €</td><td align=right>20 %</td><td align=right>540,00 €</td></tr>
<tr><td>Tonte</td><td align=right>3</td><td align=right>1 150,50 €</td><td align=right>20 %</td>
<td align=right>3 451,50 €</td></tr>
<tr><td>Plants de rosiers</td><td align=right>40</td><td align=right>3,25 €</td><td align=right>10 %</td>
<td align=right>130,00 €</td></tr>
</table>
<p align=right>Total HT : 4 121,50 €<br>TVA 20 % : 798,30 €<br>TVA 10 % : 13,00 €<br>
Total TVA : 811,30 €<br>Total TTC : 4 932,80 €</p>
<p>IBAN : FR76 3000 6000 0112 3456 7890 189 – BIC AGRIFRPP</p>
"""
"""As it is written in Word, or by a program that writes letters."""


def writer(file: Path, version: QPagedPaintDevice.PdfVersion) -> QPdfWriter:
    made = QPdfWriter(str(file))
    made.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4),
                                   QPageLayout.Orientation.Portrait, QMarginsF()))  # fmt: skip
    made.setResolution(150)
    made.setPdfVersion(version)
    return made


def shines(painter: QPainter) -> None:
    painter.setOpacity(0.4)
    painter.fillRect(100, 300, 200, 100, QColor("red"))
    image = QImage(50, 50, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 255, 90))
    painter.drawImage(400, 300, image)


def shades(painter: QPainter) -> None:
    colours = QLinearGradient(100, 300, 400, 500)
    colours.setColorAt(0, QColor("red"))
    colours.setColorAt(1, QColor(0, 0, 255, 50))
    painter.fillRect(100, 300, 300, 200, colours)


VERSIONS = QPagedPaintDevice.PdfVersion


@pytest.mark.parametrize("version", [VERSIONS.PdfVersion_1_4, VERSIONS.PdfVersion_A1b,
                                     VERSIONS.PdfVersion_1_6])  # fmt: skip
@pytest.mark.parametrize("extra", [shines, shades])
def test_qt__makes_pages_that_are_made(
    workspace: Workspace, tmp_path: Path, version: QPagedPaintDevice.PdfVersion,
    extra: Callable[[QPainter], None],
) -> None:  # fmt: skip
    device = writer(tmp_path / "page.pdf", version)
    painter = QPainter(device)
    painter.setFont(QFont("DejaVu Sans", 11))
    painter.drawText(100, 100, "Facture n° F-2026-1 – Œuvre « ciselée »")
    extra(painter)
    painter.end()
    demand_made(workspace, (tmp_path / "page.pdf").read_bytes(), tmp_path)


def test_qt__a_letter_is_read_with_its_lines_and_made(workspace: Workspace, tmp_path: Path) -> None:
    letter = QTextDocument()
    letter.setHtml(LETTER)
    letter.setDefaultFont(QFont("DejaVu Sans", 10))
    letter.print_(writer(tmp_path / "page.pdf", VERSIONS.PdfVersion_1_4))
    content = (tmp_path / "page.pdf").read_bytes()
    seen = with_pdf(content, read_visible)
    found = read_own(seen.text, b.SELLER_SIRET, seen.rows)
    assert found is not None
    invoice = found.invoice
    assert (invoice.number, invoice.commitment_number) == ("F-2026-041", "BC-7788")
    assert (invoice.issue_date, invoice.due_date) == (date(2026, 11, 24), date(2026, 12, 24))
    assert (invoice.period_start, invoice.period_end) == (date(2026, 11, 2), date(2026, 11, 20))
    assert invoice.payment.iban == "FR7630006000011234567890189"
    assert invoice.buyer.siret == b.COMMUNE_SIRET
    lines: list[Any] = [
        (i.description, i.quantity, i.unit, i.unit_price, i.vat_rate) for i in invoice.lines
    ]
    assert lines == [
        ("Taille de haies le long du stade municipal, évacuation des déchets verts comprise",
         12, "HUR", 45, 20),
        ("Tonte", 3, "C62", Decimal("1150.50"), 20),
        ("Plants de rosiers", 40, "C62", Decimal("3.25"), 10),
    ]  # fmt: skip
    assert [f for f in found.findings if f.severity != "info"] == []
    demand_made(workspace, content, tmp_path)
