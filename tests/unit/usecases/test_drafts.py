"""Drafts by hand: opened and kept as typed, copied, credited, discarded and brought back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.domain.invoice import Attachment, Exemption, Invoice, Note, Payment, Preceding
from chorus_desk.domain.party import Party
from chorus_desk.storage import rows
from chorus_desk.storage.bodies import save_body
from chorus_desk.storage.typed import load_typed
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.drafts import (
    Kept,
    OpenDraft,
    begin_draft,
    credit,
    discard,
    duplicate,
    keep_draft,
    open_draft,
    restore,
)
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.follow import history, set_status
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, draft, furnish, issued, whole
from tests.unit.usecases.test_import import cii_file, outcomes
from tests.unit.usecases.test_undo_import import dump

D = Decimal
LINE = b.line(vat_category=None, vat_rate=None)
STRANGER = replace(b.seller().as_party(), siret=b.HOSPITAL_SIRET, name="Autre")


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)
    save_body(workspace.connection, b.hospital())


def typing(workspace: Workspace) -> OpenDraft:
    """Return a new draft with a body and a line, not kept yet."""
    begun = begin_draft(workspace).draft
    return replace(
        begun, invoice=replace(begun.invoice, buyer=Party(siret=b.COMMUNE_SIRET), lines=(LINE,))
    )


def kept(workspace: Workspace, **changes: object) -> str:
    """Keep a draft as it is typed, with changes, and return its name."""
    made = typing(workspace)
    invoice = replace(made.invoice, **changes)  # type: ignore[arg-type]
    return f"draft:{keep_draft(workspace, replace(made, invoice=invoice)).id}"


# Begun, kept, opened.


def test_begin__is_of_today_and_keeps_nothing(workspace: Workspace) -> None:
    before = dump(workspace.connection)
    opened = begin_draft(workspace)
    assert opened.draft == OpenDraft(invoice=Invoice(issue_date=b.TODAY))
    assert opened.knowledge.completed(opened.draft.invoice).seller == b.seller().as_party()
    assert opened.knowledge.body(b.HOSPITAL_SIRET) == b.hospital()
    assert dump(workspace.connection) == before


def test_begin__asks_for_a_seller(workspace: Workspace) -> None:
    workspace.connection.execute("DELETE FROM seller")
    with pytest.raises(UserError, match="no-seller") as caught:
        begin_draft(workspace)
    assert caught.value.exit_code is ExitCode.STATE


def test_keep__of_a_new_draft_records_it_and_lists_it_completed(workspace: Workspace) -> None:
    first = keep_draft(workspace, typing(workspace))
    assert first == Kept(1, 1, Changes.INVOICES | Changes.EVENTS)
    assert document(workspace, "draft:1").invoice == typing(workspace).invoice
    [row] = rows.list_invoices(workspace.connection)
    assert (row.buyer_name, row.due_date) == (b.commune().name, date(2026, 12, 24))
    made = whole(workspace, "draft:1")
    assert made.buyer == b.commune().as_party()
    assert made.payment.iban == b.seller().iban
    assert (made.due_date, made.exemptions[0].reason) == (date(2026, 12, 24), b.FRANCHISE_TEXT)
    [event] = history(workspace, "draft:1")
    assert (event.kind, event.by, event.on, event.note) == ("created", "user", b.TODAY, None)
    assert find_invoices(workspace, Query(text="bourg-fictif")).by_status == {"draft": 1}


def test_keep__however_unfinished(workspace: Workspace) -> None:
    made = OpenDraft(invoice=Invoice(), typed={"issue_date": "le 3"})
    assert keep_draft(workspace, made).id == 1
    assert open_draft(workspace, "draft:1").draft == replace(made, id=1, revision=1)


def test_keep__again_replaces_what_was_kept(workspace: Workspace) -> None:
    name = kept(workspace)
    opened = open_draft(workspace, name).draft
    lines = (LINE, replace(LINE, description="Fresque"))
    edited = replace(opened, invoice=replace(opened.invoice, lines=lines))
    assert keep_draft(workspace, edited) == Kept(1, 2, Changes.INVOICES)
    assert [line.description for line in document(workspace, name).invoice.lines] == [
        "Affiche", "Fresque",
    ]  # fmt: skip
    assert len(history(workspace, name)) == 1
    assert find_invoices(workspace, Query(text="fresque")).ids == (1,)
    assert keep_draft(workspace, replace(edited, revision=2)).revision == 3


def test_keep__leaves_where_a_draft_came_from(workspace: Workspace, tmp_path: Path) -> None:
    path = cii_file(tmp_path, b.invoice(number="MINE-7"))
    done = import_files(workspace, [path])
    opened = open_draft(workspace, "draft:1").draft
    assert (opened.imported_number, opened.import_id) == ("MINE-7", done.import_id)
    keep_draft(workspace, opened)
    again = document(workspace, "draft:1").draft
    assert (again.imported_number, again.import_id) == ("MINE-7", done.import_id)
    assert outcomes(import_files(workspace, [path])) == ["duplicate"]


@pytest.mark.parametrize("type_code", ["380", "381"])
@pytest.mark.parametrize("framework", [None, "A2"])
def test_open__and_keep_changes_nothing(
    workspace: Workspace, type_code: str, framework: str | None
) -> None:
    name = kept(workspace, type_code=type_code, billing_framework=framework)
    before = document(workspace, name).invoice
    keep_draft(workspace, open_draft(workspace, name).draft)
    assert document(workspace, name).invoice == before


def test_open__gives_back_what_was_typed_alone(workspace: Workspace) -> None:
    opened = open_draft(workspace, kept(workspace))
    assert opened.draft.invoice == typing(workspace).invoice
    assert opened.knowledge.completed(opened.draft.invoice) == whole(workspace, "draft:1")


@pytest.mark.parametrize(
    ("changes", "due"),
    [({"issue_date": date(2026, 11, 1)}, date(2026, 12, 1)), ({"issue_date": None}, None),
     ({"buyer": Party(siret=b.HOSPITAL_SIRET)}, date(2027, 1, 13)),
     ({"type_code": "381"}, None)],
)  # fmt: skip
def test_open__lets_the_due_date_follow(
    workspace: Workspace, changes: dict[str, object], due: date | None
) -> None:
    opened = open_draft(workspace, kept(workspace)).draft
    invoice = replace(opened.invoice, **changes)  # type: ignore[arg-type]
    keep_draft(workspace, replace(opened, invoice=invoice))
    assert whole(workspace, "draft:1").due_date == due


def test_open__keeps_what_was_decided_by_hand(workspace: Workspace) -> None:
    by_hand = {
        "due_date": date(2027, 1, 1), "payment": Payment(means="30", iban="DE89370400440532013000"),
        "notes": (Note(text="Merci"),), "billing_framework": "A2", "prepaid": D("12.00"),
        "exemptions": (Exemption(category="E", reason="Mon texte", code="VATEX-FR-FRANCHISE"),),
    }  # fmt: skip
    name = kept(workspace, **by_hand)
    opened = open_draft(workspace, name).draft
    assert {key: getattr(opened.invoice, key) for key in by_hand} == by_hand
    later = replace(
        opened.invoice, issue_date=date(2026, 11, 1), buyer=Party(siret=b.HOSPITAL_SIRET)
    )
    keep_draft(workspace, replace(opened, invoice=later))
    made = document(workspace, name).invoice
    assert {key: getattr(made, key) for key in by_hand} == by_hand


def test_open__of_anothers_invoice_leaves_it_as_it_is(workspace: Workspace) -> None:
    name = draft(workspace, seller=STRANGER)
    opened = open_draft(workspace, name).draft
    assert opened.invoice == document(workspace, name).invoice
    keep_draft(workspace, opened)
    assert document(workspace, name).invoice == b.invoice(number=None, seller=STRANGER)


def test_open__without_seller_leaves_it_as_it_is(workspace: Workspace) -> None:
    name = draft(workspace)
    workspace.connection.execute("DELETE FROM seller")
    assert open_draft(workspace, name).draft.invoice == b.invoice(number=None)


def test_open__refuses_what_is_no_draft(workspace: Workspace) -> None:
    number = issued(workspace)
    for name in (number, "draft:1"):
        with pytest.raises(UserError, match="already-issued") as caught:
            open_draft(workspace, name)
        assert caught.value.params["number"] == number
    with pytest.raises(UserError, match="unknown-id"):
        open_draft(workspace, "draft:9")


# Typed texts.


def test_typed__is_kept_with_the_draft_until_it_is_mended(workspace: Workspace) -> None:
    texts = {"due_date": "fin du mois", "lines[0].quantity": "deux ½"}
    first = keep_draft(workspace, replace(typing(workspace), typed=texts))
    opened = open_draft(workspace, "draft:1").draft
    assert opened.typed == texts
    keep_draft(workspace, replace(opened, typed={"due_date": "demain"}))
    opened = open_draft(workspace, "draft:1").draft
    assert opened.typed == {"due_date": "demain"}
    keep_draft(workspace, replace(opened, typed={}))
    assert open_draft(workspace, "draft:1").draft.typed == {}
    assert first.revision == 1


# Changed elsewhere.


def test_keep__refuses_an_older_revision_and_loses_nothing(workspace: Workspace) -> None:
    name = f"draft:{keep_draft(workspace, replace(typing(workspace), typed={'due_date': 'x'})).id}"
    mine = theirs = open_draft(workspace, name).draft
    theirs = replace(
        theirs, invoice=replace(theirs.invoice, commitment_number="LEUR"), typed={"due_date": "y"}
    )
    keep_draft(workspace, theirs)
    before = dump(workspace.connection)
    mine = replace(mine, invoice=replace(mine.invoice, commitment_number="MON"), typed={"a": "z"})
    for revision in (0, 1, 3):
        with pytest.raises(UserError, match="draft-changed") as caught:
            keep_draft(workspace, replace(mine, revision=revision))
        assert caught.value.exit_code is ExitCode.STATE
    assert dump(workspace.connection) == before
    assert load_typed(workspace.connection, 1) == {"due_date": "y"}
    assert mine.typed == {"a": "z"}


@pytest.mark.parametrize("meanwhile", ["issued", "discarded"])
def test_keep__refuses_what_is_no_draft_any_more(workspace: Workspace, meanwhile: str) -> None:
    name = draft(workspace)
    mine = open_draft(workspace, name).draft
    if meanwhile == "issued":
        [result] = issue(workspace, [name])
        assert result.number
    else:
        discard(workspace, [name])
    before = dump(workspace.connection)
    for revision in (1, 2):
        with pytest.raises(UserError, match="draft-changed"):
            keep_draft(workspace, replace(mine, revision=revision, typed={"due_date": "x"}))
    assert dump(workspace.connection) == before


# Copied.


@pytest.mark.parametrize("of", ["draft", "issued"])
def test_duplicate__is_a_draft_of_today_of_the_same(workspace: Workspace, of: str) -> None:
    made = {"issue_date": date(2026, 10, 1), "delivery_date": date(2026, 9, 30), "due_date": None,
            "period_start": date(2026, 9, 1), "period_end": date(2026, 9, 30),
            "contract_number": "M-1", "notes": (Note(text="Merci"),)}  # fmt: skip
    name = draft(workspace, "A-1", **made) if of == "draft" else issued(workspace, **made)
    before = dump(workspace.connection)
    assert duplicate(workspace, name) == Kept(2, 1, Changes.INVOICES | Changes.EVENTS)
    copy, read = document(workspace, "draft:2"), whole(workspace, "draft:2")
    assert not copy.issued
    assert (copy.draft.imported_number, copy.draft.import_id) == (None, None)
    assert read == b.invoice(
        number=None, issue_date=b.TODAY, due_date=date(2026, 12, 24), delivery_date=None,
        contract_number="M-1", notes=(Note(text="Merci"),), payment=read.payment,
    )  # fmt: skip
    assert read.payment.iban == b.seller().iban
    [event] = history(workspace, "draft:2")
    assert (event.kind, event.note) == ("created", "draft:1" if of == "draft" else "2026-0001")
    for table in ("invoices", "lines", "events", "listing"):
        assert set(before[table]) < set(dump(workspace.connection)[table])


def test_duplicate__takes_the_settings_of_the_moment(workspace: Workspace) -> None:
    issue(workspace, [kept(workspace)])
    duplicate(workspace, "2026-0001")
    made = document(workspace, "draft:2").invoice
    assert (made.seller, made.buyer, made.payment) == (
        Party(), Party(siret=b.COMMUNE_SIRET), Payment(),
    )  # fmt: skip
    furnish(workspace, seller=b.seller(street="9 rue Neuve"), body=b.commune(city="Ville-Neuve"))
    read = whole(workspace, "draft:2")
    assert read.seller.address.line1 == "9 rue Neuve"
    assert read.buyer.address.city == "Ville-Neuve"


def test_duplicate__of_a_draft_keeps_what_was_typed_there(workspace: Workspace) -> None:
    typed = Payment(means="30", iban=b.seller().iban, account_name=b.seller().printed_name())
    duplicate(workspace, kept(workspace, payment=typed))
    assert document(workspace, "draft:2").invoice.payment == typed


def test_duplicate__of_a_draft_made_before_the_business_was_set(workspace: Workspace) -> None:
    name = draft(workspace, seller=Party())
    assert duplicate(workspace, name).id == 2


@pytest.mark.parametrize("act", [duplicate, credit])
def test_copies__are_of_the_users_own_alone(workspace: Workspace, act: object) -> None:
    issued(workspace)
    before = dump(workspace.connection)
    with pytest.raises(UserError, match="unknown-id"):
        act(workspace, "draft:9")  # type: ignore[operator]
    furnish(workspace, seller=b.seller(siret=b.HOSPITAL_SIRET))
    with pytest.raises(UserError, match="not-my-invoice"):
        act(workspace, "draft:1")  # type: ignore[operator]
    workspace.connection.execute("DELETE FROM seller")
    with pytest.raises(UserError, match="no-seller"):
        act(workspace, "draft:1")  # type: ignore[operator]
    assert dump(workspace.connection, "seller") == {
        name: rows for name, rows in before.items() if name != "seller"
    }


# Credited.


def test_credit__gives_back_every_line_and_names_the_invoice(workspace: Workspace) -> None:
    number = issued(workspace, lines=(b.line(), b.line(description="Pose")), prepaid=D("10.00"))
    assert credit(workspace, number) == Kept(2, 1, Changes.INVOICES | Changes.EVENTS)
    note = whole(workspace, "draft:2")
    assert (note.type_code, note.number, note.issue_date) == ("381", None, b.TODAY)
    assert note.preceding == (Preceding(number=number, issue_date=date(2026, 11, 20)),)
    assert (note.lines, note.buyer) == (
        document(workspace, "draft:1").invoice.lines,
        b.commune().as_party(),
    )
    assert (note.payment, note.due_date, note.prepaid) == (Payment(), None, None)
    [event] = history(workspace, "draft:2")
    assert (event.kind, event.note) == ("created", number)


def test_credit__can_be_issued_as_it_is(workspace: Workspace) -> None:
    credit(workspace, issued(workspace))
    [result] = issue(workspace, ["draft:2"])
    assert (result.outcome, result.number) == ("issued", "2026-0002")


def test_credit__bears_the_vat_of_the_invoice_whatever_the_regime_is_now(
    workspace: Workspace,
) -> None:
    number = issued(workspace)
    furnish(workspace, seller=b.vat_seller())
    credit(workspace, number)
    note = whole(workspace, "draft:2")
    assert note.lines == document(workspace, "draft:1").invoice.lines
    assert [e.code for e in note.exemptions] == ["VATEX-FR-FRANCHISE"]
    assert [r.outcome for r in issue(workspace, ["draft:2"])] == ["issued"]


def test_credit__changes_nothing_of_the_invoice(workspace: Workspace) -> None:
    number = issued(workspace)
    set_status(workspace, number, "REJETEE")
    before = dump(workspace.connection)
    credit(workspace, number)
    for table in ("invoices", "lines", "events", "listing"):
        assert set(before[table]) < set(dump(workspace.connection)[table])


def test_credit__of_what_cannot_be_credited_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="not-issued") as caught:
        credit(workspace, draft(workspace))
    assert caught.value.params["id"] == "draft:1"
    credit(workspace, issued(workspace))
    [result] = issue(workspace, ["draft:3"])
    before = dump(workspace.connection)
    with pytest.raises(UserError, match="credit-of-credit") as caught:
        credit(workspace, result.number or "")
    assert caught.value.params["number"] == result.number
    assert dump(workspace.connection) == before


# Discarded and brought back.


def test_discard__deletes_and_restore_brings_back_the_same_rows(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = cii_file(tmp_path, b.invoice(number="MINE-7"))
    import_files(workspace, [path])
    attached = (Attachment(file_name="a.pdf", mime_type="application/pdf", content=b"%PDF"),)
    draft(workspace, attachments=attached, lines=(b.line(), b.line(description="Pose")))
    keep_draft(workspace, replace(typing(workspace), typed={"due_date": "demain"}))
    draft(workspace)
    before = dump(workspace.connection, "events")
    gone = discard(workspace, ["draft:1", "draft:3", "draft:2"])
    assert gone.changes == Changes.INVOICES | Changes.EVENTS
    after = dump(workspace.connection, "events")
    for table in ("invoices", "lines", "listing"):
        assert {row[0] for row in after[table]} == {4}
    assert after["typed"] == []
    assert find_invoices(workspace, Query()).ids == (4,)
    assert restore(workspace, gone) == Changes.INVOICES | Changes.EVENTS
    assert dump(workspace.connection, "events") == before
    assert outcomes(import_files(workspace, [path])) == ["duplicate"]


def test_discard__and_restore_are_told_in_the_history(workspace: Workspace) -> None:
    name = kept(workspace)
    restore(workspace, discard(workspace, [name]))
    assert [event.kind for event in history(workspace, name)] == [
        "created",
        "discarded",
        "restored",
    ]


def test_restore__brings_back_what_was_edited(workspace: Workspace) -> None:
    name = kept(workspace)
    opened = open_draft(workspace, name).draft
    keep_draft(
        workspace, replace(opened, invoice=replace(opened.invoice, commitment_number="BC-2"))
    )
    before = document(workspace, name).invoice
    restore(workspace, discard(workspace, [name]))
    assert document(workspace, name).invoice == before
    again = open_draft(workspace, name).draft
    keep_draft(workspace, replace(again, invoice=replace(again.invoice, commitment_number="BC-3")))
    assert document(workspace, name).invoice.commitment_number == "BC-3"


def test_discard__lets_the_same_file_in_again(workspace: Workspace, tmp_path: Path) -> None:
    path = cii_file(tmp_path, b.invoice(number="MINE-7"))
    import_files(workspace, [path])
    discard(workspace, ["draft:1"])
    assert outcomes(import_files(workspace, [path])) == ["draft"]
    assert len(list(rows.list_invoices(workspace.connection))) == 1


@pytest.mark.parametrize(
    ("last", "code"),
    [("2026-0001", "already-issued"), ("draft:2", "already-issued"), ("draft:9", "unknown-id")],
)
def test_discard__takes_all_or_none(workspace: Workspace, last: str, code: str) -> None:
    draft(workspace)
    issued(workspace)
    before = dump(workspace.connection)
    with pytest.raises(UserError, match=code):
        discard(workspace, ["draft:1", last])
    assert dump(workspace.connection) == before


def test_discard__of_none_does_nothing(workspace: Workspace) -> None:
    before = dump(workspace.connection)
    assert discard(workspace, []).drafts == ()
    assert dump(workspace.connection) == before
