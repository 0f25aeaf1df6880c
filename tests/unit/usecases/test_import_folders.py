"""Folders and archives: each file inside is drafted or told; one invoice is one, in any form."""

import sys
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import Attachment, Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.formats.archive import Entry, tar_gz_bytes, zip_bytes
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.formats.spreadsheet.template import write_workbook
from chorus_desk.usecases.bundle import bundle
from chorus_desk.usecases.importing import sources
from chorus_desk.usecases.importing.gathering import FileAside
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.undo import undo_import
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import furnish, issued
from tests.unit.usecases.test_import import ROW, outcomes
from tests.unit.usecases.test_undo_import import dump

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
TABLE = "N° facture;Date;Désignation;Qté;PU HT\nT-1;12/11/2026;Affiches;2;150\n".encode()


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def xml(number: str, **changes: object) -> bytes:
    return cii.write(b.invoice(number=number, **changes), Circuit.HISTORICAL)


def pdf(made: Invoice) -> bytes:
    return facturx.write(made, Circuit.HISTORICAL)


def entries() -> list[Entry]:
    """Return what somebody keeps in a folder of invoices, and what a computer adds to it."""
    return [
        ("2025/F1.xml", xml("F1")),
        ("2025/F2.pdf", pdf(b.invoice(number="F2"))),
        ("2026/janvier/F3.xml", ubl.write(b.invoice(number="F3"), Circuit.HISTORICAL)),
        ("2026/liste.csv", TABLE),
        ("2026/modèle.xlsx", write_workbook([ROW], [])),
        ("logo.png", PNG),
        ("notes.txt", b"penser a relancer"),
        ("vide.xml", b" "),
        ("lettre.docx", zip_bytes([("[Content_Types].xml", b"<a/>"), ("word/d.xml", b"<a/>")])),
        ("banque.xml", b"<Document><CstmrCdtTrfInitn/></Document>"),
        ("vieux.zip", zip_bytes([("F9.xml", xml("F9"))])),
        ("cassé.xml", xml("F8")[:400]),
        ("page.pdf", render_portal(b.invoice(number="F7"))),
        (".DS_Store", b"\0\0\0\1Bud1"), ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
        ("desktop.ini", b"[.ShellClassInfo]"), ("~$liste.xlsx", b"x"),
        (".caché/F6.xml", xml("F6")), ("__MACOSX/2025/._F1.xml", b"\0\5\x16\7"),
    ]  # fmt: skip


def written(folder: Path, files: list[Entry]) -> Path:
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def given(tmp_path: Path, how: str, files: list[Entry]) -> Path:
    """Return the same files as a folder or as an archive, called ``tout`` either way."""
    if how == "folder":
        return written(tmp_path / "tout", files)
    path = tmp_path / "tout"
    path.write_bytes(zip_bytes(files) if how == "zip" else tar_gz_bytes(files))
    return path


@pytest.mark.parametrize("how", ["folder", "zip", "tar.gz"])
def test_import__drafts_each_invoice_and_tells_the_rest(
    workspace: Workspace, tmp_path: Path, how: str
) -> None:
    imported = import_files(workspace, [given(tmp_path, how, entries())])
    drafts = {item.file: item.number for item in imported.invoices}
    assert drafts == {
        "tout/2025/F1.xml": "F1", "tout/2025/F2.pdf": "F2", "tout/2026/janvier/F3.xml": "F3",
        "tout/2026/liste.csv": "T-1", "tout/2026/modèle.xlsx": "F1", "tout/page.pdf": "F7",
    }  # fmt: skip
    assert outcomes(imported) == ["draft"] * 6
    assert sorted((aside.name, aside.reason) for aside in imported.files_aside) == [
        ("tout/banque.xml", "not-invoice"), ("tout/lettre.docx", "not-invoice"),
        ("tout/logo.png", "not-invoice"), ("tout/notes.txt", "not-invoice"),
        ("tout/vide.xml", "not-invoice"), ("tout/vieux.zip", "nested"),
    ]  # fmt: skip
    assert sorted((name, error.code) for name, error in imported.failures) == [
        ("tout/cassé.xml", "xml-unreadable"),
    ]  # fmt: skip
    assert len(imported.import_ids) == 6


def test_import__is_taken_back_as_one(workspace: Workspace, tmp_path: Path) -> None:
    before = dump(workspace.connection, "events")
    imported = import_files(workspace, [given(tmp_path, "zip", entries())])
    assert undo_import(workspace, imported.import_ids).discarded == 6
    assert dump(workspace.connection, "events") == before


def test_import__of_past_invoices_in_a_folder(workspace: Workspace, tmp_path: Path) -> None:
    files = [(f"{n}.xml", xml(f"A{n}")) for n in range(3)]
    imported = import_files(workspace, [given(tmp_path, "folder", files)], past=True)
    assert [(item.number, item.past) for item in imported.invoices] == [
        ("A0", True), ("A1", True), ("A2", True),
    ]  # fmt: skip


def found(workspace: Workspace, tmp_path: Path, *files: Entry) -> Imported:
    return import_files(workspace, [given(tmp_path, "folder", list(files))], dry_run=True)


def test_one_invoice__a_facturx_and_its_xml_are_one(workspace: Workspace, tmp_path: Path) -> None:
    made = b.invoice(number="F1")
    data = facturx.extract(pdf(made)).xml
    imported = found(workspace, tmp_path, ("F1.pdf", pdf(made)), ("F1.xml", data),
                     ("autre nom.xml", data))  # fmt: skip
    assert sorted(outcomes(imported)) == ["draft", "duplicate", "duplicate"]


def test_one_invoice__a_page_beside_its_data_is_no_second_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    page = render_portal(b.invoice(number="F1"))
    imported = found(
        workspace, tmp_path, ("F1.PDF", page), ("F1.xml", xml("F1")), ("a/F1.pdf", page)
    )
    drafts = {item.file: item.number for item in imported.invoices}
    assert drafts == {"tout/F1.xml": "F1", "tout/a/F1.pdf": "F1"}  # the one in another folder
    assert imported.files_aside == (FileAside("tout/F1.PDF", "page"),)
    given_apart = [tmp_path / "tout" / name for name in ("F1.PDF", "F1.xml")]
    imported = import_files(workspace, given_apart, dry_run=True)
    assert (outcomes(imported), imported.failures) == (["draft"], ())


@pytest.mark.parametrize("route", ["portal-pdf", "portal-batch", "api"])
def test_bundle__of_our_own_is_no_folder_of_new_invoices(
    workspace: Workspace, tmp_path: Path, route: str
) -> None:
    number = issued(workspace)
    made = bundle(workspace, [number], route, tmp_path / "out")
    assert made.folder is not None
    imported = import_files(workspace, [made.folder], dry_run=True)
    assert not imported.rows_read
    assert {aside.reason for aside in imported.files_aside} >= {"slip", "not-invoice"}
    assert imported.failures == ()
    found = [(item.outcome, {f.rule for f in item.findings}) for item in imported.invoices]
    of_route = {
        "portal-pdf": [("duplicate", set[str]())], "portal-batch": [],
        "api": [("draft", {"CD-IMPORTED-BEFORE"})],  # a Factur-X, read like anybody's
    }  # fmt: skip
    assert found == of_route[route]


def test_folder__that_has_too_many_files_is_refused(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_FILES", 2)
    imported = found(workspace, tmp_path, *((f"{n}.xml", xml(f"F{n}")) for n in range(3)))
    assert [error.code for _, error in imported.failures] == ["folder-too-large"]
    assert imported.invoices == ()


def test_folder__is_looked_into_so_deep_and_no_deeper(workspace: Workspace, tmp_path: Path) -> None:
    deep = "/".join("abcdefghijk")
    imported = found(workspace, tmp_path, (f"{deep}/F1.xml", xml("F1")),
                     (f"{deep}/l/F2.xml", xml("F2")))  # fmt: skip
    assert [item.number for item in imported.invoices] == ["F1"]


@pytest.mark.skipif(sys.platform == "win32", reason="a link takes rights there")
def test_folder__what_a_link_leads_to_is_not_followed(workspace: Workspace, tmp_path: Path) -> None:
    elsewhere = written(tmp_path / "ailleurs", [("F1.xml", xml("F1"))])
    folder = written(tmp_path / "tout", [("F2.xml", xml("F2"))])
    (folder / "lien").symlink_to(elsewhere)
    (folder / "F3.xml").symlink_to(elsewhere / "F1.xml")
    (folder / "moi").symlink_to(folder)
    imported = import_files(workspace, [folder], dry_run=True)
    assert [item.number for item in imported.invoices] == ["F2"]


def test_folder__with_nothing_in_it_gives_nothing(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    assert import_files(workspace, [tmp_path / "vide"]) == Imported(
        import_ids=(), invoices=(), rows_read=0, rows_skipped=()
    )


@pytest.mark.parametrize("content", [zip_bytes([("a.xml", b"<a/>")])[:-40], b"\x1f\x8bnothing"])
def test_archive__that_is_damaged_is_told_and_the_others_are_read(
    workspace: Workspace, tmp_path: Path, content: bytes
) -> None:
    broken = tmp_path / "tout.zip"
    broken.write_bytes(content)
    good = tmp_path / "F1.xml"
    good.write_bytes(xml("F1"))
    imported = import_files(workspace, [broken, good])
    assert outcomes(imported) == ["draft"]
    [(name, error)] = imported.failures
    assert name == str(broken)
    assert error.code in {"archive-unreadable", "workbook-unreadable"}


def test_progress__is_told_file_by_file_and_can_stop_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = given(tmp_path, "folder", [(f"{n}.xml", xml(f"F{n}")) for n in range(4)])
    told: list[tuple[int, int]] = []
    import_files(workspace, [folder], dry_run=True, progress=lambda *at: told.append(at))
    assert told == [(n, 4) for n in (1, 2, 3, 4, 1, 2, 3, 4)]  # read, then judged

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    before = dump(workspace.connection)
    with pytest.raises(KeyboardInterrupt):
        import_files(workspace, [folder], progress=stop)
    assert dump(workspace.connection) == before


def test_attachments__of_a_folder_s_facturx_are_kept(workspace: Workspace, tmp_path: Path) -> None:
    part = Attachment(reference="P1", file_name="plan.pdf", mime_type="application/pdf",
                      content=b"%PDF-1.7 plan")  # fmt: skip
    imported = import_files(
        workspace, [given(tmp_path, "folder", [("F1.xml", xml("F1", attachments=(part,)))])]
    )
    assert outcomes(imported) == ["draft"]
    assert workspace.connection.execute("SELECT count(*) FROM files").fetchone()[0] == 1


def test_path__that_is_missing_is_told_as_before(workspace: Workspace, tmp_path: Path) -> None:
    imported = import_files(workspace, [tmp_path / "rien.xml"])
    [(name, error)] = imported.failures
    assert (name, error.code) == (str(tmp_path / "rien.xml"), "file-missing")
    assert isinstance(error, UserError)


def test_names__that_turn_the_direction_of_writing_are_shown_as_they_are(
    workspace: Workspace, tmp_path: Path
) -> None:
    turned = "F\u202elmx"
    inside = tmp_path / "dossier" / f"{turned}.csv"
    inside.parent.mkdir()
    inside.write_text("rien", encoding="utf-8")
    lot = tmp_path / "lot.zip"
    lot.write_bytes(zip_bytes([(f"{turned}.xml", xml("F1"))]))
    done = import_files(workspace, [lot, inside.parent], dry_run=True)
    told = [item.file for item in done.invoices] + [name for name, _ in done.failures]
    told += [aside.name for aside in done.files_aside]
    assert sorted(filter(None, told)) == ["dossier/Flmx.csv", "lot.zip/Flmx.xml"]
