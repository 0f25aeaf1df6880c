"""Measures what the program does with a corpus of real invoices, and writes it as a page.

Agreement with other validators, the rules' own unit tests, and here the round trip: read, written
again in its own syntax, judged and compared.

The corpus stands beside the checkout, or where CHORUS_DESK_CORPUS says. Its lists of verdicts are
read here to compare with; the program itself never sees them.
"""

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from pathlib import Path

import agreement
import testset

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, has_errors
from chorus_desk.domain.invoice import Invoice, Totals
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.totals import figures
from chorus_desk.formats import cii, ubl
from chorus_desk.formats.document import Document
from chorus_desk.formats.official_rules.validate import Subject, validate_many
from chorus_desk.formats.official_rules.worker import RuleEngine
from chorus_desk.usecases.reading_files import read_invoice
from chorus_desk.wording.errors import error_sentence
from chorus_desk.wording.findings import sentence

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CHORUS_DESK_CORPUS", ROOT.parent / "shared" / "corpus"))
UBL = {"ubl-invoice", "ubl-creditnote"}
FAMILIES = {"cii", "facturx-pdf", *UBL}
FULL = {"EN16931", "BASIC"}
ABROAD = {"XRECHNUNG", "PEPPOL BIS 3"}
WITHOUT_LINES = {"MINIMUM", "BASIC WL"}


@dataclass(frozen=True)
class Sample:
    """A file of the corpus and what its lists say of it."""

    path: str
    format: str
    profile: str
    consensus: str

    @property
    def expected(self) -> bool:
        """Whether the file must become a draft with lines and export valid again."""
        return self.consensus == "valid" and self.profile in FULL

    @property
    def abroad(self) -> bool:
        """Whether it is valid in another country's profile, which is written again as EN 16931."""
        return self.consensus == "valid" and self.profile in ABROAD

    @property
    def is_ubl(self) -> bool:
        """Whether it is an invoice or a credit note in UBL."""
        return self.format in UBL

    @property
    def without_lines(self) -> bool:
        """Whether its profile has no lines, so a draft of it has none either."""
        return self.profile in WITHOUT_LINES

    @property
    def is_flow(self) -> bool:
        """Whether it is one of AIFE's sample flows."""
        return "/FSO111" in self.path


@dataclass(frozen=True)
class Outcome:
    """What became of a file."""

    sample: Sample
    drafted: bool
    exported: bool
    cause: str
    lost: tuple[str, ...] = ()
    """Where the data stood that the draft does not keep."""


def samples() -> list[Sample]:
    """Return the CII and Factur-X files of the corpus, and AIFE's sample flows."""
    with (CORPUS / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        verdicts = {row["path"]: row["en16931_consensus"] for row in csv.DictReader(file)}
    with (CORPUS / "invoices.csv").open(encoding="utf-8", newline="") as file:
        listed = [
            Sample(row["path"], row["format"], row["profile"], verdicts.get(row["path"], ""))
            for row in csv.DictReader(file)
            if row["format"] in FAMILIES and not row["path"].startswith(("adversarial", "broken"))
        ]
    known = {sample.path for sample in listed}
    for folder, kind in (("FSO1116A", "cii"), ("FSO1117A", "facturx-pdf")):
        for flow in sorted((CORPUS / "chorus" / folder).glob(f"{folder}*")):
            path = flow.relative_to(CORPUS).as_posix()
            if path not in known and flow.suffix in (".xml", ".pdf"):
                listed.append(Sample(path, kind, "AIFE", verdicts.get(path, "")))
    return listed


def measure(engine: RuleEngine) -> list[Outcome]:
    """Read every file, write it again in its own syntax, judge the result and compare it."""
    outcomes: dict[str, Outcome] = {}
    written: list[tuple[Sample, Document, Document]] = []
    found = samples()
    for sample in found:
        try:
            document = read_invoice((CORPUS / sample.path).read_bytes()).document
        except UserError as error:
            cause = error_sentence(error, "en")
            outcomes[sample.path] = Outcome(sample, drafted=False, exported=False, cause=cause)
            continue
        syntax = ubl if document.syntax.is_ubl else cii
        circuit = document.invoice.circuit or Circuit.HISTORICAL
        written.append((sample, document, syntax.read(syntax.write(document.invoice, circuit))))
    # The norm's sheets alone: the reform's own demands are not the file's business here.
    subjects = [Subject(again.root, again.profile, Circuit.HISTORICAL) for _, _, again in written]
    verdicts = validate_many(engine, subjects)
    for (sample, document, again), verdict in zip(written, verdicts, strict=True):
        outcomes[sample.path] = _outcome(sample, document, again, verdict)
    return [outcomes[sample.path] for sample in found]


def _outcome(
    sample: Sample, document: Document, again: Document, verdict: Sequence[Finding]
) -> Outcome:
    errors = [f for f in verdict if f.severity is Severity.ERROR]
    differences = [f"{name} differ" for name in _differences(document.invoice, again.invoice)]
    causes = [*dict.fromkeys(f"{f.rule}: {sentence(f, 'en')}" for f in errors)][:2]
    if not document.invoice.lines:
        causes = ["no lines, which EN 16931 demands"]
    exported = not has_errors(verdict) and not differences
    lost = tuple(str(f.params["term"]) for f in document.findings if f.rule == "CD-NOT-KEPT")
    return Outcome(sample, drafted=True, exported=exported, cause="; ".join(causes + differences),
                   lost=lost)  # fmt: skip


_WORKED_OUT = {"stated"}


def _differences(first: Invoice, second: Invoice) -> Iterator[str]:
    """Name the parts that differ between an invoice and the one read back after writing it."""
    for field in fields(Invoice):
        if field.name not in _WORKED_OUT and getattr(first, field.name) != getattr(
            second, field.name
        ):
            yield field.name
    if _totals(figures(first)) != _totals(figures(second)):
        yield "totals"
    if _groups(figures(first)) != _groups(figures(second)):
        yield "VAT groups"


def _groups(totals: Totals) -> Sequence[object]:
    # Outside the scope of VAT there is no rate, which some files write as zero.
    return [replace(group, rate=group.rate or None) for group in totals.groups]


def _totals(totals: Totals) -> Sequence[object]:
    # A total that a file leaves out is written as zero, which says the same.
    zero = 0
    return [
        value or zero
        for value in (totals.lines, totals.allowances, totals.charges, totals.net, totals.vat,
                      totals.gross, totals.due)
    ]  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """All that the page tells."""

    files: Sequence[agreement.Judged]
    expectations: Sequence[testset.Expectation]
    outcomes: Sequence[Outcome]


def measure_all() -> Measured:
    """Measure everything: some two minutes."""
    with closing(RuleEngine()) as engine:
        return Measured(agreement.judge(CORPUS), testset.run(engine, CORPUS), measure(engine))


def page(measured: Measured) -> str:
    """Return the page ``docs/conformance.md``."""
    lines = [
        "# Conformance",
        "",
        "Made by `python3 dev.py docs` from the corpus beside the checkout; not edited by hand.",
        "Lists are at the end: this first part is the whole result.",
        "",
        *agreement.lines(measured.files),
        *testset.lines(measured.expectations),
        *_round_trip(measured.outcomes),
        *agreement.details(measured.files),
        *_round_trip_details(measured.outcomes),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _round_trip(outcomes: Sequence[Outcome]) -> list[str]:
    lost = Counter(place for o in outcomes if o.sample.expected for place in o.lost)
    return [
        "## Drafts and round trip",
        "",
        "Each file is read, written again in its own syntax, judged by the official schema and",
        "EN 16931 sheet, and compared in every datum that a draft keeps, attachments included.",
        "",
        "| files | count | become drafts | exported again: valid and equal |",
        "|---|---|---|---|",
        *(_row(name, found) for name, found in _groups_of(outcomes)),
        "",
        "A file that was not valid when it came is not expected to be valid when written again.",
        "",
        "What the drafts of the valid EN 16931 and BASIC files do not keep, each named by a",
        "finding at the import, with the number of places: "
        + (", ".join(f"{place} ({count})" for place, count in lost.most_common()) or "nothing")
        + ".",
        "",
    ]


def _groups_of(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Sequence[Outcome]]]:
    def those(wanted: Callable[[Sample], bool]) -> list[Outcome]:
        return [outcome for outcome in outcomes if wanted(outcome.sample)]

    yield "valid, EN 16931 or BASIC: CII, Factur-X", those(lambda s: s.expected and not s.is_ubl)
    yield "valid, EN 16931: UBL", those(lambda s: s.expected and s.is_ubl)
    yield "valid, XRechnung or Peppol: CII", those(lambda s: s.abroad and not s.is_ubl)
    yield "valid, XRechnung or Peppol: UBL", those(lambda s: s.abroad and s.is_ubl)
    yield (
        "valid, MINIMUM or BASIC WL (no lines, so a draft and a finding)",
        those(lambda s: s.consensus == "valid" and s.without_lines),
    )
    yield "AIFE's sample flows FSO1116A and FSO1117A", those(lambda s: s.is_flow)
    yield "all", outcomes


def _round_trip_details(outcomes: Sequence[Outcome]) -> list[str]:
    """Name each valid file that fails; of the others, what was wrong with them is told by check."""
    failing = [o for o in outcomes if not o.exported]
    expected = [o for o in failing if o.sample.expected or o.sample.abroad]
    others = [
        o for o in failing
        if o.sample.consensus == "valid" and o not in expected and not o.sample.without_lines
    ]  # fmt: skip
    flows = [o for o in failing if o.sample.is_flow]
    lines: list[str] = []
    for title, wanted in (
        ("Round trip: valid, and not valid or not equal again", expected),
        ("Round trip: valid in another profile", others),
        ("Round trip: AIFE's sample flows", flows),
    ):
        lines += [f"## {title}", "", *(_table(wanted) if wanted else ["None.", ""])]
    return lines


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    count = len(outcomes)
    drafted = sum(outcome.drafted for outcome in outcomes)
    exported = sum(outcome.exported for outcome in outcomes)
    return f"| {name} | {count} | {_share(drafted, count)} | {_share(exported, count)} |"


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.1f} %)" if whole else "0"


def _table(outcomes: Iterable[Outcome]) -> list[str]:
    rows = ["| file | profile | verdict of others | draft | cause |", "|---|---|---|---|---|"]
    for outcome in outcomes:
        sample = outcome.sample
        cause = outcome.cause.replace("|", "\\|").replace("\n", " ")[:240]
        drafted = "yes" if outcome.drafted else "no"
        verdict = sample.consensus or "–"
        rows.append(
            f"| `{sample.path}` | {sample.profile or '–'} | {verdict} | {drafted} | {cause} |"
        )
    return [*rows, ""]


def write_page(target: Path) -> Counter[str]:
    """Measure, write the page and return the counts."""
    measured = measure_all()
    target.write_text(page(measured), encoding="utf-8")
    counts: Counter[str] = Counter()
    for outcome in measured.outcomes:
        if outcome.sample.expected:
            counts["expected"] += 1
            counts["drafted"] += outcome.drafted
            counts["exported"] += outcome.exported
    counts["checked"] = len(measured.files)
    counts["slowest, in ms"] = int(1000 * max(file.seconds for file in measured.files))
    return counts
