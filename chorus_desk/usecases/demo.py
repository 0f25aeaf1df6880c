"""The demo: the whole road on invented data, in a folder of its own."""

import shutil
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chorus_desk import resources
from chorus_desk.domain.errors import UserError
from chorus_desk.formats.bundle import PORTAL_BATCH, PORTAL_PDF
from chorus_desk.storage.connection import FILE_NAME
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.bodies import add_body
from chorus_desk.usecases.bundle import Bundled, bundle
from chorus_desk.usecases.demo_place import MARKER, OUTPUT_MARKER, is_demo
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import DRAFT, Imported
from chorus_desk.usecases.issue import ISSUED, Issued, issue
from chorus_desk.usecases.seller import set_seller
from chorus_desk.usecases.template import write_example
from chorus_desk.usecases.workspace import Workspace, open_workspace

WORKBOOK = "factures.xlsx"
PLANNED_REFUSAL = ("D-003", "CPRO-12")
"""The one invoice that must be refused: its body wants a commitment number, and it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo made."""

    folder: Path
    data: Path
    workbook: Path
    workbook_was_there: bool
    imported: Imported
    issued: tuple[Issued, ...]
    bundles: tuple[Bundled, ...]

    @property
    def refused(self) -> tuple[Issued, ...]:
        """The documents that were not issued."""
        return tuple(item for item in self.issued if item.outcome != ISSUED)

    @property
    def as_planned(self) -> bool:
        """Whether the planned refusal is the only one, and the bundles are made."""
        drafted = {item.id: item.number for item in self.imported.invoices}
        refusals = {
            (drafted.get(item.id), finding.rule)
            for item in self.refused
            for finding in item.findings
            if finding.severity == "error"
        }
        whole = not self.imported.rows_skipped and all(
            item.outcome == DRAFT for item in self.imported.invoices
        )
        made = all(not item.refused for item in self.bundles)
        return whole and refusals == {PLANNED_REFUSAL} and made


def ensure_demo(data: Path, clock: Clock) -> Path:
    """Return the demo's data folder, made with its invoices when it is not there yet.

    Raises:
        UserError: the folder cannot be written, or its data are not the demo's.
    """
    if not is_demo(data):
        run_demo(data / "exemples", data, clock)
    return data


def run_demo(folder: Path, data: Path | None, clock: Clock) -> Demo:
    """Make the demo's workbook, import it, issue what can be, and bundle it by two routes.

    A workbook that is already in the folder is used as it is: change an amount there, run again,
    and find it in the bundles. Both folders are new, empty or the demo's: nothing else is removed.

    Raises:
        UserError: a folder cannot be written (``cannot-write``), or it holds something that is not
            the demo's (``demo-folder-taken``).
    """
    data = data or folder / "data"
    _begin_anew(data, folder)
    workbook = folder / WORKBOOK
    was_there = workbook.is_file()
    if not was_there:
        write_example(workbook, clock.today())
    with open_workspace(data, clock) as workspace:
        _furnish(workspace)
        imported = import_files(workspace, [workbook])
        drafts = [item.id for item in imported.invoices if item.outcome == DRAFT and item.id]
        issued = issue(workspace, drafts)
        bundles = _bundles(workspace, issued, folder)
    return Demo(
        folder=folder, data=data, workbook=workbook, workbook_was_there=was_there,
        imported=imported, issued=tuple(issued), bundles=tuple(bundles),
    )  # fmt: skip


def _bundles(workspace: Workspace, issued: Sequence[Issued], folder: Path) -> list[Bundled]:
    """Bundle the first invoice for the portal's single deposit, the others as a batch."""
    numbers = [item.number for item in issued if item.outcome == ISSUED and item.number]
    parts = ((PORTAL_PDF, numbers[:1]), (PORTAL_BATCH, numbers[1:]))
    for route, _ in parts:  # what an earlier run left there belongs to other numbers or figures
        shutil.rmtree(folder / route, ignore_errors=True)
    return [bundle(workspace, names, route, folder / route) for route, names in parts if names]


def _begin_anew(data: Path, folder: Path) -> None:
    """Empty the demo's data folder; any other folder with something in it is left alone."""
    own = ((folder, OUTPUT_MARKER), (data, MARKER))
    try:
        for place, marker in own:
            if place.exists() and any(place.iterdir()) and not (place / marker).is_file():
                raise UserError("demo-folder-taken", folder=str(place))
        for place, marker in own:
            place.mkdir(parents=True, exist_ok=True)
            text = "Dossier de la démonstration de Chorus Desk : il est vidé à chaque essai.\n"
            (place / marker).write_text(text, encoding="utf-8")
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                (data / f"{FILE_NAME}{ending}").unlink()
    except OSError as error:
        raise UserError("cannot-write", file=str(data)) from error


def _furnish(workspace: Workspace) -> None:
    """Put the invented business and its public bodies in place."""
    folder = resources.path("demo")
    seller = tomllib.loads((folder / "seller.toml").read_text(encoding="utf-8"))
    set_seller(workspace, seller, folder)
    known = tomllib.loads((folder / "bodies.toml").read_text(encoding="utf-8"))
    for body in known["bodies"]:
        add_body(workspace, body)
