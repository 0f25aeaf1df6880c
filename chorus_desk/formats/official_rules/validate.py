"""The official verdict on a document: XML Schema, then the Schematron sheets of its circuit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import official
from chorus_desk.formats.official_rules.beside import beside_the_sheets
from chorus_desk.formats.official_rules.schema import check_schema
from chorus_desk.formats.official_rules.svrl import to_findings
from chorus_desk.formats.official_rules.worker import Answer, Job, RuleEngine, Stopped
from chorus_desk.formats.syntax import syntax_of
from chorus_desk.formats.tables import Profile

_UNKNOWN = Profile("", "en16931", official=False)


@dataclass(frozen=True, slots=True)
class Subject:
    """A CII or UBL document to be judged, by which profile, for which circuit."""

    root: etree._Element
    profile: Profile | None
    circuit: Circuit


def validate(engine: RuleEngine, subject: Subject) -> tuple[Finding, ...]:
    """Return what the official schema and sheets say against one document."""
    return validate_many(engine, [subject])[0]


def validate_many(engine: RuleEngine, subjects: Sequence[Subject]) -> list[tuple[Finding, ...]]:
    """Return the verdicts on several documents, both worker processes at work.

    A document that breaks the schema is not shown to the sheets: Saxon stops on broken numbers.
    """
    verdicts = [list(check_schema(s.root, (s.profile or _UNKNOWN).level)) for s in subjects]
    jobs = [
        (index, source, Job(sheet, etree.tostring(subject.root, encoding="unicode")))
        for index, subject in enumerate(subjects)
        if not verdicts[index]
        for source, sheet in _sheets(subject)
    ]
    answers = engine.run([job for _, _, job in jobs])
    for (index, source, _), answer in zip(jobs, answers, strict=True):
        verdicts[index] += _findings(answer, source, subjects[index].profile)
    return [
        (*verdict, *beside_the_sheets(subject.root, subject.profile))
        for verdict, subject in zip(verdicts, subjects, strict=True)
    ]


def _sheets(subject: Subject) -> Iterable[tuple[Source, str]]:
    level, syntax = (subject.profile or _UNKNOWN).level, syntax_of(subject.root)
    yield Source.EN16931, str(official.sheet_path(level, syntax))
    # The reform's sheet is not meant for MINIMUM, nor for the historical circuit.
    if subject.circuit is Circuit.REFORM and level != "minimum":
        yield Source.BR_FR, str(official.reform_sheet_path(syntax))


def _findings(answer: Answer, source: Source, profile: Profile | None) -> Iterable[Finding]:
    if isinstance(answer, Stopped):
        yield Finding(rule="SHEET-STOPPED", severity=Severity.ERROR, source=source,
                      params={"text": answer.reason})  # fmt: skip
    else:
        yield from to_findings(answer, source, profile)
