"""A draft in the program's own workbook: imported again it is the same, or what is lost is named."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Line, Note, Preceding
from chorus_desk.domain.party import Party
from chorus_desk.storage import invoices
from chorus_desk.storage.connection import writing
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.export import Exported, export, export_together
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.stored import document, draft, furnish, issued, whole
from tests.unit.formats.test_cii import texts

D = Decimal
CLOCK = Clock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
said = texts.filter(bool)
cents = st.decimals(D("0.01"), 9_999, places=2)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    rate = draw(st.sampled_from([None, D(20), D(10), D("5.5")]))
    discount = draw(st.sampled_from([(), (AllowanceCharge(amount=D("1.50"), reason="Remise"),)]))
    return Line(
        description=draw(said), details=draw(st.none() | said), allowances=discount,
        quantity=draw(st.decimals(-99, 99, places=4)),
        unit=draw(st.sampled_from(["C62", "HUR", "MTK", "LS"])),
        unit_price=draw(st.decimals(0, 999, places=6)),
        vat_category="S" if rate else None, vat_rate=rate,
    )  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> Invoice:
    """Return a draft as it is made by hand: the settings fill in the rest."""
    day = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    optional = st.none() | said
    return Invoice(
        issue_date=day, delivery_date=draw(st.none() | st.just(day)),
        type_code=draw(st.sampled_from(["380", "381"])),
        buyer=Party(siret=b.COMMUNE_SIRET, service_code=draw(optional)),
        commitment_number=draw(optional), contract_number=draw(optional),
        lines=tuple(draw(st.lists(lines(), min_size=1, max_size=3))),
        allowances=draw(st.sampled_from([(), (AllowanceCharge(amount=D("3.25")),)])),
        prepaid=draw(st.none() | cents),
        preceding=tuple(Preceding(number=number) for number in draw(st.lists(said, max_size=1))),
        notes=tuple(Note(text=text) for text in draw(st.lists(said, max_size=1))),
    )  # fmt: skip


def lacks(done: Exported) -> set[str | None]:
    """Return the paths of what the workbook has no place for."""
    return {f.path for f in done.findings if f.rule == "CD-NOT-IN-WORKBOOK"}


def kept(workspace: Workspace, made: Invoice) -> None:
    furnish(workspace, b.vat_seller())
    with writing(workspace.connection):
        invoices.add_draft(workspace.connection, made)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@settings(max_examples=15)
@given(made=drafts())
def test_workbook__imported_again_is_the_same_draft(
    tmp_path_factory: pytest.TempPathFactory, kind: str, made: Invoice
) -> None:
    place = tmp_path_factory.mktemp("x")
    with open_workspace(place / "a", CLOCK) as workspace:
        kept(workspace, made)
        done = export(workspace, "draft:1", kind, place / f"f.{kind}")
        before = whole(workspace, "draft:1")
    assert not lacks(done)
    with open_workspace(place / "b", CLOCK) as workspace:  # empty: what was decided by hand alone
        [item] = import_files(workspace, [place / f"f.{kind}"]).invoices
        assert item.outcome == "draft"
        assert document(workspace, "draft:1").invoice == made
        furnish(workspace, b.vat_seller())
        assert whole(workspace, "draft:1") == before


def test_workbook__that_comes_back_is_known_again_and_doubles_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    kept(workspace, Invoice())
    name = draft(workspace, "F1")
    export(workspace, name, "xlsx", tmp_path / "f.xlsx")
    [item] = import_files(workspace, [tmp_path / "f.xlsx"]).invoices
    assert (item.outcome, item.number, item.id) == ("duplicate", "F1", name)
    book = load_workbook(tmp_path / "f.xlsx")
    headings, row = book["Factures"][1], book["Factures"][2]
    [at] = [i for i, cell in enumerate(headings) if "engagement" in str(cell.value).lower()]
    row[at].value = "BC-9"
    book.save(tmp_path / "f.xlsx")
    [changed] = import_files(workspace, [tmp_path / "f.xlsx"]).invoices
    assert changed.outcome == "draft"
    assert "CD-IMPORTED-BEFORE" in {finding.rule for finding in changed.findings}


def test_workbook__names_what_it_has_no_column_for(workspace: Workspace, tmp_path: Path) -> None:
    furnish(workspace)
    made = replace(b.full_invoice(), number=None)
    with writing(workspace.connection):
        invoices.add_draft(workspace.connection, made)
    done = export(workspace, "draft:1", "xlsx", tmp_path / "f.xlsx")
    paths = lacks(done)
    assert {"attachments", "payment", "lines[0].note", "delivery", "payment.bic", None} <= paths
    assert not {"lines[0].quantity", "buyer.siret", "commitment_number", "number"} & paths


def test_workbook__a_text_is_no_formula(workspace: Workspace, tmp_path: Path) -> None:
    furnish(workspace)
    name = draft(workspace, commitment_number='=HYPERLINK("http://x.invalid")')
    done = export(workspace, name, "xlsx", tmp_path / "f.xlsx")
    assert not lacks(done)
    cells = [cell for row in load_workbook(tmp_path / "f.xlsx")["Factures"] for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


def test_workbook__of_an_issued_one_holds_its_number(workspace: Workspace, tmp_path: Path) -> None:
    furnish(workspace)
    done = export(workspace, issued(workspace), "xlsx", tmp_path / "f.xlsx")
    assert not lacks(done)
    assert load_workbook(tmp_path / "f.xlsx")["Factures"]["A2"].value == "2026-0001"


@pytest.mark.parametrize("changes", [{"lines": ()}, {"issue_date": None, "buyer": Party()}])
def test_workbook__of_an_unfinished_one_is_written(
    workspace: Workspace, tmp_path: Path, changes: dict[str, Any]
) -> None:
    furnish(workspace)
    export(workspace, draft(workspace, **changes), "xlsx", tmp_path / "f.xlsx")
    assert (tmp_path / "f.xlsx").stat().st_size > 1000


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_workbook__of_several_gives_each_again(
    workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    furnish(workspace)
    names = [draft(workspace, "F1"), draft(workspace), draft(workspace), issued(workspace)]
    target = tmp_path / f"f.{kind}"
    done = export_together(workspace, [*names, names[0]], kind, target)
    assert [item.id for item in done] == [*names[:3], "draft:4"]
    assert not any(map(lacks, done))
    with open_workspace(tmp_path / "b", CLOCK) as other:
        furnish(other)
        found = import_files(other, [target]).invoices
        numbers = [item.number for item in found]
        assert numbers == ["F1", "brouillon-2", "brouillon-3", "2026-0001"]
        for name, item in zip(names[:3], found[:3], strict=True):
            assert whole(other, item.id or "") == whole(workspace, name)


def test_workbook__of_several_says_of_each_what_is_lost(
    workspace: Workspace, tmp_path: Path
) -> None:
    furnish(workspace)
    plain = draft(workspace)
    with writing(workspace.connection):
        full = invoices.add_draft(workspace.connection, replace(b.full_invoice(), number=None))
    done = export_together(workspace, [plain, f"draft:{full}"], "xlsx", tmp_path / "f.xlsx")
    assert not lacks(done[0])
    assert "attachments" in lacks(done[1])


def test_other_kinds__hold_one_document(workspace: Workspace, tmp_path: Path) -> None:
    furnish(workspace)
    names = [draft(workspace), draft(workspace)]
    with pytest.raises(UserError, match="one-document-only"):
        export_together(workspace, names, "pdf", tmp_path / "f.pdf")
    assert not (tmp_path / "f.pdf").exists()
