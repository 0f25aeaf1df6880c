"""Sentences on payee, tax representative, countries and the place of delivery."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-17": (
        N_("Le nom de l'encaisseur manque."),
        N_("Saisissez le nom de la société à payer, ou retirez-la."),
    ),
    "BR-18": (
        N_("Le nom du représentant fiscal manque."),
        N_("Saisissez le nom de votre représentant fiscal."),
    ),
    "BR-19": (
        N_("L'adresse du représentant fiscal manque."),
        N_("Saisissez l'adresse de votre représentant fiscal."),
    ),
    "BR-20": (
        N_("Le pays du représentant fiscal manque."),
        N_("Ajoutez le pays à son adresse : FR pour la France."),
    ),
    "BR-56": (
        N_("Le numéro de TVA du représentant fiscal manque."),
        N_("Demandez-le à votre représentant fiscal."),
    ),
    "BR-CO-09": (
        N_("Le numéro de TVA « {vat_number} » ne commence pas par un pays."),
        N_("Faites-le commencer par les deux lettres du pays : FR pour la France."),
    ),
    "BR-09": (
        N_("Le pays manque dans l'adresse du vendeur."),
        N_("Ajoutez le pays : FR pour la France."),
    ),
    "BR-11": (
        N_("Le pays manque dans l'adresse du client."),
        N_("Ajoutez le pays : FR pour la France."),
    ),
    "BR-57": (
        N_("Le pays manque dans l'adresse de livraison."),
        N_("Ajoutez le pays : FR pour la France."),
    ),
    "BR-FR-14": (
        N_("L'adresse de livraison des biens est incomplète."),
        N_("Complétez la rue, le code postal, la ville et le pays."),
    ),
}
