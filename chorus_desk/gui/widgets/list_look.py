"""How tables that only show things look; light, since the first screen needs it."""

from PySide6.QtWidgets import QAbstractItemView, QTableView


def as_list(table: QTableView, *, room: int = 16) -> None:
    """Make a table look like a list: whole rows, no grid, Tab goes on to the next control.

    ``room``: pixels of a row above and below its text, together.
    """
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + room)
    table.horizontalHeader().setHighlightSections(False)
