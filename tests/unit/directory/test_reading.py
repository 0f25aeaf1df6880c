"""Published lists in all the shapes that files may have: they give the same bodies and services."""

import random
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_desk.directory.reading.tables import Certainty, Gives
from chorus_desk.domain.errors import UserError
from chorus_desk.formats.archive import tar_gz_bytes
from tests import made_lists as m
from tests.unit.directory.listed import assert_same, read

BODIES = m.made(60, 150)
STYLES = {"plain": m.PLAIN, "labels": m.LABELS, "english": m.ENGLISH}
FLAT = m.Style(
    bodies={**m.PLAIN.bodies, "name": "Raison sociale"}, services={**m.PLAIN.services},
)  # fmt: skip


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_workbook__of_two_sheets(tmp_path: Path, style: m.Style) -> None:
    found = read(m.workbook(tmp_path / "liste.xlsx", BODIES, style))
    assert_same(found, BODIES)
    assert [table.gives for table in found.columns] == [Gives.BODIES, Gives.SERVICES]
    assert (found.intake.skipped, found.intake.remarks) == (0, {})


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separated_values__in_any_encoding(tmp_path: Path, style: m.Style, separator: str) -> None:
    bodies = [replace(BODIES[0], name="Hôtel du Département de l'Œuvre"), *BODIES[1:]]
    for encoding in ("cp1252", "utf-8", "utf-8-sig", "utf-16"):
        pair = m.separated_pair(bodies, style, separator, encoding)
        files = [written(tmp_path / f"{i}.csv", content) for i, content in enumerate(pair)]
        assert_same(read(*files), bodies)
        assert_same(read(*reversed(files)), bodies)


def test_zip__of_two_files_of_separated_values(tmp_path: Path) -> None:
    first, second = m.separated_pair(BODIES)
    content = m.zipped(("structures.csv", first), ("d/services.csv", second), ("vide.txt", b""))
    assert_same(read(written(tmp_path / "a.zip", content)), BODIES)


def test_zip__of_a_workbook_and_of_an_xml(tmp_path: Path) -> None:
    book = m.workbook(tmp_path / "liste.xlsx", BODIES, m.LABELS).read_bytes()
    assert_same(read(written(tmp_path / "a.zip", m.zipped(("liste.xlsx", book)))), BODIES)
    content = m.nested_xml(tmp_path / "liste.xml", BODIES).read_bytes()
    assert_same(read(written(tmp_path / "b.zip", m.zipped(("liste.xml", content)))), BODIES)


@pytest.mark.parametrize("style", [m.PLAIN, m.ENGLISH], ids=["plain", "english"])
def test_xml__with_services_in_their_body(tmp_path: Path, style: m.Style) -> None:
    assert_same(read(m.nested_xml(tmp_path / "liste.xml", BODIES, style)), BODIES)


def test_xml__with_services_apart_groups_attributes_and_a_namespace(tmp_path: Path) -> None:
    rows = []
    for body in BODIES:
        wants = body.requires
        rows.append(
            f'<a:Organisme actif="{"O" if body.active else "N"}"><a:Identification><a:Siret>'
            f"{body.siret}</a:Siret><a:Nom>{escape(body.name)}</a:Nom></a:Identification>"
            f"<a:Coordonnees><a:Adresse>{body.street}</a:Adresse><a:CodePostal>{body.postcode}"
            f"</a:CodePostal><a:Ville>{escape(body.city)}</a:Ville></a:Coordonnees><a:Exigences>"
            f"<a:Service>{wants in ('service', 'both')}</a:Service>"
            f"<a:Engagement>{wants in ('commitment', 'both')}</a:Engagement>"
            f"<a:ServiceOuEngagement>{wants == 'either'}</a:ServiceOuEngagement>"
            f"<a:MoaUnique>{body.works_only}</a:MoaUnique></a:Exigences></a:Organisme>"
        )
    services = [
        f'<a:Service siret="{body.siret}" code="{code}" libelle="{name}" engagement="{need}" '
        f'actif="{is_open}" dateDebut="{starts}" dateFin="{ends}"/>'
        for body in BODIES
        for code, name, need, is_open, starts, ends in body.services
    ]
    content = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><a:Liste xmlns:a="urn:x"><a:Entete>'
        "<a:DateExtraction>2026-11-20</a:DateExtraction></a:Entete><a:Organismes>"
        f"{''.join(rows)}</a:Organismes><a:Services>{''.join(services)}</a:Services></a:Liste>"
    )
    path = written(tmp_path / "liste.xml", content.encode("latin-1", "xmlcharrefreplace"))
    assert_same(read(path), BODIES)


def test_flat_table__has_a_service_and_its_body_in_each_row(tmp_path: Path) -> None:
    bodies = [replace(body, services=body.services[:2]) for body in BODIES]
    rows: list[list[object]] = [["SIRET", "Raison sociale", "Code service", "Nom service"]]
    rows += [[b.siret, b.name, s[0], s[1]] for b in bodies for s in b.services]
    found = read(m.sheet(tmp_path / "plat.xlsx", rows))
    assert [table.gives for table in found.columns] == [Gives.BOTH]
    assert {s: b.name for s, b in found.bodies.items()} == {b.siret: b.name for b in bodies}
    assert {(b.siret, s[0]) for b in bodies for s in b.services} == set(found.services)
    assert {body.requires for body in found.bodies.values()} == {None}  # nothing says it


def test_preamble_and_headless_sheets(tmp_path: Path) -> None:
    style = replace(
        m.LABELS, preamble=(("Annuaire des structures publiques",), ("Édité le", "20/11/2026"), ())
    )
    assert_same(read(m.workbook(tmp_path / "a.xlsx", BODIES, style)), BODIES)
    rows = [[body.siret, body.name, body.postcode] for body in BODIES]
    found = read(m.sheet(tmp_path / "b.xlsx", rows))
    [table] = found.columns
    kept = [(c.heading, c.key, c.certainty) for c in table.columns if c.key]
    assert kept == [("A", "siret", Certainty.LIKELY), ("B", "name", Certainty.GUESS)]
    assert len(found.bodies) == len(BODIES)


def test_unknown_headings__are_told_by_content_and_may_be_corrected(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Colonne X", "Colonne Y", "Colonne Z", "Colonne W"]]
    rows += [[b.name, b.street, b.siret, "Oui" if b.active else "Non"] for b in BODIES]
    path = m.sheet(tmp_path / "a.xlsx", rows)
    found = read(path)
    [table] = found.columns
    assert [column.key for column in table.columns] == ["name", None, "siret", None]
    assert [column.samples[:1] for column in table.columns][2] == (BODIES[0].siret,)
    keys = ("name", "street", "siret", "active")
    mended = replace(
        table,
        columns=tuple(
            replace(column, key=key) for column, key in zip(table.columns, keys, strict=True)
        ),
    )
    again = read(path, columns=(mended,))
    assert {s: (b.street, b.active) for s, b in again.bodies.items()} == {
        body.siret: (body.street, body.active) for body in BODIES
    }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), style=st.sampled_from(list(STYLES.values())))
def test_any_order_of_columns__gives_the_same(tmp_path: Path, seed: int, style: m.Style) -> None:
    chance = random.Random(seed)
    bodies, services = list(style.bodies.items()), list(style.services.items())
    chance.shuffle(bodies)
    chance.shuffle(services)
    mixed = replace(style, bodies=dict(bodies), services=dict(services))
    pair = m.separated_pair(BODIES[:25], mixed)
    files = [written(tmp_path / f"{i}.csv", content) for i, content in enumerate(pair)]
    assert_same(read(*files), BODIES[:25])


def test_missing_data__are_named(tmp_path: Path) -> None:
    no_siret = m.sheet(tmp_path / "a.xlsx", [["Nom", "Ville"], ["Commune de Rennes", "Rennes"]])
    _, services = m.separated_pair(BODIES)
    no_name = written(tmp_path / "services.csv", services)
    for path, code in ((no_siret, "list-no-siret"), (no_name, "list-no-name")):
        with pytest.raises(UserError) as refused:
            read(path)
        assert (refused.value.code, refused.value.params["file"]) == (code, path.name)


REFORM = """<?xml version="1.0" encoding="UTF-8"?><AnnuaireConsultationF14>
<HorodateProduction>20261116010022</HorodateProduction><TypeFlux>{flow}</TypeFlux>
<BlocUnitesLegales><UniteLegale><IdSIREN qualifiant="0002">000900019</IdSIREN><Nom>X</Nom>
</UniteLegale></BlocUnitesLegales><BlocEtablissements>{bodies}
<Etablissement><MotifPresence>C</MotifPresence><Statut>A</Statut>
<IdSIRET qualifiant="0009">99999040100070</IdSIRET><Nom>Une entreprise</Nom></Etablissement>
</BlocEtablissements><BlocCodesRoutage>{services}</BlocCodesRoutage></AnnuaireConsultationF14>"""


def reform(flow: str = "C") -> bytes:
    bodies = "".join(
        f"<Etablissement><MotifPresence>C</MotifPresence><Statut>{'A' if b.active else 'I'}</Statut>"
        f'<IdSIRET qualifiant="0009">{b.siret}</IdSIRET><TypeEtablissement>P</TypeEtablissement>'
        f"<Nom>{escape(b.name)}</Nom><LigneAdresse1>{b.street}</LigneAdresse1><Localite>"
        f"{escape(b.city)}</Localite><CP>{b.postcode}</CP><CodePays>FR</CodePays><DonneesB2G>"
        f"<EngagementJuridique>{str(b.requires in ('commitment', 'both')).lower()}"
        f"</EngagementJuridique><Service>{str(b.requires in ('service', 'both')).lower()}</Service>"
        f"<EngJurServ>{str(b.requires == 'either').lower()}</EngJurServ><MOA>false</MOA>"
        f"<MOAunique>{str(b.works_only).lower()}</MOAunique></DonneesB2G></Etablissement>"
        for b in BODIES
    )
    services = "".join(
        f"<CodeRoutage><MotifPresence>C</MotifPresence><Statut>{'A' if s[3] else 'I'}</Statut>"
        f'<IdSIRET qualifiant="0009">{b.siret}</IdSIRET><IdRoutage qualifiant="0224">{s[0]}'
        f"</IdRoutage><Nom>{s[1]}</Nom><EngagementJuridique>{str(s[2]).lower()}"
        "</EngagementJuridique></CodeRoutage>"
        for b in BODIES
        for s in b.services
    )
    return REFORM.format(flow=flow, bodies=bodies, services=services).encode()


def test_reform__gives_the_establishments_that_are_public_bodies(tmp_path: Path) -> None:
    dateless = [replace(b, services=tuple((*s[:4], "", "") for s in b.services)) for b in BODIES]
    bare = written(tmp_path / "f14.xml", reform())
    packed = written(
        tmp_path / "FFE1435A_X_1.tar.gz", tar_gz_bytes([("lisez.txt", b"x"), ("f14.xml", reform())])
    )
    in_zip = written(tmp_path / "f14.zip", m.zipped(("f14.xml", reform())))
    for path in (bare, packed, in_zip):
        found = read(path)
        assert_same(found, dateless)
        assert found.intake.skipped == 0


def test_reform__changes_alone_are_refused(tmp_path: Path) -> None:
    for flow in ("D", "DIFFERENTIEL"):
        with pytest.raises(UserError) as refused:
            read(written(tmp_path / "f14.xml", reform(flow)))
        assert refused.value.code == "list-differences"
