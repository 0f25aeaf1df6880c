"""The strip below the list: what a document is, what it waits for, its history and its files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.history import (
    DEPOSITED,
    DRAFT,
    ELSEWHERE,
    ISSUED,
    PAID,
    Event,
    EventKind,
    news,
)
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.totals import figures
from chorus_desk.presenters.actions import Offer, offers_for
from chorus_desk.presenters.statuses import Tone, tone_of
from chorus_desk.storage.invoice_files import FACTURX, ORIGINAL, PORTAL_PDF
from chorus_desk.wording import printed, values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.names import BY, EVENTS, ROUTES, status_action, status_name

if TYPE_CHECKING:
    from chorus_desk.usecases.look import Looked

_FILES = {
    FACTURX: N_("Factur-X (lot sur le portail, API)"),
    PORTAL_PDF: N_("PDF simple (dépôt d'une facture sur le portail)"),
    ORIGINAL: N_("Le fichier que vous avez envoyé"),
    "attachment": N_("Pièce jointe"),
}
_NO_FILES = {
    False: N_("Les fichiers sont faits à l'émission."),
    True: N_("L'original est le fichier que vous avez envoyé."),
}
"""By whether it was sent elsewhere."""
_WAITS = {
    ISSUED: N_("Émise, mais pas encore déposée : préparez le dépôt."),
    ELSEWHERE: N_(
        "Envoyée avec un autre outil : elle n'est jamais émise ici. "
        "Notez son dépôt ou son paiement pour la suivre."
    ),
    DEPOSITED: N_("Déposée : Chorus Pro doit la mettre à disposition de l'organisme."),
    PAID: N_("Payée : plus rien à faire."),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline."""

    day: str
    title: str
    note: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the document: its role in words, its name, its size."""

    role: str
    label: str
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class Detail:
    """The strip as texts."""

    id: int
    title: str
    status: str
    tone: Tone
    waits: str
    facts: tuple[tuple[str, str], ...]
    timeline: tuple[Moment, ...]
    files: tuple[FileLine, ...]
    without_files: str
    """What is said where there are none."""
    offers: tuple[Offer, ...]


def detail_of(looked: "Looked", language: str, *, read_only: bool) -> Detail:
    """Return what the strip shows of a document."""
    stored, status = looked.shown.stored, looked.shown.status
    return Detail(
        id=stored.id,
        title=_title(looked, language),
        status=status_name(status, language),
        tone=tone_of(status),
        waits=_waits(looked, language),
        facts=tuple(_facts(looked, language)),
        timeline=tuple(_moment(event, language) for event in _newest_first(looked.events)),
        files=tuple(
            FileLine(file.role, say(_FILES[file.role], language), file.name,
                     file_size(file.size, language))
            for file in looked.files
        ),
        without_files=say(_NO_FILES[looked.shown.stored.past], language),
        offers=offers_for(looked, language, read_only=read_only),
    )  # fmt: skip


def _title(looked: "Looked", language: str) -> str:
    invoice = looked.shown.stored.invoice
    kind = N_("Facture") if invoice.kind is Kind.INVOICE else N_("Avoir")
    if invoice.number:
        return f"{say(kind, language)} {invoice.number}"
    imported = looked.shown.stored.draft.imported_number
    draft = say(N_("{kind} en brouillon"), language, kind=say(kind, language))
    return f"{draft} ({imported})" if imported else draft


def _waits(looked: "Looked", language: str) -> str:
    status = looked.shown.status
    if status != DRAFT:
        text = _WAITS.get(status)
        return say(text, language) if text else status_action(status, language) or ""
    errors = sum(f.severity is Severity.ERROR for f in looked.shown.findings)
    if not looked.mine:
        return say(N_("Cette facture n'est pas la vôtre : elle ne peut pas être émise."), language)
    if errors:
        return say_count(
            N_("{count} point à corriger avant de l'émettre."),
            N_("{count} points à corriger avant de l'émettre."), errors, language,
        )  # fmt: skip
    return say(N_("Prête à être émise."), language)


def _facts(looked: "Looked", language: str) -> Iterator[tuple[str, str]]:
    invoice = looked.shown.stored.invoice
    totals = figures(invoice)
    pairs = (
        (N_("Organisme"), invoice.buyer.name),
        (N_("SIRET"), printed.siret(invoice.buyer.siret) if invoice.buyer.siret else None),
        (N_("Code service"), invoice.buyer.service_code),
        (N_("Engagement"), invoice.commitment_number),
        (N_("Marché"), invoice.contract_number),
        (N_("Facture d'origine"), ", ".join(item.number for item in invoice.preceding)),
        (N_("Date"), values.day(invoice.issue_date, language) if invoice.issue_date else None),
        (N_("Échéance"), values.day(invoice.due_date, language) if invoice.due_date else None),
        (N_("Total HT"), values.amount(totals.net or ZERO, language, invoice.currency)),
        (N_("Total TTC"), values.amount(totals.gross or ZERO, language, invoice.currency)),
    )
    for label, value in pairs:
        if value:
            yield say(label, language), value


def _newest_first(told: Sequence[Event]) -> list[Event]:
    """Return events by the day they took place; on one day the last recorded stands first.

    What made the document comes before its news, also where that day was told later.
    """
    first = min((event.on for event in news(told)), default=date.max)

    def place(one: tuple[int, Event]) -> tuple[date, int]:
        recorded, event = one
        return (min(event.on, first) if event.kind in _MAKING else event.on, recorded)

    return [event for _, event in sorted(enumerate(told), key=place, reverse=True)]


_MAKING = frozenset({EventKind.IMPORTED, EventKind.CREATED, EventKind.ISSUED})


def _moment(event: Event, language: str) -> Moment:
    if event.kind is EventKind.STATUS and event.status:
        title, tone = status_name(event.status, language), tone_of(event.status)
    else:
        text = say(EVENTS[event.kind], language)
        title, tone = text[:1].upper() + text[1:], _TONES.get(event.kind, Tone.NEUTRAL)
    by = say(N_("par {who}"), language, who=say(BY[event.by], language))
    flow = say(N_("flux {flow}"), language, flow=event.flow) if event.flow else ""
    told = event.note
    if event.kind is EventKind.BUNDLED:  # the route, then the folder's name
        route = (event.note or "").partition(" : ")[0]
        told = say(ROUTES.get(route, route), language)
    note = " · ".join(part for part in (flow, told, event.file, by) if part)
    return Moment(values.day(event.on, language), title, note, tone)


_TONES = {
    EventKind.ISSUED: Tone.TODO, EventKind.DEPOSITED: Tone.PROGRESS, EventKind.PAID: Tone.GOOD,
}  # fmt: skip


def file_size(size: int, language: str) -> str:
    """Return a size in bytes as people read it: ``34 ko``."""
    kilo = max(1, round(size / 1000))
    if kilo < 1000:
        return say(N_("{count} ko"), language, count=kilo)
    return say(N_("{count} Mo"), language, count=round(kilo / 1000))
