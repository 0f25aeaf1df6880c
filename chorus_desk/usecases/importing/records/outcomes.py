"""What becomes of each row of a table of records, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chorus_desk.formats.record_tables.reading import Record

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
Value = str | date | Decimal


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that is said of a row: a code of ``wording.record_rows`` and what it names."""

    code: str
    params: Mapping[str, Value]


def reason(code: str, **params: Value) -> Reason:
    """Return a reason with what it names."""
    return Reason(code, params)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What becomes of one row: ``outcome`` is ``new``, ``changed``, ``same`` or ``refused``.

    ``key`` tells what the row is of: a SIRET, a reference, an invoice's number; ``name`` says it.
    """

    sheet: str
    row: int
    outcome: str
    key: str | None
    name: str
    reasons: tuple[Reason, ...] = ()


def untaken(record: Record, key: str | None, name: str | None) -> RowOutcome:
    """Return what a row comes to until it is taken: refused, for no reason yet."""
    return RowOutcome(
        sheet=record.sheet, row=record.row, outcome=REFUSED, key=key, name=name or "",
    )  # fmt: skip


def cell_reasons(record: Record, *, but: str = "") -> tuple[Reason, ...]:
    """Return what is to be said of a row's cells, those of the column meaning ``but`` left out."""
    return tuple(
        reason(f"cell-{remark.code}", heading=remark.heading, value=remark.value)
        for remark in record.remarks
        if not but or remark.key != but
    )
