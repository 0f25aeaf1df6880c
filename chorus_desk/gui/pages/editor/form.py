"""The form of a draft: whom it is for, the references, the lines, the totals, how it is paid."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.party import PublicBody, Service
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.price_list import show_price_list
from chorus_desk.gui.pages.editor.body_field import BodyField
from chorus_desk.gui.pages.editor.enclosures import EnclosuresField
from chorus_desk.gui.pages.editor.grid import LinesGrid
from chorus_desk.gui.pages.editor.sums import SumsLayout
from chorus_desk.gui.widgets.forms import FormRow, LongEntry, TextEntry, choice_box
from chorus_desk.gui.widgets.found_entry import Proposals
from chorus_desk.gui.widgets.layouts import FlowLayout, heading
from chorus_desk.presenters.editor.bodies import FieldDemand, service_text
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.enclosures import PATH as ENCLOSURES
from chorus_desk.presenters.editor.fields import FIELDS, FieldKind
from chorus_desk.presenters.editor.findings import Remark, by_place
from chorus_desk.presenters.editor.frameworks import (
    framework_choices,
    framework_text,
    wants_validator,
)
from chorus_desk.presenters.editor.lines import COLUMNS, Cell
from chorus_desk.presenters.editor.totals import total_lines
from chorus_desk.usecases.find_bodies import billable_services
from chorus_desk.wording.catalogue import N_

_REFERENCES = (("buyer.service_code", "commitment_number"), ("contract_number",))
_CREDITED = (("buyer.service_code", "commitment_number"), ("contract_number", "preceding_invoice"))
_NUMBER = (("number",),)
"""Of a page made elsewhere alone: ours gets the next number of the series."""
_DATES = (("issue_date", "delivery_date"), ("period_start", "period_end"))
_MORE = (("due_date", "prepaid"), ("terms",), ("notes",))
_SELDOM = (
    ("allowances[0].amount", "allowances[0].reason", "allowances[0].vat_rate"),
    ("charges[0].amount", "charges[0].reason", "charges[0].vat_rate"),
    ("payee.name", "payee.siret"), ("payment.iban",),
)  # fmt: skip
_SELDOM_PATHS = frozenset(path for row in _SELDOM for path in row)
_VALIDATOR = (("validator.siret", "validator.name"),)


class DraftForm(QScrollArea):
    """Bound to an editor: what is typed goes to it at once, what it says is shown."""

    edited = Signal()
    """Something was changed by hand."""
    left = Signal(str)
    """A field was left: its path."""
    body_wanted = Signal(str)
    body_mended = Signal()
    body_answered = Signal(str)
    arithmetic_wanted = Signal()

    def __init__(self, desk: Desk, editor: Editor) -> None:
        super().__init__()
        self._desk, self.editor = desk, editor
        self.rows: dict[str, FormRow] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("plain", True)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._whom())
        self._column.addWidget(self._when())
        self._column.addWidget(self._what())
        self._column.addWidget(self._how())
        self._column.addWidget(self._with())
        self._column.addStretch(1)
        self.setWidget(inner)
        self.setAccessibleName(desk.say(N_("Facture")))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have the focus, and scroll it

    # The parts

    def _whom(self) -> QWidget:
        card, column = _card(self._desk.say(N_("Pour qui")))
        self.body = BodyField(self._desk, self.editor)
        self.body.chosen.connect(self._choose)
        self.body.wanted.connect(self.body_wanted)
        self.body.mended.connect(self.body_mended)
        self.body.answered.connect(self.body_answered)
        self.body.left.connect(lambda: self.left.emit("buyer.siret"))
        self.rows["buyer.siret"] = self.body.row
        column.addWidget(self.body)
        column.addLayout(self._fields(_CREDITED if self.editor.is_credit_note else _REFERENCES))
        service = self.rows["buyer.service_code"].control
        assert isinstance(service, TextEntry)
        self._services = Proposals[Service](
            service, self._desk.say(N_("Services trouvés")), search=self._find_services,
            line=service_text, take=self._choose_service,
        )  # fmt: skip
        return card

    def _when(self) -> QWidget:
        card, column = _card(self._desk.say(N_("Quand")))
        column.addLayout(self._fields(_NUMBER))
        column.addLayout(self._fields(_DATES))
        return card

    def _what(self) -> QWidget:
        card, column = _card(self._desk.say(N_("Quoi")))
        self.grid = LinesGrid(self._desk, self.editor)
        self.grid.lines.edited.connect(self.edited)
        self.grid.changed.connect(self.edited)
        column.addWidget(self.grid)
        below = QHBoxLayout()
        tools = QWidget()
        flow = FlowLayout(tools)
        for text, icon, act in (
            (N_("Ajouter une ligne"), "plus", self._add_line),
            (N_("Retirer la ligne"), "trash", self.grid.remove_rows),
            (N_("Monter la ligne"), "up", lambda: self.grid.move_row(-1)),
            (N_("Descendre la ligne"), "down", lambda: self.grid.move_row(1)),
        ):
            flow.addWidget(self._tool(text, icon, act))
        self.seldom = QPushButton(self._desk.say(N_("Détail et remise")))
        self.seldom.setProperty("flat", True)
        self.seldom.setCheckable(True)
        self.seldom.setChecked(self.grid.seldom_shown)
        self.seldom.toggled.connect(lambda shown: self.grid.show_seldom(shown=shown))
        flow.addWidget(self.seldom)
        self.prices = QPushButton(self._desk.say(N_("Tarif…")))
        self.prices.setProperty("flat", True)
        self.prices.clicked.connect(lambda: show_price_list(self._desk, self.window()))
        flow.addWidget(self.prices)
        below.addWidget(tools, 1)
        below.addLayout(self._totals())
        column.addLayout(below)
        return card

    def _tool(self, text: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        button.setProperty("flat", True)
        button.setIcon(theme.icon(icon))
        said = self._desk.say(text)
        button.setAccessibleName(said)
        button.setToolTip(said)
        button.clicked.connect(lambda _checked: act())
        return button

    def _totals(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._sums = SumsLayout()
        column.addLayout(self._sums)
        shown = QPushButton(self._desk.say(N_("Voir le calcul")))
        shown.setProperty("flat", True)
        shown.clicked.connect(self.arithmetic_wanted)
        column.addWidget(shown, 0, Qt.AlignmentFlag.AlignRight)
        return column

    def _how(self) -> QWidget:
        card, column = _card(self._desk.say(N_("Paiement et message")))
        choices = framework_choices(self.editor.knowledge.seller, self._desk.language)
        self.framework = choice_box(list(choices))
        self.framework.activated.connect(self._choose_framework)
        row = FormRow(self._desk.say(N_("Cadre de facturation")), self.framework)
        self.rows["billing_framework"] = row
        column.addWidget(row)
        self._validator = QWidget()
        validator = self._fields(_VALIDATOR)
        validator.setContentsMargins(0, 0, 0, 0)
        self._validator.setLayout(validator)
        column.addWidget(self._validator)
        column.addLayout(self._fields(_MORE))
        self._seldom_fields(column)
        return card

    def _with(self) -> QWidget:
        card, column = _card(self._desk.say(N_("Pièces jointes")))
        self.enclosures = EnclosuresField(self._desk, self.editor)
        self.enclosures.changed.connect(self._joined)
        self.rows[ENCLOSURES] = self.enclosures.row
        column.addWidget(self.enclosures)
        return card

    def _seldom_fields(self, column: QVBoxLayout) -> None:
        """Add what few invoices have, behind a button; open where something is there."""
        text = N_("Remise globale, frais, paiement à un tiers")
        self.more = QPushButton(self._desk.say(text))
        self.more.setProperty("flat", True)
        self.more.setCheckable(True)
        self._more = QWidget()
        fields = self._fields(_SELDOM)
        fields.setContentsMargins(0, 0, 0, 0)
        self._more.setLayout(fields)
        self._more.hide()
        self.more.toggled.connect(self._more.setVisible)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._more)

    def _fields(self, rows: Sequence[Sequence[str]]) -> QVBoxLayout:
        """Return fields in rows, side by side where a row has two."""
        column = QVBoxLayout()
        column.setSpacing(10)
        for paths in rows:
            line = QHBoxLayout()
            line.setSpacing(12)
            for path in paths:
                line.addWidget(self._field(path), 1)
            column.addLayout(line)
        return column

    def _field(self, path: str) -> FormRow:
        field = FIELDS[path]
        control: TextEntry | LongEntry
        if field.kind is FieldKind.LONG_TEXT:
            control = LongEntry()
            control.textChanged.connect(lambda: self._typed(path, control.toPlainText()))
        else:
            control = TextEntry(own_undo=False)
            control.textEdited.connect(lambda text: self._typed(path, text))
        control.left.connect(lambda: self._left(path))
        row = FormRow(self._desk.say(field.label), control, self._desk.say(field.hint))
        self.rows[path] = row
        return row

    # What the user does

    def _typed(self, path: str, text: str) -> None:
        if text != self.editor.text(path):
            self.editor.edit(path, text)
            self.edited.emit()

    def _left(self, path: str) -> None:
        self.editor.seal()
        self._show_text(path)
        self.left.emit(path)

    def _choose(self, body: PublicBody, service: str) -> None:
        self.editor.choose_body(body)
        if service:
            self.editor.edit("buyer.service_code", service)
        self.edited.emit()
        if self.body.entry.hasFocus():
            self.focusNextChild()

    def _find_services(self, text: str, answer: Callable[[Sequence[Service]], None]) -> None:
        siret = self.editor.judged.invoice.buyer.siret or ""
        self._desk.run(lambda workspace: billable_services(workspace, siret, text), answer)

    def _choose_service(self, service: Service) -> None:
        self.editor.edit("buyer.service_code", service.code)
        self._show_text("buyer.service_code")
        self.edited.emit()

    def _choose_framework(self) -> None:
        self.editor.edit("billing_framework", str(self.framework.currentData() or ""))
        self.editor.seal()
        self.edited.emit()

    def _joined(self) -> None:
        """What is wrong with a file is said at once: there is nothing more to type."""
        self.edited.emit()
        self.left.emit(ENCLOSURES)

    def _add_line(self) -> None:
        self.grid.go_to(len(self.editor.sheet.invoice.lines), 0)

    def go_to(self, path: str) -> bool:
        """Put the cursor into the field or cell of a path; False where there is none."""
        if path.startswith("lines["):
            row = int(path[6 : path.index("]")])
            cell = path.partition(".")[2]
            columns = [column.cell for column in COLUMNS]
            column = columns.index(Cell(cell)) if cell in set(columns) else 0
            self.ensureWidgetVisible(self.grid)
            self.grid.go_to(row, column)
            return True
        if path == "lines":
            self.grid.go_to(len(self.editor.sheet.invoice.lines), 0)
            return True
        row_of = self.rows.get(path)
        if row_of is None:
            return False
        if path in _SELDOM_PATHS:
            self.more.setChecked(True)
        self.ensureWidgetVisible(row_of)
        row_of.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # What is shown

    def refresh(self, *, everything: bool = False) -> None:
        """Show the draft; the field being typed in is left alone unless ``everything``."""
        for path in self.rows:
            if path in FIELDS and path not in ("buyer.siret", "billing_framework"):
                control = self.rows[path].control
                if everything or not control.hasFocus():
                    self._show_text(path)
        self.rows["number"].setVisible(self.editor.page is not None)
        self.body.refresh()
        self.enclosures.refresh()
        self._show_framework()
        self._show_demands()
        self._show_automatic()
        self._sums.show_lines(total_lines(self.editor.judged.invoice, self._desk.language))
        if any(self.editor.text(path) for path in _SELDOM_PATHS):
            self.more.setChecked(True)
        if everything:
            self.grid.refresh()

    def _show_text(self, path: str) -> None:
        control, text = self.rows[path].control, self.editor.text(path)
        if isinstance(control, LongEntry):
            if control.toPlainText() != text:
                control.blockSignals(True)
                control.setPlainText(text)
                control.blockSignals(False)
        elif isinstance(control, TextEntry) and control.text() != text:
            control.setText(text)

    def _show_framework(self) -> None:
        chosen = self.editor.sheet.invoice.billing_framework
        usual = self.editor.judged.invoice.billing_framework
        code = chosen or usual or ""
        if code and self.framework.findData(code) < 0:  # one of the other circuit, from a file
            self.framework.addItem(framework_text(code, self._desk.language), code)
        # Nothing is shown as chosen where it is still to be.
        self.framework.setCurrentIndex(self.framework.findData(code))
        self._validator.setVisible(wants_validator(self.editor.sheet.invoice))

    def _show_demands(self) -> None:
        demands = self.editor.demands
        needed = self._desk.say(N_("demandé"))
        for path, wanted, said in (
            ("buyer.service_code", demands.service, demands.at_service),
            ("commitment_number", demands.commitment, demands.at_commitment),
        ):
            row = self.rows[path]
            row.set_wanted(needed if wanted else "")
            row.show_help(self._why(path, said, wanted=wanted))
            row.control.setToolTip(said.where)
            row.setVisible(said.shown or row.control.hasFocus())

    def _why(self, path: str, said: FieldDemand, *, wanted: bool) -> str:
        """Return what is said below an empty field; a question above it says enough."""
        if self.editor.text(path) or self.editor.demands.question or not self.editor.demands.known:
            return ""
        return f"{said.why} {said.where}" if wanted else said.why

    def _show_automatic(self) -> None:
        """Say in an empty due date what it will be by itself."""
        control = self.rows["due_date"].control
        assert isinstance(control, TextEntry)
        usual = self.editor.automatic("due_date")
        text = self._desk.say(N_("{date} (délai légal)"), date=usual) if usual else ""
        control.setPlaceholderText(text)
        for path in ("allowances[0].vat_rate", "charges[0].vat_rate"):
            rate = self.rows[path].control
            assert isinstance(rate, TextEntry)
            hint = self._desk.say(FIELDS[path].hint)
            rate.setPlaceholderText(self.editor.automatic(path) or hint)

    def show_remarks(
        self, remarks: Sequence[Remark], *, visited: set[str], whole: bool
    ) -> Mapping[str, Remark]:
        """Say beside its field what is wrong, where it was visited or everywhere."""
        placed = by_place(remarks)
        for path, row in self.rows.items():
            remark = placed.get(path)
            if remark is None or not (whole or path in visited):
                row.show_remark("", error=False)
            else:
                row.show_remark(remark.text, error=remark.severity is Severity.ERROR)
        cells = {path: remark for path, remark in placed.items() if path.startswith("lines[")}
        self.grid.lines.show_remarks(cells if whole or "lines" in visited else {})
        return placed


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 14)
    column.setSpacing(10)
    column.addWidget(heading(title, 1.1))
    return frame, column
