"""A directory as large as the State's: 130,000 bodies and 400,000 services, made by rules.

Names are those of real communes with what stands beside a commune in the published list; SIRETs are
made up. The rows go straight to the builder, since it is the look-up that is measured by it.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from chorus_desk.directory.index import Builder
from chorus_desk.directory.records import STATE_LIST, ListedBody, ListedService
from chorus_desk.directory.shipped import shipped_bodies
from chorus_desk.directory.store import add_shipped
from chorus_desk.domain.party import STATE_SIRET

BODIES, SERVICES, OF_THE_STATE = 130_000, 400_000, 5_000
# What stands beside a commune, and how often: {of} is the town with « de », {who} a name.
BESIDE = (
    ("CCAS {of}", 14), ("Centre communal d'action sociale {of}", 6), ("Caisse des écoles {of}", 3),
    ("Budget annexe eau - Commune {of}", 6), ("Budget annexe assainissement - Commune {of}", 7),
    ("Lotissement {who} - Commune {of}", 8), ("Camping municipal {of}", 2),
    ("Régie municipale d'électricité {of}", 1), ("EHPAD {who}", 4), ("EHPAD {of}", 3),
    ("Résidence autonomie {who}", 2), ("Centre hospitalier {of}", 2), ("Hôpital local {of}", 1),
    ("Collège {who}", 7), ("Lycée {who}", 2), ("Lycée professionnel {who}", 2),
    ("École primaire {who}", 2), ("Syndicat intercommunal des eaux {of}", 4),
    ("Syndicat mixte d'assainissement {of}", 2), ("SIVOM {of}", 3), ("SIVU {who} {of}", 3),
    ("Syndicat intercommunal à vocation scolaire {of}", 3), ("SMICTOM {of}", 1),
    ("Association foncière de remembrement {of}", 5), ("Association syndicale autorisée {of}", 3),
    ("Office de tourisme {of}", 2), ("Office public de l'habitat {of}", 1),
    ("Pôle d'équilibre territorial et rural {of}", 1), ("Université {who}", 1),
)  # fmt: skip
FIRST = (
    "Jean", "Marie", "Pierre", "Jules", "Louis", "Victor", "Georges", "Simone", "Paul", "Jacques",
    "Émile", "Anne", "Charles", "Françoise", "Marcel", "Henri", "René", "Germaine", "Rosa", "André",
)  # fmt: skip
LAST = (
    "Moulin", "Curie", "Ferry", "Hugo", "Pasteur", "Jaurès", "Brassens", "Veil", "Zola", "Prévert",
    "Camus", "Rostand", "Verne", "Mermoz", "Perrin", "Monnet", "Macé", "Bert", "Philipe", "Péguy",
)  # fmt: skip
SECTIONS = (
    "Services techniques", "Ressources humaines", "Direction des finances", "Affaires culturelles",
    "Cuisine centrale", "Voirie et réseaux", "Informatique", "Eau et assainissement", "Achats",
    "Restauration scolaire", "Centre technique municipal", "Espaces verts", "Petite enfance",
    "Secrétariat général", "Police municipale", "Médiathèque", "Patrimoine bâti", "Pharmacie",
    "Laboratoire", "Maintenance biomédicale", "Communication", "Transports", "Musée", "Archives",
)  # fmt: skip


def write(target: Path, bodies: int = BODIES, services: int = SERVICES) -> None:
    """Write the directory file, so large or smaller."""
    with Builder(target) as builder:
        fill(builder, bodies, services)
        builder.finish({"source": STATE_LIST})


def fill(builder: Builder, bodies: int = BODIES, services: int = SERVICES) -> None:
    """Add so many bodies and services, those that ship among them."""
    chance = random.Random(6)
    add_shipped(builder)
    known = list(shipped_bodies())
    made = list(made_bodies(chance, known, bodies - len(known)))
    builder.add_bodies(made)
    builder.add_services(made_services(chance, [*known, *made], services))


def made_bodies(chance: random.Random, known: list[ListedBody], count: int) -> Iterator[ListedBody]:
    towns = [body for body in known if body.kind == "commune"]
    forms, weights = zip(*BESIDE, strict=True)
    for number, form in enumerate(chance.choices(forms, weights, k=count)):
        town = chance.choice(towns)
        name = form.format(of=town.name.removeprefix("Commune "), who=who(chance, towns))
        yield ListedBody(
            27_000_000_000_000 + number * 7, name.upper() if chance.random() < 0.35 else name,
            "Place de la Mairie", town.postcode, town.city, active=chance.random() > 0.03,
            requires=chance.choice(("none", "service", "commitment")), as_of="2026-11-20",
        )  # fmt: skip


def who(chance: random.Random, towns: list[ListedBody]) -> str:
    """A person's name, or that of a place."""
    if chance.random() < 0.6:
        return f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    return f"Les {(chance.choice(towns).city or '').partition('-')[0]}s"


def made_services(
    chance: random.Random, bodies: list[ListedBody], count: int
) -> Iterator[ListedService]:
    for number in range(OF_THE_STATE):
        code = f"{chance.choice(('DDSP', 'SGAM', 'RECT', 'PREF', 'CPFI'))}{number:05}"
        yield ListedService(int(STATE_SIRET), code, f"{chance.choice(SECTIONS)} {number % 101:02}")
    for number in range(count - OF_THE_STATE):
        body = bodies[int(len(bodies) * chance.random() ** 2)]  # a few have many
        section = chance.choice(SECTIONS)
        name = f"{section} {who(chance, bodies)}" if chance.random() < 0.3 else section
        yield ListedService(
            body.siret, f"{section[:4].upper()}{number:06}", name, chance.random() > 0.08
        )
