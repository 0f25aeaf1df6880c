"""What can be done to documents: each action with its reason when it cannot be done now."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from chorus_desk.domain.kinds import Kind
from chorus_desk.wording.catalogue import N_, say, say_count

if TYPE_CHECKING:
    from chorus_desk.usecases.look import Looked


class Act(StrEnum):
    """The actions on documents, in the order they are offered."""

    EDIT = "edit"
    ISSUE = "issue"
    HAND_OVER = "hand-over"
    DEPOSITED = "deposited"
    STATUS = "status"
    EXPORT = "export"
    DUPLICATE = "duplicate"
    CREDIT = "credit"
    DISCARD = "discard"


LABELS: Mapping[Act, str] = {
    Act.EDIT: N_("Modifier"),
    Act.ISSUE: N_("Émettre"),
    Act.HAND_OVER: N_("Préparer le dépôt"),
    Act.DEPOSITED: N_("Noter le dépôt"),
    Act.STATUS: N_("Noter un statut"),
    Act.EXPORT: N_("Exporter"),
    Act.DUPLICATE: N_("Dupliquer"),
    Act.CREDIT: N_("Faire un avoir"),
    Act.DISCARD: N_("Supprimer le brouillon"),
}
SEVERAL = frozenset({Act.ISSUE, Act.HAND_OVER, Act.DEPOSITED, Act.STATUS, Act.EXPORT, Act.DISCARD})
"""Actions that take several documents at once."""

READ_ONLY = N_("Ces données sont ouvertes dans une autre fenêtre : ici, on ne fait que lire.")
_IS_ISSUED = N_("Elle est émise : elle ne change plus. Faites un avoir, ou dupliquez-la.")
_ALREADY_ISSUED = N_("Elle est déjà émise.")
_NOT_ISSUED = N_("Émettez-la d'abord : elle n'a pas encore de numéro.")
_NOT_MINE = N_("Cette facture est celle d'une autre entreprise.")
_CREDIT_OF_CREDIT = N_("C'est déjà un avoir.")
_KEPT = N_("Une facture émise se garde dix ans : elle ne se supprime pas.")
_SENT_ELSEWHERE = N_("Elle a été envoyée ailleurs : elle est seulement suivie ici.")
_ORIGINAL = N_("L'original est le fichier que vous avez envoyé : il n'y en a pas deux.")
_TAKE_OUT = N_("Retirer de la liste")
_ONE_AT_A_TIME = N_("Une seule à la fois : n'en gardez qu'une dans la sélection.")
_NOTHING = N_("Choisissez une facture dans la liste.")
_MIXED_DRAFTS = N_("La sélection contient des factures émises.")
_MIXED_PAST = N_("La sélection contient des factures envoyées ailleurs.")
_MIXED_ISSUED = N_("La sélection contient des brouillons : émettez-les d'abord.")


class Offer(NamedTuple):
    """An action as it stands for what is chosen; ``reason`` is None when it can be done."""

    act: Act
    label: str
    reason: str | None
    primary: bool = False
    """The step that comes next for the document."""


def offers_for(looked: "Looked", language: str, *, read_only: bool) -> tuple[Offer, ...]:
    """Return every action with why it cannot be done to this document now."""
    next_step = _next_step(looked)

    def offer(act: Act) -> Offer:
        reason = _reason(act, looked, read_only=read_only)
        takes_out = act is Act.DISCARD and looked.shown.stored.past
        label = say(_TAKE_OUT if takes_out else LABELS[act], language)
        return Offer(act, label, _said(reason, language), act is next_step)

    return tuple(map(offer, Act))


def offers_for_several(
    issued: Sequence[bool], language: str, *, read_only: bool, past: Sequence[bool] = ()
) -> tuple[Offer, ...]:
    """Return every action for nothing or several documents.

    ``issued`` tells it of each; ``past``, where given, whether that was elsewhere.
    """

    def offer(act: Act) -> Offer:
        if any(past) and act in _OF_SEVERAL_PAST and (not read_only or act is Act.EXPORT):
            reason = _OF_SEVERAL_PAST[act](issued, past)
        else:
            reason = _reason_for_several(act, issued, read_only=read_only)
        takes_out = act is Act.DISCARD and bool(past) and all(past)
        label = say(_TAKE_OUT if takes_out else LABELS[act], language)
        return Offer(act, label, _said(reason, language))

    return tuple(map(offer, Act))


def discarded_text(drafts: int, past: int, language: str) -> str:
    """Return what is said once drafts were deleted, and invoices sent elsewhere taken out."""
    parts = []
    if drafts:
        parts.append(say_count(
            N_("{count} brouillon supprimé."), N_("{count} brouillons supprimés."), drafts,
            language,
        ))  # fmt: skip
    if past:
        parts.append(say_count(
            N_("{count} facture envoyée ailleurs n'est plus suivie."),
            N_("{count} factures envoyées ailleurs ne sont plus suivies."), past, language,
        ))  # fmt: skip
    return " ".join(parts)


def _said(reason: str | None, language: str) -> str | None:
    return say(reason, language) if reason else None


def _next_step(looked: "Looked") -> Act:
    stored = looked.shown.stored
    if not stored.issued:
        return Act.EDIT
    return Act.HAND_OVER if looked.shown.status == "issued" else Act.STATUS


def _reason(act: Act, looked: "Looked", *, read_only: bool) -> str | None:
    if read_only and act is not Act.EXPORT:
        return READ_ONLY
    return _REASONS[act](looked)


def _reason_for_several(act: Act, issued: Sequence[bool], *, read_only: bool) -> str | None:
    if not issued:
        return _NOTHING
    if act not in SEVERAL:
        return _ONE_AT_A_TIME
    if act is Act.EXPORT:  # into one workbook; the data are only read
        return None
    if read_only:
        return READ_ONLY
    if act in (Act.ISSUE, Act.DISCARD):
        return _MIXED_DRAFTS if any(issued) else None
    return None if all(issued) else _MIXED_ISSUED


def _to_discard_several(issued: Sequence[bool], past: Sequence[bool]) -> str | None:
    """Drafts go and what was sent elsewhere, what was issued here does not."""
    here = any(one and not away for one, away in zip(issued, past, strict=True))
    return _MIXED_DRAFTS if here else None


_OF_SEVERAL_PAST: Mapping[Act, Callable[[Sequence[bool], Sequence[bool]], str | None]] = {
    Act.ISSUE: lambda _issued, _past: _MIXED_PAST,
    Act.HAND_OVER: lambda _issued, _past: _MIXED_PAST,
    Act.DISCARD: _to_discard_several,
    Act.EXPORT: lambda _issued, _past: _MIXED_PAST,
}


def _to_edit(looked: "Looked") -> str | None:
    stored = looked.shown.stored
    if stored.past:
        return _SENT_ELSEWHERE
    return _IS_ISSUED if stored.issued else None


def _to_issue(looked: "Looked") -> str | None:
    if looked.shown.stored.past:
        return _SENT_ELSEWHERE
    if looked.shown.stored.issued:
        return _ALREADY_ISSUED
    return None if looked.mine else _NOT_MINE


def _to_follow(looked: "Looked") -> str | None:
    return None if looked.shown.stored.issued else _NOT_ISSUED


def _to_hand_over(looked: "Looked") -> str | None:
    return _SENT_ELSEWHERE if looked.shown.stored.past else _to_follow(looked)


def _to_export(looked: "Looked") -> str | None:
    return _ORIGINAL if looked.shown.stored.past else None


def _to_copy(looked: "Looked") -> str | None:
    return None if looked.mine else _NOT_MINE


def _to_credit(looked: "Looked") -> str | None:
    if not looked.shown.stored.issued:
        return _NOT_ISSUED
    if looked.shown.stored.invoice.kind is Kind.CREDIT_NOTE:
        return _CREDIT_OF_CREDIT
    return None if looked.mine else _NOT_MINE


def _to_discard(looked: "Looked") -> str | None:
    stored = looked.shown.stored
    return _KEPT if stored.issued and not stored.past else None


_REASONS: Mapping[Act, "Callable[[Looked], str | None]"] = {
    Act.EDIT: _to_edit,
    Act.ISSUE: _to_issue,
    Act.HAND_OVER: _to_hand_over,
    Act.DEPOSITED: _to_follow,
    Act.STATUS: _to_follow,
    Act.EXPORT: _to_export,
    Act.DUPLICATE: _to_copy,
    Act.CREDIT: _to_credit,
    Act.DISCARD: _to_discard,
}
