"""The price list: seen, searched, corrected, thinned out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.party import Seller
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import leave_buttons
from chorus_desk.gui.widgets.forms import FormRow, TextEntry, choice_box
from chorus_desk.gui.widgets.layouts import heading, label
from chorus_desk.gui.widgets.tables import TextTable, read_only_table
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.catalogue import COLUMNS, item_row
from chorus_desk.presenters.price_form import (
    ItemEntry,
    entry_of,
    item_of,
    problems,
    unit_choices,
    vat_choices_of,
)
from chorus_desk.usecases.catalogue import ItemKept, delete_items, keep_item, list_items, matching
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.seller import show_seller
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.errors import error_sentence

_MOST = 2000
"""Items shown at once; a search finds the others."""
_DESCRIPTION = 1
_Found = tuple[tuple[CatalogueItem, ...], Seller | None]


def show_price_list(desk: Desk, parent: QWidget) -> None:
    """Show the price list, once it is read."""

    def show(found: _Found) -> None:
        PriceListDialog(desk, parent, *found).exec()

    desk.run(_read, show)


def _read(workspace: Workspace) -> _Found:
    return list_items(workspace), show_seller(workspace)


class PriceListDialog(QDialog):
    """The items in a table, the chosen one in a form below."""

    def __init__(
        self, desk: Desk, parent: QWidget, items: Sequence[CatalogueItem], seller: Seller | None
    ) -> None:
        super().__init__(parent)
        self._desk, self._seller = desk, seller
        self._items, self._shown = items, list(items[:_MOST])
        self._entry = ItemEntry()
        self.setWindowTitle(desk.say(N_("Votre tarif")))
        self.resize(theme.characters(self, 96), theme.characters(self, 68))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(heading(self.windowTitle(), 1.3))
        column.addWidget(label(self._hint(), wrap=True, soft=True))
        self.search = TextEntry()
        self.search.setAccessibleName(desk.say(N_("Rechercher dans le tarif")))
        self.search.setPlaceholderText(desk.say(N_("Une désignation ou une référence")))
        self.search.textEdited.connect(self._search)
        column.addWidget(self.search)
        self._model = TextTable(desk, COLUMNS)
        self.table = read_only_table(self._model, self.windowTitle(), stretched=_DESCRIPTION)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        column.addWidget(self.table, 1)
        column.addLayout(self._form())
        column.addLayout(self._acts())
        column.addWidget(self._leave())
        self._show(self._shown)
        self.search.setFocus()

    def _leave(self) -> QDialogButtonBox:
        buttons = leave_buttons(self, self._desk.say(N_("Fermer")))
        for button in buttons.buttons():  # Enter belongs to the form
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        return buttons

    def _hint(self) -> str:
        if self._desk.read_only:
            return self._desk.say(READ_ONLY)
        return self._desk.say(
            N_(
                "Ce que vous tapez dans une ligne de facture y est cherché. Si vos prix sont "
                "déjà dans un tableau, importez-le à la page « Importer »."
            )
        )

    def _form(self) -> QVBoxLayout:
        say, language = self._desk.say, self._desk.language
        self.reference, self.description = TextEntry(), TextEntry()
        self.details, self.price = TextEntry(), TextEntry()
        self.unit = choice_box(unit_choices(language))
        self.vat = choice_box(vat_choices_of(self._seller, None, language))
        self._rows = {
            "reference": FormRow(say(N_("Référence")), self.reference),
            "description": FormRow(say(N_("Désignation")), self.description),
            "details": FormRow(say(N_("Détail")), self.details),
            "unit": FormRow(say(N_("Unité")), self.unit),
            "price": FormRow(say(N_("Prix HT")), self.price),
            "vat": FormRow(say(N_("TVA")), self.vat),
        }  # fmt: skip
        column = QVBoxLayout()
        for line in ((("reference", 1), ("description", 3)),
                     (("details", 2), ("unit", 1), ("price", 1), ("vat", 1))):  # fmt: skip
            row = QHBoxLayout()
            row.setSpacing(10)
            for name, share in line:
                row.addWidget(self._rows[name], share)
            column.addLayout(row)
        return column

    def _acts(self) -> QHBoxLayout:
        say = self._desk.say
        self.save = QPushButton(say(N_("Enregistrer la ligne")))
        self.new = QPushButton(say(N_("Nouvelle ligne")))
        self.delete = QPushButton(say(N_("Supprimer la ligne")))
        row = QHBoxLayout()
        row.setSpacing(10)
        for button, act in ((self.save, self._save), (self.new, self._begin),
                            (self.delete, self._delete)):  # fmt: skip
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            button.setEnabled(not self._desk.read_only)
            button.clicked.connect(act)
            row.addWidget(button)
        self.save.setProperty("primary", True)
        for field in (self.reference, self.description, self.details, self.price):
            field.returnPressed.connect(self.save.click)
        self.search.returnPressed.connect(self.description.setFocus)
        row.addStretch(1)
        return row

    # What is shown

    def _show(self, items: Sequence[CatalogueItem], chosen: int | None = None) -> None:
        self._shown = list(items[:_MOST])
        self._model.show_rows([item_row(item, self._desk.language) for item in self._shown])
        ids = [item.id for item in self._shown]
        if chosen in ids:
            self.table.selectRow(ids.index(chosen))
        elif self._shown:
            self.table.selectRow(0)
        else:
            self._fill(ItemEntry())

    def _search(self, text: str) -> None:
        self._show(matching(self._items, text, _MOST))

    def _chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and current.row() < len(self._shown):
            item = self._shown[current.row()]
            self._fill(entry_of(item, self._desk.language), item)

    def _fill(self, entry: ItemEntry, item: CatalogueItem | None = None) -> None:
        self._entry = entry
        self.reference.setText(entry.reference)
        self.description.setText(entry.description)
        self.details.setText(entry.details)
        self.price.setText(entry.price)
        self.unit.setCurrentIndex(max(0, self.unit.findData(entry.unit)))
        self.vat.clear()
        for key, text in vat_choices_of(self._seller, item, self._desk.language):
            self.vat.addItem(text, key)
        self.vat.setCurrentIndex(max(0, self.vat.findData(entry.vat)))
        self.delete.setEnabled(entry.id is not None and not self._desk.read_only)
        for row in self._rows.values():
            row.show_remark("", error=False)

    # What the user does

    @property
    def entry(self) -> ItemEntry:
        """What the form holds."""
        return replace(
            self._entry, reference=self.reference.text(), description=self.description.text(),
            details=self.details.text(), price=self.price.text(),
            unit=str(self.unit.currentData()), vat=str(self.vat.currentData()),
        )  # fmt: skip

    def _begin(self) -> None:
        self.table.clearSelection()
        self._fill(ItemEntry())
        self.description.setFocus()

    def _save(self) -> None:
        entry = self.entry
        found = problems(entry, self._desk.language)
        for name, row in self._rows.items():
            row.show_remark(found.get(name, ""), error=True)
        if found:
            self._rows[next(iter(found))].control.setFocus()
            return
        item = item_of(entry)
        self._change(lambda workspace: keep_item(workspace, item))

    def _delete(self) -> None:
        item_id = self._entry.id
        if item_id is not None:
            self._change(lambda workspace: delete_items(workspace, [item_id]))

    def _change(self, work: Callable[[Workspace], ItemKept | Changes]) -> None:
        """Change the list and show it anew; nothing else is done meanwhile."""
        self._rest(True)
        self._desk.run(
            lambda workspace: (work(workspace), list_items(workspace)), self._changed, self._failed
        )

    def _changed(self, result: tuple[ItemKept | Changes, tuple[CatalogueItem, ...]]) -> None:
        done, self._items = result
        self._rest(False)
        kept = done.item.id if isinstance(done, ItemKept) else None
        self._show(matching(self._items, self.search.text(), _MOST), kept)

    def _failed(self, error: UserError) -> None:
        self._rest(False)
        self._rows["reference"].show_remark(error_sentence(error, self._desk.language), error=True)
        self.reference.setFocus()

    def _rest(self, resting: bool) -> None:  # noqa: FBT001
        for button in (self.save, self.new, self.delete):
            button.setEnabled(not resting and not self._desk.read_only)
        if not resting:
            self.delete.setEnabled(self._entry.id is not None)
