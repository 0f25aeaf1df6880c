"""Queries for an imported directory: hospitals, schools, CCAS, syndicats, and what else is billed.

Communes, groupings and départements are left to the bodies that ship: the made ones bear the names
of real ones, and a query could not tell which is meant.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from tests.directory.queries import bodies, councils, made_directory, shipped, spelling
from tests.directory.queries.bodies import Ask, Asked, Body, Known
from tests.directory.queries.spelling import fold, of, plain, typed

# What a body is, as its folded name begins, and how people type it. {t} is the town, {of} the town
# with « de »; for the services of a département {t} is its name and {n} its number.
WAYS: dict[str, tuple[str, ...]] = {
    "ccas": ("ccas {t}", "ccas {of}", "centre communal d action sociale {of}", "centre action sociale {t}"),
    "syndicat intercommunal des eaux": ("syndicat eaux {t}", "syndicat des eaux {of}", "siaep {t}", "sie {t}"),
    "syndicat mixte d assainissement": ("syndicat assainissement {t}", "syndicat d assainissement {of}"),
    "sivom": ("sivom {t}", "sivom {of}"),
    "sivu du regroupement pedagogique": ("sivu regroupement pedagogique {t}", "sivu {t}", "regroupement pedagogique {t}"),
    "syndicat mixte de traitement des ordures menageres": ("syndicat ordures menageres {t}", "traitement ordures menageres {t}"),
    "syndicat departemental d energies": ("syndicat energie {t}", "syndicat departemental energies {t}", "sde {t}"),
    "ehpad les tilleuls": ("ehpad les tilleuls {t}", "ehpad tilleuls {t}", "les tilleuls {t}"),
    "ehpad": ("ehpad {t}", "ehpad {of}"),
    "residence autonomie": ("residence autonomie {t}", "residence autonomie {of}"),
    "maison de retraite publique": ("maison de retraite {t}", "maison de retraite {of}"),
    "centre hospitalier": ("ch {t}", "centre hospitalier {t}", "ch {of}"),
    "chu": ("chu {t}", "chu {of}", "centre hospitalier universitaire {of}"),
    "hopital local": ("hopital local {t}", "hopital {of}"),
    "ght": ("ght {t}", "ght {of}"),
    "prefecture": ("prefecture {t}", "prefecture {of}", "prefecture {n}"),
    "sdis": ("sdis {t}", "sdis {n}", "sdis{n}", "sdis {of}"),
    "mdph": ("mdph {t}", "mdph {n}", "mdph {of}"),
    "archives departementales": ("archives departementales {t}", "archives departementales {n}", "archives {of}"),
    "laboratoire departemental": ("laboratoire departemental {t}", "labo departemental {n}"),
    "caisse des ecoles": ("caisse ecoles {t}", "caisse des ecoles {of}", "caisse des ecoles {t}"),
    "office public de l habitat": ("oph {t}", "office public habitat {t}", "oph {of}"),
    "chambre de commerce et d industrie": ("cci {t}", "chambre de commerce {t}", "cci {of}"),
    "chambre des metiers et de l artisanat": ("chambre des metiers {t}", "cma {t}", "chambre de metiers {of}"),
    "universite": ("universite {t}", "universite {of}", "univ {t}"),
    "office de tourisme": ("office tourisme {t}", "office de tourisme {of}"),
    "crous": ("crous {t}", "crous {of}"),
    "regie des transports": ("regie transports {t}", "regie des transports {of}"),
    "port autonome": ("port {of}", "port autonome {t}"),
    "budget annexe eau": ("budget eau {t}", "budget annexe eau {t}", "eau {t}"),
    "budget annexe assainissement": ("budget assainissement {t}", "budget annexe assainissement {t}"),
    "regie municipale d electricite": ("regie electricite {t}", "regie municipale electricite {t}"),
    "theatre municipal": ("theatre {t}", "theatre municipal {of}"),
    "camping municipal": ("camping {t}", "camping municipal {of}"),
}  # fmt: skip
SAME = {"centre communal d action sociale": "ccas", "c c a s": "ccas"}
OF_DEPARTMENT = ("prefecture", "sdis", "mdph", "archives departementales", "laboratoire departemental")  # fmt: skip

# What a school is, as its folded name begins; the longer beginnings first.
SCHOOLS = {
    "lycee et section d enseignement professionnel": "lycee",
    "lycee technologique et sep hotelier": "lycee", "lycee professionnel agricole": "lycee pro",
    "lycee professionnel et sgt": "lycee pro", "lycee professionnel": "lycee pro",
    "lycee polyvalent": "lycee", "lycee maritime": "lycee", "lycee": "lycee", "college": "college",
    "etablissement regional d enseignement adapte": "erea", "itep": "itep",
}  # fmt: skip
SCHOOL_WAYS = {
    "lycee": ("lycee",), "lycee pro": ("lycee pro", "lycee professionnel", "lp"),
    "college": ("college",), "erea": ("erea",), "itep": ("itep",),
}  # fmt: skip
FIRST_NAMES = frozenset((
    "alphonse", "amand", "andree", "angele", "anita", "bertrand", "camille", "charles",
    "clotilde", "emile", "evariste", "florence", "francois", "francoise", "gael", "georges",
    "gerard", "germaine", "jacques", "jean", "jules", "louis", "magda", "marie", "martin",
    "mathurin", "morvan", "noel", "paul", "pierre", "rene", "rosa", "simone", "theodore",
    "theophile", "therese", "victor", "yvon",
))  # fmt: skip
WORDS = {
    "hopital": ("centre hospitalier", "chu", "hopital local", "ght"),
    "maison de retraite": ("ehpad", "ehpad les tilleuls", "maison de retraite publique"),
    "syndicat": tuple(what for what in WAYS if what.startswith(("si", "syndicat"))),
    "college": ("college",),
    "lycee": ("lycee", "lycee pro"),
}


# --- reading ---------------------------------------------------------------------------------


def read() -> Known:
    """The active bodies of which the tables ask: a closed one is no answer."""
    known = {spelling.without_links(name): (name, number) for name, number in departments()}
    found = [made_body(made, known) for made in made_directory.made().structures if made["active"]]  # fmt: skip
    return Known([body for body in found if body] + [school(row) for row in made_directory.schools()])  # fmt: skip


def departments() -> Iterator[tuple[str, str]]:
    for council in shipped.read().of_kind("département"):
        yield council.name, council.department
    for number, name in {**councils.WITHOUT_COUNCIL, "75": "Paris"}.items():
        yield name, number


def made_body(made: dict[str, Any], known: dict[str, tuple[str, str]]) -> Body | None:
    kind, name = made["kind"], fold(made["name"])
    place, number, patron = fold(made["city"]), department_of(made["cp"]), ""
    if kind == "eple":
        what, patron = school_name(made["name"].rpartition(" - ")[0])
    else:
        label = next((one for one in (*SAME, *WAYS) if name.startswith(one)), "")
        what = SAME.get(label, label)
        if what in OF_DEPARTMENT:
            served = spelling.without_links(name.removeprefix(label))
            place, number = known.get(served, ("", ""))
    if not what or not place:
        return None
    return Body(
        siret=made["siret"], kind=kind, name=made["name"], department=number,
        postcodes=(made["cp"],), place=fold(place), what=what, patron=patron,
    )  # fmt: skip


def school(row: dict[str, str]) -> Body:
    what, patron = school_name(row["name"])
    return Body(
        siret=row["siret"], kind="school", name=row["name"], department="35",
        place=fold(row["town"]), what=what, patron=patron,
    )  # fmt: skip


def school_name(name: str) -> tuple[str, str]:
    """What the school is, and whose or which name it bears."""
    label = next(one for one in SCHOOLS if fold(name).startswith(one))
    return SCHOOLS[label], fold(name).removeprefix(label).strip()


def department_of(postcode: str) -> str:
    if postcode.startswith("20"):
        return "2A" if postcode < "20200" else "2B"
    return postcode[: 3 if postcode.startswith(("97", "98")) else 2]


# --- asking ----------------------------------------------------------------------------------

Same = Callable[[Body], object]


def exactly(body: Body) -> object:
    """Two bodies with this in common are equally right: what they are, their name, their place."""
    return body.what, body.patron, body.place


def alike(known: Known, meant: Body, same: Same = exactly) -> list[Body]:
    return [body for body in known.bodies if same(body) == same(meant)]


def evenly(chance: random.Random, pool: list[Body]) -> Iterator[Body]:
    """In random order, a real school, a made school and a body of another sort in turn."""
    mixed = chance.sample(pool, len(pool))
    real = [body for body in mixed if body.kind == "school"]
    made = [body for body in mixed if body.kind == "eple"]
    return bodies.alternating(real, made, [b for b in mixed if b.kind not in ("school", "eple")])


def by_what(chance: random.Random, pool: list[Body]) -> Iterator[Body]:
    """In random order, one body of each sort after the other."""
    sorts: dict[str, list[Body]] = defaultdict(list)
    for body in chance.sample(pool, len(pool)):
        sorts[body.what].append(body)
    order = chance.sample(sorted(sorts), len(sorts))
    return bodies.alternating(*(sorts[what] for what in order))


def fill(way: str, body: Body) -> str:
    name = plain(body.place)
    place = councils.of_department(name) if body.what in OF_DEPARTMENT else of(typed(name))
    return way.format(t=typed(name), of=place, n=body.department.lower())


def plainly(body: Body) -> str:
    """The first way to type a body; what its name and place say, for schools."""
    if body.what in WAYS:
        return fill(WAYS[body.what][0], body)
    return typed(" ".join(filter(None, (body.what, body.patron, body.place))))


def ways_of(*kinds: str) -> Ask:
    """Each body of these kinds in one of the ways people type it."""

    def ask(known: Known, chance: random.Random) -> Iterator[Asked]:
        for meant in by_what(chance, known.of_kind(*kinds)):
            query = fill(chance.choice(WAYS[meant.what]), meant)
            by_town = meant.what not in OF_DEPARTMENT
            yield Asked(query, meant, alike(known, meant), placeable=by_town)

    return ask


def schools(write: Callable[[str], str], same: Same = exactly, *, what: str = "") -> Ask:
    """Type of school, its name as ``write`` changes it, town."""

    def ask(known: Known, chance: random.Random) -> Iterator[Asked]:
        pool = [body for body in known.of_kind("school", "eple") if body.what.startswith(what)]
        for meant in evenly(chance, pool):
            named = write(meant.patron)
            if named or not meant.patron:
                parts = (chance.choice(SCHOOL_WAYS[meant.what]), named, typed(meant.place))
                yield Asked(" ".join(filter(None, parts)), meant, alike(known, meant, same))

    return ask


def first_names(patron: str) -> list[str]:
    names = patron.split()
    count = 0
    while count < len(names) - 1 and names[count] in FIRST_NAMES:
        count += 1
    return names[:count] if " et " not in patron else []


def initialled(patron: str) -> str:
    """« j moulin »; nothing where no first name is known."""
    first = first_names(patron)
    return " ".join([name[0] for name in first] + patron.split()[len(first) :]) if first else ""


def surname(patron: str) -> str:
    """« moulin »; nothing where no first name is known."""
    first = first_names(patron)
    return " ".join(patron.split()[len(first) :]) if first else ""


def same_initial(body: Body) -> object:
    return body.what, initialled(body.patron) or body.patron, body.place


def same_surname(body: Body) -> object:
    return body.what, spelling.without_links(surname(body.patron) or body.patron), body.place


def word_and_town(known: Known, chance: random.Random) -> Iterator[Asked]:
    """« hopital issoire », « college bruz »: everything of that sort in the town is right."""
    word_of = {what: word for word, whats in WORDS.items() for what in whats}
    pool = [body for body in known.bodies if body.what in word_of]
    for meant in by_what(chance, pool):
        word = word_of[meant.what]
        there = [b for b in known.bodies if b.place == meant.place and b.what in WORDS[word]]
        yield Asked(f"{word} {typed(meant.place)}", meant, there, placeable=False)


def with_postcode(known: Known, chance: random.Random) -> Iterator[Asked]:
    pool = [body for body in known.bodies if body.postcodes and body.what not in OF_DEPARTMENT]
    for meant in by_what(chance, pool):
        right = [body for body in alike(known, meant) if body.postcodes == meant.postcodes]
        yield Asked(f"{plainly(meant)} {meant.postcodes[0]}", meant, right, placeable=False)


def as_printed(known: Known, chance: random.Random) -> Iterator[Asked]:
    """The name as on an order; a real school's does not say the town, so that is added."""
    for meant in by_what(chance, known.bodies):
        said = f"{meant.name} {typed(meant.place)}" if meant.kind == "school" else meant.name
        yield Asked(said, meant, alike(known, meant), placeable=False)


def one_slip(slip: spelling.Slip) -> Ask:
    """One slip in the plainest way to type a body; right is whatever is one slip away."""

    def ask(known: Known, chance: random.Random) -> Iterator[Asked]:
        texts = by_text(known)
        for meant in by_what(chance, known.bodies):
            query = plain(plainly(meant))
            if spelling.long_words(query):
                query = spelling.with_slip(chance, query, slip)
                near = dict.fromkeys(spelling.one_slip_away(fold(query)))
                right = [body for text in near for body in texts.get(text, [])]
                yield Asked(query, meant, right)

    return ask


def by_text(known: Known) -> dict[str, list[Body]]:
    """Who is typed how, at the plainest."""
    texts: dict[str, list[Body]] = defaultdict(list)
    for body in known.bodies:
        texts[fold(plainly(body))].append(body)
    return texts


def unfinished(known: Known, chance: random.Random) -> Iterator[Asked]:
    texts = by_text(known)
    for meant in by_what(chance, known.bodies):
        query = spelling.unfinished(chance, plainly(meant))
        if query:
            start = fold(query)
            right = [body for text, some in texts.items() if text.startswith(start) for body in some]  # fmt: skip
            yield Asked(query, meant, right, placeable=False)


def digits(chance: random.Random, siret: str) -> str:
    forms = (bodies.half_siret, bodies.half_siret, bodies.siret_but_two, bodies.spaced)
    return chance.choice(forms)(chance, siret)


OFTEN = 30
KINDS: dict[str, tuple[int, Ask]] = {
    "hospital": (OFTEN, ways_of("hopital")),
    "EHPAD, residence": (OFTEN, ways_of("ehpad")),
    "CCAS": (OFTEN, ways_of("ccas")),
    "syndicat": (OFTEN, ways_of("syndicat")),
    "SDIS, MDPH, prefecture, archives": (OFTEN, ways_of("departement")),
    "caisse des écoles": (OFTEN, ways_of("caisse_ecoles")),
    "OPH, CCI, CMA, university": (OFTEN, ways_of("etablissement")),
    "annexed budget, theatre, camping": (OFTEN, ways_of("budget_annexe")),
    "school, name and town": (OFTEN, schools(str)),
    "school, first name by its initial": (OFTEN, schools(initialled, same_initial)),
    "school, surname": (OFTEN, schools(surname, same_surname)),
    "lycée professionnel": (25, schools(str, what="lycee pro")),
    "everyday word and town": (OFTEN, word_and_town),
    "name, town and postcode": (OFTEN, with_postcode),
    "as printed": (OFTEN, as_printed),
    "SIRET, cut or spaced": (OFTEN, bodies.by_digits(digits, evenly)),
    "one letter missing": (OFTEN, one_slip(spelling.missing)),
    "one letter doubled": (OFTEN, one_slip(spelling.doubled)),
    "two letters swapped": (OFTEN, one_slip(spelling.swapped)),
    "one letter from the next key": (OFTEN, one_slip(spelling.neighbour)),
    "unfinished": (OFTEN, unfinished),
}
