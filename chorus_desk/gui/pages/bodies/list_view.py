"""The State's list: the one in use, a new one looked at and imported, and what came of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.bodies.columns_table import ColumnsTable
from chorus_desk.gui.pages.bodies.list_import import ListImport
from chorus_desk.gui.widgets.layouts import (
    FlowLayout,
    emptied,
    holds_focus,
    label,
    take_first_button,
)
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.directory_import import row_line
from chorus_desk.presenters.state_list import list_in_use, outcome_lines, table_title
from chorus_desk.usecases.import_directory import DirectoryImported
from chorus_desk.wording.catalogue import N_

_HOW = N_(
    "La liste se télécharge sur le portail Chorus Pro : c'est un classeur, un fichier XML ou un "
    "zip. Donnez-la telle quelle ; elle ne quitte pas votre ordinateur."
)
_CHECK = N_(
    "Voici comment chaque colonne est comprise. Corrigez ce qui ne va pas : ce sera retenu pour la "
    "prochaine fois."
)
_ENDINGS = "*.xlsx *.xml *.csv *.tsv *.txt *.zip *.gz *.tgz"
_MOST_NOTES = 30
_SOON = 10
"""Milliseconds until a step that was just laid out is in sight."""


class ListView(QScrollArea):
    """Leads through an import of the State's list."""

    news_wanted = Signal()
    """What the new list changed is to be shown."""

    def __init__(self, desk: Desk, under_way: ListImport) -> None:
        super().__init__()
        self._desk, self._import = desk, under_way
        self._leads = False
        """Whether the focus is on its way to what is shown next."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(desk.say(N_("Liste de l'État")))
        inner = QWidget()
        inner.setProperty("plain", True)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(12)
        self.setWidget(inner)
        under_way.changed.connect(self._show_step)
        under_way.progressed.connect(self._progressed)
        self._show_step()

    # The list in use

    def refresh(self) -> None:
        """Say which list is in use, unless another is being brought in."""
        if not self._import.begun:
            self._desk.run(lambda workspace: workspace.directory.about(), self._show_start)

    def _show_step(self) -> None:
        """Show what is reached of an import."""
        under_way = self._import
        if under_way.busy:
            self._show_busy(under_way.busy)
        elif under_way.imported is not None:
            self._show_outcome(under_way.imported)
        elif under_way.columns:
            self._show_columns()
        else:
            self.refresh()

    def _show_start(self, about: dict[str, str]) -> None:
        if self._import.begun:
            return
        self._empty()
        self._say(list_in_use(about, self._desk.language), large=True)
        self._say(self._desk.say(_HOW), soft=True)
        self._buttons((N_("Importer la liste de l'État…"), self.ask_for_files, True))
        self._end()

    def ask_for_files(self) -> None:
        """Ask for the files of the list and look at them."""
        name = self._desk.say(N_("Liste de l'État"))
        files, _ = QFileDialog.getOpenFileNames(
            self.window(), self._desk.say(N_("Choisir la liste de l'État")), "",
            f"{name} ({_ENDINGS})",
        )  # fmt: skip
        if files:
            self.look_at([Path(file) for file in files])

    # A new one

    def look_at(self, files: Sequence[Path]) -> None:
        """Look at the files of a list and show what their columns are taken for."""
        self._import.look_at(self._desk, files)

    def _show_columns(self) -> None:
        self._empty()
        self._say(self._desk.say(_CHECK))
        self._buttons(
            (N_("Importer cette liste"), self.start, True),
            (N_("Revenir"), self._import.forget, False),
        )
        self.tables = []
        for number, table in enumerate(self._import.columns):
            title = table_title(table, self._desk.language)
            self._say(title, large=True)
            shown = ColumnsTable(self._desk, title, table)
            shown.chose.connect(self._chooser(number))
            self.tables.append(shown)
            self._column.addWidget(shown)
        self._end()

    def _chooser(self, table: int) -> Callable[[int, str], None]:
        return lambda column, key: self.choose(table, column, key)

    def choose(self, table: int, column: int, key: str) -> None:
        """Take a column for something else."""
        self._import.choose(table, column, key)
        self.tables[table].show_table(self._import.columns[table])

    def start(self) -> None:
        """Import the list as its columns are taken now."""
        self._import.start(self._desk)

    def _show_busy(self, text: str) -> None:
        self._empty()
        said = self._desk.say(text)
        self._say(said, large=True)
        row = QHBoxLayout()
        self._progress = QProgressBar()
        self._progress.setAccessibleName(said)
        self._progress.setMaximum(0)
        stop = QPushButton(self._desk.say(N_("Arrêter")))
        stop.clicked.connect(lambda _checked: self._import.stop())
        row.addWidget(self._progress, 1)
        row.addWidget(stop)
        self._column.addLayout(row)
        self._end()

    def _progressed(self, done: int, total: int) -> None:
        if not self._import.busy:
            return
        self._progress.setMaximum(1000)
        self._progress.setValue(1000 * done // max(1, total))

    def _show_outcome(self, imported: DirectoryImported) -> None:
        self._empty()
        for number, text in enumerate(outcome_lines(imported, self._desk.language)):
            self._say(text, large=not number)
        buttons = [(N_("Terminer"), self._import.forget, not imported.news)]
        if imported.news:
            said = self._desk.say_count(
                N_("Cette liste change quelque chose chez un de vos organismes."),
                N_("Cette liste change {count} choses chez vos organismes."), len(imported.news),
            )  # fmt: skip
            self._say(said)
            buttons.insert(0, (N_("Voir les changements"), self.news_wanted.emit, True))
        self._buttons(*buttons)
        if imported.skipped:
            self._say(
                self._desk.say_count(
                    N_("{count} ligne n'a pas été prise."),
                    N_("{count} lignes n'ont pas été prises."), imported.skipped,
                )
            )  # fmt: skip
        for note in imported.notes[:_MOST_NOTES]:
            self._say(row_line(note, self._desk.language), soft=True)
        self._end()

    # How it is laid out

    def _empty(self) -> None:
        if holds_focus(self) and not self._leads:
            self._leads = True
            QTimer.singleShot(0, self, self._lead)
        emptied(self._column)

    def _lead(self) -> None:
        """Give the focus to the first button of the step that is shown, where the list had it."""
        if not take_first_button(self) and self.isVisible():
            QTimer.singleShot(_SOON, self, self._lead)  # the step is not in sight yet
            return
        self._leads = False

    def _end(self) -> None:
        self._column.addStretch(1)

    def _say(self, text: str, *, large: bool = False, soft: bool = False) -> None:
        said = label(text, wrap=True, soft=soft)
        if large:
            said.setFont(theme.scaled_font(said, 1.1, bold=True))
        self._column.addWidget(said)

    def _buttons(self, *choices: tuple[str, Callable[[], object], bool]) -> None:
        holder = QWidget()
        row = FlowLayout(holder)
        for text, act, primary in choices:
            row.addWidget(self._button(text, act, primary=primary))
        self._column.addWidget(holder)

    def _button(self, text: str, act: Callable[[], object], *, primary: bool) -> QPushButton:
        button = QPushButton(self._desk.say(text))
        button.setProperty("primary", primary)
        button.clicked.connect(lambda _checked: act())
        if self._desk.read_only:
            button.setEnabled(False)
            button.setToolTip(self._desk.say(READ_ONLY))
        return button
