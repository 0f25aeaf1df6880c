"""What the page of the business remembers when the window is built again."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class BusinessState:
    """What was typed and is not kept yet, by the key of its field."""

    typed: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    """Fields that were left: what is wrong with them is said from then on."""

    def put(self, key: str, text: str, kept: str) -> None:
        """Take note of what a field holds; ``kept`` is what is stored of it."""
        if text == kept:
            self.typed.pop(key, None)
        else:
            self.typed[key] = text

    def forget(self, saved: Mapping[str, str]) -> None:
        """Forget what was saved; what was typed meanwhile stays."""
        self.typed = {k: text for k, text in self.typed.items() if saved.get(k) != text}

    def forget_all(self) -> None:
        """Go back to what is stored."""
        self.typed, self.left = {}, set()
