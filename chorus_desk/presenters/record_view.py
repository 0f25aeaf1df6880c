"""What the import page says of a table of customers, prices, statuses: sentences, rows, buttons."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from chorus_desk.formats.record_tables.targets import BODIES, INVOICES, PRICES, STATUSES
from chorus_desk.presenters.columns import Column
from chorus_desk.presenters.outcome_row import OutcomeRow
from chorus_desk.presenters.record_rows import message_of, summary
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.records.importing import KINDS, RecordsImported
from chorus_desk.usecases.importing.records.outcomes import CHANGED, NEW, REFUSED, SAME, RowOutcome
from chorus_desk.usecases.importing.records.undo import RecordsUndone
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.errors import error_sentence
from chorus_desk.wording.record_rows import KINDS as KIND_NAMES
from chorus_desk.wording.record_rows import OUTCOMES, is_to_check

COLUMNS = (
    Column(N_("Résultat"), 13),
    Column(N_("Ligne n°"), 8, right=True),
    Column(N_("Quoi"), 14),
    Column(N_("Pourquoi"), 40),
)
REASON_COLUMN = 3
_TONES = {NEW: Tone.GOOD, CHANGED: Tone.PROGRESS, SAME: Tone.NEUTRAL, REFUSED: Tone.BAD}
PAGES: Mapping[str, tuple[str, str]] = {
    BODIES: ("bodies", N_("Voir les organismes")),
    PRICES: ("prices", N_("Voir le tarif")),
    STATUSES: ("invoices", N_("Voir les factures")),
}
"""Where what was imported is seen: a page, or the price list; and what the button says."""


def shown_row(row: RowOutcome, language: str) -> OutcomeRow:
    """Return what the table shows of a row."""
    outcome, message = say(OUTCOMES[row.outcome], language), message_of(row, language)
    cells = (_capital(outcome), str(row.row), row.name or "–", _capital(message))
    named = zip(COLUMNS, cells, strict=True)
    spoken = ", ".join(f"{say(column.heading, language)} {cell}" for column, cell in named if cell)
    return OutcomeRow(row_tone(row), cells, spoken)


def row_tone(row: RowOutcome) -> Tone:
    """Return how a row looks: refused, to be checked, or all is well."""
    if row.outcome != REFUSED and any(is_to_check(reason.code) for reason in row.reasons):
        return Tone.TODO
    return _TONES[row.outcome]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def kind_choices(language: str) -> list[tuple[str, str]]:
    """Return what a file may be imported as."""
    return [(kind, _capital(say(KIND_NAMES[kind], language))) for kind in KINDS]


def said_of(found: RecordsImported, language: str, *, kept: bool) -> str:
    """Return what a file comes to, before or after it is imported."""
    file, counts = found.path.name, summary(found, language)
    if kept:
        done = say(N_("« {file} » est importé : {counts}."), language, file=file, counts=counts)
        lost = found.mapping_lost
        return done if lost is None else f"{done} {error_sentence(lost, language)}"
    if not found.rows:
        return say(
            N_(
                "Le programme ne voit pas où trouver {kind} dans « {file} ». Placez-vous dans la "
                "feuille sur le titre de chaque colonne, et choisissez ci-dessous ce qu'elle "
                "contient."
            ),
            language, file=file, kind=say(KIND_NAMES[found.kind], language),
        )  # fmt: skip
    return say(N_("« {file} » contient {kind} : {counts}."), language, file=file,
               kind=say(KIND_NAMES[found.kind], language), counts=counts)  # fmt: skip


def tone_of(found: RecordsImported, *, kept: bool) -> Tone:
    """Return how that sentence looks."""
    outcomes = {row.outcome for row in found.rows}
    if not outcomes:
        return Tone.TODO
    if REFUSED in outcomes:
        return Tone.TODO if outcomes - {REFUSED} else Tone.BAD
    if found.mapping_lost is not None:
        return Tone.TODO
    return Tone.GOOD if kept else Tone.PROGRESS


def rows_to_keep(found: RecordsImported) -> int:
    """Return how many rows would change something."""
    counts = Counter(row.outcome for row in found.rows)
    return counts[NEW] + counts[CHANGED]


def keep_label(found: RecordsImported, language: str) -> str:
    """Return what the button says that imports."""
    count = rows_to_keep(found)
    if not count:
        return say(N_("Rien à importer"), language)
    return say_count(
        N_("Importer {count} ligne"), N_("Importer {count} lignes"), count, language
    )  # fmt: skip


def hint_of(found: RecordsImported, language: str) -> str:
    """Return what should be known before a file is imported; empty where nothing should."""
    if found.kind == STATUSES and rows_to_keep(found):
        text = N_(
            "Ce qui entre dans l'historique d'une facture y reste : cet import ne pourra pas "
            "être annulé."
        )
        return say(text, language)
    return ""


def undone_said(undone: RecordsUndone, language: str) -> str:
    """Return what is said once an import was undone; what was changed since is named."""
    text = say_count(
        N_("L'import est annulé : {count} fiche remise comme avant."),
        N_("L'import est annulé : {count} fiches remises comme avant."),
        undone.restored, language,
    )  # fmt: skip
    if not undone.kept:
        return text
    names = ", ".join(undone.kept)
    more = say_count(
        N_("Modifié depuis, et gardé : {names}."), N_("Modifiés depuis, et gardés : {names}."),
        len(undone.kept), language, names=names,
    )  # fmt: skip
    return f"{text} {more}"


def to_import_apart(kinds: Mapping[Path, str], language: str) -> str:
    """Return what is said of files that hold no invoices, chosen among others; else nothing."""
    named = [
        say(N_("« {file} » contient {kind}"), language, file=path.name,
            kind=say(KIND_NAMES[kind], language))
        for path, kind in kinds.items() if kind != INVOICES
    ]  # fmt: skip
    if not named:
        return ""
    return say(N_("{files} : à importer à part."), language, files=", ".join(named))
