"""The list finds by words, filters by status, sorts by every column and adds up."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.domain.party import Party
from chorus_desk.storage.listing import Sort, Sum
from chorus_desk.usecases.find_invoices import Found, Query, find_invoices, sums
from chorus_desk.usecases.follow import set_status
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish, issued

D = Decimal


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def find(
    workspace: Workspace, text: str = "", statuses: Collection[str] | None = None,
    sort: Sort = Sort.DATE, *, descending: bool = True,
) -> Found:  # fmt: skip
    query = Query(text=text, statuses=statuses, sort=sort, descending=descending)
    return find_invoices(workspace, query)


def named(name: str | None) -> Party:
    return replace(b.commune().as_party(), name=name)


MURAL, POSTER = 1, 2


@pytest.fixture
def two(workspace: Workspace) -> None:
    """A draft of a mural, imported, and the issued invoice 2026-0001 of a poster."""
    draft(
        workspace, "FAC_77",
        buyer=Party(name="Hôpital de l’Été", siret=b.HOSPITAL_SIRET, service_code="ACHATS"),
        commitment_number=None, contract_number="M-2026/12",
        lines=(b.line(description="Peinture", unit_price=D(1)),
               b.line(description="Fresque à l'œuf, 100 %", quantity=D(1), unit_price=D("1232.50"))),
    )  # fmt: skip
    issued(workspace, lines=(b.line(quantity=D(3), unit_price=D(99)),))


@pytest.mark.parametrize(
    ("text", "found"),
    [("2026-0001", [POSTER]), ("26-0001", [POSTER]), ("fac_77", [MURAL]), ("fac%77", []),
     ("hopital", [MURAL]), ("HÔPITAL", [MURAL]), ("l'ete", [MURAL]), ("bourg fictif", [POSTER]),
     (b.HOSPITAL_SIRET, [MURAL]), ("achats", [MURAL]), ("BC-118", [POSTER]), ("m-2026/12", [MURAL]),
     ("affiche", [POSTER]), ("peinture", [MURAL]), ("OEUF", [MURAL]), ("œuf", [MURAL]), ("100 %", [MURAL]),
     ("1234,50", [MURAL]), ("1234.50", [MURAL]), ("1\u202f234,50", [MURAL]), ("297", [POSTER]),
     ("297,00", [POSTER]), ("297.00", [POSTER]), ("1233", []),
     ("fresque hopital", [MURAL]), ("1234,50 peint HÔP", [MURAL]), ("hopital affiche", []),
     ("2026", [MURAL, POSTER]), ("f", [MURAL, POSTER]), ("", [MURAL, POSTER]), ("  \t", [MURAL, POSTER]),
     ("zzz", []), ("'", [MURAL]), ("\\", []), ("*", []), ("%", [MURAL]), ("_", [MURAL])],
)  # fmt: skip
@pytest.mark.usefixtures("two")
def test_find__by_words(workspace: Workspace, text: str, found: list[int]) -> None:
    assert sorted(find(workspace, text).ids) == found


@pytest.mark.parametrize(
    ("statuses", "found"),
    [(None, [1, 2, 3]), ([], []), (["draft"], [1]), ({"draft", "issued"}, [1, 2]),
     (["SUSPENDUE"], [3]), (["paid"], [])],
)  # fmt: skip
def test_find__by_status_still_counts_the_others(
    workspace: Workspace, statuses: Collection[str] | None, found: list[int]
) -> None:
    draft(workspace)
    issued(workspace)
    set_status(workspace, issued(workspace, commitment_number="BC-9"), "SUSPENDUE")
    answer = find(workspace, statuses=statuses)
    assert sorted(answer.ids) == found
    assert answer.by_status == {"draft": 1, "issued": 1, "SUSPENDUE": 1}
    with_words = find(workspace, "bc-9", statuses)
    assert sorted(with_words.ids) == [id_ for id_ in found if id_ == 3]
    assert with_words.by_status == {"SUSPENDUE": 1}


def test_find__moves_with_what_is_told(workspace: Workspace) -> None:
    number = issued(workspace)
    for status in ("deposited", "MISE_A_DISPOSITION", "paid"):
        set_status(workspace, number, status)
        assert find(workspace).by_status == {status: 1}
        assert find(workspace, statuses=[status]).ids == (1,)


@pytest.mark.parametrize(
    ("sort", "ascending"),
    [(Sort.NUMBER, [1, 2, 3]), (Sort.BUYER, [2, 3, 1]), (Sort.DATE, [3, 1, 2]), (Sort.DUE, [2, 3, 1]),
     (Sort.AMOUNT, [3, 2, 1])],
)  # fmt: skip
def test_find__sorts_by_a_column_both_ways(
    workspace: Workspace, sort: Sort, ascending: list[int]
) -> None:
    for number, name, day, due, price in (
        ("A-1", "Zuydcoote", 5, 30, "1000.00"),
        ("A-2", "arles", 12, 10, "999.00"),
        ("B-1", "Bourg", 1, 20, "20.00"),
    ):
        draft(
            workspace, number, buyer=named(name), issue_date=date(2026, 11, day),
            due_date=date(2026, 12, due), lines=(b.line(unit_price=D(price)),),
        )  # fmt: skip
    assert find(workspace, sort=sort, descending=False).ids == tuple(ascending)
    assert find(workspace, sort=sort).ids == tuple(ascending[::-1])
    assert find(workspace, "affiche", ["draft"], sort).ids == tuple(ascending[::-1])


def test_find__sorts_what_is_equal_by_age(workspace: Workspace) -> None:
    for _ in range(4):
        draft(workspace)
    for sort in Sort:
        assert find(workspace, sort=sort).ids == (4, 3, 2, 1)
        assert find(workspace, sort=sort, descending=False).ids == (1, 2, 3, 4)


def test_find__sorts_by_status_and_by_news(workspace: Workspace) -> None:
    for status, day in (("paid", 20), ("MISE_A_DISPOSITION", 22), ("deposited", 21)):
        set_status(workspace, issued(workspace), status, on=date(2026, 11, day))
    by_status = find(workspace, sort=Sort.STATUS, descending=False)
    assert by_status.ids == (2, 3, 1)
    assert find(workspace, sort=Sort.NEWS, descending=False).ids == (1, 3, 2)


def test_find__shows_the_newest_first_where_nothing_is_asked(workspace: Workspace) -> None:
    for day in (3, 9, 6):
        draft(workspace, issue_date=date(2026, 11, day))
    assert find_invoices(workspace, Query()).ids == (2, 3, 1)


def test_find__in_an_empty_workspace(workspace: Workspace) -> None:
    assert find(workspace, "x") == Found((), {})
    assert sums(workspace, ()) == ()


def test_sums__count_credit_notes_against_and_keep_currencies_apart(workspace: Workspace) -> None:
    draft(workspace, lines=(b.line(quantity=D(1), unit_price=D("100.10")),))
    draft(workspace, lines=(b.line(quantity=D(1), unit_price=D("0.20")),), prepaid=D("0.15"))
    draft(workspace, lines=(b.line(quantity=D(1), unit_price=D("30.05")),), type_code="381")
    draft(
        workspace, lines=(b.line(quantity=D(1), unit_price=D(7)),), currency="CHF", type_code="261"
    )
    draft(workspace, lines=(b.line(quantity=D(1), unit_price=D(1000)),))
    assert sums(workspace, [1, 2, 3, 4]) == (
        Sum("CHF", 1, D("-7.00"), D("-7.00")),
        Sum("EUR", 3, D("70.25"), D("70.10")),
    )
    assert sums(workspace, [3]) == (Sum("EUR", 1, D("-30.05"), D("-30.05")),)
    assert sums(workspace, [1, 99]) == sums(workspace, [1])


def test_sums__of_what_was_found(workspace: Workspace) -> None:
    draft(workspace)
    issued(workspace)
    issued(workspace, lines=(b.line(description="Fresque", unit_price=D("12.34")),))
    assert sums(workspace, find(workspace, statuses=["issued"]).ids) == (
        Sum("EUR", 2, D("324.68"), D("324.68")),
    )
