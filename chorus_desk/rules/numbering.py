"""Rules on the number of an invoice, its uniqueness and its place in the series."""

from collections.abc import Iterator

from chorus_desk.domain.identifiers import INVOICE_NUMBER_LENGTH, Problem, parse_invoice_number
from chorus_desk.rules.case import Case, Hit, Params, Rules


def br_02(case: Case) -> Iterator[Hit]:
    """Invoice number empty, unless it is to be given on issue (D2192-2, 3)."""
    if not case.invoice.number and not case.context.number_follows:
        yield Hit("number")


def cpro_02(case: Case) -> Iterator[Hit]:
    """More than 20 characters in the number or in the number referred to."""
    for path, number, term in _numbers(case):
        if len(number) > INVOICE_NUMBER_LENGTH:
            yield Hit(path, {"number": number, "length": len(number)}, term)


def br_fr_02(case: Case) -> Iterator[Hit]:
    """A character that numbers may not hold."""
    for path, number, term in _numbers(case):
        if parse_invoice_number(number) == Problem("characters"):
            yield Hit(path, {"number": number}, term)


def cd_number_bare_date(case: Case) -> Iterator[Hit]:
    """A number that is nothing but a date."""
    number = case.invoice.number
    if number and parse_invoice_number(number) == Problem("date"):
        yield Hit("number", {"number": number})


def g1_45(case: Case) -> Iterator[Hit]:
    """The number was used by the same seller in the same year."""
    invoice = case.invoice
    siren = invoice.seller.unit()
    if invoice.number and invoice.issue_date and siren:
        key = (siren, invoice.issue_date.year, invoice.number)
        if key in case.context.numbers_used:
            yield Hit("number", {"number": invoice.number, "year": str(invoice.issue_date.year)})


def cd_number_sequence(case: Case) -> Iterator[Hit]:
    """The number belongs to the user's series and is not the next one (several series may run)."""
    invoice, state = case.invoice, case.context.series
    if not invoice.number or not invoice.issue_date or state is None:
        return
    count = state.series.count(invoice.number, state.year)
    if count is not None and invoice.issue_date.year == state.year and count != state.next_count():
        yield Hit("number", {"number": invoice.number, "expected": state.next_number()})


def cd_date_order(case: Case) -> Iterator[Hit]:
    """A document to be issued is dated before the last one of its series (D2192-2, 3)."""
    state, day = case.context.series, case.invoice.issue_date
    if not case.context.number_follows or state is None or day is None:
        return
    if state.last_date is not None and day.year == state.year and day < state.last_date:
        params: Params = {"date": day, "last": state.last_date, "number": state.last_number or ""}
        yield Hit("issue_date", params)


def _numbers(case: Case) -> Iterator[tuple[str, str, str]]:
    if case.invoice.number:
        yield "number", case.invoice.number, "BT-1"
    for preceding in case.invoice.preceding:
        yield "preceding_invoice", preceding.number, "BT-25"


RULES: Rules = {
    "BR-02": br_02,
    "CPRO-02": cpro_02,
    "BR-FR-02": br_fr_02,
    "CD-NUMBER-BARE-DATE": cd_number_bare_date,
    "G1.45": g1_45,
    "CD-NUMBER-SEQUENCE": cd_number_sequence,
    "CD-DATE-ORDER": cd_date_order,
}
