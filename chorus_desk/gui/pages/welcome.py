"""The first page: three cards that lead to the first invoice, and the demo business."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.navigation import Navigator, Page
from chorus_desk.gui.widgets.layouts import heading, label
from chorus_desk.presenters.first_steps import (
    BRING_IN,
    BUSINESS,
    CARDS,
    FIRST_INVOICE,
    NOTHING_YET,
    Card,
    cards,
)
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.first_steps import FirstSteps, first_steps
from chorus_desk.wording.catalogue import N_

_ICONS = {BUSINESS: "business", FIRST_INVOICE: "invoices", BRING_IN: "import"}
_WIDEST = 175
"""Characters that the cards take together at most."""
_CARD_HEIGHT = 270
_DIRECTIONS = {
    True: QBoxLayout.Direction.LeftToRight,
    False: QBoxLayout.Direction.TopToBottom,
}
"""How the cards stand, by whether there is room for all side by side."""


class StepCard(QFrame):
    """One card: what it is for, whether it is done, its button or why that must wait."""

    def __init__(self, desk: Desk, act: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 24)
        column.setSpacing(theme.SPACE)
        head = QHBoxLayout()
        self._icon = QLabel()
        self._done = label(desk.say(N_("✓ Fait")))
        self._done.setProperty("pill", str(Tone.GOOD))
        head.addWidget(self._icon)
        head.addStretch(1)
        head.addWidget(self._done, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._title = heading("", 1.25)
        self._title.setWordWrap(True)
        self._text = label("", wrap=True, soft=True)
        self._reason = label("", wrap=True)
        self._reason.setProperty("warning", True)
        self.button = QPushButton()
        self.button.setMinimumHeight(self.fontMetrics().height() + 18)
        self.button.clicked.connect(act)
        for part in (self._title, self._text):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._reason)
        column.addSpacing(theme.SPACE // 2)
        column.addWidget(self.button)

    def show_card(self, card: Card) -> None:
        """Show the card as it stands."""
        self._icon.setPixmap(
            theme.icon(_ICONS[card.key], theme.colours().accent, 32).pixmap(32, 32)
        )  # fmt: skip
        self._done.setVisible(card.done)
        self._title.setText(card.title)
        self._text.setText(card.text)
        self._reason.setText(card.reason or "")
        self._reason.setVisible(card.reason is not None)
        self.button.setText(card.button)
        self.button.setEnabled(card.reason is None)
        self.button.setAccessibleDescription(card.reason or card.text)
        self.button.setProperty("primary", card.primary)
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)
        done = self._desk.say(N_("fait")) if card.done else self._desk.say(N_("à faire"))
        self.setAccessibleName(f"{card.title}, {done}")
        self.setAccessibleDescription(card.reason or card.text)

    @property
    def reason(self) -> str:
        """Why the button cannot be used now, empty when it can."""
        return self._reason.text()

    @property
    def done(self) -> bool:
        """Whether the card is ticked."""
        return not self._done.isHidden()


class WelcomePage(Page):
    """The three cards."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self._entering = False
        self._build()
        self._show(NOTHING_YET)
        desk.changed.connect(self._changed)

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE * 2)
        column.addLayout(self._head())
        column.addWidget(self._cards())
        column.addWidget(self._demo())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self._desk.say(N_("Accueil")))
        area.setWidget(inner)
        self._area = area
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Set the cards side by side where there is room for all, else one below the other."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self._area.width() - self._area.verticalScrollBar().sizeHint().width()
        widest = max(card.minimumSizeHint().width() for card in self.cards.values())
        needed = len(self.cards) * (widest + self._row.spacing())
        side_by_side = room >= needed
        self._row.setDirection(_DIRECTIONS[side_by_side])
        self._demo_row.setDirection(_DIRECTIONS[side_by_side])
        for card in self.cards.values():
            card.setMinimumHeight(_CARD_HEIGHT if side_by_side else 0)

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE // 2)
        column.addWidget(heading(self._desk.say(N_("Bienvenue"))))
        text = N_(
            "Facturez une mairie, une école ou un hôpital, et soyez payé : trois pas pour "
            "commencer."
        )
        column.addWidget(label(self._desk.say(text), wrap=True, soft=True))
        return column

    def _cards(self) -> QWidget:
        holder = QWidget()
        holder.setMaximumWidth(theme.characters(self, _WIDEST))
        row = self._row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE * 2)
        self.cards = {key: StepCard(self._desk, self._leader(key)) for key in CARDS}
        for card in self.cards.values():
            row.addWidget(card, 1)
        return holder

    def _demo(self) -> QWidget:
        """Return the way into the demo, or out of it."""
        card = QFrame()
        card.setProperty("card", True)
        card.setMaximumWidth(theme.characters(self, _WIDEST))
        row = self._demo_row = QHBoxLayout(card)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(theme.SPACE * 2)
        demo = self._desk.place.demo
        text = label(self._desk.say(_IN_DEMO if demo else _ABOUT_DEMO), wrap=True, soft=True)
        button = self._desk.say(
            N_("Quitter la démonstration")
            if demo
            else N_("Essayer avec l'entreprise de démonstration")
        )
        self.demo_button = QPushButton(button)
        self.demo_button.setAccessibleDescription(text.text())
        command = "leave-demo" if demo else "demo"
        self.demo_button.clicked.connect(lambda: self._navigator.run(command))
        row.addWidget(text, 1)
        row.addWidget(self.demo_button)
        return card

    def _leader(self, key: str) -> Callable[[], None]:
        if key == FIRST_INVOICE:
            return lambda: self._run(key)
        return lambda: self._navigator.go(key)

    def _run(self, command: str) -> None:
        self._navigator.run(command)

    # What is shown

    def enter(self) -> None:
        """Read how far the first steps are done; the next one waits for its key."""
        self._entering = True
        self._read()

    def _read(self) -> None:
        self._desk.run(first_steps, self._show_read)

    def _show_read(self, steps: FirstSteps) -> None:
        self._show(steps)
        if self._entering:
            self._entering = False
            following = next(
                (card.button for card in self.cards.values() if card.button.property("primary")),
                self.demo_button,
            )
            (following if following.isEnabled() else self.demo_button).setFocus()

    def _show(self, steps: FirstSteps) -> None:
        for card in cards(steps, self._desk.language, read_only=self._desk.read_only):
            self.cards[card.key].show_card(card)
        self._arrange()  # what the buttons say has changed

    def _changed(self, changes: Changes) -> None:
        if changes & (Changes.SELLER | Changes.INVOICES) and self.isVisible():
            self._read()


_ABOUT_DEMO = N_(
    "Pour essayer sans risque : une entreprise inventée et ses factures, dans un dossier à part. "
    "Vos données n'y sont pas mêlées."
)
_IN_DEMO = N_(
    "Vous êtes dans la démonstration, un dossier à part. Vos données vous attendent où vous les "
    "avez laissées."
)
