"""ZUGFeRD 1.0: read as what it would be today, and all that has no place is named."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.formats import cii, facturx, xml, zugferd1
from chorus_desk.formats.document import Document

_CONTEXT = "<rsm:SpecifiedExchangedDocumentContext>{test}<ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>{bt_24}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:SpecifiedExchangedDocumentContext>"
_FILE = """<?xml version="1.0"?>
<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
 {context}
 <rsm:HeaderExchangedDocument><ram:ID>F-1</ram:ID><ram:Name>FACTURE</ram:Name><ram:TypeCode>380</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">20140305</udt:DateTimeString></ram:IssueDateTime>
 </rsm:HeaderExchangedDocument>
 <rsm:SpecifiedSupplyChainTradeTransaction>
  <ram:ApplicableSupplyChainTradeAgreement>
   <ram:SellerTradeParty><ram:Name>Vendeur</ram:Name></ram:SellerTradeParty>
   <ram:BuyerTradeParty><ram:Name>Client</ram:Name></ram:BuyerTradeParty>
   <ram:BuyerOrderReferencedDocument><ram:IssueDateTime>2014-03-01T00:00:00</ram:IssueDateTime><ram:ID>BC-1</ram:ID></ram:BuyerOrderReferencedDocument>
  </ram:ApplicableSupplyChainTradeAgreement>
  <ram:ApplicableSupplyChainTradeDelivery/>
  <ram:ApplicableSupplyChainTradeSettlement>
   <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:ApplicableTradeTax><ram:CalculatedAmount currencyID="EUR">23.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>
    <ram:BasisAmount currencyID="EUR">115.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:ApplicablePercent>20.00</ram:ApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedLogisticsServiceCharge><ram:Description>Transport</ram:Description><ram:AppliedAmount currencyID="EUR">15.00</ram:AppliedAmount>
    <ram:AppliedTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:ApplicablePercent>20.00</ram:ApplicablePercent></ram:AppliedTradeTax></ram:SpecifiedLogisticsServiceCharge>
   <ram:SpecifiedTradeSettlementMonetarySummation><ram:LineTotalAmount currencyID="EUR">100.00</ram:LineTotalAmount>
    <ram:ChargeTotalAmount currencyID="EUR">15.00</ram:ChargeTotalAmount><ram:TaxBasisTotalAmount currencyID="EUR">115.00</ram:TaxBasisTotalAmount>
    <ram:TaxTotalAmount>23.00</ram:TaxTotalAmount><ram:GrandTotalAmount currencyID="EUR">138.00</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementMonetarySummation>
  </ram:ApplicableSupplyChainTradeSettlement>
  <ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:IncludedNote><ram:Content>Merci de votre visite</ram:Content></ram:IncludedNote></ram:AssociatedDocumentLineDocument></ram:IncludedSupplyChainTradeLineItem>
  <ram:IncludedSupplyChainTradeLineItem>
   <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
   <ram:SpecifiedSupplyChainTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount currencyID="EUR">50.00</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedSupplyChainTradeAgreement>
   <ram:SpecifiedSupplyChainTradeDelivery><ram:BilledQuantity unitCode="HUR">2.0</ram:BilledQuantity></ram:SpecifiedSupplyChainTradeDelivery>
   <ram:SpecifiedSupplyChainTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:ApplicablePercent>20.00</ram:ApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradeSettlementMonetarySummation><ram:LineTotalAmount currencyID="EUR">100.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementMonetarySummation></ram:SpecifiedSupplyChainTradeSettlement>
   <ram:SpecifiedTradeProduct><ram:Name>Conseil</ram:Name></ram:SpecifiedTradeProduct>
  </ram:IncludedSupplyChainTradeLineItem>
 </rsm:SpecifiedSupplyChainTradeTransaction>
</rsm:CrossIndustryDocument>"""
COMFORT = "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort"


def old(bt_24: str = COMFORT, *, test: str = "") -> bytes:
    mark = (
        f"<ram:TestIndicator><udt:Indicator>{test}</udt:Indicator></ram:TestIndicator>"
        if test
        else ""
    )
    return _FILE.format(context=_CONTEXT.format(bt_24=bt_24, test=mark)).encode()


def not_kept(document: Document) -> set[str]:
    return {str(f.params["term"]) for f in document.findings if f.rule == "CD-NOT-KEPT"}


def test_read__of_the_generation_before_the_norm() -> None:
    document = cii.read(old())
    invoice = document.invoice
    assert document.root.tag == zugferd1.ROOT
    assert document.profile is not None
    assert (document.profile.name, document.profile.level) == (
        "ZUGFeRD 1.0 COMFORT",
        zugferd1.LEVEL,
    )
    assert (invoice.number, invoice.issue_date) == ("F-1", date(2014, 3, 5))
    assert (invoice.seller.name, invoice.buyer.name, invoice.commitment_number) == (
        "Vendeur",
        "Client",
        "BC-1",
    )
    [line] = invoice.lines
    assert (line.description, line.quantity, line.unit, line.unit_price, line.vat_rate) == (
        "Conseil", Decimal("2.0"), "HUR", Decimal("50.00"), Decimal("20.00"),
    )  # fmt: skip
    [charge] = invoice.charges
    assert (charge.reason, charge.amount, charge.vat_rate) == (
        "Transport",
        Decimal("15.00"),
        Decimal("20.00"),
    )
    assert [note.text for note in invoice.notes] == ["Merci de votre visite"]
    stated = invoice.stated
    assert stated is not None
    assert (stated.lines, stated.charges, stated.net, stated.vat, stated.gross) == tuple(
        map(Decimal, ("100.00", "15.00", "115.00", "23.00", "138.00"))
    )


def test_read__says_that_it_was_translated_and_what_was_lost() -> None:
    document = cii.read(old(test="true"))
    assert document.findings[0].rule == "CD-GENERATION-READ"
    assert not_kept(document) == {"TestIndicator", "ExchangedDocument/Name", "EXT-FR-FE-197"}
    assert "TestIndicator" not in not_kept(cii.read(old(test="false")))


@pytest.mark.parametrize(
    ("bt_24", "name"),
    [("urn:ferd:invoice:1.0:extended", "ZUGFeRD 1.0 EXTENDED"), ("…:1p0:BASIC", "ZUGFeRD 1.0 BASIC"),
     ("", "ZUGFeRD 1.0"), ("urn:cen.eu:en16931:2017", "ZUGFeRD 1.0")],
)  # fmt: skip
def test_profile__is_named_by_the_end_of_its_identifier(bt_24: str, name: str) -> None:
    document = cii.read(old(bt_24))
    assert document.profile is not None
    assert document.profile.name == name


def test_read__of_a_document_with_nothing_in_it() -> None:
    bare = cii.read(f'<d:CrossIndustryDocument xmlns:d="{zugferd1.NAMESPACE}"/>'.encode())
    assert bare.invoice.number is None
    assert bare.invoice.lines == ()


@pytest.mark.corpus
def test_corpus__every_file_is_read_with_its_own_figures(corpus: Path) -> None:
    files = sorted([*corpus.glob("zugferd1/*.xml"), *corpus.glob("zugferd1-pdf/*.pdf")])
    assert len(files) >= 14
    summation = (
        "{*}ApplicableSupplyChainTradeSettlement/{*}SpecifiedTradeSettlementMonetarySummation/{*}"
    )
    for file in files:
        content = file.read_bytes()
        content = facturx.extract(content).xml if file.suffix == ".pdf" else content
        root, invoice = xml.parse(content), cii.read(content).invoice
        header = "{*}HeaderExchangedDocument/{*}"
        assert invoice.number == root.findtext(f"{header}ID"), file.name
        day = root.findtext(f"{header}IssueDateTime/{{*}}DateTimeString")
        assert day == (f"{invoice.issue_date:%Y%m%d}" if invoice.issue_date else None), file.name
        stated = invoice.stated
        assert stated is not None
        for name, value in (
            ("LineTotalAmount", stated.lines), ("TaxBasisTotalAmount", stated.net),
            ("TaxTotalAmount", stated.vat), ("GrandTotalAmount", stated.gross),
            ("DuePayableAmount", stated.due), ("ChargeTotalAmount", stated.charges),
            ("AllowanceTotalAmount", stated.allowances),
        ):  # fmt: skip
            text = root.findtext(f".//{summation}{name}")
            assert value == (Decimal(text) if text else None), (file.name, name)
        selling = [
            line for line in root.iter("{*}IncludedSupplyChainTradeLineItem")
            if line.find(".//{*}BilledQuantity") is not None
        ]  # fmt: skip
        assert len(invoice.lines) == len(selling), file.name
