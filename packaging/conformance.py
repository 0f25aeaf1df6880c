"""Measures what the program does with a corpus of real invoices, and writes it as a page.

The corpus stands beside the checkout, or where CHORUS_DESK_CORPUS says. Its lists of verdicts are
read here to compare with; the program itself never sees them.
"""

import csv
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Severity, has_errors
from chorus_desk.domain.invoice import Invoice, Totals
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.totals import figures
from chorus_desk.formats import cii
from chorus_desk.formats.document import Document
from chorus_desk.formats.official_rules.validate import Subject, validate_many
from chorus_desk.formats.official_rules.worker import RuleEngine
from chorus_desk.usecases.reading_files import read_invoice
from chorus_desk.wording.errors import error_sentence
from chorus_desk.wording.findings import sentence

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CHORUS_DESK_CORPUS", ROOT.parent / "shared" / "corpus"))
FAMILIES = {"cii", "facturx-pdf"}
FULL = {"EN16931", "BASIC"}
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
    """Read every file, write it again as CII, judge the result and compare it."""
    outcomes: dict[str, Outcome] = {}
    written: list[tuple[Sample, Invoice, Document]] = []
    found = samples()
    for sample in found:
        try:
            invoice = read_invoice((CORPUS / sample.path).read_bytes()).document.invoice
        except UserError as error:
            cause = error_sentence(error, "en")
            outcomes[sample.path] = Outcome(sample, drafted=False, exported=False, cause=cause)
            continue
        again = cii.read(cii.write(invoice, invoice.circuit or Circuit.HISTORICAL))
        written.append((sample, invoice, again))
    # The norm's sheets alone: the reform's own demands are not the file's business here.
    subjects = [Subject(again.root, again.profile, Circuit.HISTORICAL) for _, _, again in written]
    verdicts = validate_many(engine, subjects)
    for (sample, invoice, again), verdict in zip(written, verdicts, strict=True):
        errors = [f for f in verdict if f.severity is Severity.ERROR]
        differences = list(_differences(invoice, again.invoice))
        causes = [*dict.fromkeys(f"{f.rule}: {sentence(f, 'en')}" for f in errors)][:2]
        if not invoice.lines:
            causes = ["no lines, which EN 16931 demands"]
        cause = "; ".join(causes + differences)
        exported = not has_errors(verdict) and not differences
        outcomes[sample.path] = Outcome(sample, drafted=True, exported=exported, cause=cause)
    return [outcomes[sample.path] for sample in found]


def _differences(first: Invoice, second: Invoice) -> Iterator[str]:
    """Name what differs between an invoice and the one read back after writing it."""
    for name, one, two in (
        ("number", first.number, second.number),
        ("dates", _dates(first), _dates(second)),
        ("SIRETs", _sirets(first), _sirets(second)),
        ("references", _references(first), _references(second)),
        ("totals", _totals(figures(first)), _totals(figures(second))),
        ("VAT groups", figures(first).groups, figures(second).groups),
    ):
        if one != two:
            yield f"{name} differ"


def _dates(invoice: Invoice) -> Sequence[object]:
    return (invoice.issue_date, invoice.due_date, invoice.delivery_date, invoice.period_start,
            invoice.period_end)  # fmt: skip


def _sirets(invoice: Invoice) -> Sequence[object]:
    parties = (invoice.seller, invoice.buyer, invoice.payee, invoice.validator)
    return [(party.siret, party.unit()) for party in parties if party is not None]


def _references(invoice: Invoice) -> Sequence[object]:
    return (invoice.buyer.service_code, invoice.commitment_number, invoice.contract_number,
            invoice.preceding, invoice.extra)  # fmt: skip


def _totals(totals: Totals) -> Sequence[object]:
    # A total that a file leaves out is written as zero, which says the same.
    zero = 0
    return [
        value or zero
        for value in (totals.lines, totals.allowances, totals.charges, totals.net, totals.vat,
                      totals.gross, totals.due)
    ]  # fmt: skip


def page(outcomes: Sequence[Outcome]) -> str:
    """Return the page ``docs/conformance.md``."""
    expected = [outcome for outcome in outcomes if outcome.sample.expected]
    no_lines = [o for o in outcomes if o.sample.consensus == "valid" and o.sample.without_lines]
    flows = [outcome for outcome in outcomes if outcome.sample.is_flow]
    lines = [
        "# Conformance",
        "",
        "Made by `python3 dev.py docs` from the corpus beside the checkout; not edited by hand.",
        "Each CII and Factur-X file is read, written again as CII, judged by the official XSD and",
        "EN 16931 sheets, and compared: number, dates, SIRETs, references, totals, VAT groups.",
        "",
        "| files | count | become drafts | exported again: valid and equal |",
        "|---|---|---|---|",
        _row("valid by consensus, profile EN 16931 or BASIC", expected),
        _row(
            "valid by consensus, MINIMUM or BASIC WL (no lines, so a draft and a finding)", no_lines
        ),
        _row("AIFE's sample flows FSO1116A and FSO1117A", flows),
        _row("all CII and Factur-X files", outcomes),
        "",
        "The other files are listed with the cause: not read, or read and not valid again. A file",
        "that was not valid when it came is not expected to be valid when it is written again.",
        "",
    ]
    for title, wanted in (
        ("Expected, and not met", [o for o in expected if not o.exported]),
        ("Without lines", [o for o in no_lines if not o.exported]),
        ("AIFE's sample flows", [o for o in flows if not o.exported]),
        ("Not expected", [
            o for o in outcomes
            if not o.exported and o not in expected and o not in no_lines and o not in flows
        ]),
    ):  # fmt: skip
        lines += [f"## {title}", ""]
        lines += _table(wanted) if wanted else ["None.", ""]
    return "\n".join(lines).rstrip() + "\n"


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
    engine = RuleEngine()
    try:
        outcomes = measure(engine)
    finally:
        engine.close()
    target.write_text(page(outcomes), encoding="utf-8")
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.sample.expected:
            counts["expected"] += 1
            counts["drafted"] += outcome.drafted
            counts["exported"] += outcome.exported
    return counts
