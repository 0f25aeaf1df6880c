"""What stands beside words on a page: to their right on the same row, or right under them.

The text of a PDF comes in the order in which it was drawn, which may not be that of reading. Here
each cell of a row is read with the one to its right and the one under it, and with no other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise, zip_longest

from chorus_desk import resources
from chorus_desk.domain.identifiers import Problem, parse_iban
from chorus_desk.formats.pdf.own.line_table import is_heading
from chorus_desk.formats.pdf.own.rows import Row
from chorus_desk.formats.pdf.page_text import PageText
from chorus_desk.formats.pdf.portal_reading import Value, label_of
from chorus_desk.formats.pdf.printed_values import AMOUNT, DAY, amount_of, day_of, fold

PERIOD = ("period_start", "period_end")
_SPANS = frozenset({"period_start", "delivery_date"})
_TOTAL = "total"
_TITLES = frozenset({"facture", "avoir"})
_APART = "\n|\n"
"""Between two pairs: nothing is read across."""
_NEAR = 2.5
"""Parts of a letter's size from a word to what stands under it."""
_DAY = re.compile(rf"\n?[ \t]{{0,9}}(?:le |du )?({DAY})(?!\d)")
_LOOSE = re.compile(r"\n?[ \t]{0,9}(?:le )?(\d{1,2}[/.-]\d{1,2}[/.-]\d\d|20\d{6})(?![\d/.-])")
_WRITTEN = re.compile(
    rf"(?m)^(?:[^\n\d|]{{0,40}}, ?)?le ({DAY})$"
    r"|(?<!sur )(?<!la )(?:facture|avoir)[^\n\d]{0,9}\S{1,50} (?:en date )?"
    rf"(?:du|le) ({DAY})(?!\d)"
)
"""« Bourg-Fictif, le 24/11/2026 » and « Facture n° 12 du 24/11/2026 »."""
_AMOUNT = re.compile(rf"(?:€ ?)?({AMOUNT})(?![\d.,]*\d)(?! ?%)")
_SLASHES = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/\d{4}(?!\d)")
_UNTIL = re.compile(rf"\s{{0,3}}(?:au|a|-|–|jusqu'au)\s{{0,3}}({DAY})(?!\d)")
_VALUE = re.compile(rf"(?:le )?{DAY}|{AMOUNT} ?(?:€|eur|euros)?|(?:€|eur) ?{AMOUNT}|[\d ]+")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ \n]?[A-Z0-9]){11,30}(?!\w)")
_DEBITED = re.compile(r"prelev")
"""An account beside this word may be the client's."""


def pairs_of(rows: Sequence[Row]) -> PageText:
    """Return the text of cells, each with its neighbour to the right, then each with that below."""
    right = [pair for row in rows for pair in _to_the_right(row)]
    below = [
        f"{cell.text}  {under.text}"
        for row, after in pairwise(rows)
        if not is_heading(row) and row.page == after.page
        and after.base - row.base < _NEAR * max(row.size, after.size)
        for cell in row.cells
        for under in after.cells[:50]
        if not cell.apart(under.left, under.right) and _is_value(under.text)
    ]  # fmt: skip
    titles = (triple for pair in pairwise(rows) for triple in _under_titles(*pair))
    return PageText(_APART.join((*right, *below, *titles)), whole=True)


def _under_titles(row: Row, after: Row) -> Iterator[str]:
    """Give the title of a page with what stands under it: ``FACTURE``, below it ``N°  12``."""
    for cell in row.cells:
        if fold(cell.text) in _TITLES and row.page == after.page:
            under = [other for other in after.cells if not cell.apart(other.left, other.right)]
            if under:
                place = after.cells.index(under[0])
                number = "  ".join(other.text for other in after.cells[place : place + 2])
                yield f"{cell.text}\n{number}"


def days_beside(text: str) -> tuple[Mapping[str, date], Mapping[str, date]]:
    """Return the days that words of ``own_page_words`` announce in a text, by field.

    Apart, those that leave a doubt: a year in two figures, a day without signs (``20261124``).
    """
    folded = fold(text)
    found: dict[str, date] = {}
    loose: dict[str, date] = {}
    for field, label in _labels():
        for match in label.finditer(folded):
            sure = _DAY.match(folded, match.end())
            doubtful = _LOOSE.match(folded, match.end())
            if sure and (day := day_of(sure[1])):
                until = _UNTIL.match(folded, sure.end()) if field in _SPANS else None
                end = day_of(until[1]) if until else None
                if end:
                    found.setdefault(PERIOD[1], end)
                found.setdefault(PERIOD[0] if end else field, day)
            elif doubtful and (day := _loose_day(doubtful[1])):
                loose.setdefault(field, day)
    written = {day for match in _WRITTEN.finditer(folded) if (day := day_of(match[1] or match[2]))}
    if len(written) == 1:
        loose.setdefault("issue_date", written.pop())
    return _without_half_periods(found), loose


def total_without_vat(text: str) -> Decimal | None:
    """Return the total of a page without VAT, where the usual words for it say one amount."""
    folded = fold(text)
    for label in _total_labels():
        ends = (match.end() for match in label.finditer(folded))
        found = {amount_of(amount[1]) for end in ends if (amount := _AMOUNT.match(folded, end))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def american_days(text: str, found: Mapping[str, Value]) -> Mapping[str, date]:
    """Return the days among what was found as months come first on this page, where they do.

    ``11/17/2017`` says so, unless another day says the contrary.
    """
    pairs = [(int(match[1]), int(match[2])) for match in _SLASHES.finditer(text)]
    if not any(b > 12 >= a for a, b in pairs) or any(a > 12 for a, b in pairs):
        return {}
    return {
        field: day.replace(month=day.day, day=day.month)
        for field, day in found.items()
        if isinstance(day, date) and (day.day, day.month) in pairs
    }


def _loose_day(text: str) -> date | None:
    if text.isdigit():
        return day_of(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    day, month, year = re.split(r"\D", text)
    return day_of(f"{day}/{month}/20{year}")


def accounts_in(text: str) -> tuple[str, ...]:
    """Return the accounts that a page may ask to pay to: those whose key is right, each once.

    None of a page that speaks of a direct debit, whose account is the client's.
    """
    if _DEBITED.search(fold(text)):
        return ()
    found = (_iban(match[0]) for match in _IBAN.finditer(text))
    return tuple(dict.fromkeys(iban for iban in found if iban))


def account_of(text: str) -> str | None:
    """Return the account that a page asks to pay to: its only one; None where none is sure."""
    accounts = accounts_in(text)
    return accounts[0] if len(accounts) == 1 else None


@cache
def terms() -> Mapping[str, str]:
    """Return the term of each field that is read by words, the portal's and these."""
    tables = (resources.read_table("portal_fields"), resources.read_table("own_page_words"))
    return {row["field"]: row["term"] for table in tables for row in table}


def _iban(text: str) -> str | None:
    """Return a number without its spaces, and without words that follow it; None where wrong."""
    groups = text.split()
    for end in range(len(groups), 0, -1):
        iban = parse_iban("".join(groups[:end]))
        if not isinstance(iban, Problem):
            return str(iban)
    return None


def _to_the_right(row: Row) -> Iterator[str]:
    for cell, after in zip_longest(row.cells, row.cells[1:]):
        beside = after is not None and _is_value(after.text)
        yield f"{cell.text}  {after.text}" if beside else cell.text


def _is_value(text: str) -> bool:
    """Return whether a cell may be what the one beside it announces: no address, no sentence."""
    return " " not in text or _VALUE.fullmatch(fold(text)) is not None


def _without_half_periods(found: Mapping[str, date]) -> Mapping[str, date]:
    start, end = (found.get(field) for field in PERIOD)
    if start and end and start <= end:
        return found
    return {field: day for field, day in found.items() if field not in PERIOD}


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return field and pattern of each word, the longest first."""
    words = [
        (row["field"], word)
        for row in resources.read_table("own_page_words")
        for word in row["words"].split("|")
    ]
    words.sort(key=lambda pair: -len(pair[1]))
    return tuple((field, label_of(word)) for field, word in words if field != _TOTAL)


@cache
def _total_labels() -> tuple[re.Pattern[str], ...]:
    """Return the words for a total in the order of their row: the surest first."""
    rows = {row["field"]: row["words"] for row in resources.read_table("own_page_words")}
    return tuple(label_of(word) for word in rows[_TOTAL].split("|"))
