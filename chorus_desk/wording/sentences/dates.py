"""Sentences on dates."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-03": (N_("La date de la facture manque."), N_("Saisissez la date d'émission.")),
    "G1.07": (
        N_("La facture est datée du {date}, dans le futur."),
        N_("Mettez la date du jour ou une date passée."),
    ),
    "BR-FR-03": (
        N_("La date du {date} a une année impossible."),
        N_("Corrigez l'année : elle va de 2000 à 2099."),
    ),
    "BR-FR-CO-07": (
        N_("L'échéance ({due}) précède la date de la facture ({date})."),
        N_("Corrigez l'échéance, ou choisissez le cadre « déjà payée » si elle l'est."),
    ),
    "G6.20": (
        N_("La période finit le {end}, avant de commencer le {start}."),
        N_("Inversez ou corrigez les deux dates."),
    ),
    "CD-DELIVERY-DATE": (
        N_("La date de livraison ou d'exécution manque."),
        N_("Indiquez le jour ou la période de la prestation."),
    ),
    "CD-DUE-BEYOND-LEGAL": (
        N_("L'échéance du {due} dépasse les {days} jours que la loi donne à ce client."),
        N_("Ramenez l'échéance à {days} jours après la date de la facture."),
    ),
}
