"""Asks for a body by hand, new or mended, and keeps the answer."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from chorus_desk.gui.desk import Desk
from chorus_desk.presenters.body_form import BodyEntry, values_of
from chorus_desk.usecases.bodies import BodyAdded, add_body


def ask_for_body(
    desk: Desk, parent: QWidget, entry: BodyEntry, *, new: bool,
    added: Callable[[BodyAdded], None] | None = None,
) -> None:  # fmt: skip
    """Show the form of a body; what it holds is kept once it is accepted."""
    from chorus_desk.gui.dialogs.body import BodyDialog

    dialog = BodyDialog(desk, parent, entry, new=new)
    if dialog.exec():
        values = values_of(dialog.entry)
        desk.run(lambda workspace: add_body(workspace, values), added)
