"""Tables of customers, prices and statuses for the screens that show them imported.

Their words are none of the program's own: those would be taken for texts that lack their English.
"""

from decimal import Decimal
from pathlib import Path

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.usecases.catalogue import keep_item
from chorus_desk.usecases.workspace import Workspace

_ITEMS = (
    CatalogueItem(reference="ELAG-1", description="Élagage d'un arbre, nacelle comprise",
                  unit="HUR", unit_price=Decimal("62.00")),
    CatalogueItem(reference="TAILLE", description="Taille de haie", unit="MTR",
                  unit_price=Decimal("8.50")),
    CatalogueItem(description="Évacuation des déchets verts", unit="MTQ",
                  unit_price=Decimal("35.00")),
)  # fmt: skip
_TABLES = {
    "clients.csv": (
        "Nom du client;N° SIRET;Adresse postale;CP;Commune;Service Chorus;Portable\n"
        "Mairie de Bourg-Fictif;21990001600011;2 rue Neuve;99000;Bourg-Fictif;CULTURE;0102030405\n"
        "Commune de Neuville;21990002400015;1, place de l'Église;99200;Neuville;;\n"
        "Association des voisins;;3 rue des Lilas;99000;Bourg-Fictif;;\n"
        "École du Lac;21010003800013;4 chemin du Lac;01000;Lac;;\n"
    ),
    "tarif.csv": (
        "Tarif 2026;;;;;\n"
        "Réf;Désignations;Unité de vente;PU HT;Taux TVA;Saison\n"
        "ELAG-1;Élagage d'un arbre, nacelle comprise;h;65,00 €;TVA non applicable, art. 293 B;\n"
        "TAILLE;Taille de haie;ml;8,50;;\n"
        "TONTE;Tonte;m²;0,45;;au printemps\n"
        "DESS;Dessouchage;ff;sur devis;;\n"
    ),
    "suivi.csv": (
        "Facture n°;Payeur;Date dépôt;Statut Chorus Pro;Date statut;Montant total;Motif de rejet\n"
        "2026-0001;COMMUNE;04/11/2026;Mise à disposition;21/11/2026;1,00;\n"
        "2026-0002;HOPITAL;12/11/2026;REJETEE;23/11/2026;;Engagement inconnu\n"
        "2026-0099;MAIRIE;;MANDATEE;23/11/2026;10,00;\n"
    ),
}


def write_records(folder: Path) -> None:
    """Write the tables beside the data folder."""
    for name, text in _TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")


def furnish_prices(workspace: Workspace) -> None:
    """Keep a small price list."""
    for item in _ITEMS:
        keep_item(workspace, item)
