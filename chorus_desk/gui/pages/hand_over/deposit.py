"""The second stage: the files made, the steps on the portal, and the values to copy there."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.hand_over.frames import StepBox
from chorus_desk.gui.pages.hand_over.state import HandOverState
from chorus_desk.gui.system import open_folder
from chorus_desk.gui.widgets.forms import choice_box
from chorus_desk.gui.widgets.layouts import emptied, heading, label
from chorus_desk.presenters.hand_over.files import advice, deposit_files, named_files, other_files
from chorus_desk.presenters.hand_over.steps import one_by_one, steps
from chorus_desk.presenters.hand_over.to_copy import Datum, flow_data, sheet
from chorus_desk.usecases.bundle import Bundled
from chorus_desk.usecases.hand_over import ToDeposit
from chorus_desk.wording.catalogue import N_

_SCROLL_BAR = 14
_SAID_COPIED = 1500
"""Milliseconds that a button says that its value was copied."""


class DepositView(QWidget):
    """Leads through the deposit of a bundle."""

    def __init__(self, desk: Desk, state: HandOverState) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        self._shown: Bundled | None = None
        self._items: Sequence[ToDeposit] = ()
        self.boxes: dict[str, StepBox] = {}
        self.copies: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._make_left(), 1)
        row.addWidget(self._make_right(), 1)

    # How it is made

    def _make_left(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(12)
        column.addWidget(self._make_files())
        card, self._steps = _card(self._desk.say(N_("Pas à pas")))
        column.addWidget(card)
        column.addStretch(1)
        return _scrolled(inner)

    def _make_files(self) -> QFrame:
        card, column = _card(self._desk.say(N_("À déposer")))
        self._files = label("", wrap=True, selectable=True)
        self._files.setFont(theme.scaled_font(self._files, 1.0, bold=True))
        column.addWidget(self._files)
        self._others = label("", wrap=True, soft=True)
        column.addWidget(self._others)
        self._where = label("", wrap=True, soft=True, selectable=True)
        column.addWidget(self._where)
        self._remarks = label("", wrap=True, soft=True)
        column.addWidget(self._remarks)
        self.open = QPushButton(self._desk.say(N_("Ouvrir le dossier")))
        self.open.setAccessibleName(self.open.text())
        self.open.clicked.connect(self._open)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _make_right(self) -> QWidget:
        say = self._desk.say
        card, column = _card(say(N_("Valeurs à copier")))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.invoice = choice_box([])
        self.invoice.setAccessibleName(say(N_("Facture dont la fiche est montrée")))
        self.invoice.currentIndexChanged.connect(self._turn_to)
        self.next = QPushButton(say(N_("Suivante")))
        self.next.setAccessibleName(say(N_("Fiche de la facture suivante")))
        self.next.clicked.connect(self._turn)
        row.addWidget(self.invoice, 1)
        row.addWidget(self.next)
        column.addLayout(row)
        self._whose = label("", wrap=True)
        self._whose.setFont(theme.scaled_font(self._whose, 1.0, bold=True))
        column.addSpacing(4)
        column.addWidget(self._whose)
        inner = QWidget()
        inner.setProperty("plain", True)
        self._data = QGridLayout(inner)
        self._data.setContentsMargins(0, 0, 6, 0)
        self._data.setHorizontalSpacing(12)
        self._data.setVerticalSpacing(4)
        self._data.setColumnStretch(1, 1)
        self._data_area = _scrolled(inner)
        column.addWidget(self._data_area, 1)
        self.sent = QCheckBox(say(N_("Validée et envoyée sur le portail")))
        self.sent.setAccessibleName(self.sent.text())
        self.sent.toggled.connect(self._tick_sent)
        self._count = label("", soft=True)
        column.addWidget(self.sent)
        column.addWidget(self._count)
        return card

    # What is shown

    def refresh(self, made: Bundled, items: Sequence[ToDeposit]) -> None:
        """Show a bundle."""
        if made is self._shown and items == self._items:
            self._show_sent()
            return
        self._shown, self._items = made, items
        language = self._desk.language
        self._files.setText(named_files(made, len(items), language))
        self._others.setText(other_files(made, len(items), language))
        self._where.setText(str(made.folder))
        self._where.setAccessibleName(self._desk.say(N_("Dossier : {folder}"), folder=made.folder))
        remarks = advice(made, language)
        self._remarks.setText(remarks)
        self._remarks.setVisible(bool(remarks))
        self._show_steps()
        self._list_invoices()
        self._show_sheet()

    def _show_steps(self) -> None:
        assert self._shown is not None
        emptied(self._steps)
        self.boxes = {}
        for number, step in enumerate(steps(self._shown, self._items, self._desk.language), 1):
            box = StepBox(number, step)
            box.box.setChecked(step.key in self._state.ticked)
            box.box.toggled.connect(self._ticker(step.key))
            self._steps.addWidget(box)
            self.boxes[step.key] = box

    def _list_invoices(self) -> None:
        assert self._shown is not None
        several = len(self._items) > 1
        self.invoice.blockSignals(True)
        self.invoice.clear()
        for item in self._items:
            self.invoice.addItem(item.number, item.id)
        self.invoice.setVisible(several)
        self.invoice.setCurrentIndex(self._state.sheet)
        self.invoice.blockSignals(False)
        self.next.setVisible(several)
        apart = one_by_one(self._shown, self._items)
        self.sent.setVisible(apart)
        self._count.setVisible(apart)

    def _show_sheet(self) -> None:
        assert self._shown is not None
        emptied(self._data)
        self.copies = []
        item = self._items[self._state.sheet]
        buyer = item.invoice.buyer.name or ""
        number = "" if len(self._items) > 1 else item.number  # the list of invoices says it
        self._whose.setText(" – ".join(text for text in (number, buyer) if text))
        data = (*flow_data(self._shown), *self._file(), *sheet(item, self._desk.language))
        for row, datum in enumerate(data):
            self._add_datum(row, datum)
        self._data.setRowStretch(len(data), 1)
        self._data_area.setMinimumWidth(self._data.minimumSize().width() + _SCROLL_BAR)
        self._order()
        self._show_sent()

    def _file(self) -> tuple[Datum, ...]:
        """Return the file of the invoice shown, where each has its own."""
        assert self._shown is not None
        if not one_by_one(self._shown, self._items):
            return ()
        name = deposit_files(self._shown, len(self._items))[self._state.sheet]
        return (Datum(self._desk.say(N_("Fichier")), name, name),)

    def _add_datum(self, row: int, datum: Datum) -> None:
        name = label(datum.label, soft=True, wrap=True)
        value = label(datum.shown, wrap=True, selectable=True)
        copy = QPushButton(self._desk.say(N_("Copié")))
        copy.setProperty("flat", True)
        copy.setIcon(theme.icon("copy", theme.colours().accent))
        copy.ensurePolished()
        copy.setMinimumWidth(copy.sizeHint().width())  # it does not jump when it says so
        copy.setText(self._desk.say(N_("Copier")))
        copy.setAccessibleName(
            self._desk.say(N_("Copier {label} : {value}"), label=datum.label, value=datum.bare)
        )
        copy.clicked.connect(partial(self._copy, copy, datum))
        name.setBuddy(copy)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._data.addWidget(name, row, 0, middle)
        self._data.addWidget(value, row, 1, middle)
        self._data.addWidget(copy, row, 2, middle)
        self.copies.append(copy)

    def _order(self) -> None:
        widgets: list[QWidget] = [self.open, *(box.box for box in self.boxes.values())]
        widgets += [self.invoice, self.next, *self.copies, self.sent]
        for first, second in pairwise(widgets):
            QWidget.setTabOrder(first, second)

    def _show_sent(self) -> None:
        if not self._items:
            return
        sent, total = self._state.sent, len(self._items)
        self.sent.blockSignals(True)
        self.sent.setChecked(self._items[self._state.sheet].id in sent)
        self.sent.blockSignals(False)
        text = N_("{count} envoyée sur {total}"), N_("{count} envoyées sur {total}")
        self._count.setText(self._desk.say_count(*text, len(sent), total=total))
        for row, item in enumerate(self._items):
            mark = theme.icon("check", theme.colours().accent) if item.id in sent else QIcon()
            self.invoice.setItemIcon(row, mark)

    # What the user does

    def _open(self) -> None:
        if self._shown is not None and self._shown.folder is not None:
            open_folder(self._shown.folder)

    def _ticker(self, key: str) -> Callable[[], None]:
        return lambda: self._tick(key)

    def _tick(self, key: str) -> None:
        on, ticked = self.boxes[key].box.isChecked(), self._state.ticked
        self._state.ticked = ticked | {key} if on else ticked - {key}

    def _tick_sent(self) -> None:
        id_ = self._items[self._state.sheet].id
        on, sent = self.sent.isChecked(), self._state.sent
        self._state.sent = sent | {id_} if on else sent - {id_}
        self._show_sent()

    def _turn(self) -> None:
        self.invoice.setCurrentIndex((self.invoice.currentIndex() + 1) % len(self._items))

    def _turn_to(self, index: int) -> None:
        if index >= 0:
            self._state.sheet = index
            self._show_sheet()

    def _copy(self, button: QPushButton, datum: Datum) -> None:
        QGuiApplication.clipboard().setText(datum.bare)
        button.setText(self._desk.say(N_("Copié")))
        said = self._desk.say(N_("{label} copié"), label=datum.label)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(button, said))
        QTimer.singleShot(_SAID_COPIED, button, self._resetter(button))

    def _resetter(self, button: QPushButton) -> Callable[[], None]:
        return lambda: button.setText(self._desk.say(N_("Copier")))


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    """Return a card with its title, and the layout of what stands below it."""
    card = QFrame()
    card.setProperty("card", True)
    outer = QVBoxLayout(card)
    outer.setContentsMargins(16, 12, 16, 12)
    outer.setSpacing(8)
    outer.addWidget(heading(title, 1.1))
    inner = QVBoxLayout()
    inner.setSpacing(4)
    outer.addLayout(inner, 1)
    return card, inner


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
