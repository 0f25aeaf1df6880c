"""A rule that is left out, since what it speaks of is lacking, would have found nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.money import ZERO
from chorus_desk.rules.case import Case
from chorus_desk.rules.engine import CHECKS
from chorus_desk.rules.subjects import SUBJECTS, VAT_CATEGORIES, absent, subject_of
from tests.builders import context, invoice, line
from tests.unit.rules.examples import EXAMPLES

NAMED = [
    *(rule for _, rules in SUBJECTS.values() for rule in rules),
    *(rule for rules in VAT_CATEGORIES.values() for rule in rules),
]
FOR_NOTHING = line(quantity=ZERO, unit_price=ZERO, gross_price=ZERO)
"""A line whose figures are there, and zero."""


def cases() -> Iterator[Case]:
    """Give the cases of every example, on both circuits, and invoices that have next to nothing."""
    for circuit in Circuit:
        for example in EXAMPLES.values():
            for made, where in (example.wrong, example.right):
                yield Case(made, replace(where, circuit=circuit))
        for made in (Invoice(), Invoice(type_code="381"), invoice(lines=(FOR_NOTHING,))):
            yield Case(made, context(circuit=circuit))


def test_subjects__name_rules_that_are_there_and_each_once() -> None:
    assert set(NAMED) <= set(CHECKS)
    assert max(Counter(NAMED).values()) == 1


def test_rule__finds_nothing_where_its_subject_lacks() -> None:
    wrong = {
        (rule, subject_of(rule))
        for case in cases()
        for rule, check in CHECKS.items()
        if subject_of(rule) in absent(case) and any(True for _ in check(case))
    }
    assert wrong == set()


@pytest.mark.parametrize("subject", [*SUBJECTS, *VAT_CATEGORIES])
def test_subject__is_there_in_one_example_and_lacks_in_another(subject: str) -> None:
    assert {subject in absent(case) for case in cases()} == {True, False}


@pytest.mark.parametrize("rule", NAMED)
def test_rule__speaks_of_its_subject_in_its_own_example(rule: str) -> None:
    assert subject_of(rule) not in absent(Case(*EXAMPLES[rule].wrong))
