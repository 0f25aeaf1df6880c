"""The table kind × circuit × format: each cell made, judged by the official rules, read, compared."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.totals import compute_totals
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.formats.document import Document
from chorus_desk.formats.official_rules.validate import Subject, validate_many
from chorus_desk.formats.official_rules.worker import RuleEngine
from chorus_desk.rules.engine import check
from tests import builders as b
from tests.kinds.catalogue import KINDS, Kind


@dataclass(frozen=True)
class Format:
    """A format: how an invoice becomes a file, and how the XML comes out of it again."""

    name: str
    write: Callable[[Invoice, Circuit], bytes]
    data_of: Callable[[bytes], bytes]
    read: Callable[[bytes], Document]


FORMATS = (
    Format("CII", cii.write, lambda content: content, cii.read),
    Format("Factur-X", facturx.write, lambda content: facturx.extract(content).xml, cii.read),
    Format("UBL", ubl.write, lambda content: content, ubl.read),
)

LEGITIMATE: Mapping[str, Mapping[str, str]] = {
    "*": {
        "stated*": "the file states its figures; they are compared with those of the lines",
        "lines[[]*].identifier": "lines are numbered by their place where nobody numbered them",
        "attachments[[]*].sha256": "kept by the data folder, not by a file",
    },
}
"""By format (``*``: all), the paths that may differ between what was written and read, with why."""


NOT_CARRIED: Mapping[tuple[str, Circuit, str], str] = {
    ("own_code_of_a_site", Circuit.REFORM, "UBL"): "BR-FR-CO-10_BT-71-1",
}
"""Cells that the official sheets refuse, with the rule: UBL has no place for an own identifier of a
delivery (one without a scheme), which the reform's sheet forbids there."""

WARNED_WITHOUT_CAUSE: Mapping[str, str] = {
    "CII-SR-475": "counts the names of all attachments, where it means those of one",
    "CII-SR-476": "counts the files of all attachments, where it means those of one",
}
"""Warnings of the sheets that a sound file gets all the same, with why."""


@dataclass(frozen=True)
class Cell:
    """What became of a kind on a circuit in a format."""

    kind: Kind
    circuit: Circuit
    format: str
    level: str
    """The profile it was written in."""
    refusals: tuple[Finding, ...]
    """What the rules of the program say against it, before a file is made."""
    objections: tuple[Finding, ...]
    """What the official schema and sheets say against the file, warnings among it."""
    differences: tuple[str, ...]
    """Paths that differ once it is read again, and what the reading had to say."""

    @property
    def refused_as_it_should(self) -> bool:
        """Whether the rules that the catalogue names refuse it, and no other rule."""
        wanted = self.kind.refused.get(self.circuit, "").split()
        return bool(wanted) and {finding.rule for finding in self.refusals} == set(wanted)

    @property
    def sound(self) -> bool:
        """Whether it goes through whole: no rule, no sheet, no difference."""
        return not (self.refusals or self.objections or self.differences)

    @property
    def not_carried(self) -> str | None:
        """The official rule by which this format cannot carry the kind, None where it can."""
        return NOT_CARRIED.get((self.kind.key, self.circuit, self.format))

    @property
    def as_expected(self) -> bool:
        """Whether it went as the catalogue says."""
        if self.not_carried is not None:
            return {finding.rule for finding in self.objections} == {self.not_carried}
        return self.refused_as_it_should if self.circuit in self.kind.refused else self.sound


@dataclass(frozen=True)
class _Made:
    """A cell on its way: the document that was read from its file."""

    kind: Kind
    circuit: Circuit
    format: Format
    invoice: Invoice
    data: bytes
    document: Document


def measure(engine: RuleEngine, kinds: Sequence[Kind] = tuple(KINDS.values())) -> list[Cell]:
    """Return every cell of the table, the sheets run over all files at once."""
    cells: list[Cell] = []
    made: list[_Made] = []
    for kind in kinds:
        for circuit in Circuit:
            invoice = kind.build(circuit)
            refusals = _refusals(kind, invoice, circuit)
            for form in FORMATS:
                if refusals:
                    cells.append(Cell(kind, circuit, form.name, "", refusals, (), ()))
                    continue
                data = form.data_of(form.write(invoice, circuit))
                made.append(_Made(kind, circuit, form, invoice, data, form.read(data)))
    return _in_order([*cells, *_judged(engine, made)], kinds)


def _judged(engine: RuleEngine, made: Sequence[_Made]) -> Iterator[Cell]:
    """Judge each file once: the XML inside a Factur-X is the same as the CII alone."""
    subjects = {
        (item.data, item.circuit): Subject(item.document.root, item.document.profile, item.circuit)
        for item in made
    }
    verdicts = dict(zip(subjects, validate_many(engine, list(subjects.values())), strict=True))
    for item in made:
        verdict = verdicts[item.data, item.circuit]
        yield Cell(
            kind=item.kind, circuit=item.circuit, format=item.format.name,
            level=item.document.profile.name if item.document.profile else "",
            refusals=(),
            objections=tuple(filter(_objects, verdict)),
            differences=tuple(_differences(item)),
        )  # fmt: skip


def _objects(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO and finding.rule not in WARNED_WITHOUT_CAUSE


def _in_order(cells: Sequence[Cell], kinds: Sequence[Kind]) -> list[Cell]:
    place = {kind.key: index for index, kind in enumerate(kinds)}
    return sorted(cells, key=lambda cell: (place[cell.kind.key], list(Circuit).index(cell.circuit)))


def _refusals(kind: Kind, invoice: Invoice, circuit: Circuit) -> tuple[Finding, ...]:
    """Return what the rules of a circuit say against a kind."""
    context = b.context(seller=kind.seller, circuit=circuit)
    return tuple(f for f in check(invoice, context) if f.severity is Severity.ERROR)


def _differences(item: _Made) -> Iterator[str]:
    """Name every business field that was not read as it was written, and what was left out."""
    written, read = _fields(item.invoice), _fields(item.document.invoice)
    allowed = {**LEGITIMATE["*"], **LEGITIMATE.get(item.format.name, {})}
    for path in sorted(written.keys() | read.keys()):
        legitimate = any(fnmatchcase(path, pattern) for pattern in allowed)
        if written.get(path) != read.get(path) and not legitimate:
            yield f"{path}: {written.get(path)!r} → {read.get(path)!r}"
    stated = item.document.invoice.stated
    if stated is not None:
        yield from _other_figures(_fields(compute_totals(item.invoice)), _fields(stated))
    for finding in item.document.findings:
        if finding.severity is not Severity.INFO or finding.source is Source.IMPORT:
            yield f"{finding.rule} {dict(finding.params)}"


def _other_figures(computed: Mapping[str, object], stated: Mapping[str, object]) -> Iterator[str]:
    for path in sorted(computed.keys() | stated.keys()):
        if computed.get(path) != stated.get(path):
            yield f"totals.{path}: {computed.get(path)} → {stated.get(path)}"


def _fields(value: object, path: str = "") -> dict[str, object]:
    """Return every datum of a value by its path; what is absent or empty has none."""
    found: dict[str, object] = {}
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            found |= _fields(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            found |= _fields(item, f"{path}[{index}]")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            found |= _fields(item, f"{path}.{key}")
    elif value is not None:
        found[path] = value
    return found


@cache
def cells() -> tuple[Cell, ...]:
    """Return the whole table, worked out once in a process."""
    engine = RuleEngine()
    try:
        return tuple(measure(engine))
    finally:
        engine.close()
