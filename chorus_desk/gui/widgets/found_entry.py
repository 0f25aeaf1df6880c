"""An entry that proposes what is found for what is typed; the search runs beside the window."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter
from shiboken6 import isValid

from chorus_desk.gui.widgets.forms import TextEntry

_T = TypeVar("_T")
_VISIBLE = 10
Answer = Callable[[Sequence[_T]], None]


class Proposals(QObject, Generic[_T]):
    """The list below an entry: what was found, put into lines, and what becomes of the one taken.

    ``search`` looks for a text and gives its answer when there is one; an answer to what was
    typed over meanwhile is dropped. ``least_width``: pixels of the list, where the entry is narrow.
    """

    def __init__(
        self, entry: TextEntry, name: str, *, search: Callable[[str, Answer[_T]], None],
        line: Callable[[_T], str], take: Callable[[_T], None], least_width: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(entry)
        self._entry, self._ask, self._line, self._take = entry, search, line, take
        self._found: Sequence[_T] = ()
        self._found_for: str | None = None
        """What was typed when ``_found`` was found."""
        self._taking = False
        """Whether Enter waits for what is being looked for."""
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(_VISIBLE)
        self._popup = self._completer.popup()
        if self._popup is not None:
            self._popup.setAccessibleName(name)
            self._popup.setMinimumWidth(least_width)
        self._completer.activated.connect(self._picked)
        entry.setCompleter(self._completer)
        entry.textEdited.connect(self.search)

    @property
    def open(self) -> bool:
        """Whether the list is in sight, or already gone with its window."""
        return self._popup is None or not isValid(self._popup) or self._popup.isVisible()

    def search(self, text: str) -> None:
        """Look for a text."""
        self._taking = False

        def show(found: Sequence[_T]) -> None:
            if isValid(self) and text == self._entry.text():
                self._show(text, found)

        self._ask(text, show)

    def take_first(self) -> None:
        """Take the first of what is found for what is typed, as soon as it is found."""
        if self._found_for != self._entry.text():
            self._taking = True
            return
        self._taking = False
        if self._found:
            self._chosen(self._found[0])

    def _show(self, text: str, found: Sequence[_T]) -> None:
        self._found, self._found_for = found, text
        self._model.setStringList([self._line(one) for one in found])
        if self._taking:
            self.take_first()
        elif found and self._entry.hasFocus() and self._entry.isModified():
            self._completer.complete()

    def _picked(self, text: str) -> None:
        found = next((one for one in self._found if self._line(one) == text), None)
        if found is not None:
            self._chosen(found)

    def _chosen(self, found: _T) -> None:
        self._entry.setModified(False)
        self._take(found)
