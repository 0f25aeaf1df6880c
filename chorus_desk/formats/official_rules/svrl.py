"""What a Schematron sheet answers (SVRL), as plain values and as findings."""

import re
from typing import NamedTuple

from lxml import etree

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats.official_rules.places import path_of_location

MOST_ASSERTIONS = 200
"""More than this many failures of one document are counted, not listed."""
_SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
_BRACKETED = re.compile(r"^\[([A-Za-z0-9][A-Za-z0-9_.-]*)\]\s*[-:–]*\s*")
_TERM = re.compile(r"\bB[TG]-\d+(?:-\d+)?\b")
_EMPTY_ELEMENT = "PEPPOL-EN16931-R008"
_EMPTY_DELIVERY = re.compile(r"ApplicableHeaderTradeDelivery(\[[^/]*\])?$")
_UNKNOWN_PROFILE = re.compile(r"GuidelineSpecifiedDocumentContextParameter.*ID", re.DOTALL)


class Assertion(NamedTuple):
    """One assertion that failed."""

    rule: str
    flag: str
    location: str
    text: str


def parse_answer(svrl: str) -> list[Assertion]:
    """Return the assertions that failed in a sheet's answer.

    The rule is the assertion's id, else what its text has in brackets; some of the Factur-X sheets
    have neither (an element that the profile does not use), which are called ``FX-UNUSED``.
    """
    root = etree.fromstring(svrl.encode("utf-8"))
    failed = root.findall(".//svrl:failed-assert", _SVRL)
    failed += root.findall(".//svrl:successful-report", _SVRL)
    return [_assertion(element) for element in failed]


def _assertion(element: etree._Element) -> Assertion:
    text = " ".join((element.findtext("svrl:text", "", _SVRL) or "").split())
    bracketed = _BRACKETED.match(text)
    rule = element.get("id") or (bracketed[1] if bracketed else "FX-UNUSED")
    if bracketed and not element.get("id", "").startswith(bracketed[1][:3]):
        rule = bracketed[1]
    said = text[bracketed.end() :] if bracketed else text
    flag = element.get("flag") or element.get("role") or ""
    return Assertion(rule, flag.lower(), element.get("location") or "", said)


def to_findings(
    assertions: list[Assertion], source: Source, *, known_profile: bool
) -> tuple[Finding, ...]:
    """Return the findings of a sheet: what it flags as a warning is one, the rest are errors.

    An unflagged "not used in the given context" counts as an error, as akretion's library has it:
    the profile does not allow the element. That BT-24 is not the sheet's own is information where
    the profile is one we know (XRechnung, Peppol, the reform's), since no nearer sheet exists.
    """
    meant = [assertion for assertion in assertions if not _asked_for_by_the_schema(assertion)]
    findings = [
        _finding(assertion, source, known_profile=known_profile)
        for assertion in meant[:MOST_ASSERTIONS]
    ]
    if len(meant) > MOST_ASSERTIONS:
        findings.append(
            Finding(rule="SHEET-MORE", severity=Severity.ERROR, source=source,
                    params={"count": len(meant) - MOST_ASSERTIONS})
        )  # fmt: skip
    return tuple(findings)


def _asked_for_by_the_schema(assertion: Assertion) -> bool:
    """Return whether a sheet objects to the empty delivery block that the schema demands.

    CII's XML Schema makes ``ApplicableHeaderTradeDelivery`` compulsory (minOccurs 1), also where an
    invoice has no single day of delivery and so nothing to put in it; the sheet, written after a
    rule of Peppol's, warns of every empty element. Nobody can satisfy both, and the file is right:
    its author is not told. Any other empty element is still named.
    """
    empty = assertion.rule == _EMPTY_ELEMENT
    return empty and _EMPTY_DELIVERY.search(assertion.location) is not None


def _finding(assertion: Assertion, source: Source, *, known_profile: bool) -> Finding:
    severity = Severity.WARNING if "warn" in assertion.flag else Severity.ERROR
    rule, text = assertion.rule, assertion.text
    if rule.startswith("FX-SCH") and _UNKNOWN_PROFILE.search(assertion.location):
        rule, text = "BT-24", assertion.text
        severity = Severity.INFO if known_profile else Severity.ERROR
    term = _TERM.search(text)
    return Finding(
        rule=rule, severity=severity, source=source, field=term[0] if term else None,
        path=path_of_location(assertion.location), params={"text": text[:400]},
    )  # fmt: skip
