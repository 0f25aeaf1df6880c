"""The data that the screens are shown with: the demo's, and what it lacks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from screen_records import furnish_prices, write_records
from screen_tables import write_tables

from chorus_desk import resources
from chorus_desk.domain.invoice import Invoice, Line
from chorus_desk.domain.party import Seller
from chorus_desk.storage import invoices
from chorus_desk.storage.connection import writing
from chorus_desk.storage.seller import load_seller
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.demo import ensure_demo
from chorus_desk.usecases.follow import set_status
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.workspace import open_workspace

CLOCK = Clock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
_STRUCTURES = """\
SIRET;RaisonSociale;GestionService;GestionEngagement;StructureActive;CodePostal;Commune
21990001600011;Commune de Bourg-Fictif;Oui;Non;Oui;99000;Bourg-Fictif
26990001500018;Centre hospitalier de Ville-Exemple;Non;Oui;Oui;99100;Ville-Exemple
"""
_PAST = """\
N°;Date;SIRET;Mairie / client;Travaux;Qté;PU HT
F25-118;12/11/2025;21990001600011;Commune de Bourg-Fictif;Affiches;2;150
F25-119;03/12/2025;21990001600011;Commune de Bourg-Fictif;Dépliants;400;0,35
"""
_MORE_PAST = _PAST.replace("F25-", "F24-").replace("/2025", "/2024")


def demo_data(folder: Path) -> Path:
    """Return a data folder with the demo's invoices and what the screens need beside them."""
    data = folder / "demo"
    (folder / "structures.csv").write_text(_STRUCTURES, encoding="utf-8")
    write_records(folder)
    write_tables(folder)
    ensure_demo(data, CLOCK)
    with open_workspace(data, CLOCK) as workspace:
        set_status(workspace, "2026-0001", "deposited", on=CLOCK.today() - timedelta(days=20))
        set_status(workspace, "2026-0001", "SUSPENDUE", on=CLOCK.today() - timedelta(days=4))
        set_status(workspace, "2026-0002", "deposited", on=CLOCK.today() - timedelta(days=12),
                   flow="CPP000123456")  # fmt: skip
        furnish_prices(workspace)
        import_files(workspace, [_past_files(folder) / "2025.csv"], past=True)
        seller = load_seller(workspace.connection)
        assert seller is not None
        for number, font in (("D-2026-031", "Noto"), ("D-2026-032", "Helvetica")):
            page = folder / f"{number}.pdf"
            page.write_bytes(_own_page(seller, number, font))
            import_files(workspace, [page])
        long = Invoice(
            issue_date=CLOCK.today(), seller=seller.as_party(), delivery_date=CLOCK.today(),
            lines=tuple(_line(number) for number in range(1, 201)),
        )  # fmt: skip
        empty = Invoice(seller=seller.as_party(), lines=(Line(), Line(unit_price=Decimal(-3))))
        named = replace(long, lines=long.lines[:3])
        named = replace(
            named,
            buyer=replace(
                named.buyer, siret="21990001600011",
                name="Syndicat intercommunal à vocation multiple des eaux, de l'assainissement et "
                "des ordures ménagères de la vallée de la Démonstration et de ses affluents",
            ),
        )  # fmt: skip
        with writing(workspace.connection):
            for invoice in (long, empty, named):
                invoices.add_draft(workspace.connection, invoice)
    return data


def _past_files(folder: Path) -> Path:
    path = folder / "passé"
    path.mkdir()
    (path / "2024.csv").write_text(_MORE_PAST, encoding="utf-8")
    (path / "2025.csv").write_text(_PAST, encoding="utf-8")
    (path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return path


def _own_page(seller: Seller, number: str, font: str) -> bytes:
    """Return an invoice as another program prints it, in a font that comes along or does not."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Noto", str(resources.path("fonts", "NotoSans-Regular.ttf"))))
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.setFillColorRGB(0.55, 0.2, 0.25)
    canvas.rect(0, 790, 600, 52, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont(font, 12)
    lines = (
        seller.name, f"SIRET {seller.siret}", f"Facture n° {number}", "Date : 20/11/2026", "",
        "Commune de Bourg-Fictif", "SIRET client 21990001600011", "", "Taille de haies, 2 jours",
        "", "Total HT 300,00 €", "TVA non applicable, art. 293 B du CGI", "Total TTC 300,00 €",
    )  # fmt: skip
    for row, line in enumerate(lines):
        canvas.drawString(60, 740 - 24 * row, line)
    canvas.save()
    return buffer.getvalue()


def _line(number: int) -> Line:
    return Line(
        description=f"Intervention n° {number} sur le réseau d'éclairage public",
        quantity=Decimal(number % 7 + 1), unit="HUR", unit_price=Decimal("42.50"),
    )  # fmt: skip
