"""The bodies that ship with the program, and the kinds of queries for them."""

import csv
import gzip
from pathlib import Path

from tests.directory.queries import bodies, councils, groupings, spelling, towns
from tests.directory.queries.bodies import Ask, Body, Known

LIST = Path(__file__).resolve().parents[3] / "resources" / "directory" / "local_authorities.csv.gz"


def read() -> Known:
    with gzip.open(LIST, "rt", encoding="utf-8", newline="") as lines:
        return Known([body(row) for row in csv.DictReader(lines)])


def body(row: dict[str, str]) -> Body:
    kind, name = row["kind"], row["name"]
    return Body(
        siret=row["siret"], kind=kind, name=name, department=row["department"],
        postcodes=tuple(row["postcodes"].split()), population=int(row["population"] or 0),
        words=() if kind == "commune" else groupings.words(name),
        acronyms=frozenset() if kind in ("commune", "département", "région") else groupings.acronyms(name),
    )  # fmt: skip


OFTEN = 30
KINDS: dict[str, tuple[int, Ask]] = {
    "town, bare": (OFTEN, towns.communes(towns.bare)),
    "town, st for saint": (OFTEN, towns.communes(towns.bare, among="^Sainte?-")),
    "town, as printed": (OFTEN, towns.communes(towns.official)),
    "town, as printed in lower case": (OFTEN, towns.communes(towns.official_lower, among="[^a-zA-Z]")),
    "town, upper case with accents": (OFTEN, towns.communes(towns.upper, among="[à-ÿÀ-ß]")),
    "town, ligature apart": (OFTEN, towns.communes(towns.bare, among="[œŒæÆ]")),
    "town, apostrophe as space": (OFTEN, towns.communes(towns.bare, among="'")),
    "town, apostrophe swallowed": (OFTEN, towns.communes(towns.swallowed_apostrophe, towns.same_swallowed, among="'")),
    "town, articles left out": (OFTEN, towns.without_articles),
    "town, article added": (OFTEN, towns.communes(towns.article_added, among=towns.ON_A_RIVER)),
    "town, article contracted": (OFTEN, towns.communes(towns.mairie, towns.communes_named, among="^Les? ")),
    "mairie": (OFTEN, towns.communes(towns.mairie, towns.communes_named)),
    "ville de": (OFTEN, towns.communes(towns.ville, towns.communes_named, least=towns.TOWN)),
    "commune and number of département": (OFTEN, towns.communes(towns.commune_and_number, towns.neighbours_named, placeable=False)),
    "town and name of département": (OFTEN, towns.town_and_department),
    "name and postcode": (OFTEN, towns.communes(towns.name_postcode, towns.at_postcode, placeable=False)),
    "postcode and name": (OFTEN, towns.communes(towns.postcode_name, towns.at_postcode, placeable=False)),
    "SIRET, 8 or 9 digits": (OFTEN, bodies.by_digits(bodies.half_siret)),
    "SIRET, 12 digits": (OFTEN, bodies.by_digits(bodies.siret_but_two)),
    "SIRET, with spaces": (OFTEN, bodies.by_digits(bodies.spaced)),
    "grouping, abbreviation and words": (OFTEN, groupings.groupings(groupings.abbreviated, *groupings.BY_WORDS)),
    "grouping, singular for plural": (OFTEN, groupings.groupings(groupings.in_singular, *groupings.BY_WORDS)),
    "grouping, in full": (OFTEN, groupings.groupings(groupings.in_full, *groupings.BY_KIND)),
    "grouping, everyday word": (OFTEN, groupings.groupings(groupings.everyday, *groupings.BY_WORDS)),
    "grouping, part of the name": (OFTEN, groupings.part_of_name),
    "grouping, acronym in its name": (OFTEN, groupings.acronym(given=True)),
    "grouping, initials": (OFTEN, groupings.acronym(given=False)),
    "métropole, CU, EPT": (OFTEN, groupings.groupings(groupings.large, *groupings.LARGE_GROUPINGS, same_kind=False)),
    "métropole, CU, EPT, bare": (OFTEN, groupings.groupings(groupings.large_as_named, *groupings.LARGE_GROUPINGS, same_kind=False)),
    "conseil départemental": (OFTEN, councils.departments(councils.department_in_full)),
    "département de": (OFTEN, councils.departments(councils.department_of)),
    "département by number": (OFTEN, councils.departments(councils.department_number)),
    "région": (50, councils.regions),
    "one letter missing": (OFTEN, towns.one_slip(spelling.missing)),
    "one letter doubled": (OFTEN, towns.one_slip(spelling.doubled)),
    "two letters swapped": (OFTEN, towns.one_slip(spelling.swapped)),
    "one letter from the next key": (OFTEN, towns.one_slip(spelling.neighbour)),
    "one slip, grouping or département": (OFTEN, groupings.slip_in_grouping),
    "unfinished": (OFTEN, towns.unfinished),
    "several at once": (40, towns.combined),
}  # fmt: skip
