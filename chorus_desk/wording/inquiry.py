"""What is written to a public body to ask for data: in French, whatever the program's language.

Sources of what is said: D2192-2 of the code de la commande publique lists the SIRET of the recipient,
the code of the service in charge of payment, and the number of the order, else of the contract or of
the commitment that the buyer's finance system gives; what a body asks for stands in its entry on
Chorus Pro (API ``structures/consulter``).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from chorus_desk.domain.inquiry import Datum
from chorus_desk.domain.kinds import Kind
from chorus_desk.wording.printed import said

SUBJECTS: Mapping[str, str] = {
    "none": "Facturation sur Chorus Pro – renseignements sur votre organisme",
    "invoice": "Facture en préparation – références à compléter pour Chorus Pro",
    "invoices": "Factures en préparation – références à compléter pour Chorus Pro",
    "credit_note": "Avoir en préparation – références à compléter pour Chorus Pro",
    "credit_notes": "Avoirs en préparation – références à compléter pour Chorus Pro",
    "both": "Factures et avoirs en préparation – références à compléter pour Chorus Pro",
}
OPENINGS: Mapping[str, str] = {
    "none": "Je dois vous adresser des factures par Chorus Pro.",
    "invoice": "Je prépare la facture suivante, qui vous est destinée :",
    "invoices": "Je prépare les factures suivantes, qui vous sont destinées :",
    "credit_note": "Je prépare l'avoir suivant, qui vous est destiné :",
    "credit_notes": "Je prépare les avoirs suivants, qui vous sont destinés :",
    "both": "Je prépare les factures et avoirs suivants, qui vous sont destinés :",
}
PURPOSES: Mapping[str, str] = {
    "none": "Pour qu'elles soient complètes, pourriez-vous me communiquer :",
    "one": "Pour vous l'envoyer par Chorus Pro, il me manque encore :",
    "many": "Pour vous les envoyer par Chorus Pro, il me manque encore :",
}
QUESTIONS: Mapping[Datum, str] = {
    Datum.SIRET: "le numéro SIRET (14 chiffres) de l'établissement à facturer, tel que Chorus Pro le connaît",
    Datum.NAME: "le nom exact de l'organisme à facturer",
    Datum.ADDRESS: "l'adresse postale de l'organisme à facturer",
    Datum.REQUIRES: "ce que votre organisme demande sur ses factures : un code service, un numéro d'engagement, "
    "les deux, ou ni l'un ni l'autre (c'est indiqué dans la fiche de votre structure sur Chorus Pro)",
    Datum.SERVICE: "le code du service destinataire (il figure dans la fiche de votre structure sur Chorus Pro)",
    Datum.COMMITMENT: "le numéro d'engagement (le logiciel de votre comptabilité l'attribue à la commande)",
    Datum.EITHER: "le code du service destinataire (fiche de votre structure sur Chorus Pro) ou le numéro "
    "d'engagement (logiciel de votre comptabilité) : l'un des deux suffit",
    Datum.REFERENCE: "la référence de la commande : numéro de bon de commande, d'engagement ou de marché",
}
"""What is asked for, and where the body's accountants find it."""
WRONG_SIRET = " ; celui dont je dispose, {siret}, semble ne pas convenir"
WRONG_SERVICE = " ; celui dont je dispose, {code}, semble ne plus convenir"
FOR_SOME = " – pour {documents}"
WHY_LAW = (
    "L'article D.\u00a02192-2 du code de la commande publique prévoit {what} sur la facture électronique ; "
    "sans cela, elle risque d'être rejetée."
)
OF_THE_LAW: Mapping[Datum, tuple[str, ...]] = {
    Datum.SIRET: ("le SIRET du destinataire",),
    Datum.SERVICE: ("le code du service",),
    Datum.COMMITMENT: ("le numéro d'engagement",),
    Datum.EITHER: ("le code du service", "le numéro d'engagement"),
    Datum.REFERENCE: ("la référence de la commande",),
}
"""What D2192-2 lists."""
WHY_REQUIRES = (
    "Ces exigences varient d'un organisme à l'autre : les connaître me permettra de vous envoyer d'emblée "
    "des factures complètes."
)
WHY_BODY = "Ces mentions doivent figurer sur la facture."
REPLY_LETTER: Mapping[tuple[bool, bool], str] = {
    (True, True): "Vous pouvez me répondre par courriel à {email} ou par téléphone au {phone}.",
    (True, False): "Vous pouvez me répondre par courriel à {email}.",
    (False, True): "Vous pouvez me répondre par téléphone au {phone}, ou par courrier.",
    (False, False): "Vous pouvez me répondre par courrier, à l'adresse ci-dessus.",
}
"""By whether the seller gives an e-mail address, and a phone number."""
REPLY_EMAIL: Mapping[bool, str] = {
    True: "Vous pouvez répondre à ce message ou m'appeler au {phone}.",
    False: "Vous pouvez répondre à ce message.",
}
TO_WHOM = "Service comptable et financier"
DOCUMENT = "– {what} : {amount}"
REFERENCES = " ({references})"
MORE = "– et {count} autres, pour {amount}"
MORE_MIXED = "– et {count} autres"
UNNAMED: Mapping[Kind, str] = {Kind.INVOICE: "Facture", Kind.CREDIT_NOTE: "Avoir"}
A_CREDIT = "avoir : {what}"
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip


def forms(kinds: Sequence[Kind]) -> str:
    """Return which form of a sentence suits these documents, a key of ``SUBJECTS``."""
    if not kinds:
        return "none"
    if len(set(kinds)) > 1:
        return "both"
    return f"{kinds[0].value}s" if len(kinds) > 1 else kinds[0].value


def long_day(day: date) -> str:
    """Return a date in words: ``1er novembre 2026``."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[day.month - 1]} {day.year}"


def dated(city: str | None, day: date) -> str:
    """Return where and when a letter was written: ``À Bourg, le 1er novembre 2026``."""
    when = long_day(day)
    return f"À {city}, le {when}" if city else f"Le {when}"


def enumerated(parts: Sequence[str]) -> str:
    """Return names one after the other: ``D-1, D-2 et D-3``."""
    *first, last = parts
    return f"{', '.join(first)} et {last}" if first else last


def listed(questions: Sequence[str]) -> str:
    """Return what is asked for as the lines of one sentence, numbered where there are several."""
    if len(questions) == 1:
        return f"– {questions[0]}."
    numbered = [f"{number}. {text}" for number, text in enumerate(questions, start=1)]
    return said(" ;\n").join(numbered) + "."
