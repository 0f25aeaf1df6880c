"""What the one-click correction of a rule does, in a few words: the label of its button."""

from collections.abc import Mapping

from chorus_desk.wording.catalogue import N_, say

_TODAY = N_("Mettre la date du jour")
_DUE = N_("Remettre l'échéance légale")
_COMPUTED = N_("Prendre les montants calculés")
_TRANSFER = N_("Mettre mon IBAN")
_NEXT = N_("Prendre le numéro suivant de la série")
_SERVICE = N_("Mettre le seul service ouvert")
_SPELLING = N_("Écrire le code comme l'organisme")
_SERVICE_FIELD = N_("Le mettre dans « Code service »")
_TYPE = N_("Mettre facture ou avoir ordinaire")
_PAID = N_("Mettre le total comme déjà payé")
_OWN_TYPE = N_("Mettre le type d'une facture du vendeur")
_ZERO_RATE = N_("Mettre le taux à 0")
_USUAL_VAT = N_("Mettre la TVA habituelle")
_NO_GROSS = N_("Retirer le prix brut")
_NO_SIREN = N_("Garder le SIREN du SIRET")
_EMPTY_DISCOUNT = N_("Retirer la remise vide")
_EMPTY_CHARGE = N_("Retirer les frais vides")
_LINES_VAT = N_("Mettre la TVA des lignes")
_DISCOUNT = N_("Mettre « Remise »")
_CHARGE = N_("Mettre « Frais »")
_ANNEX = N_("Mettre « document annexe »")
_DAY = N_("Mettre la date de la facture")

LABELS: Mapping[str, str] = {
    "BR-FR-02": N_("Retirer les espaces du numéro"),
    "CD-NUMBER-BARE-DATE": N_("Ajouter « F- » devant le numéro"),
    "CD-NUMBER-SEQUENCE": _NEXT,
    "G1.45": _NEXT,
    "BR-03": _TODAY,
    "G1.07": _TODAY,
    "CD-DATE-ORDER": _TODAY,
    "BR-FR-CO-07": _DUE,
    "CD-DUE-BEYOND-LEGAL": _DUE,
    "BR-CO-25": _DUE,
    "G6.20": N_("Inverser les deux dates"),
    "CD-DELIVERY-DATE": _DAY,
    "BR-IC-11": _DAY,
    "CPRO-11": _SERVICE,
    "CPRO-13": _SERVICE,
    "CD-STATE-SERVICE": _SERVICE,
    "CD-SERVICE-CLOSED": _SERVICE,
    "CD-FACTURES-PUBLIQUES": N_("Retirer ce code service"),
    "CD-SERVICE-UNKNOWN": _SPELLING,
    "G1.95": _SPELLING,
    "CD-SERVICE-WRONG-TERM": _SERVICE_FIELD,
    "G1.83": _SERVICE_FIELD,
    "BR-FR-32": _NO_SIREN,
    "BR-FR-09": _NO_SIREN,
    "BR-CO-09": N_("Ajouter « FR »"),
    "BR-57": N_("Mettre la France"),
    "CPRO-38": N_("Retirer ce code de lieu"),
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": N_("Mettre le cadre du dépôt direct"),
    "CD-FRAMEWORK-PLATFORM": N_("Mettre le cadre du dépôt direct"),
    "BR-FR-08": N_("Mettre le cadre de la réforme"),
    "CD-FRAMEWORK-DIRECT": N_("Mettre le cadre de la réforme"),
    "CD-FRAMEWORK-9": N_("Mettre le cadre ordinaire"),
    "CD-A2-AMOUNTS": _PAID,
    "BR-FR-CO-09": _PAID,
    "CD-PAID-BUT-A1": N_("Choisir le cadre « déjà payée »"),
    "CD-TYPE-HISTORICAL": _TYPE,
    "BR-FR-04": _TYPE,
    "CD-TYPE-262": _TYPE,
    "CD-SELF-BILLED": _OWN_TYPE,
    "CD-SELF-BILLED-WORKFLOW": _OWN_TYPE,
    "CD-NEGATIVE-INVOICE": N_("En faire un avoir"),
    "CD-CREDIT-NEGATIVE": N_("Retirer le signe moins des quantités"),
    "CD-CREDIT-PAYMENT-MEANS": N_("Retirer le moyen de paiement"),
    "BR-22": N_("Mettre une quantité de 1"),
    "BR-23": N_("Mettre « unité »"),
    "BR-25": N_("Prendre le détail comme désignation"),
    "BR-27": N_("Mettre le signe sur la quantité"),
    "BR-28": _NO_GROSS,
    "G1.55": _NO_GROSS,
    "CD-GROSS-WITHOUT-DISCOUNT": _NO_GROSS,
    "BR-FR-DEC-01": N_("Arrondir au centime"),
    "BR-FR-DEC-02": N_("Arrondir à quatre décimales"),
    "BR-FR-DEC-03": N_("Arrondir à six décimales"),
    "BR-31": _EMPTY_DISCOUNT,
    "BR-41": _EMPTY_DISCOUNT,
    "BR-36": _EMPTY_CHARGE,
    "BR-43": _EMPTY_CHARGE,
    "BR-32": _LINES_VAT,
    "BR-37": _LINES_VAT,
    "BR-33": _DISCOUNT,
    "BR-42": _DISCOUNT,
    "BR-38": _CHARGE,
    "BR-44": _CHARGE,
    "CD-LINE-NET": _COMPUTED,
    "BR-CO-10": _COMPUTED,
    "BR-CO-13": _COMPUTED,
    "BR-CO-14": _COMPUTED,
    "BR-CO-15": _COMPUTED,
    "BR-CO-16": _COMPUTED,
    "BR-CO-17": _COMPUTED,
    "CD-VAT-BASE": _COMPUTED,
    "G1.10": N_("Mettre l'euro"),
    "BR-FR-CO-12": N_("Dire que la TVA est nulle en euros"),
    "BR-53": N_("Ne garder qu'une monnaie"),
    "BR-CO-04": _USUAL_VAT,
    "BR-S-05": _USUAL_VAT,
    "BR-FR-15": _USUAL_VAT,
    "CD-CATEGORY-Z": _USUAL_VAT,
    "CD-NOT-FRANCHISE": _USUAL_VAT,
    "BR-FR-16": N_("Lire le taux en pour cent"),
    "CD-K-ON-SERVICES": N_("Mettre l'autoliquidation"),
    "BR-E-05": _ZERO_RATE,
    "BR-AE-05": _ZERO_RATE,
    "BR-IC-05": _ZERO_RATE,
    "BR-G-05": _ZERO_RATE,
    "BR-Z-05": _ZERO_RATE,
    "BR-O-05": N_("Retirer le taux"),
    "BR-Z-10": N_("Retirer le motif"),
    "G6.21": N_("Remettre le motif habituel"),
    "CD-FRANCHISE-VAT": N_("Retirer la TVA"),
    "CD-FRANCHISE-TEXT": N_("Mettre la mention de la loi"),
    "CD-VAT-ON-DEBITS": N_("Mettre l'option pour les débits"),
    "BR-FR-05": N_("Ajouter les mentions de la loi"),
    "BR-FR-06": N_("Réunir les deux mentions"),
    "BR-FR-20": N_("Retirer cette note"),
    "BR-FR-CO-14": N_("Retirer la note TXD"),
    "CD-B2G-FLAG": N_("Ajouter le repère « B2G »"),
    "CPRO-42": N_("Couper en plusieurs notes"),
    "BR-49": _TRANSFER,
    "BR-61": _TRANSFER,
    "CD-IBAN": _TRANSFER,
    "CPRO-39": _TRANSFER,
    "CD-PAYMENT-CODE": _TRANSFER,
    "CPRO-41": N_("Raccourcir le nom"),
    "CD-FILE-NAME-CHARS": N_("Mettre des tirets"),
    "CD-FILE-NAME-ASCII": N_("Retirer les accents"),
    "CD-ATTACHMENT-EXTENSION": N_("Mettre la bonne extension"),
    "CD-ATTACHMENT-EMPTY": N_("Retirer la pièce vide"),
    "CD-ATTACHMENT-KIND": _ANNEX,
    "BR-FR-17": _ANNEX,
    "BR-FR-18": N_("N'en garder qu'une lisible"),
}


def correction_label(rule: str, language: str) -> str:
    """Return what the correction of a rule does, empty where there is none."""
    text = LABELS.get(rule)
    return say(text, language) if text else ""
