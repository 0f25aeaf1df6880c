"""Every action of the window as a table: its menu, its words, its keys. No key serves twice."""

from typing import NamedTuple

from chorus_desk.presenters.actions import LABELS, Act
from chorus_desk.wording.catalogue import N_

FILE, EDIT, INVOICE, VIEW, HELP = (
    N_("&Fichier"), N_("É&dition"), N_("Fact&ure"), N_("&Affichage"), N_("Aid&e"),
)  # fmt: skip
MENUS = (FILE, EDIT, INVOICE, VIEW, HELP)


class Command(NamedTuple):
    """One action: the menu it stands in, its words, its keys, whether a line goes before it."""

    name: str
    menu: str
    text: str
    keys: str
    apart: bool = False


COMMANDS = (
    Command("new", FILE, N_("Nouvelle facture"), "Ctrl+N"),
    Command("import", FILE, N_("Importer des fichiers…"), "Ctrl+O"),
    Command("save", FILE, N_("Enregistrer"), "Ctrl+S"),
    Command("prices", FILE, N_("Votre tarif…"), "Ctrl+Shift+P"),
    Command("save-copy", FILE, N_("Enregistrer une copie de mes données…"), "Ctrl+Shift+S",
            apart=True),
    Command("open-copy", FILE, N_("Ouvrir une copie…"), "Ctrl+Shift+O"),
    Command("demo", FILE, N_("Essayer avec l'entreprise de démonstration"), "Ctrl+Shift+M",
            apart=True),
    Command("quit", FILE, N_("Quitter"), "Ctrl+Q", apart=True),
    Command("undo", EDIT, N_("Annuler"), "Ctrl+Z"),
    Command("redo", EDIT, N_("Rétablir"), "Ctrl+Shift+Z"),
    Command("find", EDIT, N_("Rechercher"), "Ctrl+F", apart=True),
    Command(Act.EDIT, INVOICE, LABELS[Act.EDIT], "Ctrl+E"),
    Command(Act.ISSUE, INVOICE, LABELS[Act.ISSUE], "Ctrl+Return"),
    Command(Act.HAND_OVER, INVOICE, LABELS[Act.HAND_OVER], "Ctrl+D", apart=True),
    Command(Act.DEPOSITED, INVOICE, LABELS[Act.DEPOSITED], "Ctrl+Shift+D"),
    Command(Act.STATUS, INVOICE, LABELS[Act.STATUS], "Ctrl+T"),
    Command(Act.EXPORT, INVOICE, LABELS[Act.EXPORT], "Ctrl+Shift+E"),
    Command(Act.DUPLICATE, INVOICE, LABELS[Act.DUPLICATE], "Ctrl+Shift+N", apart=True),
    Command(Act.CREDIT, INVOICE, LABELS[Act.CREDIT], "Ctrl+Shift+A"),
    Command(Act.DISCARD, INVOICE, LABELS[Act.DISCARD], "Ctrl+Shift+Del"),
    Command("page-welcome", VIEW, N_("Accueil"), "Ctrl+1"),
    Command("page-invoices", VIEW, N_("Factures"), "Ctrl+2"),
    Command("page-import", VIEW, N_("Importer"), "Ctrl+3"),
    Command("page-bodies", VIEW, N_("Organismes publics"), "Ctrl+4"),
    Command("page-business", VIEW, N_("Mon entreprise"), "Ctrl+5"),
    Command("language", VIEW, N_("English"), "Ctrl+L", apart=True),  # "Français" in English
    Command("theme", VIEW, N_("Changer de thème : clair, sombre, système"), "Ctrl+Shift+L"),
    Command("keys", HELP, N_("Raccourcis clavier"), "F1"),
    Command("about", HELP, N_("À propos de Chorus Desk"), "Shift+F1"),
)  # fmt: skip
