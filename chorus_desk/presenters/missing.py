"""The page of what is lacking, as values: whom to ask for what, for how much money, since when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chorus_desk.domain.inquiry import Inquiry
from chorus_desk.domain.money import ZERO
from chorus_desk.presenters.columns import Column
from chorus_desk.usecases.missing_data import Lacking, LackingDraft
from chorus_desk.wording import printed, values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.missing_names import CHANNELS, lacking_names
from chorus_desk.wording.names import counted

TITLE = N_("Renseignements à demander")
EMPTY = N_("Rien ne manque : vos brouillons ont tout ce que les organismes demandent.")
INTRODUCTION = N_(
    "Ces organismes doivent vous donner quelque chose avant que vos factures puissent partir. "
    "Le plus d'argent en attente vient en premier."
)
_NAMELESS = N_("Sans organisme")
_NO_DRAFT = N_("aucun brouillon")
_SUMMARY = (N_("{count} organisme à interroger"), N_("{count} organismes à interroger"))
_WAITING = N_("{documents} en attente, {money}")
_NEVER = N_("Pas encore demandé")
_ASKED = N_("Demandé le {day} ({channel})")
_SILENT = (N_("sans réponse depuis un jour"), N_("sans réponse depuis {count} jours"))
_ANSWERED = N_("Répondu le {day}")
_ANSWERED_WITH = N_("Répondu le {day} : {answer}")
_LONGEST_ANSWER = 120
_SPOKEN = N_("{body} : il manque {lacks}. {drafts}, {money}. {asked}.")
_SPOKEN_EMPTY = N_("{body} : il manque {lacks}. {asked}.")


COLUMNS = (
    Column(N_("Organisme"), 34),
    Column(N_("Ce qui manque"), 40),
    Column(N_("Brouillons"), 16),
    Column(N_("En attente"), 15, right=True),
    Column(N_("Demande"), 30),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft of a body: its name, and what it is in words."""

    name: str
    text: str
    lacks: str
    money: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRow:
    """A body of the page."""

    asked_of: str
    """What tells it, for the use cases."""
    body: str
    siret: str
    lacks: str
    drafts: tuple[DraftLine, ...]
    documents: str
    money: str
    asked: str
    answered: str
    inquiry_id: int | None
    """The last inquiry, None where there was none."""
    awaits_answer: bool
    cells: tuple[str, ...]
    """What stands in each of ``COLUMNS``."""
    spoken: str
    """The row in one sentence, for who listens to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """All of the page. ``empty`` is what stands in place of rows, None where there are some."""

    title: str
    introduction: str
    summary: str
    rows: tuple[MissingRow, ...]
    empty: str | None


def missing_page(items: Sequence[Lacking], today: date, language: str) -> MissingPage:
    """Return the page of what is lacking."""
    drafts = [draft for item in items for draft in item.drafts]
    summary = say_count(*_SUMMARY, len(items), language) if items else ""
    if drafts:
        waiting = say(
            _WAITING, language, documents=counted([d.kind for d in drafts], language),
            money=_money(_added(item.at_stake for item in items), language),
        )  # fmt: skip
        summary = values.joined((summary, waiting), language)
    return MissingPage(
        title=say(TITLE, language), introduction=say(INTRODUCTION, language) if items else "",
        summary=summary, rows=tuple(missing_row(item, today, language) for item in items),
        empty=None if items else say(EMPTY, language),
    )  # fmt: skip


def missing_row(item: Lacking, today: date, language: str) -> MissingRow:
    """Return one body of the page."""
    body = item.buyer.name or say(_NAMELESS, language)
    lacks = lacking_names(item.lacks, language)
    kinds = [draft.kind for draft in item.drafts]
    documents = counted(kinds, language) if kinds else say(_NO_DRAFT, language)
    money = _money(item.at_stake, language)
    asked, answered = _asked(item.inquiry, today, language), _answered(item.inquiry, language)
    spoken = say(
        _SPOKEN if kinds else _SPOKEN_EMPTY, language, body=body, lacks=lacks, drafts=documents,
        money=money, asked=answered or asked,
    )  # fmt: skip
    return MissingRow(
        asked_of=item.asked_of, body=body, siret=printed.siret(item.buyer.siret or ""),
        lacks=lacks, drafts=tuple(_draft_line(draft, language) for draft in item.drafts),
        documents=documents, money=money, asked=asked, answered=answered,
        inquiry_id=item.inquiry.id if item.inquiry else None,
        awaits_answer=item.inquiry is not None and item.inquiry.answered_on is None,
        cells=(body, lacks, documents, money, answered or asked), spoken=spoken,
    )  # fmt: skip


def _draft_line(draft: LackingDraft, language: str) -> DraftLine:
    day = values.day(draft.issue_date, language) if draft.issue_date else None
    text = " – ".join(part for part in (draft.number, draft.what, day) if part)
    return DraftLine(
        name=draft.name, text=text or draft.name, lacks=lacking_names(draft.lacks, language),
        money=values.amount(draft.at_stake, language, draft.currency),
    )  # fmt: skip


def _added(sums: Iterable[Mapping[str, Decimal]]) -> Mapping[str, Decimal]:
    total: dict[str, Decimal] = {}
    for sum_ in sums:
        for currency, amount in sum_.items():
            total[currency] = total.get(currency, ZERO) + amount
    return total


def _money(sums: Mapping[str, Decimal], language: str) -> str:
    """Return the money of each currency, euros first."""
    ordered = sorted(sums.items(), key=lambda item: (item[0] != "EUR", item[0]))
    return " + ".join(values.amount(amount, language, currency) for currency, amount in ordered)


def _asked(inquiry: Inquiry | None, today: date, language: str) -> str:
    if inquiry is None:
        return say(_NEVER, language)
    asked = say(
        _ASKED, language, day=inquiry.sent_on, channel=say(CHANNELS[inquiry.channel], language)
    )
    days = (today - inquiry.sent_on).days
    if inquiry.answered_on is not None or days < 1:
        return asked
    return ", ".join((asked, _silence(days, language)))


def _silence(days: int, language: str) -> str:
    return say(_SILENT[0], language) if days == 1 else say(_SILENT[1], language, count=days)


def _answered(inquiry: Inquiry | None, language: str) -> str:
    if inquiry is None or inquiry.answered_on is None:
        return ""
    answer = " ".join((inquiry.answer or "").split())
    if not answer:
        return say(_ANSWERED, language, day=inquiry.answered_on)
    if len(answer) > _LONGEST_ANSWER:
        answer = f"{answer[: _LONGEST_ANSWER - 1].rstrip()}…"
    return say(_ANSWERED_WITH, language, day=inquiry.answered_on, answer=answer)
