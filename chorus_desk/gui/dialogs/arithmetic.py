"""The arithmetic of an invoice, step by step from the lines to the amount due."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import leave_buttons
from chorus_desk.gui.widgets.layouts import heading, label
from chorus_desk.wording.catalogue import N_


class ArithmeticDialog(QDialog):
    """Shows each step with its sum."""

    def __init__(self, desk: Desk, steps: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.say(N_("Calcul de la facture")))
        self.resize(560, 420)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(18)
        for row, (what, reckoned) in enumerate(steps):
            grid.addWidget(label(what, soft=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(reckoned, wrap=True, selectable=True), row, 1)
        grid.setRowStretch(len(steps), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(self.windowTitle())
        rule = desk.say(
            N_(
                "Chaque ligne est arrondie au centime. La TVA est calculée une fois par taux, "
                "sur la somme des lignes à ce taux."
            )
        )
        buttons = leave_buttons(self, desk.say(N_("Fermer")))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(heading(self.windowTitle(), 1.2))
        column.addWidget(label(rule, wrap=True, soft=True))
        column.addWidget(area, 1)
        column.addWidget(buttons)
