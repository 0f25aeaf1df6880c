"""Power cuts: the process dies at every single step of issuing, importing, bundling, copying, and
whatever the next start finds is either what was before or what was to be, never between."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.invoice import Attachment
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx
from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.formats.official_rules.worker import RuleEngine
from chorus_desk.formats.spreadsheet.template import Row, write_workbook
from chorus_desk.storage import invoice_files, invoices
from chorus_desk.storage.connection import Connection, open_database
from chorus_desk.storage.events import load_events
from chorus_desk.storage.rows import list_invoices
from chorus_desk.usecases.bundle import bundle
from chorus_desk.usecases.copies import open_copy, save_copy
from chorus_desk.usecases.import_directory import import_directory
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.mappings import kept_mappings
from chorus_desk.usecases.importing.watching import FILE_NAME, Arrived, begin_watch
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests import made_lists
from tests.conftest import ROOT
from tests.integration.dying import CLOCK, TOLD, look_until_taken, step_folder
from tests.stored import draft, furnish, issued

PLAN = Attachment(reference="Plan", file_name="Plan.pdf", mime_type="application/pdf",
                  content=b"%PDF-1.4 plan")  # fmt: skip


KILLED_EVERY = 8
"""Steps from one at which the process is killed to the next; at those between it is copied."""


@dataclass(frozen=True)
class Scene:
    """A data folder to start from, and what is done to it."""

    folder: Path
    words: Callable[[Path], list[str]]
    """The command of ``dying``, for a copy of the folder."""

    def run(self, copy: Path, last: int) -> "subprocess.CompletedProcess[str]":
        shutil.copytree(self.folder, copy)
        action, *words = self.words(copy)
        return subprocess.run(
            [sys.executable, "-m", "tests.integration.dying", str(last), str(copy), action, *words],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[RuleEngine]:
    """One rule engine for all looks afterwards: it takes a second to be ready."""
    with closing(RuleEngine()) as opened:
        yield opened


@contextmanager
def next_start(folder: Path, engine: RuleEngine) -> Iterator[Workspace]:
    """Open a data folder as the program does when it starts."""
    with closing(open_database(folder, CLOCK.now())) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        yield Workspace(folder, connection, CLOCK, engine)


def every_death(scene: Scene, tmp_path: Path) -> list[Path]:
    """Return what a death at each step of a scene leaves.

    Most are copies that a process which lives takes of its folder on the way; at some steps one is
    killed for good, which also shows what a copy cannot: its locks, and the processes it started.
    """
    place = tmp_path / "step"
    whole = scene.run(place, 0)
    assert whole.returncode == 0, whole.stderr
    count = int(whole.stdout)
    assert count > 10

    def die(last: int) -> None:
        folder = step_folder(place, last)
        copied = _sizes(folder)
        shutil.rmtree(folder)
        died = scene.run(folder, last)
        assert died.returncode not in (0, 1), f"step {last} of {count}: {died.stderr}"
        assert _sizes(folder) == copied, f"step {last} of {count}: the copy is no likeness"

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(die, {*range(1, count, KILLED_EVERY), count}))
    return [step_folder(place, step) for step in range(1, count + 1)]


def _sizes(folder: Path) -> dict[str, int]:
    """Return how large each file is, the journal's index apart, which is not copied."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm")
    }  # fmt: skip


def dump(connection: Connection) -> list[str]:
    return list(connection.iterdump())


def test_issue__killed_at_every_step_is_done_or_undone(tmp_path: Path, engine: RuleEngine) -> None:
    start = tmp_path / "start"
    with open_workspace(start / "data", CLOCK) as workspace:
        furnish(workspace)
        issued(workspace)
        name, following = draft(workspace, "A-1", attachments=(PLAN,)), draft(workspace)
        before = dump(workspace.connection)
    scene = Scene(start, lambda _: ["issue", name])
    undone = done = 0
    for folder in every_death(scene, tmp_path):
        with next_start(folder / "data", engine) as workspace:
            document = invoices.load_invoice(workspace.connection, 2)
            assert document is not None
            if document.issued:
                done += 1
                assert_whole(workspace.connection)
            else:
                undone += 1
                assert dump(workspace.connection) == before
                [result] = issue(workspace, [name])
                assert (result.outcome, result.number) == ("issued", "2026-0002")
            [result] = issue(workspace, [following])
            assert (result.outcome, result.number) == ("issued", "2026-0003")
        assert {path.name for path in (folder / "data").iterdir()} <= {
            "chorus-desk.sqlite3", "chorus-desk.sqlite3-wal", "chorus-desk.sqlite3-shm",
        }  # fmt: skip
    # Only the steps after COMMIT find it done.
    assert undone > 20
    assert 1 <= done <= 6


def assert_whole(connection: Connection) -> None:
    """Check that the second invoice is issued with all that belongs to it."""
    document = invoices.load_invoice(connection, 2)
    assert document is not None
    assert (document.invoice.number, document.invoice.attachments[0].content) == (
        "2026-0002", PLAN.content,
    )  # fmt: skip
    page = invoice_files.load_attached(connection, 2, invoice_files.FACTURX)
    plain = invoice_files.load_attached(connection, 2, invoice_files.PORTAL_PDF)
    assert page is not None
    assert plain is not None
    assert facturx.is_facturx(page[1])
    assert [event.kind for event in load_events(connection, 2)] == ["issued"]


def test_import__killed_at_every_step_is_done_or_undone(tmp_path: Path, engine: RuleEngine) -> None:
    start = tmp_path / "start"
    with open_workspace(start / "data", CLOCK) as workspace:
        furnish(workspace)
        before = dump(workspace.connection)
    rows: list[Row] = [{"number": f"F{n}", "issue_date": b.TODAY, "buyer_siret": b.COMMUNE_SIRET,
             "description": "Affiche", "quantity": Decimal(1), "unit_price": Decimal(n)}
            for n in (1, 2, 3)]  # fmt: skip
    (start / "f.xlsx").write_bytes(write_workbook(rows, []))
    scene = Scene(start, lambda copy: ["import", str(copy / "f.xlsx")])
    for folder in every_death(scene, tmp_path):
        with next_start(folder / "data", engine) as workspace:
            assert len(list(list_invoices(workspace.connection))) in (0, 3)
            if not list(list_invoices(workspace.connection)):
                assert dump(workspace.connection) == before
            again = import_files(workspace, [folder / "f.xlsx"])
            assert {item.id for item in again.invoices} == {"draft:1", "draft:2", "draft:3"}


def test_import_of_a_told_table__killed_at_every_step_remembers_only_what_it_imported(
    tmp_path: Path, engine: RuleEngine
) -> None:
    start = tmp_path / "start"
    with open_workspace(start / "data", CLOCK) as workspace:
        furnish(workspace)
    head = "N° facture;Date;SIRET;Réf;Désignation;Qté;PU HT;TVA\n"
    (start / "f.csv").write_text(
        f"{head}F1;12/11/2026;{b.COMMUNE_SIRET};BC-1;Affiche;1;10;20 %\n", encoding="utf-8"
    )
    scene = Scene(start, lambda copy: ["import-told", str(copy / "f.csv")])
    found = []
    for folder in every_death(scene, tmp_path):
        with next_start(folder / "data", engine) as workspace:
            drafts = len(list(list_invoices(workspace.connection)))
            kept = kept_mappings(workspace.folder)
            assert not kept.unreadable
            found.append((drafts, len(kept.mappings)))
            told = {folder / "f.csv": TableChoices(TOLD)}
            again = import_files(workspace, list(told), choices=told)
            assert [item.id for item in again.invoices] == ["draft:1"]
    assert set(found) == {(0, 0), (1, 0), (1, 1)}
    assert found == sorted(found)


def test_watched_folder__killed_at_every_step_takes_each_file_once(
    tmp_path: Path, engine: RuleEngine
) -> None:
    start = tmp_path / "start"
    arrivals = start / "arrivées"
    arrivals.mkdir(parents=True)
    with open_workspace(start / "data", CLOCK) as workspace:
        furnish(workspace)
        begin_watch(workspace, arrivals)
    for number in ("F1", "F2"):
        (arrivals / f"{number}.xml").write_bytes(
            cii.write(b.invoice(number=number), Circuit.HISTORICAL)
        )
    scene = Scene(start, lambda copy: ["look", str(copy / "arrivées")])
    found = []
    for folder in every_death(scene, tmp_path):
        with next_start(folder / "data", engine) as workspace:
            before = len(list(list_invoices(workspace.connection)))
            known = len((workspace.folder / FILE_NAME).read_text(encoding="ascii").split())
            found.append((before, known))
            look_until_taken(workspace, folder / "arrivées")
            assert len(list(list_invoices(workspace.connection))) == 2
            assert look_until_taken(workspace, folder / "arrivées") == Arrived()
    # Between the COMMIT and the memory of it, what was taken is known again by its content.
    assert set(found) == {(0, 0), (2, 0), (2, 2)}
    assert found == sorted(found)


def test_directory__killed_at_every_step_is_the_old_one_or_the_new(
    tmp_path: Path, engine: RuleEngine
) -> None:
    start, bodies = tmp_path / "start", made_lists.made(30, 60)
    start.mkdir()
    made_lists.workbook(start / "a.xlsx", bodies[:20])
    made_lists.workbook(start / "b.xlsx", bodies)
    with open_workspace(start / "data", CLOCK) as workspace:
        import_directory(workspace, [start / "a.xlsx"])
    scene = Scene(start, lambda copy: ["directory", str(copy / "b.xlsx")])
    found = []
    for step, folder in enumerate(every_death(scene, tmp_path)):
        with next_start(folder / "data", engine) as workspace:
            found.append(workspace.directory.about()["bodies"])
            assert known_body(workspace, bodies[0].siret) is not None
            if step % 5 == 0:  # whatever was left behind does not stand in the way
                assert import_directory(workspace, [folder / "b.xlsx"]).bodies == 30
                left = {path.name for path in workspace.folder.iterdir()}
                assert len({name for name in left if name.startswith("directory-")}) == 1, left
            workspace.directory.close()
    assert set(found) == {"20", "30"}
    assert found == sorted(found)  # never the old one again once the new one is there


def test_bundle__killed_at_every_step_is_whole_or_absent(
    tmp_path: Path, engine: RuleEngine
) -> None:
    start = tmp_path / "start"
    with open_workspace(start / "data", CLOCK) as workspace:
        furnish(workspace)
        number = issued(workspace, attachments=(PLAN,))
        made = bundle(workspace, [number], "portal-pdf", start / "out")
        assert made.folder is not None
        name, files = made.folder.name, set(made.files)
    # Half of the deaths meet a bundle that is there already, half meet none.
    for there in (True, False):
        if not there:
            shutil.rmtree(start / "out")
        scene = Scene(start, lambda copy: ["bundle", str(copy / "out"), number])
        for folder in every_death(scene, tmp_path / str(there)):
            made_folder, packed = folder / "out" / name, folder / "out" / f"{name}.zip"
            if made_folder.exists():
                assert_sums(made_folder, files)
            with next_start(folder / "data", engine) as workspace:
                assert not bundle(workspace, [number], "portal-pdf", folder / "out").refused
            assert_sums(made_folder, files)
            assert {path.name for path in (folder / "out").iterdir()} == {name, packed.name}


def assert_sums(folder: Path, files: set[str]) -> None:
    """Check a bundle against its own checksums."""
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert found == files
    for line in (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines():
        digest, file = line.split("  ")
        assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == digest


def test_copy__killed_at_every_step_is_whole_or_absent(tmp_path: Path, engine: RuleEngine) -> None:
    start = tmp_path / "start"
    (start / "out").mkdir(parents=True)
    with open_workspace(start / "data", CLOCK) as workspace:
        furnish(workspace)
        issued(workspace, attachments=(PLAN,))
        older = dump(workspace.connection)
        save_copy(workspace, start / "out" / "c.zip")
        draft(workspace)
        newer = dump(workspace.connection)
    # Half of the deaths meet an older copy, half meet none.
    for there in (True, False):
        if not there:
            (start / "out" / "c.zip").unlink()
        scene = Scene(start, lambda copy: ["copy", str(copy / "out" / "c.zip")])
        undone = done = 0
        for folder in every_death(scene, tmp_path / str(there)):
            target = folder / "out" / "c.zip"
            found = opened(target, folder / "found", engine) if target.exists() else None
            assert found in (older if there else None, newer)
            done += found == newer
            undone += found != newer
            with next_start(folder / "data", engine) as workspace:
                assert dump(workspace.connection) == newer
                save_copy(workspace, target)
                assert {path.name for path in workspace.folder.iterdir()} <= {
                    "chorus-desk.sqlite3", "chorus-desk.sqlite3-wal", "chorus-desk.sqlite3-shm",
                }  # fmt: skip
            assert opened(target, folder / "again", engine) == newer
            assert {path.name for path in target.parent.iterdir()} == {"c.zip"}
        assert undone > 20
        assert 1 <= done <= 10


def opened(copy: Path, folder: Path, engine: RuleEngine) -> list[str]:
    """Return what is in a copy, which is verified on the way."""
    open_copy(copy, folder)
    with next_start(folder, engine) as workspace:
        return dump(workspace.connection)
