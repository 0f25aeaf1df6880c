"""What the actions do to the documents chosen: ask what must be asked, then the use case."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.bundle import AS_FACTURX
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.navigation import Navigator
from chorus_desk.presenters.actions import Act, discarded_text
from chorus_desk.presenters.exporting import (
    KINDS,
    WORKBOOK_KINDS,
    exported_text,
    file_name,
    together_text,
)
from chorus_desk.presenters.issuing import outcome
from chorus_desk.presenters.statuses import Tone
from chorus_desk.storage.invoice_files import FACTURX, ORIGINAL
from chorus_desk.usecases.drafts import Discarded, Kept, credit, discard, duplicate, restore
from chorus_desk.usecases.export import AS_ORIGINAL, AS_PDF, Exported, export, export_together
from chorus_desk.usecases.follow import set_statuses
from chorus_desk.usecases.foresee import Foreseen, foresee
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.issue import ISSUED, Issued, issue
from chorus_desk.usecases.look import Looked, look_at
from chorus_desk.wording.catalogue import N_


class DocumentActs:
    """Runs the actions for a page."""

    def __init__(self, desk: Desk, navigator: Navigator, page: QWidget) -> None:
        self._desk, self._navigator, self._page = desk, navigator, page
        self._issuing = False
        self._done: Callable[[list[Issued]], None] | None = None
        self._runners: Mapping[Act, Callable[[Sequence[int]], None]] = {
            Act.EDIT: lambda ids: navigator.ways.edit(ids[0]),
            Act.ISSUE: self.issue,
            Act.HAND_OVER: navigator.ways.hand_over,
            Act.DEPOSITED: lambda ids: self._note(ids, deposit=True),
            Act.STATUS: lambda ids: self._note(ids, deposit=False),
            Act.EXPORT: self._export,
            Act.DUPLICATE: lambda ids: self._copy(ids[0], Act.DUPLICATE),
            Act.CREDIT: lambda ids: self._copy(ids[0], Act.CREDIT),
            Act.DISCARD: self._discard,
        }

    def run(self, act: Act, ids: Sequence[int]) -> None:
        """Do an action to documents."""
        if ids:
            self._runners[act](ids)

    def issue(self, ids: Sequence[int], done: Callable[[list[Issued]], None] | None = None) -> None:
        """Say what issuing would do, ask, and issue; never twice at a time."""
        if self._issuing:
            return
        self._done = done
        names = [document_name(id_) for id_ in ids]
        self._issuing = True
        self._desk.run(
            lambda workspace: foresee(workspace, names), self._ask_to_issue, self._issue_failed
        )

    def _ask_to_issue(self, foreseen: tuple[Foreseen, ...]) -> None:
        from chorus_desk.gui.dialogs.issue import IssueDialog

        dialog = IssueDialog(self._desk, foreseen, self._page.window())
        if not dialog.exec():
            self._issuing = False
            return
        names = [item.id for item in foreseen]
        self._desk.tell(self._desk.say(N_("Émission en cours : contrôles officiels…")))
        self._desk.run_long(
            lambda workspace, progress: issue(workspace, names, progress=progress),
            self._issued, failed=self._issue_failed,
        )  # fmt: skip

    def _issue_failed(self, error: UserError) -> None:
        self._issuing = False
        self._desk.fail(error)

    def _issued(self, issued: list[Issued]) -> None:
        self._issuing = False
        text, whole = outcome(issued, self._desk.language)
        ids = [int(item.id.removeprefix("draft:")) for item in issued if item.outcome == ISSUED]
        self._desk.tell(
            text, Tone.GOOD if whole else Tone.BAD,
            action=self._desk.say(N_("Préparer le dépôt")) if ids else "",
            act=lambda: self._navigator.ways.hand_over(ids), lasting=not whole,
        )  # fmt: skip
        if self._done is not None:
            self._done(issued)

    def _note(self, ids: Sequence[int], *, deposit: bool) -> None:
        from chorus_desk.gui.dialogs.status import StatusDialog

        title = self._desk.say(N_("Noter le dépôt") if deposit else N_("Noter un statut"))
        dialog = StatusDialog(self._desk, self._page.window(), title=title, deposit=deposit)
        if not dialog.exec() or dialog.noted is None:
            return
        noted, names = dialog.noted, [document_name(id_) for id_ in ids]
        self._desk.run(
            lambda workspace: set_statuses(
                workspace, names, noted.status, on=noted.day, flow=noted.flow, note=noted.note
            ),
            lambda _set: self._desk.tell(self._desk.say(N_("C'est noté.")), Tone.GOOD),
        )

    def _export(self, ids: Sequence[int]) -> None:
        from chorus_desk.gui.dialogs.export import ExportDialog

        kinds = KINDS if len(ids) == 1 else WORKBOOK_KINDS
        dialog = ExportDialog(self._desk, self._page.window(), kinds)
        if not dialog.exec():
            return
        if len(ids) == 1:
            self._save_as(ids[0], dialog.kind)
        else:
            self._save_together(ids, dialog.kind)

    def _save_together(self, ids: Sequence[int], key: str) -> None:
        names = [document_name(id_) for id_ in ids]
        kind = next(kind for kind in KINDS if kind.key == key)
        proposed = self._desk.say(N_("factures")) + kind.ending
        title = self._desk.say(N_("Enregistrer"))
        chosen, _ = QFileDialog.getSaveFileName(self._page.window(), title, proposed)
        if chosen:
            target = Path(chosen)
            self._desk.run(
                lambda workspace: export_together(workspace, names, key, target),
                self._exported_together,
            )

    def _exported_together(self, exported: tuple[Exported, ...]) -> None:
        self._tell_exported(exported[0].file.parent, together_text(exported, self._desk.language))

    def save_file(self, invoice_id: int, role: str) -> None:
        """Save a file of an issued invoice where the user says."""
        if role == ORIGINAL:
            self._save_original(invoice_id)
        else:
            self._save_as(invoice_id, AS_FACTURX if role == FACTURX else AS_PDF)

    def _save_original(self, invoice_id: int) -> None:
        def proposed(looked: Looked) -> str:
            return next(file.name for file in looked.files if file.role == ORIGINAL)

        self._save(invoice_id, AS_ORIGINAL, proposed)

    def _save_as(self, invoice_id: int, key: str) -> None:
        def proposed(looked: Looked) -> str:
            kind = next(kind for kind in KINDS if kind.key == key)
            return file_name(looked.shown.stored.invoice.number, kind)

        self._save(invoice_id, key, proposed)

    def _save(self, invoice_id: int, key: str, proposed: Callable[[Looked], str]) -> None:
        """Save a document as a kind of file where the user says, under the name proposed first."""
        name = document_name(invoice_id)

        def choose(looked: Looked) -> None:
            title = self._desk.say(N_("Enregistrer"))
            chosen, _ = QFileDialog.getSaveFileName(
                self._page.window(), title, proposed(looked)
            )  # fmt: skip
            if chosen:
                target = Path(chosen)
                self._desk.run(
                    lambda workspace: export(workspace, name, key, target), self._exported
                )

        self._desk.run(lambda workspace: look_at(workspace, name), choose)

    def _exported(self, exported: Exported) -> None:
        told = exported_text(exported, self._desk.language)
        self._tell_exported(exported.file.parent, told)

    def _tell_exported(self, folder: Path, told: tuple[str, bool]) -> None:
        from chorus_desk.gui.system import open_folder

        text, whole = told
        self._desk.tell(
            text, Tone.GOOD if whole else Tone.TODO,
            action=self._desk.say(N_("Ouvrir le dossier")), act=lambda: open_folder(folder),
            lasting=not whole,
        )  # fmt: skip

    def _copy(self, invoice_id: int, act: Act) -> None:
        name = document_name(invoice_id)
        work = duplicate if act is Act.DUPLICATE else credit

        def opened(kept: Kept) -> None:
            self._navigator.ways.edit(kept.id)

        self._desk.run(lambda workspace: work(workspace, name), opened)

    def _discard(self, ids: Sequence[int]) -> None:
        names = [document_name(id_) for id_ in ids]
        self._desk.run(lambda workspace: discard(workspace, names), self._discarded)

    def _discarded(self, discarded: Discarded) -> None:
        self._desk.tell(
            discarded_text(len(discarded.drafts), len(discarded.past), self._desk.language),
            action=self._desk.say(N_("Annuler la suppression")),
            act=lambda: self._restore(discarded),
        )  # fmt: skip

    def _restore(self, discarded: Discarded) -> None:
        self._desk.run(lambda workspace: restore(workspace, discarded))
