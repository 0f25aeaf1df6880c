"""What a filled workbook of missing data would change, before it does."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import choice_buttons, leave_buttons
from chorus_desk.gui.widgets.layouts import heading, label, scrolled
from chorus_desk.presenters.missing_import import import_report
from chorus_desk.usecases.missing_workbook import MissingImported
from chorus_desk.wording.catalogue import N_


class FilledDialog(QDialog):
    """Shows the rows that are taken, and the cells that are not with their reason."""

    def __init__(self, desk: Desk, parent: QWidget, done: MissingImported) -> None:
        super().__init__(parent)
        report = import_report(done, desk.language, dry_run=True)
        self.setWindowTitle(desk.say(N_("Reprendre un classeur rempli")))
        self.setMinimumWidth(theme.characters(self, 70))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(heading(self.windowTitle(), 1.3))
        column.addWidget(label(report.summary, wrap=True))
        inner = QWidget()
        inner.setProperty("plain", True)
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 6, 0)
        for text in report.taken:
            lines.addWidget(label(text, wrap=True))
        for text in report.bad:
            bad = label(text, wrap=True)
            bad.setProperty("warning", True)
            lines.addWidget(bad)
        lines.addStretch(1)
        column.addWidget(scrolled(inner, self.windowTitle()), 1)
        close = desk.say(N_("Fermer"))
        buttons = (
            choice_buttons(self, desk.say(N_("Reprendre")), close, self.accept)[0]
            if report.taken
            else leave_buttons(self, close)
        )
        column.addWidget(buttons)
        buttons.buttons()[0].setFocus()
        self.resize(self.minimumWidth(), 480)
