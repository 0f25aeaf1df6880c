"""What a Schematron sheet answers (SVRL), as plain values and as findings."""

import re
from typing import NamedTuple

from lxml import etree

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats.official_rules.forms import (
    Form,
    attribute_named,
    element_named,
    for_people,
    form_of,
    location_named,
    of_factur_x_alone,
)
from chorus_desk.formats.official_rules.places import (
    datum_of_location,
    place_of,
    term_of_location,
)
from chorus_desk.formats.tables import Profile, terms_of_rules

MOST_ASSERTIONS = 200
"""More than this many failures of one document are counted, not listed."""
_SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
_BRACKETED = re.compile(r"^\[([A-Za-z0-9][A-Za-z0-9_.-]*)\]\s*[-:–]*\s*")
_TERM = re.compile(r"(?<![A-Za-z0-9])B[TG]-\d+(?:-\d+)?\b")
_TERM_IN_RULE = re.compile(r"_(B[TG]-\d+)\b")
_EMPTY_ELEMENT = "PEPPOL-EN16931-R008"
_COUNTED_OVER_ALL = frozenset({"CII-SR-475", "CII-SR-476"})
"""Warnings that take the names and files of all attachments for those of one.

The norm lets an invoice have any number of attachments (BG-24); that each has one name and one file
is for the schema to say. So these would warn of every invoice with two attachments.
"""
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
    assertions: list[Assertion], source: Source, profile: Profile | None
) -> tuple[Finding, ...]:
    """Return the findings of a sheet: what it flags as a warning is one, the rest are errors.

    An unflagged "not used in the given context" counts as an error, as akretion's library has it:
    the profile does not allow the element. That BT-24 is not the sheet's own is information where
    the profile is one we know (the reform's, an older one's), since no nearer sheet exists; for a
    profile of another country ``beside`` says so once, and what binds Factur-X alone only warns.
    """
    meant = [a for a in assertions if not _is_nobodys_fault(a, profile)]
    findings = [_finding(assertion, source, profile) for assertion in meant[:MOST_ASSERTIONS]]
    if len(meant) > MOST_ASSERTIONS:
        findings.append(
            Finding(rule="SHEET-MORE", severity=_gravest(meant[MOST_ASSERTIONS:]), source=source,
                    params={"count": len(meant) - MOST_ASSERTIONS})
        )  # fmt: skip
    return tuple(findings)


def _gravest(assertions: list[Assertion]) -> Severity:
    warned = all("warn" in assertion.flag for assertion in assertions)
    return Severity.WARNING if warned else Severity.ERROR


def _is_nobodys_fault(assertion: Assertion, profile: Profile | None) -> bool:
    if profile is not None and profile.national and _is_on_profile(assertion):
        return True
    return assertion.rule in _COUNTED_OVER_ALL or _asked_for_by_the_schema(assertion)


def _is_on_profile(assertion: Assertion) -> bool:
    """Return whether an assertion is the sheet's own list of BT-24, which it has once."""
    at = _UNKNOWN_PROFILE.search(assertion.location)
    return assertion.rule.startswith("FX-SCH") and at is not None


def _asked_for_by_the_schema(assertion: Assertion) -> bool:
    """Return whether a sheet objects to the empty delivery block that the schema demands.

    CII's XML Schema makes ``ApplicableHeaderTradeDelivery`` compulsory (minOccurs 1), also where an
    invoice has no single day of delivery and so nothing to put in it; the sheet, written after a
    rule of Peppol's, warns of every empty element. Nobody can satisfy both, and the file is right:
    its author is not told. Any other empty element is still named.
    """
    empty = assertion.rule == _EMPTY_ELEMENT
    return empty and _EMPTY_DELIVERY.search(assertion.location) is not None


def _finding(assertion: Assertion, source: Source, profile: Profile | None) -> Finding:
    severity = Severity.WARNING if "warn" in assertion.flag else Severity.ERROR
    rule = assertion.rule
    location = location_named(assertion.text, assertion.location)
    form = form_of(assertion.text)
    named = element_named(assertion.text) if form is not Form.VALUE else None
    if _is_on_profile(assertion):
        rule, form = "BT-24", None
        severity = Severity.INFO if profile is not None else Severity.ERROR
    elif profile is not None and profile.national and of_factur_x_alone(rule, form, location):
        severity = Severity.WARNING
    # A ready-made text names no term: there the place tells it, else the table of rules.
    known = terms_of_rules().get(rule)
    field = known or (term_of_location(location, named) if form else None)
    field = field or _term(assertion) or term_of_location(location, named)
    what = known or datum_of_location(location, named) or field
    if what and form and (attribute := attribute_named(assertion.text)):
        # The library names the scheme of an identifier after it: BT-30-1.
        what = f"{what}-1" if attribute == "schemeID" else f"{what}/{attribute}"
    params = {"text": for_people(assertion.text)[:400]}
    if form and what:
        params = {"form": form.value, "what": what}
    return Finding(
        rule=rule, severity=severity, source=source, field=field,
        path=place_of(location, field), params=params,
    )  # fmt: skip


def _term(assertion: Assertion) -> str | None:
    """Return the term of a rule: the French sheets have it in the id, the others in the text."""
    if in_rule := _TERM_IN_RULE.search(assertion.rule):
        return in_rule[1]
    found = _TERM.search(assertion.text)
    return found[0] if found else None
