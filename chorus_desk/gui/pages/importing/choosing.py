"""The system's dialogs of the import page: which files, and where to."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from chorus_desk.gui.desk import Desk
from chorus_desk.presenters.own_workbook import workbook_filters, workbook_target
from chorus_desk.wording.catalogue import N_

_ENDING = ".xlsx"
_KINDS = "*.xlsx *.xls *.xlsm *.ods *.csv *.tsv *.txt *.pdf *.xml *.zip"


def choose_files(parent: QWidget, desk: Desk) -> Sequence[Path]:
    """Return the files that the user chooses to import, none where they think better of it."""
    say = desk.say
    kinds = f"{say(N_('Factures'))} ({_KINDS});;{say(N_('Tous les fichiers'))} (*)"
    chosen, _ = QFileDialog.getOpenFileNames(parent, say(N_("Choisir des fichiers")), "", kinds)
    return [Path(name) for name in chosen]


def choose_folder(parent: QWidget, desk: Desk) -> Sequence[Path]:
    """Return the folder that the user chooses to import, or nothing."""
    chosen = QFileDialog.getExistingDirectory(parent, desk.say(N_("Choisir un dossier")))
    return [Path(chosen)] if chosen else []


def choose_template(parent: QWidget, desk: Desk) -> Path | None:
    """Return where the program's own workbook goes, None for nowhere."""
    say = desk.say
    chosen, kind = QFileDialog.getSaveFileName(
        parent, say(N_("Enregistrer le modèle de classeur")), say(N_("factures.xlsx")),
        workbook_filters(desk.language),
    )  # fmt: skip
    return workbook_target(chosen, kind) if chosen else None


def choose_mended(parent: QWidget, desk: Desk) -> Path | None:
    """Return where the rows to be mended go, None for nowhere."""
    say = desk.say
    chosen, _ = QFileDialog.getSaveFileName(
        parent, say(N_("Enregistrer les lignes à corriger")), say(N_("à corriger.xlsx")),
        f"{say(N_('Classeur'))} (*{_ENDING})",
    )  # fmt: skip
    return Path(chosen if chosen.endswith(_ENDING) else f"{chosen}{_ENDING}") if chosen else None
