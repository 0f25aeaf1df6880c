"""The whole verdict on an invoice: our rules and the official sheets, each thing said once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from chorus_desk.domain.finding import Finding, Severity, Source, merge
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats.official_rules.forms import Form
from chorus_desk.formats.official_rules.validate import Subject, validate_many
from chorus_desk.formats.tables import Profile
from chorus_desk.rules.same_cause import each_cause_once
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.catalogue import FRENCH
from chorus_desk.wording.findings import sentence

_SHEETS = (Source.EN16931, Source.BR_FR)
_OFFICIAL = (Source.XSD, *_SHEETS)


def official_findings(
    workspace: Workspace, documents: Sequence[tuple[etree._Element, Profile | None, Circuit]]
) -> list[tuple[Finding, ...]]:
    """Return what the official schema and sheets say against each document."""
    return validate_many(workspace.engine, [Subject(*document) for document in documents])


def combined(
    ours: Iterable[Finding], official: Sequence[Finding], *, judged: bool = True
) -> tuple[Finding, ...]:
    """Return our findings and the official ones as one list.

    The sheets decide what counts against the norm: where they ran and stayed silent, one of our
    stricter rules speaks for Chorus Pro and not for EN 16931. Where both found the same, ours
    stands, since it leads to the field; where ours is why the file breaks the schema, it speaks for
    the schema too.
    """
    official, known = _one_finding_a_cause(official, list(ours))
    failed = {_common(finding) for finding in official}
    grave = {_common(finding) for finding in official if finding.severity is Severity.ERROR}
    mine = {_subject(finding) for finding in known}
    said = {finding.rule for finding in known}
    named = [
        replace(finding, source=Source.CHORUS_PRO)
        if judged and finding.source in _SHEETS and finding.rule not in failed
        else (replace(finding, severity=Severity.ERROR) if finding.rule in grave else finding)
        for finding in known
    ]
    others = (
        finding
        for finding in official
        if finding.rule not in said and _subject(finding) not in mine
    )
    return each_cause_once(merge([*named, *_said_once(others, named)]))


def _said_once(official: Iterable[Finding], ours: Iterable[Finding]) -> Iterator[Finding]:
    """Give what the sheets found, without what another of their rules says of the same datum.

    The norm has some rules under two ids (BR-CO-17, BR-S-09), and the Factur-X sheet asks once more
    in a ready-made assertion for what a rule of the norm, or one of ours, finds missing.
    """
    found = list(official)
    by_rule = (*(f for f in found if f.source in _SHEETS and not _made(f)), *ours)
    written = {(f.field, f.path) for f in by_rule if f.field}
    seen: set[tuple[str, str | None, Severity]] = set()
    for finding in found:
        said = (sentence(finding, FRENCH), finding.path, finding.severity)
        again = _made(finding) and (finding.field, finding.path) in written
        if said not in seen and not again:
            seen.add(said)
            yield finding


def _made(finding: Finding) -> bool:
    """Return whether a finding is a ready-made demand for a datum."""
    return finding.params.get("form") == Form.MISSING


def _one_finding_a_cause(
    official: Sequence[Finding], ours: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """Return both lists without what the schema says of a datum that we found wrong as well."""
    wrong = {
        (finding.field, finding.path)
        for finding in ours
        if finding.field and finding.severity is Severity.ERROR
    }
    broken = {
        (finding.field, finding.path) for finding in official if finding.source is Source.XSD
    } & wrong
    rest = [f for f in official if f.source is not Source.XSD or (f.field, f.path) not in broken]
    named = [
        replace(finding, source=Source.XSD)
        if (finding.field, finding.path) in broken and finding.severity is Severity.ERROR
        else finding
        for finding in ours
    ]
    return rest, named


def _common(finding: Finding) -> str:
    """Return a rule's id without the datum that the French sheets add (``BR-FR-03_BT-2``)."""
    return finding.rule.partition("_")[0]


def _subject(finding: Finding) -> tuple[str, str | None]:
    """Return what a finding is about: the field, but for a rule that compares several data (CO).

    Of these our finding leads to the datum that is wrong, a sheet's to any that the rule names.
    """
    rule = _common(finding)
    return (rule, None if "-CO-" in rule else finding.field)


def is_valid(findings: Iterable[Finding]) -> bool:
    """Return whether nothing in the file itself is wrong by the official rules."""
    sources = (Source.FILE, Source.CONTAINER, *_OFFICIAL)
    return not any(f.severity is Severity.ERROR and f.source in sources for f in findings)
