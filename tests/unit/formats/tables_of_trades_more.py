"""More tables of trades and programs: written down, with what is expected, after the first were mended.

They measure how far mending the first ones helps with others.
"""

from datetime import date, datetime

from tests.unit.formats.tables_of_trades import SCHOOL, TOWN, Rows, Sample, Wanted


def _gardener() -> Sample:
    rows: Rows = [
        ["", "Jardins d'Exemple - SIRET 73282932000074", "", "", ""],
        ["", "", "", "", ""],
        ["", "Facture", "2026-17", "", ""],
        ["", "Le", "12 mai 2026", "", ""],
        ["", "Doit :", "Commune de Vayres", "", ""],
        ["", "", "2 place de la Mairie", "", ""],
        ["", "Siret client", "217 500 016 00019", "", ""],
        [],
        ["", "Travaux effectués", "Nb", "Prix", "Total"],
        ["", "Tonte du stade", "4 h", "38,00", "152,00"],
        ["", "Taille des haies", "6 h", "42,00", "252,00"],
        ["", "Évacuation des déchets verts", "1", "60,00", "60,00"],
        [],
        ["", "", "", "Total H.T.", "464,00"],
        ["", "", "", "T.V.A. 10%", "46,40"],
        ["", "", "", "Total T.T.C.", "510,40"],
        ["", "Payable à 30 jours", "", "", ""],
    ]
    wanted = Wanted("2026-17", date(2026, 5, 12), "Commune de Vayres",
                    (("Tonte du stade", "4", "38", "10"), ("Taille des haies", "6", "42", "10"),
                     ("Évacuation des déchets verts", "1", "60", "10")), "464.00", "510.40",
                    siret=TOWN)  # fmt: skip
    return Sample("gardener's form typed as text", (wanted,), {"Mai": rows})


def _electrician() -> Sample:
    rows: Rows = [
        ["ELEC EXEMPLE", "", "", "", "", "Facture N°", "FE-0092"],
        ["", "", "", "", "", "Date", datetime(2026, 6, 30)],
        ["", "", "", "", "", "N° de commande", "BC 5512"],
        ["Adresse de facturation", "", "", "", "", "", ""],
        ["Client", "Lycée Exemple", "", "", "", "", ""],
        [],
        ["Réf", "Description", "Qté", "Unité", "PU HT (€)", "Remise", "Montant HT (€)"],
        ["E1", "Tableau électrique", 1.0, "u", 480.0, "10%", 432.0],
        ["E2", "Câble 3G2,5", 120.0, "m", 1.2, "", 144.0],
        ["", "", "", "", "", "Total HT (€)", 576.0],
        ["", "", "", "", "", "TVA (20 %)", 115.2],
        ["", "", "", "", "", "Total TTC (€)", 691.2],
    ]
    wanted = Wanted("FE-0092", date(2026, 6, 30), "Lycée Exemple",
                    (("Tableau électrique", "1", "480", "20"), ("Câble 3G2,5", "120", "1.2", "20")),
                    "576.00", "691.20", commitment="BC 5512")  # fmt: skip
    return Sample("electrician's form with a discount by line", (wanted,), {"FE-0092": rows})


def _indy() -> Sample:
    text = (
        "N° de facture;Nom du client;Date de facturation;Date d'échéance;Montant total HT;"
        "Montant total TVA;Montant total TTC;Statut de paiement\n"
        "2026-003;Mairie de Vayres;04/02/2026;06/03/2026;1 250,00;0,00;1 250,00;Payée\n"
    )
    wanted = Wanted("2026-003", date(2026, 2, 4), "Mairie de Vayres",
                    ((None, "1", "1250.00", None),), "1250.00", "1250.00")  # fmt: skip
    return Sample("export of a business without VAT", (wanted,), text=text, warned=True)


def _abby() -> Sample:
    text = (
        "Numéro,Type,Client,SIRET client,Date d'émission,Désignation,Quantité,Unité,"
        "Prix unitaire HT,Remise,TVA (%),Total HT,Total TTC,État\n"
        f"FAC-12,Facture,Commune de Vayres,{TOWN},2026-03-02,Atelier d'écriture,3,séance,"
        "180,0,20,540,648,Émise\n"
        f"FAC-12,Facture,Commune de Vayres,{TOWN},2026-03-02,Frais de déplacement,1,forfait,"
        "45,0,20,45,54,Émise\n"
        f"AV-1,Avoir,Commune de Vayres,{TOWN},2026-03-09,Séance annulée,1,séance,"
        "180,0,20,180,216,Émis\n"
        f"DEV-9,Devis,Commune de Vayres,{TOWN},2026-03-10,Atelier,1,séance,180,0,20,180,216,Signé\n"
    )
    return Sample(
        "export of lines of all kinds of documents",
        (
            Wanted("FAC-12", date(2026, 3, 2), "Commune de Vayres",
                   (("Atelier d'écriture", "3", "180", "20"),
                    ("Frais de déplacement", "1", "45", "20")), "585.00", "702.00", siret=TOWN),
            Wanted("AV-1", date(2026, 3, 9), "Commune de Vayres",
                   (("Séance annulée", "1", "180", "20"),), "180.00", "216.00", siret=TOWN,
                   kind="381"),
        ),
        text=text,
    )  # fmt: skip


def _zervant() -> Sample:
    text = (
        "Facture #\tClient\tDate de facture\tDate limite de paiement\tTotal (HT)\tTVA\tTotal (TTC)\t"
        "Devise\tPayé le\n"
        "1007\tCollège Exemple\t2026-01-15\t2026-02-14\t320,00\t64,00\t384,00\tEUR\t\n"
        "1008\tCollège Exemple\t2026-01-22\t2026-02-21\t95,00\t19,00\t114,00\tEUR\t2026-02-01\n"
    )
    return Sample(
        "export with remarks in brackets",
        (
            Wanted("1007", date(2026, 1, 15), "Collège Exemple", ((None, "1", "320.00", "20"),),
                   "320.00", "384.00"),
            Wanted("1008", date(2026, 1, 22), "Collège Exemple", ((None, "1", "95.00", "20"),),
                   "95.00", "114.00"),
        ),
        text=text,
    )  # fmt: skip


def _midwife() -> Sample:
    rows: Rows = [
        ["Recettes 2026", "", "", "", ""],
        ["Date", "N° facture", "Nom", "Acte", "Montant"],
        [date(2026, 1, 8), "26001", "Commune de Vayres", "Intervention PMI", 240.0],
        [date(2026, 1, 15), "26002", "Département Exemple", "Formation des agents", 560.0],
        ["", "", "", "Total janvier", 800.0],
        [date(2026, 2, 5), "26003", "Commune de Vayres", "Intervention PMI", 240.0],
        ["", "", "", "Total février", 240.0],
        ["Exonération de TVA, art. 261-4-1° du CGI", "", "", "", ""],
    ]
    return Sample(
        "book of receipts with monthly totals",
        (
            Wanted("26001", date(2026, 1, 8), "Commune de Vayres",
                   (("Intervention PMI", "1", "240", None),), "240.00", "240.00"),
            Wanted("26002", date(2026, 1, 15), "Département Exemple",
                   (("Formation des agents", "1", "560", None),), "560.00", "560.00"),
            Wanted("26003", date(2026, 2, 5), "Commune de Vayres",
                   (("Intervention PMI", "1", "240", None),), "240.00", "240.00"),
        ),
        {"Recettes": rows}, warned=True,
    )  # fmt: skip


def _coach() -> Sample:
    rows: Rows = [
        ["N°", "Émise le", "Client", "Détail de la prestation", "Heures", "Tarif horaire HT",
         "Frais de déplacement", "Total HT", "TVA 20%", "Total TTC"],
        ["C-1", date(2026, 9, 4), "Collège Exemple", "Coaching des délégués", 5.0, 70.0, 30.0,
         380.0, 76.0, 456.0],
    ]  # fmt: skip
    wanted = Wanted("C-1", date(2026, 9, 4), "Collège Exemple",
                    (("Coaching des délégués", "1", "380", "20"),), "380.00", "456.00")  # fmt: skip
    return Sample("coach's hours with travel in a column of its own", (wanted,), {"2026": rows},
                  warned=True)  # fmt: skip


def _printer() -> Sample:
    rows: Rows = [
        ["Imprimerie Exemple", "", "", ""],
        ["AVOIR N° A2026-04", "", "", "Date : 08/09/2026"],
        ["Sur facture n° F2026-88", "", "", ""],
        ["Client : Office de tourisme Exemple", "", "", ""],
        [],
        ["Libellé", "Quantité", "Prix unitaire", "Montant"],
        ["Affiches mal coupées", 200.0, 0.45, 90.0],
        ["", "", "Total HT", 90.0],
        ["", "", "TVA 20,0 %", 18.0],
        ["", "", "Total TTC", 108.0],
    ]
    wanted = Wanted("A2026-04", date(2026, 9, 8), "Office de tourisme Exemple",
                    (("Affiches mal coupées", "200", "0.45", "20"),), "90.00", "108.00",
                    kind="381")  # fmt: skip
    return Sample("printer's credit note filled like a form", (wanted,), {"Avoir": rows})


def _odoo_fr() -> Sample:
    text = (
        '"Numéro","Partenaire de facturation","Date de facturation","Date d\'échéance",'
        '"Montant hors taxes signé","Taxe signée","Total signé","État du paiement"\n'
        '"FAC/2026/0007","Mairie de Vayres","2026-04-07","2026-05-07","1000.00","200.00","1200.00",'
        '"Non payées"\n'
        '"RFAC/2026/0001","Mairie de Vayres","2026-04-09","2026-04-09","-100.00","-20.00",'
        '"-120.00","Payé"\n'
    )
    return Sample(
        "export with signed amounts",
        (
            Wanted("FAC/2026/0007", date(2026, 4, 7), "Mairie de Vayres",
                   ((None, "1", "1000.00", "20"),), "1000.00", "1200.00"),
            Wanted("RFAC/2026/0001", date(2026, 4, 9), "Mairie de Vayres",
                   ((None, "1", "100.00", "20"),), "100.00", "120.00", kind="381"),
        ),
        text=text, warned=True,
    )  # fmt: skip


def _cleaner() -> Sample:
    rows: Rows = [
        ["FACTURES ÉMISES", "", "", "", "", "", ""],
        ["Établi le", "Réf.", "Débiteur", "Objet de la facture", "Base", "Taux", "À payer"],
        ["05/01/26", "M-1", "Ville de Vayres", "Ménage école, janvier", "850,00", "20,00",
         "1 020,00"],
        ["02/02/26", "M-2", "Ville de Vayres", "Ménage école, février", "850,00", "20,00",
         "1 020,00"],
    ]  # fmt: skip
    return Sample(
        "cleaner's list in rarer words",
        (
            Wanted("M-1", date(2026, 1, 5), "Ville de Vayres",
                   (("Ménage école, janvier", "1", "850.00", "20"),), "850.00", "1020.00"),
            Wanted("M-2", date(2026, 2, 2), "Ville de Vayres",
                   (("Ménage école, février", "1", "850.00", "20"),), "850.00", "1020.00"),
        ),
        {"Feuil1": rows},
    )  # fmt: skip


def _two_tables() -> Sample:
    rows: Rows = [
        ["Facture n° 88 du 14/11/2026", "", "", "", ""],
        ["Client", "Mairie de Vayres", "", "", ""],
        ["Désignation", "Nb heures", "Taux horaire", "TVA", "Total HT"],
        ["Diagnostic", 2.0, 60.0, "20%", 120.0],
        ["Réparation", 3.5, 60.0, "20%", 210.0],
        ["Pièces", 1.0, 75.5, "20%", 75.5],
        ["Total HT", "", "", "", 405.5],
        ["Total TVA", "", "", "", 81.1],
        ["Total TTC", "", "", "", 486.6],
        [],
        ["Récapitulatif TVA", "", "", "", ""],
        ["Taux", "Base HT", "Montant TVA", "", ""],
        ["20%", 405.5, 81.1, "", ""],
    ]
    wanted = Wanted("88", date(2026, 11, 14), "Mairie de Vayres",
                    (("Diagnostic", "2", "60", "20"), ("Réparation", "3.5", "60", "20"),
                     ("Pièces", "1", "75.5", "20")), "405.50", "486.60")  # fmt: skip
    return Sample("mechanic's form with a table of VAT below", (wanted,), {"88": rows})


def _customers() -> Sample:
    text = (
        "Nom;Adresse;Code postal;Ville;SIRET;Téléphone;E-mail\n"
        f"Mairie de Vayres;1 place;99000;Vayres;{TOWN};0102030405;mairie@example.org\n"
        f"Collège Exemple;2 rue;99001;Exemple;{SCHOOL};0102030406;college@example.org\n"
    )
    return Sample("list of customers, which are no invoices", (), text=text)


MORE = tuple(
    make()
    for make in (
        _gardener, _electrician, _indy, _abby, _zervant, _midwife, _coach, _printer, _odoo_fr,
        _cleaner, _two_tables, _customers,
    )
)  # fmt: skip
