"""One field of the business in the window: its control, why it is asked, what follows from it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.business.controls import Answers, Picture
from chorus_desk.gui.widgets.forms import FormRow, LongEntry, TextEntry, choice_box
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.presenters.business.choices import choices, regimes
from chorus_desk.presenters.business.fields import YES, Field, Kind
from chorus_desk.presenters.business.remarks import Remark
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import N_


class Row(QWidget):
    """A field: the control under its label, what is wrong, why it is asked, what follows."""

    changed = Signal(str, str)
    """Key and text, when the user changed it."""
    left = Signal(str)

    def __init__(self, desk: Desk, field: Field) -> None:
        super().__init__()
        self.field, self._desk = field, desk
        self._filling = False
        self.none: QCheckBox | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self.control = self._make()
        reason = desk.say(field.reason)
        self._form: FormRow | None = None
        if field.kind is Kind.FLAG:
            self._column.addWidget(self.control)
        else:
            self._form = FormRow(desk.say(field.label), self.control, reason.removesuffix("."))
            self._column.addWidget(self._form)
        if isinstance(self.control, QLineEdit | QPlainTextEdit):
            self.control.setPlaceholderText(desk.say(field.hint))
        if field.may_not_apply:
            self._add_none()
        if reason:
            self._column.addWidget(label(reason, wrap=True, soft=True))
        self._note = label("", wrap=True)
        self._note_box = self._boxed(self._note)

    # What it holds

    def value(self) -> str:
        """Return the text of the control."""
        control = self.control
        if isinstance(control, QLineEdit):
            return control.text()
        if isinstance(control, QPlainTextEdit):
            return control.toPlainText()
        if isinstance(control, QComboBox):
            return str(control.currentData() or "")
        if isinstance(control, QCheckBox):
            return YES if control.isChecked() else ""
        assert isinstance(control, Answers | Picture)
        return control.value()

    def fill(self, value: str, none: str = "") -> None:
        """Show a text without taking it for something typed."""
        self._filling = True
        if value != self.value() or isinstance(self.control, Answers | Picture):
            self._set(value)
        if self.none is not None:
            self.none.setChecked(bool(none))
            self.control.setEnabled(not none)
        self._filling = False

    def _set(self, value: str) -> None:
        control = self.control
        if isinstance(control, QLineEdit):
            control.setText(value)
            control.setCursorPosition(0)
        elif isinstance(control, QPlainTextEdit):
            control.setPlainText(value)
        elif isinstance(control, QComboBox):
            if control.findData(value) < 0:  # a code of before, that is not offered any more
                control.addItem(value, value)
            control.setCurrentIndex(control.findData(value))
        elif isinstance(control, QCheckBox):
            control.setChecked(bool(value))
        elif isinstance(control, Answers | Picture):
            control.set_value(value)

    # What is said of it

    def show_remark(self, remark: Remark | None) -> None:
        """Say what is wrong with the field, or that nothing is."""
        if self._form is not None:
            text = remark.text if remark else ""
            self._form.show_remark(text, error=remark.error if remark else True)

    def show_note(self, text: str) -> None:
        """Say what follows from the field."""
        self._note.setText(text)
        self._note_box.setVisible(bool(text))

    @property
    def remark(self) -> str:
        """What is said to be wrong with the field."""
        return self._form.remark if self._form else ""

    @property
    def note(self) -> str:
        """What is said to follow from the field."""
        return self._note.text()

    def add_button(self, text: str, act: Callable[[], None]) -> QPushButton:
        """Put a button below the control, and return it."""
        button = QPushButton(text)
        button.clicked.connect(act)
        self._column.insertWidget(1, button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the field be changed, or only read."""
        control = self.control
        if isinstance(control, QLineEdit | QPlainTextEdit):
            control.setReadOnly(read_only)
        elif isinstance(control, Answers | Picture):
            control.set_enabled(enabled=not read_only)
        else:
            control.setEnabled(not read_only)
        if self.none is not None:
            self.none.setEnabled(not read_only)

    # How it is made

    def _make(self) -> QWidget:
        return {
            Kind.TEXT: self._text, Kind.LONG: self._long, Kind.CHOICE: self._choice,
            Kind.RADIO: self._radio, Kind.FLAG: self._flag, Kind.LOGO: self._logo,
        }[self.field.kind]()  # fmt: skip

    def _text(self) -> QWidget:
        entry = TextEntry()
        entry.textEdited.connect(self._tell)
        entry.left.connect(self._leave)
        self._bound(entry)
        return entry

    def _long(self) -> QWidget:
        entry = LongEntry(3)
        entry.setUndoRedoEnabled(True)
        entry.textChanged.connect(lambda: self._tell(entry.toPlainText()))
        entry.left.connect(self._leave)
        return entry

    def _choice(self) -> QWidget:
        language, today = self._desk.language, self._desk.clock.today()
        box = choice_box(choices(self.field.key, today, language))
        box.currentIndexChanged.connect(lambda _index: self._tell(str(box.currentData() or "")))
        self._bound(box)
        return box

    def _radio(self) -> QWidget:
        answers = Answers(regimes(self._desk.language))
        answers.changed.connect(self._tell)
        answers.left.connect(self._leave)
        return answers

    def _flag(self) -> QWidget:
        text = self._desk.say(self.field.label)
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.setAccessibleDescription(self._desk.say(self.field.reason))
        box.toggled.connect(lambda checked: self._tell(YES if checked else ""))
        return box

    def _logo(self) -> QWidget:
        picture = Picture(self._desk)
        picture.changed.connect(self._tell)
        return picture

    def _boxed(self, inner: QWidget) -> QFrame:
        box = QFrame()
        box.setProperty("bar", str(Tone.PROGRESS))
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 7, 12, 8)
        row.addWidget(inner)
        box.hide()
        self._column.addSpacing(theme.SPACE // 2)
        self._column.addWidget(box)
        return box

    def _add_none(self) -> None:
        name = self._desk.say(self.field.label)
        text = self._desk.say(N_("Je ne suis pas concerné"))
        box = QCheckBox(text)
        box.setAccessibleName(f"{name} : {text}")
        box.toggled.connect(self._none_toggled)
        self.none = box
        self._column.addWidget(box)

    def _bound(self, control: QWidget) -> None:
        if self.field.width:
            control.setFixedWidth(theme.characters(self, self.field.width))

    # What the user does

    def _tell(self, text: str) -> None:
        if not self._filling:
            self.changed.emit(self.field.key, text)

    def _none_toggled(self, checked: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.control.setEnabled(not checked)
        if not self._filling:
            self.changed.emit(self.field.none_key, YES if checked else "")

    def _leave(self) -> None:
        self.left.emit(self.field.key)


def beside(left: Row, right: Row) -> QHBoxLayout:
    """Return two fields side by side."""
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE * 2)
    row.addWidget(left, 0 if left.field.width else 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
    return row
