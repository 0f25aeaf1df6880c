"""What is said of one cell of people's own tables: what it was taken for, and why, in words."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from chorus_desk.domain.finding import Severity
from chorus_desk.formats.any_table.gathered import REASONS, figures_of, param, remark
from chorus_desk.formats.any_table.headings import EXACT
from chorus_desk.formats.any_table.why import What, Why
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.findings import fix, sentence
from chorus_desk.wording.names import MEANINGS, aside_reason, skipped_row_reason

_BY = {
    "heading": N_("d'après son titre"),
    "words": N_("d'après une partie de son titre (sûr à {confidence} %)"),
    "content": N_("d'après ce qu'elle contient (sûr à {confidence} %)"),
    "given": N_("parce que vous l'avez dit"),
    "kept": N_("d'après la lecture gardée de ce tableau"),
}
_CELL_BY = {**_BY, "heading": N_("d'après le libellé qui l'accompagne")}
_NO_TABLE = N_(
    "Aucun tableau n'a été reconnu sur cette feuille. Placez-vous sur le titre d'une colonne et "
    "choisissez ci-dessous ce qu'elle contient ; faites-le pour trois colonnes au moins."
)


def cell_sentence(found: Why, place: str, language: str) -> str:
    """Return what is said of a cell in words: a sentence or more."""
    return _SENTENCES[found.what](found, place, language)


def cell_tone(found: Why) -> Tone:
    """Return how what is said of a cell looks."""
    if found.what not in (What.READ, What.HEADING) or found.meaning is None:
        return _TONES.get(found.what, Tone.NEUTRAL)
    unsure = found.doubtful or found.meaning.confidence < EXACT
    return Tone.TODO if unsure else Tone.GOOD


def capital(text: str) -> str:
    """Return a text with a capital first."""
    return text[:1].upper() + text[1:]


def _meaning(found: Why, language: str) -> str:
    return say(MEANINGS[found.meaning.key], language) if found.meaning else ""


def _by(found: Why, language: str) -> str:
    if found.meaning is None:
        return ""
    reason = "kept" if found.kept and found.meaning.reason == "given" else found.meaning.reason
    texts = _BY if found.heading else _CELL_BY
    return say(texts[reason], language, confidence=str(found.meaning.confidence))


def _read(found: Why, place: str, language: str) -> str:
    text = say(N_("{meaning}, {by}."), language, meaning=capital(_meaning(found, language)),
               by=_by(found, language))  # fmt: skip
    return " ".join(filter(None, (text, _read_as(found, place, language))))


def _read_as(found: Why, place: str, language: str) -> str:
    """Say what was read of a cell, where it stands otherwise."""
    value = values.shown(found.value, language)
    if found.meaning and found.meaning.key == "vat_rate" and isinstance(found.value, Decimal):
        value = values.rate(found.value, language)
    if found.reason:
        figures = figures_of(found.reason, found.raw, param(found.value))
        said = remark(REASONS[found.reason], Severity.INFO, cell=place, **figures)
        todo = fix(said, language) if found.doubtful else None
        return " ".join(filter(None, (sentence(said, language), todo)))
    if isinstance(found.value, str) or _stands_so(found, value):
        return ""
    return say(N_("Écrit « {raw} », lu {value}."), language, raw=found.raw, value=value)


def _stands_so(found: Why, value: str) -> bool:
    """Return whether what was read is what stands there, written in another way at most."""
    if isinstance(found.value, date) and found.raw.startswith(found.value.isoformat()):
        return True
    written = "".join(value.split())
    with suppress(InvalidOperation):  # a number cell is written with a point
        return Decimal(found.raw) == found.value or written == found.raw
    return written == "".join(found.raw.split())


def _unread(found: Why, _place: str, language: str) -> str:
    if found.skipped is not None:
        why = capital(skipped_row_reason(found.skipped, language))
    elif found.reason == "date":
        why = say(N_("« {raw} » n'est pas une date"), language, raw=found.raw)
    else:
        why = say(N_("« {raw} » n'est pas un nombre"), language, raw=found.raw)
    todo = N_(
        "Corrigez la cellule ici (touche Entrée), ou choisissez ci-dessous ce que contient "
        "vraiment cette colonne."
    )
    return f"{why}. {say(todo, language)}"


def _row_unread(found: Why, _place: str, language: str) -> str:
    why = skipped_row_reason(found.skipped, language) if found.skipped else ""
    return say(N_("Cette ligne n'a pas pu être lue : {why}."), language, why=why)


def _heading(found: Why, _place: str, language: str) -> str:
    return say(N_("Titre d'une colonne : {meaning}, {by}."), language,
               meaning=_meaning(found, language), by=_by(found, language))  # fmt: skip


def _empty(found: Why, _place: str, language: str) -> str:
    text = N_("Cette cellule est vide ({meaning}).")
    return say(text, language, meaning=_meaning(found, language))


def _sheet_aside(found: Why, _place: str, language: str) -> str:
    if found.reason == "no-table":
        return say(_NO_TABLE, language)
    text = N_("Cette feuille est laissée de côté : {why}.")
    return say(text, language, why=aside_reason(found.reason, language))


def _plainly(text: str) -> "_Sentence":
    def said(found: Why, _place: str, language: str) -> str:
        why = aside_reason(found.reason, language) if found.reason else ""
        return say(text, language, why=why)

    return said


_Sentence = Callable[[Why, str, str], str]
_SENTENCES: Mapping[What, _Sentence] = {
    What.READ: _read,
    What.HEADING: _heading,
    What.HEADING_ASIDE: _plainly(N_("Titre d'une colonne ignorée.")),
    What.COLUMN_ASIDE: _plainly(N_("Cette colonne est ignorée.")),
    What.ROW_ASIDE: _plainly(N_("Cette ligne est laissée de côté : {why}.")),
    What.EMPTY: _empty,
    What.UNREAD: _unread,
    What.ROW_UNREAD: _row_unread,
    What.NO_FORMULA_VALUE: _plainly(
        N_("La formule de cette cellule n'a pas de résultat dans le fichier : écrivez-le ici.")
    ),
    What.SHEET_ASIDE: _sheet_aside,
    What.TABLE_ASIDE: _plainly(N_("Ce tableau est laissé de côté : {why}.")),
    What.OUTSIDE: _plainly(N_("Rien n'est lu à cet endroit.")),
}
_TONES = {
    What.UNREAD: Tone.BAD, What.ROW_UNREAD: Tone.BAD, What.NO_FORMULA_VALUE: Tone.TODO,
    What.TABLE_ASIDE: Tone.TODO, What.SHEET_ASIDE: Tone.TODO,
}  # fmt: skip
