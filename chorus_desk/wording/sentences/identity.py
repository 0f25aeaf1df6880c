"""Sentences on how parties are identified: SIREN, SIRET, electronic address."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-FR-10": (
        N_("Le SIREN du vendeur manque ou n'a pas neuf chiffres."),
        N_("Complétez le SIRET dans « Mon entreprise » : le SIREN en est le début."),
    ),
    "CD-CUSTOMER-SIREN": (
        N_("Le SIREN du client manque ou n'a pas neuf chiffres."),
        N_("Saisissez le SIRET du client : le SIREN en est le début."),
    ),
    "BR-FR-32": (
        N_("Le SIREN « {value} » n'a pas neuf chiffres."),
        N_("Recopiez les neuf premiers chiffres du SIRET."),
    ),
    "CPRO-03": (
        N_("Le vendeur n'a aucun identifiant que le secteur public connaisse."),
        N_("Ajoutez votre SIRET dans « Mon entreprise »."),
    ),
    "CPRO-04": (
        N_("L'identifiant du vendeur « {value} » n'a pas la longueur de ceux de son type."),
        N_("Vérifiez l'identifiant et son type."),
    ),
    "CPRO-09": (
        N_("Le vendeur a un SIREN ({siren}) mais pas de SIRET."),
        N_("Ajoutez le SIRET de l'établissement qui facture."),
    ),
    "CPRO-17": (
        N_("L'encaisseur a un SIREN ({siren}) mais pas de SIRET."),
        N_("Ajoutez le SIRET de la société qui encaisse."),
    ),
    "G1.83": (
        N_("Le code service « {code} » est mal étiqueté : la plateforme ne le lira pas."),
        N_("Mettez-le dans le champ « Code service »."),
    ),
    "BR-FR-12": (
        N_("L'adresse électronique de facturation du client manque : Chorus Pro rejette l'envoi."),
        N_("Reprenez-la de l'annuaire : elle commence par le SIREN du client."),
    ),
    "BR-FR-13": (
        N_("Votre adresse électronique de facturation manque."),
        N_("Demandez-la à votre plateforme agréée : elle commence par votre SIREN."),
    ),
    "BR-FR-23": (
        N_("L'adresse électronique de facturation « {value} » est mal formée."),
        N_("Reprenez celle de l'annuaire : SIREN, SIREN_SIRET ou SIREN_SUFFIXE."),
    ),
    "BR-FR-25": (
        N_(
            "L'adresse électronique de facturation compte {length} caractères ; le maximum est 125."
        ),
        N_("Reprenez celle de l'annuaire."),
    ),
    "BR-62": (
        N_("L'adresse électronique du vendeur ne dit pas de quel type elle est."),
        N_("Indiquez son type : 0225 pour une adresse de l'annuaire."),
    ),
    "BR-63": (
        N_("L'adresse électronique du client ne dit pas de quel type elle est."),
        N_("Indiquez son type : 0225 pour une adresse de l'annuaire."),
    ),
    "CD-NO-SIRET-HISTORICAL": (
        N_("Sans SIRET, le dépôt direct sur Chorus Pro reste la voie de ce vendeur."),
        None,
    ),
}
