"""A watched folder: what arrives and is whole becomes drafts, once; nothing there is touched."""

import os
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii
from chorus_desk.formats.archive import zip_bytes
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.presenters.watching import arrived_text, held_text
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.importing import sources, watching
from chorus_desk.usecases.importing.undo import undo_import
from chorus_desk.usecases.importing.watching import (
    LATEST,
    LONG_HELD,
    SOONEST,
    STEADY,
    Arrived,
    Watching,
    begin_watch,
    look,
)
from chorus_desk.usecases.reading_files import read_file
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import furnish


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def xml(number: str) -> bytes:
    return cii.write(b.invoice(number=number), Circuit.HISTORICAL)


class Watched:
    """A folder under watch, and a clock that goes when it is told to."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace, self.folder, self.now = workspace, folder, 100.0
        self.begin = Watching(begin_watch(workspace, folder))

    def put(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def look(self, seconds: float = 0.0) -> Arrived:
        self.now += seconds
        return look(self.workspace, self.begin, self.now)

    def numbers(self, seconds: float = 0.0) -> list[str | None]:
        imported = self.look(seconds).imported
        return [item.number for item in imported.invoices] if imported else []

    def again(self) -> None:
        """Start the program again."""
        self.begin = Watching(self.folder)


@pytest.fixture
def watched(workspace: Workspace, tmp_path: Path) -> Watched:
    folder = tmp_path / "arrivées"
    folder.mkdir()
    (folder / "ancienne.xml").write_bytes(xml("OLD"))
    return Watched(workspace, folder)


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_look__names_tables_of_something_else_and_takes_them_for_no_invoices(
    watched: Watched,
) -> None:
    table = "Numéro de facture;Date de paiement;Montant;Statut\n2026-0001;03/11/2026;120;payée\n"
    watched.put("paiements.csv", table.encode())
    watched.look()
    imported = watched.look(STEADY + 1).imported
    assert imported is not None
    assert (imported.invoices, imported.failures) == ((), ())
    assert [(path.name, kind) for path, kind in imported.apart] == [("paiements.csv", "statuses")]
    assert "paiements.csv" in arrived_text(imported, watched.folder, "fr")
    assert watched.look(STEADY + 1).imported is None  # told once


def test_begin__refuses_a_folder_with_a_file_that_is_held(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ouvert.xlsx").write_bytes(b"x")

    def held(path: Path) -> bytes:
        raise UserError("file-unreadable", file=path.name)

    monkeypatch.setattr(watching, "read_file", held)
    with pytest.raises(UserError, match="watch-file-held"):
        begin_watch(workspace, tmp_path)


def test_look__takes_what_arrives_once_it_is_whole_and_leaves_it(watched: Watched) -> None:
    assert watched.look() == Arrived(again_in=SOONEST)  # what was there is looked at once more
    assert watched.look(STEADY) == Arrived()
    watched.put("F1.xml", xml("F1"))
    before = everything(watched.folder)
    assert watched.look() == Arrived(again_in=SOONEST)
    assert watched.look(STEADY - 0.1).again_in == pytest.approx(STEADY - 0.1)
    assert watched.numbers(0.2) == ["F1"]
    for _ in range(3):
        assert watched.look(STEADY) == Arrived()
    assert everything(watched.folder) == before
    assert len(find_invoices(watched.workspace, Query()).ids) == 1


def test_look__waits_while_a_file_grows(watched: Watched) -> None:
    whole = xml("F1")
    for cut in (200, 400, len(whole) - 1):
        watched.put("F1.xml", whole[:cut])
        assert watched.look(STEADY).imported is None
    watched.put("F1.xml", whole)
    assert watched.look(STEADY) == Arrived(again_in=3 * STEADY)  # longer and longer
    assert watched.numbers(STEADY) == ["F1"]


@pytest.mark.parametrize("name", ["F1.xml.part", "F1.pdf.crdownload", "~$F1.xlsx", ".F1.xml.swp"])
def test_look__passes_over_what_is_unfinished(watched: Watched, name: str) -> None:
    watched.look(STEADY)
    watched.look(STEADY)
    path = watched.put(name, xml("F1"))
    assert [watched.look(STEADY) for _ in range(3)] == [Arrived()] * 3
    path.rename(watched.folder / "F1.xml")
    watched.look()
    assert watched.numbers(STEADY) == ["F1"]


def test_look__an_empty_file_is_one_that_is_still_to_come(watched: Watched) -> None:
    watched.put("F1.xml", b"")
    assert [watched.look(STEADY).imported for _ in range(3)] == [None] * 3
    watched.put("F1.xml", xml("F1"))
    watched.look()
    assert watched.numbers(STEADY) == ["F1"]


def arrive(watched: Watched, name: str, content: bytes) -> list[str | None]:
    watched.put(name, content)
    watched.look()
    return watched.numbers(STEADY)


def test_content__is_taken_once_wherever_and_whenever_it_comes(watched: Watched) -> None:
    assert arrive(watched, "ailleurs/copie.xml", xml("OLD")) == []  # was there before
    assert arrive(watched, "F1.xml", xml("F1")) == ["F1"]
    assert arrive(watched, "F1 (1).xml", xml("F1")) == []
    (watched.folder / "F1.xml").rename(watched.folder / "autre.xml")
    assert arrive(watched, "F1.xml", xml("F1")) == []
    watched.again()
    watched.look()
    assert watched.look(STEADY) == Arrived()
    assert arrive(watched, "F2.xml", xml("F2")) == ["F2"]
    assert arrive(watched, "F2.xml", xml("F3")) == ["F3"]  # another content under the same name


def test_content__twice_at_once_is_taken_once(watched: Watched) -> None:
    watched.put("a.xml", xml("F1"))
    assert arrive(watched, "b.xml", xml("F1")) == ["F1"]


def test_content__that_came_while_the_window_was_closed_is_taken(watched: Watched) -> None:
    watched.look()
    watched.put("F1.xml", xml("F1"))
    watched.again()
    watched.look()
    assert watched.numbers(STEADY) == ["F1"]


def test_undone__does_not_come_back(watched: Watched) -> None:
    watched.put("F1.xml", xml("F1"))
    watched.look()
    imported = watched.look(STEADY).imported
    assert imported is not None
    undo_import(watched.workspace, imported.import_ids)
    watched.again()
    watched.look()
    assert watched.look(STEADY) == Arrived()
    assert find_invoices(watched.workspace, Query()).ids == ()


def test_look__tells_what_is_no_invoice_in_a_word_and_opens_a_zip(watched: Watched) -> None:
    watched.put("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    watched.put("lot.zip", zip_bytes([("x/F1.xml", xml("F1"))]))
    watched.put("F2.xml", xml("F2"))
    watched.put("F2.pdf", render_portal(b.invoice(number="F2")))
    watched.put("cassé.xml", xml("F8")[:400])
    watched.look()
    imported = watched.look(STEADY).imported
    assert imported is not None
    assert {item.file: item.number for item in imported.invoices} == {
        "lot.zip/x/F1.xml": "F1", "arrivées/F2.xml": "F2",
    }  # fmt: skip
    assert {(aside.name, aside.reason) for aside in imported.files_aside} == {
        ("arrivées/photo.png", "not-invoice"), ("arrivées/F2.pdf", "page"),
    }  # fmt: skip
    assert [(name, error.code) for name, error in imported.failures] == [
        ("arrivées/cassé.xml", "xml-unreadable")
    ]
    assert watched.look(STEADY) == Arrived()  # told once


@pytest.mark.parametrize("what", ["held", "gone"])
def test_look__what_another_program_holds_is_tried_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    held = {watched.folder / "F1.xml"}

    def read(path: Path) -> bytes:
        if path in held:
            raise UserError("file-unreadable" if what == "held" else "file-missing", file=str(path))
        return read_file(path)

    monkeypatch.setattr("chorus_desk.usecases.importing.watching.read_file", read)
    watched.put("F1.xml", xml("F1"))
    assert arrive(watched, "F2.xml", xml("F2")) == ["F2"]
    assert watched.look(STEADY) == Arrived(again_in=2 * STEADY)
    held.clear()
    assert watched.numbers() == []  # not its turn yet
    assert watched.numbers(2 * STEADY) == ["F1"]


def test_look__what_is_held_for_ever_is_tried_ever_less_and_told_once(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[float] = []

    def read(path: Path) -> bytes:
        if path.name != "F1.xml":
            return read_file(path)
        tried.append(watched.now)
        raise UserError("file-unreadable", file=path.name)

    monkeypatch.setattr("chorus_desk.usecases.importing.watching.read_file", read)
    watched.put("F1.xml", xml("F1"))
    told: list[str] = []
    begun, looks = watched.now, 0
    arrived = watched.look()
    while watched.now < begun + 3600:
        assert arrived.again_in is not None
        arrived = watched.look(arrived.again_in)
        looks += 1
        told += arrived.held
    assert told == ["F1.xml"]
    assert looks < 70  # it was 2400
    gaps = [later - sooner for sooner, later in pairwise(tried)]
    assert gaps == sorted(gaps)
    assert gaps[0] < 2 * STEADY + SOONEST
    assert gaps[-1] == LATEST
    assert tried[-1] - begun > LONG_HELD
    # Others come in meanwhile.
    assert arrive(watched, "F2.xml", xml("F2")) == ["F2"]
    text = held_text(told, "fr").replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith("« F1.xml » est ouvert dans un autre programme")


def test_look__what_was_held_is_tried_as_soon_as_it_changed(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {watched.folder / "F1.xml"}

    def read(path: Path) -> bytes:
        if path in held:
            raise UserError("file-unreadable", file=path.name)
        return read_file(path)

    monkeypatch.setattr("chorus_desk.usecases.importing.watching.read_file", read)
    watched.put("F1.xml", xml("F1"))
    watched.look()
    assert watched.look(300.0).again_in == LATEST
    held.clear()
    watched.put("F1.xml", xml("F1-bis"))  # saved, and closed
    watched.look(1.0)
    assert watched.numbers(STEADY) == ["F1-bis"]


def test_folder__that_is_gone_is_told_and_taken_up_again(watched: Watched, tmp_path: Path) -> None:
    away = tmp_path / "débranché"
    watched.folder.rename(away)
    assert watched.look(STEADY) == Arrived(missing=True)
    away.rename(watched.folder)
    assert arrive(watched, "F1.xml", xml("F1")) == ["F1"]


def test_begin__of_what_is_no_folder_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    for path in (tmp_path / "rien", Path(__file__)):
        with pytest.raises(UserError, match="watch-no-folder"):
            begin_watch(workspace, path)


def test_folder__with_too_many_files_is_refused(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_FILES", 1)
    watched.put("F1.xml", xml("F1"))
    with pytest.raises(UserError, match="folder-too-large"):
        watched.look()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_look__a_file_without_rights_is_tried_again(watched: Watched) -> None:
    path = watched.put("F1.xml", xml("F1"))
    path.chmod(0)
    assert arrive(watched, "F2.xml", xml("F2")) == ["F2"]
    path.chmod(0o600)
    assert watched.numbers() == ["F1"]


def test_memory__that_is_damaged_forgets_and_doubles_nothing(watched: Watched) -> None:
    assert arrive(watched, "F1.xml", xml("F1")) == ["F1"]
    (watched.workspace.folder / watching.FILE_NAME).write_bytes(b"\xff\xfe\0")
    watched.again()
    watched.look()
    imported = watched.look(STEADY).imported
    assert imported is not None
    assert {(i.number, i.outcome) for i in imported.invoices} == {
        ("F1", "duplicate"),
        ("OLD", "draft"),
    }
