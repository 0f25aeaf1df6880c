"""The head of a sheet's columns: each one's letter, and in a chip what it was taken for."""

from PySide6.QtCore import QAbstractItemModel, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from chorus_desk.gui import theme
from chorus_desk.gui.widgets.sheet_model import CHIP_ROLE
from chorus_desk.presenters.sheet import Chip

_ICON = 13
_AROUND = 22
"""Pixels of a chip beside its text and its icon."""
_GAP = 6


def chip_width(metrics: QFontMetrics, chip: Chip) -> int:
    """Return how wide a chip is, in pixels."""
    return metrics.horizontalAdvance(chip.text) + _ICON + _AROUND


def paint_chip(painter: QPainter, metrics: QFontMetrics, chip: Chip, area: QRect) -> None:
    """Draw a chip in the middle of an area's height, from its left edge."""
    height = metrics.height() + 4
    width = min(chip_width(metrics, chip), area.width())
    pill = QRectF(area.left(), area.center().y() - height / 2 + 0.5, width, height)
    colours = theme.colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.grounds[chip.tone]))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    top = round(pill.center().y() - _ICON / 2)
    theme.tone_icon(chip.tone).paint(painter, QRect(area.left() + 7, top, _ICON, _ICON))
    painter.setPen(QColor(colours.tones[chip.tone]))
    where = pill.adjusted(_ICON + 11, 0, -6, 0)
    text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, round(where.width()) + 1)
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


class SheetHeader(QHeaderView):
    """Columns by letter; the current one stands out."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setMinimumSectionSize(theme.characters_of_application(7))

    def chip(self, section: int) -> Chip | None:
        """Return the chip of a column."""
        model: QAbstractItemModel | None = self.model()
        if model is None:  # the table is going
            return None
        found = model.headerData(section, self.orientation(), CHIP_ROLE)
        return found if isinstance(found, Chip) else None

    @property
    def _has_chips(self) -> bool:
        model = self.model()
        picture = getattr(model, "picture", None)
        return bool(picture is not None and picture.chips)

    def sectionSizeFromContents(self, section: int) -> QSize:  # noqa: N802 -- Qt's name
        """Return the size that a letter and a chip need."""
        metrics = self.fontMetrics()
        chip = self.chip(section)
        lines = 2 if self._has_chips else 1
        height = metrics.height() * lines + _GAP * lines + 6
        width = chip_width(metrics, chip) + 2 * _GAP if chip else metrics.maxWidth()
        return QSize(width, height)

    def paintSection(  # noqa: N802 -- Qt's name
        self, painter: QPainter, rect: QRect, section: int
    ) -> None:
        """Draw a column's head."""
        colours, metrics = theme.colours(), self.fontMetrics()
        current = self._is_current(section)
        painter.save()
        painter.fillRect(rect, QColor(colours.chosen if current else colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QColor(colours.text if current else colours.soft))
        text = str(self.model().headerData(section, self.orientation()) or "")
        letter = QRect(rect)
        chip = self.chip(section)
        if self._has_chips:
            letter.setHeight(metrics.height() + _GAP)
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, text)
        if chip is not None:
            below = QRect(rect).adjusted(_GAP, letter.height(), -_GAP, -2)
            paint_chip(painter, metrics, chip, below)
        painter.restore()

    def _is_current(self, section: int) -> bool:
        view = self.parentWidget()
        index = getattr(view, "currentIndex", None)
        return callable(index) and index().column() == section
