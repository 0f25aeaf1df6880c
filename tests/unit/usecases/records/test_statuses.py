"""Past statuses and payments from a table: events with their evidence, added once."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.storage.files import load_file
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.drafts import credit
from chorus_desk.usecases.follow import history, list_all, set_status
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.records.importing import (
    RecordsImported,
    import_records,
    open_table,
    recognised_kind,
)
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.record_rows import row_reason
from tests.stored import draft, furnish, issued
from tests.unit.usecases.records.tables import PORTAL, RECEIPTS
from tests.unit.usecases.test_undo_import import dump


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def brought(
    workspace: Workspace, folder: Path, text: str, *, dry_run: bool = False
) -> RecordsImported:
    path = folder / "suivi.csv"
    path.write_text(text, encoding="utf-8")
    return import_records(workspace, path, "statuses", dry_run=dry_run)


def codes(done: RecordsImported) -> list[tuple[str, list[str]]]:
    return [(row.outcome, [reason.code for reason in row.reasons]) for row in done.rows]


def test_portal__gives_deposits_and_statuses_with_the_file_as_evidence(
    workspace: Workspace, tmp_path: Path
) -> None:
    for _ in range(3):
        issued(workspace)
    path = PORTAL.write(tmp_path)
    done = import_records(workspace, path, "statuses")
    assert (done.import_id, done.changes) == (None, Changes.EVENTS)
    told = history(workspace, "2026-0002")[1:]
    assert [(e.kind, e.status, e.on, e.by, e.file) for e in told] == [
        ("deposited", None, date(2026, 11, 21), "import", "export_factures.csv"),
        ("status", "REJETEE", date(2026, 11, 22), "import", "export_factures.csv"),
    ]
    assert told[1].note == "Engagement inconnu"
    assert told[1].sha256 == done.sha256
    assert load_file(workspace.connection, done.sha256) == path.read_bytes()
    assert {row.row.number: row.status for row in list_all(workspace)} == {
        "2026-0001": "MISE_A_DISPOSITION", "2026-0002": "REJETEE", "2026-0003": "deposited",
    }  # fmt: skip


def test_same_rows_again__add_nothing(workspace: Workspace, tmp_path: Path) -> None:
    for _ in range(4):
        issued(workspace)
    for table in (PORTAL, RECEIPTS):
        path = table.write(tmp_path)
        import_records(workspace, path, "statuses")
        before = dump(workspace.connection)
        again = import_records(workspace, path, "statuses")
        assert "new" not in {row.outcome for row in again.rows}
        assert dump(workspace.connection) == before


def test_parts__are_named_and_make_up_the_whole_across_files(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    heads = "Facture n°;Date de paiement;Montant payé\n"
    done = brought(workspace, tmp_path, f"{heads}{number};21/11/2026;100\n")
    assert codes(done) == [("new", ["event-part-paid", "paid-part"])]
    assert list_all(workspace)[0].status == "issued"
    rows = f"{number};21/11/2026;100\n{number};23/11/2026;200,00 €\n"
    done = brought(workspace, tmp_path, heads + rows)
    assert codes(done) == [
        ("same", ["status-known"]), ("new", ["event-paid", "paid-in-parts"]),
    ]  # fmt: skip
    assert [(e.kind, e.note) for e in history(workspace, number)[1:]] == [
        ("part-paid", "100.00 EUR"), ("paid", "200.00 EUR"),
    ]  # fmt: skip
    assert list_all(workspace)[0].status == "paid"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("{n};Payée;22/11/2026;", ("new", ["event-paid"])),
        ("{n};Payée;22/11/2026;250", ("new", ["event-paid", "paid-less"])),
        ("{n};Payée partiellement;22/11/2026;", ("new", ["event-part-paid"])),
        ("{n};Payée partiellement;22/11/2026;120", ("new", ["event-part-paid", "paid-part"])),
        ("{n};Envoyée;;0", ("same", ["status-nothing"])),
        ("{n};;22/11/2026;-5", ("refused", ["paid-negative"])),
        ("{n};;22/11/2026;beaucoup", ("refused", ["cell-unreadable"])),
        ("{n};;hier;300", ("refused", ["cell-unreadable"])),
        (" {n} ;03;;", ("new", ["event-status", "status-no-date"])),
        ("'=1+1;Payée;22/11/2026;", ("refused", ["status-unknown-number"])),
    ],
)
def test_a_row__is_taken_for_what_it_says(
    workspace: Workspace, tmp_path: Path, row: str, expected: tuple[str, list[str]]
) -> None:
    number = issued(workspace)
    done = brought(
        workspace, tmp_path, "Numéro;Statut;Date de paiement;Montant réglé\n" + row.format(n=number)
    )
    assert codes(done) == [expected]


def test_a_paid_invoice__is_not_paid_twice(workspace: Workspace, tmp_path: Path) -> None:
    number = issued(workspace)
    set_status(workspace, number, "paid", on=date(2026, 11, 21))
    done = brought(workspace, tmp_path, f"Facture;Payée le\n{number};23/11/2026\n")
    assert codes(done) == [("same", ["status-paid-before", "status-known"])]


def test_a_status_without_a_day__is_noted_today_and_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    text = f"Facture;État\n{number};MANDATEE\n"
    assert codes(brought(workspace, tmp_path, text)) == [
        ("new", ["event-status", "status-no-date"])
    ]
    assert codes(brought(workspace, tmp_path, text)) == [("same", ["status-known"])]


def test_drafts_and_other_years__are_said(workspace: Workspace, tmp_path: Path) -> None:
    draft(workspace, imported="D-1")
    number = issued(workspace)
    done = brought(workspace, tmp_path, (
        f"Facture;Date facture;Statut\nD-1;;Payée\n{number};20/11/2025;Payée\n"
        f"{number};20/11/2026;Payée\n"
    ))  # fmt: skip
    assert [code for _, [code, *_] in codes(done)] == [
        "status-draft", "status-other-year", "event-paid",
    ]  # fmt: skip


def test_a_list_of_invoices_issued_here__is_taken_for_their_statuses(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    path = tmp_path / "mes factures.csv"
    path.write_text(
        f"Numéro;Date;Client;Total HT;Statut\n{number};20/11/2026;Mairie;300;Payée\n",
        encoding="utf-8",
    )
    opened = open_table(path)
    assert opened is not None
    assert recognised_kind(workspace, opened.sheets) == "statuses"
    path.write_text(
        "Numéro;Date;Client;Total HT;Statut\nX-9;20/11/2026;Mairie;300;Payée\n", encoding="utf-8"
    )
    opened = open_table(path)
    assert opened is not None
    assert recognised_kind(workspace, opened.sheets) == "invoices"


def test_dry_run__adds_nothing(workspace: Workspace, tmp_path: Path) -> None:
    number = issued(workspace)
    before = dump(workspace.connection)
    done = brought(workspace, tmp_path, f"Facture;Payée\n{number};oui\n", dry_run=True)
    assert codes(done) == [("new", ["event-paid", "status-no-date"])]
    assert dump(workspace.connection) == before


def test_invoices_sent_elsewhere__are_found_by_number_and_year(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "passées.csv"
    path.write_text(
        "N° facture;Date;Client;Désignation;Qté;PU HT;TVA\n"
        "F 12;12/03/2025;Mairie;Affiches;2;150;0\nF 12;12/03/2026;Mairie;Affiches;1;100;0\n",
        encoding="utf-8",
    )
    import_files(workspace, [path], past=True)
    done = brought(workspace, tmp_path, (
        "Facture;Date facture;Payée le;Montant payé\n"
        "F12;12/03/2025;20/04/2025;300\nF12;12/03/2026;20/04/2026;60\nF12;;20/04/2026;100\n"
    ))  # fmt: skip
    assert [(row.row, row.outcome, row.reasons[0].code) for row in done.rows] == [
        (2, "new", "event-paid"), (3, "new", "event-part-paid"),
        (4, "refused", "status-several-years"),
    ]  # fmt: skip


def test_a_credit_note__is_settled_whatever_the_sign(workspace: Workspace, tmp_path: Path) -> None:
    number = issued(workspace)
    [done] = issue(workspace, [document_name(credit(workspace, number).id)])
    assert done.number is not None, done
    text = f"Facture;Payée le;Montant réglé\n{done.number};24/11/2026;-300\n"
    assert codes(brought(workspace, tmp_path, text)) == [("new", ["event-paid"])]


def test_a_day_that_may_be_two__is_refused_in_a_column_read_month_first(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    rows = "".join(f"{number};{day};10\n" for day in ("11/12/2026", "11/22/2026", "11/11/2026"))
    done = brought(workspace, tmp_path, f"Facture;Payée le;Montant réglé\n{rows}")
    assert [row.outcome for row in done.rows] == ["refused", "new", "refused"]
    [why] = done.rows[0].reasons
    text = row_reason(why.code, why.params, "fr").replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith("« 11/12/2026 » peut être le 11 décembre 2026 ou le 12 novembre 2026")
    assert "mois en lettres" in text
    assert done.rows[2].reasons[0].code == "date-early"  # the same day both ways: no doubt
    assert [event.on for event in history(workspace, number)[1:]] == [date(2026, 11, 22)]


def test_more_than_is_due__is_refused_with_what_was_noted(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = issued(workspace)
    heads = "Facture;Payée le;Montant réglé\n"
    rows = f"{number};21/11/2026;100\n{number};22/11/2026;200,02\n{number};23/11/2026;200,01\n"
    done = brought(workspace, tmp_path, heads + rows + f"{number};24/11/2026;50\n")
    assert codes(done) == [
        ("new", ["event-part-paid", "paid-part"]), ("refused", ["paid-over-again"]),
        ("new", ["event-paid", "paid-in-parts"]), ("refused", ["paid-over-again"]),
    ]  # fmt: skip
    assert done.rows[1].reasons[0].params == {
        "amount": Decimal("200.02"), "earlier": Decimal("100.00"), "due": Decimal("300.00"),
    }  # fmt: skip
    again = brought(workspace, tmp_path, heads + f"{number};22/11/2026;300\n" + rows)
    assert [row.outcome for row in again.rows] == ["same", "same", "refused", "same"]


def test_a_folder_or_an_archive__is_to_be_given_table_by_table(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder, archive = tmp_path / "relevés", tmp_path / "relevés.zip"
    folder.mkdir()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("suivi.csv", "Facture;Payée\n2026-0001;oui\n")
    for path in (folder, archive):
        with pytest.raises(UserError) as told:
            import_records(workspace, path, "statuses")
        assert told.value.code == "tables-one-by-one"
