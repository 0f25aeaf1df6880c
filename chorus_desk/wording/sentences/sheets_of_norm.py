"""Sentences on the assertions of EN 16931 (BR-…) and of its two extensions.

Factur-X EXTENDED and EXTENDED-CTC-FR have rules of the norm anew, under ids of their own: BR-FXEXT-…
in CII, BR-FREXT-… in UBL.
"""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import AUTHOR, Sentences

AMOUNTS = N_("Corrigez les montants, ou laissez le programme les calculer.")
_VAT = N_("Choisissez la catégorie de TVA.")
_REASON = N_("Indiquez le motif.")
_UNIT = N_("Choisissez l'unité.")
_GROUPED = N_("Demandez un fichier conforme à qui l'a produit, ou refaites la facture ici.")
_ZERO_RATE = (
    N_("Sans TVA, le taux doit être zéro."),
    N_("Choisissez le taux 0, ou la catégorie qui convient."),
)
_NOT_ITS_BASE = N_("La base d'un taux de TVA n'est pas la somme de ses lignes.")
_NOT_ITS_VAT = N_("Le montant de TVA n'est pas la base multipliée par le taux.")

PATTERNS: Sentences = {
    "BR-DEC-* UBL-DT-01": (
        N_("Un montant a plus de deux décimales."), N_("Arrondissez au centime."),
    ),
    "BR-01": (N_("Le fichier ne dit pas quelle norme il suit (profil)."), AUTHOR),
    "BR-04": (N_("Le type de document manque."), N_("Choisissez facture ou avoir.")),
    "BR-05": (N_("La devise manque."), N_("Choisissez la devise, l'euro le plus souvent.")),
    "BR-09": (N_("Le pays du vendeur manque."), N_("Indiquez le pays dans l'adresse du vendeur.")),
    "BR-11": (N_("Le pays du client manque."), N_("Indiquez le pays dans l'adresse du client.")),
    "BR-12": (N_("Le total des lignes manque."), AMOUNTS),
    "BR-13": (N_("Le total hors taxes manque."), AMOUNTS),
    "BR-14": (N_("Le total TTC manque."), AMOUNTS),
    "BR-15": (N_("Le reste à payer manque."), AMOUNTS),
    "BR-21": (N_("Une ligne n'a pas de numéro."), N_("Donnez un numéro à chaque ligne.")),
    "BR-22 BR-F[XR]EXT-BR-22 BR-FREXT-22": (
        N_("Une ligne n'a pas de quantité."), N_("Indiquez la quantité."),
    ),
    "BR-23 BR-F[XR]EXT-BR-23 BR-FREXT-23": (N_("Une ligne n'a pas d'unité."), _UNIT),
    "BR-24 BR-F[XR]EXT-BR-24 BR-FREXT-24": (N_("Une ligne n'a pas de montant."), AMOUNTS),
    "BR-25": (N_("Une ligne n'a pas de désignation."), N_("Écrivez ce qui est facturé.")),
    "BR-26 BR-F[XR]EXT-BR-26 BR-FREXT-26": (
        N_("Une ligne n'a pas de prix."), N_("Indiquez le prix unitaire."),
    ),
    "BR-27": (
        N_("Un prix unitaire est négatif."), N_("Mettez le signe moins sur la quantité."),
    ),
    "BR-28": (
        N_("Un prix avant remise est négatif."), N_("Mettez le signe moins sur la quantité."),
    ),
    "BR-29": (
        N_("La période de facturation finit avant de commencer."), N_("Corrigez ses dates."),
    ),
    "BR-30": (N_("La période d'une ligne finit avant de commencer."), N_("Corrigez ses dates.")),
    "BR-3[36] BR-4[14] BR-F[XR]EXT-BR-38 BR-F[XR]EXT-BR-44 BR-CO-2[1-4]": (
        N_("Une remise ou des frais n'ont pas de motif."), _REASON,
    ),
    "BR-45": (N_("Un taux de TVA n'a pas de base hors taxes."), AMOUNTS),
    "BR-46": (N_("Un taux de TVA n'a pas de montant de TVA."), AMOUNTS),
    "BR-47": (N_("Un taux de TVA n'a pas de catégorie."), _VAT),
    "BR-48": (N_("Un taux de TVA manque dans le récapitulatif."), N_("Choisissez le taux.")),
    "BR-50 BR-CO-27 CII-SR-470": (
        N_("Le virement est annoncé sans compte."), N_("Indiquez l'IBAN."),
    ),
    "BR-51": (
        N_("Le numéro d'une carte de paiement est donné en entier."),
        N_("N'en gardez que les six premiers et les quatre derniers chiffres."),
    ),
    "BR-52": (
        N_("Une pièce jointe n'a pas de référence."), N_("Donnez-lui une référence, son nom par exemple."),
    ),
    "BR-53": (
        N_("La TVA se compte dans une autre devise, et son total dans cette devise manque."),
        N_("Facturez en euros, ou ajoutez la TVA en euros."),
    ),
    "BR-54 BR-F[XR]EXT-BR-54-? BR-FREXT-54-?": (
        N_("Une caractéristique d'un article n'a pas de nom, ou pas de valeur."), AUTHOR,
    ),
    "BR-55": (
        N_("La facture d'origine est citée sans son numéro."), N_("Choisissez la facture d'origine."),
    ),
    "BR-64": (
        N_("Le code standard d'un article est donné sans dire lequel (GTIN, par exemple)."), AUTHOR,
    ),
    "BR-65": (N_("Le classement d'un article est donné sans nomenclature."), AUTHOR),
    "BR-CL-23": (
        N_("L'unité n'est pas dans la liste officielle des unités."),
        N_("Choisissez une unité de la liste."),
    ),
    "BR-F[XR]EXT-04": (
        N_("Le code d'une caractéristique d'article n'est pas dans la liste officielle."), AUTHOR,
    ),
    "BR-F[XR]EXT-05": (
        N_("La sorte d'une ligne n'est ni détail, ni groupe, ni information."), AUTHOR,
    ),
    "BR-F[XR]EXT-06": (
        N_("Une ligne fait partie d'un groupe, et sa sorte n'est pas dite."), _GROUPED,
    ),
    "BR-F[XR]EXT-11": (
        N_("Une ligne se rattache à une ligne qui n'existe pas."), _GROUPED,
    ),
    "BR-F[XR]EXT-12": (
        N_("Un groupe de lignes a un montant, et un groupe qui s'y trouve n'en a pas."), _GROUPED,
    ),
    "BR-FXEXT-01": (
        N_("Une note a un genre et pas de texte."), N_("Écrivez le texte de la note, ou retirez-la."),
    ),
    "BR-FXEXT-02": (
        N_("La note d'une ligne a un genre et pas de texte."),
        N_("Écrivez le texte de la note, ou retirez-la."),
    ),
    "BR-FXEXT-03": (
        N_("Une des personnes citées a un numéro fiscal ; pour elle, seul un numéro de TVA est admis."),
        AUTHOR,
    ),
    "BR-FX-EN-04": (
        N_("Rien ne dit quand la livraison ou la prestation a eu lieu : ni date, ni période."),
        N_("Indiquez la date de prestation, ou la période."),
    ),
    "BR-CL-* BR-F[XR]EXT-CL-* BR-EXT-CL-*": (
        N_("Un code n'est pas dans la liste officielle."), AUTHOR,
    ),
    "BR-CO-03": (
        N_("La date d'exigibilité de la TVA est donnée, et aussi le moment : c'est l'un ou l'autre."),
        N_("Retirez l'un des deux."),
    ),
    "BR-CO-04 BR-F[XR]EXT-CO-04": (N_("Une ligne n'a pas de catégorie de TVA."), _VAT),
    "BR-CO-0[5678]": (
        N_("Le motif d'une remise ou de frais et son code ne disent pas la même chose."),
        N_("Corrigez l'un des deux."),
    ),
    "BR-CO-09": (
        N_("Un numéro de TVA doit commencer par les deux lettres de son pays."),
        N_("Corrigez le numéro de TVA : en France, il commence par FR."),
    ),
    "BR-CO-10 BR-F[XR]EXT-CO-10": (
        N_("Le total des lignes n'est pas la somme des lignes."), AMOUNTS,
    ),
    "BR-CO-11 BR-F[XR]EXT-CO-11": (
        N_("Le total des remises n'est pas la somme des remises."), AMOUNTS,
    ),
    "BR-CO-12 BR-F[XR]EXT-CO-12": (
        N_("Le total des frais n'est pas la somme des frais."), AMOUNTS,
    ),
    "BR-CO-13 BR-F[XR]EXT-CO-13": (
        N_("Le total hors taxes n'est pas celui des lignes, remises et frais compris."), AMOUNTS,
    ),
    "BR-CO-14": (N_("Le total de TVA n'est pas la somme des TVA par taux."), AMOUNTS),
    "BR-CO-15 BR-F[XR]EXT-CO-15": (
        N_("Le total TTC n'est pas le total hors taxes plus la TVA."), AMOUNTS,
    ),
    "BR-CO-16 BR-F[XR]EXT-CO-16": (
        N_("Le reste à payer n'est pas le total TTC moins ce qui est payé."), AMOUNTS,
    ),
    "BR-CO-17": (_NOT_ITS_VAT, AMOUNTS),
    "BR-CO-19": (
        N_("Une période de facturation est annoncée sans date de début ni de fin."),
        N_("Indiquez au moins une des deux dates."),
    ),
    "BR-CO-20": (
        N_("La période d'une ligne est annoncée sans date de début ni de fin."),
        N_("Indiquez au moins une des deux dates."),
    ),
    "BR-CO-25": (
        N_("Il reste à payer, et ni l'échéance ni les conditions de paiement ne sont données."),
        N_("Indiquez l'échéance ou les conditions de paiement."),
    ),
    "BR-CO-26": (
        N_("Rien n'identifie le vendeur : ni SIRET, ni SIREN, ni numéro de TVA."),
        N_("Indiquez le SIRET du vendeur."),
    ),
    "BR-B-0?": (
        N_("La catégorie de TVA B est propre à l'Italie."), _VAT,
    ),
    "BR-S-08 BR-A[FG]-08 BR-F[XR]EXT-S*-08* BR-F[XR]EXT-S08* BR-F[XR]EXT-A[FG]-08*": (
        _NOT_ITS_BASE, AMOUNTS,
    ),
    "BR-F[XR]EXT-*-08rev": (
        N_("Le motif sans TVA du récapitulatif n'est pas répété sur chaque ligne, remise ou frais qu'il couvre."),
        N_("La facture reste valable ; demandez ce complément à qui a produit le fichier."),
    ),
    "BR-*-08 BR-*-08ini BR-*-08b": (
        N_("La base sans TVA n'est pas la somme des lignes du même motif."), AMOUNTS,
    ),
    "BR-S-09 BR-A[FG]-09 BR-F[XR]EXT-*-09*": (_NOT_ITS_VAT, AMOUNTS),
    "BR-*-09": (
        N_("Sans TVA, le montant de TVA doit être zéro."), AMOUNTS,
    ),
    "BR-*-01": (
        N_("Le récapitulatif de TVA n'a pas la catégorie de TVA d'une ligne, d'une remise ou de frais, ou l'a deux fois."),
        AMOUNTS,
    ),
    "BR-O-0[234]": (
        N_("Hors champ de la TVA, la facture ne doit porter aucun numéro de TVA."),
        N_("Choisissez un autre motif, ou retirez les numéros de TVA."),
    ),
    "BR-IC-0[234]": (
        N_("Une vente à un autre pays de l'Union doit porter le numéro de TVA du vendeur et celui du client."),
        N_("Indiquez les deux numéros de TVA."),
    ),
    "BR-AE-0[234]": (
        N_("En autoliquidation, la facture doit porter le numéro de TVA du vendeur et un numéro du client."),
        N_("Indiquez le numéro de TVA du vendeur, et le numéro de TVA ou le SIREN du client."),
    ),
    "BR-*-0[234]": (
        N_("La facture doit porter le numéro de TVA du vendeur, ou son numéro fiscal."),
        N_("Indiquez le numéro de TVA du vendeur."),
    ),
    "BR-S-0[567]": (
        N_("Une ligne, une remise ou des frais soumis à la TVA ont un taux nul."),
        N_("Choisissez le taux, ou un motif sans TVA."),
    ),
    "BR-O-0[567]": (
        N_("Hors champ de la TVA, il n'y a pas de taux, pas même zéro."), N_("Retirez le taux."),
    ),
    "BR-A[FG]-0[567]": (
        N_("Le taux de l'IGIC ou de l'IPSI (Canaries, Ceuta et Melilla) ne convient pas."), _VAT,
    ),
    "BR-*-0[567]": _ZERO_RATE,
    "BR-[SZ]-10 BR-A[FG]-10": (
        N_("Un motif sans TVA est donné pour un taux qui n'en demande pas."), N_("Retirez le motif."),
    ),
    "BR-*-10": (
        N_("Un montant est sans TVA, et le motif n'est pas donné."), N_("Choisissez le motif sans TVA."),
    ),
    "BR-IC-11": (
        N_("Une vente à un autre pays de l'Union doit porter la date de livraison ou la période."),
        N_("Indiquez la date de livraison."),
    ),
    "BR-IC-12": (
        N_("Une vente à un autre pays de l'Union doit porter le pays de livraison."),
        N_("Indiquez le pays de livraison."),
    ),
    "BR-O-1[1234]": (
        N_("Hors champ de la TVA, la facture ne peut rien porter d'autre."),
        N_("Faites deux factures : une hors champ, une pour le reste."),
    ),
}  # fmt: skip
