"""What was typed and does not read as a value stays with its draft, and goes with it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_desk.storage import invoices
from chorus_desk.storage.connection import writing
from chorus_desk.storage.typed import load_typed, save_typed
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, draft

paths = st.sampled_from(["due_date", "lines[0].quantity", "lines[12].unit_price", "buyer.siret"])
texts = st.dictionaries(paths, st.text(st.characters(codec="utf-8")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=texts, after=texts)
def test_typed__comes_back_as_it_was_typed_last(
    workspace: Workspace, before: dict[str, str], after: dict[str, str]
) -> None:
    connection = workspace.connection
    with writing(connection):
        draft_id = invoices.add_draft(connection, b.invoice(number=None))
    assert load_typed(connection, draft_id) == {}
    for kept in (before, after):
        save_typed(connection, draft_id, kept)
        assert load_typed(connection, draft_id) == kept


def test_typed__is_of_one_draft(workspace: Workspace) -> None:
    first, second = (document(workspace, draft(workspace)) for _ in range(2))
    save_typed(workspace.connection, first.id, {"due_date": "demain"})
    save_typed(workspace.connection, second.id, {"due_date": "hier"})
    save_typed(workspace.connection, second.id, {})
    assert load_typed(workspace.connection, first.id) == {"due_date": "demain"}
    assert load_typed(workspace.connection, second.id) == {}


def test_typed__goes_with_its_draft(workspace: Workspace) -> None:
    stored = document(workspace, draft(workspace))
    save_typed(workspace.connection, stored.id, {"due_date": "demain"})
    assert invoices.delete_draft(workspace.connection, stored.draft)
    assert load_typed(workspace.connection, stored.id) == {}
    assert workspace.connection.execute("SELECT count(*) FROM typed").fetchone()[0] == 0
