"""XSD and official Schematron beside the bare run of the same sheet on saxonche."""

import time
from collections.abc import Iterator
from contextlib import closing

from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, official
from chorus_desk.formats.official_rules.validate import Subject, validate, validate_many
from chorus_desk.formats.official_rules.worker import RuleEngine
from tests import builders as b
from tests.benchmarks.measuring import Line, Work, best, best_of_both


def lines() -> Iterator[Line]:
    """Time one invoice warm, a hundred, and the first of a process."""
    content = cii.write(
        b.invoice(lines=tuple(b.line(description=f"Ligne {n}") for n in range(10))),
        Circuit.HISTORICAL,
    )
    read = cii.read(content)
    subject = Subject(read.root, read.profile, Circuit.HISTORICAL)
    with closing(RuleEngine()) as engine:
        start = time.perf_counter()
        assert validate(engine, subject) == ()
        first = time.perf_counter() - start
        ours, bare = best_of_both(lambda: validate(engine, subject), _bare(content), 40)
        hundred = best(lambda: validate_many(engine, [subject] * 100), 3)
    yield Line("XSD + Schematron, one invoice, warm", "≤ 1.1 × bare saxonche",
               f"{ours * 1000:.1f} ms, {ours / bare:.2f} ×", ours <= 1.1 * bare)  # fmt: skip
    yield Line("XSD + Schematron, 100 invoices", "both cores",
               f"{hundred * 1000:.0f} ms, {100 * ours / hundred:.2f} × as fast as one by one",
               100 * ours / hundred > 1.5)  # fmt: skip
    yield Line("XSD + Schematron, first of a process", "< 1 s", f"{first:.2f} s", first < 1)


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
