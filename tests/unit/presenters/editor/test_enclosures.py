"""Files joined in the editor: listed, weighed, judged, undone, kept."""

import pytest

from chorus_desk.domain.invoice import Attachment, Invoice
from chorus_desk.presenters.editor import enclosures
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.findings import by_place
from chorus_desk.usecases.drafts import begin_draft, keep_draft, open_draft
from chorus_desk.usecases.workspace import Workspace
from tests.stored import furnish

PLAN = Attachment(file_name="plan.pdf", mime_type="application/pdf", content=b"%PDF" * 4_000)
LETTER = Attachment(file_name="lettre.docx", content=b"PK")


@pytest.fixture
def editor(workspace: Workspace) -> Editor:
    furnish(workspace)
    return Editor(begin_draft(workspace), "fr")


def test_attach__is_one_step_that_is_undone_and_redone(editor: Editor) -> None:
    editor.attach([PLAN, LETTER])
    assert enclosures.names_of(editor.sheet.invoice) == ("plan.pdf", "lettre.docx")
    editor.detach([0])
    assert enclosures.names_of(editor.sheet.invoice) == ("lettre.docx",)
    editor.undo()
    assert enclosures.names_of(editor.sheet.invoice) == ("plan.pdf", "lettre.docx")
    editor.undo()
    assert enclosures.names_of(editor.sheet.invoice) == ()
    editor.redo()
    assert enclosures.names_of(editor.sheet.invoice) == ("plan.pdf", "lettre.docx")


def test_attach__shows_findings_at_the_list(editor: Editor) -> None:
    editor.attach([PLAN])
    assert enclosures.PATH not in by_place(editor.remarks)
    editor.attach([LETTER])
    assert by_place(editor.remarks)[enclosures.PATH].finding.rule == "BR-CL-24"
    assert not editor.issuable


def test_attach__is_kept_with_its_bytes(editor: Editor, workspace: Workspace) -> None:
    editor.attach([PLAN])
    kept = keep_draft(workspace, editor.to_keep())
    [again] = open_draft(workspace, f"draft:{kept.id}").draft.invoice.attachments
    assert (again.file_name, again.content) == ("plan.pdf", PLAN.content)


def test_file_lines__say_name_and_size() -> None:
    made = Invoice(attachments=(PLAN, Attachment(reference="DEVIS-3")))
    assert enclosures.file_lines(made, "fr") == (
        "plan.pdf – 16\u00a0ko", "DEVIS-3 (référence sans fichier)",
    )  # fmt: skip
    assert enclosures.files_summary(made, "en") == "2 files, 16\u00a0kB"
    assert enclosures.files_summary(Invoice(), "en") == "No file attached"


@pytest.mark.parametrize(("octets", "text"), [
    (0, "0\u00a0octets"), (999, "999\u00a0octets"), (12_345, "12\u00a0ko"),
    (1_000_000, "1\u00a0Mo"), (9_990_000, "9,9\u00a0Mo"),
])  # fmt: skip
def test_size__is_read_by_people(octets: int, text: str) -> None:
    assert enclosures.size(octets, "fr") == text


def test_kinds_to_choose__begin_with_what_can_be_joined() -> None:
    said = enclosures.kinds_to_choose("fr")
    assert "*.pdf" in said
    assert "*.docx" not in said
    assert said.endswith("(*)")
