"""The bodies that come with the program: known before any list is imported."""

import csv
import gzip
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from chorus_desk import resources
from chorus_desk.directory.records import SHIPPED, ListedBody, ListedService

AS_OF = "2024-10-29"
"""The day on which Chorus Pro knew these bodies by these SIRETs (resources/directory)."""
_AUTHORITIES, _EXAMPLES, _DEPARTMENTS = (
    "local_authorities.csv.gz",
    "examples.csv",
    "departments.csv",
)
_INDEXED_BY = ("kinds.csv", "words.csv", "department_numbers.csv")
_GROUPINGS = {
    "communauté de communes": ("CC ", "Communauté de communes "),
    "communauté d'agglomération": ("CA ", "Communauté d'agglomération "),
    "communauté urbaine": ("CU ", "Communauté urbaine "),
}
_CONTRACTED = (("Le ", "du "), ("Les ", "des "), ("L'", "de L'"), ("La ", "de La "))
_VOWELS = frozenset("AÀÂEÉÈÊËIÎÏOÔŒUÙÛÜYÆ")


def shipped_bodies() -> Iterator[ListedBody]:
    """Return the bodies that come with the program; what they ask for is mostly unknown."""
    file = resources.path("directory", _AUTHORITIES)
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield _authority(row)
    for row in _examples():
        yield ListedBody(
            siret=int(row["siret"]), name=row["name"], department=row["department"] or None,
            also=row["acronym"] or None, requires=row["requires"] or None,
            source=SHIPPED, as_of=AS_OF,
        )  # fmt: skip


def shipped_services() -> Iterator[ListedService]:
    """Return the services of the examples that come with the program."""
    for row in _examples():
        for entry in filter(None, row["services"].split("|")):
            code, _, name = entry.partition("=")
            yield ListedService(int(row["siret"]), code, name or None)


def shipped_version() -> str:
    """Return what changes when the shipped bodies do, or the tables by which they are indexed."""
    digest = sha256()
    for name in (_AUTHORITIES, _EXAMPLES, _DEPARTMENTS, *_INDEXED_BY):
        digest.update(resources.path("directory", name).read_bytes())
    return digest.hexdigest()[:16]


def full_name(kind: str, name: str) -> str:
    """Return the name by which a body of a kind is billed: ``Commune du Mans``."""
    if kind == "commune":
        return f"Commune {_of(name)}"
    if kind == "département":
        return _department_names()[name]
    if kind == "région":
        return f"Région {name}"
    if kind == "EPT":
        return f"Établissement public territorial {name}"
    short, long = _GROUPINGS.get(kind, ("", ""))
    return long + name.removeprefix(short)


def _authority(row: dict[str, str]) -> ListedBody:
    kind, name = row["kind"], row["name"]
    postcode, _, others = row["postcodes"].partition(" ")
    return ListedBody(
        siret=int(row["siret"]), name=full_name(kind, name),
        postcode=postcode or None, also=others or None,
        city=name if kind == "commune" else None, department=row["department"] or None,
        kind=kind, population=int(row["population"] or 0), source=SHIPPED, as_of=AS_OF,
    )  # fmt: skip


def _of(name: str) -> str:
    """Return a town's name after "de"; before an H it stays, since some are aspirated."""
    for article, contracted in _CONTRACTED:
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d'{name}" if name[:1] in _VOWELS else f"de {name}"


@cache
def _department_names() -> dict[str, str]:
    rows = csv.DictReader(_lines(_DEPARTMENTS))
    return {row["name"]: row["full_name"] for row in rows}


def _examples() -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_lines(_EXAMPLES))


def _lines(name: str) -> list[str]:
    return resources.path("directory", name).read_text(encoding="utf-8").splitlines()
