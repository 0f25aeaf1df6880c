"""Sentences on a page that the invoice's author made: read, compared, made into a Factur-X."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

_LOOK = N_("Comparez avec votre page.")
_SAME = N_("Corrigez la donnée, ou refaites votre page et importez-la de nouveau.")
_EXPORT_AGAIN = N_(
    "Refaites le PDF : dans Word, « Enregistrer sous » PDF, Options, « Compatible PDF/A » ; dans LibreOffice, « Exporter au format PDF », « Archive (PDF/A) ». Ou utilisez la page de Chorus Desk."
)
_PRINT_AGAIN = N_(
    "Imprimez votre page en PDF et importez ce nouveau PDF, ou utilisez la page de Chorus Desk."
)

_READ: Sentences = {
    "CD-OWN-READ": (N_("Lu sur votre page, {term} : {value}."), _LOOK),
    "CD-OWN-GUESSED": (N_("Supposé d'après votre page, {term} : {value}."), _LOOK),
    "CD-OWN-CREDIT": (
        N_("Votre page annonce un avoir : on en a fait un avoir."),
        N_("Vérifiez le type de document, et indiquez la facture d'origine."),
    ),
    "CD-OWN-NO-INVOICE": (
        N_("Votre page dit « {word} » : ce n'est peut-être pas une facture."),
        N_("Supprimez le brouillon si c'est une autre pièce ; sinon, gardez-le."),
    ),
    "CD-OWN-MONEY": (
        N_(
            "Votre page semble compter en une autre monnaie que l'euro ({word}) : ses montants sont lus en euros."
        ),
        N_("Vérifiez la monnaie : Chorus Pro paie en euros."),
    ),
    "CD-OWN-SEVERAL": (
        N_(
            "Votre PDF semble contenir plusieurs factures ({numbers}) : une seule est lue, et toutes les pages partiraient avec elle."
        ),
        N_("Faites un PDF par facture, et importez-les."),
    ),
    "CD-OWN-PARTLY": (
        N_("Votre page est trop longue pour être lue en entier."),
        N_("Complétez ce qui manque."),
    ),
    "CD-OWN-LINES": (
        N_("Lignes de votre page reprises : {count}. Leurs montants font le total HT ({net})."),
        N_("Relisez les désignations et les unités."),
    ),
    "CD-OWN-LINES-ASSUMED": (
        N_(
            "Lignes sans quantité ou sans prix sur votre page ({lines}) : l'un ou l'autre est déduit de leur montant."
        ),
        N_("Vérifiez la quantité et le prix de ces lignes."),
    ),
    "CD-OWN-LINES-TEXT": (
        N_(
            "Entre les lignes de votre page, un texte n'a pu être rattaché à aucune : il n'est pas repris."
        ),
        N_("Ajoutez-le à la désignation qu'il faut, s'il compte."),
    ),
    "CD-OWN-LINES-NO-RATE": (
        N_(
            "Votre page ne dit pas le taux de TVA de chaque ligne, ou ses taux ne donnent pas la TVA de ses totaux : il est laissé vide."
        ),
        N_("Choisissez le taux de chaque ligne, ou le motif sans TVA."),
    ),
    "CD-OWN-LINES-NO-VAT": (
        N_("Les lignes sont reprises sans TVA, comme votre page le dit."),
        N_("Vérifiez le motif sans TVA."),
    ),
    "CD-OWN-LINES-BY-RATE": (
        N_(
            "Les lignes de votre page ne sont pas reprises : {count} lignes portent le total HT ({net}), une par taux de TVA de son récapitulatif."
        ),
        N_("Gardez-les, ou saisissez vos lignes."),
    ),
    "CD-OWN-LINE": (
        N_(
            "Les lignes de votre page ne sont pas reprises : une seule ligne porte le total HT ({net}), au taux de {rate} % que ses totaux confirment."
        ),
        N_("Gardez cette ligne, ou saisissez les vôtres."),
    ),
    "CD-OWN-LINE-NO-VAT": (
        N_(
            "Les lignes de votre page ne sont pas reprises : une seule ligne porte le total HT ({net}), sans TVA, comme la page le dit."
        ),
        N_("Gardez cette ligne, ou saisissez les vôtres."),
    ),
    "CD-OWN-LINE-NO-RATE": (
        N_(
            "Les lignes de votre page ne sont pas reprises : une seule ligne porte le total HT ({net}). Les totaux de la page n'indiquent pas de taux de TVA."
        ),
        N_("Choisissez le taux, ou le motif sans TVA."),
    ),
    "CD-OWN-TOTALS-OPEN": (
        N_(
            "Une seule ligne porte le total HT de votre page ({net}), mais ses autres totaux n'ont pas été trouvés ou ne s'accordent pas : le taux de TVA est laissé vide."
        ),
        N_("Saisissez vos lignes avec leurs taux."),
    ),
    "CD-OWN-NO-TOTAL": (
        N_("Aucun total sûr n'a été trouvé sur votre page : le brouillon n'a pas de ligne."),
        N_("Saisissez vos lignes."),
    ),
}

_COMPARED: Sentences = {
    "CD-OWN-NOT-COMPARED": (
        N_("Votre page est trop chargée pour être comparée en entier avec les données."),
        N_("Comparez vous-même le numéro, la date, les SIRET et les totaux avant d'émettre."),
    ),
    "CD-OWN-NUMBER": (
        N_("Le numéro {value} n'est pas celui de votre page, où on lit : {read}."),
        _SAME,
    ),
    "CD-OWN-BUYER": (
        N_("Votre page donne {read} comme SIRET du client ; les données disent {value}."),
        _SAME,
    ),
    "CD-OWN-SELLER": (
        N_("Votre page donne {read} comme SIRET du vendeur ; les données disent {value}."),
        _SAME,
    ),
    "CD-OWN-NET": (
        N_("Votre page donne un total HT de {read} ; les lignes font {value}."),
        _SAME,
    ),
    "CD-OWN-DUE": (
        N_("Votre page donne le {read} comme échéance ; les données disent le {value}."),
        _SAME,
    ),
    "CD-OWN-IBAN": (
        N_("Votre page donne {read} comme IBAN ; les données disent {value}."),
        _SAME,
    ),
    "CD-OWN-IBAN-SELLER": (
        N_("Votre page donne {read} comme IBAN ; celui de vos réglages est {value}."),
        N_("Vérifiez sur quel compte vous voulez être payé."),
    ),
    "CD-OWN-VAT": (
        N_("Votre page donne une TVA de {read} ; les lignes font {value}."),
        _SAME,
    ),
}

_MADE: Sentences = {
    "CD-OWN-PLAIN": (
        N_(
            "Votre page ne peut pas devenir un Factur-X : elle partira telle quelle, et seulement par le dépôt d'un PDF sur le portail."
        ),
        N_(
            "Émettez si cela vous convient ; sinon, corrigez votre PDF comme indiqué, ou utilisez la page de Chorus Desk."
        ),
    ),
    "CD-OWN-PLATFORM": (
        N_(
            "Votre page ne peut pas devenir un Factur-X, et une plateforme agréée n'accepte pas de PDF simple."
        ),
        N_("Corrigez votre PDF comme indiqué, ou utilisez la page de Chorus Desk."),
    ),
    "CD-OWN-FONT": (
        N_(
            "Des polices de caractères manquent dans votre PDF, alors qu'un Factur-X doit les "
            "contenir : {fonts}."
        ),
        _EXPORT_AGAIN,
    ),
    "CD-OWN-FONT-ODD": (
        N_(
            "Des polices de votre PDF n'ont pas les lettres ou les largeurs annoncées, ou rien ne permet de le vérifier : {fonts}."
        ),
        _EXPORT_AGAIN,
    ),
    "CD-OWN-CMYK": (
        N_("Votre PDF a des couleurs d'imprimeur (CMJN), dont rien ne dit l'aspect à l'écran."),
        N_("Refaites le PDF en couleurs RVB, ou utilisez la page de Chorus Desk."),
    ),
    "CD-OWN-LOCKED": (
        N_(
            "Votre PDF est protégé : Chorus Pro ne l'accepte pas, et il ne peut pas devenir un "
            "Factur-X."
        ),
        N_("Enregistrez-en une copie sans protection, et importez-la."),
    ),
    "CD-OWN-XFA": (
        N_("Votre PDF est un formulaire XFA, qu'un Factur-X n'admet pas."),
        _PRINT_AGAIN,
    ),
    "CD-OWN-SIGNED": (
        N_(
            "Votre PDF porte une signature électronique : y ajouter des données la rendrait non "
            "valable."
        ),
        N_("Importez le PDF d'avant la signature, ou utilisez la page de Chorus Desk."),
    ),
    "CD-OWN-FIELD": (
        N_(
            "Un champ de formulaire de votre PDF n'a pas d'aspect fixe : chaque lecteur le montre à sa façon."
        ),
        _PRINT_AGAIN,
    ),
    "CD-OWN-NOTE": (
        N_(
            "Votre PDF a une annotation ({kind}) qu'un Factur-X n'admet pas, ou qui n'a pas d'aspect fixe."
        ),
        _PRINT_AGAIN,
    ),
    "CD-OWN-LAYERS": (
        N_("Votre PDF a des calques qui se montrent ou se cachent d'eux-mêmes."),
        _PRINT_AGAIN,
    ),
    "CD-OWN-ODD": (
        N_(
            "Votre PDF contient un élément interdit dans un Factur-X, qu'on ne peut pas retirer sans changer l'aspect de la page ({detail})."
        ),
        _EXPORT_AGAIN,
    ),
    "CD-OWN-LARGE": (
        N_("Votre PDF est trop chargé pour être vérifié en entier."),
        N_("Allégez les dessins de votre page, ou utilisez la page de Chorus Desk."),
    ),
    "CD-ROUTE-OWN-PAGE": (
        N_(
            "Cette facture part avec votre page, qui n'a pas pu devenir un Factur-X : cette voie ne l'accepte pas."
        ),
        N_("Choisissez le dépôt d'un PDF sur le portail."),
    ),
}

SENTENCES: Sentences = {**_READ, **_COMPARED, **_MADE}
