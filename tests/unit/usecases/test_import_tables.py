"""Import of people's own tables: drafts, once, with what was understood; by a mapping too."""

from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.delimited import read_delimited
from chorus_desk.formats.any_table.reading import understand
from chorus_desk.storage import invoices
from chorus_desk.storage.bodies import save_body
from chorus_desk.storage.seller import save_seller
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.mappings import load_mapping, mapping_path, save_mapping
from chorus_desk.usecases.importing.undo import undo_import
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b

D = Decimal
TABLE = (
    "N° facture;Date;Client;SIRET;N° engagement;Désignation;Qté;PU HT;TVA;Total TTC facture\n"
    f"A-1;12/11/2026;Mairie;{b.COMMUNE_SIRET};BC-1;Affiches;2;150,00 €;20 %;360,00\n"
    f"A-2;13/11/2026;Mairie;{b.COMMUNE_SIRET};BC-2;Tracts;1;cher;20 %;12,00\n"
    f"A-3;14/11/2026;Mairie;{b.COMMUNE_SIRET};BC-3;Cartes;1;10;20 %;13,00\n"
    "TOTAL;;;;;;;;;385,00\n"
)


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    save_seller(workspace.connection, b.seller(), workspace.clock.now())
    save_body(workspace.connection, b.commune())


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "factures.csv"
    path.write_text(TABLE, encoding="cp1252")
    return path


def test_a_table__becomes_drafts_and_its_bad_row_is_named(
    workspace: Workspace, table: Path
) -> None:
    done = import_files(workspace, [table])
    assert [(i.number, i.outcome, i.gross) for i in done.invoices] == [
        ("A-1", "draft", D("360.00")), ("A-2", "refused", D("12.00")), ("A-3", "draft", D("13.00")),
    ]  # fmt: skip
    assert [(row.row, row.reason, row.value) for row in done.rows_skipped] == [
        (3, "amount", "cher")
    ]
    assert [(aside.row, aside.reason) for aside in done.rows_aside] == [(5, "total")]
    assert done.understood[0].heading_row == 1
    stored = invoices.load_invoice(workspace.connection, 1)
    assert stored is not None
    assert stored.invoice.lines[0].unit_price == D("150.00")


def test_a_table__whose_total_differs_keeps_its_figure_and_says_so(
    workspace: Workspace, table: Path
) -> None:
    done = import_files(workspace, [table], dry_run=True)
    differing = [f for f in done.invoices[2].findings if f.path == "totals.gross"]
    assert [f.params["stated"] for f in differing] == [D("13.00")]
    assert not [f for f in done.invoices[0].findings if f.path == "totals.gross"]


def test_a_table__is_not_doubled_and_its_import_can_be_undone(
    workspace: Workspace, table: Path
) -> None:
    first = import_files(workspace, [table])
    again = import_files(workspace, [table])
    assert [i.outcome for i in again.invoices] == ["duplicate", "refused", "duplicate"]
    undone = undo_import(workspace, first.import_ids)
    assert undone.discarded == 2


@pytest.mark.parametrize("named", [True, False])
def test_a_mapping__is_kept_and_used_by_its_name_or_by_the_headings(
    workspace: Workspace, table: Path, named: bool
) -> None:
    found = understand([read_delimited(TABLE.encode())])
    path = save_mapping(workspace.folder, "Mon logiciel", found.understood)
    assert path == mapping_path(workspace.folder, "Mon logiciel")
    path.write_text(path.read_text(encoding="utf-8").replace('"commitment_number"', '""'), "utf-8")
    mapping = load_mapping(workspace.folder, "Mon logiciel") if named else None
    import_files(workspace, [table], mapping=mapping)
    stored = invoices.load_invoice(workspace.connection, 1)
    assert stored is not None
    assert stored.invoice.commitment_number is None


def test_a_mapping__that_is_nowhere_is_named(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("Rien", str(tmp_path / "rien.toml")):
        with pytest.raises(UserError, match="mapping-missing"):
            load_mapping(workspace.folder, name)


def test_a_kept_mapping__is_for_its_own_headings_alone(workspace: Workspace, table: Path) -> None:
    path = mapping_path(workspace.folder, "autre")
    path.parent.mkdir()
    path.write_text('[columns]\n"Date" = ""\n"N° facture" = ""\n', encoding="utf-8")
    path.with_name("abîmé.toml").write_bytes(b"[columns")
    assert import_files(workspace, [table]).invoices[0].number == "A-1"
