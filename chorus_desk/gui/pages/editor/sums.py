"""The totals below the lines of a draft."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from chorus_desk.gui import theme
from chorus_desk.gui.widgets.layouts import emptied, label
from chorus_desk.presenters.editor.totals import TotalLine


class SumsLayout(QGridLayout):
    """Names and amounts, aligned to the right; the last counts most."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(18)
        self.setVerticalSpacing(2)

    def show_lines(self, lines: Sequence[TotalLine]) -> None:
        """Show these; what is there already is only written anew."""
        if self.count() == 2 * len(lines):
            for row, line in enumerate(lines):
                for column, text in ((0, line.label), (1, line.value)):
                    item = self.itemAtPosition(row, column)
                    widget = item.widget() if item else None
                    if widget is not None:
                        widget.setProperty("text", text)
            return
        emptied(self)
        for row, line in enumerate(lines):
            for column, text in ((0, line.label), (1, line.value)):
                shown = label(text, soft=not line.strong)
                if line.strong:
                    shown.setFont(theme.scaled_font(shown, 1.15, bold=True))
                self.addWidget(shown, row, column, Qt.AlignmentFlag.AlignRight)
