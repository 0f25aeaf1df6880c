"""How a table is read, as something to keep: saved under a name, exported, opened, forgotten."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QPushButton

from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.record_tables.targets import INVOICES
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.ask_name import NameDialog
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.import_wizard import is_left, mapping_in_force
from chorus_desk.presenters.record_view import kind_choices
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.mappings import (
    forget_mapping,
    load_mapping,
    mapping_names,
    save_mapping,
)
from chorus_desk.usecases.importing.reading import OwnTable
from chorus_desk.wording.catalogue import N_

_ENDING = ".toml"


class ReadingsButton(QPushButton):
    """The menu of what can be done with the way a table is read."""

    def __init__(
        self, desk: Desk, *, take: Callable[[Mapping], None], undo: Callable[[], None],
        leave_row: Callable[[], None], leave_sheet: Callable[[], None],
        take_as: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__(desk.say(N_("Lecture")))
        self._desk, self._take = desk, take
        self._table: OwnTable | None = None
        self.setAccessibleName(desk.say(N_("Lecture de ce tableau")))
        say = desk.say
        menu = QMenu(self)
        self.undo = menu.addAction(say(N_("Annuler la dernière correction")), undo)
        self.leave_row = menu.addAction(say(N_("Laisser cette ligne de côté")), leave_row)
        self.leave = menu.addAction(say(N_("Laisser cette feuille de côté")), leave_sheet)
        menu.addSeparator()
        self.save = menu.addAction(say(N_("Enregistrer cette lecture…")), self._ask_name)
        self.export = menu.addAction(say(N_("Exporter cette lecture…")), self._export)
        self.open = QMenu(say(N_("Ouvrir une lecture")), self)
        menu.addMenu(self.open)
        menu.addSeparator()
        self.kinds = QMenu(say(N_("Ce fichier contient autre chose")), self)
        for kind, text in kind_choices(desk.language):
            if kind != INVOICES:
                self.kinds.addAction(text, partial(take_as, kind))
        menu.addMenu(self.kinds)
        self.setMenu(menu)
        self._list_names(())
        if desk.read_only:
            self.save.setEnabled(False)
            self.save.setToolTip(say(READ_ONLY))

    def show_table(
        self, table: OwnTable, *, undoable: bool, sheet: str, row: int, alone: bool
    ) -> None:  # fmt: skip
        """Speak of another table, or of the same one read again; of a sheet, and a row of it.

        ``alone``: no other file would be lost if it were taken for something else than invoices.
        """
        self._table = table
        self.kinds.setEnabled(alone)
        self.undo.setEnabled(undoable)
        left = is_left(table, sheet)
        text = (
            N_("Prendre en compte cette feuille") if left else N_("Laisser cette feuille de côté")
        )
        self.leave.setText(self._desk.say(text))
        text = N_("Laisser cette ligne de côté")
        if row and is_left(table, sheet, row):
            text = N_("Prendre en compte cette ligne")
        self.leave_row.setText(self._desk.say(text))
        self.leave_row.setEnabled(bool(row) and not left)
        known = bool(table.content.understood or table.content.left)
        for action in (self.save, self.export):
            action.setEnabled(known and not (action is self.save and self._desk.read_only))

    def reload(self) -> None:
        """Ask for the names that readings were kept under."""
        self._desk.run(lambda workspace: mapping_names(workspace.folder), self._list_names)

    def _list_names(self, names: Sequence[str]) -> None:
        self.open.clear()
        for name in names:
            self.open.addAction(name.replace("&", "&&"), partial(self._open, name))
        if names:
            self.open.addSeparator()
        self.open.addAction(self._desk.say(N_("Depuis un fichier…")), self._open_file)

    # Keeping

    def _ask_name(self) -> None:
        if self._table is None:
            return
        say = self._desk.say
        why = N_(
            "Le programme retient ce que contient chaque colonne : vous pourrez ouvrir cette "
            "lecture pour un autre tableau."
        )
        dialog = NameDialog(
            self._desk, self.window(), title=say(N_("Enregistrer cette lecture")), why=say(why),
            name=self._table.path.stem,
        )  # fmt: skip
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._save(dialog.name)

    def _export(self) -> None:
        if self._table is None:
            return
        say = self._desk.say
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(), say(N_("Exporter cette lecture")),
            f"{self._table.path.stem}{_ENDING}", f"{say(N_('Lecture'))} (*{_ENDING})",
        )  # fmt: skip
        if chosen:
            self._save(chosen if chosen.endswith(_ENDING) else f"{chosen}{_ENDING}")

    def _save(self, name: str) -> None:
        table = self._table
        assert table is not None
        told = mapping_in_force(table, table.choices)
        tables = (*table.content.understood, *table.content.left)
        self._desk.run(
            lambda workspace: save_mapping(workspace.folder, name, tables, told), self._saved
        )

    def _saved(self, path: Path) -> None:
        text = N_("La lecture « {name} » est enregistrée.")
        self._desk.tell(self._desk.say(text, name=path.stem), Tone.GOOD)
        self.reload()

    # Opening and forgetting

    def _open_file(self) -> None:
        say = self._desk.say
        chosen, _ = QFileDialog.getOpenFileName(
            self.window(), say(N_("Ouvrir une lecture")), "", f"{say(N_('Lecture'))} (*{_ENDING})"
        )
        if chosen:
            self._open(chosen)

    def _open(self, name: str) -> None:
        self._desk.run(lambda workspace: load_mapping(workspace.folder, name), self._take)

    def forget(self, kept: Sequence[Mapping], then: Callable[[], None]) -> None:
        """Forget readings that were kept, and go on."""
        self._desk.run(
            lambda workspace: [forget_mapping(workspace.folder, each) for each in kept],
            lambda _gone: then(),
        )
