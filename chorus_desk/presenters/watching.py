"""What is said of a watched folder: that it is watched, what arrived in it."""

from collections.abc import Sequence
from pathlib import Path

from chorus_desk.presenters.import_head import only_lines_text
from chorus_desk.presenters.importing import drafts_of
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.outcome import DUPLICATE, REFUSED, Imported
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.errors import error_sentence


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
    unread = _unread(imported)
    if unread == 1 and imported.failures:
        name, error = imported.failures[0]
        parts.append(say(N_("« {file} » n'a pas pu être lu : {why}"), language,
                         file=Path(name).name, why=error_sentence(error, language)))  # fmt: skip
    elif unread:
        parts.append(say_count(
            N_(
                "{count} facture arrivée dans « {folder} » n'a pas pu être lue : ouvrez-la à la "
                "page « Importer » pour voir pourquoi."
            ),
            N_(
                "{count} factures arrivées dans « {folder} » n'ont pas pu être lues : ouvrez-les "
                "à la page « Importer » pour voir pourquoi."
            ),
            unread, language, folder=folder.name,
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
    if _unread(imported) or imported.apart:
        return Tone.TODO
    return Tone.GOOD if drafts_of(imported) else Tone.NEUTRAL


def _unread(imported: Imported) -> int:
    refused = sum(item.outcome == REFUSED for item in imported.invoices)
    return len(imported.failures) + refused + bool(imported.rows_skipped)


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
