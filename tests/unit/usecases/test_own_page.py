"""A plain PDF from import to deposit: its page is kept, compared, and leaves in place of ours."""

from pathlib import Path
from typing import Any

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.formats import cii, facturx
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.page_text import text_of
from chorus_desk.storage import invoice_files, invoices
from chorus_desk.storage.files import load_file
from chorus_desk.usecases.bundle import bundle
from chorus_desk.usecases.check import check_targets
from chorus_desk.usecases.drafts import (
    discard,
    duplicate,
    keep_draft,
    open_draft,
    restore,
)
from chorus_desk.usecases.export import export
from chorus_desk.usecases.foresee import foresee
from chorus_desk.usecases.hand_over import to_deposit
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import ImportedInvoice
from chorus_desk.usecases.importing.undo import undo_import
from chorus_desk.usecases.issue import Issued, issue
from chorus_desk.usecases.show import show_document
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.own_pages import LINES, page
from tests.stored import document, furnish


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace, b.vat_seller())


def bring(workspace: Workspace, folder: Path, content: bytes) -> ImportedInvoice:
    file = folder / "facture.pdf"
    file.write_bytes(content)
    imported = import_files(workspace, [file])
    assert imported.failures == ()
    [item] = imported.invoices
    assert item.outcome == "draft"
    return item


def refused(workspace: Workspace, folder: Path, content: bytes) -> str:
    file = folder / "facture.pdf"
    file.write_bytes(content)
    [(_, error)] = import_files(workspace, [file]).failures
    return error.code


def issued(workspace: Workspace, name: str | None) -> Issued:
    assert name is not None
    [result] = issue(workspace, [name])
    assert result.outcome == "issued", result
    return result


def edited(workspace: Workspace, name: str, **changes: Any) -> None:
    from dataclasses import replace

    opened = open_draft(workspace, name)
    keep_draft(workspace, replace(opened.draft, invoice=replace(opened.draft.invoice, **changes)))


def errors(findings: Any) -> list[str]:
    return [finding.rule for finding in findings if finding.severity == "error"]


def kept(workspace: Workspace, name: str, role: str) -> bytes | None:
    found = invoice_files.load_attached(workspace.connection, document(workspace, name).id, role)
    return found[1] if found else None


def own(workspace: Workspace, name: str) -> bytes | None:
    digest = document(workspace, name).draft.own_page
    return load_file(workspace.connection, digest) if digest else None


def test_import__keeps_the_page_with_what_was_read(workspace: Workspace, tmp_path: Path) -> None:
    content = page()
    item = bring(workspace, tmp_path, content)
    assert (item.number, str(item.gross), item.own_page) == ("D-2026-031", "360.00", True)
    assert item.id is not None
    draft = document(workspace, item.id).draft
    assert (draft.imported_number, draft.invoice.number) == ("D-2026-031", "D-2026-031")
    assert own(workspace, item.id) == content
    assert "CD-OWN-READ" in {finding.rule for finding in item.findings}
    shown = show_document(workspace, item.id)
    assert shown.own_page
    assert errors(shown.findings) == []


def test_import__of_a_past_one_keeps_the_page_and_says_nothing_of_its_leaving(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "facture.pdf"
    file.write_bytes(page(font="Helvetica"))
    [item] = import_files(workspace, [file], past=True).invoices
    assert (item.outcome, item.past, item.own_page) == ("draft", True, True)
    assert item.id is not None
    assert own(workspace, item.id) == file.read_bytes()
    shown = show_document(workspace, item.id)
    assert shown.own_page
    assert "CD-OWN-PLAIN" not in {finding.rule for finding in shown.findings}


def test_import__the_same_page_twice_is_one_draft(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, page())
    [again] = import_files(workspace, [tmp_path / "facture.pdf"]).invoices
    assert again.outcome == "duplicate"


def test_import__images_and_other_papers_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    assert refused(workspace, tmp_path, page(())) == "pdf-image"
    letter = ["Cher Monsieur, je vous remercie de votre visite du mois dernier."]
    assert refused(workspace, tmp_path, page(letter)) == "pdf-not-an-invoice"


def _scribbled(canvas: Any, strokes: int) -> None:
    for n in range(strokes):
        canvas.line(100 + n % 300, 100, 101 + n % 300, 102)


def test_import__a_richly_drawn_page_is_read(workspace: Workspace, tmp_path: Path) -> None:
    """Half a megabyte of drawing, as a logo of many strokes is."""
    drawn = page(extra=lambda canvas: _scribbled(canvas, 22_000))
    item = bring(workspace, tmp_path, drawn)
    assert item.number == "D-2026-031"
    assert issued(workspace, item.id).number == "D-2026-031"


def test_import__a_page_that_is_too_full_says_so(workspace: Workspace, tmp_path: Path) -> None:
    full = page(extra=lambda canvas: _scribbled(canvas, 80_000))
    assert refused(workspace, tmp_path, full) == "pdf-too-full"


def _form(canvas: Any) -> None:
    canvas.acroForm.textfield(
        name="numero", value="Facture n° D-2026-031", x=60, y=100, width=300, height=24,
        borderWidth=0, fontName="Helvetica",
    )  # fmt: skip


def test_import__what_is_filled_in_a_field_is_read_and_compared(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A form to fill in: its number stands in a field, and is seen on the page all the same."""
    lines = [line for line in LINES if not line.startswith("Facture")]
    item = bring(workspace, tmp_path, page(lines, extra=_form))
    assert item.number == "D-2026-031"
    assert "CD-PAGE-NUMBER" not in {finding.rule for finding in item.findings}
    assert "CD-OWN-FONT" in {finding.rule for finding in item.findings}  # the field's Helvetica


def test_import__protected_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    for user, codes in (("", {"pdf-restricted"}), ("secret", {"pdf-encrypted"})):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(page())))
        writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
        buffer = BytesIO()
        writer.write(buffer)
        assert refused(workspace, tmp_path, buffer.getvalue()) in codes


def test_issue__with_ones_own_page(workspace: Workspace, tmp_path: Path) -> None:
    """The number on it is kept; their page has the data inside, and is PDF/A-3."""
    content = page()
    item = bring(workspace, tmp_path, content)
    assert item.id is not None
    [foreseen] = foresee(workspace, [item.id])
    assert (foreseen.number, foreseen.own_page) == ("D-2026-031", True)
    assert issued(workspace, item.id).number == "D-2026-031"
    assert kept(workspace, item.id, invoice_files.PORTAL_PDF) == content
    made = kept(workspace, item.id, invoice_files.FACTURX)
    assert made is not None
    assert with_pdf(made, text_of) == with_pdf(content, text_of)
    read = cii.read(facturx.extract(made).xml)
    assert read.invoice.number == "D-2026-031"
    target = tmp_path / "made.pdf"
    target.write_bytes(made)
    [checked] = check_targets(workspace, [str(target)])
    assert checked.valid
    assert [f.rule for f in checked.findings if f.source == "container"] == []


def test_issue__does_not_take_a_number_of_the_series(workspace: Workspace, tmp_path: Path) -> None:
    item = bring(workspace, tmp_path, page())
    issued(workspace, item.id)
    assert item.id is not None
    [next_] = foresee(workspace, [f"draft:{_ours(workspace)}"])
    assert next_.number == "2026-0001"


def _ours(workspace: Workspace) -> int:
    from chorus_desk.storage.connection import writing

    with writing(workspace.connection):
        return invoices.add_draft(
            workspace.connection, b.vat_invoice(number=None, issue_date=b.TODAY)
        )


def numbered(number: str) -> bytes:
    return page([line.replace("D-2026-031", number) for line in LINES])


def test_issue__the_very_next_number_of_the_series_is_taken_in_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    item = bring(workspace, tmp_path, numbered("2026-0001"))
    assert issued(workspace, item.id).number == "2026-0001"
    [next_] = foresee(workspace, [f"draft:{_ours(workspace)}"])
    assert next_.number == "2026-0002"


def test_issue__another_number_of_the_series_is_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    item = bring(workspace, tmp_path, numbered("2026-0007"))
    assert "CD-NUMBER-IN-SERIES" in errors(item.findings)
    assert item.id is not None
    [result] = issue(workspace, [item.id])
    assert "CD-NUMBER-IN-SERIES" in errors(result.findings)


def test_issue__a_used_number_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    issued(workspace, bring(workspace, tmp_path, page()).id)
    again = bring(workspace, tmp_path, page([*LINES, "Deuxième exemplaire"]))
    assert again.id is not None
    [result] = issue(workspace, [again.id])
    assert "G1.45" in errors(result.findings)


def test_issue__data_that_the_page_does_not_show_are_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    item = bring(workspace, tmp_path, page())
    assert item.id is not None
    edited(workspace, item.id, number="D-2026-099")
    [result] = issue(workspace, [item.id])
    assert errors(result.findings) == ["CD-PAGE-NUMBER"]
    assert document(workspace, item.id).draft.imported_number == "D-2026-099"
    assert not document(workspace, item.id).issued


def test_plain_page__leaves_by_the_portal_alone(workspace: Workspace, tmp_path: Path) -> None:
    content = page(font="Helvetica")
    item = bring(workspace, tmp_path, content)
    assert {"CD-OWN-PLAIN", "CD-OWN-FONT"} <= {f.rule for f in item.findings}
    number = issued(workspace, item.id).number
    assert number is not None
    assert item.id is not None
    assert kept(workspace, item.id, invoice_files.FACTURX) is None
    assert kept(workspace, item.id, invoice_files.PORTAL_PDF) == content
    shown = show_document(workspace, number)
    assert {"CD-OWN-PLAIN", "CD-OWN-FONT"} <= {finding.rule for finding in shown.findings}
    [leaving] = to_deposit(workspace, [document(workspace, item.id).id])
    assert (leaving.own_page, leaving.plain_only) == (True, True)
    made = bundle(workspace, [number], "portal-pdf", tmp_path / "out")
    assert made.folder is not None
    assert (made.folder / made.files[0]).read_bytes() == content
    batch = bundle(workspace, [number], "portal-batch", tmp_path / "out")
    assert batch.refused
    assert [finding.rule for _, finding in batch.findings] == ["CD-ROUTE-OWN-PAGE"]
    with pytest.raises(UserError, match="own-page-plain"):
        export(workspace, number, "facturx", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
    export(workspace, number, "cii", tmp_path / "x.xml")
    assert cii.read((tmp_path / "x.xml").read_bytes()).invoice.number == number


def test_plain_page__a_platform_refuses_it(workspace: Workspace, tmp_path: Path) -> None:
    furnish(workspace, b.vat_seller(circuit="reform"))
    item = bring(workspace, tmp_path, page(font="Helvetica"))
    assert {"CD-OWN-PLATFORM", "CD-OWN-FONT"} <= set(errors(item.findings))


def test_bundle__portal_says_what_its_reader_would_miss(
    workspace: Workspace, tmp_path: Path
) -> None:
    spaced = [line.replace(b.COMMUNE_SIRET, "219 900 016 00011") for line in LINES]
    item = bring(workspace, tmp_path, page(spaced))
    number = issued(workspace, item.id).number
    assert number is not None
    made = bundle(workspace, [number], "portal-pdf", tmp_path / "out")
    assert "CD-PORTAL-SPACED" in {finding.rule for _, finding in made.findings}
    assert item.id is not None
    [leaving] = to_deposit(workspace, [document(workspace, item.id).id])
    assert [finding.rule for finding in leaving.remarks] == ["CD-PORTAL-SPACED"]
    batch = bundle(workspace, [number], "portal-batch", tmp_path / "out")
    assert not batch.refused


def test_export__of_a_draft_is_its_own_page(workspace: Workspace, tmp_path: Path) -> None:
    content = page()
    item = bring(workspace, tmp_path, content)
    assert item.id is not None
    export(workspace, item.id, "pdf", tmp_path / "plain.pdf")
    assert (tmp_path / "plain.pdf").read_bytes() == content
    export(workspace, item.id, "facturx", tmp_path / "made.pdf")
    made = (tmp_path / "made.pdf").read_bytes()
    assert with_pdf(made, text_of) == with_pdf(content, text_of)
    assert cii.read(facturx.extract(made).xml).invoice.number == "D-2026-031"


def test_our_page__takes_its_place_and_the_series_gives_the_number(
    workspace: Workspace, tmp_path: Path
) -> None:
    from dataclasses import replace

    item = bring(workspace, tmp_path, page(font="Helvetica"))
    assert item.id is not None
    opened = open_draft(workspace, item.id)
    assert opened.page is not None
    invoice = replace(opened.draft.invoice, number=None)
    keep_draft(workspace, replace(opened.draft, invoice=invoice, own_page=None))
    assert open_draft(workspace, item.id).page is None
    assert issued(workspace, item.id).number == "2026-0001"
    assert kept(workspace, item.id, invoice_files.FACTURX) is not None


def test_undo__of_the_import_forgets_the_page(workspace: Workspace, tmp_path: Path) -> None:
    before = _tables(workspace)
    file = tmp_path / "facture.pdf"
    file.write_bytes(page())
    undo_import(workspace, import_files(workspace, [file]).import_ids)
    assert _tables(workspace) == before


def test_undo__of_the_import_forgets_a_page_that_ours_replaced_since(
    workspace: Workspace, tmp_path: Path
) -> None:
    from dataclasses import replace

    before = _tables(workspace)
    file = tmp_path / "facture.pdf"
    file.write_bytes(page())
    imported = import_files(workspace, [file])
    opened = open_draft(workspace, imported.invoices[0].id or "")
    invoice = replace(opened.draft.invoice, number=None)
    keep_draft(workspace, replace(opened.draft, invoice=invoice, own_page=None))
    undo_import(workspace, imported.import_ids)
    assert _tables(workspace) == before


def _tables(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    names = [row[0] for row in workspace.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )]  # fmt: skip
    return {
        name: [tuple(row) for row in workspace.connection.execute(f"SELECT * FROM {name}")]
        for name in names
        if name != "events"
    }


def test_undo__keeps_the_page_of_what_was_issued(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "facture.pdf"
    file.write_bytes(page(font="Helvetica"))
    imported = import_files(workspace, [file])
    item = imported.invoices[0]
    issued(workspace, item.id)
    undo_import(workspace, imported.import_ids)
    assert item.id is not None
    assert own(workspace, item.id) == file.read_bytes()


def test_discard__and_restore_bring_the_page_back(workspace: Workspace, tmp_path: Path) -> None:
    item = bring(workspace, tmp_path, page())
    assert item.id is not None
    restore(workspace, discard(workspace, [item.id]))
    assert own(workspace, item.id) == page()
    assert issued(workspace, item.id).number == "D-2026-031"


def test_duplicate__has_our_page(workspace: Workspace, tmp_path: Path) -> None:
    """The page says another number and date: a copy cannot leave with it."""
    item = bring(workspace, tmp_path, page())
    assert item.id is not None
    copy = duplicate(workspace, item.id)
    draft = document(workspace, f"draft:{copy.id}").draft
    assert (draft.own_page, draft.invoice.number) == (None, None)


def test_check__of_the_draft_has_its_own_number(workspace: Workspace, tmp_path: Path) -> None:
    item = bring(workspace, tmp_path, page())
    assert item.id is not None
    [checked] = check_targets(workspace, [item.id])
    assert checked.valid
    assert errors(checked.findings) == []
