"""Sentences on what the page can print."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CD-NOT-PRINTABLE": (
        N_(
            "Le PDF ne peut pas imprimer « {characters} » : un point d'interrogation en tient lieu."
        ),
        N_("Écrivez-le autrement, pour que le PDF dise la même chose que ses données."),
    ),
}
