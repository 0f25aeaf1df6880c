"""What is said of a watched folder: that it is watched, what arrived in it."""

from collections.abc import Sequence
from pathlib import Path

from chorus_desk.presenters.import_head import only_lines_text
from chorus_desk.presenters.importing import drafts_of
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.outcome import DUPLICATE, REFUSED, Imported
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.errors import error_sentence
from chorus_desk.wording.names import first_names

_MOST = 3
"""Files that are named; the page shows them all."""


def arrived_text(imported: Imported, folder: Path, language: str) -> str:
    """Return what is said of files that arrived, empty where there is nothing to say of them."""
    parts, drafts = [], len(drafts_of(imported))
    if drafts:
        parts.append(say_count(
            N_("Arrivée dans « {folder} » : {count} facture est devenue un brouillon."),
            N_("Arrivées dans « {folder} » : {count} factures sont devenues des brouillons."),
            drafts, language, folder=folder.name,
        ))  # fmt: skip
        if lacking := only_lines_text(imported, language):
            parts.append(lacking)
    unread = files_to_look_at(imported, folder)
    if len(unread) == len(imported.failures) == 1:
        error = imported.failures[0][1]
        parts.append(say(N_("« {file} » n'a pas pu être lu : {why}"), language,
                         file=unread[0].name, why=error_sentence(error, language)))  # fmt: skip
    elif unread:
        parts.append(say_count(
            N_("{names} n'est pas lu, ou pas en entier : importez-le pour voir pourquoi."),
            N_("{names} ne sont pas lus, ou pas en entier : importez-les pour voir pourquoi."),
            len(unread), language, names=_names(unread, language),
        ))  # fmt: skip
    if imported.apart:
        names = ", ".join(path.name for path, _ in imported.apart)
        parts.append(say_count(
            N_("« {names} » n'est pas un tableau de factures : ouvrez-le à la page « Importer »."),
            N_(
                "« {names} » ne sont pas des tableaux de factures : ouvrez-les à la "
                "page « Importer »."
            ),
            len(imported.apart), language, names=names,
        ))  # fmt: skip
    known = sum(item.outcome == DUPLICATE for item in imported.invoices)
    if known and not parts:
        parts.append(say_count(
            N_("{count} facture arrivée dans « {folder} » est déjà là."),
            N_("{count} factures arrivées dans « {folder} » sont déjà là."),
            known, language, folder=folder.name,
        ))  # fmt: skip
    return " ".join(parts)


def arrived_tone(imported: Imported) -> Tone:
    """Return how it looks: is there something to see to?"""
    refused = any(item.outcome == REFUSED for item in imported.invoices)
    if imported.failures or refused or imported.rows_skipped or imported.apart:
        return Tone.TODO
    return Tone.GOOD if drafts_of(imported) else Tone.NEUTRAL


def files_to_look_at(imported: Imported, folder: Path) -> tuple[Path, ...]:
    """Return the files in a watched folder of which something could not be read, each once."""
    refused = (item.file for item in imported.invoices if item.outcome == REFUSED)
    names = (*(name for name, _ in imported.failures), *filter(None, refused))
    tables = (table.path for table in imported.tables if table.content.skipped)
    return tuple(dict.fromkeys((*(_path(name, folder) for name in names), *tables)))


def _path(name: str, folder: Path) -> Path:
    """Return where a file lies that was told by the way to it; an archive for what is in it."""
    first, _, rest = name.partition("/")
    if Path(name).is_absolute():
        return Path(name)
    return folder / rest if first == folder.name and rest else folder / first


def _names(paths: Sequence[Path], language: str) -> str:
    names = [say(N_("« {file} »"), language, file=path.name) for path in paths[:_MOST]]
    return first_names(names, len(paths), language)


def held_text(names: Sequence[str], language: str) -> str:
    """Return what is said of files that another program holds open."""
    return say_count(
        N_("« {names} » est ouvert dans un autre programme : il sera lu quand il y sera fermé."),
        N_("« {names} » sont ouverts dans d'autres programmes : ils seront lus à leur fermeture."),
        len(names), language, names=", ".join(names),
    )  # fmt: skip


def watch_text(folder: Path | None, language: str, *, missing: bool) -> str:
    """Return what the card of the import page says."""
    if folder is None:
        return say(
            N_(
                "Les factures qui arrivent dans un dossier de votre choix deviennent des "
                "brouillons tant que cette fenêtre est ouverte. Rien n'y est déplacé, changé ni "
                "supprimé."
            ),
            language,
        )
    if missing:
        text = N_(
            "Le dossier « {folder} » est introuvable pour le moment : la surveillance reprendra "
            "dès qu'il sera revenu."
        )
        return say(text, language, folder=str(folder))
    text = N_(
        "Les factures qui arrivent dans « {folder} » deviennent des brouillons tant que cette "
        "fenêtre est ouverte."
    )
    return say(text, language, folder=str(folder))
