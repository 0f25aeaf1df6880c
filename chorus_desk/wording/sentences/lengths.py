"""Sentences on texts that are too long."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CPRO-35": (
        N_("Les conditions de paiement comptent {length} caractères ; le maximum est {longest}."),
        N_("Raccourcissez-les."),
    ),
    "CPRO-42": (
        N_("Une note compte {length} caractères ; le maximum est {longest}."),
        N_("Raccourcissez-la, ou coupez-la en plusieurs notes."),
    ),
    "CPRO-29": (
        N_("Le motif sans TVA compte {length} caractères ; le maximum est {longest}."),
        N_("Raccourcissez-le à l'essentiel."),
    ),
    "CPRO-31": (
        N_("La description d'une ligne compte {length} caractères ; le maximum est {longest}."),
        N_("Raccourcissez-la, ou joignez le détail."),
    ),
    "CPRO-43": (
        N_("Le nom du vendeur compte {length} caractères ; le maximum est {longest}."),
        N_("Abrégez-le dans « Mon entreprise »."),
    ),
    "CPRO-36": (
        N_("Le nom commercial du vendeur compte {length} caractères ; le maximum est {longest}."),
        N_("Abrégez-le."),
    ),
    "CPRO-44": (
        N_("Le nom du client compte {length} caractères ; le maximum est {longest}."),
        N_("Abrégez-le."),
    ),
    "CPRO-34": (
        N_("Le nom d'usage du client compte {length} caractères ; le maximum est {longest}."),
        N_("Abrégez-le."),
    ),
    "CPRO-37": (
        N_("Le nom de l'encaisseur compte {length} caractères ; le maximum est {longest}."),
        N_("Abrégez-le."),
    ),
    "CPRO-32": (
        N_("L'adresse du vendeur compte {length} caractères ; le maximum est {longest}."),
        N_("Raccourcissez-la dans « Mon entreprise »."),
    ),
    "CPRO-33": (
        N_("La ville du vendeur compte {length} caractères ; le maximum est {longest}."),
        N_("Raccourcissez-la dans « Mon entreprise »."),
    ),
    "CPRO-38": (
        N_("Le code du lieu de livraison compte {length} caractères ; le maximum est {longest}."),
        N_("Raccourcissez ce code, ou retirez-le."),
    ),
    "CPRO-30": (
        N_(
            "La référence d'une pièce jointe compte {length} caractères ; le maximum est {longest}."
        ),
        N_("Raccourcissez-la."),
    ),
}
