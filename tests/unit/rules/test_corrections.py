"""Every correction makes its finding go away, on each circuit, and brings no error with it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from chorus_desk import resources
from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Note, circuit_of
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Service
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections import CORRECTIONS, correct, mends
from chorus_desk.rules.engine import check
from chorus_desk.usecases.drafting import complete
from chorus_desk.wording.corrections import LABELS, correction_label
from tests import builders as b
from tests.unit.rules.examples import EXAMPLES

ROWS = {row["rule"]: row for row in resources.read_table("rules")}
CASES = [
    (rule, circuit) for rule in CORRECTIONS for circuit in Circuit if ROWS[rule][circuit] != "-"
]
ONE_CIRCUIT_ALONE = {
    # A platform wants the invoice that a credit note cancels, and a paid one has its own codes.
    ("CD-NEGATIVE-INVOICE", Circuit.REFORM),
    ("CD-PAID-BUT-A1", Circuit.REFORM),
}


def found(rule: str, made: Invoice, where: Context) -> Finding:
    return next(finding for finding in check(made, where) if finding.rule == rule)


def mended(rule: str, made: Invoice, where: Context) -> Invoice:
    return correct(made, found(rule, made, where), where)


def test_corrections__are_of_known_rules_and_each_has_its_label() -> None:
    assert set(CORRECTIONS) == set(LABELS)
    assert set(CORRECTIONS) <= set(ROWS)
    assert all(correction_label(rule, "en") != label for rule, label in LABELS.items())


def test_corrections__cover_the_commonest_findings() -> None:
    assert len(CORRECTIONS) >= 60


@pytest.mark.parametrize(("rule", "circuit"), CASES)
def test_correct__mends_its_example(rule: str, circuit: Circuit) -> None:
    made, where = EXAMPLES[rule].wrong
    where = replace(where, circuit=circuit)
    before = check(made, where)
    finding = next(f for f in before if f.rule == rule)
    better = correct(made, finding, where)
    assert list(mends(made, [finding], where)) == [better != made]
    if (rule, circuit) in ONE_CIRCUIT_ALONE:
        assert better == made
        return
    assert better != made
    # As the editor does: what follows from the settings is filled in again.
    seller = where.seller or b.seller()
    if better.circuit is not made.circuit:
        where = replace(where, circuit=circuit_of(better, seller))
    after = check(complete(better, seller, where.body), where)
    assert rule not in {f.rule for f in after}
    known = {f.rule for f in before}
    assert not {f.rule for f in after if f.severity is Severity.ERROR} - known


def test_correct__leaves_alone_what_it_does_not_know() -> None:
    made, where = EXAMPLES["BR-16"].wrong
    assert mended("BR-16", made, where) is made


def test_mends__knows_which_lines_a_correction_can_do_something_for() -> None:
    lines = (b.line(quantity=None), b.line(quantity=None, unit_price=None))
    made, where = b.invoice(lines=lines), b.context()
    findings = [f for f in check(made, where) if f.rule in ("BR-22", "BR-26")]
    assert [f.rule for f in findings] == ["BR-22", "BR-22", "BR-26"]
    assert list(mends(made, findings, where)) == [True, False, False]


def test_correct__takes_a_service_only_where_the_body_has_one() -> None:
    made, where = EXAMPLES["CPRO-11"].wrong
    body = where.body
    assert body is not None
    two = replace(body, services=(*body.services, Service(code="VOIRIE")))
    assert mended("CPRO-11", made, replace(where, body=two)) == made


def test_correct__does_not_guess_whether_goods_or_services_are_billed() -> None:
    made, where = EXAMPLES["BR-FR-08"].wrong
    reform = replace(where, circuit=Circuit.REFORM)
    pieces = replace(made, lines=(b.line(),))
    assert mended("BR-FR-08", made, reform).billing_framework == "S1"
    assert mended("BR-FR-08", pieces, reform) == pieces


@pytest.mark.parametrize(
    ("framework", "unit", "note", "wanted"),
    [("A9", "C62", "", "S3"), ("A12", "C62", "", "S6"), ("A1", "HUR", "", "S1"), ("A2", "XBX", "", "B2"),
     ("A2", "C62", "Livraison de biens et prestation de services", "M2"), ("A1", "C62", "", "A1")],
)  # fmt: skip
def test_correct__takes_the_platforms_framework_for_that_of_a_direct_deposit(
    framework: str, unit: str, note: str, wanted: str
) -> None:
    where = b.context(seller=b.seller(circuit="reform"))
    made = b.invoice(
        billing_framework=framework, lines=(b.line(unit=unit),), notes=(Note(text=note),)
    )
    assert mended("CD-FRAMEWORK-DIRECT", made, where).billing_framework == wanted


def test_correct__keeps_what_was_paid_in_a_paid_framework_of_the_other_circuit() -> None:
    made = b.invoice(billing_framework="S2", prepaid=Decimal("300.00"))
    better = mended("CD-FRAMEWORK-REFORM-IN-HISTORICAL", made, b.context())
    assert (better.billing_framework, better.prepaid) == ("A2", Decimal("300.00"))


def test_correct__takes_the_paid_amount_with_its_vat() -> None:
    # As a draft holds a line: the rate alone, its category follows from the settings.
    bare = b.vat_invoice(b.line(vat_category=None, vat_rate=Decimal(20)))
    bare = replace(bare, billing_framework="A2", prepaid=Decimal(10))
    where = b.context(seller=b.vat_seller())
    finding = found("CD-A2-AMOUNTS", complete(bare, b.vat_seller(), where.body), where)
    assert correct(bare, finding, where).prepaid == Decimal("360.00")


def test_correct__turns_no_sign_where_a_discount_has_its_own() -> None:
    made, where = EXAMPLES["CD-CREDIT-NEGATIVE"].wrong
    discount = AllowanceCharge(amount=Decimal(1), reason="Geste", vat_category="E")
    made = replace(made, allowances=(discount,))
    assert mended("CD-CREDIT-NEGATIVE", made, where) == made


def test_correct__joins_mentions_and_loses_no_text() -> None:
    notes = tuple(Note(text=text, code="PMT") for text in ("40 €", "Quarante euros", "40 €"))
    where = b.context(circuit=Circuit.REFORM)
    better = mended("BR-FR-06", b.invoice(notes=notes), where)
    assert better.notes == (Note(text="40 €\nQuarante euros", code="PMT"),)


def test_correct__cuts_a_note_between_words() -> None:
    made, where = EXAMPLES["CPRO-42"].wrong
    better = mended("CPRO-42", made, where)
    assert len(better.notes) == 2
    assert " ".join(note.text for note in better.notes).split() == made.notes[0].text.split()


def test_correct__asks_a_seller_under_vat_whether_rate_or_category_is_meant() -> None:
    made = b.vat_invoice(b.line(vat_rate=Decimal(20)))
    assert mended("BR-E-05", made, b.context(seller=b.vat_seller())) == made


def test_correct__mends_the_period_of_the_line_it_is_on() -> None:
    early, late = b.TODAY.replace(day=1), b.TODAY.replace(day=2)
    made = b.invoice(lines=(b.line(), b.line(period_start=late, period_end=early)))
    better = mended("G6.20", made, b.context())
    assert [better.lines[1].period_start, better.lines[1].period_end] == [early, late]
    assert better.lines[0] == made.lines[0]
