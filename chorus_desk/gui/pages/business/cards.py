"""The fields of the business in cards: what a card is about at the left, its fields beside."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.business.rows import Row, beside
from chorus_desk.gui.widgets.layouts import heading, label
from chorus_desk.presenters.business.fields import FIELDS, SECTIONS, Section, Values
from chorus_desk.wording.catalogue import N_

_WIDEST = 140
"""Characters that a card takes at most: wider ones are hard to read."""


class Cards(QWidget):
    """The cards, and a row for every field by its key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("plain", True)
        self._desk = desk
        self.rows = {key: Row(desk, field) for key, field in FIELDS.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.SPACE, 0)
        column.setSpacing(theme.SPACE * 2)
        self._advanced = [self._card(section) for section in SECTIONS if section.advanced]
        for section in SECTIONS:
            if not section.advanced:
                column.addWidget(self._card(section))
        self.more = QPushButton(desk.say(N_("Réglages avancés")))
        self.more.setProperty("flat", True)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_advanced)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for card in self._advanced:
            column.addWidget(card)
        column.addStretch(1)
        self._show_advanced(shown=False)

    def show_fields(self, values: Values) -> None:
        """Show the fields that what stands in the form asks for."""
        for row in self.rows.values():
            row.setVisible(row.field.shown(values))

    def open_for(self, key: str) -> None:
        """Let a field be seen, also when it is among the advanced ones."""
        if any(key == field.key for s in SECTIONS if s.advanced for field in s.fields):
            self.more.setChecked(True)

    def _show_advanced(self, shown: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.more.setIcon(theme.icon("up" if shown else "down", theme.colours().accent))
        for card in self._advanced:
            card.setVisible(shown)

    def _card(self, section: Section) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        card.setMaximumWidth(theme.characters(self, _WIDEST))
        row = QHBoxLayout(card)
        row.setContentsMargins(20, 16, 20, 18)
        row.setSpacing(theme.SPACE * 3)
        about = QVBoxLayout()
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(theme.SPACE // 2)
        title = heading(self._desk.say(section.title), 1.15)
        title.setWordWrap(True)
        about.addWidget(title)
        about.addWidget(label(self._desk.say(section.intro), wrap=True, soft=True))
        about.addStretch(1)
        row.addWidget(_held(about), 2)
        row.addWidget(_held(self._fields(section)), 5)
        return card

    def _fields(self, section: Section) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE * 2)
        for field, after in zip(section.fields, (*section.fields[1:], None), strict=True):
            row = self.rows[field.key]
            if after is not None and after.beside:
                column.addLayout(beside(row, self.rows[after.key]))
            elif not field.beside:
                column.addWidget(row)
        return column


def _held(layout: QVBoxLayout) -> QWidget:
    """Return a holder whose share of the width does not hang on what is in it."""
    holder = QWidget()
    holder.setLayout(layout)
    holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return holder
