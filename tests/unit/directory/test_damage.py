"""What spreadsheets do to identifiers, codes and days: mended, kept, or said."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from chorus_desk.directory.reading.cells import Cell, UnreadableCellError, day, flag
from chorus_desk.directory.reading.sirets import NotASiretError, has_key, read_siret
from tests import made_lists as m
from tests.unit.directory.listed import Read, read

RENNES, ZEROS = "21350238800019", "00718051600143"
WRONG_KEY = "21350238800014"
HEADINGS = ["SIRET", "Raison sociale", "Gestion service", "Gestion engagement", "Moa uniquement"]


@pytest.mark.parametrize(
    ("cell", "siret", "mended"),
    [
        (RENNES, RENNES, False),
        (ZEROS, ZEROS, False),
        ("213 502 388 00019", RENNES, False),
        ("213\u00a0502\u00a0388\u00a000019", RENNES, False),
        ("'21350238800019", RENNES, False),
        (WRONG_KEY, WRONG_KEY, False),
        (21350238800019, RENNES, True),
        (21350238800019.0, RENNES, True),
        (718051600143, ZEROS, True),
        (718051600143.0, ZEROS, True),
        ("718051600143", ZEROS, True),
        ("21350238800019.0", RENNES, True),
        ("21350238800019,00", RENNES, True),
        ("2.1350238800019E+13", RENNES, True),
        ("2,1350238800019E13", RENNES, True),
        ("35600000009075", "35600000009075", False),
    ],
)
def test_siret__is_read_or_mended(cell: Cell, siret: str, mended: bool) -> None:
    assert read_siret(cell) == (int(siret), mended)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (None, "empty"), ("", "empty"), ("  ", "empty"),
        ("2,13502E+13", "rounded"), ("1.1E+13", "rounded"), (1.1e13, "rounded"),
        (21350238800000, "rounded"),
        ("213502388", "siret"), (213502388, "siret"), ("FR12345678901", "siret"),
        ("718051600144", "siret"), (718051600144, "siret"), (0.5, "siret"), (-5, "siret"),
        (float("nan"), "siret"), (float("inf"), "siret"), (True, "siret"),
        (date(2026, 1, 1), "siret"), ("٢١٣٥٠٢٣٨٨٠٠٠١٩", "siret"), ("213502388000190", "siret"),
    ],
)  # fmt: skip
def test_siret__is_not_made_up(cell: Cell, reason: str) -> None:
    with pytest.raises(NotASiretError) as refused:
        read_siret(cell)
    assert refused.value.args == (reason,)


def test_key__of_a_siret_and_of_the_post_office() -> None:
    assert has_key(int(RENNES))
    assert not has_key(int(WRONG_KEY))
    assert has_key(35600000000048)  # head office: Luhn
    assert has_key(35600000009075)  # its own rule: the digits add up to a multiple of five
    assert not has_key(35600000009076)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-03-12", "2026-03-12"), ("12/03/2026", "2026-03-12"), ("20260312", "2026-03-12"),
        ("2026-03-12T00:00:00+01:00", "2026-03-12"), (46093, "2026-03-12"),
        ("46093", "2026-03-12"), (date(2026, 3, 12), "2026-03-12"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_day__in_every_writing(cell: Cell, found: str | None) -> None:
    assert day(cell) == found


def test_flag__in_every_writing() -> None:
    yes = ("Oui", "OUI", "true", "Vrai", "O", "1", 1, 1.0, True, "Actif", " yes ")
    no = ("Non", "false", "Faux", "N", "0", 0, 0.0, False, "Inactif", "no")
    assert [flag(cell) for cell in yes] == [True] * len(yes)
    assert [flag(cell) for cell in no] == [False] * len(no)
    assert flag("") is None
    with pytest.raises(UnreadableCellError):
        flag("peut-être")


def listed(
    tmp_path: Path, *rows: Sequence[object], headings: Sequence[str] = tuple(HEADINGS)
) -> Read:
    return read(m.sheet(tmp_path / "liste.xlsx", [headings, *rows]))


def test_numbers_in_place_of_sirets__are_mended_and_counted(tmp_path: Path) -> None:
    found = listed(
        tmp_path, [RENNES, "Commune de Rennes"], [718051600143, "Saint-Nazaire"],
        [WRONG_KEY, "Clé  fausse "], [1.1e13, "Arrondi"], ["RIDET 12", "Nouméa"],
        [int(RENNES) + 1000, ""],
    )  # fmt: skip
    assert {siret: body.name for siret, body in found.bodies.items()} == {
        RENNES: "Commune de Rennes", ZEROS: "Saint-Nazaire", WRONG_KEY: "Clé fausse",
    }  # fmt: skip
    assert found.intake.remarks == {"mended": 2, "key": 1}
    notes = [(n.sheet, n.row, n.reason, n.value, n.taken) for n in found.intake.notes]
    assert notes == [
        ("Feuil1", 5, "rounded", "11000000000000", False),
        ("Feuil1", 6, "siret", "RIDET 12", False),
        ("Feuil1", 7, "no-name", "21350238801019", False),
    ]
    assert found.intake.skipped == 3


def test_other_identifiers__are_not_taken(tmp_path: Path) -> None:
    headings = ["Type d'identifiant", "Identifiant", "Raison sociale"]
    found = listed(
        tmp_path, ["SIRET", RENNES, "Rennes"], ["siret", ZEROS, "Saint-Nazaire"],
        ["RIDET", "1234567001", "Nouméa"], ["TAHITI", 21350238800019, "Papeete"],
        headings=headings,
    )  # fmt: skip
    assert list(found.bodies) == [RENNES, ZEROS]
    assert [(n.row, n.reason) for n in found.intake.notes] == [
        (4, "other-identifier"), (5, "other-identifier"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("service", "commitment", "either", "requires"),
    [
        ("Non", "Non", "Oui", "either"), ("Oui", "Oui", "Oui", "either"),
        ("Oui", "Oui", "Non", "both"), ("Oui", "Non", "Non", "service"),
        ("Non", "Oui", "Non", "commitment"), ("Non", "Non", "Non", "none"),
        ("", "Oui", "", "commitment"), ("peut-être", "Oui", "Non", None),
        ("peut-être", "Non", "Oui", "either"),
    ],
)  # fmt: skip
def test_flags__become_what_a_body_asks_for(
    tmp_path: Path, service: str, commitment: str, either: str, requires: str | None
) -> None:
    headings = ["SIRET", "Raison sociale", "Gestion service", "Gestion engagement", "Gestion service engagement"]  # fmt: skip
    others = [[m.siret_of(f"200000{n:02}", 1), "Commune", "Oui", "Non", "Non"] for n in range(20)]
    found = listed(
        tmp_path, [RENNES, "Rennes", service, commitment, either], *others, headings=headings
    )
    assert found.bodies[RENNES].requires == requires


def test_flags_without_their_columns__are_unknown(tmp_path: Path) -> None:
    found = listed(tmp_path, [RENNES, "Rennes", "Oui"], headings=HEADINGS[:3])
    assert found.bodies[RENNES].requires is None


def test_works_only_and_codes_that_look_like_something_else(tmp_path: Path) -> None:
    headings = ["SIRET", "Code service", "Nom du service", "Date de fin"]
    codes: list[object] = ["1E3", "MARS", "0047", " ESP ", "drh-été", "A" * 100, "A" * 101,
                           "1,2E+05", 47, date(2026, 3, 1), "", "FACTURES_PUBLIQUES"]  # fmt: skip
    rows = [[RENNES, code, "Un service", 46093] for code in codes]
    bodies = m.sheet(tmp_path / "b.xlsx", [HEADINGS, [RENNES, "Rennes", "Oui", "Non", "Oui"]])
    found = read(bodies, m.sheet(tmp_path / "s.xlsx", [headings, *rows], "Services"))
    assert found.bodies[RENNES].works_only
    taken = ["1E3", "MARS", "0047", "ESP", "drh-été", "A" * 100, "47", "FACTURES_PUBLIQUES"]
    assert [code for _, code in found.services] == taken
    assert {service.ends for service in found.services.values()} == {"2026-03-12"}
    assert [(n.row, n.reason, n.taken) for n in found.intake.notes] == [
        (8, "long-code", False), (9, "rounded-code", False), (10, "number-code", True),
        (11, "date-code", False), (12, "no-code", False),
    ]  # fmt: skip
    assert (found.intake.skipped, found.intake.remarks["number-code"]) == (4, 1)


def test_rows_that_are_named__are_bounded_and_all_are_counted(tmp_path: Path) -> None:
    rows = [[RENNES, "Rennes"], *([f"NON{n}", "Sans SIRET"] for n in range(700))]
    rows = [*([m.siret_of(f"21{n:06}", 1), "Commune"] for n in range(400)), *rows]
    found = listed(tmp_path, *rows)
    assert found.intake.skipped == 700
    assert len(found.intake.notes) == 500
