"""What a review of drafts, undo and the list found: each case once went wrong."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import Attachment, Totals
from chorus_desk.domain.text import fold
from chorus_desk.storage import listing
from chorus_desk.storage.listing import Sort
from chorus_desk.usecases.drafts import credit, discard, keep_draft, open_draft, restore
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.undo import undo_import
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, draft, furnish, issued
from tests.unit.usecases.test_import import ROW, cii_file, workbook
from tests.unit.usecases.test_undo_import import dump

D = Decimal


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def test_restore__after_the_import_was_undone(workspace: Workspace, tmp_path: Path) -> None:
    done = import_files(workspace, [workbook(tmp_path, ROW, {**ROW, "number": "F2"})])
    gone = discard(workspace, ["draft:1"])
    undo_import(workspace, done.import_ids)
    restore(workspace, gone)
    assert document(workspace, "draft:1").draft.imported_number == "F1"


def test_restore__keeps_the_revision(workspace: Workspace) -> None:
    name = draft(workspace)
    stale = open_draft(workspace, name).draft
    keep_draft(workspace, replace(stale, invoice=replace(stale.invoice, commitment_number="LEUR")))
    restore(workspace, discard(workspace, [name]))
    with pytest.raises(UserError, match="draft-changed"):
        keep_draft(
            workspace, replace(stale, invoice=replace(stale.invoice, commitment_number="MON"))
        )


def test_restore__of_an_edited_draft_still_counts_as_edited(
    workspace: Workspace, tmp_path: Path
) -> None:
    done = import_files(workspace, [workbook(tmp_path)])
    keep_draft(workspace, open_draft(workspace, "draft:1").draft)
    before = dump(workspace.connection, "events")
    restore(workspace, discard(workspace, ["draft:1"]))
    assert dump(workspace.connection, "events") == before
    assert undo_import(workspace, done.import_ids).edited == 1


def test_undo__forgets_attached_files(workspace: Workspace, tmp_path: Path) -> None:
    attached = Attachment(
        reference="P", file_name="a.pdf", mime_type="application/pdf", content=b"%PDF-1.7"
    )
    before = dump(workspace.connection, "events")
    done = import_files(
        workspace, [cii_file(tmp_path, b.invoice(number="A", attachments=(attached,)))]
    )
    undo_import(workspace, done.import_ids)
    assert dump(workspace.connection, "events") == before


def test_undo__after_all_drafts_were_discarded(workspace: Workspace, tmp_path: Path) -> None:
    done = import_files(workspace, [workbook(tmp_path)])
    discard(workspace, ["draft:1"])
    undo_import(workspace, done.import_ids)
    assert dump(workspace.connection)["imports"] == []


def test_undo__of_the_same_import_named_twice(workspace: Workspace, tmp_path: Path) -> None:
    done = import_files(workspace, [workbook(tmp_path)])
    assert undo_import(workspace, [*done.import_ids, *done.import_ids]).discarded == 1


def test_restore__twice_brings_back_once(workspace: Workspace) -> None:
    gone = discard(workspace, [draft(workspace)])
    restore(workspace, gone)
    before = dump(workspace.connection)
    restore(workspace, gone)
    assert dump(workspace.connection) == before


def test_load_whole__knows_the_first_number_of_a_past_year(workspace: Workspace) -> None:
    furnish(workspace, seller=b.seller(next_number=37, next_number_year=2025))
    assert Knowledge.load_whole(workspace).series(2025) == Knowledge.load(workspace).series(2025)


@pytest.mark.parametrize("stated", ["1234.5", "1234.500", "1234.50"])
@pytest.mark.parametrize("text", ["1234,50", "1234.50"])
def test_search__finds_a_stated_amount(workspace: Workspace, stated: str, text: str) -> None:
    draft(workspace, stated=Totals(gross=D(stated)))
    assert find_invoices(workspace, Query(text=text)).ids == (1,)


def test_search_text__is_what_the_migration_writes(workspace: Workspace) -> None:
    draft(workspace, stated=Totals())
    draft(workspace, stated=Totals(gross=D("1E+2")))
    fresh = workspace.connection.execute("SELECT search FROM listing").fetchall()
    texts = workspace.connection.execute(
        "SELECT written_cents(gross_cents) AS t FROM invoices"
    ).fetchall()
    assert all(t["t"] in f["search"] for f, t in zip(fresh, texts, strict=True))


@pytest.mark.parametrize("text", ["™", "№", "ǽ", "𝐀"])
def test_fold__done_twice_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_sort__of_bodies_takes_no_accents_into_account(workspace: Workspace) -> None:
    for name in ("Zuydcoote", "Étampes", "élan", "Arles"):
        draft(workspace, buyer=replace(b.commune().as_party(), name=name))
    found = listing.find(workspace.connection, sort=Sort.BUYER, descending=False)
    assert found.ids == [4, 3, 2, 1]


def test_sort__of_credit_notes_is_by_what_is_shown(workspace: Workspace) -> None:
    draft(workspace, lines=(b.line(unit_price=D(100)),))
    draft(workspace, type_code="381", lines=(b.line(unit_price=D(500)),))
    draft(workspace, lines=(b.line(unit_price=D(10)),))
    found = listing.find(workspace.connection, sort=Sort.AMOUNT, descending=False)
    assert found.ids == [2, 3, 1]


def test_credit__of_a_paid_invoice_is_due(workspace: Workspace) -> None:
    number = issued(workspace, billing_framework="A2", prepaid=D("300.00"), due_date=None)
    credit(workspace, number)
    note = document(workspace, "draft:2").invoice
    assert note.prepaid is None, (note.billing_framework, note.prepaid)
