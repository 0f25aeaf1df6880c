"""Tables as strangers keep them, each with what a careful reader would take from it.

The expectations were written before the tables were read for the first time.
"""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests import builders as b

NEW_SIRET = "21990002400015"
SCHOOL_SIRET = "21010003800012"
CLINIC_SIRET = "26990004900017"
Expected = tuple[int, str, str]
"""Row, outcome, and the codes said of it."""


@dataclass(frozen=True)
class Table:
    """A file, what it is recognised as, and what becomes of its rows."""

    name: str
    content: bytes
    kind: str | None
    rows: tuple[Expected, ...]
    asides: tuple[tuple[int, str], ...] = ()

    def write(self, folder: Path) -> Path:
        path = folder / self.name
        path.write_bytes(self.content)
        return path


def _workbook(**sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


CUSTOMERS = Table(
    "clients.csv",
    (
        "Mes clients publics;;;;;;\n;;;;;;\n"
        "Nom du client;N° SIRET;Adresse;CP;Ville;Code service;Courriel\n"
        f"Mairie de Bourg-Fictif;{b.COMMUNE_SIRET};2 rue Neuve;99000;Bourg-Fictif;CULTURE;a@b.fr\n"
        f"Commune de Neuville;219 900 024 00015;1, place de l'Église;99200;Neuville;;\n"
        "Association des voisins;;3 rue X;99000;Bourg;;\n"
        "École du Lac;21010003800013;;01000;Lac;;\n"
        "Hôpital;269900049;;99100;Ville;;\n"
        "Écoles;;;;;;\n"
        f"Commune de Neuville;{NEW_SIRET};1, place de l'Église;99200;Neuville;VOIRIE;\n"
        f"COMMUNE DE NEUVILLE;{NEW_SIRET};;;;;\n"
    ).encode("cp1252"),
    "bodies",
    (
        (4, "changed", "body-service-added body-kept-name body-kept-street"),
        (5, "new", ""),
        (6, "refused", "body-no-siret"),
        (7, "refused", "body-siret-key"),
        (8, "refused", "body-siren"),
        (10, "changed", "body-service-added"),
        (11, "same", ""),
    ),
    ((9, "note"),),
)
COMPANIES = Table(
    "customers.xlsx",
    _workbook(
        Customers=[
            ["Company", "SIRET number", "Billing address", "Zip code", "City", "Payment terms",
             "Created by"],
            ["Lake school", float(SCHOOL_SIRET), "4 lake road", 1000, "Lac", "30 days", "me"],
            ["Clinic", CLINIC_SIRET, None, 99100, "Ville-Exemple", "50", "me"],
            [None, NEW_SIRET, "1 square", 99200, "Neuville", "45 jours", "me"],
            ["TOTAL", None, None, None, None, None, None],
        ],
        Notes=[["Updated every month"]],
    ),
    "bodies",
    (
        (2, "new", "cell-zeros"),
        (3, "new", ""),
        (4, "refused", "body-no-name"),
    ),
    ((5, "total"), (0, "no-table")),
)  # fmt: skip
STRUCTURES = Table(
    "structures.tsv",
    (
        "Structure\tIdentifiant\tVille\tEngagement obligatoire\n"
        f"Centre hospitalier de Ville-Exemple\t{b.HOSPITAL_SIRET}\tVille-Exemple\toui\n"
        f"Commune de Neuville\t{NEW_SIRET}\tNeuville\tnon\n"
        f"=cmd|'/c calc'!A1\t{CLINIC_SIRET}\tVille\tpeut-être\n"
    ).encode("utf-16"),
    "bodies",
    (
        (2, "new", ""),
        (3, "new", ""),
        (4, "new", "cell-unreadable"),
    ),
)
CUSTOMER_TABLES = (CUSTOMERS, COMPANIES, STRUCTURES)

TARIFF = Table(
    "tarif.csv",
    (
        "TARIF 2026 ;;;;\n"
        "Réf;Désignation;Unité;PU HT;TVA\n"
        "Impression;;;;\n"
        "A1;Affiche A1 couleur;pièce;12,50 €;20 %\n"
        "A2;Affiche A2;u;8;20\n"
        ";Pose sur site;heure;45,00;20 %\n"
        "D1;Dessin;sur mesure;300;TVA non applicable, art. 293 B du CGI\n"
        "R1;Remise fidélité;;-10;20 %\n"
        "V1;Visite;forfait;sur devis;\n"
        "a1;Affiche A1 couleur;pièce;13,00 €;20 %\n"
        ";pose  sur SITE;heure;45;20 %\n"
    ).encode("cp1252"),
    "prices",
    (
        (4, "new", ""),
        (5, "new", ""),
        (6, "new", ""),
        (7, "new", "cell-unreadable"),
        (8, "refused", "price-negative"),
        (9, "refused", "cell-unreadable"),
        (10, "changed", "price-changed"),
        (11, "same", ""),
    ),
    ((3, "note"),),
)
ITEMS = Table(
    "items.xlsx",
    _workbook(
        Items=[
            ["Item code", "Item name", "Description", "Unit", "Sales price", "Tax rate",
             "Purchase cost"],
            [1001, "Poster", "A1, colour", "piece", 12.5, 0.2, 3],
            [1002, "Setup", None, "hour", 45, 0.055, None],
            [1003, "Free sample", None, None, 0, 0.2, None],
            [1004, None, None, None, 5, 0.2, None],
        ]
    ),
    "prices",
    (
        (2, "new", "cell-share"),
        (3, "new", "cell-share"),
        (4, "new", "cell-share"),
        (5, "refused", "price-no-description"),
    ),
)  # fmt: skip
GROSS_ONLY = Table(
    "prestations.csv",
    (
        "Prestation,Prix TTC,TVA %\n"
        '"Cours, 1 heure",60.00,20\n'
        "Atelier,110,10\n"
        "Conférence,500,\n"
        "Total,670,\n"
    ).encode(),
    "prices",
    (
        (2, "new", "price-from-gross"),
        (3, "new", "price-from-gross"),
        (4, "refused", "price-gross-only"),
    ),
    ((5, "total"),),
)
PRICE_TABLES = (TARIFF, ITEMS, GROSS_ONLY)

PORTAL = Table(
    "export_factures.csv",
    (
        "Numéro de facture;Destinataire;Date de dépôt;Statut;Date du statut;Montant HT;Montant TTC;Motif\n"
        "2026-0001;COMMUNE;21/11/2026;Mise à disposition du destinataire;23/11/2026;300,00;300,00;\n"
        "2026-0002;COMMUNE;21/11/2026;Rejetée;22/11/2026;300,00;350,00;Engagement inconnu\n"
        "2026-0003;COMMUNE;;Déposée;22/11/2026;300,00;300,00;\n"
        "2026-0099;COMMUNE;21/11/2026;Mandatée;23/11/2026;10,00;10,00;\n"
        "2026-0001;COMMUNE;21/11/2026;Mise à disposition du destinataire;23/11/2026;300,00;300,00;\n"
    ).encode("utf-8-sig"),
    "statuses",
    (
        (2, "new", "event-deposited event-status"),
        (3, "new", "event-deposited event-status total-differs"),
        (4, "new", "event-deposited"),
        (5, "refused", "status-unknown-number"),
        (6, "same", "status-known"),
    ),
)
RECEIPTS = Table(
    "encaissements.xlsx",
    _workbook(
        Encaissements=[
            ["Suivi de mes encaissements", None, None, None],
            ["Facture n°", "Montant TTC", "Payé le", "Montant réglé"],
            ["2026-0001", 300, date(2026, 11, 22), 100],
            ["2026-0001", 300, date(2026, 11, 23), 200],
            ["2026-0002", 300, date(2026, 11, 23), 310],
            ["2026-0003", 300, date(2026, 12, 24), 300],
            ["2026-0003", 300, date(2026, 11, 1), 300],
            ["2026-0004", 300, None, None],
            [None, 300, date(2026, 11, 23), 300],
            ["Total", 2100, None, 1210],
        ]
    ),
    "statuses",
    (
        (3, "new", "event-part-paid paid-part"),
        (4, "new", "event-paid paid-in-parts"),
        (5, "refused", "paid-over"),
        (6, "refused", "date-future"),
        (7, "refused", "date-early"),
        (8, "same", "status-nothing"),
        (9, "refused", "status-no-number"),
    ),
    ((10, "total"),),
)
PAID = Table(
    "paid.tsv",
    (
        b"Invoice number\tStatus\tPaid date\tComment\n"
        b"2026-0001\tPaid\t2026-11-23\tthanks\n"
        b"2026-0002\tSent\t\t\n"
        b"2026-0003\tlost in the post\t\t\n"
        b"2026-0004\tPaid\t\t\n"
        b" 2026-0001 \tpaid\t2026-11-23\tthanks\n"
    ),
    "statuses",
    (
        (2, "new", "event-paid"),
        (3, "same", "status-nothing"),
        (4, "refused", "status-unknown"),
        (5, "new", "event-paid status-no-date"),
        (6, "same", "status-known"),
    ),
)
STATUS_TABLES = (PORTAL, RECEIPTS, PAID)
