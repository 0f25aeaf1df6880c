"""Invoices sent elsewhere: they keep number and date, count, are followed, and never issued."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.domain.finding import Severity
from chorus_desk.domain.invoice import Preceding
from chorus_desk.domain.totals import figures
from chorus_desk.formats.spreadsheet.template import Row
from chorus_desk.storage import invoices
from chorus_desk.storage.seller import save_seller
from chorus_desk.usecases.bundle import bundle
from chorus_desk.usecases.check import check_targets
from chorus_desk.usecases.drafts import credit, discard, duplicate, open_draft, restore
from chorus_desk.usecases.export import KINDS, export
from chorus_desk.usecases.find_invoices import Query, find_invoices, rows_of
from chorus_desk.usecases.first_steps import first_steps
from chorus_desk.usecases.follow import history, list_all, set_status
from chorus_desk.usecases.foresee import foresee
from chorus_desk.usecases.hand_over import to_deposit
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.undo import Undone, undo_import
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.knowledge import series_of
from chorus_desk.usecases.show import show_document
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, draft, furnish, issued
from tests.unit.usecases.test_import import ROW, cii_file, outcomes, workbook
from tests.unit.usecases.test_undo_import import dump

LAST_YEAR = date(2025, 11, 3)


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def row(number: str | None, day: date | None = LAST_YEAR, **changes: object) -> Row:
    return {**ROW, "number": number, "issue_date": day, "delivery_date": day, **changes}  # type: ignore[dict-item]


def files(tmp_path: Path, *rows: Row, name: str = "") -> list[Path]:
    """A file each: in one, rows of the same number are one invoice."""
    return [workbook(tmp_path, made, name=f"{name}{n}.xlsx") for n, made in enumerate(rows)]


def past(workspace: Workspace, tmp_path: Path, *rows: Row, name: str = "") -> Imported:
    return import_files(workspace, files(tmp_path, *rows, name=name), past=True)


def codes(imported: Imported) -> list[list[str]]:
    return [[finding.rule for finding in item.findings] for item in imported.invoices]


def test_past__keeps_number_and_date_and_says_what_it_is(
    workspace: Workspace, tmp_path: Path
) -> None:
    imported = past(workspace, tmp_path, row("F1"))
    [item] = imported.invoices
    assert (item.id, item.number, item.outcome, item.past) == ("draft:1", "F1", "draft", True)
    assert imported.past
    stored = document(workspace, "draft:1")
    assert (stored.past, stored.issued) == (True, True)
    assert (stored.invoice.number, stored.invoice.issue_date) == ("F1", LAST_YEAR)
    shown = show_document(workspace, "F1")
    assert (shown.stored.id, shown.status, shown.findings) == (1, "elsewhere", ())
    [listed] = list_all(workspace)
    assert (listed.row.past, listed.row.number, listed.status) == (True, "F1", "elsewhere")
    assert (listed.days_without_news, listed.legal_due_date) == (None, None)
    assert find_invoices(workspace, Query(text="f1")).by_status == {"elsewhere": 1}
    [event] = history(workspace, "F1")
    assert (event.kind, event.by, event.note) == ("imported", "import", "0.xlsx")
    assert not first_steps(workspace).has_issued


def test_past__is_not_asked_what_matters_before_it_is_issued(
    workspace: Workspace, tmp_path: Path
) -> None:
    """An old date, no service, no commitment, a number that Chorus Pro would refuse: all gone."""
    bad = row("N° 12 é", date(2019, 1, 2), buyer_siret="21990001600012", commitment_number=None)
    drafted = import_files(workspace, [workbook(tmp_path, bad)], dry_run=True)
    assert any(f.severity is Severity.ERROR for f in drafted.invoices[0].findings)
    imported = past(workspace, tmp_path, bad)
    assert outcomes(imported) == ["draft"]
    assert all(f.source == "import" for f in imported.invoices[0].findings)
    assert show_document(workspace, "N° 12 é").findings == ()


def test_past__totals_of_the_file_are_compared_and_kept(
    workspace: Workspace, tmp_path: Path
) -> None:
    made = b.invoice(number="F9", issue_date=LAST_YEAR)
    totals = figures(made)
    assert totals.gross is not None
    wrong = replace(made, stated=replace(totals, gross=totals.gross + 7, due=totals.gross + 7))
    [item] = import_files(workspace, [cii_file(tmp_path, wrong)], past=True).invoices
    assert item.gross == Decimal("307.00")
    found = {f.rule: f for f in item.findings}
    assert found["BR-CO-15"].severity is Severity.WARNING
    assert not any(f.severity is Severity.ERROR for f in item.findings)
    shown = show_document(workspace, "F9")
    assert shown.findings == tuple(f for f in item.findings if f.source != "import")
    assert figures(shown.stored.invoice).gross == Decimal("307.00")
    [listed] = list_all(workspace)
    assert listed.row.gross == Decimal("307.00")


def test_past__without_number_or_date_is_refused_and_keeps_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    lacking = (b.invoice(number=None), b.invoice(number="F2", issue_date=None))
    paths = [cii_file(tmp_path, made, f"{n}.xml") for n, made in enumerate(lacking)]
    imported = import_files(workspace, [*paths, *files(tmp_path, row("F3"))], past=True)
    assert outcomes(imported) == ["refused", "refused", "draft"]
    assert [found[-1:] for found in codes(imported)][:2] == [
        ["CD-PAST-NO-NUMBER"], ["CD-PAST-NO-DATE"],
    ]  # fmt: skip
    assert [listed.row.number for listed in list_all(workspace)] == ["F3"]


def test_past__of_a_day_to_come_is_uncertain(workspace: Workspace, tmp_path: Path) -> None:
    imported = past(workspace, tmp_path, row("F1", b.TODAY + timedelta(days=1)), row("F2", b.TODAY))
    assert codes(imported) == [["CD-PAST-IN-FUTURE"], []]


def test_past__one_number_is_one_invoice_in_its_year(workspace: Workspace, tmp_path: Path) -> None:
    first = past(workspace, tmp_path, row("F1"), row("F1", date(2024, 5, 6)), row("F2"))
    assert outcomes(first) == ["draft"] * 3
    again = past(workspace, tmp_path, row("F1"), row("F1", description="Autre"), row("F4"),
                 row("F4", description="Autre"), name="b")  # fmt: skip
    assert outcomes(again) == ["duplicate", "duplicate", "draft", "duplicate"]
    assert [item.id for item in again.invoices] == ["draft:1", "draft:1", "draft:4", "draft:4"]
    assert codes(again)[1:] == [["CD-IMPORTED-BEFORE"], [], ["CD-IMPORTED-BEFORE"]]
    with pytest.raises(UserError, match="ambiguous-id"):
        show_document(workspace, "F1")
    assert show_document(workspace, "2024:F1").stored.id == 2


def test_past__a_dry_run_says_the_same_and_keeps_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = (row("F1"), row("F1", description="Autre"), row("F2"))
    before = dump(workspace.connection)
    dry = import_files(workspace, files(tmp_path, *rows), past=True, dry_run=True)
    assert dump(workspace.connection) == before
    done = past(workspace, tmp_path, *rows)
    assert outcomes(dry) == outcomes(done) == ["draft", "duplicate", "draft"]
    assert codes(dry) == codes(done) == [[], ["CD-IMPORTED-BEFORE"], []]


def test_past__what_is_here_as_a_draft_or_issued_is_the_same(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    draft(workspace, "F7", issue_date=LAST_YEAR)
    imported = past(workspace, tmp_path, row(number, date(2026, 11, 20)), row("F7"),
                    row("F7", date(2023, 1, 9)))  # fmt: skip
    assert outcomes(imported) == ["duplicate", "duplicate", "draft"]
    assert [item.id for item in imported.invoices] == ["draft:1", "draft:2", "draft:3"]


def test_draft__of_the_number_of_a_past_one_is_told_in_the_same_year_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    past(workspace, tmp_path, row("F1"))
    same = row("F1", description="Autre")
    other = row("F1", date(2026, 11, 2), description="Autre")
    path = workbook(tmp_path, same, name="b.xlsx")
    assert "CD-IMPORTED-BEFORE" in codes(import_files(workspace, [path]))[0]
    path = workbook(tmp_path, other, name="c.xlsx")
    assert codes(import_files(workspace, [path])) == [[]]


def test_past__another_seller_s_number_is_none_of_mine(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Both may have an F1 of 2025: each is unique for its own seller."""
    stranger = replace(b.seller().as_party(), siret="73282932000074", name="Autre SARL")
    theirs = b.invoice(number="F1", issue_date=LAST_YEAR, seller=stranger)
    mine = b.invoice(number="F1", issue_date=LAST_YEAR)
    paths = [cii_file(tmp_path, theirs, "b.xml"), cii_file(tmp_path, mine, "a.xml")]
    imported = import_files(workspace, paths, past=True)
    assert outcomes(imported) == ["draft", "draft"]
    assert codes(imported)[0] == ["CD-SELLER-NOT-MINE"]


# Never issued, never deposited, never written, never changed


def test_past__is_never_issued(workspace: Workspace, tmp_path: Path) -> None:
    past(workspace, tmp_path, row("F1"))
    before = dump(workspace.connection)
    for name in ("draft:1", "F1"):
        for keep in (False, True):
            [done] = issue(workspace, [name], keep_number=keep)
            assert done.outcome == "refused"
            assert done.error is not None
            assert (done.error.code, done.error.exit_code) == (
                "past-never-issued", ExitCode.STATE,
            )  # fmt: skip
    assert dump(workspace.connection) == before


def test_past__is_not_deposited_nor_written_nor_edited(
    workspace: Workspace, tmp_path: Path
) -> None:
    past(workspace, tmp_path, row("F1"))
    number = issued(workspace)
    target = tmp_path / "out"
    with pytest.raises(UserError, match="past-not-deposited"):
        bundle(workspace, [number, "F1"], "portal-batch", target)
    assert not target.exists()
    assert [item.number for item in to_deposit(workspace, [1, 2])] == [number]
    for kind in KINDS:
        code = "no-original" if kind == "original" else "past-not-exported"
        with pytest.raises(UserError, match=code) as told:
            export(workspace, "F1", kind, tmp_path / "f")
        assert told.value.exit_code == ExitCode.STATE
    assert not (tmp_path / "f").exists()
    with pytest.raises(UserError, match="past-unchanged"):
        open_draft(workspace, "F1")


def test_past__nothing_of_it_can_be_changed(workspace: Workspace, tmp_path: Path) -> None:
    past(workspace, tmp_path, row("F1"))
    draft(workspace)
    connection = workspace.connection
    for statement in (
        "UPDATE invoices SET number = 'X' WHERE id = 1", "UPDATE invoices SET past = 0 WHERE id = 1",
        "UPDATE invoices SET past = 1 WHERE id = 2", "DELETE FROM lines WHERE invoice_id = 1",
        "UPDATE lines SET net_cents = 0 WHERE invoice_id = 1",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_issued__can_be_made_past_by_nobody(workspace: Workspace) -> None:
    issued(workspace)
    for statement in ("UPDATE invoices SET past = 1", "DELETE FROM invoices"):
        with pytest.raises(sqlite3.IntegrityError, match=r"issued|past"):
            workspace.connection.execute(statement)
    assert not invoices.delete_past(workspace.connection, 1)


# The numbers that are left


def test_keep_number__of_one_sent_elsewhere_is_refused_in_its_own_words(
    workspace: Workspace, tmp_path: Path
) -> None:
    past(workspace, tmp_path, row("F1", date(2026, 1, 5)), row("F2"))
    taken = draft(workspace, "F1")
    [done] = issue(workspace, [taken], keep_number=True)
    assert [f.rule for f in done.findings] == ["CD-NUMBER-SENT-ELSEWHERE"]
    free = draft(workspace, "F2")  # F2 is of another year
    [done] = issue(workspace, [free], keep_number=True)
    assert (done.outcome, done.number) == ("issued", "F2")


def test_series__is_not_disturbed_by_numbers_of_another_form(
    workspace: Workspace, tmp_path: Path
) -> None:
    past(workspace, tmp_path, row("F-2026-0041", date(2026, 11, 23)), row("41", date(2026, 11, 23)))
    assert issued(workspace) == "2026-0001"


def test_series__goes_on_after_the_highest_sent_elsewhere_of_its_form(
    workspace: Workspace, tmp_path: Path
) -> None:
    past(workspace, tmp_path, row("2026-0006", date(2026, 3, 5)),
         row("2026-0007", date(2026, 4, 5)), row("2025-0099"))  # fmt: skip
    state = series_of(workspace, b.seller(), 2026)
    assert (state.last_count, state.last_date) == (7, date(2026, 4, 5))
    early = draft(workspace, issue_date=date(2026, 4, 1), delivery_date=date(2026, 4, 1),
                  due_date=date(2026, 5, 1))  # fmt: skip
    [done] = issue(workspace, [early])
    assert "CD-DATE-ORDER" in [f.rule for f in done.findings]
    name = draft(workspace)
    [foreseen] = foresee(workspace, [name])
    assert foreseen.number == "2026-0008"
    [done] = issue(workspace, [name])
    assert done.number == "2026-0008"
    assert issued(workspace) == "2026-0009"


def test_import__says_with_what_number_the_series_goes_on(
    workspace: Workspace, tmp_path: Path
) -> None:
    stranger = replace(b.seller().as_party(), siret="73282932000074", name="Autre SARL")
    theirs = b.invoice(number="2026-0090", issue_date=date(2026, 5, 2), seller=stranger)
    paths = [
        *files(tmp_path, row("2026-0007", date(2026, 3, 5)), row("2025-0099"), row("F1")),
        cii_file(tmp_path, theirs),
    ]
    for dry in (True, False):
        assert import_files(workspace, paths, past=True, dry_run=dry).next_number == "2026-0008"
    assert import_files(workspace, paths, past=True).next_number is None  # already there
    assert issued(workspace) == "2026-0008"
    assert (
        past(workspace, tmp_path, row("2026-0003", date(2026, 3, 4)), name="b").next_number is None
    )


def test_series__that_began_here_goes_on_after_those_that_come_later(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert issued(workspace) == "2026-0001"
    past(workspace, tmp_path, row("2026-0004", date(2026, 11, 20)))
    assert issued(workspace) == "2026-0005"
    undo_import(workspace, [1])
    assert issued(workspace) == "2026-0006"  # what was given here is gone on from


def test_series__changed_to_the_form_of_those_sent_elsewhere_gives_none_twice(
    workspace: Workspace, tmp_path: Path
) -> None:
    past(workspace, tmp_path, row("F-001", date(2026, 1, 5)), row("F-002", date(2026, 2, 5)))
    changed = b.seller(series="F-{number:03}")
    save_seller(workspace.connection, changed, workspace.clock.now())
    assert issued(workspace) == "F-003"


def test_past__of_a_table_before_a_business_is_set_counts_for_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.connection.execute("DELETE FROM seller")
    past(workspace, tmp_path, row("2026-0003", date(2026, 3, 5)), row("F1", date(2026, 3, 6)))
    furnish(workspace)
    assert issued(workspace) == "2026-0004"
    [done] = issue(workspace, [draft(workspace, "F1")], keep_number=True)
    assert done.outcome == "refused"
    again = past(workspace, tmp_path, row("F1", date(2026, 3, 6), description="X"), name="b")
    assert outcomes(again) == ["duplicate"]


# Followed like one issued here


def test_past__is_followed_from_its_deposit_to_its_payment(
    workspace: Workspace, tmp_path: Path
) -> None:
    past(workspace, tmp_path, row("F1"))
    assert set_status(workspace, "F1", "deposited", on=date(2026, 11, 4)).status == "deposited"
    [listed] = list_all(workspace)
    assert (listed.status, listed.days_without_news) == ("deposited", 20)
    assert listed.legal_due_date is not None
    assert (listed.at_stake, listed.row.past) == (Decimal("300.00"), True)
    [found] = rows_of(workspace, [1])
    assert (found.status, found.days_without_news) == ("deposited", 20)
    assert set_status(workspace, "F1", "MISE_EN_PAIEMENT").status == "MISE_EN_PAIEMENT"
    assert set_status(workspace, "F1", "paid").status == "paid"
    with pytest.raises(UserError, match="date-before-issue"):
        set_status(workspace, "F1", "paid", on=date(2025, 1, 1))


def test_past__a_credit_note_may_refer_to_it(workspace: Workspace, tmp_path: Path) -> None:
    past(workspace, tmp_path, row("F1"))
    note = credit(workspace, "F1")
    made = document(workspace, f"draft:{note.id}").invoice
    assert made.preceding == (Preceding(number="F1", issue_date=LAST_YEAR),)
    [done] = issue(workspace, [f"draft:{note.id}"])
    assert done.outcome == "issued", done.findings
    copied = duplicate(workspace, "F1")
    assert document(workspace, f"draft:{copied.id}").invoice.number is None


# Taken back


def test_undo__takes_out_those_of_which_nothing_was_told_since(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = dump(workspace.connection, "events")
    done = past(workspace, tmp_path, row("F1"), row("F2"))
    assert undo_import(workspace, done.import_ids) == Undone(discarded=2, edited=0, past=2, kept=())
    assert dump(workspace.connection, "events") == before
    assert outcomes(past(workspace, tmp_path, row("F1"))) == ["draft"]


def test_undo__keeps_and_names_those_of_which_something_was_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    done = past(workspace, tmp_path, row("F1"), row("F2"), row("F3"))
    set_status(workspace, "F1", "paid")
    note = credit(workspace, "F3")
    assert issue(workspace, [f"draft:{note.id}"])[0].outcome == "issued"
    undone = undo_import(workspace, done.import_ids)
    assert undone == Undone(
        discarded=1, edited=0, past=1, kept=(), followed=("F1", "F3")
    )  # fmt: skip
    assert {listed.row.number for listed in list_all(workspace) if listed.row.past} == {"F1", "F3"}


def test_discard__takes_a_past_one_out_and_puts_it_back_as_it_was(
    workspace: Workspace, tmp_path: Path
) -> None:
    past(workspace, tmp_path, row("F1"), row("F2"))
    set_status(workspace, "F1", "deposited", on=date(2026, 11, 4))
    before = dump(workspace.connection, "events")
    gone = discard(workspace, ["F1", "draft:2"])
    assert [taken.stored.id for taken in gone.past] == [1, 2]
    assert list_all(workspace) == []
    restore(workspace, gone)
    assert dump(workspace.connection, "events") == before
    assert [event.kind for event in history(workspace, "F2")] == [
        "imported",
        "taken-out",
        "put-back",
    ]
    restore(workspace, gone)  # already back
    assert dump(workspace.connection, "events") == before


def test_check__of_a_past_one_asks_all_rules_since_it_was_called_for(
    workspace: Workspace, tmp_path: Path
) -> None:
    past(workspace, tmp_path, row("F1", buyer_siret="21990001600012"))
    [checked] = check_targets(workspace, ["F1"])
    assert checked.error is None
    assert not checked.acceptable
