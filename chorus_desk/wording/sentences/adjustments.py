"""Sentences on discounts and charges."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

_AMOUNT = N_("Saisissez le montant, ou retirez-la.")
_REASON = N_("Dites en deux mots pourquoi : « Remise », « Frais de port »…")
_VAT = N_("Choisissez la même TVA que celle des lignes concernées.")

SENTENCES: Sentences = {
    "BR-31": (N_("Une remise sur la facture n'a pas de montant."), _AMOUNT),
    "BR-32": (N_("La TVA d'une remise sur la facture n'est pas choisie."), _VAT),
    "BR-33": (N_("Une remise sur la facture n'a pas de motif."), _REASON),
    "BR-36": (
        N_("Des frais sur la facture n'ont pas de montant."),
        N_("Saisissez le montant, ou retirez-les."),
    ),
    "BR-37": (N_("La TVA des frais sur la facture n'est pas choisie."), _VAT),
    "BR-38": (N_("Des frais sur la facture n'ont pas de motif."), _REASON),
    "BR-41": (N_("Une remise de ligne n'a pas de montant."), _AMOUNT),
    "BR-42": (N_("Une remise de ligne n'a pas de motif."), _REASON),
    "BR-43": (
        N_("Des frais de ligne n'ont pas de montant."),
        N_("Saisissez le montant, ou retirez-les."),
    ),
    "BR-44": (N_("Des frais de ligne n'ont pas de motif."), _REASON),
}
