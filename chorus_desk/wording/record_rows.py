"""What is said of the rows of tables of customers, prices, statuses and payments."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from chorus_desk import resources
from chorus_desk.domain.money import decimals
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.inquiry import long_day
from chorus_desk.wording.names import status_name
from chorus_desk.wording.typography import NO_BREAK

KINDS: Mapping[str, str] = {
    "invoices": N_("des factures"),
    "bodies": N_("des clients"),
    "prices": N_("un tarif"),
    "statuses": N_("des statuts et des paiements"),
}
"""What a file may be imported as."""
OUTCOMES: Mapping[str, str] = {
    "new": N_("nouveau"),
    "changed": N_("modifié"),
    "same": N_("inchangé"),
    "refused": N_("refusé"),
}
DATA: Mapping[str, str] = {
    "statuses.number": N_("numéro de facture"),
    "statuses.issue_date": N_("date de la facture"),
    "statuses.status": N_("statut"),
    "statuses.status_on": N_("date du statut"),
    "statuses.deposited_on": N_("date de dépôt"),
    "statuses.paid_on": N_("date de paiement"),
    "statuses.paid": N_("payée ou non"),
    "statuses.paid_amount": N_("montant payé"),
    "statuses.total": N_("montant de la facture"),
    "statuses.reason": N_("motif ou remarque"),
    "statuses.flow": N_("numéro de flux"),
    "prices.reference": N_("référence"),
    "prices.description": N_("désignation"),
    "prices.details": N_("précisions"),
    "prices.unit": N_("unité"),
    "prices.unit_price": N_("prix HT"),
    "prices.gross_price": N_("prix TTC"),
    "prices.vat": N_("TVA"),
    "bodies.name": N_("nom"),
    "bodies.siret": N_("SIRET"),
    "bodies.street": N_("adresse"),
    "bodies.postcode": N_("code postal"),
    "bodies.city": N_("ville"),
    "bodies.service_code": N_("code service"),
    "bodies.service_name": N_("nom du service"),
    "bodies.requires_commitment": N_("numéro d'engagement exigé"),
    "bodies.requires_service": N_("code service exigé"),
    "bodies.payment_days": N_("délai de paiement"),
}
"""By kind and key of ``resources/codes/record_columns.csv``."""
_REASONS: Mapping[str, str] = {
    # Cells
    "cell-unreadable": N_("« {value} » ne peut pas être lu (colonne « {heading} »)"),
    "cell-formula": N_(
        "la formule de la colonne « {heading} » n'a pas de résultat : ouvrez le fichier dans "
        "votre tableur et enregistrez-le"
    ),
    "cell-zeros": N_("« {value} » : les zéros du début, perdus par le tableur, sont remis"),
    "cell-serial": N_("« {value} » est lu comme une date ({heading})"),
    "cell-month-first": N_("« {value} » est lu avec le mois en premier ({heading})"),
    "cell-day-or-month": N_(
        "« {value} » est lu avec le jour en premier ({heading}), mais une autre date de la colonne a le mois en premier"
    ),
    "cell-thousands-settled": N_("« {value} » est lu comme les autres nombres de la colonne « {heading} »"),
    "cell-thousands": N_("« {value} » peut se lire de deux façons ({heading}) : à vérifier"),
    "cell-share": N_("« {value} » est lu comme un pourcentage ({heading})"),
    "cell-unknown-rate": N_("« {value} » n'est pas un taux de TVA connu : à vérifier"),
    # Customers
    "body-no-siret": N_(
        "pas de SIRET : cherchez-le dans « Organismes publics », puis complétez le tableau"
    ),
    "body-siren": N_("« {value} » est un SIREN : il faut le SIRET, avec ses 14 chiffres"),
    "body-siret": N_("« {value} » n'est pas un SIRET : il y faut 14 chiffres"),
    "body-siret-key": N_("« {value} » n'est pas un SIRET : un de ses chiffres est faux"),
    "body-no-name": N_("pas de nom, et aucune liste ne connaît ce SIRET"),
    "body-listed": N_("déjà dans la liste de l'État, ajouté à vos organismes"),
    "body-not-listed": N_("absent de la liste de l'État : vérifiez que c'est un client public"),
    "body-days": N_("un délai de {value} jours n'est pas un délai légal (30, 50 ou 60) : ignoré"),
    "body-service": N_("« {value} » est trop long pour un code service : ignoré"),
    "body-service-added": N_("service {value} ajouté"),
    "body-kept-name": N_("nom gardé : « {kept} » (le fichier dit « {value} »)"),
    "body-kept-street": N_("adresse gardée : « {kept} » (le fichier dit « {value} »)"),
    "body-kept-postcode": N_("code postal gardé : {kept} (le fichier dit {value})"),
    "body-kept-city": N_("ville gardée : {kept} (le fichier dit {value})"),
    "body-kept-requires": N_(
        "ce que l'organisme exige est gardé tel que vous le connaissez ; le fichier dit autre "
        "chose"
    ),
    "body-kept-payment_days": N_("délai gardé : {kept} jours (le fichier dit {value})"),
    # Prices
    "price-no-description": N_("pas de désignation"),
    "price-missing": N_("pas de prix"),
    "price-negative": N_(
        "le prix est négatif ({value}) : une remise se saisit sur la facture, dans la colonne « "
        "Remise HT »"
    ),
    "price-gross-only": N_(
        "seul le prix TTC ({gross}) est là : ajoutez le taux de TVA, ou le prix HT"
    ),
    "price-from-gross": N_("prix HT de {price} calculé à partir de {gross} TTC, à {rate} %"),
    "price-gross-differs": N_("le prix TTC du fichier est {gross} ; le prix HT et la TVA donnent {worked_out}"),
    "price-changed": N_("prix : {before} → {after}"),
    "price-changed-reference": N_("référence : {before} → {after}"),
    "price-changed-description": N_("désignation : « {before} » → « {after} »"),
    "price-changed-details": N_("précisions : « {before} » → « {after} »"),
    "price-changed-unit": N_("unité : {unit_before} → {unit_after}"),
    "price-changed-vat": N_("TVA : {vat_before} → {vat_after}"),
    # Statuses and payments
    "event-deposited": N_("déposée le {on}"),
    "event-status": N_("{status} le {on}"),
    "event-paid": N_("payée le {on}"),
    "event-part-paid": N_("payée en partie le {on}"),
    "status-no-number": N_("pas de numéro de facture"),
    "status-unknown-number": N_(
        "aucune de vos factures ne porte le numéro « {number} » : vérifiez-le, ou importez "
        "d'abord cette facture"
    ),
    "status-other-year": N_(
        "« {number} » existe, mais pas en {year} : vérifiez la date de la facture"
    ),
    "status-several-years": N_("« {number} » a servi plusieurs années : il faut la date de la facture"),
    "status-draft": N_("« {number} » est encore un brouillon ({id}) : émettez-le d'abord"),
    "status-unknown": N_(
        "« {value} » n'est pas un statut connu : écrivez par exemple déposée, rejetée ou payée"
    ),
    "status-nothing": N_("rien à noter : ni dépôt, ni statut, ni paiement"),
    "status-known": N_("déjà noté"),
    "status-no-date": N_("pas de date dans le fichier : noté au {on}"),
    "status-paid-before": N_("déjà notée comme payée le {on}"),
    "date-future": N_("le {date} est dans le futur : corrigez la date"),
    "date-early": N_(
        "le {date} est avant la date de la facture, le {issued} : corrigez la date, ou le numéro"
    ),
    "date-two-ways": N_(
        "« {value} » peut être le {day_first} ou le {month_first} : dans la colonne « {heading} », une date a le mois en premier ; corrigez-la, ou écrivez celle-ci avec le mois en lettres"
    ),
    "amount-two-ways": N_(
        "« {value} » peut être {whole} ou {fraction} (colonne « {heading} ») : écrivez ce montant avec ses centimes"
    ),
    "paid-negative": N_("le montant payé est négatif ({amount}) : corrigez-le"),
    "paid-part": N_("{amount} reçus, il reste {left}"),
    "paid-in-parts": N_("soldée : {total} reçus en plusieurs fois"),
    "paid-over": N_(
        "{amount} reçus pour {due} attendus : corrigez le montant, ou le numéro de la facture"
    ),
    "paid-over-again": N_(
        "{amount} reçus en plus des {earlier} déjà notés, pour {due} attendus : corrigez le "
        "montant, ou le numéro de la facture"
    ),
    "paid-less": N_("dite payée, mais {received} reçus pour {due} attendus, soit {left} de moins : à vérifier"),
    "part-known": N_(
        "{amount} du {on} déjà notés, avec une autre remarque : pris pour le même paiement ; s'il y en a eu deux, "
        "réunissez-les sur une ligne"
    ),
    "total-as-payment": N_(
        "le fichier dit {stated} à côté d'une date de paiement, pour {due} attendus : pris pour le montant reçu, "
        "à vérifier"
    ),
    "total-differs": N_("le fichier dit {stated}, la facture est de {gross} : à vérifier"),
}  # fmt: skip
_TO_CHECK = frozenset({
    "cell-unreadable", "cell-formula", "cell-month-first", "cell-day-or-month", "cell-thousands", "cell-unknown-rate",
    "body-not-listed", "body-days", "body-service", "price-from-gross", "price-gross-differs",
    "status-no-date", "paid-less", "part-known", "total-as-payment", "total-differs",
})  # fmt: skip
"""Reasons that a person should look at, though the row is taken."""
_WITHOUT_VAT = {"E": N_("exonéré"), "AE": N_("autoliquidation"), "O": N_("hors champ")}
_USUAL_VAT = N_("la TVA habituelle")
_SHARES = frozenset({"rate"})
_READINGS = frozenset({"day_first", "month_first"})


def datum_name(kind: str, key: str, language: str) -> str:
    """Return what a column of a kind's table is taken for, in words."""
    return say(DATA[f"{kind}.{key}"], language)


def row_reason(code: str, params: Mapping[str, str | date | Decimal], language: str) -> str:
    """Return what is said of a row, without a full stop."""
    return say(_REASONS[code], language, **{
        name: _written(name, value, language) for name, value in params.items()
    })  # fmt: skip


def is_to_check(code: str) -> bool:
    """Return whether a person should look at a row for this reason."""
    return code in _TO_CHECK


def _written(name: str, value: str | date | Decimal, language: str) -> str:
    if isinstance(value, date):
        if name in _READINGS and language == "fr":  # 05/04 alone would not tell which is which
            return long_day(value)
        return values.day(value, language)
    if isinstance(value, Decimal):
        return values.quantity(value, language) if name in _SHARES else price(value, language)
    if name == "status":
        return status_name(value, language)
    if name.startswith("vat_"):
        return vat_name(value, language)
    return unit_name(value, language) if name.startswith("unit_") else value


def price(value: Decimal, language: str) -> str:
    """Return a price in euros with all its decimals, two at least."""
    if decimals(value) <= 2:
        return values.amount(value, language)
    digits = values.quantity(value, language)
    return f"{digits}{NO_BREAK}€" if language == "fr" else f"€{digits}"


def vat_name(key: str, language: str) -> str:
    """Return a VAT in words, by its rate in percent or its category; empty is the usual one."""
    if key[:1].isdigit():
        return values.rate(Decimal(key), language)
    return say(_WITHOUT_VAT.get(key, key) or _USUAL_VAT, language)


def unit_name(code: str, language: str) -> str:
    """Return a unit in words, or the code itself where it is none of ours."""
    labels = {row["code"]: row["label"] for row in resources.read_table("units")}
    return say(labels[code], language) if code in labels else code
