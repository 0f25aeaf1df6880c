"""Pages as other programs make them: read, made into Factur-X that look the same, or refused.

LibreOffice's pages are made here where it is installed; Qt's are in ``tests/gui``.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from chorus_desk import resources
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.own.reading import read_own
from chorus_desk.formats.pdf.own.visible_text import read_visible
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.integration.test_own_pages import judge, outcome
from tests.own_pages import changed, page

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the validator is pinned there")

OFFICE, PAINTER = shutil.which("soffice"), shutil.which("pdftoppm")
with_office = pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here")


def pictures(content: bytes, folder: Path) -> list[bytes]:
    """Return how the pages of a PDF look, by a program that had no part in making it."""
    assert PAINTER is not None
    folder.mkdir()
    (folder / "page.pdf").write_bytes(content)
    subprocess.run(
        [PAINTER, "-r", "60", str(folder / "page.pdf"), str(folder / "p")], check=True, timeout=60
    )
    return [picture.read_bytes() for picture in sorted(folder.glob("*.ppm"))]


def demand_made(workspace: Workspace, content: bytes, folder: Path) -> None:
    """Demand that a page is made into a Factur-X that every judge accepts and that looks the same."""
    became, made = outcome(content)
    assert became == "made"
    assert made is not None
    judge(workspace, made)
    if PAINTER is not None:
        before, after = pictures(content, folder / "before"), pictures(made, folder / "after")
        assert before
        assert before == after


# ReportLab


def _shines(canvas: Any) -> None:
    canvas.setFillAlpha(0.3)
    canvas.rect(100, 300, 200, 100, fill=1)


def _shades(canvas: Any) -> None:
    from reportlab.lib import colors

    canvas.linearGradient(100, 200, 300, 300, (colors.red, colors.yellow))
    canvas.radialGradient(400, 300, 50, (colors.green, colors.blue))


def _pictured(mode: str, canvas: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    image = Image.new(mode, (40, 30), 90)
    canvas.drawImage(ImageReader(image), 100, 300, mask="auto" if mode.endswith("A") else None)


def _linked(canvas: Any) -> None:
    canvas.linkURL("https://exemple.fr", (60, 740, 200, 760))
    canvas.bookmarkPage("haut")
    canvas.addOutlineEntry("Haut", "haut")
    canvas.linkRect("", "haut", (60, 700, 200, 720))


def _turned(canvas: Any) -> None:
    canvas.setPageRotation(90)


def _with_helvetica(canvas: Any) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 300, "Merci")


def _with_cmyk(canvas: Any) -> None:
    canvas.setFillColorCMYK(0, 1, 0, 0)
    canvas.rect(100, 300, 50, 50, fill=1)


def _with_field(canvas: Any) -> None:
    canvas.acroForm.textfield(name="a", x=100, y=300, value="12", fontName="Helvetica")


def _with_memo(canvas: Any) -> None:
    canvas.textAnnotation("Bonjour", (100, 300, 120, 320))


@pytest.mark.parametrize(
    "extra",
    [
        _shines,
        _shades,
        _linked,
        _turned,
        *(partial(_pictured, m) for m in ("L", "RGBA", "LA", "1")),
    ],
)
def test_reportlab__makes_pages_that_are_made(
    workspace: Workspace, tmp_path: Path, extra: Callable[[Any], None]
) -> None:
    demand_made(workspace, page(extra=extra), tmp_path)


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        (_with_helvetica, "CD-OWN-FONT"), (_with_cmyk, "CD-OWN-CMYK"),
        (_with_field, "CD-OWN-FONT"), (_with_memo, "CD-OWN-NOTE"),
        (partial(_pictured, "CMYK"), "CD-OWN-CMYK"),
    ],
)  # fmt: skip
def test_reportlab__makes_pages_that_are_refused_for_what_they_have(
    extra: Callable[[Any], None], why: str
) -> None:
    assert outcome(page(extra=extra)) == (why, None)


@pytest.mark.parametrize("saving", ["linear", "packed", "locked"])
def test_qpdf__writes_files_in_other_ways(
    workspace: Workspace, tmp_path: Path, saving: str
) -> None:
    import pikepdf

    ways: dict[str, dict[str, Any]] = {
        "linear": {"linearize": True},
        "packed": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        "locked": {
            "encryption": pikepdf.Encryption(owner="x", user="", R=3, aes=False, metadata=False)
        },
    }
    content = changed(page(), lambda _pdf: None, **ways[saving])
    if saving == "locked":
        assert outcome(content) == ("CD-OWN-LOCKED", None)
    else:
        demand_made(workspace, content, tmp_path)


# LibreOffice


def _sheet() -> bytes:
    """Return an invoice as people make it in a spreadsheet, with a logo that shines through."""
    from openpyxl import Workbook
    from openpyxl.drawing.image import Image
    from openpyxl.worksheet.properties import PageSetupProperties
    from PIL import Image as Pictures

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows: tuple[tuple[Any, ...], ...] = (
        ("Camille Fictive", "", "", "FACTURE"), (f"SIRET {b.SELLER_SIRET}", "", "", "N°", "F-26-50"),
        ("", "", "", "Date", "24/11/2026"), ("", "", "", "Échéance", "24/12/2026"),
        ("SIRET client", b.COMMUNE_SIRET), (),
        ("Réf.", "Désignation", "Qté", "P.U. HT", "Total HT"), ("A1", "Taille", 2, 150, 300),
        ("A2", "Tonte du grand terrain communal", 1.5, 80, 120),
        ("", "Remise exceptionnelle", "", "", -20),
        ("", "", "", "Total HT", 400), ("", "", "", "TVA 20 %", 80), ("", "", "", "Total TTC", 480),
    )  # fmt: skip
    for row in rows:
        sheet.append(row)
    for row_of_cells in sheet.iter_rows(min_row=8, min_col=4, max_col=5):
        for cell in row_of_cells:
            cell.number_format = '# ##0.00 "€"'
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 34
    logo = BytesIO()
    Pictures.new("RGBA", (60, 30), (200, 30, 30, 120)).save(logo, "PNG")
    sheet.add_image(Image(logo), "A18")
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def printed(folder: Path, **options: bool | int | str) -> bytes:
    """Return what LibreOffice exports, with options of its own."""
    import json

    assert OFFICE is not None
    (folder / "facture.xlsx").write_bytes(_sheet())
    kinds = {bool: "boolean", int: "long", str: "string"}
    said = {name: {"type": kinds[type(value)], "value": str(value).lower()}
            for name, value in options.items()}  # fmt: skip
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(folder.parent / 'office').as_uri()}", "--headless",
         "--convert-to", f"pdf:calc_pdf_Export:{json.dumps(said)}", "--outdir", str(folder),
         str(folder / "facture.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "facture.pdf").read_bytes()


@with_office
@pytest.mark.parametrize(
    "options",
    [{}, {"UseTaggedPDF": True}, {"SelectPdfVersion": 1}, {"SelectPdfVersion": 3},
     {"IsAddStream": True, "Watermark": "copie"}],
    ids=str,
)  # fmt: skip
def test_libreoffice__makes_pages_that_are_made(
    workspace: Workspace, tmp_path: Path, options: dict[str, Any]
) -> None:
    (tmp_path / "made").mkdir()
    demand_made(workspace, printed(tmp_path / "made", **options), tmp_path)


@with_office
def test_libreoffice__locks_pages(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    content = printed(tmp_path / "made", RestrictPermissions=True, PermissionPassword="a")
    assert outcome(content) == ("CD-OWN-LOCKED", None)


@with_office
def test_libreoffice__a_sheet_is_read_with_its_lines(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    seen = with_pdf(printed(tmp_path / "made"), read_visible)
    found = read_own(seen.text, b.SELLER_SIRET, seen.rows)
    assert found is not None
    invoice = found.invoice
    assert (invoice.number, invoice.issue_date, invoice.due_date, invoice.buyer.siret) == (
        "F-26-50", date(2026, 11, 24), date(2026, 12, 24), b.COMMUNE_SIRET,
    )  # fmt: skip
    lines: list[Any] = [
        (i.description, i.quantity, i.unit_price, i.vat_rate) for i in invoice.lines
    ]
    assert lines == [
        ("Taille", 2, 150, 20), ("Tonte du grand terrain communal", Decimal("1.5"), 80, 20),
        ("Remise exceptionnelle", -1, 20, 20),
    ]  # fmt: skip


def test_fonts__that_ship_are_there() -> None:
    """The pages above are printed in it."""
    assert resources.path("fonts", "NotoSans-Regular.ttf").is_file()
