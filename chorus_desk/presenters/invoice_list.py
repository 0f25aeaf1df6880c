"""The list of invoices: its columns as data, its rows and sums as texts."""

from collections.abc import Sequence
from typing import NamedTuple

from chorus_desk.domain.kinds import Kind
from chorus_desk.presenters.statuses import Tone, tone_of
from chorus_desk.storage.listing import Sort, Sum
from chorus_desk.usecases.find_invoices import FoundRow
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.names import status_name


class Column(NamedTuple):
    """A column: what it sorts by, its heading, and the width it starts with, in characters."""

    sort: Sort
    heading: str
    width: int
    right: bool = False


COLUMNS = (
    Column(Sort.STATUS, N_("Statut"), 24),
    Column(Sort.NUMBER, N_("Numéro"), 17),
    Column(Sort.BUYER, N_("Organisme"), 34),
    Column(Sort.DATE, N_("Date"), 12),
    Column(Sort.DUE, N_("Échéance"), 12),
    Column(Sort.AMOUNT, N_("Montant TTC"), 15, right=True),
    Column(Sort.NEWS, N_("Sans nouvelle"), 13, right=True),
)
STATUS_COLUMN = 0


class Row(NamedTuple):
    """A row of the list as it is shown."""

    id: int
    tone: Tone
    cells: tuple[str, ...]
    spoken: str
    """The row in one sentence, for who listens to it."""


def row_of(item: FoundRow, language: str) -> Row:
    """Return a row of the list."""
    row = item.row
    status = status_name(item.status, language)
    number = row.number if row.issued else _draft_name(row.imported_number, language)
    if row.kind is Kind.CREDIT_NOTE:
        number = say(N_("{number} (avoir)"), language, number=number or "")
    # What a credit note gives back is written with its sign: a list is added up by eye.
    gross = -row.gross if row.kind is Kind.CREDIT_NOTE else row.gross
    silence = _silence(item.days_without_news, language)
    cells = (
        status, number or "", row.buyer_name or say(N_("Sans organisme"), language),
        values.day(row.issue_date, language) if row.issue_date else "",
        values.day(row.due_date, language) if row.due_date else "",
        values.amount(gross, language, row.currency), silence,
    )  # fmt: skip
    return Row(row.id, tone_of(item.status), cells, ", ".join(cell for cell in cells if cell))


def _draft_name(imported_number: str | None, language: str) -> str:
    if imported_number:
        return say(N_("brouillon ({number})"), language, number=imported_number)
    return say(N_("brouillon"), language)


def _silence(days: int | None, language: str) -> str:
    if days is None:
        return ""
    return say_count(N_("{count} jour"), N_("{count} jours"), days, language)


def selection_text(sums: Sequence[Sum], total: int, language: str) -> str:
    """Return what is under the list: how many are shown or chosen, and what they come to."""
    count = say_count(N_("{count} facture"), N_("{count} factures"), total, language)
    amounts = " + ".join(values.amount(part.gross, language, part.currency) for part in sums)
    if not amounts:
        return count
    return say(N_("{count} · {amounts} TTC"), language, count=count, amounts=amounts)


def empty_text(*, searched: bool, any_at_all: bool, language: str) -> str:
    """Return what an empty list says."""
    if not any_at_all:
        return say(
            N_("Aucune facture pour l'instant. Créez la première, ou déposez ici vos fichiers."),
            language,
        )
    if searched:
        return say(N_("Aucune facture ne contient ces mots."), language)
    return say(N_("Aucune facture dans cet état."), language)
