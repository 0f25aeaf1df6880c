"""The words of names and of what is typed: the same however they are written."""

import pytest

from chorus_desk.directory.entries import Described, entry_of
from chorus_desk.directory.kinds import head_of, kinds
from chorus_desk.directory.words import swallowed, words_of, words_of_service


@pytest.mark.parametrize(
    "written",
    ["Saint-Étienne-du-Bois", "SAINT ETIENNE DU BOIS", "st etienne bois", "St. Étienne  du Bois"],
)
def test_spellings__of_a_name_are_the_same_words(written: str) -> None:
    assert words_of(written) == ("saint", "etienne", "bois")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("C.C.A.S. de Rennes", ("ccas", "rennes")), ("L'Haÿ-les-Roses", ("hay", "roses")),
        ("Œuilly", ("oeuilly",)), ("Stes-Maries", ("saintes", "maries")),
        ("sdis35", ("sdis", "35")), ("cd 2A", ("cd", "2a")), ("CC des 2 Vallées", ("cc", "deux", "vallees")),
        ("L\u2019Île-d\u2019Yeu", ("ile", "yeu")), ("", ()), ("de la", ()),
    ],
)  # fmt: skip
def test_words__are_folded_written_out_and_without_articles(
    written: str, words: tuple[str, ...]
) -> None:
    assert words_of(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [("Saint-Maurice-l'Exil", ["lexil"]), ("Vald'Yerre", ["valdyerre"]),
     ("SAINT MAURICE L EXIL", ["lexil"]), ("Le Havre", [])],
)  # fmt: skip
def test_apostrophes__may_be_swallowed(written: str, words: list[str]) -> None:
    assert swallowed(written) == words


def test_service__is_found_by_its_name_and_the_parts_of_its_code() -> None:
    assert words_of_service("SCE-FIN01", "Affaires financières") == (
        "affaires", "financieres", "sce", "fin", "01",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "core"),
    [
        ("Commune de Rennes", "commune", "rennes"), ("VILLE DE RENNES", "commune", "rennes"),
        ("Centre communal d'action sociale de Pezens", "ccas", "pezens"),
        ("C.C.A.S. d'Orgeval", "ccas", "orgeval"), ("Lycée professionnel Jean Jaurès", "lycée professionnel", "jean jaures"),
        ("Lycée Joliot-Curie", "lycée", "joliot curie"),
        ("Syndicat intercommunal des eaux de Culin", "syndicat des eaux", "culin"),
        ("Département de l'Ain", "département", "ain"), ("Le Bois joli", None, "bois joli"),
        ("Commune", "commune", "commune"),
    ],
)  # fmt: skip
def test_beginning_of_a_name__says_what_the_body_is(name: str, kind: str | None, core: str) -> None:
    entry = entry_of(Described(name))
    assert (entry.kind, entry.core) == (kind, core)


def test_kind_of_the_list__stands_before_what_the_name_says() -> None:
    entry = entry_of(Described("Rennes Métropole", kind="métropole"))
    assert (entry.kind, entry.core, entry.initials) == ("métropole", "rennes metropole", "")


@pytest.mark.parametrize(
    ("name", "kind", "also", "initials"),
    [
        ("Communauté de communes Faucigny-Glières", "communauté de communes", "", "ccfg"),
        ("Métropole européenne de Lille", "métropole", "", "mel"),
        ("Communauté d'agglomération Montargoise (AME)", "communauté d'agglomération", "ame", ""),
    ],
)
def test_groupings__are_found_by_acronyms(name: str, kind: str, also: str, initials: str) -> None:
    entry = entry_of(Described(name, kind))
    assert (entry.also.split(" ")[0], entry.initials) == (also, initials)


@pytest.mark.parametrize(
    ("body", "department"),
    [
        (Described("Commune de Bruz", postcode="35170"), "35"),
        (Described("Commune d'Ajaccio", postcode="20000"), "2a"),
        (Described("Commune de Bastia", postcode="20200"), "2b"),
        (Described("Commune de Cayenne", postcode="97300"), "973"),
        (Described("SDIS du Bas-Rhin", city="Strasbourg"), "67"),
        (Described("Préfecture de la Vienne", city="Poitiers", postcode="86000"), "86"),
        (Described("CCAS de Vienne", city="VIENNE", postcode="38200"), "38"),
        (Described("Commune de Vienne", kind="commune", city="Vienne", department="38"), "38"),
        (Described("Quelque part"), None),
    ],
)
def test_department__is_told_by_the_list_the_postcode_or_the_name(
    body: Described, department: str | None
) -> None:
    assert entry_of(body).department == department


def test_table_of_kinds__is_written_as_words_are_compared() -> None:
    for kind in kinds().values():
        for word in kind.called | kind.wider:
            assert words_of(word) == (word,), kind.name


def test_words_that_say_what_is_meant__are_the_longest_there_are() -> None:
    assert head_of(("lycee", "professionnel", "hugo")).called == {"lycée professionnel"}
    assert head_of(("lycee", "hugo")).called == {"lycée"}
    assert "lycée professionnel" in head_of(("lycee", "hugo")).wider
    assert head_of(("rennes",)).length == 0
