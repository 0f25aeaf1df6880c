"""What a check gives: a rule that fired, how grave it is and where. No sentence in it."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Param = str | int | Decimal | date


class Severity(StrEnum):
    """An error blocks issuing or deposit; a warning is worth a look; information is for reading."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Source(StrEnum):
    """Who asks for it."""

    FILE = "file"
    """The file could not be read, or not wholly."""
    IMPORT = "import"
    """Something was changed, guessed or left out while reading."""
    XSD = "xsd"
    EN16931 = "en16931"
    """The European norm: our rules and the sheet of whatever profile."""
    BR_FR = "br-fr"
    CHORUS_PRO = "chorus-pro"
    LAW = "law"
    DIRECTORY = "directory"
    CONTAINER = "container"
    """The PDF around the data: PDF/A, XMP, attachments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check found.

    ``field`` is the EN 16931 term (``BT-13``) or None where none exists; ``path`` leads into the
    ``show`` document, zero-based (``lines[0].unit_price``), or is None for the whole.
    """

    rule: str
    severity: Severity
    source: Source
    field: str | None = None
    path: str | None = None
    params: Mapping[str, Param] = dataclasses.field(default_factory=dict)


_TOLD_APART = (Source.IMPORT, Source.XSD)
_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether one of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with each said once, the gravest of a pair kept, errors first.

    Two findings are the same when rule and path agree; a finding of the official sheets, whose
    path is often coarser, gives way to ours on the same rule. What reading lost, and what the
    schema finds, is told apart by the values as well: each is named.
    """
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        lost = tuple(finding.params.items()) if finding.source in _TOLD_APART else ()
        key = (finding.rule, finding.path, *lost)
        known = kept.get(key)
        if known is None or _GRAVITY[finding.severity] < _GRAVITY[known.severity]:
            kept[key] = finding
    return tuple(sorted(kept.values(), key=lambda finding: _GRAVITY[finding.severity]))
