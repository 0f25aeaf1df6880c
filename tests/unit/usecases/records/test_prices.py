"""A price list from a table: items new or known, corrected by hand, and taken back."""

from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.errors import UserError
from chorus_desk.usecases.catalogue import delete_items, keep_item, list_items, matching
from chorus_desk.usecases.importing.records.importing import import_records
from chorus_desk.usecases.importing.records.undo import undo_records
from chorus_desk.usecases.workspace import Workspace
from tests.unit.usecases.records.tables import GROSS_ONLY, ITEMS, TARIFF
from tests.unit.usecases.test_undo_import import dump

D = Decimal


def item(**changes: object) -> CatalogueItem:
    made: dict[str, object] = {"description": "Affiche", "unit_price": D("10"), **changes}
    return CatalogueItem(**made)  # type: ignore[arg-type]


def told(workspace: Workspace) -> list[tuple[object, ...]]:
    return [
        (i.reference, i.description, i.unit, i.unit_price, i.vat_category, i.vat_rate)
        for i in list_items(workspace)
    ]


def test_items__are_kept_with_unit_price_and_vat(workspace: Workspace, tmp_path: Path) -> None:
    import_records(workspace, TARIFF.write(tmp_path), "prices")
    assert told(workspace) == [
        ("A1", "Affiche A1 couleur", "C62", D("13.00"), "S", D(20)),
        ("A2", "Affiche A2", "C62", D(8), "S", D(20)),
        ("D1", "Dessin", None, D(300), "E", D(0)),
        (None, "Pose sur site", "HUR", D(45), "S", D(20)),
    ]


def test_prices__of_numbers_and_of_gross_alone(workspace: Workspace, tmp_path: Path) -> None:
    import_records(workspace, ITEMS.write(tmp_path), "prices")
    assert told(workspace) == [
        ("1003", "Free sample", None, D(0), "S", D(20)),
        ("1001", "Poster", "C62", D("12.5"), "S", D(20)),
        ("1002", "Setup", "HUR", D(45), "S", D("5.5")),
    ]
    assert list_items(workspace)[1].details == "A1, colour"
    delete_items(workspace, [i.id or 0 for i in list_items(workspace)])
    import_records(workspace, GROSS_ONLY.write(tmp_path), "prices")
    assert [(t[1], t[3]) for t in told(workspace)] == [
        ("Atelier", D("100.00")), ("Cours, 1 heure", D("50.00")),
    ]  # fmt: skip


def test_known_items__are_updated_by_reference_then_by_description(
    workspace: Workspace, tmp_path: Path
) -> None:
    for known in (item(reference="A-1", description="Ancien nom", unit="HUR", details="recto"),
                  item(description="Croquis"), item(reference="Z", description="Dessin"),
                  item(reference="T", description="Tracts", unit_price=D("0.1250"))):  # fmt: skip
        keep_item(workspace, known)
    path = tmp_path / "tarif.csv"
    path.write_text(
        "Référence;Désignation;Prix HT\na-1;Nouveau nom;12\n;croquis;30\nT;Tracts;0,125\nN;Dessin;5\n",
        encoding="utf-8",
    )
    done = import_records(workspace, path, "prices")
    assert [row.outcome for row in done.rows] == ["changed", "changed", "same", "new"]
    assert [t[:4] for t in told(workspace)] == [
        (None, "Croquis", None, D(30)), ("Z", "Dessin", None, D(10)), ("N", "Dessin", None, D(5)),
        ("A-1", "Nouveau nom", "HUR", D(12)), ("T", "Tracts", None, D("0.1250")),
    ]  # fmt: skip
    assert list_items(workspace)[3].details == "recto"


def test_undo__gives_the_same_tables_but_for_what_was_changed_since(
    workspace: Workspace, tmp_path: Path
) -> None:
    keep_item(workspace, item(reference="a2", description="Affiche A2", unit_price=D(7)))
    before = dump(workspace.connection)
    done = import_records(workspace, TARIFF.write(tmp_path), "prices")
    assert done.import_id is not None
    assert undo_records(workspace, done.import_id).restored == 4
    assert dump(workspace.connection) == before
    done = import_records(workspace, TARIFF.write(tmp_path), "prices")
    assert done.import_id is not None
    drawn = next(i for i in list_items(workspace) if i.reference == "D1")
    delete_items(workspace, [drawn.id or 0])
    posed = next(i for i in list_items(workspace) if "site" in i.description)
    keep_item(workspace, CatalogueItem(id=posed.id, description="Pose", unit_price=D(46)))
    undone = undo_records(workspace, done.import_id)
    assert (undone.restored, undone.kept) == (2, ("Pose",))
    assert [t[1] for t in told(workspace)] == ["Affiche A2", "Pose"]


def test_an_item__is_refused_under_a_reference_that_another_has(workspace: Workspace) -> None:
    kept = keep_item(workspace, item(reference="A-1")).item
    with pytest.raises(UserError, match="item-reference-taken"):
        keep_item(workspace, item(reference="a-1", description="Autre"))
    assert keep_item(workspace, kept).item == kept
    delete_items(workspace, [kept.id or 0])
    with pytest.raises(UserError, match="item-gone"):
        keep_item(workspace, kept)


def test_matching__finds_all_words_in_any_order_those_that_begin_first() -> None:
    items = [item(description="Grande affiche"), item(description="Affiche été", reference="E1"),
             item(description="Pose")]  # fmt: skip
    assert [i.description for i in matching(items, "AFFICHE")] == ["Affiche été", "Grande affiche"]
    assert [i.description for i in matching(items, "ete affi")] == ["Affiche été"]
    assert [i.description for i in matching(items, "e1")] == ["Affiche été"]
    assert matching(items, "zzz") == []
    assert len(matching(items, "")) == 3
