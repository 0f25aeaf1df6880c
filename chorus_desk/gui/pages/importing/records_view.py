"""A table of customers, prices or statuses before and after it is imported.

At the left its sheet, to be corrected by pointing; at the right what becomes of each row.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.formats.any_table.edits import Edit
from chorus_desk.formats.record_tables.targets import INVOICES
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.importing.outcome_table import OutcomeTable
from chorus_desk.gui.pages.importing.records_state import RecordsState
from chorus_desk.gui.pages.importing.said_head import SaidHead
from chorus_desk.gui.widgets.forms import choice_box
from chorus_desk.gui.widgets.layouts import FlowLayout, emptied, label
from chorus_desk.gui.widgets.sheet_view import SheetView
from chorus_desk.gui.widgets.status_pill import StatusDelegate
from chorus_desk.gui.widgets.tables import Index, fit_columns, read_only_table, wrap_texts
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.outcome_row import OUTCOME_COLUMN, OutcomeRow
from chorus_desk.presenters.record_sheets import RecordSheet, record_sheets
from chorus_desk.presenters.record_view import (
    COLUMNS,
    PAGES,
    REASON_COLUMN,
    hint_of,
    keep_label,
    kind_choices,
    rows_to_keep,
    said_of,
    shown_row,
    tone_of,
)
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.records.importing import RecordsImported
from chorus_desk.usecases.importing.records.outcomes import RowOutcome
from chorus_desk.usecases.importing.records.refused_rows import has_refused_rows
from chorus_desk.wording.catalogue import N_

_SIZES = (470, 570)
_MOST_WRAPPED = 300
"""Rows of a table whose reasons go on below; beyond, the strip under the sheet has the whole."""


class RecordsTable(OutcomeTable):
    """What becomes of the rows."""

    columns = COLUMNS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.items: Sequence[RowOutcome] = ()

    def show_items(self, items: Sequence[RowOutcome]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.items, self._rows = items, {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.items)

    def _in_words(self, place: int) -> OutcomeRow:
        return shown_row(self.items[place], self._desk.language)


class RecordsView(QWidget):
    """Shows the file of a ``RecordsState``."""

    as_invoices = Signal()
    """The file is to be looked at as one of invoices after all."""
    other_files = Signal()
    """Other files are to be chosen."""
    wanted = Signal(str)
    """What was imported is to be seen: a page's name, or ``prices``."""
    refused_wanted = Signal()
    """The refused rows are to be saved."""

    def __init__(self, desk: Desk, state: RecordsState) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        self._shown: RecordsImported | None = None
        self._pictures: tuple[RecordSheet, ...] = ()
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._make_head())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        self.sheets = SheetView(desk, desk.say(N_("La feuille du fichier")))
        self.sheets.chose.connect(self._chose)
        self.sheets.edited.connect(self._edited)
        self.sheets.moved.connect(self._moved)
        splitter.addWidget(self.sheets)
        splitter.addWidget(self._make_table())
        splitter.setSizes(list(_SIZES))
        column.addWidget(splitter, 1)
        state.changed.connect(self.refresh)
        self.refresh()

    def _make_head(self) -> QFrame:
        self._head = SaidHead()
        self.said, self.hint = self._head.said, self._head.below
        holder = QWidget()
        self._row = FlowLayout(holder)
        asked = QHBoxLayout()
        self._asked = label(self._desk.say(N_("Ce fichier contient :")))
        self.kind = choice_box(kind_choices(self._desk.language))
        self.kind.setMinimumContentsLength(26)
        self.kind.setAccessibleName(self._asked.text())
        self._asked.setBuddy(self.kind)
        self.kind.activated.connect(self._take_as)
        asked.addWidget(self._asked)
        asked.addWidget(self.kind)
        asked.addStretch(1)
        self._head.column.addLayout(asked)
        self._head.column.addWidget(holder)
        return self._head

    def _make_table(self) -> QTableView:
        self.model = RecordsTable(self._desk)
        name = self._desk.say(N_("Ce que devient chaque ligne"))
        self.table = read_only_table(self.model, name, stretched=REASON_COLUMN)
        self.table.setItemDelegateForColumn(OUTCOME_COLUMN, StatusDelegate(self.table))
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        return self.table

    # What is shown

    def refresh(self) -> None:
        """Show the file as it stands."""
        found, state = self._state.found, self._state
        self.setEnabled(not state.busy)
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(max(0, self.kind.findData(state.kind)))
        for part in (self.kind, self._asked):
            part.setVisible(not state.kept)
        if found is None:
            self._say(self._desk.say(N_("Lecture du fichier…")), "", Tone.NEUTRAL, ())
            return
        language = self._desk.language
        hint = self._desk.say(READ_ONLY) if self._desk.read_only else hint_of(found, language)
        tone = tone_of(found, kept=state.kept)
        text = said_of(found, language, kept=state.kept)
        self._say(text, "" if state.kept else hint, tone, self._choices(found))
        if found is not self._shown:
            self._shown = found
            self.model.show_items(found.rows)
            wrap_texts(self.table, wrap=len(found.rows) <= _MOST_WRAPPED)
            fit_columns(self.table, COLUMNS, stretched=REASON_COLUMN, pill=OUTCOME_COLUMN)
            self._pictures = record_sheets(found, language)
            self.sheets.table.sheet.editable = not state.kept
            self.sheets.show_sheets(self._pictures)

    def _say(
        self, text: str, hint: str, tone: Tone,
        choices: Sequence[tuple[str, Callable[[], object], bool]],
    ) -> None:  # fmt: skip
        self._head.show_said(text, hint, tone)
        emptied(self._row)
        self.buttons = []
        for number, (words, act, possible) in enumerate(choices):
            button = QPushButton(words)
            button.setProperty("primary", not number)
            button.setAccessibleName(words)
            button.setEnabled(possible)
            button.clicked.connect(act)
            self._row.addWidget(button)
            self.buttons.append(button)
        for first, second in pairwise((self.kind, *self.buttons, self.sheets.tabs)):
            QWidget.setTabOrder(first, second)

    def _choices(self, found: RecordsImported) -> list[tuple[str, Callable[[], object], bool]]:
        """Return what can be done, the main thing first: words, act, whether it is possible."""
        choices = self._main_choices(found)
        if has_refused_rows(found):
            words = self._desk.say(N_("Enregistrer les lignes refusées…"))
            choices.insert(1, (words, self.refused_wanted.emit, True))
        return choices

    def _main_choices(self, found: RecordsImported) -> list[tuple[str, Callable[[], object], bool]]:
        say, state, desk = self._desk.say, self._state, self._desk
        if not state.kept:
            possible = bool(rows_to_keep(found)) and not desk.read_only
            return [
                (keep_label(found, desk.language), lambda: state.keep(desk), possible),
                (say(N_("Choisir d'autres fichiers…")), self.other_files.emit, True),
                (say(N_("Ne rien importer")), state.forget, True),
            ]
        page, words = PAGES[found.kind]
        choices: list[tuple[str, Callable[[], object], bool]] = [
            (say(words), lambda: self.wanted.emit(page), True)
        ]
        if found.import_id is not None:
            choices.append((say(N_("Annuler cet import")), lambda: state.undo(desk), True))
        choices.append((say(N_("Importer autre chose")), state.forget, True))
        return choices

    # What the user does

    def _take_as(self, _index: int) -> None:
        kind = str(self.kind.currentData())
        if kind == INVOICES:
            self.as_invoices.emit()
        elif kind != self._state.kind:
            self._state.take_as(self._desk, kind)

    def _chose(self, sheet: str, row: int, column: int, key: str) -> None:
        picture = next((p for p in self._pictures if p.name == sheet), None)
        choices = picture.choices(row, column) if picture else None
        if choices is not None and key != choices.current:
            self._state.tell_column(self._desk, choices.target, key)

    def _edited(self, sheet: str, row: int, column: int, text: str) -> None:
        self._state.write(self._desk, Edit(sheet, row, column, text))

    def _chosen(self, current: QModelIndex) -> None:
        if current.isValid() and self.table.hasFocus():
            item = self.model.items[current.row()]
            self.sheets.look_at(item.sheet, item.row)

    def _moved(self, sheet: str, row: int, _column: int) -> None:
        """Let the table follow where the user is in the sheet."""
        if self.table.hasFocus():
            return
        places = [(item.sheet, item.row) for item in self.model.items]
        if (sheet, row) in places:
            index = self.model.index(places.index((sheet, row)), OUTCOME_COLUMN)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
