"""What the page of the business remembers when the window is built again."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class BusinessState:
    """What was typed and is not kept yet, by the key of its field."""

    typed: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    """Fields that were left: what is wrong with them is said from then on."""

    left_over: dict[str, str] = field(default_factory=dict)
    """What an earlier window left and nobody has taken up or forgotten yet."""
    asked: bool = False
    """Whether it was looked for."""
    resume: bool = False
    """Whether it is to be taken up without a question: it was answered already."""

    def put(self, key: str, text: str, kept: str) -> None:
        """Take note of what a field holds; ``kept`` is what is stored of it."""
        if text == kept:
            self.typed.pop(key, None)
        else:
            self.typed[key] = text

    def forget(self, saved: Mapping[str, str]) -> None:
        """Forget what was saved; what was typed meanwhile stays."""
        self.typed = {k: text for k, text in self.typed.items() if saved.get(k) != text}

    def find(self, left: Mapping[str, str], kept: Mapping[str, str]) -> None:
        """Take note of what an earlier window left: of it, what differs from what is stored."""
        self.asked = True
        self.left_over = {k: t for k, t in left.items() if k in kept and t != kept[k]}

    def take_up(self) -> None:
        """Go on with what an earlier window left; what was typed since stands."""
        self.typed, self.left_over = {**self.left_over, **self.typed}, {}

    def forget_all(self) -> None:
        """Go back to what is stored."""
        self.typed, self.left = {}, set()
