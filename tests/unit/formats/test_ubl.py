"""UBL: what is written is read back whole, what a stranger wrote is understood or named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Severity
from chorus_desk.domain.invoice import Invoice, Line, Note
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Identifier, Party
from chorus_desk.formats import cii, ubl
from chorus_desk.formats.document import Document
from chorus_desk.formats.official_rules.schema import check_schema
from chorus_desk.formats.syntax import Syntax
from chorus_desk.formats.tables import Profile
from tests import builders as b
from tests.conftest import Golden


def again(invoice: Invoice, circuit: Circuit = Circuit.HISTORICAL) -> Document:
    return ubl.read(ubl.write(invoice, circuit))


def bare(invoice: Invoice) -> Invoice:
    """Return what a file carries: stated figures are the computed ones, lines have their number."""
    lines = tuple(replace(line, identifier=None) for line in invoice.lines)
    return replace(invoice, stated=None, lines=lines)


def edited(change: dict[str, str], invoice: Invoice | None = None) -> Document:
    text = ubl.write(invoice or b.vat_invoice(), Circuit.HISTORICAL).decode()
    for old, new in change.items():
        assert old in text, old
        text = text.replace(old, new)
    return ubl.read(text.encode())


@pytest.mark.parametrize("circuit", list(Circuit))
@pytest.mark.parametrize("made", [b.invoice(), b.vat_invoice()])
def test_write__is_read_back_whole(made: Invoice, circuit: Circuit) -> None:
    document = again(made, circuit)
    assert document.findings == ()
    assert bare(document.invoice) == bare(made)
    assert document.syntax is Syntax.UBL_INVOICE
    assert check_schema(document.root, "en16931") == ()


def test_write__keeps_a_credit_note_with_every_term_but_the_department() -> None:
    made = b.full_invoice()
    document = again(made)
    assert document.findings == ()
    assert document.syntax is Syntax.UBL_CREDIT_NOTE
    assert document.profile == Profile("EXTENDED-CTC-FR", "extended-ctc-fr", True)
    assert check_schema(document.root, "extended-ctc-fr") == ()
    assert made.seller.contact is not None
    contact = replace(made.seller.contact, name="Camille, Compta", department=None)
    wanted = replace(made, seller=replace(made.seller, contact=contact))
    assert bare(document.invoice) == bare(wanted)
    stated, other = document.invoice.stated, cii.read(cii.write(made, Circuit.HISTORICAL))
    assert stated == other.invoice.stated


def test_write__gives_the_same_bytes_again_and_changes_nothing() -> None:
    made = b.full_invoice()
    assert ubl.write(made, Circuit.REFORM) == ubl.write(made, Circuit.REFORM)
    assert made == b.full_invoice()


def test_write__takes_the_level_that_holds_siret_and_service_code() -> None:
    made = b.invoice(buyer=replace(b.invoice().buyer, service_code="CULTURE"))
    reform, historical = (again(made, circuit) for circuit in (Circuit.REFORM, Circuit.HISTORICAL))
    assert reform.profile == Profile("EXTENDED-CTC-FR", "extended-ctc-fr", True)
    assert historical.profile == Profile("EN 16931", "en16931", True)
    assert reform.invoice.buyer == historical.invoice.buyer == made.buyer


def test_write__of_an_unfinished_draft_leaves_out_what_lacks() -> None:
    content = ubl.write(Invoice(lines=(Line(),)), Circuit.HISTORICAL)
    for mark in (b"\xee\x80\x80", b"NaN", b"1900-01-01"):
        assert mark not in content
    assert ubl.read(content).invoice.number is None


def test_write__puts_the_rounding_in_the_invoices_currency() -> None:
    made = b.vat_invoice(currency="CHF", rounding=Decimal("0.02"))
    content = ubl.write(made, Circuit.HISTORICAL).decode()
    assert '<cbc:PayableRoundingAmount currencyID="CHF">0.02<' in content
    assert 'currencyID="EUR"' not in content


def test_write__puts_a_sales_order_and_a_card_where_ubl_demands_something_beside_them() -> None:
    made = b.vat_invoice(commitment_number=None, extra={"BT-14": "SO-1", "BT-87": "6789"})
    document = again(made)
    assert document.invoice.extra == made.extra
    assert document.invoice.commitment_number is None
    assert document.findings == ()
    assert check_schema(document.root, "en16931") == ()


def test_write__names_the_payee_where_ubl_wants_it() -> None:
    payee = Party(name="Affactureur", siret=b.HOSPITAL_SIRET)
    document = again(b.vat_invoice(payee=payee))
    assert document.invoice.payee == payee
    assert document.findings == ()


def test_read__admits_dates_with_a_time_zone_and_names_what_is_none() -> None:
    day = "<cbc:IssueDate>2026-11-20<"
    assert edited({day: "<cbc:IssueDate>2026-11-20+01:00<"}).invoice.issue_date == date(
        2026, 11, 20
    )
    for wrong in ("20 novembre 2026", "2026-W47-5", "2026-11-31"):
        document = edited({day: f"<cbc:IssueDate>{wrong}<"})
        assert document.invoice.issue_date is None
        assert [f.rule for f in document.findings] == ["CD-NOT-A-DATE"]


def test_read__takes_a_missing_currency_for_euros_and_says_so() -> None:
    document = edited({"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>": ""})
    assert document.invoice.currency == "EUR"
    assert [(f.rule, f.severity) for f in document.findings] == [("CD-GUESSED", Severity.WARNING)]


def test_read__takes_a_subject_code_only_where_there_is_one() -> None:
    notes = (Note(text="Bonjour", code="ADN"), Note(text="#12 rue de la Paix"), Note(text="#ADN#"),
             Note(text="#ABC#salut"))  # fmt: skip
    assert again(b.vat_invoice(notes=notes)).invoice.notes == notes


def test_read__keeps_a_commitment_number_that_says_na() -> None:
    assert again(b.vat_invoice(commitment_number="NA")).invoice.commitment_number == "NA"


def test_read__admits_an_allowance_whose_indicator_is_a_number() -> None:
    made = b.full_invoice()
    document = edited({"ChargeIndicator>false<": "ChargeIndicator>0<"}, made)
    assert document.invoice.allowances == made.allowances
    assert document.findings == ()


def test_read__names_what_no_term_covers() -> None:
    document = edited({"</cac:PaymentMeans>": "<cbc:InstructionNote>Vite</cbc:InstructionNote>"
                       "</cac:PaymentMeans>"})  # fmt: skip
    assert [(f.rule, f.params) for f in document.findings] == [
        ("CD-NOT-KEPT", {"term": "PaymentMeans/InstructionNote", "value": "Vite"})
    ]


def test_read__does_not_take_a_foreign_register_number_for_a_siret() -> None:
    buyer = Party(name="Köpare AB", identifiers=(Identifier("0002", "FR23342"),),
                  legal_id=Identifier("0183", "39937423947"), vat_number="SE4598375937",
                  address=replace(b.invoice().buyer.address, country="SE"))  # fmt: skip
    assert again(b.vat_invoice(buyer=buyer)).invoice.buyer == buyer


def test_read__keeps_a_sellers_routing_code() -> None:
    seller = replace(b.vat_invoice().seller, identifiers=(Identifier("0224", "GUICHET"),))
    assert again(b.vat_invoice(seller=seller)).invoice.seller == seller


def test_read__empties_an_attachment_that_is_no_base64() -> None:
    made = b.full_invoice()
    document = edited({"JVBERi0xLjc=": "###"}, made)
    assert document.invoice.attachments[0].content is None
    assert [f.rule for f in document.findings] == ["CD-ATTACHMENT-UNREADABLE"]


@pytest.mark.parametrize(
    "content",
    [
        b"<Invoice/>",
        b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>',
        cii.write(b.invoice(), Circuit.HISTORICAL),
    ],
)
def test_read__refuses_what_is_no_ubl_invoice(content: bytes) -> None:
    with pytest.raises(UserError, match="not-an-invoice"):
        ubl.read(content)


def test_read__of_an_empty_document_raises_nothing() -> None:
    root = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    document = ubl.read(f'<Invoice xmlns="{root}"/>'.encode())
    assert document.invoice.number is None


def test_write__golden(golden: Golden) -> None:
    golden.check("facture-ubl.xml", ubl.write(b.invoice(), Circuit.HISTORICAL).decode())
    golden.check("avoir-ubl-reforme.xml", ubl.write(b.full_invoice(), Circuit.REFORM).decode())
