"""Where files are brought in: a place to drop them, two buttons."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.importing.watch_card import WatchCard
from chorus_desk.gui.watch import FolderWatch
from chorus_desk.gui.widgets.layouts import card_row, heading, label
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.wording.catalogue import N_

_ICON = 48


class DropZone(QFrame):
    """A dashed frame that files are dropped into; the window takes them anywhere else."""

    def __init__(self, take: Callable[[Sequence[Path]], None]) -> None:
        super().__init__()
        self._take, self._over = take, False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Show that files may be let go here."""
        if event.mimeData().hasUrls():
            self._show_over(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 -- Qt's name
        """Show that they went elsewhere."""
        self._show_over(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        """Take the files."""
        self._show_over(over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self._take(paths)

    def _show_over(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the dashed frame."""
        super().paintEvent(event)
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.chosen if self._over else colours.surface))
        pen = QPen(QColor(colours.accent if self._over else colours.edge), 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inside, theme.RADIUS, theme.RADIUS)
        painter.end()


class StartView(QWidget):
    """The page before any file was given."""

    def __init__(
        self, desk: Desk, *, take: Callable[[Sequence[Path]], None], choose: Callable[[], None],
        choose_folder: Callable[[], None], template: Callable[[], None], watch: FolderWatch,
    ) -> None:  # fmt: skip
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self._zone(take, choose, choose_folder), 3)
        column.addWidget(self._model(template))
        self.watch = WatchCard(desk, watch)
        column.addWidget(self.watch)

    def _zone(
        self, take: Callable[[Sequence[Path]], None], choose: Callable[[], None],
        choose_folder: Callable[[], None],
    ) -> QFrame:  # fmt: skip
        self.zone = DropZone(take)
        self.zone.setMinimumHeight(220)
        column = QVBoxLayout(self.zone)
        column.setContentsMargins(32, 12, 32, 12)
        column.setSpacing(10)
        column.addStretch(1)
        picture = QLabel()
        picture.setPixmap(theme.icon("import", theme.colours().accent, _ICON).pixmap(_ICON, _ICON))
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        title = heading(self._desk.say(N_("Déposez vos factures ici")), 1.3)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        kinds = label(
            self._desk.say(
                N_(
                    "Votre propre tableau (Excel, LibreOffice, CSV), tel que vous le tenez ; le "
                    "modèle de classeur rempli ; des factures PDF, Factur-X, CII ou UBL ; tout un "
                    "dossier ou un zip. Et vos tableaux de clients, de prix, de paiements. Rien "
                    "n'est enregistré avant que vous ayez vu ce que chaque facture ou ligne "
                    "devient."
                )
            ),
            wrap=True, soft=True,
        )  # fmt: skip
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        kinds.setMaximumWidth(theme.characters_of_application(80))
        row = QHBoxLayout()
        row.addWidget(kinds)
        column.addLayout(row)
        self.choose = QPushButton(self._desk.say(N_("Choisir des fichiers…")))
        self.choose.setProperty("primary", True)
        self.choose.setAccessibleName(self.choose.text())
        self.choose.setAccessibleDescription(kinds.text())
        self.choose.clicked.connect(choose)
        self.choose_folder = QPushButton(self._desk.say(N_("Choisir un dossier…")))
        self.choose_folder.setAccessibleName(self.choose_folder.text())
        self.choose_folder.setAccessibleDescription(
            self._desk.say(N_("Tous les fichiers du dossier et de ses sous-dossiers sont lus."))
        )
        self.choose_folder.clicked.connect(choose_folder)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.choose_folder)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._reason = label("", wrap=True)
        self._reason.setProperty("warning", True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._reason)
        column.addStretch(1)
        return self.zone

    def _model(self, template: Callable[[], None]) -> QFrame:
        card = QFrame()
        row, words = card_row(card, self._desk.say(N_("Vous n'avez pas encore de tableau ?")))
        text = self._desk.say(
            N_(
                "Prenez le modèle de classeur, remplissez-le, puis revenez ici. "
                "Il contient des exemples et le mode d'emploi."
            )
        )
        words.addWidget(label(text, wrap=True, soft=True))
        self.template = QPushButton(self._desk.say(N_("Prendre le modèle de classeur…")))
        self.template.setAccessibleName(self.template.text())
        self.template.setAccessibleDescription(text)
        self.template.clicked.connect(template)
        row.addWidget(self.template)
        return card

    def refresh(self) -> None:
        """Say why nothing can be imported, when that is so."""
        self.watch.refresh()
        read_only = self._desk.read_only
        self.zone.setAcceptDrops(not read_only)
        for button in (self.choose, self.choose_folder):
            button.setEnabled(not read_only)
        self._reason.setText(self._desk.say(READ_ONLY) if read_only else "")
        self._reason.setVisible(read_only)
