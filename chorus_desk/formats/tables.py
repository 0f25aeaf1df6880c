"""The dated data that formats read: places of data by circuit, profiles, the portal's labels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.kinds import Circuit


@dataclass(frozen=True, slots=True)
class Tag:
    """Where a circuit wants a datum: ``legal_id``, ``identifier`` or a term, under a scheme.

    A term may be the group of a whole party, as the validator's.
    """

    place: str
    scheme: str


def tags(circuit: Circuit, day: date | None = None) -> Mapping[str, Tag]:
    """Return the place of each identifying datum (``seller.siret`` …) on a circuit that day."""
    return {
        row["datum"]: Tag(row["place"], row["scheme"])
        for row in resources.read_table("circuit_tags")
        if row["circuit"] == circuit and _holds(row, day)
    }


def _holds(row: Mapping[str, str], day: date | None) -> bool:
    if day is None:
        return not row["valid_to"]
    after = not row["valid_from"] or date.fromisoformat(row["valid_from"]) <= day
    return after and (not row["valid_to"] or day <= date.fromisoformat(row["valid_to"]))


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile of the norm, named by BT-24."""

    name: str
    level: str
    """The sheet and schema that judge it: ``minimum, basicwl, basic, en16931, extended, …``."""
    official: bool
    """Whether the sheet knows this very BT-24."""
    national: str = ""
    """Whose rules bind the file too and are not in this program (``XRechnung``); mostly empty."""


def profile_of(bt_24: str | None) -> Profile | None:
    """Return the profile that a specification identifier names, None where it is unknown."""
    return _profile((bt_24 or "").strip())


@cache
def _profile(bt_24: str) -> Profile | None:
    for row in resources.read_table("profiles"):
        if fnmatchcase(bt_24, row["pattern"]):
            return Profile(row["profile"], row["level"], row["official"] == "yes",
                           row["national"])  # fmt: skip
    return None


@cache
def terms_of_rules() -> Mapping[str, str]:
    """Return the term of each official assertion whose text and place name none."""
    return {row["rule"]: row["term"] for row in resources.read_table("sheet_terms")}


@cache
def party_terms() -> Mapping[str, Mapping[str, str]]:
    """Return by a party's group (``BG-4``) the term of each part, as factur-x names the parts."""
    rows = resources.read_table("party_terms")
    return {
        group: {row["part"]: row[group] for row in rows if row[group]}
        for group in rows[0]
        if group != "part"
    }


@cache
def portal_labels() -> Mapping[str, str]:
    """Return the first label listed for each datum: what announces it to the portal's reader."""
    labels: dict[str, str] = {}
    for row in resources.read_table("portal_labels"):
        labels.setdefault(row["field"], row["label"])
    return labels


@cache
def flow_syntax(interface_code: str) -> str:
    """Return the ``syntaxeFlux`` of the API for an interface code such as ``FSO1117A``."""
    rows = resources.read_table("flow_syntaxes")
    return next(row["syntax"] for row in rows if row["interface_code"] == interface_code)
