"""What bodies have to be asked for, most money first; letters, answers and the workbook of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.domain.inquiry import Channel
from chorus_desk.formats.letter import Letter
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.answer import AnswerDialog
from chorus_desk.gui.dialogs.filled_workbook import FilledDialog
from chorus_desk.gui.dialogs.letter import LetterDialog
from chorus_desk.gui.widgets.layouts import FlowLayout, emptied, holds_focus, label
from chorus_desk.gui.widgets.tables import TextTable, read_only_table
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.missing import COLUMNS, MissingRow, missing_page
from chorus_desk.presenters.missing_import import import_report
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.inquiries import (
    Answered,
    Noted,
    forget_inquiry,
    note_inquiry,
    note_unasked_answer,
    undo_answer,
)
from chorus_desk.usecases.letters import letter_for
from chorus_desk.usecases.missing_data import Lacking, missing_data
from chorus_desk.usecases.missing_workbook import MissingImported, export_missing, import_missing
from chorus_desk.wording.catalogue import N_

_WORKBOOK = "renseignements-a-demander.xlsx"


class MissingView(QWidget):
    """The list of what is lacking, and what can be done about the body chosen."""

    counted = Signal(int)
    """How many bodies have to be asked."""
    wanted = Signal(str)
    """The SIRET of a body whose page is to be shown."""

    edit_wanted = Signal(int)
    """The id of a draft that is to be opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._items: tuple[Lacking, ...] = ()
        self._rows: tuple[MissingRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._said = label("", wrap=True)
        self._said.setFont(theme.scaled_font(self._said, 1.1, bold=True))
        column.addWidget(self._said)
        self._introduction = label("", wrap=True, soft=True)
        column.addWidget(self._introduction)
        column.addWidget(self._tools())
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        self.model = TextTable(desk, COLUMNS)
        name = desk.say(N_("Renseignements à demander"))
        self.table = read_only_table(self.model, name, stretched=1)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        splitter.addWidget(self.table)
        splitter.addWidget(self._make_strip())
        splitter.setSizes([320, 240])
        column.addWidget(splitter, 1)

    def _tools(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self.export = self._button(
            N_("Enregistrer la liste en classeur…"), self._export, writes=False
        )
        row.addWidget(self.export)
        row.addWidget(self._button(N_("Reprendre un classeur rempli…"), self._ask_for_workbook))
        return holder

    def _make_strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("card", True)
        outer = QVBoxLayout(strip)
        outer.setContentsMargins(4, 4, 4, 4)
        self._strip_area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self._desk.say(N_("Ce qui manque")))
        inner = QWidget()
        inner.setProperty("plain", True)
        self._strip = QVBoxLayout(inner)
        self._strip.setContentsMargins(12, 8, 12, 8)
        self._strip.setSpacing(8)
        area.setWidget(inner)
        outer.addWidget(area)
        return strip

    def _button(
        self, text: str, act: Callable[[], object], *, primary: bool = False, writes: bool = True
    ) -> QPushButton:
        button = QPushButton(self._desk.say(text))
        button.setProperty("primary", primary)
        button.clicked.connect(lambda _checked: act())
        if writes and self._desk.read_only:
            button.setEnabled(False)
            button.setToolTip(self._desk.say(READ_ONLY))
        return button

    # What is shown

    def refresh(self) -> None:
        """Read again what is lacking."""
        self._desk.run(missing_data, self._show)

    def _show(self, items: tuple[Lacking, ...]) -> None:
        chosen = self.chosen
        page = missing_page(items, self._desk.clock.today(), self._desk.language)
        self._items, self._rows = items, page.rows
        self.counted.emit(len(items))
        self._said.setText(page.empty or page.summary)
        self._introduction.setText(page.introduction)
        self._introduction.setVisible(bool(page.introduction))
        self.export.setEnabled(bool(items))
        self.model.show_rows([row.cells for row in page.rows])
        keys = [item.asked_of for item in items]
        if items:
            self.table.selectRow(keys.index(chosen.asked_of) if chosen and chosen.asked_of in keys
                                 else 0)  # fmt: skip
        else:
            self._show_strip(None)

    @property
    def chosen(self) -> Lacking | None:
        """The body chosen."""
        row = self.table.currentIndex().row()
        return self._items[row] if 0 <= row < len(self._items) else None

    def _chosen(self) -> None:
        row = self.table.currentIndex().row()
        self._show_strip(self._rows[row] if 0 <= row < len(self._rows) else None)

    def _show_strip(self, row: MissingRow | None) -> None:
        if holds_focus(self._strip_area):
            self.table.setFocus()  # what had it goes away
        emptied(self._strip)
        if row is None:
            self._strip.addStretch(1)
            return
        title = label(row.body, wrap=True)
        title.setFont(theme.scaled_font(title, 1.1, bold=True))
        self._strip.addWidget(title)
        self._strip.addWidget(self._acts(row))
        told = ". ".join(filter(None, (row.asked, row.answered)))
        self._strip.addWidget(label(told, wrap=True, soft=True))
        for draft in row.drafts:
            text = self._desk.say(
                N_("{draft} ({money}) : {lacks}"), draft=draft.text, money=draft.money,
                lacks=draft.lacks,
            )  # fmt: skip
            self._strip.addWidget(label(text, wrap=True))
        self._strip.addStretch(1)

    def _acts(self, row: MissingRow) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder)
        if self.chosen is not None and not self.chosen.buyer.name:
            flow.addWidget(self._button(N_("Choisir l'organisme…"), self._edit, primary=True))
            return holder  # there is nobody to write to yet
        first = row.inquiry_id is None
        letter = self._button(
            N_("Écrire la lettre…"), lambda: self._write(Channel.LETTER), primary=first
        )
        flow.addWidget(letter)
        flow.addWidget(self._button(N_("Écrire l'e-mail…"), lambda: self._write(Channel.EMAIL)))
        flow.addWidget(self._button(N_("Noter la réponse…"), self._answer, primary=not first))
        if row.siret:
            shown = self._button(N_("Voir la fiche"), self._show_body, writes=False)
            flow.addWidget(shown)
        return holder

    # What the user does

    def _show_body(self) -> None:
        if self.chosen is not None and self.chosen.buyer.siret:
            self.wanted.emit(self.chosen.buyer.siret)

    def _edit(self) -> None:
        if self.chosen is not None and self.chosen.drafts:
            self.edit_wanted.emit(self.chosen.drafts[0].id)

    def _write(self, channel: Channel) -> None:
        lacking = self.chosen
        if lacking is None:
            return

        self._desk.run(
            lambda workspace: letter_for(workspace, lacking, channel),
            partial(self._edit_letter, lacking, channel),
        )

    def _edit_letter(self, lacking: Lacking, channel: Channel, letter: Letter) -> None:
        dialog = LetterDialog(self._desk, self.window(), lacking, letter, channel)
        if dialog.exec():
            note = partial(
                note_inquiry, lacking=lacking, channel=channel,
                sent_on=self._desk.clock.today(), text=dialog.letter.body,
            )  # fmt: skip
            self._desk.run(note, self._noted)

    def _noted(self, noted: Noted) -> None:
        inquiry_id = noted.inquiry.id
        if inquiry_id is None:
            return
        self._desk.tell(
            self._desk.say(N_("La demande est notée.")), Tone.GOOD,
            action=self._desk.say(N_("Annuler")),
            act=lambda: self._forget(inquiry_id),
        )  # fmt: skip

    def _forget(self, inquiry_id: int) -> None:
        self._desk.run(partial(forget_inquiry, inquiry_id=inquiry_id))

    def _answer(self) -> None:
        """Ask for the answer; what changed can be taken back."""
        lacking = self.chosen
        if lacking is None:
            return
        dialog = AnswerDialog(self._desk, self.window(), lacking)
        if not dialog.exec():
            return
        note = partial(
            note_unasked_answer, lacking=lacking, answered_on=self._desk.clock.today(),
            text=dialog.text, data=dialog.answers,
        )  # fmt: skip
        self._desk.run(note, self._answered)

    def _answered(self, answered: Answered) -> None:
        self._desk.tell(
            self._desk.say(N_("La réponse est notée, et reportée là où vous l'avez dit.")),
            Tone.GOOD, action=self._desk.say(N_("Annuler")),
            act=lambda: self._undo(answered),
        )  # fmt: skip

    def _undo(self, answered: Answered) -> None:
        self._desk.run(partial(undo_answer, answered=answered))

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.window(), self._desk.say(N_("Enregistrer la liste en classeur")), _WORKBOOK,
            "Excel (*.xlsx)",
        )  # fmt: skip
        if name:
            target = Path(name)
            self._desk.run(
                lambda workspace: export_missing(workspace, target),
                lambda path: self._desk.tell(
                    self._desk.say(N_("Enregistré : {file}"), file=str(path)), Tone.GOOD
                ),
            )

    def _ask_for_workbook(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window(), self._desk.say(N_("Reprendre un classeur rempli")), "",
            "Excel (*.xlsx)",
        )  # fmt: skip
        if name:
            self.take_workbook(Path(name))

    def take_workbook(self, path: Path) -> None:
        """Say what a filled workbook would change, then take it up."""

        self._desk.run(
            lambda workspace: import_missing(workspace, path, dry_run=True),
            partial(self._ask_to_take, path),
        )

    def _ask_to_take(self, path: Path, done: MissingImported) -> None:
        if FilledDialog(self._desk, self.window(), done).exec():
            self._desk.run(lambda workspace: import_missing(workspace, path), self._taken_up)

    def _taken_up(self, done: MissingImported) -> None:
        report = import_report(done, self._desk.language, dry_run=False)
        self._desk.tell(report.summary, Tone.GOOD)
