"""The State's list: the one in use, a new one looked at and imported, and what came of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.directory.reading.tables import Columns
from chorus_desk.domain.errors import UserError
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.bodies.columns_table import ColumnsTable
from chorus_desk.gui.tasks import Job
from chorus_desk.gui.widgets.layouts import FlowLayout, emptied, label
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.directory_import import row_line
from chorus_desk.presenters.state_list import chosen, list_in_use, outcome_lines, table_title
from chorus_desk.usecases.import_directory import DirectoryImported, import_directory, look_at
from chorus_desk.usecases.workspace import Progress, Workspace
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


class ListView(QScrollArea):
    """Leads through an import of the State's list."""

    news_wanted = Signal()
    """What the new list changed is to be shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._files: tuple[Path, ...] = ()
        self.columns: Columns = ()
        self._job: Job | None = None
        self._told = False
        """Whether what came of an import is shown."""
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

    # The list in use

    def refresh(self) -> None:
        """Say which list is in use, unless another is being brought in."""
        if self._job is None and not self.columns and not self._told:
            self._desk.run(lambda workspace: workspace.directory.about(), self._show_start)

    def _show_start(self, about: dict[str, str]) -> None:
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
        self._files = tuple(files)
        self._show_busy(N_("La liste est ouverte…"))
        self._job = self._desk.run(
            lambda workspace: look_at(workspace, self._files), self._looked, self._failed
        )

    def _looked(self, columns: Columns) -> None:
        self._job, self.columns = None, columns
        self._show_columns()

    def _show_columns(self) -> None:
        self._empty()
        self._say(self._desk.say(_CHECK))
        self._buttons(
            (N_("Importer cette liste"), self.start, True), (N_("Revenir"), self.forget, False)
        )
        self.tables = []
        for number, table in enumerate(self.columns):
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
        self.columns = chosen(self.columns, table, column, key)
        self.tables[table].show_table(self.columns[table])

    def start(self) -> None:
        """Import the list; the one in use serves until it is whole."""
        files, columns = self._files, self.columns
        self._show_busy(N_("La liste est mise en place. Vous pouvez continuer à travailler."))

        def work(workspace: Workspace, progress: Progress) -> DirectoryImported:
            return import_directory(workspace, files, columns, progress)

        self._job = self._desk.run_long(
            work, self._done, progressed=self._progressed, failed=self._failed,
            cancelled=self.forget,
        )  # fmt: skip

    def _show_busy(self, text: str) -> None:
        self._empty()
        said = self._desk.say(text)
        self._say(said, large=True)
        row = QHBoxLayout()
        self._progress = QProgressBar()
        self._progress.setAccessibleName(said)
        self._progress.setMaximum(0)
        stop = QPushButton(self._desk.say(N_("Arrêter")))
        stop.clicked.connect(self._stop)
        row.addWidget(self._progress, 1)
        row.addWidget(stop)
        self._column.addLayout(row)
        self._end()

    def _progressed(self, done: int, total: int) -> None:
        self._progress.setMaximum(1000)
        self._progress.setValue(1000 * done // max(1, total))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, error: UserError) -> None:
        self.forget()
        self._desk.fail(error)

    def forget(self) -> None:
        """Leave the list that was looked at."""
        self._job, self.columns, self._told = None, (), False
        self.refresh()

    def _done(self, imported: DirectoryImported) -> None:
        self._job, self.columns, self._told = None, (), True
        self._empty()
        for number, text in enumerate(outcome_lines(imported, self._desk.language)):
            self._say(text, large=not number)
        buttons = [(N_("Terminer"), self.forget, not imported.news)]
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
        emptied(self._column)

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
