"""CII: what is written is read back the same, and what cannot be kept is named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Severity
from chorus_desk.domain.invoice import (
    Attachment,
    Invoice,
    Line,
)
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Contact, Party
from chorus_desk.domain.totals import compute_totals
from chorus_desk.formats import cii
from chorus_desk.formats.document import Document
from chorus_desk.formats.syntax import CII_SPACES
from chorus_desk.formats.tables import Profile, profile_of
from tests import builders as b
from tests.conftest import Golden

D = Decimal
RAM = CII_SPACES["ram"]


def again(invoice: Invoice, circuit: Circuit = Circuit.HISTORICAL) -> Document:
    return cii.read(cii.write(invoice, circuit))


def same(read: Invoice, written: Invoice) -> None:
    """Compare all that a file can carry: stated figures are the computed ones."""
    assert read.stated is not None
    computed = compute_totals(written)
    assert read.stated.groups == computed.groups
    assert (read.stated.net, read.stated.gross, read.stated.due) == (
        computed.net, computed.gross, computed.due,
    )  # fmt: skip
    lines = tuple(replace(line, identifier=None) for line in read.lines)
    wanted = tuple(replace(line, identifier=None) for line in written.lines)
    assert replace(read, stated=None, lines=lines) == replace(written, stated=None, lines=wanted)


def test_write__is_read_back_whole() -> None:
    made = b.full_invoice()
    document = again(made)
    assert document.findings == ()
    same(document.invoice, made)


def test_write__joins_name_and_department_where_the_profile_has_one_name() -> None:
    contact = Contact(name="Camille", department="Compta")
    made = b.vat_invoice(seller=replace(b.vat_invoice().seller, contact=contact))
    read = again(made).invoice.seller.contact
    assert read == Contact(name="Camille, Compta")


def test_write__uses_the_profile_that_holds_a_validator() -> None:
    assert profile_of(again(b.full_invoice()).bt_24) == Profile("EXTENDED", "extended", True)
    assert profile_of(again(b.invoice()).bt_24) == Profile("EN 16931", "en16931", True)


def test_write__gives_the_same_bytes() -> None:
    made = b.full_invoice()
    assert cii.write(made, Circuit.HISTORICAL) == cii.write(made, Circuit.HISTORICAL)
    assert made == b.full_invoice()  # writing changes nothing


def test_write__puts_identifiers_where_each_circuit_wants_them() -> None:
    made = b.invoice(buyer=replace(b.commune().as_party(), service_code="CULTURE"))
    historical, reform = (cii.write(made, circuit).decode() for circuit in Circuit)
    assert f'<ram:ID schemeID="0009">{b.COMMUNE_SIRET}</ram:ID>' in historical
    assert "<ram:BuyerReference>CULTURE</ram:BuyerReference>" in historical
    assert f'<ram:GlobalID schemeID="0009">{b.COMMUNE_SIRET}</ram:GlobalID>' in reform
    assert '<ram:ID schemeID="0002">219900016</ram:ID>' in reform
    assert '<ram:GlobalID schemeID="0224">CULTURE</ram:GlobalID>' in reform
    assert "BuyerReference" not in reform


def test_read__finds_identifiers_of_either_circuit() -> None:
    made = b.invoice(
        billing_framework="S1", buyer=replace(b.commune().as_party(), service_code="CULTURE")
    )
    read = again(made, Circuit.REFORM).invoice
    assert (read.buyer.siret, read.buyer.siren, read.buyer.service_code) == (
        b.COMMUNE_SIRET, None, "CULTURE",
    )  # fmt: skip
    assert read.seller.siret == b.SELLER_SIRET


def test_write__keeps_data_that_look_like_what_stands_for_none() -> None:
    made = b.invoice(
        number=None, commitment_number="19000101", contract_number="NaN",
        lines=(b.line(description="NaN", details="19000101", quantity=None),),
    )  # fmt: skip
    read = cii.read(cii.write(made, Circuit.HISTORICAL)).invoice
    assert (read.number, read.commitment_number, read.contract_number) == (None, "19000101", "NaN")
    [line] = read.lines
    assert (line.description, line.details, line.quantity) == ("NaN", "19000101", None)


def test_read__leaves_out_a_number_that_nobody_means() -> None:
    made = b.vat_invoice(stated=None)
    content = cii.write(made, Circuit.HISTORICAL).replace(
        b"<ram:DuePayableAmount>360.00<", b"<ram:DuePayableAmount>99999999999999999999.00<"
    )
    document = cii.read(content)
    assert document.invoice.stated is not None
    assert document.invoice.stated.due is None
    [finding] = [f for f in document.findings if f.rule == "CD-NUMBER-TOO-LARGE"]
    assert (finding.severity, finding.path) == (Severity.ERROR, "totals.due")


def test_write__always_writes_a_draft_however_unfinished() -> None:
    document = again(Invoice(lines=(Line(),)))
    assert document.invoice.number is None
    assert document.invoice.issue_date is None
    assert b"\xee\x80\x80" not in cii.write(Invoice(lines=(Line(),)), Circuit.HISTORICAL)
    assert b"NaN" not in cii.write(Invoice(lines=(Line(),)), Circuit.HISTORICAL)


cents = st.decimals(min_value=0, max_value=100_000, places=2)
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=40
).map(lambda text: " ".join(text.split()))


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    lines = tuple(
        Line(
            description=draw(texts) or "x", quantity=draw(st.decimals(-99, 99, places=4)), unit="C62",
            unit_price=draw(st.decimals(0, 999, places=6)), vat_category="S",
            vat_rate=D(draw(st.sampled_from(["20", "10", "5.5"]))),
        )
        for _ in range(draw(st.integers(1, 4)))
    )  # fmt: skip
    return b.vat_invoice(*lines, prepaid=draw(cents), terms=draw(texts) or None)


@given(invoices())
def test_round_trip__keeps_every_figure(made: Invoice) -> None:
    same(again(made).invoice, made)


def edited(change: dict[str, str], invoice: Invoice | None = None) -> Document:
    """Write an invoice, replace parts of its XML and read it."""
    text = cii.write(invoice or b.vat_invoice(), Circuit.HISTORICAL).decode()
    for old, new in change.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return cii.read(text.encode())


@pytest.mark.parametrize("amount", ["300,00", "", "1E2", "INF", "NaN", "1 300.00", "--3"])
def test_read__names_an_amount_that_is_none(amount: str) -> None:
    document = edited({">300.00</ram:TaxBasisTotalAmount>": f">{amount}</ram:TaxBasisTotalAmount>"})
    stated = document.invoice.stated
    assert stated is not None
    assert stated.net is None
    rules = [finding.rule for finding in document.findings]
    assert rules == ([] if not amount else ["CD-NOT-A-NUMBER"])


@pytest.mark.parametrize("day", ["20260231", "2026112", "abcdefgh", "20260101Z"])
def test_read__names_a_date_that_is_none(day: str) -> None:
    document = edited({">20261120<": f">{day}<"})
    assert document.invoice.issue_date is None
    assert [finding.rule for finding in document.findings] == ["CD-NOT-A-DATE"]


def test_read__takes_the_day_of_a_date_with_a_time() -> None:
    document = edited({'format="102">20261120<': 'format="203">202611201530<'})
    assert document.invoice.issue_date == date(2026, 11, 20)


def test_read__names_what_no_term_covers() -> None:
    document = edited(
        {"<ram:ApplicableHeaderTradeSettlement>": "<ram:ApplicableHeaderTradeSettlement>"
         "<ram:InvoiceIssuerReference>SERVICE-9</ram:InvoiceIssuerReference>"}
    )  # fmt: skip
    [finding] = document.findings
    assert finding.rule == "CD-NOT-KEPT"
    assert finding.params["value"] == "SERVICE-9"


def test_read__names_a_second_account() -> None:
    means = (
        "</ram:SpecifiedTradeSettlementPaymentMeans><ram:SpecifiedTradeSettlementPaymentMeans>"
        "<ram:TypeCode>30</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount>"
        "<ram:IBANID>FR1420041010050500013M02606</ram:IBANID>"
        "</ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>"
    )
    document = edited({"</ram:SpecifiedTradeSettlementPaymentMeans>": means})
    assert document.invoice.payment.iban == "FR7630000000010000000000007"
    assert [(f.rule, f.field, f.params["value"]) for f in document.findings] == [
        ("CD-NOT-KEPT", "BT-84", "FR1420041010050500013M02606")
    ]


def test_read__recognises_a_price_with_vat_in_the_net_price() -> None:
    # The minimal CII flow of Chorus Pro: gross price 150 without VAT, "net" price 180 with VAT.
    gross = (
        "<ram:GrossPriceProductTradePrice><ram:ChargeAmount>150.00</ram:ChargeAmount>"
        "</ram:GrossPriceProductTradePrice>"
    )
    document = edited(
        {
            "<ram:ChargeAmount>150.00<": "<ram:ChargeAmount>180.00<",
            "<ram:NetPriceProductTradePrice>": f"{gross}<ram:NetPriceProductTradePrice>",
        }
    )
    [line] = document.invoice.lines
    assert (line.unit_price, line.gross_price) == (D("150.00"), None)
    assert "CD-PRICE-WITH-VAT" in [finding.rule for finding in document.findings]


def test_read__keeps_an_ordinary_gross_price() -> None:
    made = b.vat_invoice(b.taxed_line(gross_price=D(160), price_discount=D(10)))
    [line] = again(made).invoice.lines
    assert (line.unit_price, line.gross_price) == (D("150.00"), D("160"))


def test_read__guesses_the_category_of_old_files_and_says_so() -> None:
    text = cii.write(b.vat_invoice(), Circuit.HISTORICAL).decode()
    root = etree.fromstring(text.encode())
    for element in root.iterfind(
        f".//{{{RAM}}}IncludedSupplyChainTradeLineItem//{{{RAM}}}CategoryCode"
    ):
        element.getparent().remove(element)  # type: ignore[union-attr]
    document = cii.read(etree.tostring(root))
    assert document.invoice.lines[0].vat_category == "S"
    assert [(f.rule, f.path) for f in document.findings] == [
        ("CD-GUESSED", "lines[0].vat_category")
    ]


def test_read__makes_attachment_names_harmless() -> None:
    made = b.invoice(
        attachments=(
            Attachment(file_name="../../evil.pdf", mime_type="application/pdf", content=b"x"),
        )
    )
    document = again(made)
    [item] = document.invoice.attachments
    assert item.file_name == "evil.pdf"
    assert "CD-ATTACHMENT-NAME" in [finding.rule for finding in document.findings]


def test_read__names_an_attachment_that_cannot_be_decoded() -> None:
    made = b.invoice(attachments=(Attachment(file_name="a.pdf", mime_type="a/b", content=b"abc"),))
    document = edited({">YWJj<": ">%%%<"}, made)
    assert document.invoice.attachments[0].content is None
    assert "CD-ATTACHMENT-UNREADABLE" in [finding.rule for finding in document.findings]


def test_read__says_what_it_did_not_obey() -> None:
    text = cii.write(b.invoice(), Circuit.HISTORICAL).decode()
    text = text.replace("?>\n", '?>\n<?xml-stylesheet href="http://x.invalid/a.xsl"?>\n', 1)
    assert [f.rule for f in cii.read(text.encode()).findings] == ["CD-PART-IGNORED"]


@pytest.mark.parametrize(
    "content",
    [b"<a/>", b"<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'/>"],
)
def test_read__refuses_other_documents(content: bytes) -> None:
    with pytest.raises(UserError, match="not-an-invoice"):
        cii.read(content)


def test_read__stands_an_empty_document() -> None:
    document = cii.read(f'<r:CrossIndustryInvoice xmlns:r="{CII_SPACES["rsm"]}"/>'.encode())
    assert document.invoice.number is None
    assert document.profile is None


def test_write__golden(golden: Golden) -> None:
    golden.check("facture-franchise.xml", cii.write(b.invoice(), Circuit.HISTORICAL).decode())
    golden.check("avoir-complet.xml", cii.write(b.full_invoice(), Circuit.HISTORICAL).decode())
    made = b.invoice(billing_framework="S1")
    golden.check("facture-reforme.xml", cii.write(made, Circuit.REFORM).decode())


def test_write__names_the_contract_holder_where_each_circuit_wants_it() -> None:
    holder = Party(name="Titulaire", siret=b.HOSPITAL_SIRET)
    places = {
        Circuit.HISTORICAL: ("A9", b"InvoiceeTradeParty"),
        Circuit.REFORM: ("S3", b"SalesAgentTradeParty"),
    }
    for circuit, (framework, element) in places.items():
        made = b.invoice(billing_framework=framework, validator=holder)
        assert element in cii.write(made, circuit)
        assert again(made, circuit).invoice.validator == holder


def test_read__names_an_agent_that_the_historical_circuit_does_not_know() -> None:
    holder = Party(name="Titulaire", siret=b.HOSPITAL_SIRET)
    content = cii.write(b.invoice(billing_framework="S3", validator=holder), Circuit.REFORM)
    document = cii.read(content.replace(b">S3<", b">A9<"))
    assert document.invoice.validator is None
    assert ("CD-NOT-KEPT", "EXT-FR-FE-BG-03") in [
        (f.rule, f.params.get("term")) for f in document.findings
    ]


def test_read__names_a_line_whose_reason_of_no_vat_is_another() -> None:
    """An invoice of ours has one reason by category; a file may have one by line (EXTENDED)."""
    content = cii.write(b.full_invoice(), Circuit.HISTORICAL)
    kept, code = b"<ram:ExemptionReason>", b"<ram:ExemptionReasonCode>VATEX-FR-CGI261-4"
    assert content.count(kept) == content.count(code) == 2
    other = content.replace(kept, kept + b"Autre motif : ", 1)
    [finding] = cii.read(other).findings
    assert (finding.rule, finding.path) == ("CD-NOT-KEPT", "lines[1]")
    assert finding.params["term"] == "EXT-FR-FE-178"
    assert "Autre motif" in str(finding.params["value"])


def test_write__says_the_reason_of_no_vat_once_in_a_level_without_a_place_on_lines() -> None:
    content = cii.write(b.invoice(), Circuit.HISTORICAL)
    assert content.count(b"<ram:ExemptionReasonCode>") == 1
