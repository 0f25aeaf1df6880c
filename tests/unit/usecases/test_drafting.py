"""A draft of the user's own is completed: gaps are filled, what is there stays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.domain.invoice import Circuit, Exemption, Invoice, Line, Note, Payment
from chorus_desk.domain.party import Address, Party, VatRegime
from chorus_desk.usecases.drafting import complete, with_sellers_block
from tests import builders as b

D = Decimal
LINE = Line(description="Affiche", quantity=D(2), unit="C62", unit_price=D(150))
BARE = Invoice(issue_date=date(2026, 11, 2), buyer=Party(siret=b.COMMUNE_SIRET), lines=(LINE,))


def test_complete__fills_what_lacks() -> None:
    made = complete(BARE, b.seller(), b.commune())
    assert made.seller == b.seller().as_party()
    assert made.buyer == b.commune().as_party()
    assert (made.billing_framework, made.due_date) == ("A1", date(2026, 12, 2))
    assert made.payment == Payment(
        means="30", iban="FR7630000000010000000000007", account_name="Camille Fictive EI"
    )
    assert (made.lines[0].vat_category, made.lines[0].vat_rate) == ("E", D(0))
    assert made.exemptions == (
        Exemption(category="E", reason=b.FRANCHISE_TEXT, code="VATEX-FR-FRANCHISE"),
    )


def test_complete__leaves_what_is_there() -> None:
    full = replace(
        complete(BARE, b.seller(), b.commune()),
        billing_framework="A2", due_date=date(2027, 1, 1), prepaid=D(5),
        payment=Payment(means="57"), notes=(Note(text="Merci"),),
        buyer=Party(name="Autre nom", siret=b.COMMUNE_SIRET, address=Address(city="Ici", country="BE")),
        exemptions=(Exemption(category="E", reason="Mon texte", code="VATEX-FR-FRANCHISE"),),
    )  # fmt: skip
    assert complete(full, b.seller(), b.commune()) == full


def test_complete__gives_the_hospital_its_fifty_days() -> None:
    assert complete(BARE, b.seller(), b.hospital()).due_date == date(2026, 12, 22)


def test_complete__of_an_unknown_body_counts_thirty_days_and_invents_nothing() -> None:
    made = complete(BARE, b.seller(), None)
    assert made.due_date == date(2026, 12, 2)
    assert made.buyer == Party(siret=b.COMMUNE_SIRET)


def test_complete__takes_a_paid_invoice_for_wholly_paid() -> None:
    paid = replace(BARE, billing_framework="A2", lines=(replace(LINE, vat_rate=D(20)),))
    made = complete(paid, b.vat_seller(), b.commune())
    assert made.prepaid == D("360.00")
    assert made.due_date is None


@pytest.mark.parametrize("circuit", ["historical", "reform"])
def test_complete__gives_a_framework_on_the_historical_circuit_alone(circuit: str) -> None:
    made = complete(BARE, b.seller(circuit=circuit), b.commune())
    assert made.billing_framework == ("A1" if circuit == Circuit.HISTORICAL else None)


def test_complete__of_a_credit_note_asks_for_no_payment() -> None:
    made = complete(replace(BARE, type_code="381"), b.seller(), b.commune())
    assert (made.payment, made.due_date) == (Payment(), None)


def test_complete__gives_an_exempt_seller_its_own_reason() -> None:
    trainer = b.seller(vat_regime=VatRegime.EXEMPT, vat_exemption="VATEX-EU-132-1I")
    made = complete(BARE, trainer, b.commune())
    assert (made.lines[0].vat_category, made.exemptions[0].code) == ("E", "VATEX-EU-132-1I")
    assert made.exemptions[0].reason


def test_complete__takes_a_rate_for_taxed_and_leaves_the_rest_to_the_user() -> None:
    lines = (replace(LINE, vat_rate=D(10)), LINE, replace(LINE, vat_category="AE", vat_rate=D(0)))
    made = complete(replace(BARE, lines=lines), b.vat_seller(), b.commune())
    assert [line.vat_category for line in made.lines] == ["S", None, "AE"]
    assert [(e.category, e.code) for e in made.exemptions] == [("AE", "VATEX-EU-AE")]


def test_complete__says_vat_on_debits_where_the_seller_opted_for_it() -> None:
    made = complete(BARE, b.vat_seller(vat_on_debits=True), b.commune())
    assert made.vat_due == "invoice"


def test_complete__prints_the_sellers_mentions_once() -> None:
    seller = b.seller(insurance="MAAF, 79180 Chauray", mentions=("Merci.",))
    made = complete(complete(BARE, seller, None), seller, None)
    assert [note.text for note in made.notes] == ["MAAF, 79180 Chauray", "Merci."]


def test_with_sellers_block__puts_the_settings_and_the_iban_that_lacks() -> None:
    draft = replace(b.invoice(), payment=Payment(means="30"), seller=Party(siret=b.SELLER_SIRET))
    made = with_sellers_block(draft, b.seller(bic="AGRIFRPP"))
    assert made.seller == b.seller(bic="AGRIFRPP").as_party()
    assert (made.payment.iban, made.payment.bic) == ("FR7630000000010000000000007", "AGRIFRPP")
    other = replace(draft, payment=Payment(means="30", iban="DE89370400440532013000"))
    assert with_sellers_block(other, b.seller()).payment.iban == "DE89370400440532013000"
