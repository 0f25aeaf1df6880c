"""The first view of the page: one box, what it finds, and the body chosen beside it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.bodies.body_card import BodyCard
from chorus_desk.gui.pages.bodies.model import FoundTable
from chorus_desk.gui.pages.bodies.state import BodiesState
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.gui.widgets.tables import read_only_table
from chorus_desk.presenters.found_bodies import none_found
from chorus_desk.usecases.find_bodies import FoundBody, find_bodies
from chorus_desk.wording.catalogue import N_

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_MOST = 40


class SearchBox(QLineEdit):
    """The box; the arrow down leads to what it found."""

    down = Signal()

    def keyPressEvent(self, event: "QKeyEvent") -> None:  # noqa: N802 -- Qt's name
        """Lead to what was found."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
            return
        super().keyPressEvent(event)


class SearchView(QWidget):
    """Finds bodies as they are typed and shows the one chosen."""

    def __init__(self, desk: Desk, state: BodiesState, card: BodyCard) -> None:
        super().__init__()
        self._desk, self._state, self.card = desk, state, card
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._make_box())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._make_results())
        splitter.addWidget(card)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([620, 420])
        column.addWidget(splitter, 1)

    def _make_box(self) -> SearchBox:
        self.box = SearchBox(self._state.typed)
        self.box.setPlaceholderText(
            self._desk.say(N_("Nom, sigle, ville, SIRET ou service (Ctrl+F)"))
        )
        self.box.setAccessibleName(self._desk.say(N_("Chercher un organisme")))
        self.box.setClearButtonEnabled(True)
        self.box.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.box.textChanged.connect(self._typed)
        self.box.down.connect(self._to_results)
        self.box.returnPressed.connect(self._to_results)
        self._leading = False
        """Whether the focus goes to what is being looked for, once it is found."""
        self._found_for: str | None = None
        """What was in the box when that was found which is shown."""
        return self.box

    def _make_results(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.model = FoundTable(self._desk)
        name = self._desk.say(N_("Organismes trouvés"))
        self.table = read_only_table(self.model, name, stretched=2)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.activated.connect(lambda _index: self.card.bill())
        self._none = label("", wrap=True, soft=True)
        self._none.hide()
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        return holder

    def refresh(self) -> None:
        """Look again for what is in the box."""
        self._typed(self.box.text())

    def _typed(self, text: str) -> None:
        self._state.typed, self._leading = text, False
        self._desk.run(
            lambda workspace: find_bodies(workspace, text, _MOST), partial(self._show, text)
        )

    def _show(self, text: str, found: tuple[FoundBody, ...]) -> None:
        if text != self.box.text():
            return  # typed over meanwhile
        self._found_for = text
        self.model.show_found(found)
        self._none.setText("" if found else none_found(text, self._desk.language))
        self._none.setVisible(not found)
        rows = [row for row, one in enumerate(found) if one.siret == self._state.chosen]
        if found:
            self.table.selectRow(rows[0] if rows else 0)
        elif text != self._state.chosen:  # else its page was asked for, whoever finds it
            self._state.chosen = None
            self.card.show_nothing()
        if self._leading:
            self._to_results()

    def _to_results(self) -> None:
        """Go to what is found for what is typed, as soon as it is found."""
        self._leading = self._found_for != self.box.text()
        if not self._leading and self.model.rowCount():
            self.table.setFocus()

    def _chosen(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.found):
            self.show_body(self.model.found[row].siret)

    def show_body(self, siret: str) -> None:
        """Show a body beside what was found."""
        self._state.chosen = siret
        self.card.show_body(siret)
