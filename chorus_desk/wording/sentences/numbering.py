"""Sentences on the number and its series."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-02": (
        N_("La facture n'a pas de numéro."),
        N_("Émettez-la : le numéro est donné à ce moment, dans l'ordre de votre série."),
    ),
    "CPRO-02": (
        N_("Le numéro « {number} » compte {length} caractères ; Chorus Pro en admet 20."),
        N_("Raccourcissez le numéro à 20 caractères au plus."),
    ),
    "BR-FR-02": (
        N_("Le numéro « {number} » contient un caractère interdit."),
        N_("N'utilisez que des lettres sans accent, des chiffres et les signes - + _ /."),
    ),
    "CD-NUMBER-BARE-DATE": (
        N_("Le numéro « {number} » n'est qu'une date : Chorus Pro le refuse."),
        N_("Ajoutez une lettre ou un numéro d'ordre, par exemple F-{number}."),
    ),
    "G1.45": (
        N_("Le numéro {number} a déjà servi en {year} dans votre entreprise."),
        N_("Prenez le numéro suivant de la série."),
    ),
    "CD-NUMBER-SEQUENCE": (
        N_("Le numéro {number} ne suit pas le dernier de votre série : on attendait {expected}."),
        N_("Reprenez le numéro attendu, ou notez pourquoi un numéro manque."),
    ),
    "CD-NUMBER-IN-SERIES": (
        N_(
            "Le numéro {number} appartient à votre série : le garder y ferait un trou ou un double."
        ),
        N_("Émettez sans garder le numéro : le prochain de la série sera donné."),
    ),
    "CD-DATE-ORDER": (
        N_(
            "La facture est datée du {date}, avant la dernière de la série "
            "({number} du {last}) : les numéros doivent suivre les dates."
        ),
        N_("Datez-la d'aujourd'hui."),
    ),
}
