"""What the head of an import says beside its counts: what is missing, what will be remembered."""

from collections.abc import Mapping
from pathlib import Path

from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.presenters.import_wizard import retained_text
from chorus_desk.presenters.importing import drafts_of
from chorus_desk.presenters.unknown_tables import unknown_tables
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.errors import error_sentence

_ONLY_LINES = "CD-TABLE-ONLY-LINES"
NOT_KEPT = "mapping-not-kept"


def only_lines_text(found: Imported, language: str) -> str:
    """Return what is said of files that have the lines of invoices alone; empty without any."""
    sheets = dict.fromkeys(
        str(finding.params["sheet"]) for item in drafts_of(found) for finding in item.findings
        if finding.rule == _ONLY_LINES
    )  # fmt: skip
    if not sheets:
        return ""
    text = N_(
        "« {sheets} » n'a que des lignes : choisissez aussi le fichier qui a numéro, date et "
        "client, ou mettez les deux dans un classeur, une feuille chacun."
    )
    return say(text, language, sheets=", ".join(sheets))


def remembered_text(
    found: Imported, choices: Mapping[Path, TableChoices], language: str
) -> str:  # fmt: skip
    """Return whether what was said of tables will serve again, after an import that kept drafts."""
    if not found.import_ids:
        return ""
    lost = [error for _, error in found.mappings_unread if error.code == NOT_KEPT]
    if lost:
        return " ".join(error_sentence(error, language) for error in lost)
    return retained_text(choices, language)


def nothing_reason(found: Imported, language: str) -> str:
    """Return why nothing can be imported: of a single file, its own reason."""
    if found.failures and _all_without_a_reason(found):
        text = N_(
            "Dites ce que sont les colonnes de ce tableau : les brouillons suivent. S'il contient "
            "des clients, un tarif ou des paiements, dites-le sous « Lecture »."
        )
        return say(text, language)
    if len(found.failures) == 1 and not found.invoices:
        return error_sentence(found.failures[0][1], language)
    return say(N_("Ces fichiers ne contiennent aucune facture nouvelle et lisible."), language)


def _all_without_a_reason(found: Imported) -> bool:
    """Return whether every file left is a table that nothing more precise is known of."""
    unreasoned = all(error.code == "table-not-understood" for _, error in found.failures)
    return unreasoned and len(found.failures) == unknown_tables(found)
