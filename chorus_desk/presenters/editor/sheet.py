"""The draft on the desk: its invoice, and what was typed into it that does not read as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from chorus_desk.domain.invoice import Invoice


@dataclass(frozen=True, slots=True)
class Sheet:
    """One state of the draft; undo goes from one to the one before."""

    invoice: Invoice
    typed: Mapping[str, str] = field(default_factory=dict)
    """Texts that do not read as values, by the path of their field."""
    own_page: str | None = None
    """The SHA-256 of the page its author made; the invoice then has the number printed on it."""

    def with_typed(self, invoice: Invoice, path: str, text: str | None) -> "Sheet":
        """Return the sheet with another invoice and a field's unread text, None to clear it."""
        typed = {key: value for key, value in self.typed.items() if key != path}
        if text is not None:
            typed[path] = text
        return replace(self, invoice=invoice, typed=typed)
