"""Every table of ``tables``: recognised for what it is, and each row as a careful reader has it."""

from pathlib import Path

import pytest

from chorus_desk.usecases.catalogue import list_items
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.records.importing import (
    RecordsImported,
    import_records,
    open_table,
    recognised_kind,
    told_apart,
)
from chorus_desk.usecases.workspace import Workspace
from tests.stored import furnish, issued
from tests.unit.usecases.records import tables


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)
    for _ in range(4):
        issued(workspace)


def rows_of(done: RecordsImported) -> tuple[tables.Expected, ...]:
    return tuple(
        (row.row, row.outcome, " ".join(reason.code for reason in row.reasons))
        for row in done.rows
    )  # fmt: skip


def test_a_folder__has_its_tables_told_apart_and_left_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "tout"
    folder.mkdir()
    path = tables.TARIFF.write(folder)
    (folder / "factures.csv").write_text(
        "N° facture;Date;Client;Désignation;Qté;PU HT;TVA\nA-1;12/11/2026;Mairie;X;2;150;0\n",
        encoding="utf-8",
    )
    done = import_files(workspace, [folder], tell_apart=told_apart)
    assert done.apart == ((path, "prices"),)
    assert [item.outcome for item in done.invoices] == ["draft"]
    assert done.failures == ()
    assert list_items(workspace) == ()
    taken = import_files(workspace, [folder], dry_run=True)
    assert taken.apart == ()


@pytest.mark.parametrize(
    ("number", "status", "column", "apart"),
    [("X-9", "Payée", "Statut", False), ("2026-0001", "Payée", "Statut", True),
     ("X-9", "Mandatée", "Statut", True), ("X-9", "oui", "Payée", True)],
)  # fmt: skip
def test_a_list_of_invoices_with_a_word_on_each__is_of_invoices_until_they_are_known(
    workspace: Workspace, tmp_path: Path, number: str, status: str, column: str, *, apart: bool
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        f"Numéro;Date;Client;Montant TTC;{column}\n{number};20/11/2026;Mairie;300;{status}\n",
        encoding="utf-8",
    )
    done = import_files(workspace, [path], dry_run=True, tell_apart=told_apart)
    assert done.apart == (((path, "statuses"),) if apart else ())
    assert len(done.invoices) == (0 if apart else 1)


ALL = (*tables.CUSTOMER_TABLES, *tables.PRICE_TABLES, *tables.STATUS_TABLES)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_table__is_recognised_and_each_row_has_its_outcome(
    workspace: Workspace, tmp_path: Path, table: tables.Table
) -> None:
    path = table.write(tmp_path)
    opened = open_table(path)
    assert opened is not None
    assert recognised_kind(workspace, opened.sheets) == table.kind
    assert table.kind is not None
    tried = import_records(workspace, path, table.kind, dry_run=True)
    done = import_records(workspace, path, table.kind)
    assert rows_of(done) == rows_of(tried) == table.rows
    assert tuple((aside.row, aside.reason) for aside in done.asides) == table.asides
