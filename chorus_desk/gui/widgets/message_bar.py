"""The bar above the page: one sentence at a time, spoken to who listens, with one action or two."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.message import Message

_SECONDS = 12
_WITH_ACTION = 30


class MessageBar(QFrame):
    """Shows the newest message; what is not lasting leaves by itself."""

    def __init__(self, close_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: object = None
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._icon = QLabel()
        self._action = QPushButton()
        self._other = QPushButton()
        self._close = QPushButton(close_text)
        for button in (self._action, self._other, self._close):
            button.setProperty("flat", True)
        self._action.clicked.connect(self._do)
        self._other.clicked.connect(self._do_other)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._other)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._message: Message | None = None
        self.hide()

    @property
    def message(self) -> Message | None:
        """The message shown, None when the bar is hidden."""
        return None if self.isHidden() else self._message

    def show_message(self, message: Message) -> None:
        """Show a message in place of the one before."""
        self._message = message
        self._label.setText(message.text)
        self._label.setAccessibleName(message.text)
        self._icon.setPixmap(theme.tone_icon(message.tone, 18).pixmap(18, 18))
        self._action.setText(message.action)
        self._action.setVisible(bool(message.action))
        self._other.setText(message.other)
        self._other.setVisible(bool(message.other))
        self.setProperty("bar", str(message.tone))
        self.style().unpolish(self)
        self.style().polish(self)
        for label in (self._label, self._icon):
            label.style().unpolish(label)
            label.style().polish(label)
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))
        self._timer.stop()
        if not message.lasting:
            self._timer.start(1000 * (_WITH_ACTION if message.action else _SECONDS))

    def _do(self) -> None:
        message = self._message
        self.hide()
        if message is not None and message.act is not None:
            message.act()

    def _do_other(self) -> None:
        message = self._message
        self.hide()
        if message is not None and message.act_other is not None:
            message.act_other()
