"""The State's list at full size, workbook and XML: time, peak memory, size of the file it gives."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from chorus_desk.directory.index import newest
from tests import made_lists
from tests.benchmarks.measuring import Line, run_process

BODIES, SERVICES = 130_000, 400_000
_BUDGET = "≤ 20 s, ≤ 300 MB, index included"


def lines() -> Iterator[Line]:
    """Import each kind of file in a process of its own, into an empty data folder."""
    for file in full_size():
        with tempfile.TemporaryDirectory() as name:
            data = Path(name) / "data"
            before = _processor()
            run = run_process(
                ["-m", "chorus_desk", "--data", data, "--json", "body", "import", file]
            )
            busy = _processor() - before
            result = newest(data)
            megabytes = result.stat().st_size / 1e6 if result else 0
        yield Line(
            f"directory, {BODIES:,} bodies, {SERVICES:,} services, {file.suffix[1:]}", _BUDGET,
            f"{run.seconds:.1f} s ({busy:.1f} of processor time), {run.megabytes:.0f} MB, "
            f"gives {megabytes:.0f} MB",
            result is not None and run.seconds <= 20 and run.megabytes <= 300,
        )  # fmt: skip


def _processor() -> float:
    """Return the seconds of processor time that ended processes took; 0 where no one tells."""
    times = os.times()
    return times.children_user + times.children_system


def full_size() -> tuple[Path, Path]:
    """Return the list as a workbook and as an XML, made once for this machine."""
    folder = Path(tempfile.gettempdir()) / "chorus-desk-benchmarks"
    book, xml = (
        folder / f"liste-{BODIES}-{SERVICES}.xlsx",
        folder / f"liste-{BODIES}-{SERVICES}.xml",
    )
    if not (book.exists() and xml.exists()):
        folder.mkdir(exist_ok=True)
        bodies = made_lists.made(BODIES, SERVICES)
        for path, write in ((book, made_lists.workbook), (xml, made_lists.nested_xml)):
            partial = write(path.with_suffix(".partial"), bodies)
            shutil.move(partial, path)
    return book, xml
