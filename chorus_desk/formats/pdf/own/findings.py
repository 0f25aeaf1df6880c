"""Findings on a page made elsewhere, as grave as their row in ``own_page_rules`` says."""

from collections.abc import Mapping
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.finding import Finding, Param, Severity, Source


def found(rule: str, **params: Param) -> Finding:
    """Return the finding of a rule on pages made elsewhere."""
    return Finding(rule=rule, severity=_severities()[rule], source=Source.CONTAINER, params=params)


@cache
def _severities() -> Mapping[str, Severity]:
    rows = resources.read_table("own_page_rules")
    return {row["rule"]: Severity(row["severity"]) for row in rows}
