"""What the editor remembers when the window is built again: the draft with its undo."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the editor's modules are loaded when it is first shown
    from chorus_desk.presenters.editor.desk import Editor


@dataclass
class EditorState:
    """The draft on the desk, and the one asked for."""

    editor: "Editor | None" = None
    wanted: int | None = None
    opening: bool = False
    """Whether ``wanted`` is still to be opened; None then stands for a new draft."""
    buyer: str | None = None
    """The SIRET of the body that a new draft is to bill."""
    visited: set[str] = field(default_factory=set)
    """Fields that were left once: what is wrong with them is said beside them."""
    whole: bool = False
    """Whether what is wrong is said beside every field."""

    def ask(self, invoice_id: int | None, buyer: str | None = None) -> None:
        """Have a draft opened, or a new one begun, when the page comes to the front."""
        self.editor, self.wanted, self.opening, self.buyer = None, invoice_id, True, buyer
        self.visited, self.whole = set(), invoice_id is not None
