"""Runs every rule of a circuit on an invoice: a rule is a function, its data a row of a table."""

from dataclasses import dataclass
from functools import cache, lru_cache

from chorus_desk import resources
from chorus_desk.domain.finding import Finding, Severity, Source, merge
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.rules import (
    adjustments,
    amounts,
    attachments,
    buyer,
    credit_notes,
    dates,
    frameworks,
    identity,
    lengths,
    lines,
    notes,
    numbering,
    parties,
    payment,
    printing,
    seller,
    vat,
)
from chorus_desk.rules.case import Case, Check, Context, Rules
from chorus_desk.rules.same_cause import each_cause_once
from chorus_desk.rules.subjects import absent, subject_of

MODULES = (
    numbering, dates, seller, buyer, identity, parties, frameworks, credit_notes, lines,
    adjustments, amounts, vat, notes, lengths, payment, attachments, printing,
)  # fmt: skip
"""The modules of rules, a subject each."""
CHECKS: Rules = {id_: check for module in MODULES for id_, check in module.RULES.items()}
_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it applies on one circuit."""

    id: str
    severity: Severity
    source: Source
    field: str | None
    check: Check


def check(invoice: Invoice, context: Context) -> tuple[Finding, ...]:
    """Return everything the rules of the circuit find, errors first, each said once."""
    return check_case(Case(invoice, context))


def check_case(case: Case) -> tuple[Finding, ...]:
    """Do what ``check`` does for a case whose figures are of use afterwards too."""
    found = (
        Finding(
            rule=known.id, severity=hit.severity or known.severity, source=known.source,
            field=hit.field or known.field, path=hit.path, params={**hit.params, **case.whose},
        )
        for known in _rules_without(case.context.circuit, absent(case))
        for hit in known.check(case)
    )  # fmt: skip
    return each_cause_once(merge(found))


@lru_cache(maxsize=256)
def _rules_without(circuit: Circuit, subjects: frozenset[str]) -> tuple[Rule, ...]:
    """Return the rules of a circuit that have something to say where these subjects lack."""
    return tuple(rule for rule in rules_of(circuit) if subject_of(rule.id) not in subjects)


@cache
def rules_of(circuit: Circuit) -> tuple[Rule, ...]:
    """Return the rules that run on a circuit, in the order of the table."""
    return tuple(
        Rule(row["rule"], _SEVERITIES[row[circuit]], _source(row["source"], circuit),
             _field(row["field"], circuit), CHECKS[row["rule"]])
        for row in resources.read_table("rules")
        if row[circuit] != "-"
    )  # fmt: skip


def _field(terms: str, circuit: Circuit) -> str | None:
    """Return the term of a rule; where the circuits differ, the reform's stands second."""
    historical, _, reform = terms.partition("|")
    return (reform if circuit is Circuit.REFORM and reform else historical) or None


def _source(name: str, circuit: Circuit) -> Source:
    """Return who asks: the reform's own rules are Chorus Pro's business on the old circuit."""
    if name == Source.BR_FR and circuit is Circuit.HISTORICAL:
        return Source.CHORUS_PRO
    return Source(name)
