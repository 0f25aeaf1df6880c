"""Sentences on attachments and the files that leave."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CPRO-41": (
        N_("Le nom de la pièce jointe « {name} » dépasse 50 caractères."),
        N_("Renommez le fichier."),
    ),
    "CD-ATTACHMENT-EXTENSION": (
        N_("Chorus Pro n'accepte pas le type de la pièce jointe « {name} »."),
        N_("Convertissez-la en PDF."),
    ),
    "BR-CL-24": (
        N_("« {name} » est d'un type que la norme n'admet pas à l'intérieur d'une facture."),
        N_("Convertissez le fichier en PDF ; images PNG ou JPEG, CSV, XLSX et ODS passent aussi."),
    ),
    "CD-ATTACHMENT-EMPTY": (
        N_("La pièce jointe « {name} » est vide."),
        N_("Choisissez le bon fichier."),
    ),
    "CD-ATTACHMENT-SIZE": (
        N_("La pièce jointe « {name} » pèse 10 Mo ou plus."),
        N_("Réduisez ou partagez le fichier."),
    ),
    "CD-ATTACHMENTS-TOTAL": (
        N_("Les pièces jointes dépassent ensemble 118 Mo."),
        N_("Retirez ou allégez des pièces."),
    ),
    "CD-ATTACHMENT-UNREADABLE": (
        N_("La pièce jointe « {value} » ne peut pas être décodée ; elle n'est pas reprise."),
        N_("Demandez le fichier d'origine et joignez-le de nouveau."),
    ),
    "CD-ATTACHMENT-NAME": (
        N_("Le nom de pièce jointe « {value} » mène hors de son dossier ; il devient « {kept} »."),
        N_("Méfiez-vous de ce fichier si vous n'en connaissez pas l'origine."),
    ),
    "CD-PDF-SIZE": (
        N_("Le fichier {name} dépasse les {megabytes} Mo que le portail admet."),
        N_("Allégez le logo ou les pièces jointes."),
    ),
    "CD-ROUTE-PLATFORM": (
        N_("Cette facture est du circuit de la réforme : elle ne se dépose pas sur Chorus Pro."),
        N_("Prenez le chemin « Par ma plateforme agréée »."),
    ),
    "CD-ROUTE-DIRECT": (
        N_("Cette facture est faite pour un dépôt direct sur Chorus Pro, pas pour une plateforme."),
        N_("Prenez un autre chemin : le portail, ou l'API."),
    ),
    "CD-FLOW-SIZE": (
        N_("L'archive {name} dépasse {megabytes} Mo."),
        N_("Faites plusieurs lots."),
    ),
    "CD-FLOW-COUNT": (
        N_("Le lot a {count} factures ; Chorus Pro conseille 500 au plus."),
        N_("Faites plusieurs lots."),
    ),
    "CD-PDF-ENCRYPTED": (
        N_("Le PDF est protégé : il ne peut pas être déposé."),
        N_("Enregistrez une copie sans protection."),
    ),
    "CD-PDF-DATA-NAME": (
        N_("Les données du PDF s'appellent « {name} » au lieu de « factur-x.xml »."),
        N_("Refaites le fichier : d'autres programmes ne les trouveront pas."),
    ),
    "CD-PDF-ACTION": (
        N_("Ce PDF veut lancer une action à son ouverture ; elle a été ignorée."),
        N_("Méfiez-vous de ce fichier si vous n'en connaissez pas l'origine."),
    ),
    "CD-PART-IGNORED": (
        N_("Le fichier renvoie à une ressource extérieure ({part}) ; elle a été ignorée."),
        None,
    ),
    "BR-FR-17": (
        N_("La nature de pièce jointe « {value} » n'est pas dans la liste de la réforme."),
        N_("Choisissez-la dans la liste : DOCUMENT_ANNEXE convient à la plupart."),
    ),
    "CD-ATTACHMENT-KIND": (
        N_("La nature de la pièce jointe « {name} » n'est pas indiquée."),
        N_("Indiquez-la : DOCUMENT_ANNEXE convient à la plupart."),
    ),
    "BR-FR-18": (
        N_("{count} pièces jointes se disent la version lisible ; une seule est admise."),
        N_("N'en gardez qu'une sous ce nom."),
    ),
    "CD-FILE-NAME-CHARS": (
        N_("Le nom de la pièce jointe « {name} » contient un caractère interdit ({characters})."),
        N_("Remplacez-le par un tiret."),
    ),
    "CD-FILE-NAME-ASCII": (
        N_("Le nom de la pièce jointe « {name} » a des accents, qui peuvent se perdre en route."),
        N_("Retirez-les par prudence."),
    ),
}
