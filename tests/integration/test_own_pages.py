"""Pages of strangers as own pages: made into Factur-X that every judge accepts, or refused.

The container checks, XSD and Schematron judge each that is made, and so does a PDF/A validator
that had no part in it (pikepdf's; veraPDF is not there). What that one cannot judge it says, and
calls no fault: layers, patterns, and keys that it does not know.
"""

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import has_errors
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.totals import figures
from chorus_desk.formats import cii, facturx, own_page
from chorus_desk.formats.pdf.own.conversion import Converted
from chorus_desk.storage import invoice_files, invoices
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.demo import ensure_demo
from chorus_desk.usecases.export import export
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.verdict import official_findings
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.integration.test_pdfa import _EXTENSION_SCHEMA
from tests.stored import furnish

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the validator is pinned there")

OTHERS = {
    # A Factur-X whose data are broken says so; nothing is guessed beside them.
    "caslimites__RBT-002_facture.pdf": ("xml-unreadable", "made"),
    "caslimites__XML-001_facture.pdf": ("xml-unreadable", "made"),
    "corpus__factur-x-invalid-xml-encoding-attribute.pdf": ("xml-unreadable", "made"),
    # German and English invoices: none of the words of the portal's reader is on them.
    "corpus__RE-E-974-Hetzner_2016-01-19_R0005532486.pdf": ("pdf-not-an-invoice", "made"),
    "factur-x__sample.pdf": ("pdf-not-an-invoice", "made"),
    "mustang__MustangGnuaccountingBeispielRE-20171118_506blanko.pdf": (
        "pdf-not-an-invoice",
        "made",
    ),
    "mustang__MustangGnuaccountingBeispielRE-20201121_508blanko.pdf": (
        "pdf-not-an-invoice",
        "made",
    ),
    "mustang__corruptedV2PDF.pdf": ("pdf-two-invoices", "pdf-unreadable"),
    "tjmartin__facture_en16931.pdf": ("unknown-format", "pdf-unreadable"),
    "zugferd__pdf_invalid.pdf": ("pdf-image", "made"),
}
"""What import says of each file, and what becomes of its page with a whole invoice inside."""


def data() -> tuple[Invoice, bytes]:
    invoice = b.vat_invoice(number="D-1")
    return invoice, cii.write(invoice, Circuit.HISTORICAL)


def with_data(page: bytes) -> Converted:
    invoice, xml = data()
    return own_page.around(page, xml, invoice, Circuit.HISTORICAL)


def violations(content: bytes) -> set[str]:
    from pikepdf import pdfa

    found = pdfa.validate_written(BytesIO(content), "3b").findings
    return {f.message for f in found if f.kind == "violation"} - _EXTENSION_SCHEMA


def judge(workspace: Workspace, content: bytes) -> None:
    """Demand that every check accepts what was made."""
    read = cii.read(facturx.extract(content).xml)
    around = facturx.examine(content, read.profile)
    assert [f for f in around if f.severity != "info"] == []
    [official] = official_findings(workspace, [(read.root, read.profile, Circuit.HISTORICAL)])
    assert not has_errors(official)
    assert violations(content) == set()


def outcome(page: bytes) -> tuple[str, bytes | None]:
    try:
        made = with_data(page)
    except UserError as error:
        return error.code, None
    rules = ", ".join(finding.rule for finding in made.findings)
    return rules or "made", made.content


@pytest.mark.corpus
def test_corpus__others(workspace: Workspace, corpus: Path) -> None:
    furnish(workspace, b.vat_seller())
    files = sorted((corpus / "pdf-other").glob("*.pdf"))
    said = {}
    for file in files:
        [(_, error)] = import_files(workspace, [file], dry_run=True).failures
        became, content = outcome(file.read_bytes())
        said[file.name] = (error.code, became)
        if content is not None:
            judge(workspace, content)
    assert said == OTHERS


@pytest.mark.corpus
def test_corpus__pages_of_factur_x(workspace: Workspace, corpus: Path) -> None:
    """112 pages by some thirty programs, their own files and metadata taken out."""
    files = sorted((corpus / "facturx-pdf").glob("*.pdf"))
    outcomes = {}
    for file in files:
        outcomes[file.name], content = outcome(file.read_bytes())
        if content is not None:
            assert violations(content) == set(), file.name
    assert set(outcomes.values()) == {"made"}
    assert len(outcomes) >= 112


@pytest.mark.corpus
def test_corpus__hostile_pages_end_in_an_answer(corpus: Path) -> None:
    files = sorted(corpus.glob("adversarial/*.pdf"))
    assert files
    for file in files:
        _, content = outcome(file.read_bytes())
        if content is not None:
            assert violations(content) == set(), file.name


@pytest.mark.corpus
def test_corpus__what_is_read_is_what_the_data_say(corpus: Path) -> None:
    """The pages of Factur-X have their truth inside: how much of it is read, and how little wrong.

    What differs is not misread: credit notes printed with minus signs, an American date, data that
    a low profile leaves out.
    """
    from chorus_desk.formats.pdf.opening import with_pdf
    from chorus_desk.formats.pdf.own.reading import read_own
    from chorus_desk.formats.pdf.page_text import text_of

    right = dict.fromkeys(("number", "totals.net", "totals.vat", "totals.gross"), 0)
    wrong, pages = [], 0
    for file in sorted((corpus / "facturx-pdf").glob("*.pdf")):
        try:
            truth = facturx.read(file.read_bytes()).document.invoice
        except UserError:
            continue
        found = read_own(with_pdf(file.read_bytes(), text_of), truth.seller.siret)
        if found is None:
            continue
        pages += 1
        sums = truth.stated or figures(truth)
        wanted = {"number": truth.number, "totals.net": sums.net, "totals.vat": sums.vat,
                  "totals.gross": sums.gross}  # fmt: skip
        told = {f.path: f.params["value"] for f in found.findings if "value" in f.params}
        for field, value in wanted.items():
            read = told.get(field)
            right[field] += read == value
            signed = isinstance(read, type(value)) and not isinstance(value, str)
            if read is not None and read != value and not (signed and abs(read) == abs(value)):  # type: ignore[arg-type]
                wrong.append((file.name, field, read, value))
    assert wrong == []
    assert pages >= 89
    assert right["number"] >= 34
    assert min(right["totals.net"], right["totals.vat"], right["totals.gross"]) >= 80


def test_demo__its_pages_are_own_pages(tmp_path: Path, clock: Clock) -> None:
    """Every plain page of the demo becomes a Factur-X with its own data inside."""
    folder = tmp_path / "démo"
    ensure_demo(folder, clock)
    made = 0
    with open_workspace(folder, clock) as workspace:
        rows = workspace.connection.execute("SELECT id FROM invoices WHERE issued_at IS NOT NULL")
        for (invoice_id,) in rows.fetchall():
            stored = invoices.load_invoice(workspace.connection, invoice_id)
            kept = invoice_files.load_attached(
                workspace.connection, invoice_id, invoice_files.PORTAL_PDF
            )
            assert stored is not None
            assert kept is not None
            export(workspace, stored.invoice.number or "", "cii", tmp_path / "data.xml")
            xml = (tmp_path / "data.xml").read_bytes()
            opened = own_page.open_page(kept[1])
            assert not has_errors(opened.against(replace(stored.invoice, stated=None)))
            converted = own_page.around(kept[1], xml, stored.invoice, Circuit.HISTORICAL)
            assert converted.content is not None, converted.findings
            judge(workspace, converted.content)
            made += 1
    assert made >= 4
