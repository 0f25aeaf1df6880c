"""Payments of less than is due, days and amounts that may be two, parts told again: never silent.

An event cannot be taken back: what is in doubt is refused, or noted as the lesser and to check.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from chorus_desk.usecases.follow import history, list_all
from chorus_desk.usecases.importing.records.importing import RecordsImported, import_records
from chorus_desk.usecases.importing.records.refused_rows import save_refused
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.record_rows import is_to_check, row_reason
from tests import builders as b
from tests.stored import furnish, issued

D = Decimal


@pytest.fixture
def number(workspace: Workspace) -> str:
    """Return the number of an invoice of 300 €, dated 20 November 2026."""
    furnish(workspace)
    return issued(workspace)


class Bringing:
    """Brings tables in, and says what became of them."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace, self.path = workspace, folder / "suivi.csv"
        self.done: RecordsImported | None = None

    def __call__(self, heads: str, *rows: str) -> list[tuple[str, list[str]]]:
        self.path.write_text("\n".join((heads, *rows)) + "\n", encoding="utf-8")
        self.done = import_records(self.workspace, self.path, "statuses")
        return [(row.outcome, [reason.code for reason in row.reasons]) for row in self.done.rows]

    def said(self, row: int, code: str) -> str:
        """Return what is said of a row, with plain spaces."""
        assert self.done is not None
        [why] = [reason for reason in self.done.rows[row].reasons if reason.code == code]
        said = row_reason(why.code, why.params, "fr")
        return said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")

    def noted(self, number: str) -> list[tuple[str, date, str | None]]:
        return [(e.kind, e.on, e.note) for e in history(self.workspace, number)[1:]]


@pytest.fixture
def bring(workspace: Workspace, tmp_path: Path) -> Bringing:
    return Bringing(workspace, tmp_path)


# Less than is due


def test_an_amount_beside_a_payment_day__that_is_not_the_invoices_is_a_part(
    bring: Bringing, number: str
) -> None:
    heads = "Numéro;Date de paiement;Montant"
    assert bring(heads, f"{number};21/11/2026;100") == [
        ("new", ["event-part-paid", "paid-part", "total-as-payment"])
    ]
    assert bring.noted(number) == [("part-paid", date(2026, 11, 21), "100.00 EUR")]
    assert list_all(bring.workspace)[0].status == "issued"
    assert "100,00 €" in bring.said(0, "total-as-payment")
    assert "300,00 €" in bring.said(0, "total-as-payment")
    assert is_to_check("total-as-payment")
    assert bring(heads, f"{number};21/11/2026;100", f"{number};23/11/2026;200") == [
        ("same", ["status-known", "total-as-payment"]),
        ("new", ["event-paid", "paid-in-parts", "total-as-payment"]),
    ]
    assert list_all(bring.workspace)[0].status == "paid"


def test_an_amount_beside_a_payment_day__that_is_the_invoices_settles_it(
    bring: Bringing, number: str
) -> None:
    assert bring("Numéro;Date de paiement;Montant", f"{number};21/11/2026;300,00") == [
        ("new", ["event-paid"])
    ]


def test_an_amount_beside_a_payment_day__beyond_what_is_due_is_refused(
    bring: Bringing, number: str
) -> None:
    assert bring("Numéro;Date de paiement;Montant TTC", f"{number};21/11/2026;350") == [
        ("refused", ["paid-over"])
    ]
    assert bring.noted(number) == []


@pytest.mark.parametrize(
    ("heads", "word"),
    [("Numéro;Statut;Montant réglé", "payée"), ("Numéro;Payée;Montant réglé", "oui")],
)
def test_less_than_is_due__is_paid_only_where_the_file_says_so_in_words(
    bring: Bringing, number: str, heads: str, word: str
) -> None:
    found = bring(heads, f"{number};{word};250")
    assert found == [("new", ["event-paid", "status-no-date", "paid-less"])]
    assert list_all(bring.workspace)[0].status == "paid"
    assert "soit 50,00 € de moins" in bring.said(0, "paid-less")
    assert is_to_check("paid-less")


def test_words__stay_and_the_other_amount_is_to_be_checked(bring: Bringing, number: str) -> None:
    [(outcome, codes)] = bring(
        "Numéro;Date de paiement;Montant;Statut", f"{number};21/11/2026;120;payée"
    )
    assert (outcome, codes) == ("new", ["event-paid", "total-differs"])
    assert is_to_check("total-differs")


def test_a_cent_less__settles_and_is_said(bring: Bringing, number: str) -> None:
    assert bring("Numéro;Payée le;Montant réglé", f"{number};21/11/2026;299,99") == [
        ("new", ["event-paid", "paid-less"])
    ]


# Days


def test_days_in_both_orders__are_refused_where_they_may_be_two(
    bring: Bringing, number: str
) -> None:
    heads = "Facture;Payée le;Montant réglé"
    rows = [
        f"{number};{day};10" for day in ("11/12/2026", "22/11/2026", "11/23/2026", "11/11/2026")
    ]
    found = bring(heads, *rows)
    assert found[0] == ("refused", ["date-two-ways"])
    assert [outcome for outcome, _ in found[1:3]] == ["new", "new"]
    assert "cell-month-first" in found[2][1]
    assert found[3] == ("refused", ["date-early"])  # one day, whichever way it is read
    said = bring.said(0, "date-two-ways")
    assert said.startswith("« 11/12/2026 » peut être le 11 décembre 2026 ou le 12 novembre 2026")
    assert [on for _, on, _ in bring.noted(number)] == [date(2026, 11, 22), date(2026, 11, 23)]


@pytest.mark.parametrize("heads", ["Facture;Date de dépôt", "Facture;Payée"])
def test_days_in_both_orders__are_refused_in_every_column_of_days(
    bring: Bringing, number: str, heads: str
) -> None:
    found = bring(heads, f"{number};11/12/2026", "X;21/11/2026", "X;11/23/2026")
    assert found[0] == ("refused", ["date-two-ways"])


def test_the_invoices_own_date__gives_its_year_whichever_way_it_is_read(
    bring: Bringing, number: str
) -> None:
    heads = "Facture;Date facture;Payée le"
    [first, _] = bring(heads, f"{number};11/12/2026;21/11/2026", "X;11/23/2026;")[:2]
    assert first[0] == "new"


def test_a_day_in_doubt__stays_so_in_the_workbook_to_mend(
    bring: Bringing, number: str, tmp_path: Path
) -> None:
    bring("Facture;Payée le;Montant réglé", f"{number};11/12/2026;10", f"{number};11/23/2026;10")
    assert bring.done is not None
    target = save_refused(bring.done, tmp_path / "à corriger.xlsx", "fr")
    again = import_records(bring.workspace, target, "statuses")
    assert [(row.outcome, row.reasons[0].code) for row in again.rows] == [
        ("refused", "cell-unreadable")
    ]
    book = load_workbook(target)
    [sheet] = book.worksheets
    assert sheet["B2"].value == "11/12/2026 ?"
    sheet["B2"] = "22 novembre 2026"
    book.save(target)
    again = import_records(bring.workspace, target, "statuses")
    assert [row.outcome for row in again.rows] == ["new"]


# The same part again


def test_a_part__told_again_with_another_remark_is_the_same_and_named(
    bring: Bringing, number: str
) -> None:
    heads = "Facture;Payée le;Montant réglé;Remarque"
    assert bring(heads, f"{number};21/11/2026;100;acompte") == [
        ("new", ["event-part-paid", "paid-part"])
    ]
    assert bring(
        heads, f"{number};21/11/2026;100,00 €;virement reçu", f"{number};22/11/2026;100;"
    ) == [
        ("same", ["part-known", "status-known"]),
        ("new", ["event-part-paid", "paid-part"]),
    ]
    assert is_to_check("part-known")
    assert "100,00 €" in bring.said(0, "part-known")
    assert bring(heads, f"{number};23/11/2026;100;") == [("new", ["event-paid", "paid-in-parts"])]
    assert bring(heads, f"{number};21/11/2026;100;acompte") == [("same", ["status-known"])]


# Amounts


def test_a_lone_amount_of_three_places__is_settled_by_what_is_due(
    workspace: Workspace, bring: Bringing
) -> None:
    furnish(workspace)
    number = issued(workspace, lines=_lines("1234"))
    heads = "Facture;Payée le;Montant réglé"
    assert bring(heads, f"{number};21/11/2026;2.345") == [("refused", ["amount-two-ways"])]
    assert bring.said(0, "amount-two-ways").startswith("« 2.345 » peut être 2 345,00 € ou 2,345 €")
    assert bring(heads, f"{number};21/11/2026;1.234") == [("new", ["event-paid"])]
    assert bring.noted(number)[-1][2] == "1234.00 EUR"


def test_an_amount_of_three_places__is_read_as_its_column_tells(
    workspace: Workspace, bring: Bringing
) -> None:
    furnish(workspace)
    number = issued(workspace, lines=_lines("5000"))
    heads = "Facture;Payée le;Montant réglé"
    assert bring(heads, f"{number};21/11/2026;1.234", f"{number};22/11/2026;10,50") == [
        ("new", ["event-part-paid", "paid-part", "cell-thousands-settled"]),
        ("new", ["event-part-paid", "paid-part"]),
    ]
    assert bring.noted(number)[0][2] == "1234.00 EUR"
    assert not is_to_check("cell-thousands-settled")


def _lines(price: str) -> tuple[object, ...]:
    return (b.line(quantity=D(1), unit_price=D(price)),)
