"""The page of the list: search, filters, table, sums, and the strip of what is chosen."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.navigation import Navigator, Page
from chorus_desk.gui.pages.invoices.detail import DetailStrip
from chorus_desk.gui.pages.invoices.model import InvoiceTable
from chorus_desk.gui.pages.invoices.state import ListState
from chorus_desk.gui.widgets.layouts import FlowLayout, heading, label, make_chip, write_chip
from chorus_desk.gui.widgets.list_look import as_list
from chorus_desk.gui.widgets.status_pill import StatusDelegate
from chorus_desk.presenters.actions import Act, Offer, offers_for_several
from chorus_desk.presenters.invoice_list import (
    COLUMNS,
    STATUS_COLUMN,
    empty_text,
    selection_text,
)
from chorus_desk.presenters.statuses import filters
from chorus_desk.storage.listing import Sum
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.find_invoices import (
    Found,
    FoundRow,
    find_invoices,
    issued_among,
    rows_of,
    sums,
)
from chorus_desk.wording.catalogue import N_

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from chorus_desk.gui.pages.invoices.acts import DocumentActs
    from chorus_desk.usecases.look import Looked
    from chorus_desk.usecases.workspace import Workspace

_FIRST = 40
"""Rows read together with the ids: what is in sight at once."""
_TYPING = 120
"""Milliseconds without a key before a search begins."""


class InvoicesPage(Page):
    """The list of invoices."""

    def __init__(self, desk: Desk, navigator: Navigator, state: ListState) -> None:
        super().__init__()
        self._desk, self._navigator, self._state = desk, navigator, state
        self._by_status: dict[str, int] = {}
        self._offers: dict[str, Offer] = {}
        self._reading = False
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_TYPING)
        self._search_timer.timeout.connect(self.reload)
        self.model = InvoiceTable(desk)
        self._build()
        desk.changed.connect(self._changed)

    @cached_property
    def acts(self) -> "DocumentActs":
        """What the actions do; loaded when the first is asked for."""
        from chorus_desk.gui.pages.invoices.acts import DocumentActs

        return DocumentActs(self._desk, self._navigator, self)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addWidget(self._filters())
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        upper = QWidget()
        self._stack = QStackedLayout(upper)
        self._stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._stack.addWidget(self._table())
        self._empty = label("", wrap=True, soft=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._stack.addWidget(self._empty)
        splitter.addWidget(upper)
        self.strip = DetailStrip(self._desk, self.run_command, self._save_file)
        splitter.addWidget(self.strip)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([420, 300])
        column.addWidget(splitter, 1)
        self._sums = label("", soft=True)
        self._sums.setAccessibleName(self._desk.say(N_("Total de la sélection")))
        column.addWidget(self._sums)
        self._show_offers(())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(heading(self._desk.say(N_("Factures"))))
        row.addStretch(1)
        self.search = QLineEdit(self._state.query.text)
        self.search.setPlaceholderText(
            self._desk.say(N_("Numéro, organisme, texte, montant (Ctrl+F)"))
        )
        self.search.setAccessibleName(self._desk.say(N_("Rechercher une facture")))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(theme.characters(self, 44))
        self.search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._searched)
        row.addWidget(self.search)
        self.new = QPushButton(self._desk.say(N_("Nouvelle facture")))
        self.new.setProperty("primary", True)
        self.new.clicked.connect(lambda: self._navigator.run("new"))
        row.addWidget(self.new)
        return row

    def _filters(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        for key, text, _ in filters():
            chip = make_chip(self._desk.say(text), chosen=key == self._state.filter)
            chip.clicked.connect(self._filterer(key))
            group.addButton(chip)
            row.addWidget(chip)
            self._chips[key] = chip
        return holder

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegateForColumn(STATUS_COLUMN, StatusDelegate(table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        as_list(table)
        head = table.horizontalHeader()
        head.setSortIndicatorShown(True)
        head.setSectionsClickable(True)
        head.setStretchLastSection(False)
        for section, width in enumerate(self.model.widths()):
            head.resizeSection(section, max(width, head.sectionSizeHint(section)))
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._show_order(head)
        head.sectionClicked.connect(self._sorted)
        table.setAccessibleName(self._desk.say(N_("Liste des factures")))
        table.selectionModel().selectionChanged.connect(self._chosen)
        table.doubleClicked.connect(lambda _index: self._open())
        table.activated.connect(lambda _index: self._open())
        self.table = table
        return table

    # What is shown

    def enter(self) -> None:
        """Read the list."""
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Find the invoices again and show them; what was chosen stays chosen."""
        query = self._state.query

        def find(workspace: "Workspace") -> tuple[Found, list[FoundRow]]:
            found = find_invoices(workspace, query)
            return found, rows_of(workspace, found.ids[:_FIRST])

        self._desk.run(find, self._show)

    def _show(self, answer: tuple[Found, list[FoundRow]]) -> None:
        found, first = answer
        chosen = set(self._state.chosen)
        self._reading = True
        self.model.show_ids(found.ids, first)
        self._choose([row for row, id_ in enumerate(found.ids) if id_ in chosen] if chosen else [])
        self._reading = False
        self._by_status = dict(found.by_status)
        for key, text, statuses in filters():
            count = sum(
                n for status, n in found.by_status.items() if statuses is None or status in statuses
            )
            write_chip(self._chips[key], f"{self._desk.say(text)} · {count}")
        self._empty.setText(
            ""
            if found.ids
            else empty_text(
                searched=bool(self._state.query.text),
                any_at_all=bool(found.by_status) or bool(self._state.query.text),
                language=self._desk.language,
            )
        )
        self._empty.setVisible(not found.ids)
        self._empty.raise_()  # the table lies above it otherwise
        self._chosen()

    def _choose(self, rows: list[int]) -> None:
        selection = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        for row in rows[:500]:
            selection.select(self.model.index(row, 0), flags.Select | flags.Rows)
        if rows:
            selection.setCurrentIndex(self.model.index(rows[0], 0), flags.NoUpdate)
            self.table.scrollTo(self.model.index(rows[0], 0))
        elif self.model.rowCount():
            selection.setCurrentIndex(self.model.index(0, 0), flags.NoUpdate)

    def choose(self, invoice_id: int) -> None:
        """Let one invoice be the one chosen when the list is read next."""
        self._state.chosen = (invoice_id,)

    def chosen_ids(self) -> tuple[int, ...]:
        """Return the ids of the invoices chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.model.id_at(row) for row in rows)

    def _chosen(self) -> None:
        if self._reading:  # the list is being read again: what was chosen is chosen again
            return
        ids = self.chosen_ids()
        self._state.chosen = ids
        summed = ids if len(ids) > 1 else (self.model.ids if self._state.query.narrows else None)
        self._desk.run(lambda workspace: sums(workspace, summed), self._show_sums)
        if len(ids) == 1:
            self._desk.run(partial(_look, ids[0]), self._show_detail, lambda _gone: None)
        elif ids:
            self._desk.run(lambda workspace: issued_among(workspace, ids), self._show_several)
        else:
            text = N_("Choisissez une facture pour voir où elle en est.")
            self.strip.show_nothing(self._desk.say(text))
            self._show_offers(
                offers_for_several((), self._desk.language, read_only=self._desk.read_only)
            )

    def _show_sums(self, found: tuple[Sum, ...]) -> None:
        ids = self.chosen_ids()
        total = len(ids) if len(ids) > 1 else len(self.model.ids)
        self._sums.setText(selection_text(found, total, self._desk.language))

    def _show_detail(self, looked: "Looked") -> None:
        if self.chosen_ids() != (looked.shown.stored.id,):
            return
        from chorus_desk.presenters.detail import detail_of

        detail = detail_of(looked, self._desk.language, read_only=self._desk.read_only)
        self.strip.show_detail(detail)
        self._show_offers(detail.offers)

    def _show_several(self, chosen: tuple[tuple[bool, ...], tuple[bool, ...]]) -> None:
        issued, past = chosen
        offers = offers_for_several(
            issued, self._desk.language, read_only=self._desk.read_only, past=past
        )
        text = self._desk.say_count(
            N_("{count} facture choisie"), N_("{count} factures choisies"), len(issued)
        )
        self.strip.show_several(text, offers)
        self._show_offers(offers)

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        self._offers = {offer.act: offer for offer in offers}
        window = self.window()
        refresh = getattr(window, "refresh_actions", None)
        if refresh is not None:
            refresh()

    # What the user does

    def refusal(self, command: str) -> str | None:
        """Return why an action cannot be done to what is chosen."""
        if command == "find":
            return None
        offer = self._offers.get(command)
        return offer.reason if offer else ""

    def run_command(self, command: str) -> None:
        """Do an action to what is chosen."""
        if command == "find":
            self.search.setFocus()
            self.search.selectAll()
        elif command in self._offers and self._offers[command].reason is None:
            self.acts.run(Act(command), self.chosen_ids())

    def keyPressEvent(self, event: "QKeyEvent") -> None:  # noqa: N802 -- Qt's name
        """Let the Delete key discard a draft."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.run_command(Act.DISCARD)
            return
        super().keyPressEvent(event)

    def _open(self) -> None:
        edit = self._offers.get(Act.EDIT)
        if edit is not None and edit.reason is None:
            self.run_command(Act.EDIT)

    def _save_file(self, role: str) -> None:
        self.acts.save_file(self.chosen_ids()[0], role)

    def _searched(self, text: str) -> None:
        self._state.query = self._state.query._replace(text=text)
        self._search_timer.start()

    def search_now(self, text: str) -> None:
        """Search without waiting for the next key."""
        self._state.query = self._state.query._replace(text=text)
        self._search_timer.stop()
        self.reload()

    def _filterer(self, key: str) -> Callable[[], None]:
        return lambda: self.filter_by(key)

    def filter_by(self, key: str) -> None:
        """Show the invoices of one filter."""
        statuses = next(found for name, _, found in filters() if name == key)
        self._state.filter = key
        self._chips[key].setChecked(True)
        self._state.query = self._state.query._replace(statuses=statuses)
        self.reload()

    def _sorted(self, section: int) -> None:
        sort = COLUMNS[section].sort
        same = sort is self._state.query.sort
        descending = not self._state.query.descending if same else COLUMNS[section].right
        self._state.query = self._state.query._replace(sort=sort, descending=descending)
        self._show_order(self.table.horizontalHeader())
        self.reload()

    def _show_order(self, head: QHeaderView) -> None:
        query = self._state.query
        section = next(i for i, column in enumerate(COLUMNS) if column.sort is query.sort)
        order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(section, order)

    def _changed(self, changes: Changes) -> None:
        if changes & (Changes.INVOICES | Changes.EVENTS) and self.isVisible():
            self.reload()


def _look(invoice_id: int, workspace: "Workspace") -> "Looked":
    from chorus_desk.usecases.identify import document_name
    from chorus_desk.usecases.look import look_at

    return look_at(workspace, document_name(invoice_id))
