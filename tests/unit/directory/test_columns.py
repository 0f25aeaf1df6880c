"""Headings of lists that nobody has seen: what their columns are taken for."""

from collections.abc import Mapping

import pytest

from chorus_desk.directory.reading.columns import data, heading_row, letters, proposed
from chorus_desk.directory.reading.tables import Gives, Sample, shape_of
from chorus_desk.wording.list_columns import DATA
from tests import made_lists as m

BODY = {
    "siret": [m.siret_of(f"21{n:06}", 1) for n in range(30)],
    "name": [f"Commune de Bourg-{n}" for n in range(30)],
    "street": [f"{n} place de la Mairie" for n in range(30)],
    "postcode": [f"35{n:03}" for n in range(30)],
    "city": [f"Bourg-{n}" for n in range(30)],
    "flag": ["Oui", "Non", "Non"] * 10,
    "email": [f"mairie{n}@exemple.fr" for n in range(30)],
    "kind": ["SIRET"] * 30,
    "category": ["COMMUNE", "EPCI", "CCAS"] * 10,
}
SERVICE = {
    "siret": [m.siret_of(f"21{n // 3:06}", 1) for n in range(30)],
    "code": ["ST", "DRH", "061"] * 10,
    "name": ["Services techniques", "Ressources humaines", "Site principal"] * 10,
    "flag": ["Oui", "Non", "Non"] * 10,
    "day": ["01/02/2020", "2021-03-04", ""] * 10,
}
TABLES: Mapping[str, tuple[Gives, dict[str, tuple[str, str | None]]]] = {
    "as the portal's API names them": (Gives.BODIES, {
        "typeIdentifiantStructure": ("kind", "type"),
        "identifiantStructure": ("siret", "siret"),
        "designationStructure": ("name", "name"),
        "codeServiceDoitEtreRenseigne": ("flag", "service"),
        "numeroEJDoitEtreRenseigne": ("flag", "commitment"),
        "gestionNumeroEJOuCodeService": ("flag", "either"),
        "estMoaUniquement": ("flag", "works_only"),
        "statut": ("flag", "active"),
    }),
    "with hints in brackets": (Gives.BODIES, {
        "Nom de la structure": ("name", "name"),
        "N° SIRET (14 chiffres)": ("siret", "siret"),
        "Service obligatoire (O/N)": ("flag", "service"),
        "Engagement obligatoire (O/N)": ("flag", "commitment"),
        "Service ou engagement obligatoire (O/N)": ("flag", "either"),
        "MOA uniquement (O/N)": ("flag", "works_only"),
        "Adresse électronique": ("email", None),
    }),
    "in capitals with underscores": (Gives.BODIES, {
        "IDENTIFIANT": ("siret", "siret"), "RAISON_SOCIALE": ("name", "name"),
        "ADRESSE_LIGNE_1": ("street", "street"), "CODE_POSTAL": ("postcode", "postcode"),
        "VILLE": ("city", "city"), "TYPE": ("category", None), "ACTIF": ("flag", "active"),
    }),
    "of services, short": (Gives.SERVICES, {
        "SIRET": ("siret", "siret"), "Service": ("code", "code"), "Libellé": ("name", "service_name"),
        "Engagement": ("flag", "service_commitment"), "Début": ("day", "starts"),
        "Fin": ("day", "ends"),
    }),
    "of services, long": (Gives.SERVICES, {
        "Date de fin de validité du service": ("day", "ends"),
        "Date de début de validité du service": ("day", "starts"),
        "Nom du service": ("name", "service_name"), "Code du service": ("code", "code"),
        "Identifiant de la structure": ("siret", "siret"),
        "Le service est actif": ("flag", "service_active"),
        "Gestion du numéro d'engagement": ("flag", "service_commitment"),
    }),
    "of services, without a word that is known": (Gives.SERVICES, {
        "aaa": ("siret", "siret"), "bbb": ("code", "code"), "ccc": ("name", None),
    }),
    "in one word": (Gives.BODIES, {
        "ETABLISSEMENTPUBLIC": ("name", "name"), "NUMEROSIRET": ("siret", "siret"),
        "CODEPOSTAL": ("postcode", None),
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_columns__are_taken_for_what_they_are(name: str) -> None:
    gives, wanted = TABLES[name]
    values = SERVICE if gives is Gives.SERVICES else BODY
    rows = tuple(zip(*(values[content] for content, _ in wanted.values()), strict=True))
    table = proposed(Sample(name, tuple(wanted), rows))
    assert {c.heading: c.key for c in table.columns} == {h: key for h, (_, key) in wanted.items()}
    assert table.gives is gives
    assert all((column.certainty is None) is (column.key is None) for column in table.columns)


def test_heading_row__is_found_below_a_preamble() -> None:
    siret = BODY["siret"][0]
    rows = [["Annuaire"], [], ["Identifiant", "Nom"], ["(SIRET)", "(texte)"], [siret, "Rennes"]]
    assert heading_row(rows) == (4, ("Identifiant", "Nom"))
    assert heading_row([[siret, "Rennes"]]) == (0, ("A", "B"))
    assert heading_row([["Identifiant", None], [siret, "Rennes"]]) == (1, ("A", "B"))
    assert heading_row([["Identifiant", "Nom"]]) == (1, ("Identifiant", "Nom"))
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_shape__does_not_know_order_case_or_accents() -> None:
    assert shape_of(["Libellé", "SIRET"]) == shape_of(["siret", "LIBELLE"])
    assert shape_of(["Libellé", "SIRET"]) != shape_of(["Libellé", "SIREN"])


def test_every_datum__has_a_name() -> None:
    assert set(DATA) == {datum.key for datum in data()} - {"-"}
