"""The numbers beside the rows of a table."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableView


class RowNumbers(QHeaderView):
    """As wide as the last numbers: Qt asks two hundred rows for theirs, at each change."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the width of the last two: the last may be a sign and no number."""
        last = range(max(0, self.count() - 2), self.count())
        widths = (self.sectionSizeFromContents(row).width() for row in last)
        return QSize(max(widths, default=0), super().minimumSizeHint().height())
