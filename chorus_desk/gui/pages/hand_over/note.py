"""The third stage: the deposit noted, with its day and its flow number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.hand_over.state import HandOverState
from chorus_desk.gui.widgets.forms import FormRow, TextEntry
from chorus_desk.gui.widgets.layouts import heading, label
from chorus_desk.presenters.editor.entry import UnreadError, read_day, write_day
from chorus_desk.presenters.hand_over.invoices import invoice_lines, named
from chorus_desk.presenters.hand_over.noted import afterwards, asks_flow, flow_remark
from chorus_desk.presenters.hand_over.steps import not_ticked, one_by_one, steps
from chorus_desk.usecases.bundle import Bundled
from chorus_desk.usecases.hand_over import ToDeposit
from chorus_desk.wording.catalogue import N_

_WIDTH = 560
_MOST_ROWS = 8
"""Invoices in sight at once; more scroll."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """What is to be noted: of which invoices, when, under which flow number."""

    ids: tuple[int, ...]
    day: date
    flow: str | None


class NoteView(QWidget):
    """Asks when the invoices were deposited, and under which flow number."""

    def __init__(self, desk: Desk, state: HandOverState) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        self._today = desk.clock.today()
        self._items: Sequence[ToDeposit] = ()
        self._apart = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        card.setProperty("card", True)
        card.setMaximumWidth(theme.characters_of_application(90))
        card.setMinimumWidth(_WIDTH)
        outer.addWidget(card)
        outer.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(heading(desk.say(N_("C'est déposé")), 1.2))
        self._what = label("", wrap=True)
        column.addWidget(self._what)
        column.addWidget(self._make_list())
        self._doubt = label("", wrap=True)
        self._doubt.setProperty("warning", True)
        column.addWidget(self._doubt)
        self._make_fields(column)
        self._after = label("", wrap=True, soft=True)
        column.addWidget(self._after)

    def _make_list(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        name = label(self._desk.say(N_("Cochez celles que vous avez validées et envoyées")))
        self.list = QListWidget()
        self.list.setAccessibleName(name.text())
        self.list.setSpacing(3)
        self.list.itemChanged.connect(self._ticked)
        name.setBuddy(self.list)
        self.all = QPushButton(self._desk.say(N_("Tout cocher")))
        self.all.setAccessibleName(self.all.text())
        self.all.clicked.connect(self._tick_all)
        self._none = label("", wrap=True)
        self._none.setProperty("error", True)
        for widget in (name, self.list):
            column.addWidget(widget)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._none)
        self._choice = holder
        return holder

    def _make_fields(self, column: QVBoxLayout) -> None:
        say = self._desk.say
        self.day = TextEntry()
        self.day.setMaximumWidth(theme.characters_of_application(24))
        self._day_row = FormRow(say(N_("Date du dépôt")), self.day, say(N_("jj/mm/aaaa")))
        self.day.textEdited.connect(self._day_typed)
        column.addWidget(self._day_row)
        self.flow = TextEntry()
        self.flow.setMaximumWidth(theme.characters_of_application(44))
        hint = say(N_("commence par CPP ; facultatif, mais utile pour retrouver l'envoi"))
        self._flow_row = FormRow(say(N_("Numéro de flux")), self.flow, hint)
        self.flow.textEdited.connect(self._flow_typed)
        self.flow.left.connect(self._remark_flow)
        column.addWidget(self._flow_row)

    # What is shown

    def refresh(self, made: Bundled, items: Sequence[ToDeposit]) -> None:
        """Show what is to be noted."""
        language, state = self._desk.language, self._state
        self._items, self._apart = items, one_by_one(made, items)
        self._what.setText(named(items, language))
        self._what.setVisible(not self._apart)
        doubt = not_ticked(steps(made, items, language), state.ticked, language)
        self._doubt.setText("" if self._apart else doubt)
        self._doubt.setVisible(bool(self._doubt.text()))
        self._choice.setVisible(self._apart)
        if self._apart:
            self._fill()
        self._flow_row.setVisible(asks_flow(made.route))
        self.day.setText(state.day or write_day(self._today))
        self.flow.setText(state.flow)
        self._remark_flow()
        self._after.setText(afterwards(made.route, language))

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for line in invoice_lines(self._items, self._desk.language):
            item = QListWidgetItem(f"{line.number} – {line.buyer}, {line.amount}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(Qt.ItemDataRole.UserRole, line.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        row = self.list.sizeHintForRow(0) + 2 * self.list.spacing()
        self.list.setFixedHeight(min(_MOST_ROWS, len(self._items)) * row + 8)
        self._show_ticks()

    def _show_ticks(self) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            item = self.list.item(row)
            on = item.data(Qt.ItemDataRole.UserRole) in self._state.sent
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._say_none(none=False)

    def _say_none(self, *, none: bool) -> None:
        text = self._desk.say(N_("Cochez au moins une facture.")) if none else ""
        self._none.setText(text)
        self._none.setVisible(none)
        self.list.setAccessibleDescription(text)

    # What the user does

    def _ticked(self, item: QListWidgetItem) -> None:
        id_, sent = item.data(Qt.ItemDataRole.UserRole), self._state.sent
        on = item.checkState() is Qt.CheckState.Checked
        self._state.sent = sent | {id_} if on else sent - {id_}
        self._say_none(none=False)

    def _tick_all(self) -> None:
        self._state.sent = frozenset(item.id for item in self._items)
        self._show_ticks()

    def _day_typed(self, text: str) -> None:
        self._state.day = text
        self._day_row.show_remark("", error=False)

    def _flow_typed(self, text: str) -> None:
        self._state.flow = text
        if not flow_remark(text, self._desk.language):
            self._remark_flow()

    def _remark_flow(self) -> None:
        remark = flow_remark(self.flow.text(), self._desk.language)
        self._flow_row.show_remark(remark, error=False)

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        if self._apart:
            return self.list
        return self.day if self._flow_row.isHidden() else self.flow

    def read(self) -> Deposit | None:
        """Return what is to be noted; None when something is wrong, which is then said."""
        ids = tuple(item.id for item in self._items)
        if self._apart:
            ids = tuple(id_ for id_ in ids if id_ in self._state.sent)
        if not ids:
            self._say_none(none=True)
            self.list.setFocus()
            return None
        day, wrong = self._read_day()
        if day is None:
            self._day_row.show_remark(wrong, error=True)
            self.day.setFocus()
            self.day.selectAll()
            return None
        flow = self.flow.text().strip() if not self._flow_row.isHidden() else ""
        return Deposit(ids, day, flow or None)

    def _read_day(self) -> tuple[date | None, str]:
        try:
            day = read_day(self.day.text(), self._today)
        except UnreadError:
            day = None
        if day is None:
            return None, self._desk.say(N_("Écrivez par exemple 24/11/2026."))
        if day > self._today:
            return None, self._desk.say(N_("Cette date est dans le futur."))
        return day, ""
