"""A draft of the user's own is completed: gaps are filled, what is there stays."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.invoice import AllowanceCharge, Exemption, Invoice, Line, Note, Payment
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Address, Party, PublicBody, Seller, VatRegime
from chorus_desk.domain.totals import compute_totals
from chorus_desk.usecases.drafting import bare, complete
from tests import builders as b

D = Decimal
INSURED = "Assurance professionnelle\u00a0: "
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


@pytest.mark.parametrize(
    ("circuit", "units", "wanted"),
    [("historical", ["C62"], "A1"), ("reform", ["C62"], None), ("reform", ["HUR", "DAY"], "S1"),
     ("reform", ["XBX"], "B1"), ("reform", ["HUR", "XBX"], None), ("reform", ["HUR", "C62"], None),
     ("reform", [], None)],
)  # fmt: skip
def test_complete__gives_the_ordinary_framework_where_it_is_known(
    circuit: str, units: list[str], wanted: str | None
) -> None:
    draft = replace(BARE, lines=tuple(replace(LINE, unit=unit) for unit in units))
    made = complete(draft, b.seller(circuit=circuit), b.commune())
    assert made.billing_framework == wanted


@pytest.mark.parametrize(
    ("mentions", "wanted"),
    [(("Livraison de biens",), "B1"), (("Prestation de services",), "S1"),
     (("Livraison de biens et prestation de services",), "M1")],
)  # fmt: skip
def test_complete__takes_what_is_billed_from_the_words_of_a_mention(
    mentions: tuple[str, ...], wanted: str
) -> None:
    made = complete(BARE, b.seller(circuit="reform", mentions=mentions), b.commune())
    assert made.billing_framework == wanted


def test_complete__of_a_paid_invoice_of_the_reform_gives_the_sum_and_asks_for_the_day() -> None:
    made = complete(replace(BARE, billing_framework="S2"), b.seller(circuit="reform"), b.commune())
    assert (made.prepaid, made.due_date) == (D("300.00"), None)


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
    assert [note.text for note in made.notes] == [f"{INSURED}MAAF, 79180 Chauray", "Merci."]


@pytest.mark.parametrize("type_code", ["380", "381"])
def test_complete__of_a_transfer_without_account_gives_the_sellers(type_code: str) -> None:
    draft = replace(b.invoice(type_code=type_code), payment=Payment(means="30", reference="R-1"))
    made = complete(draft, b.seller(bic="AGRIFRPP"), None)
    assert made.payment == Payment(
        means="30", iban="FR7630000000010000000000007", bic="AGRIFRPP",
        account_name="Camille Fictive EI", reference="R-1",
    )  # fmt: skip
    assert complete(draft, b.seller(iban=None), None).payment == draft.payment


@pytest.mark.parametrize(
    "payment",
    [Payment(means="30", iban="DE89370400440532013000"), Payment(iban="DE89370400440532013000"),
     Payment(reference="R-1"), Payment(means="57")],
)  # fmt: skip
def test_complete__leaves_what_is_said_of_the_payment(payment: Payment) -> None:
    made = complete(replace(BARE, payment=payment), b.seller(bic="AGRIFRPP"), None).payment
    for name in ("means", "iban", "reference"):
        assert getattr(payment, name) in (None, getattr(made, name))


# What is left of a draft without what is filled in again.

TRAINER = b.seller(vat_regime=VatRegime.EXEMPT, vat_exemption="VATEX-EU-132-1I")
OTHER_IBAN = "DE89370400440532013000"
sellers = st.one_of(
    st.builds(
        b.seller, insurance=st.sampled_from(["sans objet", "MAAF"]), bic=st.sampled_from([None, "AGRIFRPP"]),
        mentions=st.sampled_from([(), ("Merci.",), ("Merci.", "MAAF")]),
        iban=st.sampled_from([None, b.seller().iban]), circuit=st.sampled_from(list(Circuit)),
    ),
    st.builds(b.vat_seller, vat_on_debits=st.booleans()),
    st.just(TRAINER),
)  # fmt: skip
bodies = st.sampled_from([None, b.commune(), b.hospital()])
# Around the days on which the legal texts change, and the due dates that follow from them.
days = st.sampled_from([date(2026, 8, 31), date(2026, 9, 1), date(2026, 11, 2), date(2028, 1, 1)])
due_dates = st.builds(
    lambda day, later: day + timedelta(days=later), days, st.sampled_from([30, 50, 77])
)
lines_drawn = st.builds(
    b.line, description=st.sampled_from(["Affiche", None]),
    vat_category=st.sampled_from([None, "S", "E", "AE", "O", "Z"]),
    vat_rate=st.sampled_from([None, D(0), D("0.00"), D(20), D("5.5")]),
    unit_price=st.sampled_from([D("0.01"), D(150), None]),
)  # fmt: skip
exemptions_drawn = st.builds(
    Exemption, category=st.sampled_from(["E", "AE", "O"]),
    reason=st.sampled_from([None, b.FRANCHISE_TEXT, "Mon texte"]),
    code=st.sampled_from([None, "VATEX-FR-FRANCHISE", "VATEX-EU-132-1I"]),
)  # fmt: skip
payments = st.builds(
    Payment, means=st.sampled_from([None, "30", "57"]), iban=st.sampled_from([None, b.seller().iban, OTHER_IBAN]),
    account_name=st.sampled_from([None, "Camille Fictive EI"]), reference=st.sampled_from([None, "R-1"]),
)  # fmt: skip
notes_drawn = st.builds(
    Note, text=st.sampled_from(["Merci.", "MAAF", "À bientôt"]), code=st.sampled_from([None, "ADN"])
)
drafts = st.builds(
    Invoice, issue_date=st.none() | days, type_code=st.sampled_from(["380", "381", "261"]),
    billing_framework=st.sampled_from([None, "A1", "A2", "S1", "B2"]),
    vat_due=st.sampled_from([None, "invoice", "payment"]), lines=st.lists(lines_drawn, max_size=3).map(tuple),
    exemptions=st.lists(exemptions_drawn, max_size=2).map(tuple),
    prepaid=st.sampled_from([None, D(0), D(300), D("360.00")]), due_date=st.none() | due_dates,
    payment=payments, notes=st.lists(notes_drawn, max_size=3).map(tuple),
    buyer=st.sampled_from([Party(), Party(siret=b.COMMUNE_SIRET), b.hospital().as_party()]),
    seller=st.sampled_from([Party(), Party(siret=b.SELLER_SIRET), b.seller().as_party()]),
)  # fmt: skip


@given(drafts, sellers, bodies, st.booleans())
def test_bare__is_completed_to_the_same(
    draft: Invoice, seller: Seller, body: PublicBody | None, whole: bool
) -> None:
    made = complete(draft, seller, body) if whole else draft
    left = bare(made, seller, body)
    assert complete(left, seller, body) == complete(made, seller, body)
    assert bare(left, seller, body) == left
    for name in (
        "number",
        "issue_date",
        "type_code",
        "currency",
        "commitment_number",
    ):
        assert getattr(left, name) == getattr(made, name)
    assert left.seller == Party()
    assert (left.buyer.siret, left.buyer.name or made.buyer.name) == (
        made.buyer.siret, made.buyer.name,
    )  # fmt: skip


@given(drafts, sellers, bodies)
def test_bare__takes_nothing_that_was_not_filled_in(
    draft: Invoice, seller: Seller, body: PublicBody | None
) -> None:
    left = bare(draft, seller, body)
    for name in ("billing_framework", "vat_due", "prepaid", "due_date"):
        assert getattr(left, name) in (None, getattr(draft, name))
    assert left.payment in (Payment(), draft.payment)
    assert left.exemptions in ((), draft.exemptions)
    assert set(left.notes) <= set(draft.notes)
    assert {note for note in draft.notes if note.text not in seller.own_mentions()} <= set(
        left.notes
    )


@pytest.mark.parametrize(
    "seller",
    [b.seller(mentions=("Merci.",)), b.vat_seller(), b.vat_seller(vat_on_debits=True), TRAINER],
)
@pytest.mark.parametrize("type_code", ["380", "381"])
@pytest.mark.parametrize("framework", [None, "A2"])
@pytest.mark.parametrize("body", [None, b.commune(), b.hospital()])
def test_bare__leaves_what_was_typed_alone(
    seller: Seller, type_code: str, framework: str | None, body: PublicBody | None
) -> None:
    typed = replace(BARE, type_code=type_code, billing_framework=framework)
    assert bare(complete(typed, seller, body), seller, body) == typed


BY_HAND: list[dict[str, Any]] = [
    {"due_date": date(2026, 12, 3)}, {"due_date": date(2026, 12, 3), "billing_framework": "A2"},
    {"due_date": date(2026, 12, 3), "type_code": "381"}, {"due_date": date(2026, 12, 3), "issue_date": None},
    {"payment": Payment(means="30", iban=OTHER_IBAN)}, {"payment": Payment(means="57")},
    {"payment": Payment(means="30", iban=b.seller().iban, account_name="Camille Fictive EI", reference="R-1")},
    {"payment": Payment(means="30", iban=b.seller().iban), "type_code": "381"},
    {"exemptions": (Exemption(category="E", reason="Mon texte", code="VATEX-FR-FRANCHISE"),)},
    {"lines": (LINE, replace(LINE, vat_category="S", vat_rate=D(20)))},
    {"notes": (Note(text="À bientôt"),)}, {"notes": (Note(text="Merci.", code="ADN"),)},
    {"prepaid": D(5)}, {"billing_framework": "A2", "prepaid": D(5)}, {"billing_framework": "S1"},
    {"vat_due": "payment"},
]  # fmt: skip


@pytest.mark.parametrize("by_hand", BY_HAND)
def test_bare__leaves_what_was_decided_by_hand(by_hand: dict[str, Any]) -> None:
    seller = b.seller(mentions=("Merci.",))
    draft = replace(BARE, **by_hand)
    for made in (draft, complete(draft, seller, b.commune())):
        left = bare(made, seller, b.commune())
        for name, value in by_hand.items():
            if name in ("lines", "notes"):  # among what is filled in
                assert value[-1] in getattr(left, name)
            else:
                assert getattr(left, name) == value


@given(due=due_dates, day=days, other=days, body=bodies)
def test_bare__lets_the_due_date_follow_unless_it_was_chosen(
    due: date, day: date, other: date, body: PublicBody | None
) -> None:
    def moved(made: Invoice) -> date | None:
        left = bare(complete(made, b.seller(), body), b.seller(), body)
        return complete(replace(left, issue_date=other), b.seller(), b.hospital()).due_date

    draft = replace(BARE, issue_date=day)
    usual = complete(draft, b.seller(), body).due_date
    followed = other + timedelta(days=50)
    assert moved(draft) == followed
    assert moved(replace(draft, due_date=due)) == (followed if due == usual else due)


def test_bare__lets_the_text_of_the_law_follow_the_date() -> None:
    whole = complete(replace(BARE, issue_date=date(2026, 8, 31)), b.seller(), None)
    assert whole.exemptions[0].reason == "TVA non applicable, art. 293 B du CGI"
    later = replace(bare(whole, b.seller(), None), issue_date=date(2026, 11, 2))
    assert complete(later, b.seller(), None).exemptions[0].reason == b.FRANCHISE_TEXT


def test_bare__lets_what_is_paid_follow_the_lines() -> None:
    whole = complete(replace(BARE, billing_framework="A2"), b.seller(), None)
    assert whole.prepaid == D("300.00")
    more = replace(bare(whole, b.seller(), None), lines=(LINE, LINE))
    assert complete(more, b.seller(), None).prepaid == D("600.00")


def test_bare__tells_a_mention_from_a_note_of_the_same_words() -> None:
    seller = b.seller(insurance="MAAF", mentions=("Merci.",))
    made = complete(replace(BARE, notes=(Note(text="Merci.", code="ADN"),)), seller, None)
    assert [note.text for note in made.notes] == ["Merci.", f"{INSURED}MAAF"]
    assert bare(made, seller, None).notes == (Note(text="Merci.", code="ADN"),)


CARE, TEACHING = "VATEX-FR-CGI261-4#soins", "VATEX-FR-CGI261-4#enseignement"


@pytest.mark.parametrize(
    ("name", "reason"),
    [(CARE, "Exonération TVA, art. 261-4-1° du CGI"),
     (TEACHING, "Exonération TVA, art. 261-4-4° du CGI"), ("VATEX-FR-CGI261-4", None)],
)  # fmt: skip
def test_complete__says_the_text_of_the_sellers_situation_and_guesses_none(
    name: str, reason: str | None
) -> None:
    exempt = b.seller(vat_regime=VatRegime.EXEMPT, vat_exemption=name)
    [exemption] = complete(BARE, exempt, b.commune()).exemptions
    assert (exemption.code, exemption.reason) == ("VATEX-FR-CGI261-4", reason)


def test_complete__takes_the_sellers_situation_of_a_code_that_stands_bare() -> None:
    exempt = b.seller(vat_regime=VatRegime.EXEMPT, vat_exemption=TEACHING)
    named = replace(BARE, exemptions=(Exemption(category="E", code="VATEX-FR-CGI261-4"),))
    [exemption] = complete(named, exempt, b.commune()).exemptions
    assert exemption.reason == "Exonération TVA, art. 261-4-4° du CGI"


def test_complete__leaves_the_vat_number_out_where_vat_does_not_apply() -> None:
    outside = replace(LINE, vat_category="O")
    made = complete(replace(BARE, lines=(outside,)), b.vat_seller(), b.commune())
    assert (made.seller.vat_number, made.seller.tax_id) == (None, b.SELLER_SIRET[:9])
    mixed = complete(replace(BARE, lines=(outside, LINE)), b.vat_seller(), b.commune())
    assert mixed.seller == b.vat_seller().as_party()


TAXED = replace(LINE, vat_category="S", vat_rate=D(20))


def test_complete__gives_a_discount_of_the_whole_the_vat_of_the_lines() -> None:
    off, port = AllowanceCharge(amount=D(10)), AllowanceCharge(amount=D(5), reason="Port")
    made = complete(replace(BARE, allowances=(off,), charges=(port,)), b.seller(), b.commune())
    assert made.allowances == (replace(off, reason="Remise", vat_category="E", vat_rate=D(0)),)
    assert made.charges == (replace(port, vat_category="E", vat_rate=D(0)),)
    assert compute_totals(made).gross == D(295)


def test_complete__takes_for_a_discount_the_rate_that_was_chosen_for_it() -> None:
    lines = (TAXED, replace(TAXED, vat_rate=D(10)))
    off = AllowanceCharge(amount=D(10), reason="Remise")
    said = replace(off, vat_rate=D(10))
    made = complete(replace(BARE, lines=lines, allowances=(said,)), b.vat_seller(), b.commune())
    assert made.allowances == (replace(said, vat_category="S"),)


def test_complete__never_gives_the_own_account_for_that_of_another_payee() -> None:
    made = complete(replace(BARE, payee=Party(name="Affactureur")), b.seller(), b.commune())
    assert made.payment == Payment(means="30")
    theirs = Payment(iban="FR1420041010050500013M02606")
    made = complete(
        replace(BARE, payee=Party(name="Affactureur"), payment=theirs), b.seller(), None
    )
    assert made.payment == Payment(means="30", iban="FR1420041010050500013M02606")
