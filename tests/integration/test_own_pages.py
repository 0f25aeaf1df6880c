"""Pages of strangers as own pages: made into Factur-X that every judge accepts, or refused.

The container checks, XSD and Schematron judge each that is made, and so does a PDF/A validator
that had no part in it (pikepdf's; veraPDF is not there). What that one cannot judge it says, and
calls no fault: layers, patterns, and keys that it does not know.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import has_errors
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.totals import figures
from chorus_desk.formats import cii, facturx, own_page
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.own.conversion import Converted
from chorus_desk.formats.pdf.own.reading import ReadOwn, read_own
from chorus_desk.formats.pdf.own.visible_text import read_visible
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


FIELDS: dict[str, tuple[Callable[[Invoice], Any], int]] = {
    "number": (lambda i: i.number, 80), "issue_date": (lambda i: i.issue_date, 85),
    "due_date": (lambda i: i.due_date, 64), "delivery_date": (lambda i: i.delivery_date, 27),
    "period_start": (lambda i: i.period_start, 32), "period_end": (lambda i: i.period_end, 32),
    "payment.iban": (lambda i: compact(i.payment.iban or "") or None, 39),
    "commitment_number": (lambda i: i.commitment_number, 50),
    "totals.net": (lambda i: figures(i).net, 84), "totals.vat": (lambda i: figures(i).vat, 83),
    "totals.gross": (lambda i: figures(i).gross, 84),
}  # fmt: skip
"""What is looked for on each page, with how many pages give it rightly at least."""


def pages_with_truth(corpus: Path) -> Iterator[tuple[str, Invoice, ReadOwn]]:
    """Give the pages of Factur-X that give a draft, with what their data say."""
    for file in sorted((corpus / "facturx-pdf").glob("*.pdf")):
        try:
            truth = facturx.read(file.read_bytes()).document.invoice
        except UserError:
            continue
        seen = with_pdf(file.read_bytes(), read_visible)
        found = read_own(seen.text, truth.seller.siret, seen.rows)
        if found is not None:
            yield file.name, truth, found


@pytest.mark.corpus
def test_corpus__what_is_read_is_what_the_data_say(corpus: Path) -> None:
    """The pages of Factur-X have their truth inside: how much of it is read, and nothing wrong.

    What differs is not misread: credit notes printed with minus signs, and what a low profile
    leaves out of its data.
    """
    right = dict.fromkeys(FIELDS, 0)
    wrong, pages = [], 0
    for name, truth, found in pages_with_truth(corpus):
        pages += 1
        told = {f.path: f.params["value"] for f in found.findings if "value" in f.params}
        for field, (value_of, _) in FIELDS.items():
            value, read = value_of(truth), told.get(field)
            same = read == value or (isinstance(read, Decimal) and abs(read) == abs(value))
            right[field] += value is not None and same
            if read is not None and value is not None and not same:
                wrong.append((name, field, read, value))
    assert wrong == []
    assert pages >= 89
    assert {field: count for field, count in right.items() if count < FIELDS[field][1]} == {}


@pytest.mark.corpus
def test_corpus__lines_that_are_taken_are_those_of_the_data(corpus: Path) -> None:
    """Lines as their data have them, save a discount, which some data take off the price.

    Discounts and charges of the whole invoice come as lines: their data have them elsewhere.
    """
    taken, other = 0, []
    for name, truth, found in pages_with_truth(corpus):
        if not any(finding.rule == "CD-OWN-LINES" for finding in found.findings):
            continue
        assert figures(found.invoice).net == abs(figures(truth).net or 0), name
        if not truth.lines:
            continue
        wanted = {(abs(i.quantity or 0), abs(i.unit_price or 0)) for i in truth.lines}
        for line in found.invoice.lines:
            same = (abs(line.quantity or 0), line.unit_price) in wanted
            taken += same
            if not same and not line.allowances and len(found.invoice.lines) == len(truth.lines):
                other.append((name, line))
    assert other == []
    assert taken >= 80


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
