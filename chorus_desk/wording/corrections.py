"""What the one-click correction of a rule does, in a few words: the label of its button."""

from collections.abc import Mapping

from chorus_desk.wording.catalogue import N_, say

_TODAY = N_("Mettre la date du jour")
_DUE = N_("Remettre l'échéance légale")
_COMPUTED = N_("Prendre les montants calculés")
_TRANSFER = N_("Mettre mon IBAN")

LABELS: Mapping[str, str] = {
    "BR-03": _TODAY,
    "G1.07": _TODAY,
    "CD-DATE-ORDER": _TODAY,
    "BR-FR-CO-07": _DUE,
    "CD-DUE-BEYOND-LEGAL": _DUE,
    "G6.20": N_("Inverser les deux dates"),
    "CD-DELIVERY-DATE": N_("Mettre la date de la facture"),
    "CD-FACTURES-PUBLIQUES": N_("Retirer ce code service"),
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": N_("Mettre le cadre ordinaire"),
    "CD-A2-AMOUNTS": N_("Mettre le total comme déjà payé"),
    "CD-PAID-BUT-A1": N_("Choisir le cadre « déjà payée »"),
    "CD-CREDIT-PAYMENT-MEANS": N_("Retirer le moyen de paiement"),
    "BR-23": N_("Mettre « unité »"),
    "BR-27": N_("Mettre le signe sur la quantité"),
    "BR-CO-04": N_("Mettre la TVA habituelle"),
    "BR-FR-DEC-01": N_("Arrondir au centime"),
    "BR-FR-DEC-02": N_("Arrondir à quatre décimales"),
    "BR-FR-DEC-03": N_("Arrondir à six décimales"),
    "CD-GROSS-WITHOUT-DISCOUNT": N_("Retirer le prix brut"),
    "CD-LINE-NET": _COMPUTED,
    "BR-CO-10": _COMPUTED,
    "BR-CO-13": _COMPUTED,
    "BR-CO-14": _COMPUTED,
    "BR-CO-15": _COMPUTED,
    "BR-CO-16": _COMPUTED,
    "BR-CO-17": _COMPUTED,
    "CD-VAT-BASE": _COMPUTED,
    "CD-FRANCHISE-VAT": N_("Retirer la TVA"),
    "CD-FRANCHISE-TEXT": N_("Mettre la mention de la loi"),
    "BR-49": _TRANSFER,
    "BR-61": _TRANSFER,
    "CD-IBAN": _TRANSFER,
}


def correction_label(rule: str, language: str) -> str:
    """Return what the correction of a rule does, empty where there is none."""
    text = LABELS.get(rule)
    return say(text, language) if text else ""
