"""The official verdict beside akretion's factur-x on the same file, cold, warm, many and long."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, official
from chorus_desk.formats.official_rules.validate import Subject, validate, validate_many
from chorus_desk.formats.official_rules.worker import RuleEngine
from tests import builders as b
from tests.benchmarks.measuring import Line, Work, best, best_of_both, best_run

_LENGTHS = (500, 1_000, 5_000)
_OURS = """
import sys
from contextlib import closing
from pathlib import Path
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii
from chorus_desk.formats.official_rules.validate import Subject, validate
from chorus_desk.formats.official_rules.worker import RuleEngine
def main():
    read = cii.read(Path(sys.argv[1]).read_bytes())
    with closing(RuleEngine()) as engine:
        assert not validate(engine, Subject(read.root, read.profile, Circuit.HISTORICAL))
if __name__ == "__main__":
    main()
"""
_REFERENCE = """
import sys
from facturx import parse_ubl_cii_xml
from saxonche import PySaxonProcessor
from chorus_desk.formats import official
content = open(sys.argv[1], "rb").read()
parse_ubl_cii_xml(content, flavor="factur-x", level="en16931", check_xsd=True)
engine = PySaxonProcessor(license=False)
sheet = engine.new_xslt30_processor().compile_stylesheet(
    stylesheet_file=str(official.sheet_path("en16931")))
sheet.transform_to_string(xdm_node=engine.parse_xml(xml_text=content.decode()))
"""


@dataclass(frozen=True)
class _Sample:
    """An invoice of some lines, as bytes and read."""

    content: bytes
    subject: Subject


def _sample(count: int) -> _Sample:
    made = b.invoice(lines=tuple(b.line(description=f"Ligne {n}") for n in range(count)))
    content = cii.write(made, Circuit.HISTORICAL)
    read = cii.read(content)
    return _Sample(content, Subject(read.root, read.profile, Circuit.HISTORICAL))


def lines() -> Iterator[Line]:
    """Time one invoice warm, a hundred, the first of a process, and long ones."""
    small = _sample(10)
    yield from _warm(small)
    yield from _cold(small)
    yield from _long([_sample(count) for count in _LENGTHS])


def _warm(small: _Sample) -> Iterator[Line]:
    with closing(RuleEngine()) as engine:
        judge = partial(validate, engine, small.subject)
        assert judge() == ()
        ours, bare = best_of_both(judge, _bare(small.content), 40)
        reference = _reference(small.content)
        read, theirs = best_of_both(partial(_read_and_judge, engine, small.content), reference, 20)
        hundred = best(lambda: validate_many(engine, [small.subject] * 100), 3)
    many = best(lambda: [reference() for _ in range(100)], 2)
    yield Line("XSD + Schematron, one invoice, warm", "≤ 1.1 × bare saxonche",
               f"{ours * 1000:.1f} ms, {ours / bare:.2f} ×", ours <= 1.1 * bare)  # fmt: skip
    # Ours makes an invoice of the terms and names what it does not keep; theirs stops at the terms.
    yield Line("read, XSD + Schematron, one invoice, warm", "≤ 1.15 × factur-x + saxonche",
               f"{read * 1000:.1f} ms, {read / theirs:.2f} ×", read <= 1.15 * theirs)  # fmt: skip
    yield Line("XSD + Schematron, 100 invoices", "both cores",
               f"{hundred * 1000:.0f} ms, {100 * ours / hundred:.2f} × as fast as one by one",
               100 * ours / hundred > 1.5)  # fmt: skip
    yield Line("  beside factur-x + saxonche, one by one", "≤ 1 × theirs",
               f"{hundred / many:.2f} × of {many * 1000:.0f} ms", hundred <= many)  # fmt: skip


def _cold(small: _Sample) -> Iterator[Line]:
    start = time.perf_counter()
    with closing(RuleEngine()) as engine:
        assert validate(engine, small.subject) == ()
        first = time.perf_counter() - start
    yield Line("XSD + Schematron, first of a process", "< 1 s", f"{first:.2f} s", first < 1)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "facture.xml"
        file.write_bytes(small.content)
        script = Path(folder) / "ours.py"  # a worker process loads the main file: it must be one
        script.write_text(_OURS, encoding="utf-8")
        ours = best_run([script, file], lambda: None)
        theirs = best_run(["-c", _REFERENCE, file], lambda: None)
    yield Line("read, XSD + Schematron, a process for it alone", "≤ 1.5 × factur-x + saxonche",
               f"{ours.seconds:.2f} s, {ours.seconds / theirs.seconds:.2f} ×",
               ours.seconds <= 1.5 * theirs.seconds)  # fmt: skip
    yield Line("  its memory, the largest of its processes", "≤ 1.1 × factur-x + saxonche",
               f"{ours.megabytes:.0f} MB, theirs {theirs.megabytes:.0f} MB",
               ours.megabytes <= 1.1 * theirs.megabytes)  # fmt: skip


def _long(samples: Sequence[_Sample]) -> Iterator[Line]:
    with closing(RuleEngine()) as engine:
        assert validate(engine, samples[0].subject) == ()
        times = [best(partial(_read_and_judge, engine, s.content), 2) for s in samples]
    per_line = [seconds / count for seconds, count in zip(times, _LENGTHS, strict=True)]
    for count, seconds, each in zip(_LENGTHS, times, per_line, strict=True):
        ratio = each / per_line[0]
        yield Line(f"read, XSD + Schematron, {count:,} lines", "linear: ≤ 1.2 × a line of the 500",
                   f"{seconds:.2f} s, {ratio:.2f} × a line", ratio <= 1.2)  # fmt: skip


def _read_and_judge(engine: RuleEngine, content: bytes) -> object:
    read = cii.read(content)
    return validate(engine, Subject(read.root, read.profile, Circuit.HISTORICAL))


def _bare(content: bytes) -> Work:
    """Return what runs the sheet as its library does, in this process, from the same bytes."""
    from saxonche import PySaxonProcessor

    engine = PySaxonProcessor(license=False)
    sheet = engine.new_xslt30_processor().compile_stylesheet(
        stylesheet_file=str(official.sheet_path("en16931"))
    )
    text = content.decode()

    def run() -> object:
        return sheet.transform_to_string(xdm_node=engine.parse_xml(xml_text=text))

    run()
    return run


def _reference(content: bytes) -> Work:
    """Return akretion's path, warm: read, its XSD check, its sheet on saxonche."""
    from facturx import parse_ubl_cii_xml

    sheet = _bare(content)

    def run() -> object:
        terms = parse_ubl_cii_xml(content, flavor="factur-x", level="en16931", check_xsd=True)
        return terms, sheet()

    return run
