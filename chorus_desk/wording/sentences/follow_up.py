"""Sentences of the list: what happens after the deposit, and what a new list of bodies changed."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CD-NO-STATUS": (
        N_("Aucun statut {days} jours après le dépôt : la facture n'est peut-être pas partie."),
        N_("Cherchez-la dans « Factures émises » et « Suivi des flux », puis notez son statut."),
    ),
    "CD-BODY-CHANGED": (
        N_("La dernière liste de l'État dit autre chose de « {name} »."),
        N_("Lisez sur sa fiche ce qui a changé, puis vérifiez ce brouillon."),
    ),
    "CD-NO-MOVEMENT": (
        N_("Rien n'a bougé depuis {days} jours."),
        N_("Regardez son statut sur le portail ; au besoin, appelez le service qui a commandé."),
    ),
}
