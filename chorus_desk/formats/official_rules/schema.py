"""The XML Schema of each level: compiled once, its errors as findings."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from chorus_desk import resources
from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.formats import official
from chorus_desk.formats.official_rules.places import (
    datum_of_location,
    element_of,
    location_of,
    place_of,
    required_of_location,
    term_of_location,
)
from chorus_desk.formats.syntax import syntax_of

MOST_ERRORS = 20
"""A document that is no invoice at all has thousands; twenty say enough."""
_NAMESPACE = re.compile(r"\{[^}]*\}")
_EXPECTED = re.compile(r"Expected is (?:one of )?\( ([\w, ]+?)(?:, \.\.\.)? \)")
_ATTRIBUTE = re.compile(r"attribute '(\w+)'")
MISSING, INCOMPLETE, EMPTY = "xsd-missing", "xsd-incomplete", "xsd-empty"
_PLACES = (INCOMPLETE, "xsd-misplaced")
_VALUES = ("xsd-number", "xsd-date", "xsd-value")


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


def check_schema(root: etree._Element, level: str) -> tuple[Finding, ...]:
    """Return what the XML Schema of a level says against a document, in document order."""
    schema = _schema(official.schema_path(level, syntax_of(root)))
    if schema.validate(root):
        return ()
    entries = list(schema.error_log)
    findings = list(_findings(root, entries[:MOST_ERRORS]))
    if len(entries) > MOST_ERRORS:
        findings.append(
            Finding(rule="XSD-MORE", severity=Severity.ERROR, source=Source.XSD,
                    params={"count": len(entries) - MOST_ERRORS})
        )  # fmt: skip
    return tuple(findings)


def _findings(root: etree._Element, entries: Iterable[etree._LogEntry]) -> Iterator[Finding]:
    """Give a finding for each fault: libxml2 says some twice, of the value and of its type."""
    seen: set[tuple[str | None, str]] = set()
    for entry in entries:
        finding = _finding(root, entry)
        fault = (entry.path, str(finding.params.get("form")))
        if fault not in seen:
            seen.add(fault)
            yield finding


def _finding(root: etree._Element, entry: etree._LogEntry) -> Finding:
    message = _NAMESPACE.sub("", entry.message or "")
    element = element_of(root, entry.path)
    params: dict[str, Param] = {"line": entry.line}
    fault = _fault(message, entry.type_name, element) if element is not None else None
    if fault is None:
        return _error(None, None, params | {"text": message[:300]})
    field = fault.field or term_of_location(fault.location, fault.named)
    what = fault.field or datum_of_location(fault.location, fault.named)
    params |= {"form": fault.form, "what": what, "value": fault.value}
    return _error(field, place_of(fault.location, field), params)


def _error(field: str | None, path: str | None, params: Mapping[str, Param]) -> Finding:
    return Finding(rule="XSD", severity=Severity.ERROR, source=Source.XSD, field=field, path=path,
                   params=params)  # fmt: skip


class _Fault(NamedTuple):
    """What an error of libxml2 is about."""

    form: str
    """One of ``codes/schema_errors.csv``."""
    location: str
    named: str | None = None
    """What inside the location: an element that lacks, or an attribute."""
    field: str | None = None
    value: str = ""


def _fault(message: str, type_name: str, element: etree._Element) -> _Fault | None:
    """Return what libxml2 objects to; None for an error that the table does not know."""
    form = _form(message, type_name)
    if form in _PLACES:
        inside = element if form == INCOMPLETE else element.getparent()
        lacking = _lacking(message, inside) if inside is not None else None
        return lacking or _Fault(form, location_of(element))
    if form is None:
        return None
    found = _ATTRIBUTE.search(message)
    attribute = found[1] if found else None
    value = _value(element, attribute)
    form = EMPTY if form in _VALUES and not value else form
    return _Fault(form, location_of(element), attribute, None, value)


def _form(message: str, type_name: str) -> str | None:
    rows = resources.read_table("schema_errors")
    return next(
        (
            row["form"]
            for row in rows
            if fnmatchcase(type_name, row["error"]) and row["words"] in message
        ),
        None,
    )


def _lacking(message: str, inside: etree._Element) -> _Fault | None:
    """Return what lacks in an element, where it is the cause that something else stands there.

    libxml2 lists all that might come next, with what must: the only one there is, else the one
    that holds a compulsory term.
    """
    found = _EXPECTED.search(message)
    names = found[1].split(", ") if found else []
    absent = [name for name in names if inside.find(f"{{*}}{name}") is None]
    location = location_of(inside)
    terms = {name: required_of_location(location, name) for name in absent}
    only = absent[0] if absent and len(names) == 1 else None
    name = next((name for name in absent if terms[name]), only)
    return _Fault(MISSING, location, name, terms[name]) if name else None


def _value(element: etree._Element, attribute: str | None) -> str:
    """Return what is written in an element or in an attribute of it, in one line."""
    written = element.get(attribute) if attribute else element.text
    return " ".join((written or "").split())[:80]
