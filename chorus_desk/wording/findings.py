"""Findings as sentences a baker understands, and what to do about each."""

from collections.abc import Mapping
from functools import cache
from string import Formatter

from chorus_desk.domain.finding import Finding
from chorus_desk.wording.catalogue import N_, say

SENTENCES: Mapping[str, tuple[str, str | None]] = {
    # Number and series
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
    # Dates
    "BR-03": (N_("La date de la facture manque."), N_("Saisissez la date d'émission.")),
    "G1.07": (
        N_("La facture est datée du {date}, dans le futur."),
        N_("Mettez la date du jour ou une date passée."),
    ),
    "BR-FR-03": (
        N_("La date du {date} a une année impossible."),
        N_("Corrigez l'année : elle va de 2000 à 2099."),
    ),
    "BR-FR-CO-07": (
        N_("L'échéance ({due}) précède la date de la facture ({date})."),
        N_("Corrigez l'échéance, ou choisissez le cadre « déjà payée » si elle l'est."),
    ),
    "G6.20": (
        N_("La période finit le {end}, avant de commencer le {start}."),
        N_("Inversez ou corrigez les deux dates."),
    ),
    "CD-DELIVERY-DATE": (
        N_("La date de livraison ou d'exécution manque."),
        N_("Indiquez le jour ou la période de la prestation."),
    ),
    "CD-DUE-BEYOND-LEGAL": (
        N_("L'échéance du {due} dépasse les {days} jours que la loi donne à ce client."),
        N_("Ramenez l'échéance à {days} jours après la date de la facture."),
    ),
    # Seller
    "BR-06": (N_("Le nom de votre entreprise manque."), N_("Complétez « Mon entreprise ».")),
    "BR-08": (N_("L'adresse de votre entreprise manque."), N_("Complétez « Mon entreprise ».")),
    "CD-SELLER-SIRET": (
        N_("Le SIRET du vendeur est absent ou faux."),
        N_("Recopiez les 14 chiffres de l'avis de situation de l'Insee."),
    ),
    "BR-FR-09": (
        N_("Le SIRET {siret} et le SIREN {siren} ne vont pas ensemble."),
        N_("Corrigez celui des deux qui est faux : le SIRET commence par le SIREN."),
    ),
    "CD-SELLER-VAT-KEY": (
        N_("Le numéro de TVA {vat_number} ne correspond pas au SIREN du vendeur."),
        N_("Recopiez le numéro de TVA depuis l'attestation du service des impôts."),
    ),
    "CD-SELLER-VAT-NUMBER": (
        N_("La facture porte de la TVA mais pas votre numéro de TVA."),
        N_("Ajoutez votre numéro de TVA dans « Mon entreprise »."),
    ),
    "CD-SELLER-EI": (
        N_("« {name} » doit être suivi ou précédé de « EI »."),
        N_("Ajoutez « EI » au nom : la loi l'impose aux entreprises individuelles."),
    ),
    "CD-SELLER-REGISTER": (
        N_("Votre immatriculation (RCS ou RNE, et sa ville) n'est pas indiquée."),
        N_("Ajoutez-la dans « Mon entreprise », ou écrivez « sans objet »."),
    ),
    "CD-SELLER-CAPITAL": (
        N_("Une {form} doit indiquer son capital sur ses factures."),
        N_("Ajoutez le capital dans « Mon entreprise »."),
    ),
    "CD-SELLER-INSURANCE": (
        N_("Votre assurance professionnelle n'est pas indiquée."),
        N_(
            "Si votre métier y est soumis, indiquez l'assureur, son adresse et le territoire "
            "couvert ; sinon écrivez « sans objet »."
        ),
    ),
    "CD-SELLER-NOT-MINE": (
        N_("Cette facture est émise par « {name} », pas par votre entreprise."),
        N_("Elle reste consultable ; vous ne pourrez pas l'émettre."),
    ),
    # Buyer
    "BR-07": (
        N_("Le nom du client public manque."),
        N_("Choisissez le client ou saisissez son nom."),
    ),
    "BR-10": (N_("L'adresse du client manque."), N_("Reprenez l'adresse de l'organisme.")),
    "CD-BUYER-SIRET": (
        N_("Le SIRET du client n'a pas 14 chiffres."),
        N_("Saisissez le SIRET complet de l'établissement : le SIREN seul est rejeté."),
    ),
    "CPRO-10": (
        N_("Le SIRET du client manque."),
        N_("Saisissez les 14 chiffres du SIRET de l'établissement."),
    ),
    "CD-BUYER-LUHN": (
        N_("Le SIRET du client, {siret}, semble mal recopié."),
        N_("Vérifiez-le sur le bon de commande ; gardez-le si l'organisme le confirme."),
    ),
    "CD-BUYER-UNKNOWN": (
        N_("Le client de SIRET {siret} n'est pas parmi vos organismes, ou n'est plus actif."),
        N_("Ajoutez-le avec ce qu'il exige, ou demandez-lui le bon SIRET."),
    ),
    "CD-BUYER-WORKS-ONLY": (
        N_("{name} ne reçoit que des factures de travaux."),
        N_("Demandez-lui un autre SIRET de facturation."),
    ),
    "CPRO-11": (
        N_("{name} exige un code service."),
        N_("Recopiez le code service du bon de commande, ou demandez-le au client."),
    ),
    "CPRO-12": (
        N_("{name} exige un numéro d'engagement."),
        N_("Demandez-lui le numéro d'engagement ou de bon de commande."),
    ),
    "CPRO-13": (
        N_("{name} veut un code service ou un numéro d'engagement."),
        N_("Remplissez l'un des deux ; ils figurent sur le bon de commande."),
    ),
    "CD-SERVICE-NEEDS-COMMITMENT": (
        N_("Le service {service} exige un numéro d'engagement."),
        N_("Demandez le numéro d'engagement à ce service."),
    ),
    "CD-BUYER-FLAGS-UNKNOWN": (
        N_("On ne sait pas ce que {name} exige sur ses factures."),
        N_("Posez-lui la question, puis complétez sa fiche."),
    ),
    "CD-NO-ORDER-REFERENCE": (
        N_("Ni engagement ni marché : la facture sera difficile à rattacher."),
        N_("Indiquez le numéro d'engagement, de bon de commande ou de marché."),
    ),
    "CD-FACTURES-PUBLIQUES": (
        N_("Le service FACTURES_PUBLIQUES est réservé aux factures entre organismes publics."),
        N_("Choisissez un vrai service, ou aucun."),
    ),
    "CD-STATE-SERVICE": (
        N_("L'État exige le code du service qui a commandé."),
        N_("Recopiez le code service du bon de commande."),
    ),
    "CD-STATE-COMMITMENT-FORM": (
        N_(
            "Un engagement de l'État compte d'habitude dix chiffres ; « {number} » n'en a pas la forme."
        ),
        N_("Vérifiez le numéro sur le bon de commande."),
    ),
    "BR-FR-26": (
        N_("Le code service compte {length} caractères ; le maximum est 100."),
        N_("Recopiez le seul code, sans texte autour."),
    ),
    "G1.95": (
        N_("Le code service « {code} » contient un caractère inhabituel."),
        N_("Comparez-le avec le bon de commande."),
    ),
    "CPRO-15": (
        N_("Le numéro d'engagement compte {length} caractères ; le maximum est 50."),
        N_("Recopiez le seul numéro, sans texte autour."),
    ),
    "CPRO-14": (
        N_("Le numéro de marché compte {length} caractères ; le maximum est 50."),
        N_("Recopiez le seul numéro de marché."),
    ),
    # Framework and kind
    "CD-FRAMEWORK-SCOPE": (
        N_("Le cadre de facturation « {framework} » n'est pas pris en charge."),
        N_("Choisissez A1, A2, A9 ou A12 ; les travaux se déposent sur le portail."),
    ),
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": (
        N_("Le cadre « {framework} » est celui des plateformes agréées, pas du dépôt direct."),
        N_("Mettez A1 pour un dépôt direct (A2 si la facture est déjà payée)."),
    ),
    "BR-FR-08": (
        N_("Le cadre de facturation « {framework} » n'est pas valable par une plateforme agréée."),
        N_("Choisissez B1 (biens), S1 (services) ou M1 (les deux)."),
    ),
    "CD-A2-AMOUNTS": (
        N_(
            "Une facture « déjà payée » (A2) doit être payée en entier ; il reste {due} sur {gross}."
        ),
        N_("Mettez le montant payé égal au total TTC, ou choisissez le cadre A1."),
    ),
    "BR-FR-CO-09": (
        N_("Une facture déjà payée doit porter le total payé et la date du paiement."),
        N_("Complétez le montant payé et la date ; le reste à payer est nul."),
    ),
    "CD-PAID-BUT-A1": (
        N_("La facture est soldée mais déclarée à payer."),
        N_("Choisissez le cadre A2, « déjà payée »."),
    ),
    "CD-VALIDATOR-MISSING": (
        N_("Le titulaire du marché, qui doit valider, n'est pas indiqué."),
        N_("Saisissez le SIRET du titulaire ou du mandataire."),
    ),
    "CD-TYPE-HISTORICAL": (
        N_("Chorus Pro ne connaît ici que la facture (380) et l'avoir (381), pas le type {type}."),
        N_("Choisissez facture ou avoir."),
    ),
    "BR-FR-04": (
        N_("Le type de document {type} n'est pas admis."),
        N_("Choisissez facture (380) ou avoir (381)."),
    ),
    "CD-NEGATIVE-INVOICE": (
        N_("Le total de la facture est négatif ({amount})."),
        N_("Faites plutôt un avoir."),
    ),
    # Credit notes
    "CD-CREDIT-NEGATIVE": (
        N_("Les montants d'un avoir s'écrivent en positif ; celui-ci donne {amount}."),
        N_("Retirez le signe moins des quantités."),
    ),
    "CD-CREDIT-NO-REFERENCE": (
        N_("L'avoir ne cite aucune facture."),
        N_("Indiquez la facture d'origine, s'il y en a une."),
    ),
    "BR-FR-CO-05": (
        N_("L'avoir doit citer la facture d'origine et sa date."),
        N_("Choisissez la facture d'origine."),
    ),
    "CPRO-20": (
        N_("Le document cite {count} factures d'origine ; une seule est admise."),
        N_("Faites un avoir par facture."),
    ),
    "CD-CREDIT-PAYMENT-MEANS": (
        N_("Un avoir se passe en général de moyen de paiement."),
        N_("Retirez le moyen de paiement."),
    ),
    "CD-ORIGIN-NOT-ISSUED": (
        N_("La facture d'origine « {number} » n'est pas encore émise : elle n'a pas de numéro."),
        N_("Émettez d'abord la facture d'origine, ou les deux ensemble."),
    ),
    # Lines
    "BR-16": (N_("La facture n'a aucune ligne."), N_("Ajoutez au moins une ligne.")),
    "BR-22": (
        N_("La quantité manque à la ligne {line}."),
        N_("Saisissez une quantité (1 pour un forfait)."),
    ),
    "BR-23": (
        N_("L'unité manque à la ligne {line}."),
        N_("Choisissez une unité, par exemple « unité »."),
    ),
    "BR-25": (
        N_("La désignation manque à la ligne {line}."),
        N_("Décrivez la prestation ou le produit."),
    ),
    "BR-26": (
        N_("Le prix unitaire hors taxe manque à la ligne {line}."),
        N_("Saisissez le prix hors taxe, ou le forfait."),
    ),
    "BR-27": (
        N_("Le prix unitaire de la ligne {line} est négatif."),
        N_("Mettez le signe moins sur la quantité."),
    ),
    "BR-CO-04": (
        N_("La TVA de la ligne {line} n'est pas choisie."),
        N_("Choisissez un taux, ou le motif pour lequel il n'y a pas de TVA."),
    ),
    "BR-FR-DEC-01": (
        N_("Le montant {value} a plus de deux décimales."),
        N_("Arrondissez au centime."),
    ),
    "BR-FR-DEC-02": (
        N_("La quantité {value} de la ligne {line} a plus de quatre décimales."),
        N_("Arrondissez à quatre décimales."),
    ),
    "BR-FR-DEC-03": (
        N_("Le prix {value} de la ligne {line} a plus de six décimales."),
        N_("Arrondissez à six décimales."),
    ),
    "CD-GROSS-WITHOUT-DISCOUNT": (
        N_("La ligne {line} donne un prix brut sans remise : Chorus Pro rejette le fichier."),
        N_("Retirez le prix brut, ou ajoutez le montant de la remise."),
    ),
    # Amounts
    "CD-LINE-NET": (
        N_(
            "Le montant de la ligne {line} est {stated} ; quantité × prix, remises "
            "déduites, donne {computed}."
        ),
        N_("Recalculez la ligne, ou corrigez la quantité ou le prix."),
    ),
    "BR-CO-10": (
        N_(
            "La somme des lignes indiquée est {stated} ; les lignes donnent {computed} (écart {difference})."
        ),
        N_("Recalculez le total."),
    ),
    "BR-CO-13": (
        N_(
            "Le total hors taxe indiqué est {stated} ; le calcul donne {computed} (écart {difference})."
        ),
        N_("Recalculez le total hors taxe."),
    ),
    "BR-CO-14": (
        N_(
            "Le total de TVA indiqué est {stated} ; le calcul donne {computed} (écart {difference})."
        ),
        N_("Recalculez la TVA par taux."),
    ),
    "BR-CO-15": (
        N_("Le total TTC indiqué est {stated} ; le calcul donne {computed} (écart {difference})."),
        N_("Recalculez le total TTC."),
    ),
    "BR-CO-16": (
        N_(
            "Le net à payer indiqué est {stated} ; le calcul donne {computed} (écart {difference})."
        ),
        N_("Recalculez le net à payer."),
    ),
    "BR-CO-17": (
        N_("La TVA indiquée est {stated} ; base × taux donne {computed} (écart {difference})."),
        N_("Calculez la TVA une fois par taux, sur la base du taux."),
    ),
    "BR-CO-18": (
        N_("Le récapitulatif de TVA manque."),
        N_("Ajoutez un groupe par taux, ou le motif d'exonération."),
    ),
    "CD-VAT-BASE": (
        N_("La base de TVA indiquée est {stated} ; les lignes de ce taux donnent {computed}."),
        N_("Recalculez la base, ou corrigez le taux d'une ligne."),
    ),
    "G1.10": (N_("La devise « {currency} » est inconnue."), N_("Mettez EUR.")),
    "BR-FR-CO-12": (
        N_("La facture est en {currency} et le total de TVA en euros manque."),
        N_("Facturez en euros, ou ajoutez la TVA en euros."),
    ),
    # VAT
    "BR-FR-15": (
        N_("La catégorie de TVA « {category} » n'est pas française."),
        N_("Choisissez S, E, AE, K, G ou O."),
    ),
    "BR-FR-16": (
        N_("Le taux de TVA {rate} % n'existe pas en France."),
        N_("Choisissez un taux de la liste."),
    ),
    "CD-RATE-HISTORIC": (
        N_("Le taux de TVA {rate} % n'est plus en vigueur."),
        N_("Vérifiez la date de la prestation."),
    ),
    "BR-S-05": (
        N_("Une ligne soumise à la TVA ne peut pas avoir un taux nul."),
        N_("Choisissez le taux, ou le motif pour lequel il n'y a pas de TVA."),
    ),
    "BR-E-05": (
        N_("Une opération exonérée a un taux nul, pas {rate} %."),
        N_("Mettez 0, ou passez en taux normal."),
    ),
    "BR-AE-05": (
        N_("En autoliquidation le taux est nul, pas {rate} %."),
        N_("Mettez 0 : c'est le client qui paie la TVA."),
    ),
    "BR-E-10": (
        N_("Le motif pour lequel il n'y a pas de TVA manque."),
        N_("Choisissez le motif dans la liste."),
    ),
    "BR-AE-10": (
        N_("La mention « Autoliquidation » manque."),
        N_("Ajoutez « Autoliquidation », code VATEX-EU-AE."),
    ),
    "BR-Z-10": (
        N_("La catégorie de TVA Z n'admet aucun motif."),
        N_("Passez en E, ou mettez le texte dans une note."),
    ),
    "CD-CATEGORY-Z": (
        N_("La catégorie de TVA Z ne sert pas en France."),
        N_("Choisissez E avec son motif."),
    ),
    "BR-S-02": (
        N_("Une facture avec TVA doit porter le numéro de TVA du vendeur."),
        N_("Ajoutez votre numéro de TVA dans « Mon entreprise »."),
    ),
    "BR-E-02": (
        N_("Une facture exonérée doit porter un numéro fiscal du vendeur."),
        N_("Ajoutez le numéro de TVA, ou à défaut le SIREN comme identifiant fiscal."),
    ),
    "BR-AE-02": (
        N_("L'autoliquidation demande un numéro fiscal du vendeur et un identifiant du client."),
        N_("Complétez le numéro de TVA du vendeur et le SIRET du client."),
    ),
    "CD-FRANCHISE-VAT": (
        N_("Vous êtes en franchise de TVA : la facture ne doit pas en porter ({vat} ici)."),
        N_("Mettez le taux à 0 avec le motif, ou changez votre régime dans « Mon entreprise »."),
    ),
    "CD-FRANCHISE-TEXT": (
        N_("La mention de la franchise de TVA manque ou n'est pas celle de cette date."),
        N_("Ajoutez : « {text} »."),
    ),
    "G1.41": (
        N_("Il faut le texte et le code du motif d'exonération."),
        N_("Complétez les deux."),
    ),
    "G1.47": (
        N_("Une exonération demande d'ordinaire un numéro de TVA, que le vendeur n'a pas."),
        N_("Saisissez-le si vous en avez un ; sinon le SIREN sert d'identifiant fiscal."),
    ),
    # Payment
    "BR-49": (
        N_("Le moyen de paiement manque : Chorus Pro rejette le fichier."),
        N_("Choisissez le virement."),
    ),
    "CD-PAYMENT-CODE": (
        N_("Le moyen de paiement {means} n'a pas d'exemple accepté."),
        N_("Préférez le virement (30)."),
    ),
    "BR-61": (
        N_("L'IBAN manque pour un virement."),
        N_("Ajoutez votre IBAN dans « Mon entreprise »."),
    ),
    "CD-IBAN": (
        N_("L'IBAN {iban} est faux."),
        N_("Recopiez-le depuis votre relevé d'identité bancaire."),
    ),
    "CPRO-39": (
        N_("Le numéro de compte compte {length} caractères ; le maximum est 27."),
        N_("Donnez un IBAN français."),
    ),
    # Attachments and files
    "CPRO-41": (
        N_("Le nom de la pièce jointe « {name} » dépasse 50 caractères."),
        N_("Renommez le fichier."),
    ),
    "CD-ATTACHMENT-EXTENSION": (
        N_("Chorus Pro n'accepte pas le type de la pièce jointe « {name} »."),
        N_("Convertissez-la en PDF."),
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
    "CD-FLOW-SIZE": (
        N_("L'archive {name} dépasse {megabytes} Mo."),
        N_("Faites plusieurs lots."),
    ),
    "CD-FLOW-COUNT": (
        N_("Le lot a {count} factures ; Chorus Pro conseille 500 au plus."),
        N_("Faites plusieurs lots."),
    ),
    "CD-PDF-ENCRYPTED": (
        N_("Le PDF est protégé : ce n'est pas un Factur-X conforme."),
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
    # Reading
    "CD-NOT-KEPT": (
        N_("Le brouillon ne garde pas « {value} » ({term})."),
        N_("Notez cette donnée ailleurs si elle compte."),
    ),
    "CD-NOT-A-NUMBER": (
        N_("« {value} » n'est pas un nombre ({term}) ; la donnée est laissée vide."),
        N_("Saisissez le nombre."),
    ),
    "CD-NOT-A-DATE": (
        N_("« {value} » n'est pas une date ; la donnée est laissée vide."),
        N_("Saisissez la date."),
    ),
    "CD-GUESSED": (
        N_("Le fichier ne disait pas tout : on a supposé « {value} » ({term})."),
        N_("Vérifiez cette donnée."),
    ),
    "CD-PRICE-WITH-VAT": (
        N_(
            "Le fichier donne un prix TTC ({price}) à la place du prix hors taxe ; on a pris {net}."
        ),
        N_("Vérifiez le prix hors taxe."),
    ),
    "CD-PROFILE-WITHOUT-LINES": (
        N_("Le profil {profile} ne contient pas de lignes : le brouillon n'en a pas."),
        N_("Saisissez les lignes avant d'émettre."),
    ),
    "CD-IMPORTED-BEFORE": (
        N_("Un autre document importé porte déjà le numéro {number} ({id})."),
        N_("Vérifiez que ce n'est pas la même facture."),
    ),
    "CD-ROWS-DISAGREE": (
        N_(
            "La ligne {row} de « {sheet} » donne « {value} » pour {column} ; on a gardé « {kept} »."
        ),
        N_("Donnez la même valeur sur toutes les lignes de la facture, ou une seule fois."),
    ),
    "CD-UNIT-UNKNOWN": (
        N_("L'unité « {value} » est inconnue ; on a mis « unité »."),
        N_("Choisissez une unité de la liste."),
    ),
    # Official schema and sheets
    "XSD": (
        N_("Le fichier ne suit pas la structure officielle, ligne {line} : {text}"),
        N_("Demandez un fichier conforme à qui l'a produit."),
    ),
    "XSD-MORE": (N_("… et {count} autres erreurs de structure."), None),
    "SHEET-MORE": (N_("… et {count} autres règles officielles en défaut."), None),
    "SHEET-STOPPED": (
        N_("Le contrôle officiel n'a pas pu aller au bout : {text}"),
        N_("Corrigez les autres erreurs, puis recommencez."),
    ),
    "BT-24": (
        N_(
            "Le profil annoncé n'est pas de ceux que le contrôle officiel connaît ; les règles EN 16931 ont été appliquées."
        ),
        None,
    ),
    # After the deposit
    "CD-NO-STATUS": (
        N_("Aucun statut {days} jours après le dépôt : la facture n'est peut-être pas partie."),
        N_("Cherchez-la dans « Factures émises » et « Suivi des flux », puis notez son statut."),
    ),
    "CD-NO-MOVEMENT": (
        N_("Rien n'a bougé depuis {days} jours."),
        N_("Regardez son statut sur le portail ; au besoin, appelez le service qui a commandé."),
    ),
}

_OFFICIAL = (
    N_("Règle officielle {rule} : {text}"),
    N_("Corrigez la donnée que cette règle nomme."),
)


def sentence(finding: Finding, language: str) -> str:
    """Return what a finding says, in a language."""
    return say(_texts(finding)[0], language, **_params(finding))


def fix(finding: Finding, language: str) -> str | None:
    """Return what to do about a finding, None where nothing is to be done."""
    text = _texts(finding)[1]
    return say(text, language, **_params(finding)) if text else None


def _texts(finding: Finding) -> tuple[str, str | None]:
    """Return our sentences for a rule; the rule's own text where we have none.

    A rule that an official sheet found lacks the figures that our sentence may name: then the
    sheet's own text is said.
    """
    ours = SENTENCES.get(finding.rule)
    return ours if ours and _places(finding.rule) <= finding.params.keys() else _OFFICIAL


@cache
def _places(rule: str) -> frozenset[str]:
    """Return the names of the figures that our sentences for a rule contain."""
    texts = (text for text in SENTENCES[rule] if text)
    return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name)


def described(finding: Finding, language: str) -> dict[str, str | None]:
    """Return a finding with its sentences, as the JSON contract has it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "source": finding.source.value,
        "field": finding.field,
        "path": finding.path,
        "message": sentence(finding, language),
        "fix": fix(finding, language),
    }


def _params(finding: Finding) -> dict[str, object]:
    return {"rule": finding.rule, "text": "", **finding.params}
