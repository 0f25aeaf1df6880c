"""What a new list changed for the user's bodies, in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chorus_desk.domain.body_changes import Change, News, asks_more
from chorus_desk.domain.party import Requirement
from chorus_desk.usecases.body_news import TouchedBody
from chorus_desk.usecases.identify import document_name
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.names import REQUIREMENTS

_SENTENCES: Mapping[News, str] = {
    News.CLOSED: N_("{name} ne reçoit plus de factures : la liste de l'État le dit fermé."),
    News.REOPENED: N_("{name} reçoit de nouveau des factures."),
    News.ABSENT: N_("{name} n'est pas dans la nouvelle liste de l'État."),
    News.RENAMED: N_("{name} s'appelle maintenant « {after} »."),
    News.MOVED: N_("{name} a changé d'adresse : {after}."),
    News.ASKS: N_("{name} demandait {before} ; il demande maintenant {after}."),
    News.WORKS_ONLY: N_("{name} ne reçoit plus que des factures de travaux."),
    News.ALL_INVOICES: N_("{name} reçoit de nouveau d'autres factures que celles de travaux."),
    News.SERVICE_GONE: N_("{name} : le service {service} n'est plus dans la liste de l'État."),
    News.SERVICE_CLOSED: N_("{name} : le service {service} est fermé."),
    News.SERVICE_REOPENED: N_("{name} : le service {service} est de nouveau ouvert."),
    News.SERVICE_RENAMED: N_("{name} : le service {service} s'appelle maintenant « {after} »."),
    News.SERVICE_ASKS: N_("{name} : le service {service} exige maintenant un numéro d'engagement."),
    News.SERVICE_ASKS_LESS: N_(
        "{name} : le service {service} n'exige plus de numéro d'engagement."
    ),
}
_ASKS_FIRST = N_("On sait maintenant ce que {name} demande : {after}.")
_VALUES = (News.RENAMED, News.MOVED, News.ASKS)
_CONTRADICTS = N_(
    "{name} : la liste de l'État dit maintenant « {after} » ; vous aviez écrit « {mine} », qui "
    "reste en place."
)
_AGREES = N_("{name} : la liste de l'État dit maintenant comme votre correction, « {after} ».")
_SERVICE_STANDS = N_("Vous avez votre propre fiche de ce service : elle reste en place.")
_TODO: Mapping[News, str] = {
    News.CLOSED: N_("Demandez-lui le SIRET à facturer maintenant."),
    News.ABSENT: N_("Vérifiez son SIRET sur votre dernier bon de commande."),
    News.WORKS_ONLY: N_("Demandez-lui un autre SIRET de facturation."),
    News.SERVICE_GONE: N_("Demandez le code du service qui le remplace."),
    News.SERVICE_CLOSED: N_("Demandez le code du service qui le remplace."),
    News.SERVICE_ASKS: N_("Demandez le numéro d'engagement à ce service."),
}
_CHECK_DRAFTS = N_("Vérifiez ses brouillons : ils doivent porter ce qu'il demande.")
_DRAFTS = (
    N_("Un brouillon est concerné : {drafts}."),
    N_("{count} brouillons sont concernés : {drafts}."),
)
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class NewsText:
    """One piece of news, said."""

    id: int
    siret: str
    body: str
    text: str
    todo: str | None
    drafts: tuple[str, ...]
    """The drafts touched, by the names they have for ever."""
    day: str
    """When the list that brought it was imported."""
    urgent: bool
    """Whether an invoice like those before may be refused now."""


def news_text(touched: TouchedBody, language: str) -> NewsText:
    """Return what a piece of news says, what to do about it, and the drafts it concerns."""
    news, change = touched.news, touched.news.change
    more = _asks_more(change)
    todo = _CHECK_DRAFTS if more and touched.drafts else _TODO.get(change.kind)
    return NewsText(
        id=news.id, siret=news.siret, body=news.name, text=_sentence(news.name, change, language),
        todo=say(todo, language) if todo else None,
        drafts=tuple(map(document_name, touched.drafts)),
        day=values.day(news.at.date(), language), urgent=more or change.kind in _TODO,
    )  # fmt: skip


def news_lines(news: Iterable[TouchedBody], language: str) -> list[str]:
    """Return news as lines for a terminal."""
    lines = []
    for text in (news_text(item, language) for item in news):
        lines.append(text.text)
        if text.todo:
            lines.append(f"  → {text.todo}")
        if text.drafts:
            lines.append(f"  {drafts_line(text, language)}")
    return lines


def drafts_line(text: NewsText, language: str) -> str:
    """Return the drafts that news concerns in a sentence, the first few by name."""
    named = ", ".join(text.drafts[:_MOST_NAMED])
    more = "…" if len(text.drafts) > _MOST_NAMED else ""
    return say_count(*_DRAFTS, len(text.drafts), language, drafts=named + more)


def _sentence(name: str, change: Change, language: str) -> str:
    shown = {
        "name": name, "service": _service(change),
        **{key: _value(change.kind, getattr(change, key), language)
           for key in ("before", "after", "mine")},
    }  # fmt: skip
    if change.mine is not None and change.kind in _VALUES:
        agrees = shown["mine"] == shown["after"]
        return say(_AGREES if agrees else _CONTRADICTS, language, **shown)
    first = change.kind is News.ASKS and change.before is None
    said = say(_ASKS_FIRST if first else _SENTENCES[change.kind], language, **shown)
    if change.mine is not None:
        return f"{said} {say(_SERVICE_STANDS, language)}"
    return said


def _asks_more(change: Change) -> bool:
    if change.kind is not News.ASKS or change.after is None:
        return False
    before = Requirement(change.before) if change.before else None
    return asks_more(before, Requirement(change.after))


def _service(change: Change) -> str:
    return f"{change.service} ({change.before})" if change.before else change.service or ""


def _value(kind: News, value: str | None, language: str) -> str:
    if value is None:
        return ""
    return say(REQUIREMENTS[value], language) if kind is News.ASKS else value
