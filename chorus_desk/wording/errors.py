"""Errors as one clear sentence."""

from collections.abc import Mapping

from chorus_desk.domain.errors import UserError
from chorus_desk.wording.catalogue import N_, say

SENTENCES: Mapping[str, str] = {
    # Usage
    "usage": N_("Commande mal écrite : {detail}"),
    "no-command": N_("Dites quoi faire : « chorus-desk --help » donne les commandes."),
    "output-lost": N_(
        "Le résultat n'a pas pu être écrit jusqu'au bout : le disque est plein, ou la sortie fermée."
    ),
    "unknown-key": N_("« {key} » est inconnu ici. Mots admis : {known}."),
    "missing-key": N_("« {key} » manque."),
    "bad-value": N_("« {value} » ne convient pas pour « {key} »."),
    "bad-vat-number": N_(
        "« {value} » ne convient pas pour « {key} » : le numéro de TVA du SIREN {siren} est {expected}."
    ),
    "bad-choice": N_("« {value} » ne convient pas pour « {key} ». Valeurs admises : {choices}."),
    "bad-series": N_(
        "La numérotation « {series} » ne convient pas : il faut {{number}}, éventuellement {{year}}, "
        "des lettres sans accent, des chiffres et - + _ /, vingt caractères au plus."
    ),
    "series-started": N_(
        "La numérotation de {year} a commencé et ne saute aucun numéro : la prochaine facture sera la "
        "{number}. Enlevez « {key} »."
    ),
    "toml-unreadable": N_("« {file} » n'est pas un fichier TOML lisible (ligne {line})."),
    "unknown-id": N_("Aucun document ne s'appelle « {id} »."),
    "ambiguous-id": N_("« {id} » a servi plusieurs années : écrivez par exemple 2026:{id}."),
    "unknown-body": N_("Aucun organisme connu n'a le SIRET {siret}."),
    "merge-same": N_("Ces deux fiches ont le même SIRET, {siret} : il n'y a rien à réunir."),
    "merge-unknown": N_("Cette réunion de deux fiches n'existe pas, ou elle est déjà annulée."),
    "no-correction": N_("Vous n'avez rien corrigé de « {name} » : il n'y a rien à reprendre."),
    "unknown-status": N_(
        "« {status} » n'est pas un statut : écrivez deposited, paid, ou un code de Chorus Pro "
        "comme MISE_EN_PAIEMENT."
    ),
    "bad-date": N_("« {value} » n'est pas une date : écrivez par exemple 2026-11-03."),
    "date-in-future": N_("Le {date} est dans le futur."),
    "date-before-issue": N_("Le {date} est avant la date de la facture, le {issued}."),
    # Files
    "file-missing": N_("Le fichier « {file} » n'existe pas."),
    "file-is-folder": N_("« {file} » est un dossier, pas un fichier."),
    "file-unreadable": N_("Le fichier « {file} » ne peut pas être lu."),
    "file-too-large": N_("« {file} » dépasse {megabytes} Mo."),
    "file-empty": N_("« {file} » est vide."),
    "folder-too-large": N_(
        "« {folder} » contient plus de {count} fichiers : importez ses dossiers un par un."
    ),
    "watch-no-folder": N_("« {folder} » n'est pas un dossier : choisissez-en un autre."),
    "watch-file-held": N_(
        "« {file} » ne peut pas être lu maintenant : il est sans doute ouvert dans un autre programme. Fermez-le ou déplacez-le, puis choisissez à nouveau le dossier à surveiller."
    ),
    "archive-unreadable": N_(
        "L'archive « {file} » est abîmée : elle ne peut pas être lue. Demandez-la ou "
        "téléchargez-la à nouveau."
    ),
    "archive-locked": N_(
        "L'archive « {file} » est protégée par un mot de passe : décompressez-la, puis importez le dossier."
    ),
    "archive-too-large": N_(
        "L'archive « {file} » est trop volumineuse une fois décompressée : elle n'a pas été lue jusqu'au bout. "
        "Décompressez-la, puis importez ses dossiers un par un."
    ),
    "unknown-format": N_(
        "Ce fichier n'est ni un classeur, ni un tableau en CSV, ni un XML, ni un PDF : le programme ne "
        "sait pas le lire."
    ),
    "xml-too-large": N_("Le XML de ce fichier dépasse {megabytes} Mo : ce n'est pas une facture."),
    "xml-too-long": N_(
        "Le XML de ce fichier a trop d'éléments : le programme lit des factures de 5 000 lignes environ au plus."
    ),
    "xml-doctype": N_(
        "Le XML de ce fichier contient une définition de type (DOCTYPE), que ni une facture ni un annuaire "
        "n'ont besoin d'avoir : il n'a pas été lu."
    ),
    "xml-unreadable": N_("Le XML de ce fichier est abîmé (ligne {line}) : il ne peut pas être lu."),
    "not-an-invoice": N_(
        "Le XML de ce fichier (« {root} ») n'est pas une facture que le programme sait lire : il lit le CII, "
        "l'UBL et le Factur-X."
    ),
    "pdf-too-large": N_("Ce PDF dépasse {megabytes} Mo."),
    "pdf-unreadable": N_("Ce PDF est abîmé : il ne peut pas être lu."),
    "pdf-encrypted": N_("Ce PDF est protégé par un mot de passe."),
    "pdf-aes": N_(
        "Ce PDF est chiffré (AES), ce que le programme ne sait pas ouvrir, même sans mot de passe : "
        "enregistrez-en une copie sans protection, car Chorus Pro n'accepte pas de PDF protégé."
    ),
    "pdf-bordereau": N_(
        "Ce PDF est le bordereau d'un dépôt, fait par Chorus Desk, et non une facture : il n'est ni à "
        "contrôler ni à importer."
    ),
    "pdf-image": N_(
        "Ce PDF est une image, sans texte : ni ce programme ni le lecteur du portail n'y liraient "
        "rien. Produisez-le avec votre logiciel, sans passer par un scanner."
    ),
    "pdf-restricted": N_(
        "Ce PDF est protégé contre la copie ou l'impression, et Chorus Pro n'accepte pas de PDF "
        "protégé : enregistrez-en une copie sans protection."
    ),
    "pdf-not-an-invoice": N_(
        "Ce PDF n'est pas un Factur-X, et rien d'une facture (numéro, SIRET, totaux) n'a été "
        "reconnu sur sa page : saisissez la facture, si c'en est une."
    ),
    "pdf-too-full": N_(
        "Ce PDF est trop chargé pour être lu : allégez les dessins de la page, ou saisissez la "
        "facture."
    ),
    "own-page-plain": N_(
        "La page de cette facture ne peut pas devenir un Factur-X : ouvrez la facture (ou "
        "« show ») pour voir pourquoi. Vous pouvez l'enregistrer en PDF simple."
    ),
    "pdf-no-data": N_("Ce PDF ne contient pas de facture électronique : ce n'est pas un Factur-X."),
    "pdf-two-invoices": N_(
        "Ce PDF contient deux factures électroniques différentes : on ne peut pas savoir laquelle est la bonne."
    ),
    "workbook-too-large": N_(
        "Ce classeur est trop volumineux une fois décompressé : il n'a pas été ouvert."
    ),
    "workbook-unreadable": N_(
        "Ce fichier est abîmé ou protégé par un mot de passe : il ne peut pas être lu. Ouvrez-le "
        "dans son programme, enregistrez-en une copie sans mot de passe, puis prenez cette copie."
    ),
    "workbook-old": N_(
        "Ce classeur est dans l'ancien format d'Excel (.xls) ou protégé par un mot de passe : "
        "enregistrez-le en .xlsx, sans mot de passe."
    ),
    "workbook-ods": N_(
        "Ce classeur est au format OpenDocument (.ods) : enregistrez-le au format Excel (.xlsx)."
    ),
    "workbook-not-one-invoice": N_(
        "Un classeur contient plusieurs factures : « import --dry-run » les contrôle toutes, sans rien enregistrer."
    ),
    "workbook-not-ours": N_(
        "Ce classeur n'a pas les colonnes attendues : remplissez le modèle de classeur (page « Importer », ou commande « template »)."
    ),
    # The State's list of public bodies
    "list-unreadable": N_("« {file} » est abîmé : il ne peut pas être lu. Rien n'a changé."),
    "list-too-large": N_(
        "« {file} » est beaucoup trop gros pour un annuaire : il n'a pas été lu. Vérifiez que "
        "c'est le bon fichier."
    ),
    "list-locked": N_(
        "« {file} » est protégé par un mot de passe : enregistrez-le sans mot de passe, puis réessayez."
    ),
    "list-unknown": N_(
        "« {file} » n'est pas un annuaire que le programme sait lire : il lit le classeur Excel, le XML, "
        "le CSV, et un zip de l'un d'eux."
    ),
    "list-no-siret": N_(
        "Dans « {file} », aucune colonne ne contient de SIRET : sans lui, les organismes ne peuvent pas être "
        "reconnus."
    ),
    "list-no-name": N_(
        "Dans « {file} », la colonne des noms d'organismes manque : joignez le fichier des structures, ou "
        "dites quelle colonne les contient."
    ),
    "list-empty": N_("« {file} » ne contient aucun organisme public : l'annuaire n'a pas changé."),
    "list-differences": N_(
        "« {file} » ne donne que les changements d'un jour : demandez l'annuaire complet."
    ),
    "workbook-not-missing": N_(
        "Ce classeur n'a pas les colonnes de celui des renseignements à demander : exportez-le d'abord."
    ),
    "cell-unreadable": N_("« {value} » ne peut pas être lu."),
    "row-unreadable": N_("Une cellule de cette ligne contient une date impossible."),
    "rows-disagree": N_("« {value} » contredit une ligne au-dessus, qui donne « {kept} »."),
    "answer-draft-moved": N_("{id} n'est plus destiné à « {name} » : rien n'y a été écrit."),
    "table-not-understood": N_(
        "Aucune facture n'a été reconnue dans ce tableau : donnez aux colonnes des titres "
        "courants (n° facture, date, SIRET, désignation, quantité, prix HT, TVA), ou remplissez "
        "le modèle de classeur (page « Importer », ou commande « template »)."
    ),
    "table-only-heads": N_(
        "Ce tableau a les numéros, les dates ou les clients, mais rien de ce qui est facturé : il y manque les "
        "lignes. Choisissez ensemble ce fichier et celui des lignes, ou mettez les deux dans un classeur, une "
        "feuille chacun."
    ),
    "table-too-slow": N_(
        "Ce fichier demande trop de temps : il n'a pas été lu. Enregistrez-le sans les feuilles et les "
        "lignes qui ne servent pas."
    ),
    "mapping-unreadable": N_(
        "Cette lecture ne peut pas être ouverte : il faut un fichier TOML avec une partie [columns], comme celui que le programme enregistre."
    ),
    "mapping-unknown": N_("La lecture donne à « {heading} » un sens inconnu : « {meaning} »."),
    "nothing-unread": N_("Toutes les lignes ont pu être lues : il n'y a rien à enregistrer."),
    "unread-target": N_(
        "« {file} » ne convient pas : donnez un nouveau fichier dont le nom finit par .xlsx."
    ),
    "file-changed": N_(
        "« {file} » a changé depuis que vous l'avez ouvert ici : vos corrections pourraient tomber sur d'autres "
        "cellules. Ouvrez-le à nouveau."
    ),
    "mapping-not-kept": N_(
        "Ce que vous avez dit des colonnes de « {file} » n'a pas pu être gardé : il faudra le redire la prochaine fois."
    ),
    "mapping-missing": N_("La lecture « {name} » est introuvable : vérifiez son nom."),
    "logo-too-large": N_("Le logo dépasse {megabytes} Mo ou quarante millions de pixels."),
    "logo-unreadable": N_("Le logo ne peut pas être lu : donnez une image PNG ou JPEG."),
    "cannot-write": N_(
        "« {file} » ne peut pas être écrit : dossier absent, protégé, ou disque plein."
    ),
    "folder-taken": N_(
        "« {folder} » contient autre chose que ce que le programme y a mis : choisissez un autre dossier."
    ),
    "demo-folder-taken": N_(
        "« {folder} » contient déjà autre chose que la démonstration : choisissez un autre dossier."
    ),
    # The data folder
    "folder-not-writable": N_(
        "Le dossier de données « {folder} » ne peut pas être utilisé ou écrit."
    ),
    "database-unreadable": N_(
        "« {file} » n'est pas une base de données de Chorus Desk, ou elle est abîmée."
    ),
    "database-newer": N_(
        "Ces données viennent d'une version plus récente du programme (format {found}, celui-ci connaît "
        "le {known}) : installez la dernière version."
    ),
    "database-busy": N_("Un autre programme écrit dans ces données : réessayez dans un instant."),
    "database-read-only": N_("Ces données sont en lecture seule : rien ne peut y être écrit."),
    "disk-full": N_("Le disque est plein : rien n'a été enregistré."),
    # The state of things
    "no-seller": N_(
        "Votre entreprise n'est pas encore décrite : commencez par là (« Mon entreprise », ou la commande "
        "« seller set »)."
    ),
    "already-issued": N_("La facture {number} est déjà émise : elle ne change plus."),
    "past-never-issued": N_(
        "La facture {number} a été envoyée ailleurs : elle est suivie ici, et n'y est jamais émise."
    ),
    "past-unchanged": N_(
        "La facture {number} a été envoyée ailleurs : elle ne change plus. Faites un avoir, ou dupliquez-la."
    ),
    "one-document-only": N_(
        "Un fichier {kind} ne contient qu'un document : donnez un seul ID, ou choisissez le classeur (xlsx, ods)."
    ),
    "past-not-exported": N_(
        "La facture {number} a été envoyée ailleurs : l'original est celui que vous avez envoyé, le programme "
        "n'en fait pas un second."
    ),
    "no-original": N_(
        "{id} n'a pas de fichier d'origine gardé : seule en a un la facture envoyée ailleurs qui a été importée en PDF ou en XML."
    ),
    "past-not-deposited": N_(
        "La facture {number} a déjà été envoyée ailleurs : elle n'est pas à déposer une seconde fois."
    ),
    "not-my-invoice": N_("Cette facture est celle de « {name} » : vous ne pouvez pas l'émettre."),
    "not-issued": N_("{id} est encore un brouillon : émettez la facture d'abord."),
    "draft-changed": N_(
        "Ce brouillon a été changé ou émis ailleurs entre-temps : rouvrez-le pour voir où il en est."
    ),
    "credit-of-credit": N_("{number} est déjà un avoir : on ne fait pas l'avoir d'un avoir."),
    "inquiry-unknown": N_("Cette demande de renseignements n'existe pas, ou elle a été effacée."),
    "answer-before-inquiry": N_("Le {date} est avant le jour de la demande, le {sent}."),
    "answer-without-siret": N_(
        "Sans le SIRET de « {name} », cette réponse ne peut pas être gardée : donnez-le d'abord."
    ),
    "answer-without-draft": N_(
        "Sans facture en préparation, il n'y a pas d'endroit où écrire ce renseignement."
    ),
    "answer-outdated": N_(
        "Une partie de ces données a changé depuis : rien n'a été annulé, pour ne rien écraser."
    ),
    "tables-one-by-one": N_(
        "« {file} » est un dossier ou une archive : un tarif, des clients ou des statuts se "
        "donnent un tableau à la fois. Donnez un à un les fichiers qui s'y trouvent."
    ),
    "not-a-table": N_(
        "« {file} » n'est pas un tableau : donnez un classeur (.xlsx, .xls, .ods) ou un fichier .csv."
    ),
    "records-not-understood": N_(
        "Aucun tableau de ce genre n'a été reconnu dans « {file} » : donnez aux colonnes des titres courants, ou dites ce qu'elles contiennent."
    ),
    "item-gone": N_("Cette ligne du tarif n'existe plus."),
    "item-reference-taken": N_("La référence « {reference} » est déjà celle de « {description} »."),
    "import-unknown": N_("Cet import n'existe pas, ou il est déjà annulé."),
    # A copy
    "copy-unreadable": N_("« {file} » n'est pas une copie de Chorus Desk, ou elle est abîmée."),
    "copy-folder-taken": N_(
        "Le dossier « {folder} » contient déjà des données : choisissez-en un vide."
    ),
    "copy-unverified": N_(
        "La copie n'a pas pu être vérifiée : elle n'a pas été gardée. Réessayez."
    ),
    # The unexpected
    "bug": N_(
        "Une erreur imprévue est survenue ; rien n'a été perdu. Un rapport sans données de facture est "
        "dans « {file} »."
    ),
    "bug-unreported": N_(
        "Une erreur imprévue est survenue ; rien n'a été perdu. Le rapport n'a pas pu être écrit."
    ),
    "interrupted": N_("Arrêté à votre demande ; rien n'a été laissé à moitié fait."),
}


WANTED: Mapping[object, str] = {
    "text": N_("Il faut un texte entre guillemets."),
    "siret": N_("Il faut les 14 chiffres de l'avis de situation de l'Insee, bien recopiés."),
    "iban": N_("Recopiez celui du RIB : deux lettres, deux chiffres, puis le compte."),
    "vat_number": N_("Il commence par les deux lettres du pays, FR en France."),
    "next_number": N_("Il faut un nombre entier à partir de 1, sans guillemets."),
    "mentions": N_('Il faut une liste de textes, par exemple ["Merci."].'),
    "services": N_("Il faut une liste de services, chacun avec un code que les autres n'ont pas."),
}
"""What a value has to look like that was refused as ``bad-value``, by its ``wanted``."""

_FAILURE = N_("{what} : {why}")


def failure_line(what: str, error: UserError, language: str) -> str:
    """Return an error together with what it is about."""
    return say(_FAILURE, language, what=what, why=error_sentence(error, language))


def error_sentence(error: UserError, language: str) -> str:
    """Return an error as one sentence, in a language."""
    said = say(SENTENCES[error.code], language, **error.params)
    wanted = WANTED.get(error.params.get("wanted"))
    return f"{said} {say(wanted, language)}" if wanted else said
