"""Why a row of statuses and payments cannot be taken: an event cannot be taken back.

So what may be meant in two ways is not noted, unless the invoice itself tells which one it is.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from chorus_desk.formats.record_tables.reading import CellRemark, Record
from chorus_desk.storage.issued_amounts import IssuedAmounts
from chorus_desk.usecases.importing.records.outcomes import Reason, reason
from chorus_desk.usecases.importing.records.said import is_of_invoice

_TWO_DAYS = ("month-first", "day-or-month")
_THOUSAND = 1000


def unreadable(record: Record) -> Reason | None:
    """Return why a row cannot be taken: a status, a day or an amount that it has is none."""
    for remark in record.remarks:
        if remark.code not in ("unreadable", "formula") or remark.key in ("reason", "flow"):
            continue
        code = "status-unknown" if remark.key == "status" else f"cell-{remark.code}"
        return reason(code, heading=remark.heading, value=remark.value)
    return None


def two_days(record: Record) -> Reason | None:
    """Return why a row's day is in doubt: other days of its column have the month first.

    Of the invoice's own date the year alone counts, which both readings share.
    """
    for remark in record.remarks:
        day = record.get(remark.key, date)
        if remark.code not in _TWO_DAYS or remark.key == "issue_date" or day is None:
            continue
        if day.day <= 12 and day.day != day.month:
            other = date(day.year, day.day, day.month)
            days = (other, day) if remark.code == "month-first" else (day, other)
            return reason("date-two-ways", heading=remark.heading, value=remark.value,
                          day_first=days[0], month_first=days[1])  # fmt: skip
    return None


def settled(record: Record, invoice: IssuedAmounts) -> tuple[Record, Reason | None]:
    """Return a row with ``1.234`` as the one of its two readings that is the invoice's amount.

    Where neither is, say so: the second value is why the row cannot be taken.
    """
    for remark in record.remarks:
        amount = record.get(remark.key, Decimal)
        if remark.code != "thousands" or amount is None:
            continue
        whole = (amount * _THOUSAND).quantize(Decimal(1))
        if is_of_invoice(whole, invoice):
            record = _with(record, remark, whole)
        elif is_of_invoice(amount, invoice):
            record = _with(record, remark, amount)
        else:
            return record, reason("amount-two-ways", heading=remark.heading, value=remark.value,
                                  whole=whole, fraction=amount)  # fmt: skip
    return record, None


def _with(record: Record, settled: CellRemark, value: Decimal) -> Record:
    return replace(
        record, values={**record.values, settled.key: value},
        remarks=tuple(remark for remark in record.remarks if remark is not settled),
    )  # fmt: skip
