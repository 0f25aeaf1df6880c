"""What was typed into a draft and does not read as a value: each text is an error until mended."""

import re
from collections.abc import Mapping

from chorus_desk.domain.finding import Finding, Severity, Source

NOT_A_NUMBER, NOT_A_DATE, NOT_A_CHOICE = "CD-TYPED-NUMBER", "CD-TYPED-DATE", "CD-TYPED-CHOICE"
_RULES = (
    (re.compile(r".*(_date|_start|_end)"), NOT_A_DATE),
    (re.compile(r"lines\[\d+\]\.(unit|vat_category)"), NOT_A_CHOICE),
)


def unread_findings(texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return an error for each text, at its field: nothing typed is left out in silence."""
    return tuple(
        Finding(
            rule=_rule(path), severity=Severity.ERROR, source=Source.IMPORT, path=path,
            params={"value": text},
        )
        for path, text in texts.items()
    )  # fmt: skip


def _rule(path: str) -> str:
    return next((rule for form, rule in _RULES if form.fullmatch(path)), NOT_A_NUMBER)
