"""The directory that is imported: 3,000 made bodies and the real secondary schools of a département.

The maker of directories stands beside the corpus; it takes a seed, so that everyone has the same.
"""

import csv
import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from tests.conftest import CORPUS

SEED, STRUCTURES, SERVICES = 6, 3_000, 3_000
MAKER = CORPUS.parent / "tools" / "make_directory.py"
SCHOOLS = CORPUS / "directory" / "schools_35.csv"
HEADINGS = "A"  # the variant of the maker's headings


def is_there() -> bool:
    return MAKER.is_file() and SCHOOLS.is_file()


@cache
def maker() -> Any:
    """The module that makes directories."""
    found = importlib.util.spec_from_file_location("make_directory", MAKER)
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@cache
def made() -> Any:
    """The made directory: ``structures`` and ``services``, as dictionaries."""
    return maker().Directory(SEED, STRUCTURES, SERVICES)


@cache
def schools() -> list[dict[str, str]]:
    """siret, kind, name, town and postcode of the real schools."""
    with SCHOOLS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(folder: Path) -> tuple[Path, Path]:
    """Write the directory to be imported: the file of structures, schools last, and of services."""
    variant = maker().VARIANTS[HEADINGS]
    structures, services = made().rows(HEADINGS)
    of_schools = [school_row(variant, school) for school in schools()]
    files = (
        ("structures", [variant["structures"], *structures, *of_schools]),
        ("services", [variant["services"], *services]),
    )
    for name, lines in files:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(lines)
    return folder / "structures.csv", folder / "services.csv"


def school_row(variant: dict[str, Any], school: dict[str, str]) -> list[str]:
    """A school in the columns of the made directory; it asks for nothing and is active."""
    no, yes = variant["bool"][1], variant["bool"][0]
    said = {
        "TypeIdentifiant": "SIRET", "Identifiant": school["siret"], "RaisonSociale": school["name"],
        "StructureActive": yes, "CodePostal": school["postcode"], "Ville": school["town"],
        "CodePays": "FR", "LibellePays": "FRANCE",
    }  # fmt: skip
    flags = ("Emetteur", "Recepteur", "Gestion", "EstMOA")
    return [
        said.get(column, no if column.startswith(flags) else "") for column in variant["structures"]
    ]
