"""Customers from a table: gaps are filled, what the user had stays, and all can be taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.party import Requirement, Service
from chorus_desk.storage import bodies
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.bodies import add_body
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.importing.records.importing import RecordsImported, import_records
from chorus_desk.usecases.importing.records.undo import undo_records
from chorus_desk.usecases.known_bodies import known_body, my_bodies
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.listed import listed, service, use_list
from tests.stored import draft, furnish
from tests.unit.usecases.records.tables import COMPANIES, CUSTOMERS, NEW_SIRET, STRUCTURES
from tests.unit.usecases.test_undo_import import dump


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def brought(workspace: Workspace, folder: Path, text: str) -> RecordsImported:
    path = folder / "clients.csv"
    path.write_text(text, encoding="utf-8")
    return import_records(workspace, path, "bodies")


def test_new_bodies__hold_what_the_table_says(workspace: Workspace, tmp_path: Path) -> None:
    done = import_records(workspace, CUSTOMERS.write(tmp_path), "bodies")
    assert done.changes & Changes.BODIES
    body = known_body(workspace, NEW_SIRET)
    assert body is not None
    assert (body.name, body.street, body.postcode) == (
        "Commune de Neuville", "1, place de l'Église", "99200",
    )  # fmt: skip
    assert [s.code for s in body.services] == ["VOIRIE"]
    assert body.mine == {"name", "street", "postcode", "city"}
    import_records(workspace, COMPANIES.write(tmp_path), "bodies")
    clinic = known_body(workspace, "26990004900017")
    assert clinic is not None
    assert clinic.payment_days == 50
    school = known_body(workspace, "21010003800012")
    assert school is not None
    assert school.postcode == "01000"
    import_records(workspace, STRUCTURES.write(tmp_path), "bodies")
    hospital = known_body(workspace, b.HOSPITAL_SIRET)
    assert hospital is not None
    assert hospital.requires is Requirement.COMMITMENT


def test_known_body__keeps_what_the_user_had(workspace: Workspace, tmp_path: Path) -> None:
    add_body(workspace, {
        "siret": NEW_SIRET, "name": "Neuville", "street": "9 rue à moi", "requires": "both",
        "services": [{"code": "ACHATS"}],
    })  # fmt: skip
    done = brought(workspace, tmp_path, (
        "Raison sociale;SIRET;Adresse;Ville;Code service\n"
        f"Mairie de Neuville;{NEW_SIRET};autre rue;Neuville;VOIRIE\n"
    ))  # fmt: skip
    body = known_body(workspace, NEW_SIRET)
    assert body is not None
    assert (body.name, body.street, body.city) == ("Neuville", "9 rue à moi", "Neuville")
    assert body.requires is Requirement.BOTH
    assert [s.code for s in body.services] == ["ACHATS", "VOIRIE"]
    [row] = done.rows
    kept = {r.code: dict(r.params) for r in row.reasons}
    assert kept["body-kept-street"] == {"kept": "9 rue à moi", "value": "autre rue"}


def test_listed_body__becomes_the_users_without_a_word_against_the_list(
    workspace: Workspace, tmp_path: Path
) -> None:
    use_list(workspace, listed(NEW_SIRET, name="COMMUNE DE NEUVILLE", city=None))
    done = brought(workspace, tmp_path, (
        f"Nom;SIRET;Ville\nMairie;{NEW_SIRET};Neuville\nInconnu;{b.HOSPITAL_SIRET};Ville\n"
    ))  # fmt: skip
    assert [r.code for r in done.rows[0].reasons] == ["body-listed", "body-kept-name"]
    assert [r.code for r in done.rows[1].reasons] == ["body-not-listed"]
    body = known_body(workspace, NEW_SIRET)
    assert body is not None
    assert (body.name, body.city) == ("COMMUNE DE NEUVILLE", "Neuville")
    assert body.mine == {"city"}
    assert NEW_SIRET in my_bodies(workspace)


def test_service_of_the_list__is_not_added_again(workspace: Workspace, tmp_path: Path) -> None:
    use_list(workspace, listed(NEW_SIRET), services=[service("VOIRIE", NEW_SIRET)])
    brought(workspace, tmp_path, f"Nom;SIRET;Code service\nX;{NEW_SIRET};VOIRIE\n")
    own = bodies.load_body(workspace.connection, NEW_SIRET)
    assert own is not None
    assert own.services == ()


def test_same_table_again__changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = STRUCTURES.write(tmp_path)
    import_records(workspace, path, "bodies")
    before = dump(workspace.connection)
    again = import_records(workspace, path, "bodies")
    assert {row.outcome for row in again.rows} == {"same"}
    assert (again.import_id, again.changes) == (None, Changes.NOTHING)
    assert dump(workspace.connection) == before


def test_undo__gives_the_same_tables(workspace: Workspace, tmp_path: Path) -> None:
    draft(workspace, buyer=replace(b.commune().as_party(), siret=NEW_SIRET, name=None))
    before = dump(workspace.connection)
    done = import_records(workspace, CUSTOMERS.write(tmp_path), "bodies")
    assert done.import_id is not None
    undone = undo_records(workspace, done.import_id)
    assert (undone.restored, undone.kept) == (2, ())
    assert dump(workspace.connection) == before
    with pytest.raises(UserError, match="import-unknown"):
        undo_records(workspace, done.import_id)


def test_undo__keeps_and_names_what_was_changed_since(workspace: Workspace, tmp_path: Path) -> None:
    done = import_records(workspace, CUSTOMERS.write(tmp_path), "bodies")
    body = bodies.load_body(workspace.connection, NEW_SIRET)
    assert body is not None
    assert done.import_id is not None
    with writing(workspace.connection):
        bodies.save_body(
            workspace.connection, replace(body, services=(*body.services, Service(code="PARCS")))
        )
    undone = undo_records(workspace, done.import_id)
    assert (undone.restored, undone.kept) == (1, ("Commune de Neuville",))
    assert known_body(workspace, NEW_SIRET) is not None


def test_dry_run__keeps_nothing_even_where_nothing_may_be_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = dump(workspace.connection)
    workspace.connection.execute("PRAGMA query_only = ON")
    done = import_records(workspace, CUSTOMERS.write(tmp_path), "bodies", dry_run=True)
    assert done.import_id is None
    assert dump(workspace.connection) == before
