"""Sentences on payment."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-49": (
        N_("Le moyen de paiement manque : Chorus Pro rejette le fichier."),
        N_("Choisissez le virement."),
    ),
    "CD-PAYMENT-CODE": (
        N_("Le moyen de paiement {means} n'a pas d'exemple accepté."),
        N_("Préférez le virement (30)."),
    ),
    "BR-61": (
        N_("L'IBAN manque pour un virement."),
        N_("Ajoutez votre IBAN dans « Mon entreprise », ou celui du tiers qui est payé."),
    ),
    "CD-IBAN": (
        N_("L'IBAN {iban} est faux."),
        N_("Recopiez-le depuis votre relevé d'identité bancaire."),
    ),
    "CD-IBAN-CHANGED": (
        N_("L'IBAN n'est plus celui de votre dernière facture à ce client ({last})."),
        N_("Prévenez le client et envoyez-lui votre RIB avant la facture."),
    ),
    "CPRO-39": (
        N_("L'IBAN a {length} caractères ; le maximum est 27."),
        N_("Donnez un IBAN français."),
    ),
}
