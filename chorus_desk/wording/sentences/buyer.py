"""Sentences on the public body billed."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-07": (
        N_("Le nom du client public manque."),
        N_("Choisissez le client ou saisissez son nom."),
    ),
    "BR-10": (N_("L'adresse du client manque."), N_("Reprenez l'adresse de l'organisme.")),
    "CD-BUYER-SIRET": (
        N_("Le SIRET du client n'a pas 14 chiffres."),
        N_("Saisissez le SIRET complet de l'établissement : le SIREN seul est rejeté."),
    ),
    "CPRO-10": (
        N_("Le SIRET du client manque."),
        N_("Saisissez les 14 chiffres du SIRET de l'établissement."),
    ),
    "CD-BUYER-LUHN": (
        N_("Le SIRET du client, {siret}, semble mal recopié."),
        N_("Vérifiez-le sur le bon de commande ; gardez-le si l'organisme le confirme."),
    ),
    "CD-BUYER-UNKNOWN": (
        N_("Le client de SIRET {siret} n'est pas parmi les organismes que le programme connaît."),
        N_("Vérifiez son SIRET sur le bon de commande, ou ajoutez-le avec ce qu'il exige."),
    ),
    "CD-BUYER-UNKNOWN:closed": (
        N_("{name} est fermé : il ne reçoit plus de factures."),
        N_("Demandez-lui le SIRET à facturer maintenant."),
    ),
    "CD-BUYER-UNKNOWN:not-listed": (
        N_("{name} n'est pas dans la liste de l'État que vous avez importée."),
        N_("Vérifiez son SIRET sur le bon de commande ; gardez-le si l'organisme le confirme."),
    ),
    "CD-BUYER-WORKS-ONLY": (
        N_("{name} ne reçoit que des factures de travaux."),
        N_("Demandez-lui un autre SIRET de facturation."),
    ),
    "CPRO-11": (
        N_("{name} exige un code service."),
        N_("Recopiez le code service du bon de commande, ou demandez-le au client."),
    ),
    "CPRO-12": (
        N_("{name} exige un numéro d'engagement."),
        N_("Demandez-lui le numéro d'engagement ou de bon de commande."),
    ),
    "CPRO-13": (
        N_("{name} veut un code service ou un numéro d'engagement."),
        N_("Remplissez l'un des deux ; ils figurent sur le bon de commande."),
    ),
    "CD-SERVICE-NEEDS-COMMITMENT": (
        N_("Le service {service} exige un numéro d'engagement."),
        N_("Demandez le numéro d'engagement à ce service."),
    ),
    "CD-BUYER-FLAGS-UNKNOWN": (
        N_("On ne sait pas ce que {name} exige sur ses factures."),
        N_("Posez-lui la question, puis complétez sa fiche."),
    ),
    "CD-NO-ORDER-REFERENCE": (
        N_("Ni engagement ni marché : la facture sera difficile à rattacher."),
        N_("Indiquez le numéro d'engagement, de bon de commande ou de marché."),
    ),
    "CD-FACTURES-PUBLIQUES": (
        N_("Le service FACTURES_PUBLIQUES est réservé aux factures entre organismes publics."),
        N_("Choisissez un vrai service, ou aucun."),
    ),
    "CD-STATE-SERVICE": (
        N_("L'État exige le code du service qui a commandé."),
        N_("Recopiez le code service du bon de commande."),
    ),
    "CD-STATE-COMMITMENT-FORM": (
        N_(
            "Un engagement de l'État compte d'habitude dix chiffres ; « {number} » n'en a pas la forme."
        ),
        N_("Vérifiez le numéro sur le bon de commande."),
    ),
    "CD-COMMITMENT-FORM": (
        N_(
            "« {number} » n'a pas la forme des numéros d'engagement que vous avez de ce client, "
            "par exemple « {usual} »."
        ),
        N_("Comparez-le avec le bon de commande ; gardez-le s'il y figure ainsi."),
    ),
    "BR-FR-26": (
        N_("Le code service compte {length} caractères ; le maximum est 100."),
        N_("Recopiez le seul code, sans texte autour."),
    ),
    "G1.95": (
        N_("Le code service « {code} » contient un caractère inhabituel."),
        N_("Comparez-le avec le bon de commande."),
    ),
    "CPRO-15": (
        N_("Le numéro d'engagement compte {length} caractères ; le maximum est 50."),
        N_("Recopiez le seul numéro, sans texte autour."),
    ),
    "CPRO-14": (
        N_("Le numéro de marché compte {length} caractères ; le maximum est 50."),
        N_("Recopiez le seul numéro de marché."),
    ),
    "CD-SERVICE-UNKNOWN": (
        N_("Le service « {code} » n'est pas parmi ceux que vous connaissez de {name}."),
        N_("Comparez-le avec le bon de commande : un service inconnu fait rejeter la facture."),
    ),
    "CD-SERVICE-CLOSED": (
        N_("Le service « {code} » est fermé."),
        N_("Demandez au client le code du service qui le remplace."),
    ),
    "CD-SERVICE-WRONG-TERM": (
        N_("Le code service « {code} » est écrit là où une plateforme agréée ne le lit pas."),
        N_("Mettez-le dans le champ « Code service »."),
    ),
}
