"""Rows of the list as texts: numbers, signs, days, and what an empty list says."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chorus_desk.domain.kinds import Kind
from chorus_desk.presenters.invoice_list import (
    COLUMNS,
    STATUS_COLUMN,
    empty_text,
    row_of,
    selection_text,
)
from chorus_desk.presenters.statuses import Tone
from chorus_desk.storage.listing import Sort, Sum
from chorus_desk.storage.rows import InvoiceRow
from chorus_desk.usecases.drafts import credit
from chorus_desk.usecases.find_invoices import FoundRow, rows_of
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.catalogue import say
from tests import builders as b
from tests.stored import furnish, issued
from tests.unit.presenters.spaces import plain

D = Decimal
ROW = InvoiceRow(
    id=3, number="2026-0001", imported_number=None, issued=True, kind=Kind.INVOICE,
    issue_date=date(2026, 11, 20), due_date=date(2026, 12, 20), buyer_siret=b.COMMUNE_SIRET,
    buyer_name="Commune de Bourg-Fictif", currency="EUR", net=D("1234.50"), gross=D("1234.50"),
    due=D("1234.50"),
)  # fmt: skip


def cells(
    status: str = "issued", days: int | None = None, language: str = "fr", **changes: Any
) -> list[str]:
    made = ROW._replace(**changes)
    return [plain(cell) for cell in row_of(FoundRow(made, status, days), language).cells]


def number(**changes: object) -> str:
    return cells(**changes)[1]  # type: ignore[arg-type]


def test_row__of_an_issued_invoice() -> None:
    assert cells() == [
        "Émise, à déposer", "2026-0001", "Commune de Bourg-Fictif", "20/11/2026", "20/12/2026",
        "1 234,50 €", "",
    ]  # fmt: skip
    row = row_of(FoundRow(ROW, "issued", None), "fr")
    assert (row.id, row.tone) == (3, Tone.TODO)
    assert plain(row.spoken) == ", ".join(cell for cell in cells() if cell)


def test_row__in_english() -> None:
    assert cells(language="en")[3:6] == ["20 Nov 2026", "20 Dec 2026", "€1,234.50"]


def test_row__of_a_credit_note_counts_against() -> None:
    shown = cells(kind=Kind.CREDIT_NOTE)
    assert (shown[1], shown[5]) == ("2026-0001 (avoir)", "-1 234,50 €")
    assert cells(kind=Kind.CREDIT_NOTE, gross=D(0))[5] == "0,00 €"
    assert cells(kind=Kind.CREDIT_NOTE, currency="CHF")[5] == "-1 234,50 CHF"


def test_row__of_a_draft_has_a_name() -> None:
    assert number(issued=False, number=None) == "brouillon"
    assert number(issued=False, number=None, imported_number="F-7") == "brouillon (F-7)"
    draft = {"issued": False, "number": None, "kind": Kind.CREDIT_NOTE}
    assert number(**draft) == "brouillon (avoir)"
    assert number(**draft, imported_number="A-7") == "brouillon (A-7) (avoir)"


def test_row__that_lacks_everything() -> None:
    shown = cells(
        "draft", issued=False, number=None, issue_date=None, due_date=None, buyer_name=None,
        gross=D(0),
    )  # fmt: skip
    assert shown == ["Brouillon", "brouillon", "Sans organisme", "", "", "0,00 €", ""]


@pytest.mark.parametrize(
    ("days", "text"), [(None, ""), (0, "0 jour"), (1, "1 jour"), (2, "2 jours"), (120, "120 jours")]
)
def test_row__tells_the_days_without_news(days: int | None, text: str) -> None:
    assert cells("deposited", days)[6] == text


def test_row__of_an_unknown_status_shows_its_code() -> None:
    assert cells("NOUVEAU")[0] == "NOUVEAU"


def test_row__of_what_is_stored(workspace: Workspace) -> None:
    furnish(workspace)
    kept = credit(workspace, issued(workspace))
    issue(workspace, [f"draft:{kept.id}"])
    rows = [row_of(found, "fr") for found in rows_of(workspace, [2, 1])]
    assert [plain(row.cells[5]) for row in rows] == ["-300,00 €", "300,00 €"]
    assert rows[0].cells[1] == "2026-0002 (avoir)"


def test_columns__each_sort_has_one() -> None:
    assert {column.sort for column in COLUMNS} == set(Sort)
    assert COLUMNS[STATUS_COLUMN].sort is Sort.STATUS
    assert len(cells()) == len(COLUMNS)
    assert all(say(column.heading, language) for column in COLUMNS for language in ("fr", "en"))


@pytest.mark.parametrize(
    ("sums", "total", "text"),
    [
        ([], 0, "0 facture"),
        ([Sum("EUR", 1, D("1234.50"), D(0))], 1, "1 facture · 1 234,50 € TTC"),
        ([Sum("CHF", 1, D(-5), D(0)), Sum("EUR", 1, D(10), D(0))], 2,
         "2 factures · -5,00 CHF + 10,00 € TTC"),
    ],
)  # fmt: skip
def test_selection__says_how_many_and_what_they_come_to(
    sums: Sequence[Sum], total: int, text: str
) -> None:
    assert plain(selection_text(sums, total, "fr")) == text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_empty__says_why(language: str) -> None:
    texts = {
        empty_text(searched=searched, any_at_all=any_at_all, language=language)
        for searched, any_at_all in ((False, False), (True, True), (False, True))
    }
    assert len(texts) == 3
    assert all(texts)
