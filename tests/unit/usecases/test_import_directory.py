"""The State's list brought in: whole or not at all, beside the directory in use."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from chorus_desk.directory.reading.tables import Certainty, TableColumns
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.party import STATE_SIRET, Requirement
from chorus_desk.storage.connection import refuse_writes
from chorus_desk.storage.list_columns import load_columns
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.import_directory import import_directory, look_at
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import made_lists as m

BODIES = m.made(50, 120)
OTHER = m.siret_of("99900077", 1)
UNKNOWN = m.Made(
    OTHER, "Syndicat fictif", "both", services=(("A1", "Accueil", True, True, "", ""),)
)


def files_of(workspace: Workspace) -> list[str]:
    return sorted(p.name for p in workspace.folder.iterdir() if p.name.startswith("directory"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return m.workbook(tmp_path / "liste.xlsx", [UNKNOWN, *BODIES])


def test_import__puts_the_list_in_place(workspace: Workspace, book: Path) -> None:
    told: list[tuple[int, int]] = []
    imported = import_directory(workspace, [book], progress=lambda *now: told.append(now))
    assert (imported.bodies, imported.services, imported.skipped) == (51, 121, 0)
    assert (imported.bodies_before, imported.few) == (None, False)
    assert Changes.DIRECTORY in imported.changes
    assert files_of(workspace) == ["directory-0001.sqlite3"]
    body = known_body(workspace, OTHER)
    assert body is not None
    assert (body.name, body.requires, body.source) == ("Syndicat fictif", Requirement.BOTH, "directory")  # fmt: skip
    assert [(s.code, s.requires_commitment) for s in body.services] == [("A1", True)]
    about = workspace.directory.about()
    assert (about["source"], about["bodies"], about["services"]) == ("directory", "51", "121")
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_import__takes_over_row_by_row(workspace: Workspace, tmp_path: Path) -> None:
    rennes = m.Made("21350238800019", "VILLE DE RENNES", "service")
    import_directory(workspace, [m.workbook(tmp_path / "a.xlsx", [rennes])])
    listed, shipped = (known_body(workspace, s) for s in (rennes.siret, STATE_SIRET))
    assert listed is not None
    assert shipped is not None
    assert (listed.name, listed.source, listed.kind) == ("VILLE DE RENNES", "directory", "commune")
    assert (shipped.source, len(shipped.services)) == ("shipped", 3)


def test_second_import__takes_the_place_of_the_first(workspace: Workspace, tmp_path: Path) -> None:
    import_directory(workspace, [m.workbook(tmp_path / "a.xlsx", [UNKNOWN, *BODIES])])
    imported = import_directory(workspace, [m.nested_xml(tmp_path / "b.xml", BODIES[:20])])
    assert (imported.bodies, imported.bodies_before, imported.few) == (20, 51, True)
    assert files_of(workspace) == ["directory-0002.sqlite3"]
    assert known_body(workspace, OTHER) is None


def test_services_without_their_body__are_left_out_and_counted(
    workspace: Workspace, tmp_path: Path
) -> None:
    bodies, _ = m.separated_pair(BODIES)
    _, services = m.separated_pair([UNKNOWN, *BODIES])
    paths = [tmp_path / "b.csv", tmp_path / "s.csv"]
    for path, content in zip(paths, (bodies, services), strict=True):
        path.write_bytes(content)
    imported = import_directory(workspace, paths)
    assert (imported.bodies, imported.services) == (50, 120)
    assert imported.remarks == {"orphans": 1}


class StopError(Exception):
    """What a cancelled job raises from its progress."""


def stops_at(step: int) -> Callable[[int, int], None]:
    calls = 0

    def progress(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == step:
            raise StopError

    return progress


@pytest.mark.parametrize("step", [1, 2])
def test_cancelled_import__changes_nothing(workspace: Workspace, book: Path, step: int) -> None:
    first = import_directory(workspace, [book])
    with pytest.raises(StopError):
        import_directory(workspace, [book], first.columns, progress=stops_at(step))
    assert files_of(workspace) == ["directory-0001.sqlite3"]
    assert workspace.directory.about()["bodies"] == "51"
    assert load_columns(workspace.connection, first.columns[0].shape) is None


def test_broken_list__changes_nothing(workspace: Workspace, tmp_path: Path, book: Path) -> None:
    import_directory(workspace, [book])
    cut = tmp_path / "coupé.xml"
    cut.write_bytes(m.nested_xml(tmp_path / "b.xml", m.made(3000, 3000)).read_bytes()[:-50])
    empty = m.sheet(tmp_path / "v.xlsx", [["Type", "SIRET", "Nom"], ["RIDET", OTHER, "Nouméa"]])
    for path, code in (
        (cut, "xml-unreadable"),
        (empty, "list-empty"),
        (tmp_path, "file-is-folder"),
    ):
        with pytest.raises(UserError) as refused:
            import_directory(workspace, [path])
        assert refused.value.code == code
        assert files_of(workspace) == ["directory-0001.sqlite3"]
    assert known_body(workspace, OTHER) is not None


def test_folder_that_cannot_be_written__is_said(
    workspace: Workspace, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError) as refused:
        import_directory(workspace, [book])
    assert refused.value.code == "cannot-write"
    assert files_of(workspace) == []


def test_window_that_only_reads__imports_nothing(workspace: Workspace, book: Path) -> None:
    refuse_writes(workspace.connection)
    with pytest.raises(UserError) as refused:
        import_directory(workspace, [book])
    assert refused.value.code == "database-read-only"
    assert files_of(workspace) == []


def with_key(table: TableColumns, heading: str, key: str | None) -> TableColumns:
    columns = (
        replace(column, key=key, certainty=Certainty.CHOSEN)
        if column.heading == heading
        else column
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def test_corrected_columns__are_kept_for_the_next_list(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = [["A", "B", "Clé"], *([b.street, b.name, b.siret] for b in BODIES)]
    path = m.sheet(tmp_path / "a.xlsx", rows)
    [seen] = look_at(workspace, [path])
    assert files_of(workspace) == []
    assert {c.heading: c.key for c in seen.columns} == {"A": None, "B": "name", "Clé": "siret"}
    chosen = with_key(seen, "A", "street")
    imported = import_directory(workspace, [path], (chosen,))
    body = known_body(workspace, BODIES[0].siret)
    assert body is not None
    assert body.street == BODIES[0].street
    [again] = look_at(workspace, [m.sheet(tmp_path / "b.xlsx", rows[:30])])
    assert [(c.key, c.certainty) for c in again.columns] == [
        ("street", "chosen"), ("name", "chosen"), ("siret", "chosen"),
    ]  # fmt: skip
    assert imported.columns[0].columns[0].key == "street"


def test_day__is_what_the_files_say_then_their_last_change(tmp_path: Path) -> None:
    clock = Clock(datetime(2030, 1, 15, 12, tzinfo=UTC))
    xml = m.nested_xml(tmp_path / "a.xml", BODIES)
    os.utime(xml, (1_790_000_000, 1_790_000_000))
    said = tmp_path / "b.xml"
    said.write_bytes(
        xml.read_bytes().replace(
            b"<Annuaire>", b"<Annuaire><DateExtraction>20/11/2029</DateExtraction>"
        )
    )
    future = tmp_path / "c.xml"
    future.write_bytes(said.read_bytes().replace(b"2029<", b"2031<"))
    with open_workspace(tmp_path / "d", clock) as workspace:
        days = [import_directory(workspace, [path]).as_of for path in (xml, said, future)]
        book = m.workbook(tmp_path / "e.xlsx", BODIES)
        today = datetime.now(UTC).date()
        assert import_directory(workspace, [book]).as_of == today  # what openpyxl writes into it
    assert days == [date(2026, 9, 21), date(2029, 11, 20), date(2030, 1, 15)]


def test_made_directory__of_the_corpus(workspace: Workspace, corpus: Path) -> None:
    folder = corpus / "directory"
    truth = json.loads((folder / "annuaire_A_2000_seed11.truth.json").read_text("utf-8"))
    special = truth["special"]
    for ending in ("xlsx", "xml"):
        imported = import_directory(workspace, [folder / f"annuaire_A_2000_seed11.{ending}"])
        assert (imported.bodies, imported.services) == (truth["structures"], truth["services"])
        assert (imported.skipped, dict(imported.remarks)) == (
            0,
            {"key": len(truth["luhn_invalid"])},
        )
        connection = workspace.directory.connection()
        counts = dict(
            connection.execute(
                "SELECT CASE WHEN works_only THEN 'moa_only' ELSE requires END, count(*) "
                "FROM bodies WHERE source = 'directory' GROUP BY 1"
            ).fetchall()
        )
        wanted = {name.replace("engagement", "commitment"): n for name, n in truth["flags"].items()}
        assert counts == wanted
        [active] = connection.execute(
            "SELECT sum(active) FROM bodies WHERE source = 'directory'"
        ).fetchone()
        assert active == truth["active_structures"]
        [active] = connection.execute(
            "SELECT sum(s.active) FROM services s JOIN bodies b USING (siret) "
            "WHERE b.source = 'directory' AND NOT (b.siret = ? AND s.starts IS NULL)",
            (int(STATE_SIRET),),
        ).fetchone()
        assert active == truth["active_services"]
        names = {key: known_body(workspace, special[key]) for key in
                 ("leading_zeros", "luhn_invalid", "inactive", "moa_only", "either", "both",
                  "spaces_in_name", "long_name_with_quotes", "weird_service_codes",
                  "service_level_engagement")}  # fmt: skip
        assert all(names.values())
        found = {key: body for key, body in names.items() if body is not None}
        assert not found["inactive"].active
        assert found["moa_only"].works_only
        assert found["either"].requires is Requirement.EITHER
        assert found["both"].requires is Requirement.BOTH
        assert found["spaces_in_name"].name == "Commune de Double-Espace"
        assert '("SIVOM")' in found["long_name_with_quotes"].name
        codes = {service.code for service in found["weird_service_codes"].services}
        assert codes >= {"SAAM D5", "0047", "drh-été", "A" * 100, "1E3", "MARS", "ESP"}
        needs = {s.code: s.requires_commitment for s in found["service_level_engagement"].services}
        assert (needs["TRAVAUX"], needs["ACCUEIL"]) == (True, False)


def test_extract_of_the_reform__names_no_public_body(workspace: Workspace, corpus: Path) -> None:
    path = corpus / "chorus" / "annuaire" / "F14_extrait_test.xml"
    with pytest.raises(UserError) as refused:
        import_directory(workspace, [path])
    assert refused.value.code == "list-empty"
    columns = look_at(workspace, [path])
    assert [table.table for table in columns] == ["Etablissement", "CodeRoutage"]


def test_bare_sirets_of_the_corpus__lack_names(workspace: Workspace, corpus: Path) -> None:
    path = corpus / "chorus" / "annuaire" / "Is_Chorus_RAW_ID_Current.zip"
    with pytest.raises(UserError) as refused:
        import_directory(workspace, [path])
    assert refused.value.code in ("list-no-name", "list-no-siret")
