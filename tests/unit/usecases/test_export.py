"""Exports: a draft always writes and says it is one, an issued invoice gives its kept bytes."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import Payment
from chorus_desk.domain.party import Party
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.storage import invoice_files
from chorus_desk.usecases.export import AS_ORIGINAL, KINDS, export
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish, issued

MADE = tuple(kind for kind in KINDS if kind != AS_ORIGINAL)
"""What is made here: an original is what came, of an invoice sent elsewhere alone."""


def text_of(content: bytes) -> str:
    return PdfReader(BytesIO(content)).pages[0].extract_text()


@pytest.mark.parametrize("kind", MADE)
def test_export__works_without_a_seller(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    done = export(workspace, draft(workspace), kind, tmp_path / "f")
    assert (tmp_path / "f").stat().st_size > 1000
    assert done.file == tmp_path / "f"


def test_export__of_a_draft_says_so_and_carries_its_data(
    workspace: Workspace, tmp_path: Path
) -> None:
    furnish(workspace)
    name = draft(workspace, "A-1")
    assert export(workspace, name, "facturx", tmp_path / "f.pdf").findings == ()
    content = (tmp_path / "f.pdf").read_bytes()
    assert "BROUILLON" in text_of(content)
    assert cii.read(facturx.extract(content).xml).invoice.lines == (b.line(identifier="1"),)
    export(workspace, name, "pdf", tmp_path / "p.pdf")
    assert "BROUILLON" in text_of((tmp_path / "p.pdf").read_bytes())


def test_export__of_a_draft_follows_the_settings(workspace: Workspace, tmp_path: Path) -> None:
    furnish(workspace)
    name = draft(workspace, seller=Party(), payment=Payment())
    furnish(workspace, seller=b.seller(iban="DE89370400440532013000"))
    assert export(workspace, name, "cii", tmp_path / "f.xml").findings == ()
    made = cii.read((tmp_path / "f.xml").read_bytes()).invoice
    assert made.seller.siret == b.SELLER_SIRET
    assert made.payment.iban == "DE89370400440532013000"


def test_export__of_an_unfinished_draft_writes_and_gives_the_errors(
    workspace: Workspace, tmp_path: Path
) -> None:
    furnish(workspace)
    name = draft(workspace, lines=(), issue_date=None)
    for kind in MADE:
        done = export(workspace, name, kind, tmp_path / kind)
        assert {"BR-03", "BR-16"} <= {finding.rule for finding in done.findings}
        assert (tmp_path / kind).is_file()


def test_export__of_an_issued_invoice_gives_what_was_kept(
    workspace: Workspace, tmp_path: Path
) -> None:
    furnish(workspace)
    number = issued(workspace)
    kept = {
        role: invoice_files.load_attached(workspace.connection, 1, role)
        for role in (invoice_files.FACTURX, invoice_files.PORTAL_PDF)
    }
    furnish(workspace, seller=b.seller(street="Ailleurs"))
    for kind, role in (("facturx", invoice_files.FACTURX), ("pdf", invoice_files.PORTAL_PDF)):
        export(workspace, number, kind, tmp_path / kind)
        found = kept[role]
        assert found is not None
        assert (tmp_path / kind).read_bytes() == found[1]
    export(workspace, number, "cii", tmp_path / "x.xml")
    assert cii.read((tmp_path / "x.xml").read_bytes()).invoice.number == number
    for name in ("u.xml", "again.xml"):
        export(workspace, number, "ubl", tmp_path / name)
    assert ubl.read((tmp_path / "u.xml").read_bytes()).invoice.seller.address.line1 == (
        b.seller().street
    )
    assert (tmp_path / "u.xml").read_bytes() == (tmp_path / "again.xml").read_bytes()


def test_export__says_when_the_file_cannot_be_written(workspace: Workspace, tmp_path: Path) -> None:
    name = draft(workspace)
    for target in (tmp_path, tmp_path / "nowhere" / "f.pdf", tmp_path / ("x" * 300)):
        with pytest.raises(UserError, match="cannot-write"):
            export(workspace, name, "pdf", target)
    assert [p.name for p in tmp_path.iterdir()] == ["données"]
