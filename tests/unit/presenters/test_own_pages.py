"""What is said of invoices with their author's page: issued, handed over, imported, edited."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.party import Seller
from chorus_desk.formats.bundle import API, PORTAL_BATCH, PORTAL_PDF, ROUTES
from chorus_desk.presenters import importing, routes
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.lines import Cell
from chorus_desk.presenters.issuing import announce
from chorus_desk.usecases.drafts import open_draft
from chorus_desk.usecases.foresee import Foreseen
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import ImportedInvoice
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.own_pages import LINES, page
from tests.stored import furnish
from tests.unit.presenters.spaces import plain
from tests.unit.presenters.test_hand_over import _item

SPACED = Finding(rule="CD-PORTAL-SPACED", severity=Severity.WARNING, source=Source.CHORUS_PRO)


def test_announce__says_that_the_number_of_the_page_is_kept() -> None:
    item = Foreseen(id="draft:1", number="D-1", buyer="Commune", gross=Decimal(12),
                    currency="EUR", findings=(), own_page=True)  # fmt: skip
    said = announce([item], "fr")
    assert [plain(line) for line in said.lines] == [
        "D-1 : Commune, 12,00 € TTC",
        "Elle part avec votre page : le numéro qui y est imprimé est gardé.",
    ]
    assert "Factur-X" not in said.consequence  # a plain page has none
    assert "Factur-X" in announce([replace(item, own_page=False)], "fr").consequence


def test_routes__say_whose_page_leaves() -> None:
    own = replace(_item(2), own_page=True)
    cards = {card.key: card for card in routes.route_cards([_item(1), own], "fr", read_only=False)}
    assert "Avec votre page, telle que vous l'avez faite" in cards[PORTAL_PDF].gives
    assert plain(cards[PORTAL_BATCH].gives).endswith("devenue un Factur-X : 2026-0002.")
    ours = routes.route_cards([_item(1)], "fr", read_only=False)
    assert not any("otre page" in card.gives for card in ours)


def test_routes__a_plain_page_leaves_by_the_portal_alone() -> None:
    items = [_item(1), replace(_item(2), own_page=True, plain_only=True)]
    cards = {card.key: card for card in routes.route_cards(items, "fr", read_only=False)}
    assert cards[PORTAL_PDF].reason is None
    for key in (PORTAL_BATCH, API):
        assert plain(cards[key].reason or "").startswith("2026-0002 : votre page n'a pas pu")
        assert "otre page" not in cards[key].gives  # it has not become one
    assert routes.usual_route(items) == PORTAL_PDF
    assert routes.usual_route([_item(1), _item(2)]) == PORTAL_BATCH


@pytest.mark.parametrize("route", [*ROUTES, None])
def test_page_remarks__are_of_the_route_that_takes_the_page_as_it_is(route: str | None) -> None:
    said = routes.page_remarks([replace(_item(1), remarks=(SPACED,))], route, "fr")
    assert bool(said) == (route == PORTAL_PDF)
    for line in said:
        assert plain(line).startswith("Votre page de la facture 2026-0001 : Ce SIRET est écrit")


def test_page_remarks__of_many_are_counted() -> None:
    items = [replace(_item(1), remarks=(SPACED,) * 9)]
    *_, last = routes.page_remarks(items, PORTAL_PDF, "fr")
    assert plain(last) == "et 3 autres"


def test_import__says_that_the_pdf_stays_the_page() -> None:
    item = ImportedInvoice(id="draft:1", number="D-1", outcome="draft", lines=1,
                           issue_date=date(2026, 11, 3), own_page=True)  # fmt: skip
    [remark] = importing.remarks_of(item, "fr").lines
    assert plain(remark.text).startswith("Votre PDF est gardé : c'est la page")


def _editor(
    workspace: Workspace, folder: Path, *more: str, seller: Seller | None = None
) -> Editor:  # fmt: skip
    """Return a draft of a page in the window, its page with some lines more."""
    furnish(workspace, seller or b.vat_seller())
    file = folder / "facture.pdf"
    file.write_bytes(page((*LINES, *more)))
    [item] = import_files(workspace, [file]).invoices
    assert item.id is not None
    return Editor(open_draft(workspace, item.id), "fr")


def _has_page(editor: Editor) -> bool:
    return editor.page is not None


def test_editor__gives_the_page_up_and_takes_it_back(workspace: Workspace, tmp_path: Path) -> None:
    editor = _editor(workspace, tmp_path)
    assert _has_page(editor)
    assert editor.text("number") == "D-2026-031"
    assert not editor.unsaved
    editor.use_our_page()
    assert not _has_page(editor)
    assert editor.text("number") == ""
    assert editor.to_keep().own_page is None
    assert editor.judged.next_number == "2026-0001"
    editor.undo()
    assert _has_page(editor)
    assert editor.text("number") == "D-2026-031"
    assert editor.to_keep().own_page is not None
    assert not editor.unsaved


IBAN = "FR7630006000011234567890189"


@pytest.mark.parametrize(
    ("path", "typed", "rule"),
    [
        ("number", "D-2026-039", "CD-PAGE-NUMBER"),
        ("issue_date", "23/11/2026", "CD-PAGE-DATE"),
        ("due_date", "31/12/2026", "CD-OWN-DUE"),
        ("buyer.siret", b.HOSPITAL_SIRET, "CD-OWN-BUYER"),
        ("commitment_number", "EJ-9", "CD-PAGE-COMMITMENT"),
        ("lines[0].quantity", "3", "CD-OWN-NET"),
        ("lines[0].quantity", "3", "CD-PAGE-GROSS"),
        ("lines[0].vat_category", "10 %", "CD-OWN-VAT"),
        ("payment.iban", "FR1420041010050500013M02606", "CD-OWN-IBAN"),
    ],
)
def test_editor__what_differs_from_the_page_is_named_at_once(
    workspace: Workspace, tmp_path: Path, path: str, typed: str, rule: str
) -> None:
    editor = _editor(workspace, tmp_path, "Échéance : 24/12/2026", f"IBAN {IBAN}")
    assert rule not in {finding.rule for finding in editor.judged.findings}
    assert editor.text("due_date") == "24/12/2026"
    if path.startswith("lines"):
        editor.edit_cell(0, Cell(path.partition(".")[2]), typed)
    else:
        editor.edit(path, typed)
    assert rule in {finding.rule for finding in editor.judged.findings}


def test_editor__an_account_that_is_not_that_of_the_settings_is_named(
    workspace: Workspace, tmp_path: Path
) -> None:
    editor = _editor(workspace, tmp_path, f"IBAN {IBAN}")
    rules = {finding.rule for finding in editor.judged.findings}
    assert "CD-OWN-IBAN-SELLER" in rules
    assert "CD-OWN-IBAN" not in rules


def test_editor__the_account_of_the_settings_is_named_in_full(
    workspace: Workspace, tmp_path: Path
) -> None:
    seller = replace(b.vat_seller(), iban=IBAN)
    editor = _editor(workspace, tmp_path, f"IBAN {IBAN}", seller=seller)
    payment = editor.judged.invoice.payment
    assert (payment.iban, payment.account_name) == (IBAN, seller.printed_name())
    assert not {f.rule for f in editor.judged.findings if f.rule.startswith("CD-OWN-IBAN")}


def test_editor__edits_leave_the_page_where_it_is(workspace: Workspace, tmp_path: Path) -> None:
    editor = _editor(workspace, tmp_path)
    editor.edit("commitment_number", "EJ-9")
    editor.edit("issue_date", "pas une date")
    editor.remove_lines([0])
    assert editor.to_keep().own_page is not None
    rules = {finding.rule for finding in editor.judged.findings}
    assert {"CD-PAGE-COMMITMENT", "CD-OWN-NET"} <= rules
