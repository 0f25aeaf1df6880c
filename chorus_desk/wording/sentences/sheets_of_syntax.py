"""Sentences on what the sheets ask of the writing in CII (CII-…) and in UBL (UBL-…)."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import AUTHOR, Sentences

_BY_LINE = N_("Le contrôle officiel s'étonne de plusieurs pièces jointes ; la norme les admet.")

PATTERNS: Sentences = {
    "CII-DT-097": (
        N_("Une date n'est pas écrite en huit chiffres (année, mois, jour)."),
        N_("Ressaisissez la date."),
    ),
    "CII-DT-037": (N_("Une taxe est donnée pour autre chose que la TVA."), AUTHOR),
    "CII-SR-046": (
        N_("L'identifiant d'une personne est donné sans dire lequel (SIRET, GLN…)."), AUTHOR,
    ),
    "CII-SR-119": (
        N_("Un supplément est donné sur un prix, où seule une remise est admise."),
        N_("Donnez le prix avec son supplément."),
    ),
    "CII-SR-463": (N_("Rien ne dit si un montant est une remise ou des frais."), AUTHOR),
    "CII-SR-464": (N_("La banque a plusieurs BIC."), N_("N'en gardez qu'un.")),
    "CII-SR-465": (
        N_("Le contact du vendeur a plusieurs noms, un nom et un service par exemple ; le profil n'en admet qu'un."),
        N_("Gardez le nom, ou le service."),
    ),
    "CII-SR-466": (
        N_("Le contact du client a plusieurs noms, un nom et un service par exemple ; le profil n'en admet qu'un."),
        N_("Gardez le nom, ou le service."),
    ),
    "CII-SR-46[78] UBL-SR-47": (
        N_("Plusieurs moyens de paiement différents sont donnés."), N_("N'en gardez qu'un."),
    ),
    "CII-SR-469 UBL-SR-44": (
        N_("Plusieurs références de paiement sont données."), N_("N'en gardez qu'une."),
    ),
    "CII-SR-471": (
        N_("Une remise ou des frais n'ont pas de catégorie de TVA."),
        N_("Choisissez la catégorie de TVA."),
    ),
    "CII-SR-472": (N_("Une remise ou des frais n'ont pas de taux de TVA."), N_("Choisissez le taux.")),
    "CII-SR-474": (N_("Une ligne facture plusieurs objets ; le profil n'en admet qu'un."), AUTHOR),
    "CII-SR-475": (_BY_LINE, None),
    "CII-SR-476": (_BY_LINE, None),
    "UBL-SR-48 UBL-FREXT-SR-48": (
        N_("Chaque ligne doit avoir une catégorie de TVA, et une seule."),
        N_("Choisissez la catégorie de TVA."),
    ),
    "UBL-CR-666 UBL-CR-673": (
        N_("Une pièce jointe est donnée en même temps pour l'objet facturé."), AUTHOR,
    ),
    "UBL-DT-06": (N_("Un fichier joint ne dit pas de quel type il est."), AUTHOR),
    "UBL-DT-07": (N_("Un fichier joint n'a pas de nom."), AUTHOR),
    "UBL-SR-07": (
        N_("La facture d'origine est citée sans son numéro."),
        N_("Choisissez la facture d'origine."),
    ),
    "UBL-SR-42": (
        N_("Le vendeur a plus de deux numéros de TVA ou fiscaux."), N_("N'en gardez qu'un de chaque."),
    ),
    "UBL-SR-43": (
        N_("Un genre d'identifiant est donné à un document qui n'est pas l'objet facturé."), AUTHOR,
    ),
    "UBL-SR-51": (
        N_("Une adresse a plus de trois lignes."), N_("Mettez l'adresse en trois lignes."),
    ),
    "UBL-SR-53": (
        N_("Un numéro de TVA est annoncé, et il manque."), N_("Indiquez le numéro de TVA."),
    ),
    "UBL-SR-54": (N_("Plusieurs cartes de paiement sont données."), N_("N'en gardez qu'une.")),
    "UBL-SR-55": (N_("Plusieurs mandats de prélèvement sont donnés."), N_("N'en gardez qu'un.")),
    "UBL-SR-56": (N_("Plusieurs appels d'offres ou lots sont cités."), N_("N'en gardez qu'un.")),
}  # fmt: skip
