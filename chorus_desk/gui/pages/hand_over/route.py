"""The first stage: which invoices, by which route, into which folder."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.formats.bundle import PLATFORM
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.hand_over.frames import RouteChoice
from chorus_desk.gui.pages.hand_over.state import HandOverState
from chorus_desk.gui.widgets.forms import FormRow, TextEntry
from chorus_desk.gui.widgets.layouts import emptied, label
from chorus_desk.gui.widgets.list_look import as_list
from chorus_desk.presenters.hand_over.files import refusal_lines
from chorus_desk.presenters.hand_over.invoices import (
    InvoiceLine,
    already_deposited,
    intro,
    invoice_lines,
)
from chorus_desk.presenters.routes import form_names, page_remarks, route_cards, usual_route
from chorus_desk.usecases.hand_over import ToDeposit
from chorus_desk.wording.catalogue import N_

_MOST_ROWS = 4
"""Invoices in sight at once; more scroll."""
_HEADINGS = (N_("Numéro"), N_("Organisme"), N_("Montant TTC"), N_("Statut"))
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_RIGHT_COLUMN, _STRETCHED_COLUMN = 2, 1


class RouteView(QWidget):
    """Shows the invoices and asks for the route and the folder."""

    def __init__(self, desk: Desk, state: HandOverState, change_folder: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        self._shown: tuple[object, ...] = ()
        self._items: Sequence[ToDeposit] = ()
        self.choices: dict[str, RouteChoice] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        self._intro = label("")
        self._intro.setFont(theme.scaled_font(self._intro, 1.1, bold=True))
        column.addWidget(self._intro)
        column.addWidget(self._make_table())
        self._intro.setBuddy(self.table)
        self._before = label("", wrap=True)
        self._before.setProperty("warning", True)
        column.addWidget(self._before)
        self.remarks = label("", wrap=True)
        self.remarks.setProperty("warning", True)
        column.addWidget(self.remarks)
        column.addWidget(self._make_refusal())
        title = label(desk.say(N_("Quel chemin prenez-vous ?")))
        title.setFont(theme.scaled_font(title, 1.1, bold=True))
        column.addWidget(title)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column.addLayout(self._cards)
        self._group = QButtonGroup(self)
        column.addWidget(self._make_form())
        column.addStretch(1)
        area.setWidget(inner)
        outer.addWidget(area, 1)
        outer.addLayout(self._make_folder(change_folder))

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(_HEADINGS))
        table.setHorizontalHeaderLabels([self._desk.say(text) for text in _HEADINGS])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        as_list(table, room=14)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        widths = (18, 30, 17, 26)
        for section, width in enumerate(widths):
            head.resizeSection(section, theme.characters_of_application(width))
        head.setSectionResizeMode(_STRETCHED_COLUMN, QHeaderView.ResizeMode.Stretch)
        table.setAccessibleName(self._desk.say(N_("Factures à déposer")))
        self.table = table
        return table

    def _make_refusal(self) -> QFrame:
        self.refusal = QFrame()
        self.refusal.setProperty("bar", "bad")
        self._refusals = QVBoxLayout(self.refusal)
        self._refusals.setContentsMargins(14, 10, 14, 10)
        self._refusals.setSpacing(4)
        return self.refusal

    def _make_form(self) -> QWidget:
        """Ask for the form of the files, which the platform decides."""
        self.form = QComboBox()
        for key, name in form_names(self._desk.language):
            self.form.addItem(name, key)
        self.form.setCurrentIndex(self.form.findData(self._state.form))
        self.form.currentIndexChanged.connect(self._formed)
        self._form_row = FormRow(
            self._desk.say(N_("Format demandé par la plateforme")), self.form,
            self._desk.say(N_("En cas de doute, Factur-X : il se lit aussi comme une page.")),
        )  # fmt: skip
        return self._form_row

    def _formed(self) -> None:
        self._state.form = self.form.currentData()

    def _make_folder(self, change_folder: Callable[[], None]) -> QVBoxLayout:
        say = self._desk.say
        column = QVBoxLayout()
        column.setSpacing(3)
        name = label(say(N_("Dossier où mettre les fichiers")))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.folder = TextEntry()
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName(name.text())
        name.setBuddy(self.folder)
        self.change = QPushButton(say(N_("Changer…")))
        self.change.setAccessibleName(say(N_("Changer de dossier")))
        self.change.clicked.connect(change_folder)
        row.addWidget(self.folder, 1)
        row.addWidget(self.change)
        column.addWidget(name)
        column.addLayout(row)
        return column

    def refresh(self, items: Sequence[ToDeposit], folder: str) -> None:
        """Show the invoices, the routes and the folder."""
        language, read_only = self._desk.language, self._desk.read_only
        self.folder.setText(folder)
        self.folder.setCursorPosition(0)
        self._show_refusals()
        if self._shown != (items, read_only):
            self._shown = (items, read_only)
            self._intro.setText(intro(items, language))
            self._fill(invoice_lines(items, language))
            warning = already_deposited(items, language)
            self._before.setText(warning)
            self._before.setVisible(bool(warning))
            self._items = items
            self._offer(items)
        for choice in self.choices.values():
            choice.setEnabled(not self._state.preparing)
        self.change.setEnabled(not self._state.preparing)
        self.form.setEnabled(not self._state.preparing)

    def _fill(self, lines: Sequence[InvoiceLine]) -> None:
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate((line.number, line.buyer, line.amount, line.status)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                if column == 0:
                    cell.setData(_ACCESSIBLE, line.spoken)
                if column == _RIGHT_COLUMN:
                    cell.setTextAlignment(_RIGHT)
                if column == len(_HEADINGS) - 1:
                    cell.setIcon(theme.tone_icon(line.tone))
                self.table.setItem(row, column, cell)
        heading = self.table.horizontalHeaderItem(_RIGHT_COLUMN)
        if heading is not None:
            heading.setTextAlignment(_RIGHT)
        shown = max(1, min(len(lines), _MOST_ROWS))
        height = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(shown * height + head + 4)

    def _offer(self, items: Sequence[ToDeposit]) -> None:
        for choice in self.choices.values():
            self._group.removeButton(choice.radio)
        emptied(self._cards)
        self.choices = {}
        cards = route_cards(items, self._desk.language, read_only=self._desk.read_only)
        wanted = self._state.route or usual_route(items)
        for card in cards:
            choice = RouteChoice(self._desk, card)
            self._group.addButton(choice.radio)
            choice.radio.setChecked(card.key == wanted and card.reason is None)
            choice.radio.toggled.connect(self._chosen)
            self._cards.addWidget(choice)
            self.choices[card.key] = choice
        self._show_form()
        radios = (choice.radio for choice in self.choices.values())
        order = [self.table, *radios, self.form, self.folder, self.change]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _chosen(self) -> None:
        self._state.route = self.route or self._state.route
        self._show_form()

    def _show_form(self) -> None:
        self._form_row.setVisible(self.route == PLATFORM)
        remarks = page_remarks(self._items, self.route, self._desk.language)
        self.remarks.setText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))

    def _show_refusals(self) -> None:
        refused = self._state.refused
        emptied(self._refusals)
        self.refusal.setVisible(refused is not None)
        if refused is None:
            return
        said = self._desk.say(N_("Rien n'a été écrit. Voici ce qui l'empêche :"))
        lines = refusal_lines(refused, self._desk.language)
        for text in (said, *lines):
            self._refusals.addWidget(label(text, wrap=True, selectable=True))
        self.refusal.setAccessibleName(" ".join((said, *lines)))

    @property
    def route(self) -> str | None:
        """The route chosen, None when none can be taken."""
        return next((k for k, c in self.choices.items() if c.radio.isChecked()), None)
