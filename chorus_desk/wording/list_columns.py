"""What the columns of the State's list are called, and how sure that is."""

from collections.abc import Mapping

from chorus_desk.wording.catalogue import N_, say

DATA: Mapping[str, str] = {
    "siret": N_("SIRET"),
    "type": N_("genre d'identifiant"),
    "name": N_("nom de l'organisme"),
    "street": N_("adresse"),
    "street2": N_("adresse, suite"),
    "street3": N_("adresse, fin"),
    "postcode": N_("code postal"),
    "city": N_("ville"),
    "country": N_("pays"),
    "active": N_("organisme ouvert"),
    "service": N_("code service exigé"),
    "commitment": N_("numéro d'engagement exigé"),
    "either": N_("l'un des deux exigé"),
    "works_owner": N_("maître d'ouvrage"),
    "works_only": N_("maître d'ouvrage seulement"),
    "code": N_("code service"),
    "service_name": N_("nom du service"),
    "service_commitment": N_("numéro d'engagement exigé par le service"),
    "service_active": N_("service ouvert"),
    "starts": N_("ouvert à partir du"),
    "ends": N_("ouvert jusqu'au"),
}
"""By the keys of ``resources/codes/list_headings.csv``; a screen offers them in this order."""
CERTAINTIES: Mapping[str, str] = {
    "sure": N_("reconnu"),
    "likely": N_("probable"),
    "guess": N_("à vérifier"),
    "chosen": N_("choisi par vous"),
}
_IGNORED = N_("laissé de côté")


def datum_name(key: str | None, language: str) -> str:
    """Return what a column is taken for, in words."""
    return say(DATA[key] if key else _IGNORED, language)
