"""Editors on a real workspace: a seller, a commune, a hospital."""

import pytest

from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.storage.bodies import save_body
from chorus_desk.usecases.drafts import begin_draft
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import furnish


@pytest.fixture
def furnished(workspace: Workspace) -> Workspace:
    """A workspace of the seller in franchise, who knows a commune and a hospital."""
    furnish(workspace)
    save_body(workspace.connection, b.hospital())
    return workspace


@pytest.fixture
def editor(furnished: Workspace) -> Editor:
    """A new draft under the hands of a French user."""
    return Editor(begin_draft(furnished), "fr")


@pytest.fixture
def taxed_editor(workspace: Workspace) -> Editor:
    """A new draft of a seller under VAT."""
    furnish(workspace, seller=b.vat_seller())
    return Editor(begin_draft(workspace), "fr")
