"""One cause, one finding: of rules that object to the same thing, the nearest alone is heard."""

from collections.abc import Iterable, Mapping
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.finding import Finding


def each_cause_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without those that another one says better (``codes/same_cause.csv``)."""
    known = tuple(findings)
    rules = {finding.rule for finding in known}
    return tuple(f for f in known if not rules & _said_by().get(f.rule, frozenset()))


@cache
def _said_by() -> Mapping[str, frozenset[str]]:
    """Return for a rule those whose finding makes its own needless."""
    rows = resources.read_table("same_cause")
    return {
        rule: frozenset(row["said_by"] for row in rows if row["rule"] == rule)
        for rule in {row["rule"] for row in rows}
    }
