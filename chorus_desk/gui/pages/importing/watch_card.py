"""The card of the import page that has a folder watched."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.watch import FolderWatch
from chorus_desk.gui.widgets.layouts import card_row, label
from chorus_desk.presenters.watching import watch_text
from chorus_desk.wording.catalogue import N_


class WatchCard(QFrame):
    """Says which folder is watched; two buttons choose one and let go of it."""

    def __init__(self, desk: Desk, watch: FolderWatch) -> None:
        super().__init__()
        self._desk, self._watch = desk, watch
        row, words = card_row(self, desk.say(N_("Surveiller un dossier")))
        self.said = label("", wrap=True, soft=True)
        words.addWidget(self.said)
        self.choose = QPushButton(desk.say(N_("Choisir le dossier à surveiller…")))
        self.choose.setAccessibleName(self.choose.text())
        self.choose.clicked.connect(self._choose)
        self.forget = QPushButton(desk.say(N_("Ne plus surveiller")))
        self.forget.setAccessibleName(self.forget.text())
        self.forget.clicked.connect(watch.forget)
        row.addWidget(self.choose)
        row.addWidget(self.forget)
        watch.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say which folder is watched, if any."""
        watch = self._watch
        text = watch_text(watch.folder, self._desk.language, missing=watch.missing)
        self.said.setText(text)
        self.choose.setAccessibleDescription(text)
        self.forget.setAccessibleDescription(text)
        may = not self._desk.read_only and not self._desk.place.guest
        self.choose.setVisible(watch.folder is None)
        self.choose.setEnabled(may)
        self.forget.setVisible(watch.folder is not None)
        self.forget.setEnabled(may)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self.window(), self._desk.say(N_("Choisir le dossier à surveiller"))
        )
        if chosen:
            self._watch.choose(Path(chosen))
