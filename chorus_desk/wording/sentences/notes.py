"""Sentences on notes and the mentions they carry."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-FR-05": (
        N_("Des mentions de règlement manquent : {mentions}."),
        N_("Ajoutez l'indemnité de 40 €, les pénalités de retard et l'escompte."),
    ),
    "BR-FR-06": (
        N_("La mention de code {code} figure plusieurs fois."),
        N_("N'en gardez qu'une."),
    ),
    "BR-FR-20": (
        N_("Le traitement demandé, « {value} », n'existe pas."),
        N_("Retirez cette note : un envoi à un organisme public n'en a pas besoin."),
    ),
    "BR-FR-CO-14": (
        N_("La note TXD va avec le statut de membre d'un assujetti unique, et lui seul."),
        N_("Retirez la note si vous n'en êtes pas membre."),
    ),
    "CD-B2G-FLAG": (
        N_("Rien ne signale à la plateforme que le client est public."),
        N_("Ajoutez le repère « B2G »."),
    ),
    "CD-NATURE-MENTION": (
        N_("La nature de l'opération n'est pas indiquée."),
        N_(
            "Écrivez dans le message : « Livraison de biens », « Prestation de services » ou "
            "« Livraison de biens et prestation de services »."
        ),
    ),
}
