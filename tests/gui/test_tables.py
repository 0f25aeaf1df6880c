"""Tables whose long texts go on below: no row is lower than what is drawn in it."""

from chorus_desk.gui.widgets.tables import TextTable, read_only_table, wrap_texts
from chorus_desk.presenters.columns import Column
from tests.gui.conftest import Opener


def test_a_text_that_just_does_not_fit__has_a_second_line(opened: Opener) -> None:
    desk = opened().application.desk
    model = TextTable(desk, (Column("Où", 10), Column("Pourquoi", 10)))
    text = "Sheet “Travaux”, row 5"
    model.show_rows([(text, "–"), ("x", "–"), ("two\nlines", "–")])
    table = read_only_table(model, "Essai", stretched=1)
    wrap_texts(table)
    table.resize(500, 200)
    table.show()
    room = table.fontMetrics().horizontalAdvance(text)
    for beside in (2, 8, 14):  # wide enough for the text, and not for the text with its edges
        table.horizontalHeader().resizeSection(0, room + beside)
        table.resizeRowsToContents()
        assert table.rowHeight(0) == table.rowHeight(2) > table.rowHeight(1)
    table.horizontalHeader().resizeSection(0, room + 40)
    table.resizeRowsToContents()
    assert table.rowHeight(0) == table.rowHeight(1)
    table.deleteLater()
