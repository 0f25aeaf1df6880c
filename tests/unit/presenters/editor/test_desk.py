"""The editor of a draft: typed, undone, completed, corrected, kept, on a real workspace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import Party, Service
from chorus_desk.presenters.editor.bodies import Demands
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.fields import FIELDS
from chorus_desk.presenters.editor.findings import Remark
from chorus_desk.presenters.editor.lines import COLUMNS, Cell
from chorus_desk.presenters.editor.sheet import Sheet
from chorus_desk.storage.bodies import save_body
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.drafts import (
    Kept,
    OpenDraft,
    Opened,
    begin_draft,
    credit,
    keep_draft,
    open_draft,
)
from chorus_desk.usecases.find_bodies import billable_services
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.stored import draft, furnish, issued

D = Decimal


def fill(editor: Editor) -> None:
    """Type a draft that no rule objects to."""
    editor.choose_body(b.commune())
    editor.edit("commitment_number", "BC-118")
    editor.edit("delivery_date", "20/11")
    for cell, text in ((Cell.DESCRIPTION, "Affiche"), (Cell.QUANTITY, "2"), (Cell.PRICE, "150")):
        editor.edit_cell(0, cell, text)
    editor.seal()


def type_in(editor: Editor, path: str, text: str) -> None:
    """Type a text letter by letter, as the window does, and leave the field."""
    for end in range(1, len(text) + 1):
        editor.edit(path, text[:end])
    editor.seal()


def keep(workspace: Workspace, editor: Editor) -> str:
    """Keep the draft as the window does, and return its name."""
    state = editor.to_keep()
    editor.kept(state, keep_draft(workspace, state))
    return f"draft:{editor.draft_id}"


def remark_of(editor: Editor, rule: str) -> Remark:
    return next(remark for remark in editor.remarks if remark.finding.rule == rule)


# Asked through functions: for mypy a property stays what it was the last time.


def issuable(editor: Editor) -> bool:
    return editor.issuable


def errors_of(editor: Editor) -> list[Remark]:
    return [remark for remark in editor.remarks if remark.severity is Severity.ERROR]


def unsaved(editor: Editor) -> bool:
    return editor.unsaved


def demands(editor: Editor) -> Demands:
    return editor.demands


def rules_of(editor: Editor) -> set[str]:
    return {remark.finding.rule for remark in editor.remarks}


def cell_names(editor: Editor) -> list[str | None]:
    return [line.description for line in editor.sheet.invoice.lines]


# A draft from nothing


def test_editor__of_a_new_draft_is_of_today_and_not_issuable(editor: Editor) -> None:
    assert editor.text("issue_date") == "24/11/2026"
    assert not issuable(editor)
    assert not editor.is_credit_note
    assert (editor.can_undo, editor.can_redo) == (False, False)
    assert editor.judged.next_number == "2026-0001"
    assert editor.judged.body is None
    assert errors_of(editor)


def test_editor__filled_in_is_issued_as_it_was_typed(furnished: Workspace, editor: Editor) -> None:
    fill(editor)
    assert issuable(editor), editor.remarks
    assert errors_of(editor) == []
    [result] = issue(furnished, [keep(furnished, editor)])
    assert (result.outcome, result.number) == ("issued", "2026-0001")


def test_judged__is_worked_out_once_for_each_state(editor: Editor) -> None:
    first = editor.judged
    assert editor.judged is first
    editor.edit("terms", "comptant")
    assert editor.judged is not first


# Typing


def test_edit__typing_on_in_one_field_is_one_step(editor: Editor) -> None:
    type_in(editor, "commitment_number", "BC-118")
    assert editor.text("commitment_number") == "BC-118"
    editor.undo()
    assert editor.text("commitment_number") == ""
    assert not editor.can_undo
    editor.redo()
    assert editor.text("commitment_number") == "BC-118"


def test_edit__leaving_the_field_begins_another_step(editor: Editor) -> None:
    type_in(editor, "commitment_number", "BC")
    editor.edit("commitment_number", "BC-1")
    editor.edit("commitment_number", "BC-11")
    editor.undo()
    assert editor.text("commitment_number") == "BC"


def test_edit__another_field_begins_another_step(editor: Editor) -> None:
    editor.edit("commitment_number", "BC")
    editor.edit("terms", "comptant")
    editor.edit("commitment_number", "BC-1")
    editor.undo()
    assert (editor.text("commitment_number"), editor.text("terms")) == ("BC", "comptant")
    editor.undo()
    assert (editor.text("commitment_number"), editor.text("terms")) == ("BC", "")


def test_edit__of_the_same_text_is_no_step(editor: Editor) -> None:
    editor.edit("issue_date", "24/11/2026")
    editor.edit("terms", "")
    editor.edit("terms", "  ")
    assert not editor.can_undo


def test_edit_cell__typing_on_in_one_cell_is_one_step(editor: Editor) -> None:
    for text in ("A", "Af", "Affiche"):
        editor.edit_cell(0, Cell.DESCRIPTION, text)
    editor.edit_cell(0, Cell.QUANTITY, "2")
    editor.undo()
    assert (editor.cell(0, Cell.DESCRIPTION), editor.cell(0, Cell.QUANTITY)) == ("Affiche", "")
    editor.undo()
    assert editor.sheet.invoice.lines == ()


def test_edit_cell__past_the_last_row_begins_a_line_like_the_one_before(
    taxed_editor: Editor,
) -> None:
    editor = taxed_editor
    editor.edit_cell(0, Cell.DESCRIPTION, "Mur")
    editor.edit_cell(0, Cell.UNIT, "heure")
    editor.edit_cell(0, Cell.VAT, "10")
    editor.edit_cell(1, Cell.DESCRIPTION, "Toit")
    assert (editor.cell(1, Cell.UNIT), editor.cell(1, Cell.VAT)) == ("heure", "10\u00a0%")
    editor.edit_cell(2, Cell.QUANTITY, "  ")
    assert len(editor.sheet.invoice.lines) == 2


def test_edit_cell__of_the_same_text_is_no_step(editor: Editor) -> None:
    editor.edit_cell(0, Cell.QUANTITY, "2")
    editor.seal()
    editor.edit_cell(0, Cell.QUANTITY, "2")
    editor.edit_cell(0, Cell.VAT, "Franchise")
    editor.undo()
    assert editor.sheet.invoice.lines == ()


# What does not read


@pytest.mark.parametrize("path", ["due_date", "delivery_date", "period_end", "prepaid"])
def test_unread__is_kept_shown_again_and_blocks_issuing(
    furnished: Workspace, editor: Editor, path: str
) -> None:
    fill(editor)
    editor.edit(path, "bientôt")
    assert editor.text(path) == "bientôt"
    assert not issuable(editor)
    [remark] = [r for r in editor.remarks if r.finding.rule.startswith("CD-TYPED-")]
    assert (remark.place, remark.severity) == (path, Severity.ERROR)
    assert "bientôt" in remark.text
    name = keep(furnished, editor)
    again = Editor(open_draft(furnished, name), "fr")
    assert again.text(path) == "bientôt"
    assert not issuable(again)
    [result] = issue(furnished, [name])
    assert result.outcome == "refused"
    assert path in {finding.path for finding in result.findings}
    again.edit(path, "")
    assert issuable(again)
    [result] = issue(furnished, [keep(furnished, again)])
    assert result.outcome == "issued"


def test_unread__in_a_cell_follows_its_line(editor: Editor) -> None:
    fill(editor)
    editor.edit_cell(1, Cell.DESCRIPTION, "Fresque")
    editor.edit_cell(1, Cell.QUANTITY, "deux")
    editor.edit_cell(1, Cell.UNIT, "stère")

    def places() -> set[str | None]:
        return {r.place for r in editor.remarks if r.finding.rule.startswith("CD-TYPED-")}

    assert places() == {"lines[1].quantity", "lines[1].unit"}
    editor.move_line(1, -1)
    assert places() == {"lines[0].quantity", "lines[0].unit"}
    assert (editor.cell(0, Cell.QUANTITY), editor.cell(1, Cell.QUANTITY)) == ("deux", "2")
    editor.add_line(0)
    assert places() == {"lines[1].quantity", "lines[1].unit"}
    editor.remove_lines([0, 2])
    assert places() == {"lines[0].quantity", "lines[0].unit"}
    editor.remove_lines([0])
    assert places() == set()
    for _ in range(4):
        editor.undo()
    assert places() == {"lines[1].quantity", "lines[1].unit"}


# Lines


def test_remove_lines__and_undo_gives_them_back(editor: Editor) -> None:
    fill(editor)
    editor.edit_cell(1, Cell.DESCRIPTION, "Fresque")
    editor.edit_cell(1, Cell.QUANTITY, "beaucoup")
    before = editor.sheet
    editor.remove_lines([0, 1])
    assert editor.sheet.invoice.lines == ()
    assert editor.sheet.typed == {}
    editor.undo()
    assert editor.sheet == before
    editor.redo()
    assert editor.sheet.invoice.lines == ()


def test_paste__is_one_step_that_adds_lines(taxed_editor: Editor) -> None:
    editor = taxed_editor
    editor.paste(
        0, 0, 'Mur\t\t1 234,5\t"h"\t10,00\t\t20 %\r\n"Toit ""rouge"""\t\t2\tj\t1.000,50\t\t20\r\n'
    )
    assert cell_names(editor) == ["Mur", 'Toit "rouge"']
    first, second = editor.sheet.invoice.lines
    assert (first.quantity, first.unit, first.unit_price) == (D("1234.5"), "HUR", D(10))
    assert (second.unit, second.unit_price, second.vat_rate) == ("DAY", D("1000.50"), D(20))
    editor.undo()
    assert editor.sheet.invoice.lines == ()
    assert not editor.can_undo


def test_steps__on_lines_are_not_joined_with_what_is_typed(editor: Editor) -> None:
    editor.edit_cell(0, Cell.DESCRIPTION, "A")
    editor.add_line(1)
    editor.edit_cell(0, Cell.DESCRIPTION, "AB")
    editor.undo()
    assert cell_names(editor) == ["A", None]
    editor.undo()
    assert cell_names(editor) == ["A"]


# Undo of everything

PATHS = st.sampled_from(sorted(FIELDS))
TEXTS = st.sampled_from(["", "12", "24/11", "rien", "1 234,5", "heure", "20 %", b.HOSPITAL_SIRET])
CELLS = st.sampled_from([column.cell for column in COLUMNS])
ROW = st.integers(0, 6)
STEPS = st.one_of(
    st.tuples(st.just("edit"), PATHS, TEXTS),
    st.tuples(st.just("cell"), ROW, CELLS, TEXTS),
    st.tuples(st.just("add"), ROW),
    st.tuples(st.just("remove"), st.lists(ROW, max_size=3)),
    st.tuples(st.just("move"), ROW, st.integers(-3, 3)),
    st.tuples(st.just("paste"), ROW, st.integers(0, 7), st.sampled_from(["x\t2\n3\t4", "1", ""])),
    st.tuples(st.just("body"), st.sampled_from([b.commune(), b.hospital()])),
    st.tuples(st.just("correct"), ROW),
    st.tuples(st.just("seal")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def do(editor: Editor, step: tuple[object, ...]) -> None:
    """Do one thing to the draft, as far as its lines go."""
    what, *rest = step
    count = len(editor.sheet.invoice.lines)
    acts: dict[str, Callable[..., None]] = {
        "edit": editor.edit,
        "cell": lambda row, cell, text: editor.edit_cell(min(row, count), cell, text),
        "add": lambda row: editor.add_line(min(row, count)),
        "remove": lambda rows: editor.remove_lines([row for row in rows if row < count]),
        "move": lambda row, by: editor.move_line(row, by) if row < count else None,
        "paste": lambda row, column, text: editor.paste(min(row, count), column, text),
        "body": editor.choose_body,
        "correct": lambda place: editor.correct(editor.remarks[place % len(editor.remarks)]),
        "seal": editor.seal, "undo": editor.undo, "redo": editor.redo,
    }  # fmt: skip
    if what != "correct" or editor.remarks:
        acts[str(what)](*rest)


def undo_all(editor: Editor) -> None:
    while editor.can_undo:
        editor.undo()


def redo_all(editor: Editor) -> None:
    while editor.can_redo:
        editor.redo()


@pytest.fixture(scope="module")
def known() -> Opened:
    """A new draft, whose editor needs the database no more."""
    with TemporaryDirectory() as folder, open_workspace(Path(folder) / "d", Clock()) as workspace:
        furnish(workspace, seller=b.vat_seller())
        save_body(workspace.connection, b.hospital())
        return begin_draft(workspace)


@settings(max_examples=100)
@given(steps=st.lists(STEPS, max_size=25))
def test_undo__of_all_gives_the_first_state_and_redo_of_all_the_last(
    known: Opened, steps: list[tuple[object, ...]]
) -> None:
    editor = Editor(known, "fr")
    first = editor.sheet
    for step in steps:
        do(editor, step)
        # Whatever was done, the draft can be shown, checked and completed.
        for row in range(len(editor.sheet.invoice.lines)):
            assert all(isinstance(editor.cell(row, column.cell), str) for column in COLUMNS)
        assert all(remark.text for remark in editor.remarks)
    redo_all(editor)
    last = editor.sheet
    undo_all(editor)
    assert editor.sheet == first
    assert not unsaved(editor)
    redo_all(editor)
    assert editor.sheet == last


# The body


def test_choose_body__forgets_the_service_code_of_another(editor: Editor) -> None:
    editor.choose_body(b.hospital())
    editor.edit("buyer.service_code", "ACHATS")
    editor.choose_body(b.hospital())
    assert editor.text("buyer.service_code") == "ACHATS"
    editor.choose_body(b.commune())
    assert editor.text("buyer.service_code") == ""
    assert editor.judged.invoice.buyer == b.commune().as_party()
    assert editor.judged.body == b.commune()
    editor.undo()
    assert editor.text("buyer.service_code") == "ACHATS"


@pytest.mark.parametrize("typed", ["21990001600029", ""])
def test_siret__typed_forgets_what_came_with_the_body_before(editor: Editor, typed: str) -> None:
    editor.choose_body(b.hospital())
    editor.edit("buyer.service_code", "ACHATS")
    editor.edit("buyer.siret", typed)
    assert editor.sheet.invoice.buyer == Party(siret=typed or None)
    editor.undo()
    assert editor.judged.invoice.buyer == b.hospital().as_party("ACHATS")


def test_siret__mended_keeps_the_name_that_a_file_gave(workspace: Workspace) -> None:
    furnish(workspace)
    stranger = replace(b.commune().as_party(), siret="123", name="Mairie")
    editor = Editor(open_draft(workspace, draft(workspace, buyer=stranger)), "fr")
    editor.edit("buyer.siret", "21990001600029")
    assert editor.sheet.invoice.buyer.name == "Mairie"


def test_demands__follow_the_body_and_its_service(workspace: Workspace) -> None:
    service = Service(code="VOIRIE", requires_commitment=True)
    body = b.commune(services=(service, Service(code="CULTURE")))
    furnish(workspace, body=body)
    editor = Editor(begin_draft(workspace), "fr")
    assert not demands(editor).known
    editor.choose_body(body)
    assert demands(editor).known
    assert not demands(editor).commitment
    editor.edit("buyer.service_code", "VOIRIE")
    assert demands(editor).commitment
    assert remark_of(editor, "CD-SERVICE-NEEDS-COMMITMENT").place == "commitment_number"
    editor.edit("buyer.service_code", "CULTURE")
    assert not demands(editor).commitment


def test_choose_body__takes_one_that_was_looked_up_elsewhere(
    furnished: Workspace, editor: Editor
) -> None:
    stranger = b.commune(siret="21990009900019", name="Commune d'Ailleurs", payment_days=60)
    editor.choose_body(stranger)
    assert editor.judged.body == stranger
    assert editor.judged.invoice.buyer.name == "Commune d'Ailleurs"
    assert stranger.siret in editor.knowledge.met
    editor.learn(begin_draft(furnished, *editor.knowledge.met))
    assert editor.judged.body is None  # neither the lists nor the user know it


def test_services__proposed_are_those_used_last_first_and_a_strange_commitment_is_told(
    workspace: Workspace,
) -> None:
    services = (Service(code="CULTURE"), Service(code="SPORT"), Service(code="VOIRIE"))
    body = b.commune(services=services)
    furnish(workspace, body=body)
    for number in range(3):
        issued(workspace, buyer=body.as_party("SPORT"), commitment_number=f"BC-10{number}")
    editor = Editor(begin_draft(workspace), "fr")
    editor.choose_body(body)
    proposed = billable_services(workspace, body.siret)
    assert [service.code for service in proposed] == ["SPORT", "CULTURE", "VOIRIE"]
    editor.edit("commitment_number", "4500012345")
    remark = remark_of(editor, "CD-COMMITMENT-FORM")
    assert (remark.place, remark.severity) == ("commitment_number", Severity.WARNING)
    assert "BC-102" in remark.text
    editor.edit("commitment_number", "BC-103")
    assert "CD-COMMITMENT-FORM" not in rules_of(editor)


# What follows by itself


def test_discount__over_several_rates_is_spread_and_shows_no_rate_of_its_own(
    taxed_editor: Editor,
) -> None:
    editor = taxed_editor
    fill(editor)
    editor.edit_cell(0, Cell.VAT, "20")
    editor.edit("allowances[0].amount", "30")
    assert editor.automatic("allowances[0].vat_rate") == "20"
    for cell, text in ((Cell.DESCRIPTION, "Pain"), (Cell.QUANTITY, "3"), (Cell.PRICE, "100")):
        editor.edit_cell(1, cell, text)
    editor.edit_cell(1, Cell.VAT, "5,5")
    assert editor.automatic("allowances[0].vat_rate") == ""
    assert [item.amount for item in editor.judged.invoice.allowances] == [D(15), D(15)]
    assert [item.amount for item in editor.sheet.invoice.allowances] == [D(30)]
    assert errors_of(editor) == []


def test_due_date__follows_the_date_and_the_body_until_it_is_typed(
    furnished: Workspace, editor: Editor
) -> None:
    assert (editor.text("due_date"), editor.automatic("due_date")) == ("", "24/12/2026")
    editor.choose_body(b.hospital())
    assert editor.automatic("due_date") == "13/01/2027"
    editor.edit("issue_date", "1/11")
    assert editor.automatic("due_date") == "21/12/2026"
    editor.choose_body(b.commune())
    assert (editor.text("due_date"), editor.automatic("due_date")) == ("", "01/12/2026")
    again = Editor(open_draft(furnished, keep(furnished, editor)), "fr")
    assert (again.text("due_date"), again.automatic("due_date")) == ("", "01/12/2026")
    again.edit("issue_date", "2/11")
    assert again.judged.invoice.due_date == date(2026, 12, 2)
    again.edit("due_date", "15/11")
    again.edit("issue_date", "3/11")
    again.choose_body(b.hospital())
    assert again.text("due_date") == "15/11/2026"
    assert again.judged.invoice.due_date == date(2026, 11, 15)
    kept = Editor(open_draft(furnished, keep(furnished, again)), "fr")
    assert kept.text("due_date") == "15/11/2026"
    kept.edit("due_date", "")
    assert kept.automatic("due_date") == "23/12/2026"


def test_learn__takes_note_of_what_changed_elsewhere(furnished: Workspace, editor: Editor) -> None:
    fill(editor)
    before = editor.sheet
    issued(furnished)
    save_body(furnished.connection, b.commune(payment_days=60))
    editor.learn(begin_draft(furnished))
    assert editor.sheet == before
    assert editor.can_undo
    assert editor.judged.next_number == "2026-0002"
    assert editor.automatic("due_date") == "23/01/2027"


def test_setting__speaks_the_language_and_currency_of_the_draft(furnished: Workspace) -> None:
    editor = Editor(open_draft(furnished, draft(furnished, currency="CHF")), "en")
    assert (editor.setting.language, editor.setting.currency) == ("en", "CHF")
    assert len(editor.setting.vat) == 1


def test_credit_note__is_one(furnished: Workspace) -> None:
    kept = credit(furnished, issued(furnished))
    editor = Editor(open_draft(furnished, f"draft:{kept.id}"), "fr")
    assert editor.is_credit_note
    assert editor.text("preceding_invoice") == "2026-0001"


# One-click corrections

CORRECTED: dict[str, dict[str, str]] = {
    "BR-03": {"issue_date": ""},
    "G1.07": {"issue_date": "25/11/2026"},
    "BR-FR-CO-07": {"due_date": "1/11/2026"},
    "CD-DUE-BEYOND-LEGAL": {"due_date": "1/6/2027"},
    "G6.20": {"period_start": "20/11", "period_end": "1/11"},
    "CD-DELIVERY-DATE": {"delivery_date": ""},
    "CD-FACTURES-PUBLIQUES": {"buyer.service_code": "FACTURES_PUBLIQUES"},
    "CD-A2-AMOUNTS": {"billing_framework": "A2", "prepaid": "10"},
    "CD-PAID-BUT-A1": {"prepaid": "300"},
    "BR-FR-DEC-01": {"prepaid": "1,005"},
    "BR-22": {"lines[0].quantity": ""},
    "BR-23": {"lines[0].unit": ""},
    "BR-27": {"lines[0].unit_price": "-150", "lines[0].quantity": "-2"},
    "BR-FR-DEC-02": {"lines[0].quantity": "1,00001"},
    "BR-FR-DEC-03": {"lines[0].unit_price": "1,0000001"},
    "CD-FRANCHISE-VAT": {"lines[0].vat_category": "20"},
}


@pytest.mark.parametrize("rule", CORRECTED)
def test_correct__makes_the_remark_go_away_and_undo_brings_it_back(
    editor: Editor, rule: str
) -> None:
    fill(editor)
    for path, text in CORRECTED[rule].items():
        if path.startswith("lines"):
            editor.edit_cell(0, Cell(path.partition(".")[2]), text)
        else:
            editor.edit(path, text)
    before = editor.sheet
    remark = remark_of(editor, rule)
    assert remark.correction
    editor.correct(remark)
    assert rule not in rules_of(editor)
    assert issuable(editor), editor.remarks
    editor.undo()
    assert editor.sheet == before
    assert rule in rules_of(editor)
    editor.redo()
    assert rule not in rules_of(editor)


def test_correct__gives_a_line_its_usual_vat(taxed_editor: Editor) -> None:
    fill(taxed_editor)
    taxed_editor.edit_cell(0, Cell.VAT, "")
    taxed_editor.correct(remark_of(taxed_editor, "BR-CO-04"))
    assert taxed_editor.cell(0, Cell.VAT) == "20\u00a0%"
    assert issuable(taxed_editor), taxed_editor.remarks


@pytest.mark.parametrize(
    ("rule", "path", "shown"),
    [("BR-03", "issue_date", "24/11/2026"), ("BR-23", "lines[0].unit", "unité")],
)
def test_correct__takes_the_place_of_a_text_that_did_not_read(
    editor: Editor, rule: str, path: str, shown: str
) -> None:
    fill(editor)
    if path.startswith("lines"):
        editor.edit_cell(0, Cell.UNIT, "stère")
    else:
        editor.edit(path, "le 3")
    editor.correct(remark_of(editor, rule))
    text = editor.cell(0, Cell.UNIT) if path.startswith("lines") else editor.text(path)
    assert text == shown
    assert editor.sheet.typed == {}
    assert issuable(editor)
    editor.undo()
    assert path in editor.sheet.typed


def test_remarks__offer_no_correction_that_would_change_nothing(editor: Editor) -> None:
    fill(editor)
    editor.edit_cell(0, Cell.QUANTITY, "")
    editor.edit_cell(0, Cell.PRICE, "")
    assert not remark_of(editor, "BR-22").correction
    editor.edit_cell(0, Cell.PRICE, "150")
    assert remark_of(editor, "BR-22").correction


def test_correct__that_can_mend_nothing_is_no_step(editor: Editor) -> None:
    editor.correct(remark_of(editor, "BR-16"))
    assert not editor.can_undo


# Kept


def test_unsaved__of_a_new_draft_that_nobody_touched_is_false(editor: Editor) -> None:
    assert not unsaved(editor)
    editor.edit("terms", "comptant")
    assert unsaved(editor)
    editor.undo()
    assert not unsaved(editor)


def test_kept__is_what_is_stored_and_no_more(furnished: Workspace, editor: Editor) -> None:
    fill(editor)
    editor.edit("prepaid", "rien")
    state = editor.to_keep()
    assert (state.id, state.invoice) == (None, editor.sheet.invoice)
    assert state.typed == {"prepaid": "rien"}
    editor.seal()
    editor.edit("prepaid", "0")  # typed while the draft is being kept
    editor.kept(state, keep_draft(furnished, state))
    assert editor.draft_id == 1
    assert unsaved(editor)
    editor.undo()
    assert not unsaved(editor)
    assert (editor.to_keep().id, editor.to_keep().revision) == (1, 1)
    editor.edit("terms", "comptant")
    assert keep(furnished, editor) == "draft:1"
    assert editor.to_keep().revision == 2
    assert not unsaved(editor)
    assert Editor(open_draft(furnished, "draft:1"), "fr").sheet == editor.sheet


def test_opened__is_saved_until_it_is_touched(furnished: Workspace) -> None:
    opened = open_draft(furnished, draft(furnished, imported="MINE-7"))
    editor = Editor(opened, "fr")
    assert not unsaved(editor)
    assert editor.to_keep() == opened.draft
    editor.edit("terms", "comptant")
    assert unsaved(editor)
    assert editor.to_keep().imported_number == "MINE-7"
    assert editor.can_undo


def test_begin_apart__keeps_what_is_on_the_desk_as_a_new_draft(furnished: Workspace) -> None:
    editor = Editor(open_draft(furnished, draft(furnished)), "fr")
    editor.begin_apart()
    assert editor.draft_id is None
    assert unsaved(editor)
    assert editor.to_keep() == OpenDraft(invoice=editor.sheet.invoice)
    assert keep(furnished, editor) == "draft:2"
    assert not unsaved(editor)


def test_begin_apart__of_a_blank_sheet_has_nothing_to_keep(editor: Editor) -> None:
    blank = Editor(replace_draft(editor, OpenDraft(id=4, invoice=Invoice())), "fr")
    blank.begin_apart()
    assert not unsaved(blank)


def replace_draft(editor: Editor, opened: OpenDraft) -> Opened:
    return Opened(opened, editor.knowledge)


def test_kept__of_another_state_leaves_the_present_one(editor: Editor) -> None:
    editor.kept(OpenDraft(), Kept(9, 3))
    assert (editor.draft_id, editor.to_keep().revision) == (9, 3)
    assert unsaved(editor)
    assert editor.sheet != Sheet(Invoice())


def test_remarks__of_a_draft_without_a_body_ask_for_it_once(editor: Editor) -> None:
    about = [remark for remark in editor.remarks if remark.place == "buyer.siret"]
    assert [remark.text for remark in about] == ["L'organisme facturé n'est pas encore choisi."]
    assert editor.remarks[0] == about[0]
    editor.choose_body(b.commune())
    assert not [remark for remark in editor.remarks if remark.place == "buyer.siret"]
    editor.edit("buyer.siret", "123")
    about = [remark for remark in editor.remarks if remark.place == "buyer.siret"]
    assert any("14" in remark.text for remark in about)
