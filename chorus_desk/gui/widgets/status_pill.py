"""Draws the status of an invoice: its icon and its word in a pill of its colour."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from chorus_desk.gui import theme
from chorus_desk.presenters.statuses import Tone

_ICON = 13
_AROUND_TEXT = _ICON + 22
"""Pixels that a pill takes beside its text."""
ROOM = _AROUND_TEXT + 18
"""Pixels that a cell with a pill takes beside its text."""


class StatusDelegate(QStyledItemDelegate):
    """Draws a tone's icon and colour around the text of a cell."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:  # fmt: skip
        """Draw the cell."""
        super().paint(painter, option, index)
        told = index.data(Qt.ItemDataRole.UserRole)  # Qt makes plain text of it
        if told is not None:
            self._paint_pill(painter, option, Tone(told), index.data(Qt.ItemDataRole.DisplayRole))

    def initStyleOption(  # noqa: N802 -- Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave the text of a cell with a pill to the pill."""
        super().initStyleOption(option, index)
        if index.data(Qt.ItemDataRole.UserRole) is not None:
            option.text = ""

    def _paint_pill(
        self, painter: QPainter, option: QStyleOptionViewItem, tone: Tone, text: str
    ) -> None:
        rect: QRect = option.rect
        metrics = option.fontMetrics
        inside = rect.adjusted(8, 0, -4, 0)
        room = inside.width() - _AROUND_TEXT
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        height = metrics.height() + 5
        width = _AROUND_TEXT + metrics.horizontalAdvance(shown)
        pill = QRectF(inside.left(), rect.center().y() - height / 2 + 0.5, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours().grounds[tone]))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        top = round(rect.center().y() - _ICON / 2 + 0.5)
        theme.tone_icon(tone).paint(painter, QRect(inside.left() + 8, top, _ICON, _ICON))
        painter.setPen(QColor(theme.colours().tones[tone]))
        where = pill.adjusted(_ICON + 13, 0, 0, 0)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def sizeHint(  # noqa: N802 -- Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of the cell with its pill."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + _AROUND_TEXT, size.height() + 8)
