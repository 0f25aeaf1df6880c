"""Takes terms out of what factur-x gives, and names what nobody took."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.domain.money import is_too_large
from chorus_desk.formats.official import Terms

_DECIMAL = re.compile(r"[+-]?(?:\d{1,50}(?:\.\d{0,20})?|\.\d{1,20})")
_LEFT_EMPTY = ("CD-NOT-A-NUMBER", "CD-NUMBER-TOO-LARGE")


@dataclass
class Reader:
    """Takes terms out of a dictionary one by one; what is left at the end was not understood."""

    terms: Terms
    path: str = ""
    findings: list[Finding] = field(default_factory=list)

    def take(self, term: str) -> Any:
        """Return a term as it is, and None once it was taken."""
        return self.terms.pop(term, None)

    def text(self, term: str) -> str | None:
        """Take a text; of several the first, and the others are named."""
        value = self.take(term)
        if isinstance(value, list):  # given several times: the first stands
            for other in dict.fromkeys(value[1:]):
                if other != value[0]:
                    self.note("CD-NOT-KEPT", term, value=str(other))
            value = value[0] if value else None
        return str(value).strip() or None if value is not None else None

    def decimal(self, term: str, name: str) -> Decimal | None:
        """Take an exact number; what is none, or too large to be meant, is named and left out."""
        text = self.text(term)
        if text is None:
            return None
        if not _DECIMAL.fullmatch(text):
            self.note("CD-NOT-A-NUMBER", term, name, value=text)
            return None
        value = Decimal(text)
        if is_too_large(value):
            self.note("CD-NUMBER-TOO-LARGE", term, name, value=text)
            return None
        return value

    def day(self, term: str) -> date | None:
        """Take a date; of several the first, and the others are named."""
        value = self.take(term)
        if isinstance(value, list):
            for other in value[1:]:
                self.note("CD-NOT-KEPT", term, value=str(other))
            value = value[0] if value else None
        return value if isinstance(value, date) else None

    def items(self, term: str) -> list[Terms]:
        """Take a list of groups."""
        value = self.take(term)
        return [dict(item) for item in value if isinstance(item, dict)] if value else []

    def note(self, rule: str, term: str, name: str | None = None, **params: Param) -> None:
        """Add a finding on a term; ``name`` is its field in the document."""
        severity = Severity.ERROR if rule in _LEFT_EMPTY else Severity.WARNING
        path = f"{self.path}{name}" if name else self.path.rstrip(".") or None
        self.findings.append(
            Finding(rule=rule, severity=severity, source=Source.IMPORT,
                    field=term if term[:3] in ("BT-", "BG-") else None, path=path,
                    params={"term": term, **params})
        )  # fmt: skip

    def within(self, terms: Terms, path: str) -> "Reader":
        """Return a reader of a group inside, whose findings join these."""
        return Reader(terms, f"{path}.", self.findings)

    def leave(self) -> None:
        """Name every term that nobody took."""
        for term, value in self.terms.items():
            if value not in (None, "", [], {}):
                self.note("CD-NOT-KEPT", term, value=shown(value))


def shown(value: Any) -> str:
    """Return any value of a term in a few words, for a finding."""
    text = value if isinstance(value, str) else ", ".join(_leaves(value))
    return text if len(text) <= 80 else f"{text[:79]}…"


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, bytes):
        yield f"{len(value)} octets"
    elif value is not None:
        yield str(value)
