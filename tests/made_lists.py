"""Makes published lists as files: small ones for tests, and of any size, from the shipped names.

The same arguments give the same list. Headings, order of columns, values of flags and dates, sheets
and separators are told by a ``Style``.
"""

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from chorus_desk.directory.shipped import shipped_bodies
from chorus_desk.formats.archive import zip_bytes

Value = str | int | float | None
REQUIRES = ("none", "service", "commitment", "both", "either")


@dataclass(frozen=True)
class Made:
    """A body of a made list, with its services: code, name, commitment, open, from, until."""

    siret: str
    name: str
    requires: str = "none"
    street: str = "1 place de la Mairie"
    postcode: str = "35000"
    city: str = "Rennes"
    active: bool = True
    works_only: bool = False
    services: tuple[tuple[str, str, bool, bool, str, str], ...] = ()


@dataclass(frozen=True)
class Style:
    """How a list is written: the headings of its columns by what they hold, in their order."""

    bodies: dict[str, str] = field(
        default_factory=lambda: {
            "type": "TypeIdentifiant", "siret": "Identifiant", "name": "RaisonSociale",
            "edi": "EmetteurEdi", "pay": "GestionStatutMiseEnPaiement",
            "commitment": "GestionEngagement", "service": "GestionService",
            "either": "GestionServiceEngagement", "works_only": "EstMOAUniquement",
            "active": "StructureActive", "street": "Adresse", "extra": "ComplementAdresse1",
            "postcode": "CodePostal", "city": "Ville", "email": "Courriel", "country": "CodePays",
        }
    )  # fmt: skip
    services: dict[str, str] = field(
        default_factory=lambda: {
            "type": "TypeIdentifiant", "siret": "Identifiant", "code": "CodeService",
            "name": "NomService", "commitment": "GestionEngagement", "active": "ServiceActif",
            "starts": "DateDebutValidite", "ends": "DateFinValidite",
        }
    )  # fmt: skip
    words: tuple[str, str] = ("false", "true")
    french_days: bool = False
    preamble: tuple[tuple[Value, ...], ...] = ()
    sheets: tuple[str, str] = ("Structures", "Services")


PLAIN = Style()
LABELS = Style(
    bodies={
        "siret": "N° SIRET", "name": "Dénomination", "service": "Code service exigé",
        "commitment": "N° d'engagement exigé", "either": "Service ou engagement",
        "works_only": "Maître d'ouvrage uniquement", "active": "Actif", "street": "Adresse postale",
        "postcode": "CP", "city": "Commune", "country": "Pays",
    },
    services={
        "siret": "SIRET de la structure", "code": "Code", "name": "Libellé",
        "commitment": "Engagement obligatoire", "active": "Actif", "starts": "Valide du",
        "ends": "Valide au",
    },
    words=("Non", "Oui"), french_days=True, sheets=("Organismes", "Leurs services"),
)  # fmt: skip
ENGLISH = Style(
    bodies={
        "name": "legalName", "siret": "identifier", "service": "serviceCodeRequired",
        "commitment": "managesLegalCommitmentCode",
        "either": "managesLegalCommitmentOrServiceCode", "works_only": "pmOnly",
        "active": "isActive", "street": "addressLine1", "postcode": "postalCode", "city": "city",
        "country": "countryCode",
    },
    services={
        "code": "serviceCode", "name": "serviceName", "siret": "establishment",
        "commitment": "managesLegalCommitmentCode", "active": "isActive", "starts": "validFrom",
        "ends": "validUntil",
    },
    words=("0", "1"), sheets=("Establishments", "Departments"),
)  # fmt: skip
_SERVICES = (
    ("ST", "Services techniques"), ("DRH", "Ressources humaines"), ("061", "Site principal"),
    ("SAAM D5", "Affaires matérielles"), ("CULTURE", "Affaires culturelles"), ("1E3", "Annexe"),
    ("MARS", "Musique"), ("0047", "Centre technique"), ("EAU", "Eau et assainissement"),
)  # fmt: skip


def made(count: int, services: int, *, seed: int = 1) -> list[Made]:
    """Return bodies with so many services in all, from the names that ship, with fixed chances."""
    chance, bodies = random.Random(seed), []
    source = [body for _, body in sorted({body.siret: body for body in shipped_bodies()}.items())]
    for n in range(count):
        like = source[n * 7919 % len(source)]
        round_ = n // len(source)
        siret = f"{like.siret:014}" if not round_ else siret_of(f"{99_000_000 + n:08}", 1)
        name = f"{_KINDS[round_ % len(_KINDS)]}{like.name}"
        bodies.append(
            Made(
                siret, name, chance.choice(REQUIRES), f"{chance.randrange(1, 200)} rue du Bourg",
                like.postcode or "75001", like.city or like.name, chance.random() > 0.03,
                chance.random() < 0.02,
            )
        )  # fmt: skip
    given: list[list[tuple[str, str, bool, bool, str, str]]] = [[] for _ in bodies]
    for n in range(services):
        code, label = _SERVICES[n % len(_SERVICES)]
        at = n % count
        code = code if len(given[at]) == 0 else f"{code}{len(given[at])}"
        is_open = chance.random() > 0.08
        given[at].append(
            (code, label, chance.random() < 0.2, is_open, f"20{chance.randrange(17, 26)}-03-01",
             "" if is_open else "2025-12-31")
        )  # fmt: skip
    return [replace(body, services=tuple(own)) for body, own in zip(bodies, given, strict=True)]


_KINDS = ("", "CCAS – ", "Caisse des écoles – ", "Régie de l'eau – ", "Budget annexe – ")


def siret_of(eight: str, establishment: int) -> str:
    """Return a SIRET with right keys from the first eight digits of its SIREN."""
    siren = eight + _key(eight)
    whole = f"{siren}{establishment:04}"
    return whole + _key(whole)


def _key(digits: str) -> str:
    total = 0
    for i, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if i % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def body_rows(bodies: Sequence[Made], style: Style) -> Iterator[list[Value]]:
    """Give the rows of the bodies, without headings."""
    for body in bodies:
        wants = body.requires
        values: dict[str, Value] = {
            "type": "SIRET", "siret": body.siret, "name": body.name, "edi": style.words[0],
            "pay": style.words[1], "service": style.words[wants in ("service", "both")],
            "commitment": style.words[wants in ("commitment", "both")],
            "either": style.words[wants == "either"], "works_only": style.words[body.works_only],
            "active": style.words[body.active], "street": body.street, "postcode": body.postcode,
            "city": body.city, "country": "FR", "email": None, "extra": None,
        }  # fmt: skip
        yield [values[key] for key in style.bodies]


def service_rows(bodies: Sequence[Made], style: Style) -> Iterator[list[Value]]:
    """Give the rows of the services, without headings."""
    for body in bodies:
        for code, name, commitment, is_open, starts, ends in body.services:
            values: dict[str, Value] = {
                "type": "SIRET", "siret": body.siret, "code": code, "name": name,
                "commitment": style.words[commitment], "active": style.words[is_open],
                "starts": _day(starts, style), "ends": _day(ends, style),
            }  # fmt: skip
            yield [values[key] for key in style.services]


def _day(day: str, style: Style) -> str | None:
    if not day:
        return None
    return f"{day[8:]}/{day[5:7]}/{day[:4]}" if style.french_days else day


def workbook(path: Path, bodies: Sequence[Made], style: Style = PLAIN) -> Path:
    """Write a workbook of two sheets."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    tables = (
        (style.bodies, body_rows(bodies, style)), (style.services, service_rows(bodies, style)),
    )  # fmt: skip
    for title, (headings, rows) in zip(style.sheets, tables, strict=True):
        sheet = book.create_sheet(title)
        for row in (*style.preamble, list(headings.values())):
            sheet.append(row)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def sheet(path: Path, rows: Sequence[Sequence[Any]], title: str = "Feuil1") -> Path:
    """Write a workbook of one sheet with these rows."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def separated(
    headings: Sequence[str], rows: Iterator[list[Value]], separator: str = ";",
    encoding: str = "cp1252",
) -> bytes:  # fmt: skip
    """Return a file of separated values."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def separated_pair(
    bodies: Sequence[Made], style: Style = PLAIN, separator: str = ";", encoding: str = "cp1252"
) -> tuple[bytes, bytes]:
    """Return bodies and services, each as a file of separated values."""
    return (
        separated(list(style.bodies.values()), body_rows(bodies, style), separator, encoding),
        separated(list(style.services.values()), service_rows(bodies, style), separator, encoding),
    )


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """Return a zip of files."""
    return zip_bytes(entries)


def nested_xml(path: Path, bodies: Sequence[Made], style: Style = PLAIN) -> Path:
    """Write an XML whose bodies hold their services, an element a column."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<!-- liste fictive --><Annuaire>\n')
        for body in bodies:
            file.write(f"<Structure>{_elements(style.bodies, next(body_rows([body], style)))}")
            if body.services:
                file.write("<Services>")
                for row in service_rows([body], style):
                    inner = _elements(style.services, row, leave_out="siret")
                    file.write(f"<Service>{inner}</Service>")
                file.write("</Services>")
            file.write("</Structure>\n")
        file.write("</Annuaire>\n")
    return path


def _elements(headings: dict[str, str], row: Sequence[Value], leave_out: str = "") -> str:
    return "".join(
        f"<{tag}>{escape(str(value))}</{tag}>" if value else f"<{tag}/>"
        for (key, tag), value in zip(headings.items(), row, strict=True)
        if key != leave_out
    )
