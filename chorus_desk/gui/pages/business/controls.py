"""Controls that the form of the business has beside texts and lists: answers, a picture."""

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.layouts import FlowLayout, label
from chorus_desk.wording.catalogue import N_

_PICTURE_WIDTH, _PICTURE_HEIGHT = 220, 88


class _Answer(QRadioButton):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Tell that the answer was left."""
        super().focusOutEvent(event)
        self.left.emit()


class Answers(QWidget):
    """A question answered by one of several sentences, each with whom it is for below."""

    changed = Signal(str)
    left = Signal()

    def __init__(self, choices: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        for key, text, whom in choices:
            button = _Answer(text)
            button.setAccessibleDescription(whom)
            button.toggled.connect(self._toggled)
            button.left.connect(self._left)
            self._group.addButton(button)
            self.buttons[key] = button
            column.addWidget(button)
            explained = label(whom, wrap=True, soft=True)
            explained.setContentsMargins(_indent(button), 0, 0, theme.SPACE // 2)
            explained.setBuddy(button)
            column.addWidget(explained)
        self.setFocusProxy(next(iter(self.buttons.values())))

    def value(self) -> str:
        """Return the answer chosen, empty while there is none."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose an answer, none for an empty one."""
        self._group.setExclusive(False)
        for key, button in self.buttons.items():
            button.setChecked(key == value)
        self._group.setExclusive(True)

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the answer be chosen or only read."""
        for button in self.buttons.values():
            button.setEnabled(enabled)

    def _toggled(self, checked: bool) -> None:  # noqa: FBT001 -- Qt's signal
        button = self.sender()
        if checked and isinstance(button, QRadioButton):
            self.setFocusProxy(button)
            self.changed.emit(self.value())

    def _left(self) -> None:
        focus = self.window().focusWidget()
        if focus not in self.buttons.values():
            self.left.emit()


class Picture(QWidget):
    """A picture with buttons to choose another and to take it away."""

    changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._value = desk, ""
        self._shown = QLabel(desk.say(N_("Pas de logo")))
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setFixedSize(_PICTURE_WIDTH, _PICTURE_HEIGHT)
        self.choose = QPushButton(desk.say(N_("Choisir une image…")))
        self.choose.clicked.connect(self._choose)
        self.remove = QPushButton(desk.say(N_("Retirer le logo")))
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(theme.SPACE * 2)
        row.addWidget(self._shown)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.choose)
        flow.addWidget(self.remove)
        row.addWidget(buttons, 1)
        self.setFocusProxy(self.choose)
        self.show_picture(None)

    def value(self) -> str:
        """Return the path chosen, ``KEPT`` for the one that is stored, empty for none."""
        return self._value

    def set_value(self, value: str) -> None:
        """Take note of which picture it is; ``show_picture`` shows it."""
        self._value = value
        self.remove.setVisible(bool(value))

    def show_picture(self, content: bytes | None) -> None:
        """Show a picture, or that there is none."""
        pixmap = QPixmap()
        if content is None or not pixmap.loadFromData(QByteArray(content)):
            self._shown.setText(self._desk.say(N_("Pas de logo")))
            self._shown.setStyleSheet(_frame(theme.colours().field, theme.colours().soft))
            self._shown.setAccessibleName(self._desk.say(N_("Pas de logo")))
            return
        ratio = self.devicePixelRatioF()
        pixmap = pixmap.scaled(
            int((_PICTURE_WIDTH - 16) * ratio), int((_PICTURE_HEIGHT - 16) * ratio),
            Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        pixmap.setDevicePixelRatio(ratio)
        self._shown.setStyleSheet(
            _frame(theme.LIGHT.surface, theme.LIGHT.text)
        )  # the page is white in any theme
        self._shown.setPixmap(pixmap)
        self._shown.setAccessibleName(self._desk.say(N_("Aperçu du logo")))

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the picture be chosen or only looked at."""
        self.choose.setEnabled(enabled)
        self.remove.setEnabled(enabled)

    def _choose(self) -> None:
        title = self._desk.say(N_("Choisir votre logo"))
        kinds = self._desk.say(N_("Images (*.png *.jpg *.jpeg)"))
        path, _ = QFileDialog.getOpenFileName(self.window(), title, "", kinds)
        if path:
            self._take(path)

    def _remove(self) -> None:
        self._take("")
        self.show_picture(None)
        self.choose.setFocus()

    def _take(self, value: str) -> None:
        self.set_value(value)
        self.changed.emit(value)


def _indent(button: QRadioButton) -> int:
    """Return where the text of a button begins."""
    style, metric = button.style(), QStyle.PixelMetric
    return style.pixelMetric(metric.PM_ExclusiveIndicatorWidth, None, button) + style.pixelMetric(
        metric.PM_RadioButtonLabelSpacing, None, button
    )


def _frame(ground: str, text: str) -> str:
    line = f"border: 1px solid {theme.colours().line}; border-radius: {theme.RADIUS}px"
    return f"QLabel {{ background: {ground}; color: {text}; {line}; }}"
