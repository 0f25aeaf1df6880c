"""Sentences on amounts and totals."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CD-LINE-NET": (
        N_(
            "Le montant de la ligne {line} est {stated} ; quantité × prix, remises "
            "déduites, donne {computed}."
        ),
        N_("Recalculez la ligne, ou corrigez la quantité ou le prix."),
    ),
    "CD-AMOUNT-TOO-LARGE": (
        N_("Montant trop grand : {value}."),
        N_("Corrigez la quantité ou le prix."),
    ),
    "BR-CO-10": (
        N_(
            "La somme des lignes indiquée est {stated} ; les lignes donnent {computed} (écart {difference})."
        ),
        N_("Recalculez le total."),
    ),
    "BR-CO-13": (
        N_(
            "Le total hors taxe indiqué est {stated} ; le calcul donne {computed} (écart {difference})."
        ),
        N_("Recalculez le total hors taxe."),
    ),
    "BR-CO-14": (
        N_(
            "Le total de TVA indiqué est {stated} ; le calcul donne {computed} (écart {difference})."
        ),
        N_("Recalculez la TVA par taux."),
    ),
    "BR-CO-15": (
        N_("Le total TTC indiqué est {stated} ; le calcul donne {computed} (écart {difference})."),
        N_("Recalculez le total TTC."),
    ),
    "BR-CO-16": (
        N_(
            "Le net à payer indiqué est {stated} ; le calcul donne {computed} (écart {difference})."
        ),
        N_("Recalculez le net à payer."),
    ),
    "BR-CO-17": (
        N_("La TVA indiquée est {stated} ; base × taux donne {computed} (écart {difference})."),
        N_("Calculez la TVA une fois par taux, sur la base du taux."),
    ),
    "BR-CO-18": (
        N_("Le récapitulatif de TVA manque."),
        N_("Ajoutez un groupe par taux, ou le motif d'exonération."),
    ),
    "CD-VAT-BASE": (
        N_("La base de TVA indiquée est {stated} ; les lignes de ce taux donnent {computed}."),
        N_("Recalculez la base, ou corrigez le taux d'une ligne."),
    ),
    "G1.10": (N_("La devise « {currency} » est inconnue."), N_("Mettez EUR.")),
    "BR-FR-CO-12": (
        N_("La facture est en {currency} et le total de TVA en euros manque."),
        N_("Facturez en euros, ou ajoutez la TVA en euros."),
    ),
    "BR-53": (
        N_("La facture compte la TVA en {currency} sans en donner le total."),
        N_("Donnez le total de TVA dans cette monnaie, ou retirez-la."),
    ),
    "BR-CO-25": (
        N_("La facture ne dit pas quand la payer."),
        N_("Indiquez l'échéance, ou les conditions de paiement."),
    ),
}
