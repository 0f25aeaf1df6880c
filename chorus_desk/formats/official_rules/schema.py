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
_ELEMENT = r"Element '(?P<what>\w+)'"
_MISPLACED = rf"{_ELEMENT}: This element is not expected\."
_EXPECTED = r" Expected is (?:one of )?\( (?P<wanted>.*) \)\."
_FORMS = tuple((form, re.compile(pattern)) for form, pattern in (
    ("xsd-instead", _MISPLACED + _EXPECTED),
    ("xsd-misplaced", _MISPLACED),
    ("xsd-lacks", rf"{_ELEMENT}: Missing child element\(s\)\.{_EXPECTED}"),
    ("xsd-unsaid", rf"{_ELEMENT}: The attribute '(?P<wanted>\w+)' is required but missing\."),
    ("xsd-value", (rf"{_ELEMENT}(?:, attribute '\w+')?: (?:\[facet '\w+'\] The value )?"
                  r"'(?P<value>[^']*)' is not (?:a valid value|an element) ")),
))  # fmt: skip
"""What libxml2 objects to, told from its English text, so that a sentence of ours can say it."""
_SHOWN = 80
"""Characters of a name or value that are shown."""


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
    return Finding(
        rule="XSD", severity=Severity.ERROR, source=Source.XSD, path=path_of_element(root, entry),
        params={"line": entry.line, **_said(_NAMESPACE.sub("", entry.message or ""))},
    )  # fmt: skip


def _said(message: str) -> dict[str, str]:
    """Return what a message of libxml2 says: its form and what it names, else its own words."""
    for form, pattern in _FORMS:
        if found := pattern.match(message):
            named = {name: value[:_SHOWN] for name, value in found.groupdict().items()}
            return {"form": form, **named}
    return {"text": message[:300]}
