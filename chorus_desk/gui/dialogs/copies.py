"""Saving a copy of all data in one file, and opening such a copy as a data folder of its own."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QProgressDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from chorus_desk.domain.errors import UserError
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.tasks import Job
from chorus_desk.gui.widgets.layouts import fit_height, heading, label
from chorus_desk.presenters.detail import file_size
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.copies import Opened, Saved, open_copy, save_copy
from chorus_desk.usecases.workspace import Progress, Workspace
from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.errors import error_sentence

_T = TypeVar("_T")
_ENDING = ".zip"
_UNSEEN = 400
"""Milliseconds of work before its progress is shown."""
_LONGEST_NAME = 80
_MOST_FOLDERS = 100
_MOST_NAMED = 3


def save_copy_as(desk: Desk, window: QWidget) -> None:
    """Ask where a copy is to be saved, and save it beside the window."""
    proposed = f"{desk.place.folder.name} - {desk.clock.today().isoformat()}{_ENDING}"
    chosen, _ = QFileDialog.getSaveFileName(
        window, desk.say(N_("Enregistrer une copie de mes données")),
        str(Path.home() / proposed), _kinds(desk),
    )  # fmt: skip
    if not chosen:
        return
    target = Path(chosen)
    if target.suffix.lower() != _ENDING:
        target = target.with_name(f"{target.name}{_ENDING}")

    def work(workspace: Workspace, progress: Progress) -> Saved:
        return save_copy(workspace, target, progress)

    def done(saved: Saved) -> None:
        from chorus_desk.gui.system import open_folder

        desk.tell(
            _saved_text(desk, saved), Tone.GOOD,
            action=desk.say(N_("Ouvrir le dossier")), act=lambda: open_folder(saved.file.parent),
        )  # fmt: skip

    _Running(desk, window, desk.say(N_("La copie s'écrit, puis elle est relue…")), work, done)


def open_copy_from(desk: Desk, window: QWidget) -> None:
    """Ask for a copy and for a folder, make that of it, and open it in this one's place."""
    title = desk.say(N_("Ouvrir une copie"))
    chosen, _ = QFileDialog.getOpenFileName(window, title, str(Path.home()), _kinds(desk))
    if not chosen:
        return
    source = Path(chosen)
    dialog = FolderDialog(desk, window, source)
    if not dialog.exec():
        return
    folder = dialog.folder

    def work(_workspace: Workspace, progress: Progress) -> Opened:
        return open_copy(source, folder, progress)

    def done(opened: Opened) -> None:
        desk.tell(_opened_text(desk, opened), Tone.GOOD, lasting=True)
        desk.moved.emit(opened.folder)

    _Running(desk, window, desk.say(N_("La copie est vérifiée, puis ouverte…")), work, done)


class FolderDialog(QDialog):
    """Says in which folder a copy will be opened; another one can be chosen."""

    def __init__(self, desk: Desk, parent: QWidget, source: Path) -> None:
        super().__init__(parent)
        self._desk = desk
        self.folder = _free_folder(desk.place.folder, source.stem)
        title = desk.say(N_("Ouvrir une copie"))
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(heading(title, 1.3))
        text = N_(
            "« {file} » sera ouvert dans un nouveau dossier. Vos données d'aujourd'hui ne changent "
            "pas : elles restent où elles sont."
        )
        column.addWidget(label(desk.say(text, file=source.name), wrap=True))
        self._where = label("", wrap=True, selectable=True)
        self._where.setAccessibleName(desk.say(N_("Nouveau dossier")))
        column.addWidget(self._where)
        self._remark = label("", wrap=True)
        self._remark.setProperty("error", True)
        self._remark.hide()
        column.addWidget(self._remark)
        column.addWidget(self._buttons())
        self._show()
        fit_height(self)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.confirm = buttons.addButton(
            self._desk.say(N_("Ouvrir la copie")), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.confirm.setProperty("primary", True)
        self.confirm.setDefault(True)
        self.other = QPushButton(self._desk.say(N_("Choisir un autre dossier…")))
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._choose)
        buttons.addButton(self.other, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(
            self._desk.say(N_("Ne rien ouvrir")), QDialogButtonBox.ButtonRole.RejectRole
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _choose(self) -> None:
        title = self._desk.say(N_("Choisir un dossier vide"))
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self._show()

    def _show(self) -> None:
        self._where.setText(str(self.folder))
        taken = _is_taken(self.folder)
        text = self._desk.say(N_("Ce dossier n'est pas vide : choisissez-en un autre.")) * taken
        self._remark.setText(text)
        self._remark.setVisible(taken)
        self.confirm.setEnabled(not taken)
        self.confirm.setAccessibleDescription(text)


class _Running:
    """Long work with its progress, which blocks nothing; it outlives the window it began in."""

    def __init__(
        self, desk: Desk, window: QWidget, text: str,
        work: Callable[[Workspace, Progress], _T], done: Callable[[_T], None],
    ) -> None:  # fmt: skip
        self._desk = desk
        self._dialog = QProgressDialog(text, desk.say(N_("Arrêter")), 0, 0, window)
        self._dialog.setWindowTitle(window.windowTitle())
        self._dialog.setWindowModality(Qt.WindowModality.NonModal)
        self._dialog.setMinimumDuration(_UNSEEN)
        self._dialog.setAutoClose(False)
        self._dialog.setAutoReset(False)
        self._dialog.setAccessibleName(text)
        self._dialog.setMinimumWidth(420)

        def finished(result: _T) -> None:
            self._close()
            done(result)

        self._job: Job = desk.run_long(
            work, finished, progressed=self._progressed, failed=self._failed,
            cancelled=self._cancelled,
        )  # fmt: skip
        self._dialog.canceled.connect(self._job.cancel)

    def _progressed(self, done: int, total: int) -> None:
        if isValid(self._dialog) and not self._job.stopped:
            self._dialog.setMaximum(total)
            self._dialog.setValue(done)

    def _failed(self, error: UserError) -> None:
        self._close()
        self._desk.fail(error)

    def _cancelled(self) -> None:
        self._close()
        self._desk.tell(error_sentence(UserError("interrupted"), self._desk.language))

    def _close(self) -> None:
        if isValid(self._dialog):
            self._dialog.reset()
            self._dialog.hide()
            self._dialog.deleteLater()


def _kinds(desk: Desk) -> str:
    return desk.say(N_("Copies de Chorus Desk (*.zip)"))


def _saved_text(desk: Desk, saved: Saved) -> str:
    text = N_("« {file} » est enregistré et vérifié : {invoices}, {events}, {size}.")
    said = desk.say(
        text, file=saved.file.name, size=file_size(saved.size, desk.language),
        **_counts(desk, saved.invoices, saved.events),
    )  # fmt: skip
    if not saved.left_out:
        return said
    return f"{said} {_left_out_text(desk, saved.left_out)}"


def _left_out_text(desk: Desk, names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED])
    return desk.say_count(
        N_(
            "« {names} » n'y est pas : le programme ne cherche pas de correspondance à cet endroit."
        ),
        N_(
            "{count} fichiers n'y sont pas (« {names} »…) : le programme ne cherche pas de "
            "correspondance à cet endroit."
        ),
        len(names), names=shown,
    )  # fmt: skip


def _opened_text(desk: Desk, opened: Opened) -> str:
    text = N_("Copie du {day} ouverte dans « {folder} » : {invoices}, {events}.")
    return desk.say(
        text, day=opened.created_at.date(), folder=opened.folder,
        **_counts(desk, opened.invoices, opened.events),
    )  # fmt: skip


def _counts(desk: Desk, invoices: int, events: int) -> dict[str, str]:
    return {
        "invoices": desk.say_count(N_("{count} facture"), N_("{count} factures"), invoices),
        "events": desk.say_count(N_("{count} événement"), N_("{count} événements"), events),
    }


def _free_folder(data: Path, name: str) -> Path:
    """Return a folder beside the data folder that is not there yet."""
    first = data.with_name(f"{data.name} - {name}"[:_LONGEST_NAME])
    others = (first.with_name(f"{first.name} ({count})") for count in range(2, _MOST_FOLDERS))
    return next((folder for folder in (first, *others) if not folder.exists()), first)


def _is_taken(folder: Path) -> bool:
    """Return whether a folder cannot take a copy: only one that is new or empty can."""
    try:
        return folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))
    except OSError:
        return True
