"""The XML Schema of each level: compiled once, its errors as findings."""

import re
from functools import cache
from pathlib import Path

from lxml import etree

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats import official
from chorus_desk.formats.official_rules.places import path_of_element
from chorus_desk.formats.syntax import syntax_of

MOST_ERRORS = 20
"""A document that is no invoice at all has thousands; twenty say enough."""
_NAMESPACE = re.compile(r"\{[^}]*\}")


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


def check_schema(root: etree._Element, level: str) -> tuple[Finding, ...]:
    """Return what the XML Schema of a level says against a document, in document order."""
    schema = _schema(official.schema_path(level, syntax_of(root)))
    if schema.validate(root):
        return ()
    entries = list(schema.error_log)
    findings = [_finding(root, entry) for entry in entries[:MOST_ERRORS]]
    if len(entries) > MOST_ERRORS:
        findings.append(
            Finding(rule="XSD-MORE", severity=Severity.ERROR, source=Source.XSD,
                    params={"count": len(entries) - MOST_ERRORS})
        )  # fmt: skip
    return tuple(findings)


def _finding(root: etree._Element, entry: etree._LogEntry) -> Finding:
    message = _NAMESPACE.sub("", entry.message or "")
    return Finding(
        rule="XSD", severity=Severity.ERROR, source=Source.XSD, path=path_of_element(root, entry),
        params={"text": message[:300], "line": entry.line},
    )  # fmt: skip
