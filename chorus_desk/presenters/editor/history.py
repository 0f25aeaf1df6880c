"""Undo and redo: a row of states, typing in one field joined into one step."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

_T = TypeVar("_T")
_LONGEST = 500
"""States kept; each shares all that did not change with the others."""


@dataclass
class History(Generic[_T]):
    """The present state, those before it, and those that were undone."""

    present: _T
    _past: list[_T] = field(default_factory=list)
    _future: list[_T] = field(default_factory=list)
    _joined: str | None = None

    def push(self, state: _T, join: str | None = None) -> None:
        """Make a state the present one; steps that follow each other under one ``join`` are one."""
        if state == self.present:
            return
        if join is None or join != self._joined:
            self._past.append(self.present)
            del self._past[:-_LONGEST]
        self._joined = join
        self._future.clear()
        self.present = state

    def seal(self) -> None:
        """End the step under way: what comes next is undone by itself."""
        self._joined = None

    @property
    def can_undo(self) -> bool:
        """Whether there is a state to go back to."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether an undone state can come back."""
        return bool(self._future)

    def undo(self) -> None:
        """Go back by one step."""
        if self._past:
            self._future.append(self.present)
            self.present = self._past.pop()
            self.seal()

    def redo(self) -> None:
        """Take back one undo."""
        if self._future:
            self._past.append(self.present)
            self.present = self._future.pop()
            self.seal()
