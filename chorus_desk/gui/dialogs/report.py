"""The report of a fault of the program: read before anybody sends it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

from chorus_desk.gui.desk import Desk
from chorus_desk.wording.catalogue import N_


class ReportDialog(QDialog):
    """Shows the report and copies it."""

    def __init__(self, desk: Desk, text: str) -> None:
        super().__init__()
        self.setWindowTitle(desk.say(N_("Rapport d'erreur")))
        self.resize(640, 420)
        explained = QLabel(
            desk.say(
                N_(
                    "Ce rapport dit où le programme s'est trompé. Il ne contient ni facture, ni "
                    "nom, ni montant. Rien n'est envoyé : copiez-le si vous voulez le transmettre."
                )
            )
        )
        explained.setWordWrap(True)
        report = QPlainTextEdit(text)
        report.setReadOnly(True)
        report.setAccessibleName(desk.say(N_("Rapport d'erreur")))
        buttons = QDialogButtonBox()
        copy = buttons.addButton(desk.say(N_("Copier")), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(desk.say(N_("Fermer")), QDialogButtonBox.ButtonRole.RejectRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(explained)
        column.addWidget(report, 1)
        column.addWidget(buttons)
