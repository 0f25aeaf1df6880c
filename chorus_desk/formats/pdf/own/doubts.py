"""What makes a page doubtful as a whole: it may be no invoice, several, or in another money."""

import re
from collections.abc import Iterator, Sequence

from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.formats.pdf.own.beside import pairs_of
from chorus_desk.formats.pdf.own.rows import Row
from chorus_desk.formats.pdf.portal_reading import read_page
from chorus_desk.formats.pdf.printed_values import fold

_INVOICE = re.compile(r"(?<!\w)(?:facture|avoir|invoice)s?(?!\w)")
_PROFORMA = re.compile(r"pro ?-?forma")
_OTHER = re.compile(
    r"(?<!\w)(?:devis|bon de commande|bon de livraison|releve de compte|quotation)(?!\w)"
)
_EUROS = re.compile(r"€|(?<!\w)(?:eur|euros?)(?!\w)")
_OTHER_MONEY = re.compile(r"[$£]|(?<!\w)(?:usd|gbp|chf|xpf|f ?cfp)(?!\w)")
_SHOWN = 4
_MOST_PAGES = 20


def doubts_about(text: str, rows: Sequence[Row]) -> tuple[Finding, ...]:
    """Return what is to be asked of a page before what was read on it is believed."""
    return tuple(_doubts(fold(text), rows))


def _doubts(folded: str, rows: Sequence[Row]) -> Iterator[Finding]:
    other = _PROFORMA.search(folded) or (
        _OTHER.search(folded) if not _INVOICE.search(folded) else None
    )
    if other is not None:
        yield _doubt("CD-OWN-NO-INVOICE", "type_code", word=other[0])
    money = _OTHER_MONEY.search(folded)
    if money is not None and not _EUROS.search(folded):
        yield _doubt("CD-OWN-MONEY", "currency", word=money[0].upper())
    numbers = _numbers(rows)
    if len(numbers) > 1:
        more = ", …" if len(numbers) > _SHOWN else ""
        yield _doubt("CD-OWN-SEVERAL", "number", numbers=", ".join(numbers[:_SHOWN]) + more)


def _numbers(rows: Sequence[Row]) -> list[str]:
    """Return the numbers of the pages that are each an invoice, with a total of its own."""
    found: dict[str, None] = {}
    pages = sorted({row.page for row in rows})[:_MOST_PAGES]
    for page in pages if len(pages) > 1 else ():
        read = read_page(pairs_of([row for row in rows if row.page == page])).found
        if "number" in read and "totals.gross" in read:
            found[str(read["number"])] = None
    return list(found)


def _doubt(rule: str, path: str, **params: Param) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, source=Source.IMPORT, path=path,
                   params=params)  # fmt: skip
