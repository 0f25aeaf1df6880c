"""Makes docs/samples: what the program prints, as PDF and as pictures, from the demo's data."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from chorus_desk.domain.inquiry import Channel
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import facturx
from chorus_desk.formats.pdf.letter import render_letter
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.storage import invoices, lookups
from chorus_desk.storage.connection import Connection
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.demo import run_demo
from chorus_desk.usecases.export import logo_of
from chorus_desk.usecases.letters import letter_for
from chorus_desk.usecases.missing_data import missing_data
from chorus_desk.usecases.workspace import open_workspace

CLOCK = Clock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
_LINES = 60
_DOTS_PER_INCH = "70"


def write_samples(folder: Path) -> list[str]:
    """Write the samples and return their names; pictures only where ``pdftoppm`` is installed."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in _pages():
        (folder / f"{name}.pdf").write_bytes(content)
        _picture(folder / f"{name}.pdf")
    return sorted(path.name for path in folder.iterdir())


def _pages() -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as name:
        made = run_demo(Path(name), None, CLOCK)
        with open_workspace(made.data, CLOCK) as workspace:
            first = _load(workspace.connection, "2026-0001")
            credit = _load(workspace.connection, "2026-0004")
            picture = logo_of(workspace)
            [lacking] = missing_data(workspace)
            letter = render_letter(letter_for(workspace, lacking, Channel.LETTER))
        [batch] = [b for b in made.bundles if b.route == "portal-batch"]
        assert batch.folder is not None
        slip = (batch.folder / "bordereau.pdf").read_bytes()
    longer = replace(first, lines=first.lines * (_LINES // len(first.lines)), stated=None)
    for label, invoice in (("facture", first), ("avoir", credit), ("facture-longue", longer)):
        yield label, facturx.write(invoice, Circuit.HISTORICAL, logo=picture)
    yield "facture-portail", render_portal(first)
    yield "bordereau", slip
    yield "lettre", letter


def _load(connection: Connection, number: str) -> Invoice:
    [invoice_id] = lookups.find_by_number(connection, number)
    stored = invoices.load_invoice(connection, invoice_id)
    assert stored is not None
    return stored.invoice


def _picture(pdf: Path) -> None:
    program = shutil.which("pdftoppm")
    if program is not None:
        subprocess.run(
            [program, "-r", _DOTS_PER_INCH, "-png", str(pdf), str(pdf.with_suffix(""))], check=True
        )
