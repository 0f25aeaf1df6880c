"""What is exported of a draft and imported into an empty folder is the same draft."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_desk.domain.invoice import AllowanceCharge, Attachment, Invoice, Preceding
from chorus_desk.presenters.document import shown_invoice
from chorus_desk.storage import invoices
from chorus_desk.storage.connection import writing
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.export import export
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.show import show_document
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.stored import furnish
from tests.unit.formats.test_cii import invoices as any_invoice
from tests.unit.formats.test_cii import texts

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FORMATS = ("cii", "ubl", "facturx")
PLAN = Attachment(reference="P1", description="Plan", file_name="plan.pdf",
                  mime_type="application/pdf", content=b"%PDF-1.7 plan")  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> Invoice:
    """Return a draft of any figures, with references, remarks and discounts that may lack."""
    made, day = draw(any_invoice()), draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    adjustment = AllowanceCharge(
        amount=draw(st.decimals("0.01", 99, places=2)), reason=draw(texts) or "x",
        vat_category="S", vat_rate=made.lines[0].vat_rate,
    )  # fmt: skip
    return replace(
        made, number=None, issue_date=day, delivery_date=draw(st.none() | st.just(day)),
        commitment_number=draw(st.none() | texts) or None,
        contract_number=draw(st.none() | texts) or None,
        allowances=draw(st.sampled_from([(), (adjustment,)])),
        charges=draw(st.sampled_from([(), (adjustment,)])),
        preceding=draw(st.sampled_from([(), (Preceding(number="F-0", issue_date=day),)])),
        attachments=draw(st.sampled_from([(), (PLAN,)])),
        payment=replace(made.payment, reference=draw(st.none() | texts) or None),
    )  # fmt: skip


def shown(workspace: Workspace) -> dict[str, Any]:
    document = show_document(workspace, "draft:1")
    return {
        **shown_invoice(document.stored.invoice, document.circuit),
        "bytes": [item.content for item in document.stored.invoice.attachments],
    }


def there_and_back(
    place: Path, made: Invoice, form: str, *, furnished: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a draft as it is shown, and as it is where its export was imported."""
    clock, file = Clock(NOW), place / f"f.{form}"
    with open_workspace(place / "a", clock) as workspace:
        furnish(workspace, b.vat_seller())
        with writing(workspace.connection):
            invoices.add_draft(workspace.connection, made)
        before = shown(workspace)
        export(workspace, "draft:1", form, file)
    with open_workspace(place / "b", clock) as workspace:
        if furnished:
            furnish(workspace, b.vat_seller())
        imported = import_files(workspace, [file])
        assert [item.outcome for item in imported.invoices] == ["draft"], imported.failures
        return before, shown(workspace)


@settings(max_examples=12)
@given(made=drafts(), furnished=st.booleans())
@pytest.mark.parametrize("form", FORMATS)
def test_export__imported_into_an_empty_folder_is_the_same_draft(
    tmp_path_factory: pytest.TempPathFactory, form: str, made: Invoice, *, furnished: bool
) -> None:
    before, after = there_and_back(
        tmp_path_factory.mktemp("x"), made, form, furnished=furnished
    )  # fmt: skip
    assert after == before


@pytest.mark.parametrize("form", FORMATS)
def test_export__of_a_credit_note_with_every_term_is_the_same_draft(
    tmp_path: Path, form: str
) -> None:
    made = replace(b.full_invoice(), number=None, prepaid=Decimal("10.00"))
    before, after = there_and_back(tmp_path, made, form)
    assert after == before
