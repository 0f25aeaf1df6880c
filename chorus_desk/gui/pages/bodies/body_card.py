"""A body's page beside what was found: each datum with who says so, services, what to do."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.party import Requirement
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.asking_bodies import ask_for_body
from chorus_desk.gui.dialogs.merge import MergeDialog
from chorus_desk.gui.navigation import Navigator
from chorus_desk.gui.widgets.forms import choice_box
from chorus_desk.gui.widgets.layouts import FlowLayout, emptied, label
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.bodies import (
    BodyPage,
    Datum,
    ServiceLine,
    body_page,
    merged_text,
)
from chorus_desk.presenters.body_form import UNKNOWN, entry_of, requirement_choices
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.bodies import (
    answer_requires,
    confirm_body,
    drop_correction,
    drop_service,
)
from chorus_desk.usecases.body_sheet import BodySheet, body_sheet
from chorus_desk.usecases.merge_bodies import Merged, merge_bodies, undo_merge
from chorus_desk.wording.catalogue import N_

_MOST_SERVICES = 60
"""More are found by typing in the editor: a card of thousands serves nobody."""
_ARROW = 48
"""Pixels of a list to choose from beside its text."""
_FRAME = 16
"""Pixels around what scrolls."""


class BodyCard(QFrame):
    """Shows what is known of one body."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._desk, self._navigator = desk, navigator
        self.sheet: BodySheet | None = None
        self._wanted = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 4, 4, 4)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(desk.say(N_("Fiche de l'organisme")))
        self._inner = inner = QWidget()
        inner.setProperty("plain", True)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(10)
        inner.installEventFilter(self)
        area.setWidget(inner)
        outer.addWidget(area)
        self.setMinimumWidth(theme.characters(self, 40))
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that no body is chosen."""
        self.sheet, self._wanted = None, ""
        emptied(self._column)
        text = N_("Choisissez un organisme pour voir ce qu'il demande et d'où on le sait.")
        self._column.addWidget(label(self._desk.say(text), wrap=True, soft=True))
        self._column.addStretch(1)

    def show_body(self, siret: str) -> None:
        """Read what is known of a body and show it."""
        self._wanted = siret
        self._desk.run(
            lambda workspace: body_sheet(workspace, siret), partial(self._show, siret), self._gone
        )

    def _gone(self, _error: UserError) -> None:
        self.show_nothing()

    def _show(self, siret: str, sheet: BodySheet) -> None:
        if siret != self._wanted:
            return  # another was chosen meanwhile
        if sheet == self.sheet:
            return  # nothing is new: what is being read or answered stays as it is
        was_in = self._focused_name()
        self.sheet = sheet
        page = body_page(sheet, self._desk.language)
        emptied(self._column)
        title = label(page.name, wrap=True, selectable=True)
        title.setFont(theme.scaled_font(title, 1.25, bold=True))
        self._column.addWidget(title)
        self._column.addWidget(label(f"SIRET {page.siret}", selectable=True))
        self._column.addWidget(self._actions(page))
        for text in page.warnings:
            self._column.addWidget(self._bar(text))
        for news in page.news:
            self._column.addWidget(self._bar(news.text))
        if sheet.body.requires is None:
            self._column.addWidget(self._question())
        self._column.addLayout(self._data(page))
        for text in filter(None, (page.used, page.delay, page.checked)):
            self._column.addWidget(label(text, wrap=True, soft=True))
        self._services(page)
        self._column.addStretch(1)
        if was_in:  # once the new controls are there
            QTimer.singleShot(0, self, partial(self._focus_again, was_in))

    def _focused_name(self) -> str:
        """Return the name of the control of the card that has the focus, "" where none has."""
        focus = self.window().focusWidget()
        names = (_name_of(w) for w in self._inner.findChildren(QWidget) if w is focus)
        return next(names, "")

    def _focus_again(self, name: str) -> None:
        """Give the focus back to the control of that name, else to the first of the card."""
        controls = [w for w in self._inner.findChildren(QPushButton) if w.isVisibleTo(self)]
        again = [control for control in controls if _name_of(control) == name]
        for control in (*again, *controls)[:1]:
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Keep as much width as what is shown needs, whenever that changes."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        bar = self._area.verticalScrollBar().sizeHint().width()
        needed = self._inner.minimumSizeHint().width() + bar + _FRAME
        self.setMinimumWidth(max(theme.characters(self, 40), needed))

    def _actions(self, page: BodyPage) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        bill = self._button(N_("Facturer cet organisme"), self.bill)
        bill.setProperty("primary", True)
        row.addWidget(bill)
        row.addWidget(self._button(N_("Corriger la fiche…"), self._mend))
        if self.sheet is not None and (self.sheet.own or self.sheet.uses):
            row.addWidget(self._button(N_("Réunir avec une autre fiche…"), self._merge))
        if page.due_for_check:
            row.addWidget(self._button(N_("Tout est encore juste"), self._confirm))
        return holder

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(self._desk.say(text))
        button.clicked.connect(lambda _checked: act())
        if self._desk.read_only:
            button.setEnabled(False)
            button.setToolTip(self._desk.say(READ_ONLY))
        return button

    def _bar(self, text: str) -> QFrame:
        bar = QFrame()
        bar.setProperty("bar", "todo")
        column = QVBoxLayout(bar)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(label(text, wrap=True))
        return bar

    def _data(self, page: BodyPage) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, datum in enumerate(page.data):
            grid.addWidget(label(datum.label, soft=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._datum(datum), row, 1)
        return grid

    def _datum(self, datum: Datum) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(label(datum.text, wrap=True, selectable=True))
        for text in (datum.source, datum.listed):
            if text:
                column.addWidget(self._small(text))
        if datum.mine and datum.listed and not self._desk.read_only:
            back = self._flat(N_("Reprendre la liste"), N_("Reprendre la liste pour : {what}"),
                              datum.label)  # fmt: skip
            back.clicked.connect(lambda _checked: self._take_back(datum.parts))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _question(self) -> QWidget:
        """Ask what the body asks for, where nobody knows: the order says it, or the body itself."""
        bar = QFrame()
        bar.setProperty("bar", "todo")
        column = QVBoxLayout(bar)
        column.setContentsMargins(12, 8, 12, 10)
        asked = N_("Que demande-t-il ? Le bon de commande le dit, sinon demandez-le-lui.")
        column.addWidget(label(self._desk.say(asked), wrap=True))
        self.answer = choice_box(
            [choice for choice in requirement_choices(self._desk.language) if choice[0] != UNKNOWN]
        )
        self.answer.setAccessibleName(self._desk.say(asked))
        widest = max(self.answer.fontMetrics().horizontalAdvance(self.answer.itemText(row))
                     for row in range(self.answer.count()))  # fmt: skip
        self.answer.setMinimumWidth(widest + _ARROW)
        column.addWidget(self.answer)
        column.addWidget(self._button(N_("Retenir la réponse"), self._keep_answer), 0,
                         Qt.AlignmentFlag.AlignLeft)  # fmt: skip
        return bar

    def _small(self, text: str) -> QWidget:
        small = label(text, wrap=True, soft=True)
        small.setFont(theme.scaled_font(small, 0.9))
        return small

    def _flat(self, text: str, name: str, what: str) -> QPushButton:
        button = QPushButton(self._desk.say(text))
        button.setProperty("flat", True)
        button.setAccessibleName(self._desk.say(name, what=what))
        return button

    def _services(self, page: BodyPage) -> None:
        if not page.services:
            return
        count = len(page.services)
        title = label(self._desk.say_count(N_("{count} service"), N_("{count} services"), count))
        title.setFont(theme.scaled_font(title, 1.1, bold=True))
        self._column.addWidget(title)
        for service in page.services[:_MOST_SERVICES]:
            self._column.addWidget(self._service(service))
        if count > _MOST_SERVICES:
            more = N_("… et {count} autres : cherchez-les par leur nom dans la facture.")
            self._column.addWidget(
                label(self._desk.say(more, count=count - _MOST_SERVICES), wrap=True, soft=True)
            )

    def _service(self, service: ServiceLine) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(1)
        said = " – ".join(part for part in (service.code, service.name, *service.notes) if part)
        column.addWidget(label(said, wrap=True, selectable=True, soft=not service.active))
        if service.count or service.mine:
            details = [service.used if service.count else "", service.source, service.listed or ""]
            column.addWidget(self._small(" · ".join(filter(None, details))))
        if service.mine and service.listed and not self._desk.read_only:
            back = self._flat(N_("Reprendre la liste"), N_("Reprendre la liste pour : {what}"),
                              service.code)  # fmt: skip
            back.clicked.connect(lambda _checked: self._take_back_service(service.code))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    # What the user does

    @property
    def siret(self) -> str:
        """The SIRET of the body shown, "" where there is none."""
        return self.sheet.body.siret if self.sheet else ""

    def bill(self) -> None:
        """Begin an invoice to the body shown."""
        if self.sheet is not None and not self._desk.read_only:
            self._navigator.ways.bill(self.siret)

    def _mend(self) -> None:
        if self.sheet is not None:
            ask_for_body(self._desk, self.window(), entry_of(self.sheet.body), new=False)

    def _merge(self) -> None:
        """Make this entry and another of the same body one; it can be undone."""
        if self.sheet is None:
            return
        dialog = MergeDialog(self._desk, self.window(), self.sheet.body)
        if dialog.exec():
            merge = partial(merge_bodies, kept=dialog.kept, gone=self.siret)
            self._desk.run(merge, self._merged)

    def _merged(self, merged: Merged) -> None:
        self.show_body(merged.body.siret)
        self._desk.tell(
            merged_text(merged, self._desk.language), Tone.GOOD,
            action=self._desk.say(N_("Annuler")), act=lambda: self._unmerge(merged), lasting=True,
        )  # fmt: skip

    def _unmerge(self, merged: Merged) -> None:
        self._desk.run(partial(undo_merge, merge_id=merged.id))

    def _keep_answer(self) -> None:
        answer = Requirement(str(self.answer.currentData()))
        self._desk.run(partial(answer_requires, siret=self.siret, requirement=answer))

    def _confirm(self) -> None:
        self._desk.run(partial(confirm_body, siret=self.siret))

    def _take_back(self, names: tuple[str, ...]) -> None:
        siret = self.siret
        for name in names:
            self._desk.run(partial(drop_correction, siret=siret, name=name))

    def _take_back_service(self, code: str) -> None:
        self._desk.run(partial(drop_service, siret=self.siret, code=code))


def _name_of(control: QWidget) -> str:
    return control.accessibleName() or (control.text() if isinstance(control, QPushButton) else "")
