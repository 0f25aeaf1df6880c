"""What the portal's reader finds on a plain page, as the JSON contract and a terminal show it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from chorus_desk import resources
from chorus_desk.formats.pdf.portal_reading import PortalReading, Value
from chorus_desk.presenters.document import amount
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say

_NAMES = {
    "number": N_("Numéro"),
    "issue_date": N_("Date"),
    "seller.siret": N_("SIRET du vendeur"),
    "buyer.siret": N_("SIRET du client"),
    "buyer.service_code": N_("Code service"),
    "commitment_number": N_("Numéro d'engagement"),
    "contract_number": N_("Numéro de marché"),
    "totals.net": N_("Total HT"),
    "totals.vat": N_("Total TVA"),
    "totals.gross": N_("Total TTC"),
}
_FOUND = N_("  le lecteur du portail trouve : {name} {value}")


def found_record(reading: PortalReading | None) -> dict[str, Any] | None:
    """Return what was found under the keys of ``show``, what was missed as null."""
    if reading is None:
        return None
    record: dict[str, Any] = {}
    for field in (row["field"] for row in resources.read_table("portal_fields")):
        *heads, last = field.split(".")
        place = record
        for head in heads:
            place = place.setdefault(head, {})
        place[last] = _plain(reading.found.get(field))
    return record


def found_lines(reading: PortalReading | None, language: str) -> Iterator[str]:
    """Give a line for each datum that was found."""
    if reading is None:
        return
    for field, name in _NAMES.items():
        value = reading.found.get(field)
        if value is not None:
            yield say(_FOUND, language, name=say(name, language), value=_shown(value, language))


def _plain(value: Value | None) -> str | None:
    if isinstance(value, Decimal):
        return amount(value)
    return value.isoformat() if isinstance(value, date) else value


def _shown(value: Value, language: str) -> str:
    if isinstance(value, Decimal):
        return values.amount(value, language)
    return values.day(value, language) if isinstance(value, date) else value
