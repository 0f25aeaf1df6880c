"""The page against the data: what the data say is found on the page, however it is printed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice, Totals
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx
from chorus_desk.formats.pdf.against_page import against_page
from chorus_desk.formats.pdf.page_text import PageText
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.wording.findings import fix, sentence
from tests import builders as b

STATED = Totals(gross=Decimal("1234.50"), due=Decimal("1000.00"))
DATA = b.invoice(number="F-2026/12", commitment_number="BC 118", stated=STATED, issue_date=date(2026, 3, 12),
                 buyer=replace(b.invoice().buyer, service_code="VOIRIE"))  # fmt: skip
PAGE = """Facture F-2026/12 du 12 mars 2026   SIRET 999 000 011 00018   Client SIREN 219 900 016
Service Voirie, commande BC-118      Total TTC 1 234,50 €    Net à payer : 1 000,00 €"""


def missing(text: str, invoice: Invoice = DATA) -> set[str]:
    return {finding.rule for finding in against_page(invoice, PageText(text, whole=True))}


def test_against_page__finds_all_that_is_printed() -> None:
    assert missing(PAGE) == set()


@pytest.mark.parametrize(
    ("printed", "other", "rule"),
    [
        ("F-2026/12", "F-2026/13", "CD-PAGE-NUMBER"),
        ("12 mars", "13 mars", "CD-PAGE-DATE"),
        ("999 000 011 00018", "732 829 320 00074", "CD-PAGE-SELLER"),
        ("219 900 016", "219 900 017", "CD-PAGE-BUYER"),
        ("Voirie", "Culture", "CD-PAGE-SERVICE"),
        ("BC-118", "BC-119", "CD-PAGE-COMMITMENT"),
        ("1 234,50", "1 234,60", "CD-PAGE-GROSS"),
        ("1 000,00", "1 100,00", "CD-PAGE-DUE"),
    ],
)
def test_against_page__names_what_differs(printed: str, other: str, rule: str) -> None:
    assert printed in PAGE
    [finding] = against_page(DATA, PageText(PAGE.replace(printed, other), whole=True))
    assert (finding.rule, finding.severity, finding.source) == (
        rule,
        Severity.WARNING,
        Source.CONTAINER,
    )
    assert finding.path
    for language in ("fr", "en"):
        text = sentence(finding, language) + (fix(finding, language) or "")
        assert "{" not in text
        assert "ffici" not in text


@pytest.mark.parametrize(
    "day", ["12/03/2026", "12.3.2026", "2026-03-12", "12 Mars 2026", "12-03-26", "20260312"]
)
def test_against_page__takes_a_date_in_every_form(day: str) -> None:
    assert missing(PAGE.replace("12 mars 2026", day)) == set()


@pytest.mark.parametrize(
    "amount",
    ["1234,50", "1234.50", "1.234,50", "1,234.50", "1\u202f234,50", "-1 234,50", "3 1 234,50"],
)
def test_against_page__takes_an_amount_in_every_form(amount: str) -> None:
    assert missing(PAGE.replace("1 234,50", amount.replace("\u202f", " "))) == set()


@pytest.mark.parametrize("amount", ["11 234,50", "1 234,5067", "234,50", "0 1234.505"])
def test_against_page__takes_no_part_of_an_amount(amount: str) -> None:
    assert missing(PAGE.replace("1 234,50", amount)) == {"CD-PAGE-GROSS"}


def test_against_page__says_once_that_nothing_is_there() -> None:
    assert missing("Lorem ipsum dolor sit amet, consectetuer adipiscing elit.") == {"CD-PAGE-OTHER"}
    assert missing("") == missing("\ufffd" * 200) == {"CD-PAGE-UNREADABLE"}
    assert missing("", Invoice()) == set()


def test_against_page__accuses_no_page_that_was_not_read_to_its_end() -> None:
    half = PageText(PAGE[: len(PAGE) // 2], whole=False)
    assert {finding.rule for finding in against_page(DATA, half)} == {"CD-PDF-PARTLY"}


def test_against_page__does_not_ask_for_an_amount_due_of_nothing() -> None:
    paid = replace(DATA, stated=replace(STATED, due=Decimal("0.00")))
    assert missing(PAGE.replace("1 000,00", "rien"), paid) == set()


@pytest.mark.parametrize(
    "made",
    [b.invoice(), b.vat_invoice(prepaid=Decimal(50)), b.vat_invoice(type_code="381"),
     b.invoice(lines=tuple(b.line() for _ in range(200)))],
    ids=["franchise", "prepaid", "credit note", "pages"],
)  # fmt: skip
def test_own_facturx__says_the_same_on_page_and_in_data(made: Invoice) -> None:
    content = facturx.write(made, Circuit.HISTORICAL)
    document = cii.read(facturx.extract(content).xml)
    assert facturx.examine(content, document.profile, document.invoice) == ()


def test_facturx__of_another_page_is_found_out() -> None:
    from chorus_desk.formats.pdf.invoice_page import metadata
    from chorus_desk.formats.pdf.pdfa import with_data

    xml = cii.write(b.invoice(), Circuit.HISTORICAL)
    other = b.vat_invoice(number="2026-0099")
    content = with_data(render_portal(other), xml, metadata(other), "en16931")
    document = cii.read(facturx.extract(content).xml)
    found = {f.rule for f in facturx.examine(content, document.profile, document.invoice)}
    assert {"CD-PAGE-NUMBER"} <= found


@pytest.mark.corpus
def test_corpus__few_files_warn_and_each_is_known(corpus: Path) -> None:
    """Each of these was looked at: only the dates are no true difference for a French reader."""
    known = {
        "factur-x__": {"CD-PAGE-OTHER"},  # a page of Lorem ipsum
        "corpus__Facture_UE_": {"CD-PAGE-DATE"},  # an English page: 11/03 is November the 3rd
        "mustang__103767": {"CD-PAGE-DATE"},  # "February 17, 2026"
        "corpus__Mustang": {"CD-PAGE-NUMBER", "CD-PAGE-DATE"},  # the page of another invoice
        "mustang__invalidX": {"CD-PAGE-NUMBER", "CD-PAGE-DATE"},
        "mustang__validX": {"CD-PAGE-NUMBER", "CD-PAGE-DATE"},
        "corpus__fail_ZUGFeRD_2": {"CD-PAGE-GROSS"},  # other rates of VAT
        "fxdotnet__4": {"CD-PAGE-SERVICE"},
        "lunatech__facture_facturx_bulk": {"CD-PAGE-SERVICE"},  # a buyer reference, not printed
    }
    warned = files = 0
    for file in sorted(corpus.glob("facturx-pdf/*.pdf")):
        found = {finding.rule for finding in on_page(file)}
        files += 1
        warned += bool(found)
        allowed = next(
            (rules for start, rules in known.items() if file.name.startswith(start)), set()
        )
        assert found <= allowed, file.name
    assert files >= 110
    assert warned <= 22


def on_page(file: Path) -> Sequence[Finding]:
    content = file.read_bytes()
    try:
        document = cii.read(facturx.extract(content).xml)
    except UserError:
        return ()
    findings = facturx.examine(content, document.profile, document.invoice)
    return [finding for finding in findings if finding.rule.startswith("CD-PAGE-")]
