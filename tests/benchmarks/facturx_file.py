"""One Factur-X from a stored invoice beside the usual way: reportlab's platypus and factur-x."""

import tempfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from facturx import generate_cii_xml, generate_from_file
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.totals import figures
from chorus_desk.formats import cii, facturx, official, xml
from chorus_desk.formats.official_rules.schema import check_schema
from chorus_desk.formats.pdf import fonts
from chorus_desk.formats.pdf.content import mentions
from chorus_desk.formats.tables import portal_labels
from chorus_desk.storage import invoices
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.benchmarks.measuring import Line, best_of_both


def lines() -> Iterator[Line]:
    """Time both ways, in turns: the usual one with the same embedded font, and with none."""
    made = b.vat_invoice(*(b.taxed_line(description=f"Ligne {n}") for n in range(10)))
    fonts.loaded()
    embedded = ParagraphStyle("embedded", fontName=fonts.REGULAR, fontSize=9)
    with tempfile.TemporaryDirectory() as folder, open_workspace(Path(folder)) as workspace:
        with writing(workspace.connection):
            invoice_id = invoices.add_draft(workspace.connection, made)
        terms = official.read_cii(cii.read(cii.write(made, Circuit.HISTORICAL)).root)
        same, bare = (
            best_of_both(
                partial(_ours, workspace, invoice_id), partial(_usual, made, terms, style), 40
            )
            for style in (embedded, ParagraphStyle("standard"))
        )
    yield Line("one Factur-X (PDF/A-3b, XSD checked) from the database",
               "≤ 1 × factur-x + reportlab, same font", _shown(same), same[0] <= same[1])  # fmt: skip
    yield Line(
        "  beside a page that embeds no font", "none: for information", _shown(bare), met=True
    )


def _shown(pair: tuple[float, float]) -> str:
    ours, usual = pair
    return f"{ours * 1000:.1f} ms, {ours / usual:.2f} ×"


def _ours(workspace: Workspace, invoice_id: int) -> bytes:
    stored = invoices.load_invoice(workspace.connection, invoice_id)
    assert stored is not None
    made = stored.invoice
    data = cii.write(made, Circuit.HISTORICAL)
    assert check_schema(xml.parse(data), "en16931") == ()
    return facturx.around(data, made, Circuit.HISTORICAL)


def _usual(made: Invoice, terms: dict[str, Any], style: ParagraphStyle) -> bytes:
    """Make the XML and the same content as a page the way the libraries' own guides do."""
    page = BytesIO()
    labels = portal_labels()
    story: list[Flowable] = [Paragraph(f"Facture {made.number}", style)]
    for party in (made.seller, made.buyer):
        for text in (party.name, party.address.line1, party.address.city, party.siret):
            story += [Paragraph(text or "", style)]
        story.append(Spacer(1, 12))
    story += [
        Paragraph(f"{labels[field]} {value}", style)
        for field, value in (("commitment_number", made.commitment_number),
                             ("issue_date", made.issue_date))
    ]  # fmt: skip
    rows: list[list[Any]] = [["Désignation", "Quantité", "Prix", "Montant"]]
    rows += [
        [
            Paragraph(line.description or "", style),
            str(line.quantity),
            str(line.unit_price),
            "300,00",
        ]
        for line in made.lines
    ]
    font = TableStyle([("FONTNAME", (0, 0), (-1, -1), style.fontName)])
    story.append(Table(rows, colWidths=[240, 60, 60, 60], style=font))
    totals = figures(made)
    story += [Paragraph(str(value), style) for value in (totals.net, totals.vat, totals.gross)]
    story += [Paragraph(mention, style) for mention in mentions(made)]
    SimpleDocTemplate(page, pagesize=A4).build(story)
    data = generate_cii_xml(terms, level="en16931", check_xsd=False, check_schematron=None)
    generate_from_file(page, data, flavor="factur-x", level="en16931", check_xsd=True,
                       check_schematron=False)  # fmt: skip
    return page.getvalue()
