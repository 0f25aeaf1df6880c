"""What the import page says: what files would become, what became of them, what was left aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.presenters.columns import Column
from chorus_desk.presenters.outcome_row import OutcomeRow
from chorus_desk.presenters.statuses import Tone
from chorus_desk.presenters.unknown_tables import unknown_table, unknown_tables, why_unknown
from chorus_desk.usecases.importing.gathering import FileAside
from chorus_desk.usecases.importing.outcome import (
    DRAFT,
    DUPLICATE,
    REFUSED,
    Imported,
    ImportedInvoice,
)
from chorus_desk.usecases.importing.undo import Undone
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.errors import error_sentence
from chorus_desk.wording.findings import fix, sentence
from chorus_desk.wording.names import (
    FILES_ASIDE,
    OUTCOMES,
    field_name,
    first_names,
    skipped_row_reason,
)

MOST_NAMES_SAID = 5
MOST_ROWS_SAID = 1000
"""Rows left aside that are named; more would help nobody to mend a workbook."""


COLUMNS = (
    Column(N_("Résultat"), 20),
    Column(N_("Numéro"), 14),
    Column(N_("Organisme"), 30),
    Column(N_("Date"), 13),
    Column(N_("Montant TTC"), 16, right=True),
    Column(N_("Lignes"), 8, right=True),
    Column(N_("À corriger"), 12, right=True),
    Column(N_("À vérifier"), 12, right=True),
)
STRETCHED_COLUMN, AMOUNT_COLUMN = 2, 4
WIDE_COLUMNS = (3, 5, 6, 7)
"""Columns that are left out where there is little room; what they count is said of each invoice."""
ASIDE_COLUMNS = (Column(N_("Où"), 25), Column(N_("Pourquoi"), 50))

_TONES = {DRAFT: Tone.GOOD, DUPLICATE: Tone.NEUTRAL, REFUSED: Tone.BAD}
_FINDING_TONES = {
    Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.TODO, Severity.INFO: Tone.NEUTRAL,
}  # fmt: skip


def row_of(item: ImportedInvoice, language: str) -> OutcomeRow:
    """Return the row of one invoice."""
    errors, others = counts(item.findings)
    outcome = _capital(_outcome(item, language))
    cells = (
        outcome, item.number or say(N_("sans numéro"), language),
        item.buyer or (say(N_("Sans organisme"), language) if item.outcome == DRAFT else ""),
        values.day(item.issue_date, language) if item.issue_date else "",
        values.amount(item.gross, language, item.currency) if item.gross is not None else "",
        str(item.lines),
        str(errors or ""), str(others or ""),
    )  # fmt: skip
    named = zip(COLUMNS, cells, strict=True)
    spoken = ", ".join(f"{say(column.heading, language)} {cell}" for column, cell in named if cell)
    return OutcomeRow(_tone(item, errors), cells, spoken)


def _tone(item: ImportedInvoice, errors: int) -> Tone:
    """Return how an outcome looks: a draft with something to correct is not all well."""
    if _is_past(item):
        return Tone.APART
    return Tone.TODO if errors and item.outcome == DRAFT else _TONES[item.outcome]


def _outcome(item: ImportedInvoice, language: str) -> str:
    return say(OUTCOMES["past" if _is_past(item) else item.outcome], language)


def _is_past(item: ImportedInvoice) -> bool:
    return item.past and item.outcome == DRAFT


def counts(findings: Sequence[Finding]) -> tuple[int, int]:
    """Return how many errors there are among findings, and how many others."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return errors, len(findings) - errors


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said of an invoice, and what to do about it (empty where nothing is)."""

    tone: Tone
    text: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said of the invoice chosen."""

    title: str
    lines: tuple[Remark, ...]


def remarks_of(item: ImportedInvoice, language: str) -> Remarks:
    """Return what is said of one invoice below the table."""
    number = item.number or say(N_("sans numéro"), language)
    title = say(N_("{number} · {outcome}"), language, number=number,
                outcome=_outcome(item, language))  # fmt: skip
    lines = (*_reasons(item, language), *(_remark(f, language) for f in item.findings))
    if not lines:
        text = (
            N_("Rien à redire : elle garde son numéro et sa date, et n'est jamais émise ici.")
            if item.past
            else N_("Rien à redire : prête à être émise.")
        )
        lines = (Remark(Tone.GOOD, say(text, language)),)
    return Remarks(title, lines)


def _reasons(item: ImportedInvoice, language: str) -> Iterator[Remark]:
    """Give why an invoice becomes no draft, and that a PDF stays the page of the one it became."""
    if item.own_page and item.outcome == DRAFT:
        text = N_("Votre PDF est gardé : c'est la page de cette facture, qui partira avec lui.")
        yield Remark(Tone.NEUTRAL, say(text, language))
    if item.outcome == DUPLICATE:
        text = (
            N_("Elle est déjà dans vos factures : elle n'est pas importée deux fois.")
            if item.id
            else N_("Ces fichiers la contiennent deux fois : elle n'est importée qu'une fois.")
        )
        yield Remark(Tone.NEUTRAL, say(text, language))
    elif item.outcome == REFUSED and not any(f.rule.startswith(_LACKS) for f in item.findings):
        yield Remark(
            Tone.BAD,
            say(N_("Une de ses lignes n'a pas pu être lue : elle serait incomplète."), language),
            say(N_("Corrigez le classeur, puis importez-le à nouveau."), language),
        )


def _remark(finding: Finding, language: str) -> Remark:
    where, text = field_name(finding.path, language), sentence(finding, language)
    text = say(N_("{what} : {why}"), language, what=where, why=text) if where else text
    return Remark(_FINDING_TONES[finding.severity], text, fix(finding, language) or "")


def aside_rows(imported: Imported, language: str) -> tuple[tuple[str, str], ...]:
    """Return what was left aside: where it stands, and why. Files first, then rows."""
    files = [
        (_name(file), _why_not_taken(imported, file, error, language))
        for file, error in (*imported.failures, *imported.mappings_unread)
    ]
    rows = [
        (
            say(N_("Feuille « {sheet} », ligne {row}"), language, sheet=row.sheet,
                row=str(row.row)),
            _capital(skipped_row_reason(row, language)),
        )
        for row in imported.rows_skipped[:MOST_ROWS_SAID]
    ]  # fmt: skip
    rest = len(imported.rows_skipped) - len(rows)
    if rest > 0:
        more = say_count(N_("et {count} autre ligne"), N_("et {count} autres lignes"), rest,
                         language)  # fmt: skip
        rows.append(("…", more))
    aside = [
        (names, _capital(why)) for names, why in files_aside_rows(imported.files_aside, language)
    ]
    return (*files, *aside, *rows)


def _why_not_taken(imported: Imported, file: str, error: UserError, language: str) -> str:
    table = unknown_table(imported, file) if error.code == "table-not-understood" else None
    return error_sentence(error, language) if table is None else why_unknown(table, language)


def files_aside_rows(
    asides: Sequence[FileAside], language: str
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Give what is no invoice in folders and archives, a row for each reason: names, the reason."""
    for reason, (one, many) in FILES_ASIDE.items():
        names = [aside.name for aside in asides if aside.reason == reason]
        if names:
            said = first_names(names[:MOST_NAMES_SAID], len(names), language)
            yield said, say(one if len(names) == 1 else many, language)


def _name(file: str) -> str:
    """Return how a file is told: one of a folder or archive with the way to it."""
    path = Path(file)
    return path.name if path.is_absolute() else file


def drafts_of(imported: Imported) -> tuple[ImportedInvoice, ...]:
    """Return the invoices that become, or became, drafts."""
    return tuple(item for item in imported.invoices if item.outcome == DRAFT)


def draft_ids(imported: Imported) -> tuple[int, ...]:
    """Return the ids of the drafts that an import made."""
    return tuple(int(i.id.removeprefix("draft:")) for i in drafts_of(imported) if i.id)


_LACKS = "CD-PAST-NO-"
"""What an invoice sent elsewhere lacks, to be followed: said in a sentence of its own."""
_Plural = tuple[str, str]
_WOULD: _Plural = (
    N_("{count} facture deviendra un brouillon"),
    N_("{count} factures deviendront des brouillons"),
)
_DID: _Plural = (N_("{count} brouillon importé"), N_("{count} brouillons importés"))
_WOULD_BE_PAST: _Plural = (
    N_("{count} facture déjà envoyée sera suivie"),
    N_("{count} factures déjà envoyées seront suivies"),
)
_IS_PAST: _Plural = (
    N_("{count} facture déjà envoyée est suivie"),
    N_("{count} factures déjà envoyées sont suivies"),
)
_ALREADY: _Plural = (N_("{count} facture est déjà là"), N_("{count} factures sont déjà là"))
_REFUSED: _Plural = (N_("{count} facture est refusée"), N_("{count} factures sont refusées"))
_ROWS: _Plural = (N_("{count} donnée illisible"), N_("{count} données illisibles"))
_FILES: _Plural = (N_("{count} fichier illisible"), N_("{count} fichiers illisibles"))
_UNKNOWN: _Plural = (
    N_("{count} tableau où aucune facture n'est reconnue"),
    N_("{count} tableaux où aucune facture n'est reconnue"),
)


def summary(imported: Imported, language: str, *, kept: bool) -> str:
    """Return in a sentence or two what an import comes to, before (``kept`` false) or after it."""
    drafts = len(drafts_of(imported))
    outcomes = [item.outcome for item in imported.invoices]
    did, would = (_IS_PAST, _WOULD_BE_PAST) if imported.past else (_DID, _WOULD)
    first = (
        say_count(*(did if kept else would), drafts, language)
        if drafts
        else say(N_("Aucune facture nouvelle"), language)
    )
    others = ((_ALREADY, outcomes.count(DUPLICATE)), (_REFUSED, outcomes.count(REFUSED)))
    unknown = unknown_tables(imported)
    aside = (
        (_ROWS, len(imported.rows_skipped)), (_FILES, len(imported.failures) - unknown),
        (_UNKNOWN, unknown),
    )  # fmt: skip
    text = ", ".join((first, *_counted(others, language))) + "."
    if imported.next_number:
        text += " " + series_text(imported.next_number, language)
    left = ", ".join(_counted(aside, language))
    return f"{text} {say(N_('Laissé de côté : {what}.'), language, what=left)}" if left else text


def series_text(number: str, language: str) -> str:
    """Return what is said where past invoices have the form of the user's own series."""
    text = N_(
        "Leurs numéros ont la forme de votre série : votre prochaine facture sera la {number}."
    )
    return say(text, language, number=number)


def _counted(parts: Sequence[tuple[_Plural, int]], language: str) -> Iterator[str]:
    for words, count in parts:
        if count:
            yield say_count(*words, count, language)


def summary_tone(imported: Imported, *, kept: bool) -> Tone:
    """Return how the summary looks: is all well, or is there something to see to?"""
    if not drafts_of(imported):
        unread = len(imported.failures) > unknown_tables(imported) or imported.rows_skipped
        return Tone.BAD if unread else Tone.TODO if imported.failures else Tone.NEUTRAL
    aside = imported.failures or imported.rows_skipped
    if aside or any(item.outcome == REFUSED for item in imported.invoices):
        return Tone.TODO
    return Tone.GOOD if kept else Tone.PROGRESS


def import_label(imported: Imported, language: str) -> str:
    """Return what the button says that imports."""
    count = len(drafts_of(imported))
    if not count:
        return say(N_("Rien à importer"), language)
    if imported.past:
        return say_count(N_("Suivre {count} facture"), N_("Suivre {count} factures"), count,
                         language)  # fmt: skip
    return say_count(N_("Importer {count} brouillon"), N_("Importer {count} brouillons"), count,
                     language)  # fmt: skip


def looking_text(count: int, language: str) -> str:
    """Return what is said while files are looked at."""
    return say_count(N_("Lecture de {count} fichier…"), N_("Lecture de {count} fichiers…"), count,
                     language)  # fmt: skip


def keeping_text(imported: Imported, language: str) -> str:
    """Return what is said while drafts are kept."""
    count = len(drafts_of(imported))
    if imported.past:
        return say_count(N_("Import de {count} facture…"), N_("Import de {count} factures…"),
                         count, language)  # fmt: skip
    return say_count(N_("Import de {count} brouillon…"), N_("Import de {count} brouillons…"), count,
                     language)  # fmt: skip


def edited_question(edited: int, language: str) -> str:
    """Return what is asked before an import is undone whose drafts were changed since."""
    return say_count(
        N_("{count} de ces brouillons a été modifié depuis l'import : il serait supprimé aussi."),
        N_(
            "{count} de ces brouillons ont été modifiés depuis l'import : "
            "ils seraient supprimés aussi."
        ),
        edited, language,
    )  # fmt: skip


def undone_text(undone: Undone, language: str, *, past: bool = False) -> str:
    """Return what is said once an import was undone; what was issued is kept, and named."""
    drafts = undone.discarded - undone.past
    of_past = past or undone.past or undone.followed
    if of_past and not drafts:
        none = say(N_("L'import est annulé."), language)
        parts = [say_count(*_TAKEN_OUT, undone.past, language) if undone.past else none]
    else:
        parts = [say_count(*_DISCARDED, drafts, language)]
        if undone.past:
            parts.append(say_count(*_TAKEN_OUT_TOO, undone.past, language))
    for words, numbers in ((_KEPT_ISSUED, undone.kept), (_KEPT_FOLLOWED, undone.followed)):
        if numbers:
            named = ", ".join(numbers)
            parts.append(say_count(*words, len(numbers), language, numbers=named))
    return " ".join(parts)


_DISCARDED: _Plural = (
    N_("L'import est annulé : {count} brouillon supprimé."),
    N_("L'import est annulé : {count} brouillons supprimés."),
)
_TAKEN_OUT: _Plural = (
    N_("L'import est annulé : {count} facture envoyée ailleurs n'est plus suivie."),
    N_("L'import est annulé : {count} factures envoyées ailleurs ne sont plus suivies."),
)
_TAKEN_OUT_TOO: _Plural = (
    N_("{count} facture envoyée ailleurs n'est plus suivie."),
    N_("{count} factures envoyées ailleurs ne sont plus suivies."),
)
_KEPT_ISSUED: _Plural = (
    N_("{count} facture déjà émise est gardée : {numbers}."),
    N_("{count} factures déjà émises sont gardées : {numbers}."),
)
_KEPT_FOLLOWED: _Plural = (
    N_("{count} facture est gardée, car son suivi a été complété depuis : {numbers}."),
    N_("{count} factures sont gardées, car leur suivi a été complété depuis : {numbers}."),
)
