"""Tables as trades and billing programs make them, each with what a careful reader takes from it.

They were written down, with what is expected, before the program had seen any of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Rows = Sequence[Sequence[object]]
LineOf = tuple[str | None, str, str, str | None]
"""Description, quantity, unit price, VAT rate."""

TOWN, SCHOOL = "21750001600019", "21859131100012"


@dataclass(frozen=True)
class Wanted:
    """One invoice: ``net`` and ``gross`` are what the lines are to add up to."""

    number: str
    day: date | None
    buyer: str | None
    lines: tuple[LineOf, ...]
    net: str
    gross: str
    siret: str | None = None
    kind: str = "380"
    commitment: str | None = None

    @property
    def totals(self) -> tuple[Decimal, Decimal]:
        """Net and gross."""
        return Decimal(self.net), Decimal(self.gross)


@dataclass(frozen=True)
class Sample:
    """A file: its sheets or its text; ``warned`` when it cannot be right without a question.

    ``gap`` says what is still read otherwise than a careful reader would.
    """

    name: str
    wanted: tuple[Wanted, ...]
    sheets: Mapping[str, Rows] | None = None
    text: str = ""
    warned: bool = False
    gap: str = ""


def _plumber() -> Sample:
    rows: Rows = [
        ["SARL Tuyaux & Cie", "", "", "", "FACTURE", ""],
        ["12 rue du Puits, 99000 Bourg-Fictif", "", "", "", "Numéro :", "2026-031"],
        ["SIRET 732 829 320 00074", "", "", "", "Date :", date(2026, 10, 14)],
        [],
        ["", "", "", "Client", "", ""],
        ["", "", "", "Commune de Bourg-Fictif", "", ""],
        ["", "", "", "1 place de l'Exemple", "", ""],
        ["Chantier : école maternelle", "", "", "", "", ""],
        [],
        ["Désignation", "U", "Quantité", "Prix U. HT", "TVA", "Montant HT"],
        ["SANITAIRES", "", "", "", "", ""],
        ["Dépose de l'ancien lavabo", "ens", 1.0, 85.0, 0.1, 85.0],
        ["Lavabo et mitigeur", "u", 2.0, 210.5, 0.1, 421.0],
        ["CUISINE", "", "", "", "", ""],
        ["Main d'œuvre", "h", 6.5, 48.0, 0.1, 312.0],
        [],
        ["", "", "", "", "Total HT", 818.0],
        ["", "", "", "", "TVA 10 %", 81.8],
        ["", "", "", "", "Total TTC", 899.8],
        ["", "", "", "", "Acompte versé le 01/10/2026", 300.0],
        ["", "", "", "", "Reste à payer", 599.8],
    ]
    lines = (
        ("Dépose de l'ancien lavabo", "1", "85", "10"),
        ("Lavabo et mitigeur", "2", "210.5", "10"),
        ("Main d'œuvre", "6.5", "48", "10"),
    )
    wanted = Wanted("2026-031", date(2026, 10, 14), "Commune de Bourg-Fictif", lines,
                    "818.00", "899.80")  # fmt: skip
    return Sample("plumber's form", (wanted,), {"Facture": rows})


def _carpenter() -> Sample:
    rows: Rows = [
        ["Menuiserie Copeau", "", "", "FACTURE N° F26-118"],
        ["", "", "", "Le 3 novembre 2026"],
        ["", "", "À l'attention de :", "Collège Exemple"],
        ["", "", "SIRET :", "21859131100012"],
        ["", "", "Bon de commande :", "BC-8841"],
        [],
        ["Désignation", "Quantité", "Prix unitaire HT", "Total HT"],
        ["Porte en chêne", 2.0, 600.0, 1200.0],
        ["Pose", 1.0, 300.0, 300.0],
        ["", "", "Sous-total HT", 1500.0],
        ["", "", "Remise 10 %", -150.0],
        ["", "", "Total HT", 1350.0],
        ["", "", "TVA 20 %", 270.0],
        ["", "", "Net à payer", 1620.0],
    ]
    wanted = Wanted("F26-118", date(2026, 11, 3), "Collège Exemple",
                    (("Porte en chêne", "2", "600", "20"), ("Pose", "1", "300", "20")),
                    "1350.00", "1620.00", siret=SCHOOL, commitment="BC-8841")  # fmt: skip
    return Sample("carpenter's form with a discount under the lines", (wanted,), {"F26-118": rows})


def _translator() -> Sample:
    rows: Rows = [
        ["Suivi de mes traductions 2026"],
        [],
        ["Facture", "Date d'envoi", "Client", "Texte traduit", "Nb de mots", "Tarif au mot",
         "Montant HT", "Payée"],
        ["T-26-01", date(2026, 2, 3), "Université Exemple", "Plaquette EN>FR", 2400.0, 0.11, 264.0,
         "oui"],
        ["T-26-02", date(2026, 2, 20), "Mairie de Vayres", "Site web FR>DE", 5150.0, 0.12, 618.0,
         "non"],
        [],
        ["TVA non applicable, article 293 B du CGI"],
    ]  # fmt: skip
    return Sample(
        "translator's list by the word",
        (
            Wanted("T-26-01", date(2026, 2, 3), "Université Exemple",
                   (("Plaquette EN>FR", "2400", "0.11", "0"),), "264.00", "264.00"),
            Wanted("T-26-02", date(2026, 2, 20), "Mairie de Vayres",
                   (("Site web FR>DE", "5150", "0.12", "0"),), "618.00", "618.00"),
        ),
        {"2026": rows},
    )  # fmt: skip


def _bakery() -> Sample:
    rows: Rows = [
        ["Boulangerie de l'Exemple", "", "", "", "", ""],
        ["Facture n° 2026-10 - livraisons d'octobre 2026", "", "", "", "", ""],
        ["Date : 31/10/2026", "", "", "", "", ""],
        ["Client : Cantine municipale", "", "", "", "", ""],
        ["Jour", "N° BL", "Produit", "Quantité", "Prix HT", "Montant HT"],
        ["01/10/2026", "BL 501", "Baguettes", 40.0, 0.85, 34.0],
        ["02/10/2026", "BL 502", "Baguettes", 38.0, 0.85, 32.3],
        ["02/10/2026", "BL 502", "Pains au lait", 60.0, 0.6, 36.0],
        ["", "", "", "", "Total HT", 102.3],
        ["", "", "", "", "TVA 5,5 %", 5.63],
        ["", "", "", "", "Total TTC", 107.93],
    ]
    wanted = Wanted("2026-10", date(2026, 10, 31), "Cantine municipale",
                    (("Baguettes", "40", "0.85", "5.5"), ("Baguettes", "38", "0.85", "5.5"),
                     ("Pains au lait", "60", "0.6", "5.5")), "102.30", "107.93")  # fmt: skip
    return Sample("bakery's month of deliveries", (wanted,), {"Octobre": rows})


def _trainer() -> Sample:
    text = (
        "N° facture;Date facture;Organisme;SIRET;Intitulé de la formation;Nb jours;Prix/jour;"
        "Total;TVA\n"
        "FO-12;05/03/2026;Commune de Bourg-Fictif;217 500 016 00019;Premiers secours;2;650,00 €;"
        "1 300,00 €;Exonéré (art. 261-4-4° a du CGI)\n"
        "FO-13;19/03/2026;Collège Exemple;218 591 311 00012;Gestes et postures;1,5;650,00 €;"
        "975,00 €;Exonéré (art. 261-4-4° a du CGI)\n"
    )
    return Sample(
        "trainer's list, exempt",
        (
            Wanted("FO-12", date(2026, 3, 5), "Commune de Bourg-Fictif",
                   (("Premiers secours", "2", "650.00", None),), "1300.00", "1300.00", siret=TOWN),
            Wanted("FO-13", date(2026, 3, 19), "Collège Exemple",
                   (("Gestes et postures", "1.5", "650.00", None),), "975.00", "975.00",
                   siret=SCHOOL),
        ),
        text=text, warned=True,
    )  # fmt: skip


def _label_sheets() -> Sample:
    def sheet(number: str, day: date, to: tuple[str, str], what: str, net: float) -> Rows:
        return [
            ["FACTURE", ""],
            ["Numéro de facture", number],
            ["Date", day],
            ["Client", to[0]],
            ["SIRET du client", to[1]],
            ["Objet", what],
            ["Montant HT", net],
            ["Taux de TVA", 0.2],
            ["Montant TVA", net / 5],
            ["Montant TTC", net * 1.2],
        ]

    return Sample(
        "labels and values, an invoice a sheet",
        (
            Wanted("26-01", date(2026, 1, 9), "Mairie de Vayres",
                   (("Réglage du clavecin", "1", "450", "20"),), "450.00", "540.00", siret=TOWN),
            Wanted("26-02", date(2026, 2, 9), "Collège Exemple",
                   (("Accord du piano", "1", "95", "20"),), "95.00", "114.00", siret=SCHOOL),
        ),
        {
            "Janvier": sheet("26-01", date(2026, 1, 9), ("Mairie de Vayres", TOWN),
                             "Réglage du clavecin", 450.0),
            "Février": sheet("26-02", date(2026, 2, 9), ("Collège Exemple", SCHOOL),
                             "Accord du piano", 95.0),
        },
    )  # fmt: skip


def _three_rows() -> Sample:
    rows: Rows = [
        ["Récapitulatif des factures 2026"],
        ["Facture", "", "Client", "", "Prestation", "", "", "", "Montants", "", ""],
        ["", "", "", "", "", "", "Prix", "", "Hors taxe", "TVA", "Total"],
        ["N°", "Date", "Nom", "SIRET", "Désignation", "Qté", "unitaire HT", "", "(€)", "(€)",
         "TTC (€)"],
        ["R-1", date(2026, 4, 2), "Mairie de Vayres", TOWN, "Élagage", 3.0, 120.0, "", 360.0, 72.0,
         432.0],
        ["R-2", date(2026, 4, 9), "Collège Exemple", SCHOOL, "Tonte", 2.0, 80.0, "", 160.0, 32.0,
         192.0],
    ]  # fmt: skip
    return Sample(
        "headings on three rows",
        (
            Wanted("R-1", date(2026, 4, 2), "Mairie de Vayres", (("Élagage", "3", "120", "20"),),
                   "360.00", "432.00", siret=TOWN),
            Wanted("R-2", date(2026, 4, 9), "Collège Exemple", (("Tonte", "2", "80", "20"),),
                   "160.00", "192.00", siret=SCHOOL),
        ),
        {"Récap": rows},
    )  # fmt: skip


def _henrri() -> Sample:
    text = (
        '"Numéro";"Date";"Client";"Objet";"Total HT";"Total TVA";"Total TTC";"Reste à payer";'
        '"Statut"\n'
        '"FA-2026-0014";"15/05/2026";"Mairie de Vayres";"Affiches du marché";"250,00";"50,00";'
        '"300,00";"300,00";"Finalisée"\n'
        '"AV-2026-0002";"18/05/2026";"Mairie de Vayres";"Avoir sur FA-2026-0011";"-40,00";"-8,00";'
        '"-48,00";"0,00";"Finalisé"\n'
    )
    return Sample(
        "export of documents, an invoice and a credit note",
        (
            Wanted("FA-2026-0014", date(2026, 5, 15), "Mairie de Vayres",
                   (("Affiches du marché", "1", "250.00", "20"),), "250.00", "300.00"),
            Wanted("AV-2026-0002", date(2026, 5, 18), "Mairie de Vayres",
                   (("Avoir sur FA-2026-0011", "1", "40.00", "20"),), "40.00", "48.00", kind="381"),
        ),
        text=text,
    )  # fmt: skip


def _tiime() -> Sample:
    text = (
        "Numéro de facture,Nom du client,Date d'émission,Date d'échéance,Montant HT,Montant TVA,"
        "Montant TTC,Statut,Date de paiement\n"
        'F-0007,Mairie de Vayres,2026-06-01,2026-07-01,"1 200,00","240,00","1 440,00",Envoyée,\n'
        'F-0008,"Exemple, Lycée",2026-06-04,2026-07-04,"80,50","16,10","96,60",Payée,2026-06-20\n'
    )
    return Sample(
        "export with two kinds of dates",
        (
            Wanted("F-0007", date(2026, 6, 1), "Mairie de Vayres", ((None, "1", "1200.00", "20"),),
                   "1200.00", "1440.00"),
            Wanted("F-0008", date(2026, 6, 4), "Exemple, Lycée", ((None, "1", "80.50", "20"),),
                   "80.50", "96.60"),
        ),
        text=text,
    )  # fmt: skip


def _ebp() -> Sample:
    text = (
        "Numéro du document\tDate du document\tCode client\tNom du client\tCode article\t"
        "Description\tQuantité\tPV HT\t% remise\tMontant net HT\tTaux de TVA\tMontant net TTC\n"
        "FA00000231\t12/09/2026\tCL0004\tCommune de Bourg-Fictif\tAMP60\tAmpoules\t10,00\t4,00\t"
        "10,00\t36,00\t20,00\t43,20\n"
        "FA00000231\t12/09/2026\tCL0004\tCommune de Bourg-Fictif\tMO\tMain d'œuvre\t2,00\t45,00\t"
        "0,00\t90,00\t20,00\t108,00\n"
    )
    wanted = Wanted("FA00000231", date(2026, 9, 12), "Commune de Bourg-Fictif",
                    (("Ampoules", "10", "4", "20"), ("Main d'œuvre", "2", "45", "20")),
                    "126.00", "151.20")  # fmt: skip
    return Sample("export of lines with a discount in percent", (wanted,), text=text)


def _ciel() -> Sample:
    text = (
        "N° pièce;Date;Raison sociale;Référence;Désignation;Qté;P.U. HT;Remise;Total HT;TVA\n"
        "4411;02/02/2026;Mairie de Vayres;R1;Ramettes;12;5,00;6,00;54,00;20,00\n"
        "4411;02/02/2026;Mairie de Vayres;R2;Stylos;100;0,50;;50,00;20,00\n"
        "4412;03/02/2026;Collège Exemple;R1;Ramettes;4;5,00;;20,00;20,00\n"
    )
    return Sample(
        "export of lines with a discount in euros",
        (
            Wanted("4411", date(2026, 2, 2), "Mairie de Vayres",
                   (("Ramettes", "12", "5", "20"), ("Stylos", "100", "0.5", "20")), "104.00",
                   "124.80"),
            Wanted("4412", date(2026, 2, 3), "Collège Exemple", (("Ramettes", "4", "5", "20"),),
                   "20.00", "24.00"),
        ),
        text=text,
    )  # fmt: skip


def _dolibarr() -> Sample:
    text = (
        "Réf. facture,Type,Date facturation,Date échéance,Tiers,Siret,Montant HT,Montant TVA,"
        "Montant TTC,Description de la ligne,Prix U. HT,Taux TVA de la ligne,Qté pour la ligne,"
        "Montant HT de la ligne,Montant TVA de la ligne,Montant TTC de la ligne\n"
        f"FA2605-0003,0,2026-05-04,2026-06-03,Mairie de Vayres,{TOWN},170.00,34.00,204.00,"
        "Banderole,60.00,20.000,2,120.00,24.00,144.00\n"
        f"FA2605-0003,0,2026-05-04,2026-06-03,Mairie de Vayres,{TOWN},170.00,34.00,204.00,"
        "Pose,50.00,20.000,1,50.00,10.00,60.00\n"
        f"FA2605-0004,0,2026-05-05,2026-06-04,Collège Exemple,{SCHOOL},30.00,6.00,36.00,"
        "Pose,30.00,20.000,1,30.00,6.00,36.00\n"
    )
    return Sample(
        "export of lines with the invoice's totals on each",
        (
            Wanted("FA2605-0003", date(2026, 5, 4), "Mairie de Vayres",
                   (("Banderole", "2", "60.00", "20"), ("Pose", "1", "50.00", "20")), "170.00",
                   "204.00", siret=TOWN),
            Wanted("FA2605-0004", date(2026, 5, 5), "Collège Exemple",
                   (("Pose", "1", "30.00", "20"),), "30.00", "36.00", siret=SCHOOL),
        ),
        text=text,
    )  # fmt: skip


def _odoo() -> Sample:
    rows: Rows = [
        ["Numéro", "Partenaire", "Date de facturation", "Lignes de facture/Libellé",
         "Lignes de facture/Quantité", "Lignes de facture/Prix unitaire",
         "Lignes de facture/Taxes", "Montant HT", "Total"],
        ["FAC/2026/00012", "Mairie de Vayres", date(2026, 8, 3), "Entretien", 3.0, 40.0,
         "TVA 20 % (vente)", 220.0, 264.0],
        ["", "", "", "Fournitures", 1.0, 100.0, "TVA 20 % (vente)", "", ""],
        ["FAC/2026/00013", "Collège Exemple", date(2026, 8, 4), "Entretien", 1.0, 40.0,
         "TVA 20 % (vente)", 40.0, 48.0],
    ]  # fmt: skip
    return Sample(
        "export with the head on the first row alone",
        (
            Wanted("FAC/2026/00012", date(2026, 8, 3), "Mairie de Vayres",
                   (("Entretien", "3", "40", "20"), ("Fournitures", "1", "100", "20")), "220.00",
                   "264.00"),
            Wanted("FAC/2026/00013", date(2026, 8, 4), "Collège Exemple",
                   (("Entretien", "1", "40", "20"),), "40.00", "48.00"),
        ),
        {"Sheet1": rows},
    )  # fmt: skip


def _axonaut() -> Sample:
    text = (
        "Numéro;Société;Date de facture;Date d'échéance;Montant HT;TVA;Montant TTC;Restant dû;"
        "Commercial;Étiquettes\n"
        "F20260021;Mairie de Vayres;03/07/2026;02/08/2026;1000;55;1055;1055;Léa;\n"
        "F20260022;Collège Exemple;04/07/2026;03/08/2026;200;20;220;0;Léa;\n"
    )
    return Sample(
        "export with a VAT amount that is called TVA",
        (
            Wanted("F20260021", date(2026, 7, 3), "Mairie de Vayres",
                   ((None, "1", "1000", "5.5"),), "1000.00", "1055.00"),
            Wanted("F20260022", date(2026, 7, 4), "Collège Exemple", ((None, "1", "200", "10"),),
                   "200.00", "220.00"),
        ),
        text=text,
    )  # fmt: skip


def _evoliz() -> Sample:
    text = (
        "N° document;Type de document;Date document;Code client;Client;Objet;Total HT;Total TVA;"
        "Total TTC;Etat\n"
        "F-2026-0101;Facture;01/10/2026;C001;Mairie de Vayres;Curage;300,00;30,00;330,00;Envoyée\n"
        "A-2026-0004;Avoir;02/10/2026;C001;Mairie de Vayres;Geste commercial;50,00;5,00;55,00;"
        "Créé\n"
    )
    return Sample(
        "export whose credit notes are positive",
        (
            Wanted("F-2026-0101", date(2026, 10, 1), "Mairie de Vayres",
                   (("Curage", "1", "300.00", "10"),), "300.00", "330.00"),
            Wanted("A-2026-0004", date(2026, 10, 2), "Mairie de Vayres",
                   (("Geste commercial", "1", "50.00", "10"),), "50.00", "55.00", kind="381"),
        ),
        text=text,
    )  # fmt: skip


def _quickbooks() -> Sample:
    text = (
        "Date,Transaction Type,Num,Customer,Memo/Description,Due Date,Amount,Open Balance\n"
        "03/14/2026,Invoice,1042,Mairie de Vayres,Conseil,04/13/2026,\"1,500.00\",0.00\n"
        "03/21/2026,Credit Memo,1043,Mairie de Vayres,Remise,,-100.00,0.00\n"
    )  # fmt: skip
    return Sample(
        "export in English, months first, one amount",
        (
            Wanted("1042", date(2026, 3, 14), "Mairie de Vayres",
                   (("Conseil", "1", "1500.00", None),), "1500.00", "1500.00"),
            Wanted("1043", date(2026, 3, 21), "Mairie de Vayres",
                   (("Remise", "1", "100.00", None),), "100.00", "100.00", kind="381"),
        ),
        text=text, warned=True,
    )  # fmt: skip


def _sage() -> Sample:
    rows: Rows = [
        ["Type", "N° pièce", "Date", "Tiers", "Intitulé", "Référence article", "Désignation",
         "Quantité", "P.U. HT", "Remise", "Montant HT", "Taux taxe 1"],
        ["Facture", "FA0091", date(2026, 3, 2), "CMAIRIE", "Mairie de Vayres", "SAB25", "Sable",
         4.0, 30.0, "5%", 114.0, 20.0],
        ["Facture", "FA0091", date(2026, 3, 2), "CMAIRIE", "Mairie de Vayres", "GRA10", "Gravier",
         1.0, 70.0, "", 70.0, 20.0],
    ]  # fmt: skip
    wanted = Wanted("FA0091", date(2026, 3, 2), "Mairie de Vayres",
                    (("Sable", "4", "30", "20"), ("Gravier", "1", "70", "20")), "184.00",
                    "220.80")  # fmt: skip
    return Sample(
        "export of lines with a discount written in percent", (wanted,), {"Feuil1": rows},
        gap="« Tiers » has the customer's code, « Intitulé » the name",
    )  # fmt: skip


def _consultant() -> Sample:
    rows: Rows = [
        ["N° Facture", "Mois", "Client", "Mission", "Jours", "TJM", "HT", "TVA", "TTC", "Réglée le"],
        ["2026/01", "janv. 2026", "Mairie de Vayres", "Audit énergie", 4.5, 520.0, 2340.0, 468.0,
         2808.0, date(2026, 2, 28)],
        ["2026/02", "févr. 2026", "Mairie de Vayres", "Audit énergie", 3.0, 520.0, 1560.0, 312.0,
         1872.0, ""],
        ["Total", "", "", "", 7.5, "", 3900.0, 780.0, 4680.0, ""],
    ]  # fmt: skip
    return Sample(
        "consultant's days, without a date",
        (
            Wanted("2026/01", None, "Mairie de Vayres", (("Audit énergie", "4.5", "520", "20"),),
                   "2340.00", "2808.00"),
            Wanted("2026/02", None, "Mairie de Vayres", (("Audit énergie", "3", "520", "20"),),
                   "1560.00", "1872.00"),
        ),
        {"Factures": rows},
    )  # fmt: skip


def _caterer() -> Sample:
    rows: Rows = [
        ["N°", "Date", "Client", "Prestation", "HT 10%", "HT 20%", "TVA 10%", "TVA 20%", "TTC"],
        ["31", date(2026, 6, 12), "Mairie de Vayres", "Vin d'honneur", 400.0, 150.0, 40.0, 30.0,
         620.0],
        ["32", date(2026, 6, 19), "Collège Exemple", "Plateaux-repas", 180.0, "", 18.0, "", 198.0],
    ]  # fmt: skip
    return Sample(
        "caterer's amounts by rate",
        (
            Wanted("31", date(2026, 6, 12), "Mairie de Vayres",
                   (("Vin d'honneur", "1", "400", "10"), ("Vin d'honneur", "1", "150", "20")),
                   "550.00", "620.00"),
            Wanted("32", date(2026, 6, 19), "Collège Exemple",
                   (("Plateaux-repas", "1", "180", "10"),), "180.00", "198.00"),
        ),
        {"2026": rows},
    )  # fmt: skip


def _prices_with_vat() -> Sample:
    text = (
        "Facture n°;Date;Client;Article;Quantité;Prix TTC;Taux TVA;Total TTC\n"
        "51;06/04/2026;Mairie de Vayres;Gerbe;2;60,00;20 %;120,00\n"
    )
    wanted = Wanted("51", date(2026, 4, 6), "Mairie de Vayres", (("Gerbe", "2", "50", "20"),),
                    "100.00", "120.00")  # fmt: skip
    return Sample("florist's prices with VAT in them", (wanted,), text=text, warned=True)


def _two_years() -> Sample:
    rows: Rows = [
        ["N°", "Date", "Client", "Objet", "Montant HT", "TVA", "Montant TTC"],
        ["12", date(2025, 12, 1), "Mairie de Vayres", "Ménage", 100.0, 20.0, 120.0],
        ["12", date(2026, 12, 1), "Mairie de Vayres", "Ménage", 110.0, 22.0, 132.0],
    ]
    return Sample(
        "numbers that begin again each year",
        (
            Wanted("12", date(2025, 12, 1), "Mairie de Vayres", (("Ménage", "1", "100", "20"),),
                   "100.00", "120.00"),
            Wanted("12", date(2026, 12, 1), "Mairie de Vayres", (("Ménage", "1", "110", "20"),),
                   "110.00", "132.00"),
        ),
        {"Toutes": rows},
    )  # fmt: skip


def _photographer() -> Sample:
    rows: Rows = [
        ["Studio Exemple", "", ""],
        ["FACTURE", "", "N° 26-044"],
        ["Date de facturation", "", date(2026, 9, 8)],
        ["Facturé à", "", "Office de tourisme Exemple"],
        [],
        ["Description", "", "Montant"],
        ["Reportage d'une journée", "", 600.0],
        ["Cession de droits, 2 ans", "", 250.0],
        [],
        ["Total", "", 850.0],
        ["TVA non applicable, art. 293 B du CGI", "", ""],
    ]
    wanted = Wanted("26-044", date(2026, 9, 8), "Office de tourisme Exemple",
                    (("Reportage d'une journée", "1", "600", "0"),
                     ("Cession de droits, 2 ans", "1", "250", "0")), "850.00", "850.00")  # fmt: skip
    return Sample("photographer's form of amounts", (wanted,), {"26-044": rows})


def _head_and_lines() -> Sample:
    return Sample(
        "heads on one sheet, lines on another",
        (
            Wanted("V-77", date(2026, 5, 20), "Mairie de Vayres",
                   (("Compost", "3", "12", "10"), ("Livraison", "1", "25", "20")), "61.00",
                   "69.60", siret=TOWN),
        ),
        {
            "Entêtes": [["N° facture", "Date facture", "Client", "SIRET client"],
                        ["V-77", date(2026, 5, 20), "Mairie de Vayres", TOWN]],
            "Détail": [["N° facture", "Article", "Qté", "PU HT", "Taux TVA"],
                       ["V-77", "Compost", 3.0, 12.0, 0.1], ["V-77", "Livraison", 1.0, 25.0, 0.2]],
        },
    )  # fmt: skip


def _quote() -> Sample:
    text = "Devis n°;Date;Client;Total HT;Total TTC\nD-1;01/02/2026;Mairie;100,00;120,00\n"
    return Sample("list of quotes, which are no invoices", (), text=text)


SAMPLES = tuple(
    make()
    for make in (
        _plumber, _carpenter, _translator, _bakery, _trainer, _label_sheets, _three_rows, _henrri,
        _tiime, _ebp, _ciel, _dolibarr, _odoo, _axonaut, _evoliz, _quickbooks, _sage, _consultant,
        _caterer, _prices_with_vat, _two_years, _photographer, _head_and_lines, _quote,
    )
)  # fmt: skip
