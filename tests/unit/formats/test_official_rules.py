"""What the official sheets answer, as findings: rule, gravity, place; never an XPath."""

import pytest
from lxml import etree

from chorus_desk.domain.finding import Severity, Source
from chorus_desk.domain.invoice import Attachment
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, official
from chorus_desk.formats.official_rules import schema, svrl
from chorus_desk.formats.official_rules.beside import beside_the_sheets
from chorus_desk.formats.official_rules.forms import Form, for_people, form_of
from chorus_desk.formats.official_rules.places import (
    datum_of_location,
    path_of_location,
    place_of,
    term_of_location,
)
from chorus_desk.formats.official_rules.svrl import Assertion, parse_answer, to_findings
from chorus_desk.formats.tables import Profile
from chorus_desk.wording.findings import sentence
from chorus_desk.wording.names import term_name
from tests import builders as b

_NS = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
_TRADE = "/*:CrossIndustryInvoice[1]/*:SupplyChainTradeTransaction[1]"
_AGREEMENT = f"{_TRADE}/*:ApplicableHeaderTradeAgreement[1]"
_SETTLEMENT = f"{_TRADE}/*:ApplicableHeaderTradeSettlement[1]"
EN16931 = Profile("EN 16931", "en16931", official=True)
REFORM = Profile("EN16931-CTC-FR", "en16931", official=False)
XRECHNUNG = Profile("XRECHNUNG", "en16931", official=False, national="XRechnung")
_CUSTOMER = "/*:Invoice[1]/*:AccountingCustomerParty[1]/*:Party[1]"
_LINE = f"{_TRADE}/*:IncludedSupplyChainTradeLineItem[3]"


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/*:CrossIndustryInvoice[1]/*:ExchangedDocument[1]/*:ID[1]", "number"),
        ("/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:TypeCode", "kind"),
        ("/*:CrossIndustryInvoice[1]/*:ExchangedDocument[1]/*:IncludedNote[2]/*:Content[1]", "notes[1]"),
        (_LINE, "lines[2]"),
        (f"{_LINE}/*:SpecifiedLineTradeDelivery[1]/*:BilledQuantity[1]", "lines[2].quantity"),
        (f"{_LINE}/*:SpecifiedLineTradeSettlement[1]/*:ApplicableTradeTax[1]", "lines[2].vat_category"),
        (f"{_AGREEMENT}/*:SellerTradeParty[1]/*:SpecifiedTaxRegistration[1]", "seller"),
        (f"{_AGREEMENT}/*:BuyerReference[1]", "buyer.service_code"),
        (f"{_SETTLEMENT}/*:ApplicableTradeTax[2]/*:RateApplicablePercent[1]", "vat[1]"),
        (f"{_SETTLEMENT}/*:SpecifiedTradeSettlementHeaderMonetarySummation[1]", "totals"),
        ("/*:Invoice[1]/*:InvoiceLine[2]/*:Item[1]/*:ClassifiedTaxCategory[1]/*:ID[1]",
         "lines[1].vat_category"),
        ("/*:CreditNote[1]/*:CreditNoteLine[1]/*:CreditedQuantity[1]", "lines[0].quantity"),
        (f"{_CUSTOMER}/*:ServiceProviderParty[1]/*:Party[1]", "validator"),
        (f"{_CUSTOMER}/*:EndpointID[1]", "buyer"),
        ("/*:Invoice[1]/*:TaxTotal[1]/*:TaxSubtotal[3]", "vat[2]"),
        ("/*:Invoice[1]/*:LegalMonetaryTotal[1]/*:PayableAmount[1]", "totals"),
        ("/*:Invoice[1]/*:ID[1]", "number"), ("/*:Invoice[1]/*:UBLVersionID[1]", None),
        (_SETTLEMENT, None), ("/*:CrossIndustryInvoice[1]", None), ("", None), ("nonsense", None),
        ("/*[namespace-uri()='x'][1]", None),
    ],
)  # fmt: skip
def test_path_of_location(location: str, path: str | None) -> None:
    assert path_of_location(location) == path


def answer(*asserts: str) -> str:
    return (
        '<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl">'
        + "".join(asserts)
        + "</svrl:schematron-output>"
    )


def failed(text: str, **attributes: str) -> str:
    said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<svrl:failed-assert {said}><svrl:text>{text}</svrl:text></svrl:failed-assert>"


def test_parse_answer__takes_the_rule_from_id_or_brackets() -> None:
    [first, second, third] = parse_answer(
        answer(
            failed(
                "[BR-16]-An Invoice shall have a line.", id="BR-16", location="/x", flag="fatal"
            ),
            failed(" [BR-FR-05/BT-22]\n  Note ", id="BR-FR-05_BT-22", location="/y"),
            failed("Element not used in the given context:", location="/z"),
        )
    )
    assert first == Assertion("BR-16", "fatal", "/x", "An Invoice shall have a line.")
    assert second.rule.startswith("BR-FR-05")
    assert third.rule == "FX-UNUSED"
    assert parse_answer(answer()) == []


def test_parse_answer__keeps_successful_reports() -> None:
    report = '<svrl:successful-report id="R" location="/a" role="WARNING"><svrl:text>t</svrl:text></svrl:successful-report>'
    assert parse_answer(answer(report)) == [Assertion("R", "warning", "/a", "t")]


@pytest.mark.parametrize(
    ("flag", "severity"),
    [("fatal", Severity.ERROR), ("", Severity.ERROR), ("warning", Severity.WARNING), ("warn", Severity.WARNING)],
)  # fmt: skip
def test_to_findings__takes_a_warning_for_a_warning_alone(flag: str, severity: Severity) -> None:
    assertion = Assertion("BR-CO-10", flag, _SETTLEMENT, "Sum (BT-106) = Σ BT-131.")
    [finding] = to_findings([assertion], Source.EN16931, EN16931)
    assert (finding.severity, finding.source) == (severity, Source.EN16931)
    assert (finding.field, finding.path) == ("BT-106", "totals.lines")


@pytest.mark.parametrize(("profile", "severity"), [(REFORM, Severity.INFO), (None, Severity.ERROR)])
def test_to_findings__of_an_unofficial_profile(profile: Profile | None, severity: Severity) -> None:
    place = "/*:CrossIndustryInvoice[1]/*:ExchangedDocumentContext[1]/*:GuidelineSpecifiedDocumentContextParameter[1]/*:ID[1]"
    assertion = Assertion("FX-SCH-A-000109", "", place, "Value not allowed")
    [finding] = to_findings([assertion], Source.EN16931, profile)
    assert (finding.rule, finding.severity) == ("BT-24", severity)


@pytest.mark.parametrize(
    ("text", "rule", "location"),
    [
        ("Only one BT-41 element is allowed on an invoice.", "CII-SR-465", _AGREEMENT),
        ("Element 'ram:Description' is marked as not used in the given context.", "FX-UNUSED", _LINE),
        ("Element 'ram:ID' may occur at maximum 1 times.", "FX-SCH-A-000166", _AGREEMENT),
        ("Value of '@schemeID' is not allowed.", "FX-SCH-A-000570",
         f"{_AGREEMENT}/*:BuyerTradeParty[1]/*:SpecifiedTaxRegistration[2]/*:ID[1]"),
    ],
)  # fmt: skip
def test_to_findings__what_binds_factur_x_alone_warns_elsewhere(
    text: str, rule: str, location: str
) -> None:
    assertion = Assertion(rule, "", location, text)
    [abroad] = to_findings([assertion], Source.EN16931, XRECHNUNG)
    [here] = to_findings([assertion], Source.EN16931, EN16931)
    assert (abroad.severity, here.severity) == (Severity.WARNING, Severity.ERROR)


def test_to_findings__of_ubl_are_placed_where_the_text_says() -> None:
    text = "A UBL invoice should not include the AccountingSupplierParty Party Contact Telefax"
    [finding] = to_findings(
        [Assertion("UBL-CR-190", "warning", "/Invoice", text)], Source.EN16931, None
    )
    assert finding.severity is Severity.WARNING
    assert (finding.field, finding.path) == ("BG-6", "seller.contact")
    assert finding.params == {"form": "unused", "what": "Contact/Telefax"}


def test_to_findings__what_the_norm_asks_is_an_error_abroad_too() -> None:
    location = f"{_LINE}/*:SpecifiedLineTradeDelivery[1]/*:BilledQuantity[1]"
    unit = Assertion("FX-SCH-A-000613", "", location, "Value of '@unitCode' is not allowed.")
    [finding] = to_findings([unit], Source.EN16931, XRECHNUNG)
    assert finding.severity is Severity.ERROR
    assert (finding.field, finding.path) == ("BT-129", "lines[2].quantity")


def test_to_findings__of_another_country_leave_the_profile_to_one_sentence() -> None:
    place = "/*:CrossIndustryInvoice[1]/*:ExchangedDocumentContext[1]/*:GuidelineSpecifiedDocumentContextParameter[1]/*:ID[1]"
    assertion = Assertion("FX-SCH-A-000109", "", place, "Value of 'ram:ID' is not allowed.")
    assert to_findings([assertion], Source.EN16931, XRECHNUNG) == ()
    [said] = beside_the_sheets(root(), XRECHNUNG)
    assert (said.rule, said.severity, said.params["name"]) == (
        "CD-NATIONAL-RULES", Severity.INFO, "XRechnung",
    )  # fmt: skip


def test_beside_the_sheets__dates_have_eight_digits() -> None:
    document = root()
    assert list(beside_the_sheets(document, EN16931)) == []
    [day] = document.iterfind(".//{*}IssueDateTime/{*}DateTimeString")
    day.text = "20260816XX"
    [finding] = beside_the_sheets(document, EN16931)
    assert (finding.rule, finding.field, finding.path) == ("CII-DT-097", "BT-2", "issue_date")
    day.set("format", "203")
    assert list(beside_the_sheets(document, EN16931)) == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Element 'ram:PostalTradeAddress' must occur exactly 1 times.", Form.MISSING),
        ("Attribute '@format' is required in this context.", Form.MISSING),
        ("Element 'ram:GlobalID' may occur at maximum 1 times.", Form.TOO_MANY),
        ("Value of '@unitCode' is not allowed.", Form.VALUE),
        ("Attribute @currencyID' marked as not used in the given context.", Form.ATTRIBUTE),
        ("Document MUST not contain empty elements. (still status warning)", Form.EMPTY),
        ("An Invoice shall have an Invoice number (BT-1).", None),
    ],
)
def test_form_of(text: str, form: Form | None) -> None:
    assert form_of(text) is form


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BR-FR-10/BT-30 : Le SIREN du vendeur (ram:ID) est obligatoire.",
         "Le SIREN du vendeur est obligatoire."),
        ("Le montant « <value-of select=\".\"/> » est invalide.", "Le montant « … » est invalide."),
        ("La **seule** référence (BT-25) lue en ram:A/ram:B/@schemeID manque.",
         "La seule référence (BT-25) lue en manque."),
    ],
)  # fmt: skip
def test_for_people__keeps_no_name_of_an_element(text: str, said: str) -> None:
    assert for_people(text) == said


@pytest.mark.parametrize(
    ("location", "term", "path"),
    [
        (_SETTLEMENT, "BT-110", "totals.vat"),
        (f"{_SETTLEMENT}/*:ApplicableTradeTax[2]", "BT-119", "vat[1].rate"),
        (f"{_AGREEMENT}/*:SellerTradeParty[1]", "BT-31", "seller.vat_number"),
        (f"{_AGREEMENT}/*:SellerTradeParty[1]", "BT-48", "seller"),
        (_LINE, "BT-146", "lines[2].unit_price"), (_LINE, None, "lines[2]"),
        (_SETTLEMENT, "BT-29-1", "seller"), ("", "BT-119", "vat"), ("", "BT-999", None),
    ],
)  # fmt: skip
def test_place_of__takes_the_nearer(location: str, term: str | None, path: str | None) -> None:
    assert place_of(location, term) == path


def test_term_of_location() -> None:
    assert term_of_location(f"{_AGREEMENT}/*:BuyerReference[1]") == "BT-10"
    assert term_of_location(f"{_AGREEMENT}/*:SellerTradeParty[1]", "Name") == "BT-27"
    assert term_of_location(_AGREEMENT, "BuyerReference") == "BT-10"
    assert term_of_location("/Invoice[1]/*:AccountingCustomerParty[1]/*:Party[1]") == "BG-7"
    identifier = "/Invoice/AccountingSupplierParty/Party/PartyIdentification/ID"
    assert term_of_location(identifier) == "BT-29"
    assert term_of_location("/x[1]/y[1]") is None
    assert datum_of_location("/x[1]/y[1]/IssuerAssignedID[1]") == "y/IssuerAssignedID"
    assert datum_of_location(_AGREEMENT, "BuyerReference") == "BT-10"


def test_to_findings__counts_what_is_too_many() -> None:
    many = [Assertion(f"R{n}", "", "", "t") for n in range(svrl.MOST_ASSERTIONS + 7)]
    findings = to_findings(many, Source.BR_FR, EN16931)
    assert len(findings) == svrl.MOST_ASSERTIONS + 1
    assert (findings[-1].rule, findings[-1].params["count"]) == ("SHEET-MORE", 7)


def test_to_findings__says_nothing_of_a_second_attachment() -> None:
    assertions = [
        Assertion(rule, "warning", _AGREEMENT, "Only one … is allowed with TypeCode 916.")
        for rule in ("CII-SR-475", "CII-SR-476", "CII-SR-465")
    ]
    found = to_findings(assertions, Source.EN16931, None)
    assert [finding.rule for finding in found] == ["CII-SR-465"]


def test_check_schema__lets_an_attachment_have_one_file() -> None:
    item = Attachment(file_name="plan.pdf", mime_type="application/pdf", content=b"%PDF")
    two = cii.write(b.invoice(attachments=(item, item)), Circuit.HISTORICAL)
    document = etree.fromstring(two)
    assert schema.check_schema(document, "en16931") == ()
    [file, _] = document.iter(f"{_NS}AttachmentBinaryObject")
    holder = file.getparent()
    assert holder is not None
    holder.append(etree.fromstring(etree.tostring(file)))
    assert schema.check_schema(document, "en16931")


def test_to_findings__blames_nobody_for_the_empty_delivery_the_schema_demands() -> None:
    delivery = f"{_TRADE}/*:ApplicableHeaderTradeDelivery[namespace-uri()='urn:x'][1]"
    empty = [
        Assertion(
            "PEPPOL-EN16931-R008", "warning", place, "Document MUST not contain empty elements."
        )
        for place in (delivery, f"{delivery}/*:ShipToTradeParty[1]/*:Name[1]", _AGREEMENT)
    ]
    assert to_findings(empty[:1], Source.EN16931, EN16931) == ()
    assert len(to_findings(empty, Source.EN16931, EN16931)) == 2


def test_check_schema__demands_a_delivery_block_even_an_empty_one() -> None:
    document = etree.fromstring(cii.write(b.invoice(delivery_date=None), Circuit.HISTORICAL))
    [delivery] = document.iter(f"{_NS}ApplicableHeaderTradeDelivery")
    assert len(delivery) == 0
    assert schema.check_schema(document, "en16931") == ()
    trade = delivery.getparent()
    assert trade is not None
    trade.remove(delivery)
    assert schema.check_schema(document, "en16931")


def root() -> etree._Element:
    return etree.fromstring(cii.write(b.invoice(), Circuit.HISTORICAL))


def test_check_schema__is_silent_on_a_right_document() -> None:
    assert schema.check_schema(root(), "en16931") == ()


def test_check_schema__leads_to_the_field_and_quotes_no_namespace() -> None:
    document = root()
    for element in document.iter(f"{_NS}BilledQuantity"):
        element.text = "beaucoup"
    [finding] = schema.check_schema(document, "en16931")
    assert (finding.rule, finding.source, finding.path) == (
        "XSD", Source.XSD, "lines[0].quantity",
    )  # fmt: skip
    assert "urn:" not in str(finding.params)


def test_check_schema__stops_counting_at_twenty() -> None:
    document = root()
    line = next(document.iter(f"{_NS}IncludedSupplyChainTradeLineItem"))
    for element in line.iter(f"{_NS}BilledQuantity"):
        element.text = "x"
    for _ in range(30):
        line.addnext(etree.fromstring(etree.tostring(line)))
    findings = schema.check_schema(document, "en16931")
    assert len(findings) == schema.MOST_ERRORS + 1
    assert findings[-1].rule == "XSD-MORE"


@pytest.mark.parametrize("level", ["minimum", "basicwl", "basic", "en16931", "extended"])
def test_official__has_schema_and_sheet_of_each_level(level: str) -> None:
    assert official.schema_path(level).is_file()
    assert official.sheet_path(level).is_file()
    assert official.reform_sheet_path().is_file()


def test_to_findings__what_binds_ubl_binds_abroad_too() -> None:
    text = "Payment terms shall occur maximum once"
    [finding] = to_findings([Assertion("UBL-SR-05", "fatal", "/Invoice", text)],
                            Source.EN16931, XRECHNUNG)  # fmt: skip
    assert finding.severity is Severity.ERROR
    assert finding.params == {"form": "too-many", "what": "BT-20"}
    assert (finding.field, finding.path) == ("BT-20", "terms")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Value of '@schemeID' is not allowed.", "BT-30-1"),
        ("Attribute '@schemeID' is required in this context.", "BT-30-1"),
        ("Attribute @schemeID' marked as not used in the given context.", "BT-30"),
    ],
)
def test_to_findings__names_the_attribute_that_is_meant(text: str, what: str) -> None:
    place = f"{_AGREEMENT}/*:SellerTradeParty[1]/*:SpecifiedLegalOrganization[1]/*:ID[1]"
    [finding] = to_findings([Assertion("FX-SCH-A-1", "", place, text)], Source.EN16931, EN16931)
    assert finding.params["what"] == what
    [unit] = to_findings(
        [Assertion("FX-SCH-A-2", "", _LINE, "Attribute '@unitCode' is required in this context.")],
        Source.EN16931, EN16931,
    )  # fmt: skip
    assert term_name(str(unit.params["what"]), "fr") == "unité"


@pytest.mark.parametrize(
    ("rule", "text", "what"),
    [
        ("BR-CL-23", "Unit code MUST be coded according to the UN/ECE Recommendation 20", "unité"),
        ("BR-CL-01", "The document type code MUST be coded by the lists of UNTDID 1001.",
         "type de document"),
        ("BR-CL-17", "Invoice tax categories MUST be coded using UNCL5305 code list",
         "catégorie de TVA du récapitulatif"),
    ],
)  # fmt: skip
def test_to_findings__names_the_datum_of_a_wrong_code(rule: str, text: str, what: str) -> None:
    place = "/Invoice/TaxTotal[1]/TaxSubtotal[1]/TaxCategory[1]/ID[1]"
    [finding] = to_findings([Assertion(rule, "fatal", place, text)], Source.EN16931, None)
    assert what in sentence(finding, "fr")
