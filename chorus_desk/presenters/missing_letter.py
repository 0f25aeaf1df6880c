"""The letter's editor and the form of an answer, as values: texts in, use-case values out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.inquiry import Datum
from chorus_desk.formats.letter import Letter, MailAddress
from chorus_desk.presenters.body_form import UNKNOWN, requirement_choices
from chorus_desk.system.files import safe_name
from chorus_desk.usecases.answers import BODY_KEYS, DRAFT_KEYS, Answer, checked, read
from chorus_desk.usecases.missing_data import Lacking
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.errors import error_sentence

LABELS: Mapping[str, str] = {
    "recipient": N_("Destinataire"),
    "subject": N_("Objet"),
    "body": N_("Texte"),
    "siret": N_("SIRET à facturer"),
    "name": N_("Nom de l'organisme"),
    "street": N_("Adresse"),
    "postcode": N_("Code postal"),
    "city": N_("Ville"),
    "requires": N_("Ce qu'il demande sur chaque facture"),
    "service_code": N_("Code service"),
    "commitment_number": N_("Numéro d'engagement"),
    "contract_number": N_("Numéro de marché"),
}
_PASTE = N_(
    "Le texte est trop long pour être passé à votre messagerie : il est copié, collez-le dans "
    "le message."
)
_NO_SUBJECT = N_("L'objet manque.")
_NO_BODY = N_("Le texte est vide.")
_ANSWERS: Mapping[Datum, tuple[str, ...]] = {
    Datum.SIRET: ("siret",),
    Datum.NAME: ("name",),
    Datum.ADDRESS: ("street", "postcode", "city"),
    Datum.REQUIRES: ("requires", "service_code", "commitment_number"),
    Datum.SERVICE: ("service_code",),
    Datum.COMMITMENT: ("commitment_number",),
    Datum.EITHER: ("service_code", "commitment_number"),
    Datum.REFERENCE: ("commitment_number", "contract_number"),
}
"""The fields of the form that answer each question."""


@dataclass(frozen=True, slots=True)
class LetterEntry:
    """What the editor holds; the recipient's lines one under the other."""

    recipient: str
    subject: str
    body: str


def entry_of(letter: Letter) -> LetterEntry:
    """Return what the editor shows of a letter."""
    return LetterEntry("\n".join(letter.recipient), letter.subject, letter.body)


def letter_from(letter: Letter, entry: LetterEntry) -> Letter:
    """Return a letter as it was edited."""
    lines = (line.strip() for line in entry.recipient.splitlines())
    return replace(
        letter, recipient=tuple(line for line in lines if line),
        subject=" ".join(entry.subject.split()), body=entry.body.strip(),
    )  # fmt: skip


def letter_problems(entry: LetterEntry, language: str) -> Mapping[str, str]:
    """Return what is wrong with each field of the editor, by its name."""
    texts = {"subject": (entry.subject, _NO_SUBJECT), "body": (entry.body, _NO_BODY)}
    return {key: say(told, language) for key, (text, told) in texts.items() if not text.strip()}


def letter_file_name(lacking: Lacking, day: date, ending: str) -> str:
    """Return the name of a letter's file: ``lettre-Commune-de-Bourg-2026-11-24.pdf``."""
    body = safe_name(lacking.buyer.name or "organisme", length=60)
    return f"lettre-{body.replace('.', '-')}-{day.isoformat()}.{ending}"


def mail_hint(address: MailAddress, language: str) -> str:
    """Return what to do about a mail that does not hold its text, empty where it does."""
    return "" if address.whole else say(_PASTE, language)


@dataclass(frozen=True, slots=True)
class AnswerField:
    """A field of the form; ``choices`` are key and words where there is a list."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """What the form of an answer holds, as texts.

    ``drafts``: the texts of each draft by its name; one that is not there is not written to, and
    the texts of the body alone are kept.
    """

    body: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def body_fields(lacking: Lacking, language: str) -> tuple[AnswerField, ...]:
    """Return the fields that are asked once: what is true of the body."""
    return _fields(lacking.lacks, ("siret", *BODY_KEYS), language)


def draft_fields(lacking: Lacking, language: str) -> tuple[AnswerField, ...]:
    """Return the fields that are asked for each draft."""
    return _fields(lacking.lacks, DRAFT_KEYS, language) if lacking.drafts else ()


def _fields(
    lacks: tuple[Datum, ...], admitted: tuple[str, ...], language: str
) -> tuple[AnswerField, ...]:
    wanted = {key for datum in lacks for key in _ANSWERS[datum]}
    return tuple(
        AnswerField(key, say(LABELS[key], language), _choices(key, language))
        for key in admitted
        if key in wanted
    )


def _choices(key: str, language: str) -> tuple[tuple[str, str], ...]:
    return tuple(requirement_choices(language)) if key == "requires" else ()


def answer_problems(entry: AnswerEntry, language: str) -> Mapping[tuple[str, str], str]:
    """Return what is wrong, by draft (empty for the body) and field."""
    found = {}
    for draft, texts in (("", entry.body), *entry.drafts.items()):
        for key, text in _said(texts).items():
            try:
                read(key, text)
            except UserError as error:
                params: dict[str, Any] = {**error.params, "key": say(LABELS[key], language)}
                found[draft, key] = error_sentence(UserError(error.code, **params), language)
    return found


def answers_of(lacking: Lacking, entry: AnswerEntry) -> tuple[Answer, ...]:
    """Return the answers as ``usecases.inquiries.note_answer`` takes them.

    What is true of the body is said with the first draft, or alone where none is written to.

    Raises:
        UserError: a text cannot be right (``answer_problems`` says which).
    """
    told, name = _said(entry.body), lacking.buyer.name
    siret = {key: text for key, text in told.items() if key == "siret"}
    answers = []
    for draft, texts in entry.drafts.items():
        answers.append(checked({**siret, **told, **_said(texts)}, draft=draft, known_as=name))
        told = {}  # it is true of the body, so it is said once
    if told:
        known = {"siret": lacking.buyer.siret} if lacking.body else {}
        answers.append(checked({**known, **told}, known_as=name))
    empty = (Answer(draft=draft, known_as=name) for draft in entry.drafts)
    return tuple(answer for answer in answers if answer not in set(empty))


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    """Return what was filled in: that something is unknown says nothing."""
    return {key: text for key, text in texts.items() if text.strip() and text != UNKNOWN}
