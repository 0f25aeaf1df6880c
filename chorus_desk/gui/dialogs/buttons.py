"""The row of buttons at the foot of a dialog."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

_Role = QDialogButtonBox.ButtonRole


def leave_buttons(dialog: QDialog, leave: str) -> QDialogButtonBox:
    """Return the row of a dialog that only shows something: one button, which closes it."""
    buttons = QDialogButtonBox()
    buttons.addButton(leave, _Role.RejectRole)
    buttons.rejected.connect(dialog.reject)
    return buttons


def choice_buttons(
    dialog: QDialog, accept: str, leave: str, accepted: Callable[[], object]
) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the row of a dialog that asks, and its main button: the one that Enter presses."""
    buttons = QDialogButtonBox()
    confirm = buttons.addButton(accept, _Role.AcceptRole)
    confirm.setProperty("primary", True)
    confirm.setDefault(True)
    buttons.addButton(leave, _Role.RejectRole)
    buttons.accepted.connect(accepted)
    buttons.rejected.connect(dialog.reject)
    return buttons, confirm
