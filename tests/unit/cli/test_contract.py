"""The JSON contract: envelope and keys of every command. Keys may be added, never renamed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.cli.registry import all_commands
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii
from chorus_desk.formats.spreadsheet.template import Row, write_workbook
from chorus_desk.presenters.records import findings_of
from tests import builders as b
from tests import made_lists
from tests.unit.cli.conftest import Run

ENVELOPE = {"ok", "command", "data", "findings", "error"}
FINDING = {"rule", "severity", "source", "field", "path", "message", "fix"}
KEYS: Mapping[str, set[str]] = {
    "check": {"targets"},
    "check.targets": {"target", "format", "profile", "circuit", "valid", "acceptable", "found",
                      "findings"},
    "import": {"import_id", "invoices", "rows_read", "rows_skipped", "kind", "records"},
    "import.invoices": {"id", "number", "outcome", "lines", "findings"},
    "import.rows_skipped": {"row", "sheet", "reason"},
    "prices list": {"items"},
    "list": {"invoices"},
    "list.invoices": {"id", "number", "status", "kind", "issue_date", "due_date", "legal_due_date",
                      "buyer", "gross", "due", "days_without_news", "past"},
    "issue": {"invoices"},
    "issue.invoices": {"id", "number", "outcome", "findings"},
    "bundle": {"folder", "zip", "route", "files"},
    "history": {"events"},
    "history.events": {"at", "kind", "by", "note", "file", "sha256"},
    "body search": {"bodies"},
    "body search.bodies": {"siret", "name", "kind", "town", "postcode", "department", "active",
                           "requires", "works_only", "payment_days", "source", "as_of", "mine",
                           "used", "service"},
    "body show": {"siret", "name", "kind", "town", "postcode", "department", "active", "requires",
                  "works_only", "payment_days", "source", "as_of", "services"},
    "body show.services": {"code", "name", "active", "requires_commitment"},
    "body import": {"bodies", "services", "as_of", "bodies_before", "services_before",
                    "few", "remarks", "rows_skipped",
                    "rows", "tables"},
    "body import.remarks": {"mended", "key", "unclear", "number-code", "orphans"},
    "body import.rows": {"sheet", "row", "taken", "code", "reason"},
    "body import.tables": {"table", "gives", "columns"},
    "show": {"id", "number", "status", "circuit", "kind", "issue_date", "due_date",
             "billing_framework", "currency", "past", "seller", "buyer", "validator", "payee",
             "commitment_number", "contract_number", "preceding_invoice", "delivery_date",
             "period_start", "period_end", "delivery", "lines", "allowances", "charges", "vat",
             "totals", "payment", "notes", "attachments"},
    "show.seller": {"name", "siret", "vat_number"},
    "show.buyer": {"name", "siret", "service_code"},
    "show.lines": {"description", "quantity", "unit", "unit_price", "base_quantity", "discount",
                   "vat_category", "vat_rate", "net_amount"},
    "show.vat": {"category", "rate", "base", "amount", "exemption_reason", "exemption_code"},
    "show.totals": {"net", "vat", "gross", "prepaid", "due"},
    "show.payment": {"means", "iban", "bic"},
}  # fmt: skip


@pytest.fixture
def day() -> date:
    return datetime.now(UTC).astimezone().date()


@pytest.fixture
def toml(seller_toml: Path, body_toml: Path) -> tuple[Path, Path]:
    return seller_toml, body_toml


@pytest.fixture
def workbook(tmp_path: Path, day: date) -> Path:
    row: Row = {"number": "F1", "issue_date": day, "delivery_date": day, "buyer_siret": b.COMMUNE_SIRET,
           "commitment_number": "BC-1", "description": "Affiche", "quantity": Decimal(2),
           "unit_price": Decimal(150)}  # fmt: skip
    bad: Row = {**row, "number": "F2", "issue_date": "hier"}
    path = tmp_path / "f.xlsx"
    path.write_bytes(write_workbook([row, bad], []))
    return path


def directory(tmp_path: Path) -> Path:
    bodies = made_lists.made(5, 9)
    return made_lists.nested_xml(tmp_path / "liste.xml", [*bodies, made_lists.Made("12", "?")])


def keys(run: Run, name: str, *words: str | Path, code: int = 0) -> dict[str, object]:
    """Run a command, check envelope, keys and findings, and return its data."""
    ran = run(*words, json=True)
    answer = ran.answer
    assert ran.code == code
    assert set(answer) == ENVELOPE
    assert answer["command"] == name.split(maxsplit=1)[0]
    assert answer["ok"] is (code == 0)
    assert answer["error"] is None
    data = answer["data"]
    for place, wanted in KEYS.items():
        head, _, part = place.partition(".")
        if head != name:
            continue
        found = data[part] if part else data
        for record in found if isinstance(found, list) else [found]:
            assert wanted <= set(record), place
        assert found, place
    for finding in answer["findings"]:
        assert set(finding) >= FINDING
        assert finding["message"]
    return data  # type: ignore[no-any-return]


def test_every_command__answers_by_the_contract(
    run: Run, tmp_path: Path, toml: tuple[Path, Path], workbook: Path, day: date
) -> None:
    seller_toml, body_toml = toml
    keys(run, "seller set", "seller", "set", seller_toml)
    assert keys(run, "seller show", "seller", "show")["seller"]["siret"] == b.SELLER_SIRET  # type: ignore[index]
    keys(run, "body add", "body", "add", body_toml)
    body = keys(run, "body show", "body", "show", b.COMMUNE_SIRET)
    assert body["requires"] == "none"
    met = keys(run, "body search", "body", "search", "bourg", "fictif")["bodies"][0]  # type: ignore[index]
    assert (met["siret"], met["mine"], met["used"]) == (b.COMMUNE_SIRET, True, False)
    listed = keys(run, "body import", "body", "import", directory(tmp_path))
    assert (listed["bodies"], listed["services"], listed["rows_skipped"]) == (5, 9, 1)
    assert keys(run, "template", "template", "-o", tmp_path / "t.xlsx")["file"]
    dry = keys(run, "import", "import", "--dry-run", workbook, code=1)
    assert (dry["import_id"], dry["dry_run"]) == (None, True)
    imported = keys(run, "import", "import", workbook, code=1)
    assert (imported["import_id"], imported["rows_read"]) == (1, 2)
    assert keys(run, "prices list", "prices", "list")["items"] == []
    shown = keys(run, "show", "show", "draft:1")
    assert (shown["number"], shown["past"], shown["totals"]["gross"]) == ("F1", False, "300.00")  # type: ignore[index]
    checked = keys(run, "check", "check", "draft:1")
    assert checked["targets"][0]["acceptable"] is True  # type: ignore[index]
    issued = keys(run, "issue", "issue", "draft:1")
    number = f"{day.year}-0001"
    assert issued["invoices"][0]["number"] == number  # type: ignore[index]
    assert keys(run, "export", "export", number, "--as", "pdf", "-o", tmp_path / "a.pdf")["file"]
    both = keys(run, "export", "export", number, "draft:1", "--as", "ods", "-o", tmp_path / "a.ods")
    assert [item["id"] for item in both["documents"]] == ["draft:1"]  # type: ignore[attr-defined]
    made = keys(run, "bundle", "bundle", number, "--route", "portal-pdf", "-o", tmp_path / "out")
    assert Path(str(made["folder"])).is_dir()
    told = keys(run, "status", "status", number, "deposited", "--date", day.isoformat())
    assert told["status"] == "deposited"
    listed = keys(run, "list", "list")
    due = (day + timedelta(days=32)).isoformat()
    row = listed["invoices"][0]  # type: ignore[index]
    assert (row["legal_due_date"], row["days_without_news"], row["past"]) == (due, 0, False)
    history = keys(run, "history", "history", number)
    kinds = [event["kind"] for event in history["events"]]  # type: ignore[attr-defined]
    assert kinds == ["imported", "issued", "bundled", "deposited"]
    keys(run, "demo", "demo", "-o", tmp_path / "demo", "--data", tmp_path / "autre")


def test_contract__names_every_command() -> None:
    tested = {"seller", "body", "template", "import", "show", "check", "issue", "export", "bundle",
              "status", "list", "history", "demo", "prices"}  # fmt: skip
    assert {command.name for command in all_commands()} == tested


def test_error__has_code_and_message_and_no_data(run: Run) -> None:
    ran = run("show", "draft:9", json=True)
    assert ran.code == 2
    assert ran.answer == {
        "ok": False, "command": "show", "data": None, "findings": [],
        "error": {"code": "unknown-id", "message": "Aucun document ne s'appelle « draft:9 »."},
    }  # fmt: skip


def test_nothing_asked_for__is_json_too(run: Run) -> None:
    ran = run(json=True)
    assert ran.code == 2
    assert (ran.answer["command"], ran.answer["error"]["code"]) == (None, "no-command")


def test_usage_error__is_json_too(run: Run) -> None:
    ran = run("bundle", "x", json=True)
    assert ran.code == 2
    assert ran.answer["error"]["code"] == "usage"


def test_amounts__are_decimal_text_and_dates_iso(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(cii.write(b.vat_invoice(), Circuit.HISTORICAL))
    run("import", tmp_path / "f.xml")
    shown = run("show", "draft:1", json=True).data
    assert shown["issue_date"] == "2026-11-20"
    assert shown["lines"][0] | {} == shown["lines"][0]
    assert (shown["lines"][0]["quantity"], shown["lines"][0]["unit_price"]) == ("2", "150")
    assert shown["totals"]["gross"] == "360.00"
    assert shown["validator"] is None


def test_several_targets__each_have_their_entry(run: Run, tmp_path: Path) -> None:
    good = tmp_path / "bon.xml"
    good.write_bytes(cii.write(b.invoice(), Circuit.HISTORICAL))
    ran = run("check", good, tmp_path / "absent.xml", json=True)
    assert ran.code == 2
    first, second = ran.data["targets"]
    assert (first["valid"], first["error"]) == (True, None)
    assert (second["valid"], second["error"]["code"]) == (False, "file-missing")
    assert ran.answer["findings"] == findings_of([first, second])
