"""A public body's page: each datum with who says so and since when, its services, its billing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chorus_desk.domain.party import PublicBody, Service
from chorus_desk.presenters.body_news import NewsText, news_text
from chorus_desk.usecases.body_sheet import BodySheet
from chorus_desk.usecases.merge_bodies import Merged
from chorus_desk.wording import printed, values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.names import REQUIREMENTS

_UNKNOWN = N_("on ne le sait pas")
_DAYS = N_("{days} jours")
_YES, _NO = N_("oui"), N_("non")
_WORKS_ONLY = N_("que des factures de travaux")
_ALL_INVOICES = N_("toutes les factures")
_SOURCES: Mapping[str, tuple[str, str]] = {
    "directory": (N_("liste de l'État du {day}"), N_("liste de l'État")),
    "shipped": (N_("fourni avec le programme, {day}"), N_("fourni avec le programme")),
    "user": (N_("vous, le {day}"), N_("vous")),
}
"""Who says so, with and without a day."""
_ASSUMED = {
    "payment_days": N_("délai légal le plus courant"),
    "works_only": N_("rien ne dit le contraire"),
    "active": N_("rien ne dit le contraire"),
}
"""What stands for a source where neither a list nor the user says it."""
_NEVER_SAID = {"user": ("works_only", "active"), "shipped": ("works_only",)}
"""What these sources never say."""
_LISTED_INSTEAD = N_("{source} : {text}")
_NOT_LISTED = N_("Il n'est pas dans la liste de l'État que vous avez importée.")
_INACTIVE = N_("La liste de l'État le dit fermé : il ne reçoit plus de factures.")
_WORKS = N_("Il ne reçoit que des factures de travaux.")
_CHECKED = N_("Vous avez tout vérifié le {day}.")
_DUE = N_(
    "Rien ne confirme cette fiche depuis six mois : vérifiez-la sur un bon de commande récent."
)
_BILLED = (
    N_("{count} document, le dernier du {day}"),
    N_("{count} documents, le dernier du {day}"),
)
_BILLED_UNDATED = (N_("{count} document"), N_("{count} documents"))
_NEVER = N_("jamais facturé")
_DELAY = (
    N_("Payé {days} jours après le dépôt (une facture payée) ; délai légal : {legal} jours."),
    N_(
        "Payé {days} jours après le dépôt, en médiane de {count} factures ; "
        "délai légal : {legal} jours."
    ),
)
_LEGAL = N_("Délai légal de paiement : {legal} jours ; aucun paiement noté pour l'instant.")
_CLOSED = N_("fermé")
_WANTS = N_("engagement exigé")


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One thing that is known of a body, who says so, and what the list says instead."""

    name: str
    """As ``usecases.bodies.drop_correction`` takes it; ``address`` stands for its three parts."""
    label: str
    text: str
    source: str
    mine: bool = False
    listed: str | None = None
    """Who else says what, where the user said otherwise: ``liste de l'État du … : …``."""
    parts: tuple[str, ...] = ()
    """The data of the user's own that it is made of: what a correction is taken back by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A service, how often it was billed and when last."""

    code: str
    name: str
    active: bool
    requires_commitment: bool
    mine: bool
    source: str
    notes: tuple[str, ...]
    """``fermé``, ``engagement exigé``."""
    used: str
    count: int
    listed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPage:
    """A body's page."""

    siret: str
    name: str
    warnings: tuple[str, ...]
    """Why it cannot be billed as it is, or should be checked."""
    data: tuple[Datum, ...]
    services: tuple[ServiceLine, ...]
    """Open ones first, those used last before the others; closed ones after."""
    used: str
    delay: str
    checked: str | None
    due_for_check: bool
    news: tuple[NewsText, ...]


def body_page(sheet: BodySheet, language: str) -> BodyPage:
    """Return the page of a body."""
    body = sheet.body
    return BodyPage(
        siret=printed.siret(body.siret), name=body.name,
        warnings=tuple(_warnings(sheet, language)),
        data=tuple(_datum(sheet, row, language) for row in _DATA),
        services=tuple(service_lines(sheet, language)),
        used=_used(sum(use.times for use in sheet.uses),
                   max((use.last for use in sheet.uses if use.last), default=None), language),
        delay=_delay(sheet, language),
        checked=say(_CHECKED, language, day=_day(body.checked_on, language))
        if body.checked_on else None,
        due_for_check=sheet.due_for_check,
        news=tuple(news_text(item, language) for item in sheet.news),
    )  # fmt: skip


def source_text(source: str, as_of: str | None, language: str) -> str:
    """Return who says so, and of which day: ``liste de l'État du 20/11/2026``."""
    dated, undated = _SOURCES.get(source, _SOURCES["user"])
    return say(dated, language, day=_day(as_of, language)) if as_of else say(undated, language)


def service_lines(sheet: BodySheet, language: str) -> Iterator[ServiceLine]:
    """Give the services: open ones first, the one used last on top; closed ones after."""
    place = {use.code: index for index, use in enumerate(sheet.uses)}
    last = len(place)
    for service in sorted(
        sheet.body.services,
        key=lambda s: (not s.active, place.get(s.code, last), s.code),
    ):
        yield _service_line(sheet, service, language)


def _name(body: PublicBody, _language: str) -> str:
    return body.name


def _address(body: PublicBody, language: str) -> str:
    lines = printed.address_lines(body.as_party().address)
    return ", ".join(lines) if lines else say(_UNKNOWN, language)


def _requires(body: PublicBody, language: str) -> str:
    return say(REQUIREMENTS[body.requires] if body.requires else _UNKNOWN, language)


def _payment_days(body: PublicBody, language: str) -> str:
    return say(_DAYS, language, days=body.payment_days)


def _takes(body: PublicBody, language: str) -> str:
    return say(_WORKS_ONLY if body.works_only else _ALL_INVOICES, language)


def _active(body: PublicBody, language: str) -> str:
    return say(_YES if body.active else _NO, language)


_Row = tuple[str, str, tuple[str, ...], Callable[[PublicBody, str], str]]
_DATA: tuple[_Row, ...] = (
    ("name", N_("Nom"), ("name",), _name),
    ("address", N_("Adresse"), ("street", "postcode", "city"), _address),
    ("requires", N_("Demande"), ("requires",), _requires),
    ("payment_days", N_("Délai légal de paiement"), ("payment_days",), _payment_days),
    ("works_only", N_("Reçoit"), ("works_only",), _takes),
    ("active", N_("Ouvert"), ("active",), _active),
)
"""What the page shows of a body: name, label, the data it is made of, its text."""


def _datum(sheet: BodySheet, row: _Row, language: str) -> Datum:
    name, label, made_of, text = row
    mine = tuple(part for part in made_of if part in sheet.body.mine)
    return Datum(
        name=name, label=say(label, language), text=text(sheet.body, language),
        source=_source(sheet, name, mine, language), mine=bool(mine), parts=mine,
        listed=_listed(sheet, name, text, language) if mine else None,
    )  # fmt: skip


def _source(sheet: BodySheet, name: str, mine: tuple[str, ...], language: str) -> str:
    body = sheet.body
    if mine:
        own_day = sheet.own.as_of if sheet.own else None
        days = [day for part in mine if (day := body.said_on.get(part, own_day))]
        return source_text("user", max(days, default=None), language)
    if name == "payment_days" or name in _NEVER_SAID.get(body.source, ()):
        return say(_ASSUMED[name], language)
    unknown = body.requires is None if name == "requires" else not _address_known(body)
    if name in ("requires", "address") and unknown:
        return ""
    return source_text(body.source, body.as_of, language)


def _address_known(body: PublicBody) -> bool:
    return not body.as_party().address.is_empty()


def _listed(
    sheet: BodySheet, name: str, text: Callable[[PublicBody, str], str], language: str
) -> str | None:
    listed = sheet.listed
    if listed is None or name == "payment_days":
        return None
    source = source_text(listed.source, listed.as_of, language)
    return say(_LISTED_INSTEAD, language, source=source, text=text(listed, language))


def _warnings(sheet: BodySheet, language: str) -> Iterator[str]:
    if not sheet.body.active:
        yield say(_INACTIVE, language)
    if sheet.body.works_only:
        yield say(_WORKS, language)
    if sheet.in_state_list is False:
        yield say(_NOT_LISTED, language)
    if sheet.due_for_check:
        yield say(_DUE, language)


def _service_line(sheet: BodySheet, service: Service, language: str) -> ServiceLine:
    use = next((use for use in sheet.uses if use.code == service.code), None)
    body, own, listed = sheet.body, sheet.own, sheet.listed
    notes = ((_CLOSED, not service.active), (_WANTS, service.requires_commitment))
    source, as_of = ("user", own.as_of) if service.mine and own else (body.source, body.as_of)
    instead = listed.service(service.code) if listed and service.mine else None
    return ServiceLine(
        code=service.code, name=service.name or "", active=service.active,
        requires_commitment=service.requires_commitment, mine=service.mine,
        source=source_text(source, as_of, language),
        notes=tuple(say(note, language) for note, holds in notes if holds),
        used=_used(use.times, use.last, language) if use else say(_NEVER, language),
        count=use.times if use else 0,
        listed=_listed_service(listed, instead, language) if listed and instead else None,
    )  # fmt: skip


def _listed_service(listed: PublicBody, service: Service, language: str) -> str:
    notes = ((_CLOSED, not service.active), (_WANTS, service.requires_commitment))
    said = [say(note, language) for note, holds in notes if holds]
    text = ", ".join([service.name or service.code, *said])
    source = source_text(listed.source, listed.as_of, language)
    return say(_LISTED_INSTEAD, language, source=source, text=text)


def _used(count: int, last: date | None, language: str) -> str:
    if not count:
        return say(_NEVER, language)
    if last is None:
        return say_count(*_BILLED_UNDATED, count, language)
    return say_count(*_BILLED, count, language, day=values.day(last, language))


def _delay(sheet: BodySheet, language: str) -> str:
    legal, delay = sheet.body.payment_days, sheet.delay
    if delay is None:
        return say(_LEGAL, language, legal=legal)
    return say_count(*_DELAY, delay.invoices, language, days=delay.days, legal=legal)


def _day(iso: str | None, language: str) -> str:
    return values.day(date.fromisoformat(iso), language) if iso else ""


_MERGED = N_("Les deux fiches n'en font plus qu'une : {name}.")
_FOLLOWED = (
    N_("Un brouillon le facture maintenant."),
    N_("{count} brouillons le facturent maintenant."),
)


_MERGING = N_("Choisissez la fiche qui reste ; « {gone} » sera ajoutée à elle.")
_WILL = N_(
    "« {gone} » disparaît de vos organismes. Ce que vous en savez est ajouté à « {kept} », et ses "
    "brouillons factureront « {kept} ». Les factures émises ne changent pas. Cela peut être annulé."
)


def merging_text(gone: str, kept: str | None, language: str) -> str:
    """Return what merging two entries will do, once the one that stays is chosen."""
    if kept is None:
        return say(_MERGING, language, gone=gone)
    return say(_WILL, language, gone=gone, kept=kept)


def merged_text(merged: Merged, language: str) -> str:
    """Return what a merge of two entries did."""
    said = say(_MERGED, language, name=merged.body.name)
    if not merged.drafts:
        return said
    return f"{said} {say_count(*_FOLLOWED, len(merged.drafts), language)}"
