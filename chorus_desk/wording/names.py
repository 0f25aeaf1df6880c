"""Names of things in both languages: statuses, outcomes, events, fields, columns."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Protocol

from chorus_desk import resources
from chorus_desk.domain.kinds import Circuit, Kind
from chorus_desk.wording.catalogue import N_, say, say_count

SEVERITIES = {
    "error": N_("erreur"),
    "warning": N_("attention"),
    "info": N_("information"),
}
STATUSES = {
    "draft": N_("Brouillon"),
    "issued": N_("Émise, à déposer"),
    "elsewhere": N_("Envoyée ailleurs"),
    "deposited": N_("Déposée"),
    "paid": N_("Payée"),
}
OUTCOMES = {
    "draft": N_("brouillon"),
    "duplicate": N_("déjà là"),
    "refused": N_("refusée"),
    "past": N_("envoyée ailleurs"),
    "issued": N_("émise"),
}
FILES_ASIDE = {
    "not-invoice": (N_("ce n'est pas une facture"), N_("ce ne sont pas des factures")),
    "nested": (
        N_("archive dans une archive ou un dossier, pas ouverte : importez-la à part"),
        N_("archives dans une archive ou un dossier, pas ouvertes : importez-les à part"),
    ),
    "page": (
        N_("page d'une facture dont les données sont dans le fichier voisin"),
        N_("pages de factures dont les données sont dans le fichier voisin"),
    ),
    "slip": (
        N_("bordereau d'un dépôt, pas une facture"),
        N_("bordereaux de dépôts, pas des factures"),
    ),
}
"""Why files of a folder or archive were left aside: of one file, of several."""
EVENTS = {
    "imported": N_("importée"),
    "created": N_("brouillon créé"),
    "discarded": N_("brouillon supprimé"),
    "restored": N_("brouillon rétabli"),
    "import-undone": N_("import annulé"),
    "taken-out": N_("retirée de la liste"),
    "put-back": N_("remise dans la liste"),
    "issued": N_("émise"),
    "bundled": N_("mise dans un dossier de dépôt"),
    "deposited": N_("déposée"),
    "status": N_("statut"),
    "paid": N_("payée"),
    "part-paid": N_("payée en partie"),
}
KINDS = {
    Kind.INVOICE: N_("Facture"),
    Kind.CREDIT_NOTE: N_("Avoir"),
}
NETS = {
    Kind.INVOICE: N_("Net à payer"),
    Kind.CREDIT_NOTE: N_("Net à rembourser"),
}
"""What is left in the end, by what the document does."""
CIRCUITS = {
    Circuit.HISTORICAL: N_("dépôt direct"),
    Circuit.REFORM: N_("plateforme agréée"),
}
FORMATS = {
    "cii": N_("CII"),
    "facturx": N_("Factur-X"),
    "pdf": N_("PDF"),
    "ubl": N_("UBL"),
}
ROUTES = {
    "portal-pdf": N_("dépôt d'une facture sur le portail"),
    "portal-batch": N_("dépôt d'un lot sur le portail"),
    "api": N_("envoi par API"),
    "platform": N_("envoi par une plateforme agréée"),
}
BY = {"user": N_("vous"), "import": N_("import"), "api": N_("Chorus Pro")}
REQUIREMENTS = {
    "none": N_("rien de particulier"),
    "service": N_("un code service"),
    "commitment": N_("un numéro d'engagement"),
    "either": N_("un code service ou un numéro d'engagement"),
    "both": N_("un code service et un numéro d'engagement"),
}
_ROW_REASONS = {
    "no-number": N_("pas de numéro de facture, et aucune facture au-dessus"),
    "date": N_("« {value} » n'est pas une date (colonne « {column} »)"),
    "kind": N_("« {value} » n'est ni Facture ni Avoir (colonne « {column} »)"),
    "too-large": N_("« {value} » est trop grand (colonne « {column} »)"),
    "unreadable": N_("une cellule au format de date contient un nombre impossible"),
    "amount": N_("« {value} » n'est pas un nombre (colonne « {column} »)"),
    "other": N_("« {value} » n'est pas un nombre (colonne « {column} »)"),
}
LIST_ROW_REASONS = {
    "empty": N_("pas de SIRET"),
    "siret": N_("« {value} » n'est pas un SIRET"),
    "rounded": N_("« {value} » : le tableur a arrondi ce SIRET, ses derniers chiffres sont perdus"),
    "other-identifier": N_("« {value} » est un autre identifiant qu'un SIRET"),
    "no-name": N_("{value} : pas de nom"),
    "no-code": N_("pas de code service"),
    "long-code": N_("« {value} » dépasse les cent caractères d'un code service"),
    "date-code": N_("{value} : le tableur a pris ce code service pour une date"),
    "rounded-code": N_("« {value} » : le tableur a arrondi ce code service"),
    "number-code": N_(
        "{value} : le tableur a pris ce code service pour un nombre ; vérifiez s'il commence par des zéros"
    ),
}
"""Why a row of the State's list was not taken, or should be looked at."""
_ASIDES = {
    "no-lines": N_("aucune ligne ne porte ce numéro"),
    "cell-outside": N_("la correspondance nomme des cellules que cette feuille n'a pas"),
    "total": N_("total ou sous-total"),
    "note": N_("note"),
    "nothing": N_("rien à facturer sur cette ligne"),
    "heading": N_("titres répétés"),
    "purchase": N_("achat, pas une vente"),
    "ledger": N_("écritures comptables"),
    "quote": N_("devis, pas une facture"),
    "payment": N_("règlement, pas une facture"),
    "model": N_("modèle à remplir"),
    "joined": N_("déjà donné par une autre feuille"),
    "no-table": N_("pas de tableau reconnu"),
    "no-amount": N_("aucun montant"),
    "no-invoice": N_("pas de numéro de facture"),
    "told": N_("vous l'avez demandé"),
}
MEANINGS = {
    "number": N_("numéro de facture"),
    "kind": N_("facture ou avoir"),
    "issue_date": N_("date"),
    "due_date": N_("échéance"),
    "delivery_date": N_("date de livraison"),
    "period_start": N_("début de période"),
    "period_end": N_("fin de période"),
    "buyer_name": N_("organisme"),
    "buyer_siret": N_("SIRET de l'organisme"),
    "service_code": N_("code service"),
    "commitment_number": N_("numéro d'engagement"),
    "contract_number": N_("numéro de marché"),
    "preceding": N_("facture d'origine"),
    "street": N_("adresse"),
    "postcode": N_("code postal"),
    "city": N_("ville"),
    "description": N_("désignation"),
    "details": N_("précisions"),
    "quantity": N_("quantité"),
    "unit": N_("unité"),
    "unit_price": N_("prix unitaire HT"),
    "unit_price_gross": N_("prix unitaire TTC"),
    "vat_rate": N_("taux de TVA"),
    "vat": N_("montant de TVA"),
    "net": N_("montant HT"),
    "gross": N_("montant TTC"),
    "due": N_("reste à payer"),
    "prepaid": N_("acompte"),
    "discount": N_("remise"),
    "discount_rate": N_("taux de remise"),
    "currency": N_("devise"),
    "note": N_("note"),
    "terms": N_("conditions de paiement"),
    "is_purchase": N_("fournisseur"),
    "is_ledger": N_("écriture comptable"),
    "vat_base": N_("base HT de ce taux"),
    "vat_amount": N_("TVA de ce taux"),
}
"""What a column of a table can be; the keys are those of ``table_headings.csv``."""
FIELDS = {
    "number": N_("Numéro"),
    "issue_date": N_("Date"),
    "due_date": N_("Échéance"),
    "kind": N_("Type de document"),
    "billing_framework": N_("Cadre de facturation"),
    "currency": N_("Devise"),
    "seller": N_("Vendeur"),
    "buyer": N_("Client"),
    "buyer.service_code": N_("Code service"),
    "validator": N_("Valideur"),
    "payee": N_("Bénéficiaire"),
    "commitment_number": N_("Numéro d'engagement"),
    "contract_number": N_("Numéro de marché"),
    "preceding_invoice": N_("Facture d'origine"),
    "delivery_date": N_("Date de prestation"),
    "period_start": N_("Période"),
    "period_end": N_("Période"),
    "delivery": N_("Livraison"),
    "lines": N_("Lignes"),
    "allowances": N_("Remises"),
    "charges": N_("Frais"),
    "vat": N_("TVA"),
    "totals": N_("Totaux"),
    "payment": N_("Paiement"),
    "notes": N_("Notes"),
    "attachments": N_("Pièces jointes"),
    "status": N_("Suivi"),
}
_LINE = N_("Ligne {number}")
_ELEMENT = N_("élément « {name} »")
_NAME_IN_XML = re.compile(r"[A-Za-z]\w*(?:/[A-Za-z]\w*)*", re.ASCII)


class SkippedRowLike(Protocol):
    """A row that was skipped, as a reader gives it."""

    @property
    def reason(self) -> str: ...  # noqa: D102

    @property
    def column(self) -> str: ...  # noqa: D102

    @property
    def value(self) -> str: ...  # noqa: D102


def status_name(status: str, language: str) -> str:
    """Return a status in words."""
    row = _statuses().get(status)
    return say(row["label"] if row else STATUSES.get(status, status), language)


def status_action(status: str, language: str) -> str | None:
    """Return what a status asks of the user, None where it is one of ours."""
    row = _statuses().get(status)
    return say(row["action"], language) if row else None


def skipped_row_reason(row: SkippedRowLike, language: str) -> str:
    """Return why a row of a workbook was skipped."""
    text = _ROW_REASONS.get(row.reason, _ROW_REASONS["other"])
    return say(text, language, value=row.value, column=row.column)


def list_row_reason(row: SkippedRowLike, language: str) -> str:
    """Return why a row of the State's list was not taken, or should be looked at."""
    return say(LIST_ROW_REASONS[row.reason], language, value=row.value)


def aside_reason(reason: str, language: str) -> str:
    """Return why a row or a sheet of a table was left aside."""
    return say(_ASIDES[reason], language)


_COUNTS = {
    Kind.INVOICE: (N_("{count} facture"), N_("{count} factures")),
    Kind.CREDIT_NOTE: (N_("{count} avoir"), N_("{count} avoirs")),
}
_BOTH = N_("{invoices} et {credit_notes}")


def counted(kinds: Collection[Kind], language: str) -> str:
    """Return how many documents there are of each kind: ``2 factures et 1 avoir``."""
    invoices, credit_notes = (
        say_count(*_COUNTS[kind], sum(k is kind for k in kinds), language) for kind in Kind
    )
    present = set(kinds)
    if present == {Kind.INVOICE, Kind.CREDIT_NOTE}:
        return say(_BOTH, language, invoices=invoices, credit_notes=credit_notes)
    return credit_notes if present == {Kind.CREDIT_NOTE} else invoices


def field_name(path: str | None, language: str) -> str:
    """Return the name of the field that a finding's path leads to, empty for the whole."""
    if not path:
        return ""
    if path.startswith("lines["):
        index = int(path[6 : path.index("]")])
        return say(_LINE, language, number=str(index + 1))
    head = path.split("[", 1)[0]
    known = FIELDS.get(head) or FIELDS.get(head.split(".", 1)[0])
    return say(known, language) if known else head


def term_name(term: str, language: str) -> str:
    """Return the name of a business term, or of an element of an e-invoice, in words.

    ``term`` is its id (``BT-13``), else the element's name with its parent's (``Party/Name``); what
    is neither is said as it is. Names stand in ``codes/terms.csv``.
    """
    known = _terms()
    whole = term.removesuffix("-1")  # an identifier's scheme has its term and -1
    last = whole.rpartition("/")[2]
    name = known.get(term) or known.get(whole) or known.get(last)
    if name:
        return say(name, language)
    return say(_ELEMENT, language, name=last) if _NAME_IN_XML.fullmatch(term) else term


@cache
def _terms() -> Mapping[str, str]:
    return {row["term"]: row["name"] for row in resources.read_table("terms")}


def _statuses() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in resources.read_table("invoice_statuses")}


def first_names(names: Sequence[str], total: int, language: str) -> str:
    """Return the first names of a ``total`` in a row, and how many there are beside these."""
    said = ", ".join(names)
    rest = total - len(names)
    if rest <= 0:
        return said
    more = (N_("{names} et {count} autre"), N_("{names} et {count} autres"))
    return say_count(*more, rest, language, names=said)
