"""The rule engine's process: right answers, and what happens when it crashes, hangs or is fed
nonsense. Real processes throughout."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.finding import Severity, Source
from chorus_desk.domain.invoice import AllowanceCharge, Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, official, ubl
from chorus_desk.formats.official_rules import worker
from chorus_desk.formats.official_rules.validate import Subject, validate, validate_many
from chorus_desk.formats.official_rules.worker import Job, RuleEngine, Stopped
from chorus_desk.rules import tables
from tests import builders as b
from tests.conftest import ROOT


@pytest.fixture
def engine() -> Iterator[RuleEngine]:
    with closing(RuleEngine()) as opened:
        yield opened


def document(**changes: object) -> str:
    return cii.write(b.invoice(**changes), Circuit.HISTORICAL).decode().split("?>", 1)[1]


def job(**changes: object) -> Job:
    return Job(str(official.sheet_path("en16931")), document(**changes))


def test_run__answers_each_job_in_order(engine: RuleEngine) -> None:
    jobs = [job(lines=()) if n % 3 == 0 else job() for n in range(12)]
    answers = engine.run(jobs)
    assert all(isinstance(answer, list) for answer in answers)
    failed = [
        any(a.rule == "BR-16" for a in answer if not isinstance(a, str)) for answer in answers
    ]
    assert failed == [n % 3 == 0 for n in range(12)]
    assert len(engine._workers) == 2


def test_units__are_all_of_the_official_list(engine: RuleEngine) -> None:
    lines = tuple(b.line(unit=unit) for unit in sorted(tables.units()))
    right, wrong = engine.run([job(lines=lines), job(lines=(b.line(unit="BX"),))])
    assert right == []
    assert isinstance(wrong, list)
    assert wrong


def test_run__starts_one_process_for_one_job(engine: RuleEngine) -> None:
    assert engine.run([]) == []
    assert engine._workers == []
    engine.run([job()])
    assert len(engine._workers) == 1


def test_run__gives_each_sheet_of_a_large_document_its_process(engine: RuleEngine) -> None:
    large = document(lines=tuple(b.line(description=f"Ligne {n}") for n in range(400)))
    assert len(large) > worker.MUCH / 2
    sheets = (official.sheet_path("en16931"), official.reform_sheet_path())
    norm, reform = engine.run([Job(str(sheet), large) for sheet in sheets])
    assert isinstance(norm, list)
    assert isinstance(reform, list)
    assert len(engine._workers) == 2


@pytest.mark.parametrize("text", ["", "<a", "not xml", "<a/>", "\x00", "<a>" * 50])
def test_run__stops_on_nonsense_and_works_on(engine: RuleEngine, text: str) -> None:
    sheet = str(official.sheet_path("en16931"))
    bad, good = engine.run([Job(sheet, text), job()])
    assert isinstance(bad, Stopped) or bad
    assert good == []


def test_run__of_a_sheet_that_is_not_there(engine: RuleEngine) -> None:
    bad, good = engine.run([Job("absent.xslt", document()), job()])
    assert isinstance(bad, Stopped)
    assert good == []


# A stylesheet that never ends: what a hang looks like from outside.
_ENDLESS = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template name="loop"><xsl:param name="n" select="1"/>
<xsl:call-template name="loop"><xsl:with-param name="n" select="$n + 1"/></xsl:call-template>
</xsl:template><xsl:template match="/"><a><xsl:call-template name="loop"/></a></xsl:template>
</xsl:stylesheet>"""


def test_run__kills_a_process_that_hangs_and_goes_on(tmp_path: Path) -> None:
    sheet = tmp_path / "endless.xslt"
    sheet.write_text(_ENDLESS, encoding="utf-8")
    with closing(RuleEngine(seconds_per_job=3)) as engine:
        start = time.monotonic()
        hung, good = engine.run([Job(str(sheet), "<a/>"), job()])
        assert isinstance(hung, Stopped)
        assert hung.reason == "timeout"
        assert good == []
        assert time.monotonic() - start < 30


def test_run__begins_a_job_again_when_its_process_dies(
    engine: RuleEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.run([job()])
    first = engine._workers[0].process
    first.kill()
    first.join()
    assert engine.run([job(), job(lines=())])[0] == []
    assert engine._workers[0].process.pid != first.pid


def test_validate__says_so_when_the_engine_gave_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(self: RuleEngine, jobs: list[Job]) -> list[Stopped]:
        return [Stopped("crash") for _ in jobs]

    monkeypatch.setattr(worker.RuleEngine, "run", gone)
    read = cii.read(cii.write(b.invoice(), Circuit.HISTORICAL))
    subject = Subject(read.root, read.profile, Circuit.HISTORICAL)
    [finding] = validate(RuleEngine(), subject)
    assert (finding.rule, finding.severity) == ("SHEET-STOPPED", Severity.ERROR)


def test_validate_many__runs_the_reforms_sheet_on_its_circuit_alone(engine: RuleEngine) -> None:
    read = cii.read(cii.write(b.invoice(), Circuit.HISTORICAL))
    historical, reform = validate_many(
        engine,
        [
            Subject(read.root, read.profile, circuit)
            for circuit in (Circuit.HISTORICAL, Circuit.REFORM)
        ],
    )
    assert historical == ()
    assert {finding.source for finding in reform} == {Source.BR_FR}


def test_worker__keeps_the_engines_own_words_off_the_terminal(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(
        "from chorus_desk.formats.official_rules.worker import Job, RuleEngine\n"
        "from chorus_desk.formats import official\n"
        "if __name__ == '__main__':\n"
        "    engine = RuleEngine()\n"
        "    engine.run([Job(str(official.sheet_path('en16931')), '<secret IBAN')])\n"
        "    engine.close()\n",
        encoding="utf-8",
    )
    ran = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=60,
    )  # fmt: skip
    assert (ran.stdout, ran.stderr) == ("", "")


def test_worker__ends_with_the_program(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(
        "import os, signal, sys\n"
        "from chorus_desk.formats.official_rules.worker import Job, RuleEngine\n"
        "from chorus_desk.formats import official\n"
        "if __name__ == '__main__':\n"
        "    engine = RuleEngine()\n"
        "    engine.run([Job(str(official.sheet_path('en16931')), '<a/>')])\n"
        "    print(engine._workers[0].process.pid, flush=True)\n"
        "    os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))\n",
        encoding="utf-8",
    )
    ran = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=60,
    )  # fmt: skip
    pid, latest = int(ran.stdout), time.monotonic() + 10
    while _alive(pid) and time.monotonic() < latest:
        time.sleep(0.05)
    assert not _alive(pid)


def _alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    if not Path("/proc").is_dir():
        pytest.skip("no /proc to look at")
    return status.exists() and "(zombie)" not in status.read_text(encoding="ascii")


@pytest.mark.parametrize("write", [cii.write, ubl.write])
@pytest.mark.parametrize("circuit", Circuit)
def test_validate__finds_the_reason_of_no_vat_beside_all_that_bears_none(
    engine: RuleEngine, write: Callable[[Invoice, Circuit], bytes], circuit: Circuit
) -> None:
    """The sheets above EN 16931 compare the reason of each line and discount (BR-…-E-08rev)."""
    off = AllowanceCharge(
        amount=Decimal(10), reason="Remise", vat_category="E", vat_rate=Decimal(0)
    )
    made = b.invoice(allowances=(off,), charges=(off,), validator=b.hospital().as_party(),
                     billing_framework={"historical": "A9", "reform": "S5"}[circuit])  # fmt: skip
    content = write(made, circuit)
    read = (cii if write is cii.write else ubl).read(content)
    assert read.profile is not None
    assert read.profile.level.startswith("extended")
    verdict = validate(engine, Subject(read.root, read.profile, circuit))
    assert [f.rule for f in verdict if f.rule.endswith("-08rev")] == []
    assert [f for f in read.findings if f.rule == "CD-NOT-KEPT"] == []
    assert read.invoice.exemptions == made.exemptions
