"""What a new list changed for the user's bodies, and which of them nobody vouched for lately."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.layouts import (
    FlowLayout,
    emptied,
    focus_first_button,
    holds_focus,
    label,
)
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.body_news import NewsText, drafts_line, news_text
from chorus_desk.usecases.bodies import confirm_body, due_for_check
from chorus_desk.usecases.body_news import TouchedBody, mark_seen, unseen_news
from chorus_desk.wording.catalogue import N_

if TYPE_CHECKING:
    from chorus_desk.domain.party import PublicBody
    from chorus_desk.usecases.workspace import Workspace

_ALL_SEEN = N_("Rien de nouveau : ce que vous savez de vos organismes vaut toujours.")
_DUE_TITLE = N_("À revérifier")
_DUE = N_(
    "Depuis six mois, ni une liste ni vous n'avez confirmé ces fiches. Comparez-les avec un bon de "
    "commande récent."
)

Told = tuple[tuple[TouchedBody, ...], "tuple[PublicBody, ...]"]


class NewsView(QScrollArea):
    """A card for each piece of news, another for each body to check."""

    wanted = Signal(str)
    """The SIRET of a body whose page is to be shown."""
    counted = Signal(int)
    """How many things there are to look at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(desk.say(N_("Changements")))
        inner = QWidget()
        inner.setProperty("plain", True)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(10)
        self.setWidget(inner)

    def refresh(self) -> None:
        """Read the news again."""
        self._desk.run(_read, self._show)

    def _show(self, told: Told) -> None:
        news, due = told
        self.counted.emit(len(news) + len(due))
        if holds_focus(self):
            focus_first_button(self)
        emptied(self._column)
        if not news and not due:
            self._column.addWidget(label(self._desk.say(_ALL_SEEN), wrap=True, soft=True))
        texts = [news_text(item, self._desk.language) for item in news]
        if texts:
            self._column.addLayout(self._head(texts))
        for text in texts:
            self._column.addWidget(self._news(text))
        if due:
            title = label(self._desk.say(_DUE_TITLE))
            title.setFont(theme.scaled_font(title, 1.1, bold=True))
            self._column.addWidget(title)
            self._column.addWidget(label(self._desk.say(_DUE), wrap=True, soft=True))
        for body in due:
            self._column.addWidget(self._due(body))
        self._column.addStretch(1)

    def _head(self, texts: list[NewsText]) -> QHBoxLayout:
        row = QHBoxLayout()
        said = self._desk.say_count(
            N_("{count} changement chez vos organismes"),
            N_("{count} changements chez vos organismes"), len(texts),
        )  # fmt: skip
        title = label(said, wrap=True)
        title.setFont(theme.scaled_font(title, 1.1, bold=True))
        row.addWidget(title, 1)
        ids = [text.id for text in texts]
        row.addWidget(self._button(N_("J'ai tout vu"), lambda: self._seen(ids)))
        return row

    def _news(self, text: NewsText) -> QFrame:
        card, column = _card()
        column.addWidget(label(text.text, wrap=True, selectable=True))
        if text.todo:
            todo = label(text.todo, wrap=True)
            todo.setProperty("tone", "todo")
            column.addWidget(todo)
        if text.drafts:
            line = drafts_line(text, self._desk.language)
            column.addWidget(label(line, wrap=True, soft=True))
        column.addWidget(
            self._buttons(
                text.siret, text.body,
                self._button(N_("J'ai vu"), lambda: self._seen([text.id]), text.text),
            )
        )  # fmt: skip
        return card

    def _due(self, body: "PublicBody") -> QFrame:
        card, column = _card()
        column.addWidget(label(body.name, wrap=True, selectable=True))
        column.addWidget(
            self._buttons(
                body.siret, body.name,
                self._button(N_("Tout est encore juste"), lambda: self._confirm(body.siret),
                             body.name),
            )
        )  # fmt: skip
        return card

    def _buttons(self, siret: str, name: str, act: QPushButton) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        shown = QPushButton(self._desk.say(N_("Voir la fiche")))
        shown.setAccessibleName(self._desk.say(N_("Voir la fiche : {name}"), name=name))
        shown.clicked.connect(lambda _checked: self.wanted.emit(siret))
        row.addWidget(shown)
        row.addWidget(act)
        return holder

    def _button(self, text: str, act: Callable[[], object], about: str = "") -> QPushButton:
        button = QPushButton(self._desk.say(text))
        if about:
            button.setAccessibleName(f"{button.text()} : {about}")
        button.clicked.connect(lambda _checked: act())
        if self._desk.read_only:
            button.setEnabled(False)
            button.setToolTip(self._desk.say(READ_ONLY))
        return button

    def _seen(self, ids: list[int]) -> None:
        self._desk.run(partial(mark_seen, ids=ids))

    def _confirm(self, siret: str) -> None:
        self._desk.run(partial(confirm_body, siret=siret))


def _read(workspace: "Workspace") -> Told:
    return unseen_news(workspace), due_for_check(workspace)


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("card", True)
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(6)
    return card, column
