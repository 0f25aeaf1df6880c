"""Sentences on VAT."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-FR-15": (
        N_("La catégorie de TVA « {category} » n'est pas française."),
        N_("Choisissez S, E, AE, K, G ou O."),
    ),
    "BR-FR-16": (
        N_("Le taux de TVA {rate} % n'existe pas en France."),
        N_("Choisissez un taux de la liste."),
    ),
    "CD-RATE-HISTORIC": (
        N_("Le taux de TVA {rate} % n'est plus en vigueur."),
        N_("Vérifiez la date de la prestation."),
    ),
    "BR-S-05": (
        N_("Une ligne soumise à la TVA ne peut pas avoir un taux nul."),
        N_("Choisissez le taux, ou le motif pour lequel il n'y a pas de TVA."),
    ),
    "BR-E-05": (
        N_("Une opération exonérée a un taux nul, pas {rate} %."),
        N_("Mettez 0, ou passez en taux normal."),
    ),
    "BR-AE-05": (
        N_("En autoliquidation le taux est nul, pas {rate} %."),
        N_("Mettez 0 : c'est le client qui paie la TVA."),
    ),
    "BR-E-10": (
        N_("Le motif pour lequel il n'y a pas de TVA manque."),
        N_("Choisissez le motif dans la liste."),
    ),
    "BR-AE-10": (
        N_("La mention « Autoliquidation » manque."),
        N_("Ajoutez « Autoliquidation », code VATEX-EU-AE."),
    ),
    "BR-Z-10": (
        N_("La catégorie de TVA Z n'admet aucun motif."),
        N_("Passez en E, ou mettez le texte dans une note."),
    ),
    "CD-CATEGORY-Z": (
        N_("La catégorie de TVA Z ne sert pas en France."),
        N_("Choisissez E avec son motif."),
    ),
    "BR-S-02": (
        N_("Une facture avec TVA doit porter le numéro de TVA du vendeur."),
        N_("Ajoutez votre numéro de TVA dans « Mon entreprise »."),
    ),
    "BR-E-02": (
        N_("Une facture exonérée doit porter un numéro fiscal du vendeur."),
        N_("Ajoutez le numéro de TVA, ou à défaut le SIREN comme identifiant fiscal."),
    ),
    "BR-AE-02": (
        N_("L'autoliquidation demande un numéro fiscal du vendeur et un identifiant du client."),
        N_("Complétez le numéro de TVA du vendeur et le SIRET du client."),
    ),
    "CD-FRANCHISE-VAT": (
        N_("Vous êtes en franchise de TVA : la facture ne doit pas en porter ({vat} € ici)."),
        N_("Mettez le taux à 0 avec le motif, ou changez votre régime dans « Mon entreprise »."),
    ),
    "CD-FRANCHISE-TEXT": (
        N_("La mention de la franchise de TVA manque ou n'est pas celle de cette date."),
        N_("Ajoutez : « {text} »."),
    ),
    "CD-NOT-FRANCHISE": (
        N_("La facture invoque la franchise de TVA, mais votre entreprise est soumise à la TVA."),
        N_("Mettez le taux de TVA, ou changez votre régime dans « Mon entreprise »."),
    ),
    "CD-EXEMPTION-CHOICE": (
        N_("Précisez le motif sans TVA : la loi en donne plusieurs pour {code}."),
        N_(
            "Choisissez votre situation dans « Mon entreprise », ou écrivez dans le classeur l'un "
            "de ces motifs : {names}."
        ),
    ),
    "CD-EXEMPTION-TEXT": (
        N_("Le texte du motif sans TVA manque : le code {code} seul ne dit rien au lecteur."),
        N_("Saisissez-le, ou choisissez un motif de l'onglet Listes du classeur, qui a le sien."),
    ),
    "G6.21": (
        N_("Ce motif ne vaut que pour un avoir net de taxe."),
        N_("Changez le motif, ou faites un avoir."),
    ),
    "G1.41": (
        N_("Il faut le texte et le code du motif d'exonération."),
        N_("Complétez les deux."),
    ),
    "G1.47": (
        N_("Une exonération demande d'ordinaire un numéro de TVA, que le vendeur n'a pas."),
        N_("Saisissez-le si vous en avez un ; sinon le SIREN sert d'identifiant fiscal."),
    ),
    "CD-RATE-TERRITORY": (
        N_("Le taux de TVA {rate} % n'est pas de ceux de votre territoire."),
        N_("Vérifiez où l'opération est imposée."),
    ),
    "BR-FR-DEC-04": (
        N_("Le taux de TVA {rate} % a trop de chiffres."),
        N_("Écrivez par exemple 20 ou 5,5."),
    ),
    "BR-IC-05": (
        N_("Une livraison dans l'Union européenne a un taux nul, pas {rate} %."),
        N_("Mettez 0."),
    ),
    "BR-G-05": (N_("Une exportation a un taux nul, pas {rate} %."), N_("Mettez 0.")),
    "BR-Z-05": (N_("La catégorie de TVA Z a un taux nul, pas {rate} %."), N_("Mettez 0.")),
    "BR-O-05": (
        N_("Une opération hors champ de la TVA n'a pas de taux, même pas {rate} %."),
        N_("Retirez le taux."),
    ),
    "BR-IC-10": (
        N_("Le motif de livraison dans l'Union européenne manque."),
        N_("Ajoutez le code VATEX-EU-IC et son texte."),
    ),
    "BR-G-10": (
        N_("Le motif d'exportation manque."),
        N_("Ajoutez le code VATEX-EU-G et son texte."),
    ),
    "BR-O-10": (
        N_("Le motif hors champ de la TVA manque."),
        N_("Ajoutez le code VATEX-EU-O et son texte."),
    ),
    "CD-K-ON-SERVICES": (
        N_("À la ligne {line}, la catégorie K ne vaut que pour des biens, pas des services."),
        N_("Choisissez l'autoliquidation (AE)."),
    ),
    "BR-Z-02": (
        N_("La catégorie de TVA Z demande un numéro fiscal du vendeur."),
        N_("Ajoutez votre numéro de TVA dans « Mon entreprise »."),
    ),
    "BR-G-02": (
        N_("Une exportation demande le numéro de TVA du vendeur."),
        N_("Ajoutez votre numéro de TVA dans « Mon entreprise »."),
    ),
    "BR-IC-02": (
        N_("Une livraison dans l'Union européenne demande les numéros de TVA des deux parties."),
        N_("Complétez votre numéro de TVA et celui du client."),
    ),
    "BR-IC-11": (
        N_("Une livraison dans l'Union européenne demande sa date ou sa période."),
        N_("Indiquez la date de livraison."),
    ),
    "BR-IC-12": (
        N_("Une livraison dans l'Union européenne demande le pays de livraison."),
        N_("Indiquez l'adresse de livraison, avec son pays."),
    ),
    "CD-VAT-ON-DEBITS": (
        N_("Votre option pour la TVA d'après les débits n'apparaît pas."),
        N_("Mettez l'exigibilité de la TVA à l'émission de la facture."),
    ),
}
