"""What is said of people's own tables in which no invoice was recognised: why, and what to do."""

from pathlib import Path

from chorus_desk.formats.any_table.grid import is_empty
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.reading import OwnTable
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.names import aside_reason

_OF_TABLES = frozenset(
    {"purchase", "ledger", "quote", "payment", "model", "no-amount", "no-invoice"}
)
"""Why a whole table or form is left, and not a row of one."""


def unknown_table(imported: Imported, file: str) -> OwnTable | None:
    """Return the table that a file is which could not be taken, None where it is none.

    ``file``: as failures name it, the whole way or that from the folder or archive given.
    """
    end = Path(file).as_posix()
    return next(
        (
            table for table in imported.tables
            if not table.understood and f"/{table.path.as_posix()}".endswith(f"/{end}")
        ),
        None,
    )  # fmt: skip


def unknown_tables(imported: Imported) -> int:
    """Return how many of the files that could not be taken are tables to be shown and told."""
    found = (unknown_table(imported, file) for file, _ in imported.failures)
    return sum(table is not None and not _is_empty(table) for table in found)


def why_unknown(table: OwnTable, language: str) -> str:
    """Return why nothing in a table is an invoice, and what its owner can do about it."""
    if _is_empty(table):
        return say(N_("Ce fichier est vide."), language)
    left = (found.reason for found in table.content.left)
    asides = (aside.reason for aside in table.content.asides if aside.reason in _OF_TABLES)
    reasons = dict.fromkeys(filter(None, (*left, *asides)))
    if not reasons:
        return say(
            N_(
                "Aucune facture n'y est reconnue. Dites ce que sont ses colonnes : placez-vous sur "
                "le titre de chacune. Ou remplissez le modèle de classeur."
            ),
            language,
        )
    why = ", ".join(aside_reason(reason, language) for reason in reasons)
    text = N_("Aucune facture n'y est reconnue : {why}. Si c'en est une, dites ce que sont ses "
              "colonnes.")  # fmt: skip
    return say(text, language, why=why)


def _is_empty(table: OwnTable) -> bool:
    return all(is_empty(cell) for sheet in table.sheets for row in sheet.rows for cell in row)
