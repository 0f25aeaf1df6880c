"""What was said of the columns of a table of records: kept once its rows are, or named as lost."""

import sqlite3
from pathlib import Path

import pytest

from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.telling import tell_column
from chorus_desk.presenters.record_view import said_of, tone_of
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.catalogue import list_items
from chorus_desk.usecases.importing.records.importing import (
    RecordsImported,
    import_records,
    mappings_folder,
)
from chorus_desk.usecases.workspace import Workspace
from tests.stored import failing_commit

CHOICES = TableChoices(tell_column(Mapping(), "Valeur", "unit_price"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tarif.csv"
    path.write_text("Désignation;Valeur\nAffiche;12,50\n", encoding="utf-8")
    return path


def brought(workspace: Workspace, path: Path, choices: TableChoices = CHOICES) -> RecordsImported:
    return import_records(workspace, path, "prices", choices=choices)


def test_choices__are_kept_with_the_rows(workspace: Workspace, table: Path) -> None:
    done = brought(workspace, table)
    assert done.mapping_lost is None
    again = brought(workspace, table, TableChoices())
    assert [row.outcome for row in again.rows] == ["same"]


def test_choices__of_an_import_that_fails_at_its_commit_are_not_kept(
    workspace: Workspace, table: Path
) -> None:
    with failing_commit(workspace), pytest.raises(sqlite3.DatabaseError):
        brought(workspace, table)
    assert not mappings_folder(workspace, "prices").exists()
    assert list_items(workspace) == ()


def test_choices__that_cannot_be_kept_are_named_beside_what_was_imported(
    workspace: Workspace, table: Path
) -> None:
    folder = mappings_folder(workspace, "prices")
    folder.parent.mkdir(parents=True)
    folder.write_text("no folder", encoding="ascii")
    done = brought(workspace, table)
    assert [item.description for item in list_items(workspace)] == ["Affiche"]
    assert "n'a pas pu être gardé" in said_of(done, "fr", kept=True)
    assert tone_of(done, kept=True) is Tone.TODO
