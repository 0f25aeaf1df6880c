"""Bundles: the right file on the right route, whole, told in the history."""

import json
import zipfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.domain.invoice import Attachment
from chorus_desk.domain.party import Identifier, Requirement
from chorus_desk.formats import facturx
from chorus_desk.formats.bundle import FORMS
from chorus_desk.storage.connection import writing
from chorus_desk.storage.events import load_events
from chorus_desk.storage.lookups import find_by_number
from chorus_desk.usecases import bundle as bundle_module
from chorus_desk.usecases.bundle import Bundled, bundle
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.reading_files import read_invoice
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish, furnish_reform, issued


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def make(workspace: Workspace, target: Path, *names: str, route: str = "portal-pdf") -> Bundled:
    return bundle(workspace, names, route, target)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def kinds(workspace: Workspace, number: str) -> list[str]:
    [id_] = find_by_number(workspace.connection, number)
    return [event.kind for event in load_events(workspace.connection, id_)]


@pytest.mark.parametrize("route", ["portal-pdf", "portal-batch", "api"])
def test_bundle__is_a_folder_and_the_same_as_a_zip(
    workspace: Workspace, tmp_path: Path, route: str
) -> None:
    names = [issued(workspace), issued(workspace)]
    made = make(workspace, tmp_path / "out", *names, route=route)
    assert made.folder is not None
    assert made.zip is not None
    found = everything(made.folder)
    assert tuple(found) != ()
    assert set(found) == set(made.files)
    with zipfile.ZipFile(made.zip) as packed:
        assert {n: packed.read(f"{made.folder.name}/{n}") for n in made.files} == found
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [made.folder.name, made.zip.name]


def test_bundle__never_sends_facturx_by_the_portals_single_deposit(
    workspace: Workspace, tmp_path: Path
) -> None:
    made = make(workspace, tmp_path, issued(workspace))
    assert made.folder is not None
    pages = [c for n, c in everything(made.folder).items() if n.endswith(".pdf")]
    assert len(pages) == 2  # the invoice and the slip
    assert not any(facturx.is_facturx(page) for page in pages)


def test_bundle__tells_the_history_with_the_files_digest(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    made = make(workspace, tmp_path, number)
    assert made.changes == Changes.EVENTS
    assert kinds(workspace, number) == ["issued", "bundled"]
    [id_] = find_by_number(workspace.connection, number)
    event = load_events(workspace.connection, id_)[-1]
    assert made.folder is not None
    assert event.file == "2026-0001.pdf"
    assert event.sha256 == sha256((made.folder / event.file).read_bytes()).hexdigest()


def test_bundle__again_gives_the_same_bytes_in_the_same_place(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    first = make(workspace, tmp_path, number)
    assert first.folder is not None
    assert first.zip is not None
    before, packed = everything(first.folder), first.zip.read_bytes()
    second = make(workspace, tmp_path, number)
    assert second.folder == first.folder
    assert (everything(first.folder), first.zip.read_bytes()) == (before, packed)


def test_bundle__is_the_same_whatever_is_learnt_later(workspace: Workspace, tmp_path: Path) -> None:
    with writing(workspace.connection):
        workspace.connection.execute("DELETE FROM bodies")
    number = issued(workspace)
    first = make(workspace, tmp_path / "one", number)
    furnish(workspace, body=b.commune(payment_days=10))  # too few for the due date it has
    second = make(workspace, tmp_path / "two", number)
    assert first.folder is not None
    assert second.folder is not None
    rules = [[finding.rule for _, finding in made.findings] for made in (first, second)]
    assert rules == [["CD-BUYER-UNKNOWN"], ["CD-DUE-BEYOND-LEGAL"]]
    assert everything(first.folder) == everything(second.folder)


def test_bundle__again_keeps_what_was_put_beside_it(workspace: Workspace, tmp_path: Path) -> None:
    number = issued(workspace)
    made = make(workspace, tmp_path, number)
    assert made.folder is not None
    receipt = made.folder / "accuse-de-depot.pdf"
    receipt.write_bytes(b"x")
    before = everything(made.folder)
    assert make(workspace, tmp_path, number).folder == made.folder
    assert everything(made.folder) == before


@pytest.mark.parametrize("change", ["receipt beside a file of ours that changed", "another text"])
def test_bundle__does_not_lose_what_it_did_not_make(
    workspace: Workspace, tmp_path: Path, change: str
) -> None:
    number = issued(workspace)
    made = make(workspace, tmp_path / "out", number)
    assert made.folder is not None
    guide = made.folder / "A-LIRE.txt"
    if change == "another text":
        guide.write_text("mes notes", encoding="utf-8")
    else:
        guide.unlink()
        (made.folder / "accuse-de-depot.pdf").write_bytes(b"x")
    before = everything(tmp_path / "out")
    with pytest.raises(UserError, match="folder-taken"):
        make(workspace, tmp_path / "out", number)
    assert everything(tmp_path / "out") == before


def test_bundle__takes_the_place_of_an_older_one_of_ours(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    made = make(workspace, tmp_path, number)
    assert made.folder is not None
    now = everything(made.folder)
    guide, sums = made.folder / "A-LIRE.txt", made.folder / "SHA256SUMS"
    old = sha256(guide.read_bytes()).hexdigest()
    guide.write_text("le guide d'avant", encoding="utf-8")
    new = sha256(guide.read_bytes()).hexdigest()
    sums.write_text(sums.read_text(encoding="ascii").replace(old, new), encoding="ascii")
    make(workspace, tmp_path, number)
    assert everything(made.folder) == now


def test_bundle__puts_the_oldest_first_and_each_once(workspace: Workspace, tmp_path: Path) -> None:
    first, second = issued(workspace), issued(workspace)
    made = make(workspace, tmp_path, second, "draft:1", first, second)
    assert made.files[:2] == ("2026-0001.pdf", "2026-0002.pdf")


def test_bundle__does_not_touch_a_folder_of_somebody_else(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    other = tmp_path / f"portal-pdf-{number}"
    other.mkdir()
    (other / "photo.jpg").write_bytes(b"x")
    with pytest.raises(UserError, match="folder-taken"):
        make(workspace, tmp_path, number)
    assert everything(tmp_path) | {} == everything(tmp_path)
    assert [p.name for p in other.iterdir()] == ["photo.jpg"]
    assert kinds(workspace, number) == ["issued"]


def test_bundle__says_when_the_folder_cannot_be_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(UserError, match="cannot-write"):
        make(workspace, blocked, issued(workspace))


def test_bundle__refuses_drafts_and_unknown_ids(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not-issued") as caught:
        make(workspace, tmp_path, issued(workspace), draft(workspace))
    assert caught.value.exit_code is ExitCode.STATE
    with pytest.raises(UserError, match="unknown-id"):
        make(workspace, tmp_path, "2026-9999")
    assert list(tmp_path.glob("portal*")) == []


def test_bundle__with_an_error_writes_nothing_and_names_every_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    right, wrong = issued(workspace), issued(workspace, commitment_number=None)
    # Since then the body began to ask for a commitment number.
    furnish(workspace, body=b.commune(requires=Requirement.COMMITMENT))
    made = make(workspace, tmp_path, right, wrong)
    assert made.refused
    errors = [(number, f.rule) for number, f in made.findings if f.severity == "error"]
    assert errors == [(wrong, "CPRO-12")]
    assert list(tmp_path.glob("portal*")) == []
    assert kinds(workspace, right) == ["issued"]


def test_bundle__refuses_a_pdf_that_is_too_heavy(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle_module, "LARGEST_PDF", 1000)
    number = issued(workspace)
    made = make(workspace, tmp_path, number)
    assert made.refused
    assert [f.rule for _, f in made.findings] == ["CD-PDF-SIZE"]
    monkeypatch.setattr(bundle_module, "MOST_INVOICES", 0)
    assert [f.rule for _, f in make(workspace, tmp_path, number, route="api").findings] == [
        "CD-FLOW-COUNT"
    ]


def test_bundle__sets_attachments_apart_on_the_portal(workspace: Workspace, tmp_path: Path) -> None:
    plan = Attachment(reference="Plan", file_name="Plan.pdf", mime_type="application/pdf",
                      content=b"%PDF-1.4 plan")  # fmt: skip
    number = issued(workspace, attachments=(plan,))
    made = make(workspace, tmp_path, number)
    assert made.folder is not None
    assert (made.folder / "attachments" / number / "Plan.pdf").read_bytes() == plan.content


def test_controls__hold_the_findings_of_the_invoice_and_the_rule_set(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace, delivery_date=None)
    made = make(workspace, tmp_path, number)
    assert made.folder is not None
    controls = json.loads((made.folder / "controles.json").read_bytes())
    assert controls["rule_sets"]["factur-x"]
    [invoice] = controls["invoices"]
    assert invoice["number"] == number
    assert [f["rule"] for f in invoice["findings"]] == ["CD-DELIVERY-DATE"]
    assert [f.rule for _, f in made.findings] == ["CD-DELIVERY-DATE"]


def test_batch__opens_as_a_tar_of_facturx(workspace: Workspace, tmp_path: Path) -> None:
    import tarfile

    names = [issued(workspace), issued(workspace)]
    made = make(workspace, tmp_path, *names, route="portal-batch")
    assert made.folder is not None
    content = (made.folder / "factures.tar.gz").read_bytes()
    with tarfile.open(fileobj=BytesIO(content)) as packed:
        for member in packed.getmembers():
            file = packed.extractfile(member)
            assert file is not None
            assert facturx.is_facturx(file.read())
        assert packed.getnames() == ["2026-0001.pdf", "2026-0002.pdf"]


def rules(made: Bundled) -> list[tuple[str, str]]:
    return [(number, finding.rule) for number, finding in made.findings]


@pytest.mark.parametrize("route", ["portal-pdf", "portal-batch", "api"])
def test_bundle__of_the_reform_is_refused_on_the_direct_routes(
    workspace: Workspace, tmp_path: Path, route: str
) -> None:
    furnish_reform(workspace)
    number = issued(workspace, billing_framework="S1")
    made = make(workspace, tmp_path / "out", number, route=route)
    assert made.refused
    assert rules(made) == [(number, "CD-ROUTE-PLATFORM")]
    assert not (tmp_path / "out").exists()


def test_bundle__for_a_direct_deposit_is_refused_on_the_platform(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    made = make(workspace, tmp_path, number, route="platform")
    assert made.refused
    assert rules(made) == [(number, "CD-ROUTE-DIRECT")]


@pytest.mark.parametrize("form", FORMS)
def test_platform__gets_a_file_each_in_the_reforms_profile(
    workspace: Workspace, tmp_path: Path, form: str
) -> None:
    furnish_reform(workspace)
    buyer = replace(b.invoice().buyer, service_code="CULTURE")
    numbers = [issued(workspace, billing_framework="S1", buyer=buyer) for _ in range(2)]
    made = bundle(workspace, numbers, "platform", tmp_path, form=form)
    assert made.folder is not None, made.findings
    ending = "pdf" if form == "facturx" else "xml"
    assert made.files[:2] == tuple(f"{number}.{ending}" for number in numbers)
    read = read_invoice((made.folder / made.files[0]).read_bytes())
    assert read.format == form
    assert read.document.profile is not None
    assert read.document.profile.name == "EXTENDED-CTC-FR"
    invoice = read.document.invoice
    assert (invoice.number, invoice.buyer.service_code) == (numbers[0], "CULTURE")
    assert {note.code for note in invoice.notes} >= {"PMT", "PMD", "AAB", "ADN"}
    assert invoice.buyer.electronic_address == Identifier("0225", "219900016_21990001600011")
    [event] = [
        event
        for event in load_events(
            workspace.connection, find_by_number(workspace.connection, numbers[0])[0]
        )
        if event.kind == "bundled"
    ]
    assert event.sha256 == sha256((made.folder / made.files[0]).read_bytes()).hexdigest()


def test_platform__forms_stand_beside_each_other(workspace: Workspace, tmp_path: Path) -> None:
    furnish_reform(workspace)
    number = issued(workspace, billing_framework="S1")
    folders = {bundle(workspace, [number], "platform", tmp_path, form=f).folder for f in FORMS}
    assert len(folders) == 3
