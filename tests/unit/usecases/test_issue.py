"""Issuing: the number, the files and the event come together or not at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.domain.invoice import Payment, Preceding, Totals
from chorus_desk.domain.party import Party
from chorus_desk.domain.totals import compute_totals
from chorus_desk.formats import cii, facturx
from chorus_desk.storage import invoice_files, invoices
from chorus_desk.storage.connection import writing
from chorus_desk.storage.events import load_events
from chorus_desk.storage.imports import ImportRecord, add_import
from chorus_desk.storage.seller import save_seller
from chorus_desk.usecases import issue as issue_module
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.drafting import complete
from chorus_desk.usecases.drafts import discard
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, draft, furnish


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def rules(workspace: Workspace, name: str, *, keep_number: bool = False) -> list[str]:
    [result] = issue(workspace, [name], keep_number=keep_number)
    assert result.outcome == "refused"
    assert not document(workspace, name).issued
    return [finding.rule for finding in result.findings if finding.severity == "error"]


def test_issue__gives_number_files_and_event(workspace: Workspace) -> None:
    name = draft(workspace)
    [result] = issue(workspace, [name])
    assert (result.id, result.number, result.outcome, result.findings) == (
        name,
        "2026-0001",
        "issued",
        (),
    )
    assert result.changes == Changes.INVOICES | Changes.EVENTS
    kept_invoice = document(workspace, name)
    assert kept_invoice.issued
    assert kept_invoice.invoice.number == "2026-0001"
    kept = invoice_files.load_attached(workspace.connection, kept_invoice.id, invoice_files.FACTURX)
    assert kept is not None
    read = cii.read(facturx.extract(kept[1]).xml).invoice
    assert read.number == "2026-0001"
    assert read.seller.siret == b.SELLER_SIRET
    portal = invoice_files.load_attached(
        workspace.connection, kept_invoice.id, invoice_files.PORTAL_PDF
    )
    assert portal is not None
    assert "Facture n° 2026-0001" in PdfReader(BytesIO(portal[1])).pages[0].extract_text()
    [event] = load_events(workspace.connection, kept_invoice.id)
    assert (event.kind, event.note, event.file) == ("issued", "2026-0001", "2026-0001.pdf")
    assert event.sha256 == invoice_files.attached_digest(
        workspace.connection, kept_invoice.id, invoice_files.FACTURX
    )


def test_issue__counts_without_a_gap_in_order_of_date(workspace: Workspace) -> None:
    late = draft(workspace, issue_date=date(2026, 11, 22))
    bad = draft(workspace, issue_date=date(2026, 11, 21), lines=())
    early = draft(workspace, issue_date=date(2026, 11, 20))
    results = issue(workspace, [late, bad, early])
    assert [(r.id, r.number) for r in results] == [
        (late, "2026-0002"),
        (bad, None),
        (early, "2026-0001"),
    ]


def test_issue__begins_again_each_year(workspace: Workspace) -> None:
    old = draft(workspace, issue_date=date(2025, 12, 30), due_date=date(2026, 1, 29),
                delivery_date=date(2025, 12, 1),
                exemptions=(replace(b.invoice().exemptions[0],
                                    reason="TVA non applicable, art. 293 B du CGI"),))  # fmt: skip
    new = draft(workspace)
    assert [r.number for r in issue(workspace, [old, new])] == ["2025-0001", "2026-0001"]


def test_issue__starts_where_the_seller_says_this_year(workspace: Workspace) -> None:
    moved = b.seller(next_number=42, next_number_year=2026)
    save_seller(workspace.connection, moved, workspace.clock.now())
    assert [issue(workspace, [draft(workspace)])[0].number for _ in range(2)] == [
        "2026-0042",
        "2026-0043",
    ]
    save_seller(workspace.connection, replace(moved, next_number_year=2025), workspace.clock.now())
    assert issue(workspace, [draft(workspace)])[0].number == "2026-0044"


def test_issue__starts_nowhere_else_once_the_year_began(workspace: Workspace) -> None:
    assert issue(workspace, [draft(workspace)])[0].number == "2026-0001"
    late = b.seller(next_number=50, next_number_year=2026)
    save_seller(workspace.connection, late, workspace.clock.now())
    assert issue(workspace, [draft(workspace)])[0].number == "2026-0002"


def test_issue__refuses_a_date_before_the_last_of_the_series(workspace: Workspace) -> None:
    issue(workspace, [draft(workspace)])
    assert rules(workspace, draft(workspace, issue_date=date(2026, 11, 19))) == ["CD-DATE-ORDER"]
    same_day = draft(workspace)
    assert issue(workspace, [same_day])[0].number == "2026-0002"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [({"issue_date": None}, "BR-03"), ({"issue_date": date(2026, 11, 25)}, "G1.07"), ({"lines": ()}, "BR-16"),
     ({"payment": Payment(means="30", iban="FR00")}, "CD-IBAN")],
)  # fmt: skip
def test_issue__refuses_what_has_an_error_and_changes_nothing(
    workspace: Workspace, changes: dict[str, Any], rule: str
) -> None:
    name = draft(workspace, **changes)
    before = document(workspace, name)
    assert rule in rules(workspace, name)
    assert document(workspace, name) == before
    assert load_events(workspace.connection, before.id) == ()


def test_issue__puts_the_sellers_block_of_the_settings(workspace: Workspace) -> None:
    moved = b.seller(
        street="Nouvelle adresse", insurance="MAAF, 79180 Chauray", mentions=("Merci.",)
    )
    name = draft(workspace)
    save_seller(workspace.connection, moved, workspace.clock.now())
    issue(workspace, [name])
    made = document(workspace, name).invoice
    assert made.seller.address.line1 == "Nouvelle adresse"
    assert [note.text for note in made.notes] == [
        "Assurance professionnelle\u00a0: MAAF, 79180 Chauray",
        "Merci.",
    ]


BARE: dict[str, Any] = {
    "seller": Party(), "buyer": Party(siret=b.COMMUNE_SIRET), "payment": Payment(), "exemptions": (),
    "due_date": None, "billing_framework": None, "lines": (b.line(vat_category=None, vat_rate=None),),
}  # fmt: skip


def test_issue__takes_the_settings_of_the_moment_for_ever(workspace: Workspace) -> None:
    """What was not decided by hand follows the settings, until it is frozen."""
    name = draft(workspace, **BARE)
    moved = b.seller(iban="DE89370400440532013000", insurance="AXA 2026", street="9 rue Neuve")
    furnish(workspace, seller=moved, body=b.commune(city="Ville-Neuve", payment_days=50))
    assert issue(workspace, [name])[0].outcome == "issued"
    made = document(workspace, name).invoice
    assert made == complete(replace(b.invoice(), **BARE), moved,
                            b.commune(city="Ville-Neuve", payment_days=50))  # fmt: skip
    assert made.payment.iban == "DE89370400440532013000"
    assert (made.due_date, made.buyer.address.city) == (date(2027, 1, 9), "Ville-Neuve")
    furnish(workspace)
    assert document(workspace, name).invoice == made


def test_issue__of_what_was_drafted_in_franchise_wants_the_vat_of_today(
    workspace: Workspace,
) -> None:
    name = draft(workspace, **BARE)
    claimed = draft(workspace)  # the franchise stood in the file
    furnish(workspace, seller=b.vat_seller())
    assert "BR-CO-04" in rules(workspace, name)
    assert "CD-NOT-FRANCHISE" in rules(workspace, claimed)


@pytest.mark.parametrize(
    "changed", [{"seller": b.seller(street="9 rue Neuve")}, {"body": b.commune(city="Ville-Neuve")}]
)
def test_race__with_the_settings_issues_what_they_say(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any]
) -> None:
    name, real = draft(workspace, **BARE), issue_module._commit

    def racing(*arguments: object) -> bool:
        monkeypatch.setattr(issue_module, "_commit", real)
        furnish(workspace, **changed)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(issue_module, "_commit", racing)
    assert issue(workspace, [name])[0].number == "2026-0001"
    made = document(workspace, name).invoice
    assert made.seller == changed.get("seller", b.seller()).as_party()
    assert made.buyer == changed.get("body", b.commune()).as_party()


def test_race__that_is_always_lost_ends(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = draft(workspace)
    monkeypatch.setattr(issue_module, "_MOST_TRIES", 2)
    monkeypatch.setattr(issue_module, "_commit", lambda *_: False)
    [result] = issue(workspace, [name])
    assert result.outcome == "refused"
    assert result.error is not None
    assert result.error.code == "database-busy"


def test_race__with_a_discard_is_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, real = draft(workspace), issue_module._commit

    def racing(*arguments: object) -> bool:
        discard(workspace, [name])
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(issue_module, "_commit", racing)
    [result] = issue(workspace, [name])
    assert result.error is not None
    assert result.error.code == "unknown-id"


# Another business.

OTHER = b.seller(siret="73282932000074")


def test_series__begins_anew_for_another_business(workspace: Workspace) -> None:
    assert issue(workspace, [draft(workspace)])[0].number == "2026-0001"
    furnish(workspace, seller=OTHER)
    names = [draft(workspace, seller=Party(), issue_date=date(2026, 11, n)) for n in (18, 19)]
    assert [r.number for r in issue(workspace, names)] == ["2026-0001", "2026-0002"]
    furnish(workspace)
    assert issue(workspace, [draft(workspace)])[0].number == "2026-0002"


def test_keep_number__of_another_business_is_free(workspace: Workspace) -> None:
    issue(workspace, [draft(workspace, "X1")], keep_number=True)
    furnish(workspace, seller=OTHER)
    name = draft(workspace, "X1", seller=Party())
    [result] = issue(workspace, [name], keep_number=True)
    assert (result.outcome, result.number) == ("issued", "X1")
    assert find_document(workspace, "X1").id == find_document(workspace, "2026:X1").id == 2
    assert "G1.45" in rules(workspace, draft(workspace, "X1", seller=Party()), keep_number=True)


def test_issue__needs_a_seller(workspace: Workspace) -> None:
    name = draft(workspace)
    workspace.connection.execute("DELETE FROM seller")
    with pytest.raises(UserError) as refused:
        issue(workspace, [name])
    assert (refused.value.code, refused.value.exit_code) == ("no-seller", ExitCode.STATE)


def test_issue__twice_is_refused(workspace: Workspace) -> None:
    name = draft(workspace)
    issue(workspace, [name])
    for again in (name, "2026-0001"):
        [result] = issue(workspace, [again])
        assert result.error is not None
        assert result.error.code == "already-issued"
    assert len(load_events(workspace.connection, 1)) == 1


def test_issue__of_somebody_elses_invoice_is_refused(workspace: Workspace) -> None:
    name = draft(workspace, seller=replace(b.seller().as_party(), siret="26990001500018"))
    [result] = issue(workspace, [name])
    assert result.error is not None
    assert result.error.code == "not-my-invoice"


def test_issue__names_unknown_ids(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="unknown-id"):
        issue(workspace, ["draft:99"])


def test_keep_number__keeps_a_free_one_outside_the_series(workspace: Workspace) -> None:
    name = draft(workspace, "OLD-77")
    [result] = issue(workspace, [name], keep_number=True)
    assert result.number == "OLD-77"
    assert issue(workspace, [draft(workspace)])[0].number == "2026-0001"


@pytest.mark.parametrize(
    ("imported", "rule"),
    [("2026-0009", "CD-NUMBER-IN-SERIES"), ("OLD 77", "BR-FR-02"), (None, "BR-02"), ("20261120", "CD-NUMBER-BARE-DATE")],
)  # fmt: skip
def test_keep_number__refuses_the_others(
    workspace: Workspace, imported: str | None, rule: str
) -> None:
    assert rule in rules(workspace, draft(workspace, imported), keep_number=True)


def test_keep_number__refuses_a_used_one(workspace: Workspace) -> None:
    issue(workspace, [draft(workspace, "OLD-77")], keep_number=True)
    assert "G1.45" in rules(workspace, draft(workspace, "OLD-77"), keep_number=True)


CREDIT: dict[str, Any] = {
    "type_code": "381",
    "payment": Payment(),
    "issue_date": date(2026, 11, 22),
}


def test_credit_note__takes_the_number_of_its_origin(workspace: Workspace) -> None:
    origin = draft(workspace, "F-1")
    credit = draft(workspace, "F-2", preceding=(Preceding(number="F-1"),), **CREDIT)
    issue(workspace, [credit, origin])
    assert document(workspace, credit).invoice.preceding == (
        Preceding(number="2026-0001", issue_date=date(2026, 11, 20)),
    )


def test_credit_note__waits_for_its_origin(workspace: Workspace) -> None:
    draft(workspace, "F-1")
    credit = draft(workspace, "F-2", preceding=(Preceding(number="F-1"),), **CREDIT)
    assert rules(workspace, credit) == ["CD-ORIGIN-NOT-ISSUED"]


def imported(workspace: Workspace, **drafts: dict[str, Any]) -> list[str]:
    """Keep drafts that came together in one import, by their working numbers."""
    connection = workspace.connection
    record = ImportRecord(at=workspace.clock.now(), file_name="a", sha256="", format="xlsx")
    with writing(connection):
        import_id = add_import(connection, record)
        ids = [
            invoices.add_draft(connection, b.invoice(**{"number": None, **changes}),
                               imported_number=number, import_id=import_id)
            for number, changes in drafts.items()
        ]  # fmt: skip
    return [f"draft:{draft_id}" for draft_id in ids]


def test_credit_note__means_the_invoice_of_its_own_import(workspace: Workspace) -> None:
    """Working numbers begin at one in every workbook."""
    issue(workspace, imported(workspace, F1={}, F2={}))
    origin, credit = imported(
        workspace, F1={"issue_date": date(2026, 11, 21)},
        F3={"preceding": (Preceding(number="F1"),), **CREDIT},
    )  # fmt: skip
    assert rules(workspace, credit) == ["CD-ORIGIN-NOT-ISSUED"]
    issue(workspace, [origin, credit])
    assert document(workspace, credit).invoice.preceding == (
        Preceding(number="2026-0003", issue_date=date(2026, 11, 21)),
    )


def test_credit_note__means_a_working_number_before_a_given_one(workspace: Workspace) -> None:
    """The workbook guessed its numbers, and the order of dates gave them the other way round."""
    guessed: dict[str, dict[str, Any]] = {
        "2026-0001": {"issue_date": date(2026, 11, 21)}, "2026-0002": {},
        "A": {"preceding": (Preceding(number="2026-0001"),), **CREDIT},
    }  # fmt: skip
    later, earlier, credit = imported(workspace, **guessed)
    assert [r.number for r in issue(workspace, [later, earlier, credit])] == [
        "2026-0002", "2026-0001", "2026-0003",
    ]  # fmt: skip
    assert [p.number for p in document(workspace, credit).invoice.preceding] == ["2026-0002"]


def test_credit_note__made_here_means_the_given_number(workspace: Workspace) -> None:
    issue(workspace, [draft(workspace)])
    issue(workspace, [draft(workspace, "2026-0001")])
    credit = draft(workspace, preceding=(Preceding(number="2026-0001"),), **CREDIT)
    issue(workspace, [credit])
    assert [p.number for p in document(workspace, credit).invoice.preceding] == ["2026-0001"]


def test_credit_note__means_the_invoice_of_the_day_it_states(workspace: Workspace) -> None:
    furnish(workspace, seller=b.vat_seller(series="F{number}"))
    taxed: dict[str, Any] = {"lines": (b.taxed_line(),), "exemptions": (), "due_date": None}
    old: dict[str, Any] = {"issue_date": date(2025, 12, 1), "delivery_date": date(2025, 12, 1)}
    for changes in (old, {}):
        assert issue(workspace, [draft(workspace, **taxed, **changes)])[0].number == "F1"
    for day, year in ((date(2025, 12, 1), 2025), (None, 2026)):
        preceding = (Preceding(number="F1", issue_date=day),)
        credit = draft(workspace, preceding=preceding, **taxed, **CREDIT)
        assert issue(workspace, [credit])[0].outcome == "issued"
        [found] = document(workspace, credit).invoice.preceding
        assert found.issue_date is not None
        assert found.issue_date.year == year


def test_credit_note__means_no_document_of_anothers(workspace: Workspace) -> None:
    draft(workspace, "F-1", seller=OTHER.as_party())
    credit = draft(workspace, "F-2", preceding=(Preceding(number="F-1"),), **CREDIT)
    assert issue(workspace, [credit])[0].outcome == "issued"
    assert [p.number for p in document(workspace, credit).invoice.preceding] == ["F-1"]


def test_credit_note__may_name_an_invoice_from_elsewhere(workspace: Workspace) -> None:
    credit = draft(workspace, preceding=(Preceding(number="2019-12"),), **CREDIT)
    assert issue(workspace, [credit])[0].outcome == "issued"
    assert document(workspace, credit).invoice.preceding[0].number == "2019-12"


def test_stated_figures__that_agree_go_with_the_issue(workspace: Workspace) -> None:
    name = draft(workspace, stated=compute_totals(b.invoice()))
    assert issue(workspace, [name])[0].outcome == "issued"
    assert document(workspace, name).invoice.stated is None


def test_stated_figures__that_disagree_forbid_it(workspace: Workspace) -> None:
    wrong: Totals = replace(compute_totals(b.invoice()), due=Decimal("299.00"))
    assert "BR-CO-16" in rules(workspace, draft(workspace, stated=wrong))


def test_official_rules__forbid_what_ours_let_through(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A unit that UN/ECE does not list: no rule of ours, an official one.
    name = draft(workspace, lines=(b.line(unit="QQQ"),))
    found = rules(workspace, name)
    assert found
    assert all(not rule.startswith("CD-") for rule in found)


def test_race__for_the_same_number_is_run_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process takes the number between the proof and the commit."""
    first, second = draft(workspace), draft(workspace)
    real = issue_module._commit
    raced: list[bool] = []

    def racing(*arguments: object) -> bool:
        if not raced:
            raced.append(True)
            monkeypatch.setattr(issue_module, "_commit", real)
            assert issue(workspace, [second])[0].number == "2026-0001"
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(issue_module, "_commit", racing)
    assert issue(workspace, [first])[0].number == "2026-0002"


def test_race__with_an_edit_issues_what_was_edited(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = draft(workspace)
    real = issue_module._commit

    def racing(*arguments: object) -> bool:
        monkeypatch.setattr(issue_module, "_commit", real)
        before = document(workspace, name)
        edited = replace(before.invoice, lines=(b.line(description="Corrigée"),))
        with writing(workspace.connection):
            invoices.replace_draft(workspace.connection, replace(before.draft, invoice=edited))
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(issue_module, "_commit", racing)
    issue(workspace, [name])
    assert document(workspace, name).invoice.lines[0].description == "Corrigée"


def test_id__of_a_draft_names_it_for_ever(workspace: Workspace) -> None:
    name = draft(workspace)
    issue(workspace, [name])
    assert find_document(workspace, name).id == find_document(workspace, "2026-0001").id
    assert find_document(workspace, "2026:2026-0001").issued
