"""Rows of a form: a label tied to its control, a hint, and what is wrong with it, below."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from chorus_desk.gui.widgets.layouts import label

Control = QLineEdit | QComboBox | QPlainTextEdit
_BELOW = 2
"""The place in a row right below its control."""


class TextEntry(QLineEdit):
    """A line of text. Undo belongs to the form it stands in, when that says so."""

    left = Signal()

    def __init__(self, *, own_undo: bool = True) -> None:
        super().__init__()
        self._own_undo = own_undo

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the form."""
        if not self._own_undo and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave undo and redo to the form."""
        if not self._own_undo and _is_undo(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Tell that the entry was left."""
        super().focusOutEvent(event)
        self.left.emit()


class LongEntry(QPlainTextEdit):
    """A text of several lines; Tab goes on. Undo belongs to the form."""

    left = Signal()

    def __init__(self, rows: int = 2) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * rows + 18)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Tell that the entry was left."""
        super().focusOutEvent(event)
        self.left.emit()


class FormRow(QWidget):
    """A control under its label; what is wrong with it is said below, and to a screen reader."""

    def __init__(self, text: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self._text, self._hint = text, hint
        self._name = QLabel(text)
        self._name.setBuddy(control)
        # Made when they have something to say: a form has dozens of rows, most of them silent.
        self._help: QLabel | None = None
        self._remark: QLabel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._name)
        column.addWidget(control)
        column.addStretch(1)  # rows side by side begin at the same height
        self._column = column
        control.setAccessibleName(text)
        control.setAccessibleDescription(hint)
        if isinstance(control, QLineEdit | QPlainTextEdit) and hint:
            control.setPlaceholderText(hint)
            control.setToolTip(hint)  # whole, where the field is too narrow for it

    def set_wanted(self, text: str) -> None:
        """Add to the label what makes the field needed, as the body chosen demands it."""
        self._name.setText(f"{self._text} – {text}" if text else self._text)

    def show_help(self, text: str) -> None:
        """Say below the field why it is wanted and where its content is found."""
        if self._help is None:
            if not text:
                return
            self._help = label("", wrap=True, soft=True)
            self._column.insertWidget(_BELOW, self._help)
        if text != self._help.text():
            self._help.setText(text)
            self._help.setVisible(bool(text))

    def show_remark(self, text: str, *, error: bool) -> None:
        """Say what is wrong with the field; an empty text takes it away."""
        if self._remark is None:
            if not text:
                return
            self._remark = label("", wrap=True)
            self._column.insertWidget(self._column.count() - 1, self._remark)
        if text == self._remark.text() and self._remark.property("error") == error:
            return
        self._remark.setText(text)
        self._remark.setProperty("error", error)
        self._remark.setProperty("warning", not error)
        self._remark.setVisible(bool(text))
        self.control.setProperty("wrong", bool(text) and error)
        for widget in (self._remark, self.control):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        described = f"{self._hint}. {text}" if self._hint and text else text or self._hint
        self.control.setAccessibleDescription(described)

    @property
    def title(self) -> str:
        """The label, with what makes the field needed."""
        return self._name.text()

    @property
    def remark(self) -> str:
        """What is said below the field."""
        return self._remark.text() if self._remark is not None else ""


def _is_undo(event: QEvent) -> bool:
    if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        return False
    return isinstance(event, QKeyEvent) and (
        event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    )


def choice_box(choices: list[tuple[str, str]], chosen: str | None = None) -> QComboBox:
    """Return a list to choose from: key and text each."""
    box = QComboBox()
    for key, text in choices:
        box.addItem(text, key)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if chosen is not None:
        box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
