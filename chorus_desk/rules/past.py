"""What is said of an invoice that was issued elsewhere: only what makes it uncertain."""

from collections.abc import Iterator
from dataclasses import replace

from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.rules.case import Case
from chorus_desk.rules.engine import check_case
from chorus_desk.rules.subjects import SUBJECTS

STATED = frozenset(SUBJECTS["stated figures"][1])
"""The rules that compare the figures of a file with what its lines give."""


def check_past(case: Case) -> tuple[Finding, ...]:
    """Return what to verify of an invoice that was sent: nothing of it can be mended any more.

    Totals that disagree, and a day to come. What matters before an invoice is issued is not asked.
    """
    day, found = case.invoice.issue_date, list[Finding]()
    if case.invoice.stated:
        found = [_told(finding) for finding in check_case(case) if finding.rule in STATED]
    if day is not None and day > case.context.today:
        found.append(_found("CD-PAST-IN-FUTURE", Severity.WARNING, "issue_date", date=day))
    return tuple(found)


def _told(finding: Finding) -> Finding:
    params = {**finding.params, "case": "past"}
    return replace(finding, severity=Severity.WARNING, params=params)


def lacking(invoice: Invoice) -> Iterator[Finding]:
    """Give what an invoice that was sent is known by and cannot lack: number and date."""
    if not invoice.number:
        yield _found("CD-PAST-NO-NUMBER", Severity.ERROR, "number")
    if invoice.issue_date is None:
        yield _found("CD-PAST-NO-DATE", Severity.ERROR, "issue_date")


def _found(rule: str, severity: Severity, path: str, **params: Param) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.IMPORT, path=path, params=params)
