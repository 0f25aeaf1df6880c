"""Every rule has a case it objects to, one it does not, and runs on the circuits of its row."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chorus_desk import resources
from chorus_desk.domain.finding import Severity, Source
from chorus_desk.domain.invoice import Exemption, Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import STATE_SIRET, Party
from chorus_desk.presenters.document import shown_invoice
from chorus_desk.rules.case import Case, Context
from chorus_desk.rules.engine import CHECKS, check, rules_of
from chorus_desk.wording.findings import sentence
from tests.builders import (
    commune,
    context,
    invoice,
    seller,
    taxed_line,
    vat_invoice,
    vat_seller,
)
from tests.unit.rules.examples import EXAMPLES

ROWS = {row["rule"]: row for row in resources.read_table("rules")}


def found(invoice: Invoice, where: Context) -> set[str]:
    return {finding.rule for finding in check(invoice, where)}


def circuits(rule: str) -> list[Circuit]:
    return [circuit for circuit in Circuit if ROWS[rule][circuit] != "-"]


def test_examples__cover_every_rule() -> None:
    assert set(EXAMPLES) == set(CHECKS) == set(ROWS)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_rule__objects_to_its_example_alone(rule: str) -> None:
    example = EXAMPLES[rule]
    for circuit in circuits(rule):
        wrong, right = (
            (made, replace(where, circuit=circuit))
            for made, where in (example.wrong, example.right)
        )
        assert rule in found(*wrong), circuit
        assert rule not in found(*right), circuit


@pytest.mark.parametrize("rule", EXAMPLES)
def test_rule__keeps_to_its_circuits_with_their_severity(rule: str) -> None:
    made, where = EXAMPLES[rule].wrong
    letters = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}
    for circuit in Circuit:
        here = [f for f in check(made, replace(where, circuit=circuit)) if f.rule == rule]
        letter = ROWS[rule][circuit]
        assert bool(here) == (letter != "-")
        assert all(finding.severity is letters[letter] for finding in here)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_rule__leads_to_a_place_that_show_has(rule: str) -> None:
    made, where = EXAMPLES[rule].wrong
    shown = shown_invoice(made, where.circuit)
    for hit in CHECKS[rule](Case(made, where)):
        if hit.path is not None and hit.path != "number":
            resolve(shown, hit.path)


def resolve(shown: object, path: str) -> None:
    """Follow a path into the document; fail where it leads nowhere."""
    for part in path.replace("[", ".[").split("."):
        if part.startswith("["):
            assert isinstance(shown, list), path
            shown = shown[int(part[1:-1])]
        else:
            assert isinstance(shown, dict), path
            assert part in shown, path
            shown = shown[part]


def test_check__finds_nothing_in_an_invoice_that_is_right() -> None:
    assert check(invoice(), context()) == ()
    assert check(vat_invoice(), context(seller=vat_seller())) == ()


@pytest.mark.parametrize(
    ("changes", "case"),
    [
        ({"body": None}, None), ({"body": commune(active=False)}, "closed"),
        ({"body": commune(active=False), "not_listed": True}, "closed"),
        ({"not_listed": True}, "not-listed"), ({"body": None, "not_listed": True}, None),
    ],
)  # fmt: skip
def test_buyer_unknown__tells_nobody_from_closed_and_from_left_out_of_the_list(
    changes: dict[str, Any], case: str | None
) -> None:
    [finding] = check(invoice(), context(**changes))
    assert (finding.rule, finding.severity) == ("CD-BUYER-UNKNOWN", Severity.WARNING)
    assert finding.params.get("case") == case


@pytest.mark.parametrize(
    ("earlier", "number", "odd"),
    [
        (("BC-118", "BC-117", "BC-009"), "BC-119", False),
        (("BC-118", "BC-117", "BC-009"), "BC-1190", True),
        (("BC-118", "BC-117", "BC-009"), "bc-119", False),
        (("BC-118", "BC-117", "BC-009"), "2026-119", True),
        (("BC-118", "BC-117"), "2026-119", False),  # two are no custom yet
        (("BC-118", "45990012", "X"), "2026-119", False),  # nor are as many forms as numbers
        (("BC-118", "BC-117", "BC-116", "45990013", "45990012", "45990011"), "45990099", False),
        (("BC-118", "BC-117", "BC-116", "45990013", "45990012", "45990011"), "459900", True),
        (("BC-118", "BC-117", "BC-116", "45990013", "45990012"), "459900", False),
        ((), "459900", False), (("BC-118", "BC-117", "BC-009"), None, False),
    ],
)  # fmt: skip
def test_commitment_form__is_compared_with_the_buyers_own(
    earlier: tuple[str, ...], number: str | None, odd: bool
) -> None:
    made = invoice(commitment_number=number)
    assert ("CD-COMMITMENT-FORM" in found(made, context(commitments=earlier))) is odd
    state = replace(made, buyer=replace(made.buyer, siret=STATE_SIRET))
    assert "CD-COMMITMENT-FORM" not in found(state, context(commitments=earlier))


def test_check__stands_an_empty_invoice() -> None:
    for circuit in Circuit:
        for where in (context(circuit=circuit), context(seller=None, body=None, circuit=circuit)):
            rules = found(Invoice(), where)
            assert {"BR-02", "BR-03", "BR-06", "BR-07", "BR-16", "BR-49"} <= rules


def test_check__names_every_line_that_lacks_something() -> None:
    made = invoice(lines=tuple(replace(line, quantity=None) for line in invoice().lines * 3))
    paths = [f.path for f in check(made, context()) if f.rule == "BR-22"]
    assert paths == ["lines[0].quantity", "lines[1].quantity", "lines[2].quantity"]


def test_check__calls_the_reforms_rules_chorus_pros_on_the_historical_circuit() -> None:
    made = invoice(number="F 1")
    sources = {
        circuit: [f.source for f in check(made, context(circuit=circuit)) if f.rule == "BR-FR-02"]
        for circuit in Circuit
    }
    assert sources == {Circuit.HISTORICAL: [Source.CHORUS_PRO], Circuit.REFORM: [Source.BR_FR]}


def test_check__names_the_term_of_the_circuit() -> None:
    made, where = EXAMPLES["CPRO-11"].wrong
    fields = {
        circuit: [
            f.field for f in check(made, replace(where, circuit=circuit)) if f.rule == "CPRO-11"
        ]
        for circuit in Circuit
    }
    assert fields == {Circuit.HISTORICAL: ["BT-10"], Circuit.REFORM: ["BT-46"]}


def test_check__is_graver_from_the_day_a_duty_holds() -> None:
    made, where = EXAMPLES["BR-FR-14"].wrong
    severities = []
    for day in (date(2027, 8, 31), date(2027, 9, 1)):
        found = check(replace(made, issue_date=day), replace(where, circuit=Circuit.REFORM))
        severities += [f.severity for f in found if f.rule == "BR-FR-14"]
    assert severities == [Severity.WARNING, Severity.ERROR]


@pytest.mark.parametrize("rule", ["CD-PA-DUE", "CD-NATURE-MENTION"])
def test_check__is_silent_before_the_day_a_duty_holds(rule: str) -> None:
    made, where = EXAMPLES[rule].wrong
    eve = replace(made, issue_date=date(2027, 8, 31))
    assert rule in found(made, where)
    assert rule not in found(eve, where)


@pytest.mark.parametrize(
    ("postcode", "rate", "odd"),
    [("35000", "20", False), ("20000", "13", False), ("35000", "13", True), ("97400", "8.5", False),
     ("97400", "20", True), ("97300", "20", True), ("35000", "19.6", False)],
)  # fmt: skip
def test_rate_territory__is_that_of_the_sellers_postcode(
    postcode: str, rate: str, odd: bool
) -> None:
    own = vat_seller(postcode=postcode)
    made = vat_invoice(taxed_line(rate), seller=own.as_party())
    assert ("CD-RATE-TERRITORY" in found(made, context(seller=own))) is odd


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-08-31", "TVA non applicable, art. 293 B du CGI"),
        ("2026-09-01", "TVA non applicable, art. 293 B du CGI"),
        ("2026-09-01", "TVA non applicable, art. L. 223-3 du CIBS"),
        ("2026-11-20", "tva  non applicable, art. 293 B du CGI"),
    ],
)
def test_franchise_text__takes_both_laws_while_both_hold(day: str, text: str) -> None:
    exemption = replace(invoice().exemptions[0], reason=text)
    made = invoice(issue_date=date.fromisoformat(day), exemptions=(exemption,))
    assert "CD-FRANCHISE-TEXT" not in found(made, context())


def test_franchise_text__refuses_the_new_law_before_its_day() -> None:
    exemption = replace(invoice().exemptions[0], reason="TVA non applicable, art. L. 223-3 du CIBS")
    made = invoice(issue_date=date(2026, 8, 31), exemptions=(exemption,))
    assert "CD-FRANCHISE-TEXT" in found(made, context())


def test_seller_rules__say_nothing_of_other_peoples_businesses() -> None:
    stranger = context(seller=None)
    rules = found(invoice(seller=Party(name="Autre")), stranger)
    assert not rules & {"CD-SELLER-EI", "CD-SELLER-REGISTER", "CD-SELLER-INSURANCE"}


def test_rules_of__names_a_source_for_every_rule() -> None:
    assert all(row["reference"] for row in ROWS.values())
    for circuit in Circuit:
        assert rules_of(circuit)


def test_hospital__may_pay_in_fifty_days() -> None:
    late = invoice(due_date=date(2027, 1, 9))
    assert "CD-DUE-BEYOND-LEGAL" in found(late, context())
    assert "CD-DUE-BEYOND-LEGAL" not in found(late, context(body=commune(payment_days=50)))


def test_own_seller__is_checked_for_its_mentions() -> None:
    assert found(invoice(), context(seller=seller(register=None, insurance=None))) == {
        "CD-SELLER-REGISTER", "CD-SELLER-INSURANCE",
    }  # fmt: skip


def test_exemption_rules__leave_other_peoples_codes_alone() -> None:
    bare = (Exemption(category="E", code="VATEX-EU-79-C"),)
    rules = found(invoice(exemptions=bare), context(seller=None))
    assert not rules & {"CD-EXEMPTION-TEXT", "CD-EXEMPTION-CHOICE"}


def test_exemption_choice__is_of_every_category_with_several_texts() -> None:
    export = vat_invoice(
        replace(invoice().lines[0], vat_category="G"),
        exemptions=(Exemption(category="G", code="VATEX-EU-G"),),
    )
    assert "CD-EXEMPTION-CHOICE" in found(export, context(seller=vat_seller()))


def test_framework_direct__stands_alone_after_the_day_of_the_platforms() -> None:
    late = {"today": date(2027, 9, 1)}
    made = invoice(issue_date=date(2027, 9, 1), due_date=date(2027, 10, 1))
    asked = {"CD-PA-DUE", "CD-FRAMEWORK-DIRECT"}
    assert found(made, context(**late)) & asked == {"CD-PA-DUE"}
    there = context(seller=seller(circuit="reform"), **late)
    assert found(made, there) & asked == {"CD-FRAMEWORK-DIRECT"}


def test_br_fr_08__names_no_framework_where_there_is_none() -> None:
    where = context(circuit=Circuit.REFORM)
    texts = [
        sentence(finding, "fr").replace("\u00a0", " ")
        for framework in (None, "A1")
        for finding in check(invoice(billing_framework=framework), where)
        if finding.rule == "BR-FR-08"
    ]
    assert "manque" in texts[0]
    assert "«" not in texts[0]
    assert "« A1 » n'est pas accepté par" in texts[1]


@pytest.mark.parametrize(
    ("changes", "circuit", "stands"),
    [({"siret": None}, Circuit.HISTORICAL, {"CD-SELLER-SIRET"}),
     ({"siret": None}, Circuit.REFORM, {"CD-SELLER-SIRET"}),
     ({"siret": None, "siren": "999000011"}, Circuit.HISTORICAL, {"CD-SELLER-SIRET"}),
     ({"siret": None, "siren": "999000011"}, Circuit.REFORM, {"CPRO-09"}),
     ({"vat_number": None, "tax_id": None}, Circuit.HISTORICAL, {"BR-S-02"}),
     ({"vat_number": None, "tax_id": "999000011"}, Circuit.REFORM, {"CD-SELLER-VAT-NUMBER"})],
)  # fmt: skip
def test_check__says_one_cause_once(
    changes: dict[str, str | None], circuit: Circuit, stands: set[str]
) -> None:
    made = vat_invoice(seller=replace(vat_seller().as_party(), **changes))  # type: ignore[arg-type]
    where = context(seller=None, circuit=circuit)
    asked = {"CD-SELLER-SIRET", "CPRO-03", "CPRO-09", "BR-S-02", "CD-SELLER-VAT-NUMBER"}
    assert found(made, where) & asked == stands


def test_seller_vat_number__is_not_asked_of_a_seller_in_franchise() -> None:
    charged = vat_invoice(seller=seller().as_party())
    rules = found(charged, context())
    assert "CD-FRANCHISE-VAT" in rules
    assert "CD-SELLER-VAT-NUMBER" not in rules


def test_seller__what_lacks_is_said_once() -> None:
    unknown = replace(seller().as_party(), siret=None, siren=None, tax_id=None, vat_number=None)
    rules = found(invoice(seller=unknown), context(circuit=Circuit.REFORM))
    assert {"CD-SELLER-SIRET", "CPRO-03", "CPRO-09"} & rules == {"CD-SELLER-SIRET"}
    siren = replace(unknown, siren="999000011")
    rules = found(invoice(seller=siren), context(circuit=Circuit.REFORM))
    assert {"CD-SELLER-SIRET", "CPRO-03", "CPRO-09"} & rules == {"CPRO-09"}
    rules = found(invoice(seller=siren), context(circuit=Circuit.HISTORICAL))
    assert "CD-SELLER-SIRET" in rules
    charged = vat_invoice(seller=unknown)
    rules = found(charged, context(seller=None))
    assert {"BR-S-02", "CD-SELLER-VAT-NUMBER"} & rules == {"BR-S-02"}
