"""Names of what can be lacking, and of the ways to ask for it, in both languages."""

from collections.abc import Iterable, Mapping

from chorus_desk.domain.inquiry import Channel, Datum
from chorus_desk.wording.catalogue import N_, say

DATA: Mapping[Datum, str] = {
    Datum.SIRET: N_("SIRET à facturer"),
    Datum.NAME: N_("nom de l'organisme"),
    Datum.ADDRESS: N_("adresse"),
    Datum.REQUIRES: N_("ce qu'il demande sur ses factures"),
    Datum.SERVICE: N_("code service"),
    Datum.COMMITMENT: N_("numéro d'engagement"),
    Datum.EITHER: N_("code service ou numéro d'engagement"),
    Datum.REFERENCE: N_("numéro de commande ou de marché"),
}
CHANNELS: Mapping[Channel, str] = {
    Channel.LETTER: N_("lettre"),
    Channel.EMAIL: N_("courriel"),
    Channel.PHONE: N_("téléphone"),
}


def lacking_names(data: Iterable[Datum], language: str) -> str:
    """Return what is lacking in words: ``code service, numéro d'engagement``."""
    return ", ".join(say(DATA[datum], language) for datum in data)
