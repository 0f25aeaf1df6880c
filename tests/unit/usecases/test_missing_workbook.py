"""The workbook of what is lacking: written, filled in, taken up again."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.inquiry import Datum
from chorus_desk.domain.party import Party, Requirement
from chorus_desk.formats.spreadsheet.missing import SHEET, headings, missing_columns
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.answers import undo_answers
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.usecases.missing_data import missing_data
from chorus_desk.usecases.missing_workbook import MissingImported, export_missing, import_missing
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.template import write_template
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, draft, furnish
from tests.unit.formats.test_workbook_safety import sheet as hostile
from tests.unit.usecases.test_answers import contents, dump
from tests.unit.usecases.test_missing_data import ADDRESS, NAMELESS, SHIPPED

KEYS = [column.key for column in missing_columns()]


@pytest.fixture
def lacking(workspace: Workspace) -> Workspace:
    """Three drafts: two to a body without SIRET, one to a commune that asks nobody knows what."""
    furnish(workspace)
    draft(
        workspace,
        "D-1",
        buyer=NAMELESS,
        commitment_number=None,
        lines=(b.line(unit_price=Decimal(900)),),
    )
    draft(
        workspace,
        "D-2",
        buyer=NAMELESS,
        commitment_number=None,
        lines=(b.line(unit_price=Decimal(500)),),
    )
    draft(workspace, "D-3", buyer=Party(siret=SHIPPED), commitment_number=None)
    with writing(workspace.connection):
        relist_drafts(workspace)
    return workspace


def filled(path: Path, cells: dict[tuple[int, str], Any]) -> Path:
    """Fill in cells, by row and key, as a person does."""
    workbook = openpyxl.load_workbook(path)
    for (row, key), value in cells.items():
        workbook[SHEET].cell(row, KEYS.index(key) + 1).value = value
    workbook.save(path)
    return path


@pytest.fixture
def path(lacking: Workspace, tmp_path: Path) -> Path:
    return export_missing(lacking, tmp_path / "manque.xlsx")


def told(done: MissingImported) -> list[tuple[int, str, str]]:
    return [(cell.row, cell.column, cell.error.code) for cell in done.bad]


def test_export__has_a_row_for_each_body_and_draft(path: Path) -> None:
    rows = list(openpyxl.load_workbook(path)[SHEET].iter_rows(values_only=True))
    assert rows[0] == tuple(headings().values())
    records = [dict(zip(KEYS, row, strict=True)) for row in rows[1:]]
    assert [(r["draft"], r["body"], r["known_siret"], r["number"]) for r in records] == [
        ("draft:1", NAMELESS.name, None, "D-1"), ("draft:2", NAMELESS.name, None, "D-2"),
        ("draft:3", "Commune de Rennes", SHIPPED, "D-3"),
    ]  # fmt: skip
    assert records[0]["lacks"] == "SIRET à facturer, numéro de commande ou de marché"
    assert (
        records[2]["lacks"] == "ce qu'il demande sur ses factures, numéro de commande ou de marché"
    )
    assert (records[0]["amount"], records[0]["currency"]) == (1800, "EUR")
    assert not any(r[c.key] for r in records for c in missing_columns() if c.filled)


def test_export__offers_what_a_body_may_ask_for_as_a_list(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)[SHEET]
    [choice] = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert (
        choice.formula1
        == "\"Ni l'un ni l'autre,Code service,Numéro d'engagement,L'un ou l'autre,Les deux\""
    )
    assert str(choice.sqref).startswith("O2:O")
    assert (sheet.freeze_panes, sheet.cell(1, 15).value) == ("C2", "Ce qu'il demande")


def test_export__is_the_same_for_the_same_drafts(
    lacking: Workspace, path: Path, tmp_path: Path
) -> None:
    again = export_missing(lacking, tmp_path / "encore.xlsx")
    assert again.read_bytes() == path.read_bytes()


def test_export__writes_texts_that_look_like_formulas_as_texts(
    workspace: Workspace, tmp_path: Path
) -> None:
    furnish(workspace)
    name = '=HYPERLINK("http://x.invalid")'
    draft(
        workspace,
        "+1",
        buyer=Party(name=name, address=ADDRESS),
        lines=(b.line(description="@SUM(A1)"),),
    )
    path = export_missing(workspace, tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(path)[SHEET]
    for key, text in (("body", name), ("number", "+1"), ("what", "@SUM(A1)")):
        cell = sheet.cell(2, KEYS.index(key) + 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    done = import_missing(workspace, filled(path, {(2, "siret"): b.COMMUNE_SIRET}))
    assert (told(done), len(done.taken)) == ([], 1)
    assert document(workspace, "draft:1").invoice.buyer.siret == b.COMMUNE_SIRET


def test_unchanged_workbook__changes_nothing(lacking: Workspace, path: Path) -> None:
    before = list(lacking.connection.iterdump())
    done = import_missing(lacking, path)
    assert (done.rows_read, done.taken, done.bad, done.changes) == (3, (), (), Changes.NOTHING)
    assert list(lacking.connection.iterdump()) == before


CELLS = {
    (2, "siret"): "269 900 015 00018", (2, "requires"): "les deux", (2, "street"): "25 avenue du Remède",
    (2, "service_code"): "ACHATS", (2, "commitment_number"): "EJ-1",
    (3, "siret"): 26990001500018, (3, "service_code"): 61, (3, "commitment_number"): "EJ-2",
    (4, "requires"): "Ni l'un ni l'autre", (4, "contract_number"): "M-4",
}  # fmt: skip


def test_filled_cells__are_all_written(lacking: Workspace, path: Path) -> None:
    done = import_missing(lacking, filled(path, CELLS))
    assert (told(done), [(row.row, row.draft) for row in done.taken]) == (
        [], [(2, "draft:1"), (3, "draft:2"), (4, "draft:3")],
    )  # fmt: skip
    assert done.changes == Changes.BODIES | Changes.INVOICES
    kept = [document(lacking, f"draft:{n}").invoice for n in (1, 2, 3)]
    assert [(i.buyer.siret, i.buyer.service_code, i.commitment_number, i.contract_number) for i in kept] == [
        (b.HOSPITAL_SIRET, "ACHATS", "EJ-1", None), (b.HOSPITAL_SIRET, "61", "EJ-2", None),
        (SHIPPED, None, None, "M-4"),
    ]  # fmt: skip
    body, commune = known_body(lacking, b.HOSPITAL_SIRET), known_body(lacking, SHIPPED)
    assert body is not None
    assert commune is not None
    assert (body.name, body.requires, body.street) == (
        NAMELESS.name,
        Requirement.BOTH,
        "25 avenue du Remède",
    )
    assert [service.code for service in body.services] == ["61", "ACHATS"]
    assert commune.requires is Requirement.NONE
    assert missing_data(lacking) == ()


def test_same_workbook_again__changes_nothing(lacking: Workspace, path: Path) -> None:
    import_missing(lacking, filled(path, CELLS))
    before = list(lacking.connection.iterdump())
    again = import_missing(lacking, path)
    assert (again.taken, again.bad, again.changes) == ((), (), Changes.NOTHING)
    assert list(lacking.connection.iterdump()) == before


def test_dry_run__says_the_same_and_keeps_nothing(lacking: Workspace, path: Path) -> None:
    filled(path, CELLS | {(4, "siret"): "12"})
    before = list(lacking.connection.iterdump())
    tried = import_missing(lacking, path, dry_run=True)
    assert list(lacking.connection.iterdump()) == before
    done = import_missing(lacking, path)
    assert (tried.taken, told(tried), tried.rows_read) == (done.taken, told(done), done.rows_read)
    assert (tried.changes, told(done)) == (Changes.NOTHING, [(4, "SIRET à facturer", "bad-value")])


def test_import__is_taken_back_whole(lacking: Workspace, path: Path) -> None:
    before, kept = dump(lacking), contents(lacking)
    done = import_missing(lacking, filled(path, CELLS))
    assert undo_answers(lacking, done.applied) == done.changes
    assert (dump(lacking), contents(lacking)) == (before, kept)


@pytest.mark.parametrize(
    ("cells", "bad"),
    [
        ({(2, "siret"): "123"}, (2, "siret", "bad-value")),
        ({(4, "siret"): "x" * 14}, (4, "siret", "bad-value")),
        ({(4, "requires"): "tout"}, (4, "requires", "bad-choice")),
        ({(4, "commitment_number"): "x" * 51}, (4, "commitment_number", "bad-value")),
        ({(4, "commitment_number"): date(2026, 11, 12)}, (4, "commitment_number", "cell-unreadable")),
        ({(4, "service_code"): True}, (4, "service_code", "cell-unreadable")),
        ({(4, "service_code"): "x" * 101}, (4, "service_code", "bad-value")),
        ({(2, "requires"): "Les deux"}, (2, "requires", "answer-without-siret")),
        ({(2, "siret"): b.COMMUNE_SIRET, (3, "siret"): b.COMMUNE_SIRET, (2, "city"): "A", (3, "city"): "B"},
         (3, "city", "rows-disagree")),
        ({(2, "draft"): "draft:99", (2, "commitment_number"): "E"}, (2, "", "unknown-id")),
        ({(2, "draft"): "draft:3", (2, "commitment_number"): "E"}, (2, "", "answer-draft-moved")),
        ({(3, "draft"): "draft:1", (3, "contract_number"): "A", (2, "contract_number"): "B"},
         (3, "contract_number", "rows-disagree")),
        ({(4, "draft"): None, (4, "commitment_number"): "E"}, (4, "commitment_number", "answer-without-draft")),
        ({(4, "draft"): None, (4, "siret"): b.COMMUNE_SIRET}, (4, "siret", "answer-without-draft")),
        ({(5, "body"): "Nouvelle", (5, "requires"): "Les deux"}, (5, "requires", "answer-without-siret")),
        ({(5, "siret"): b.HOSPITAL_SIRET, (5, "requires"): "Les deux"}, (5, "", "missing-key")),
    ],
)  # fmt: skip
def test_cell_that_cannot_be_taken__is_named_and_the_rest_is_taken(
    lacking: Workspace, path: Path, cells: dict[tuple[int, str], Any], bad: tuple[int, str, str]
) -> None:
    rest = {(4, "city"): "Rennes-Centre"} if bad[0] != 4 else {(4, "street"): "Hôtel de ville"}
    done = import_missing(lacking, filled(path, cells | rest))
    row, key, code = bad
    assert told(done) == [(row, headings()[key] if key else "", code)]
    assert 4 in {row.row for row in done.taken}
    body = known_body(lacking, SHIPPED)
    assert body is not None
    assert "Rennes-Centre" in (body.city or "") or body.street == "Hôtel de ville"


def test_row_added_by_hand__makes_a_body(lacking: Workspace, path: Path) -> None:
    cells = {
        (5, "siret"): b.HOSPITAL_SIRET,
        (5, "name"): "Hôpital",
        (5, "requires"): "Code service",
    }
    done = import_missing(lacking, filled(path, cells))
    assert (told(done), [row.row for row in done.taken]) == ([], [5])
    body = known_body(lacking, b.HOSPITAL_SIRET)
    assert (body and body.name, body and body.requires) == ("Hôpital", Requirement.SERVICE)


def test_invoice_issued_meanwhile__keeps_what_it_has(lacking: Workspace, path: Path) -> None:
    [result] = issue(lacking, ["draft:3"])
    assert result.outcome == "issued", result
    cells = {(4, "commitment_number"): "EJ", (4, "requires"): "Les deux", (4, "service_code"): "S"}
    done = import_missing(lacking, filled(path, cells))
    assert told(done) == [
        (4, "Code service", "already-issued"), (4, "N° d'engagement", "already-issued"),
    ]  # fmt: skip
    body = known_body(lacking, SHIPPED)
    assert (body and body.requires, body and body.services) == (Requirement.BOTH, ())


def test_body_without_draft__has_a_row_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    furnish(workspace, body=b.commune(requires=None))
    path = export_missing(workspace, tmp_path / "m.xlsx")
    done = import_missing(
        workspace, filled(path, {(2, "requires"): "Les deux", (2, "service_code"): "S"})
    )
    assert (told(done), done.rows_read) == ([], 1)
    body = known_body(workspace, b.COMMUNE_SIRET)
    assert body is not None
    assert (body.requires, [service.code for service in body.services]) == (Requirement.BOTH, ["S"])


def test_columns__may_be_moved_and_left_out(lacking: Workspace, path: Path) -> None:
    filled(path, {(4, "requires"): "Les deux"})
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[SHEET]
    sheet.insert_rows(1, 3)
    sheet.delete_cols(KEYS.index("what") + 1)
    sheet.insert_cols(1)
    workbook.save(path)
    done = import_missing(lacking, path)
    assert (told(done), [row.row for row in done.taken]) == ([], [7])


def test_row_with_a_date_beyond_the_calendar__is_named(lacking: Workspace, path: Path) -> None:
    filled(path, {(4, "what"): 987654321, (2, "contract_number"): "M"})
    workbook = openpyxl.load_workbook(path)
    workbook[SHEET].cell(4, KEYS.index("what") + 1).number_format = "[h]:mm"
    workbook.save(path)
    raw = BytesIO(path.read_bytes())
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"987654321", b"99999999999"))
    done = import_missing(lacking, path)
    assert told(done) == [(4, "", "row-unreadable")]
    assert [row.row for row in done.taken] == [2]
    assert done.rows_read == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"), (b"PK\x03\x04 rubbish", "workbook-unreadable"),
        (b"%PDF-1.7", "workbook-unreadable"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook-old"),
        (hostile(b'<row><c r="XFD1048576"/></row>'), "workbook-too-large"),
    ],
)  # fmt: skip
def test_hostile_file__is_refused_and_changes_nothing(
    lacking: Workspace, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "faux.xlsx"
    path.write_bytes(content)
    before = list(lacking.connection.iterdump())
    with pytest.raises(UserError) as caught:
        import_missing(lacking, path)
    assert (caught.value.code, list(lacking.connection.iterdump())) == (code, before)


def test_another_workbook__is_told_apart(lacking: Workspace, tmp_path: Path) -> None:
    path = write_template(tmp_path / "modele.xlsx", date(2026, 11, 24))
    with pytest.raises(UserError) as caught:
        import_missing(lacking, path)
    assert caught.value.code == "workbook-not-missing"


def test_progress__is_told(lacking: Workspace, path: Path) -> None:
    steps: list[tuple[int, int]] = []
    import_missing(lacking, path, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert {datum for item in missing_data(lacking) for datum in item.lacks} >= {Datum.SIRET}
