"""Import: drafts, never twice, never in silence, never half."""

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import Invoice, Payment
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.formats.spreadsheet.template import Row, write_workbook
from chorus_desk.storage import invoices, rows
from chorus_desk.storage.bodies import save_body
from chorus_desk.storage.events import load_events
from chorus_desk.storage.seller import save_seller
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, furnish, whole

D = Decimal
ROW: Row = {"number": "F1", "issue_date": date(2026, 11, 2), "buyer_siret": b.COMMUNE_SIRET,
            "delivery_date": date(2026, 11, 1), "commitment_number": "BC-1",
            "description": "Affiche", "quantity": D(2), "unit_price": D(150)}  # fmt: skip


OTHER_SIRET = "73282932000074"


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    save_seller(workspace.connection, b.seller(), workspace.clock.now())
    save_body(workspace.connection, b.commune())


def workbook(tmp_path: Path, *rows: Row, name: str = "a.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(write_workbook(rows or (ROW,), []))
    return path


def cii_file(tmp_path: Path, made: Invoice, name: str = "a.xml") -> Path:
    path = tmp_path / name
    path.write_bytes(cii.write(made, Circuit.HISTORICAL))
    return path


def outcomes(imported: Imported) -> list[str]:
    return [item.outcome for item in imported.invoices]


def count(workspace: Workspace, table: str) -> int:
    return int(workspace.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_workbook__becomes_a_draft_that_lacks_nothing(workspace: Workspace, tmp_path: Path) -> None:
    imported = import_files(workspace, [workbook(tmp_path)])
    [item] = imported.invoices
    assert (item.id, item.number, item.outcome, item.lines, item.findings) == (
        "draft:1", "F1", "draft", 1, (),
    )  # fmt: skip
    assert imported.changes == Changes.INVOICES | Changes.EVENTS
    assert document(workspace, "draft:1").invoice.number is None
    made = whole(workspace, "draft:1")
    assert made.number is None
    assert made.seller == b.seller().as_party()
    assert made.buyer.name == "Commune de Bourg-Fictif"
    assert made.billing_framework == "A1"
    assert made.due_date == date(2026, 12, 2)
    assert made.exemptions[0].reason == b.FRANCHISE_TEXT
    assert made.payment.iban == b.seller().iban
    [event] = load_events(workspace.connection, 1)
    assert (event.kind, event.by, event.note) == ("imported", "import", "a.xlsx")


def test_workbook__with_two_rates_and_a_discount_on_the_whole_can_be_issued(
    workspace: Workspace, tmp_path: Path
) -> None:
    save_seller(workspace.connection, b.vat_seller(), workspace.clock.now())
    rows: tuple[Row, ...] = (
        {**ROW, "vat_rate": D(20), "allowance": D(10), "charge": D("0.03")},
        {"description": "Pain", "quantity": D(1), "unit_price": D(100), "vat_rate": D("5.5")},
    )
    [item] = import_files(workspace, [workbook(tmp_path, *rows)]).invoices
    assert item.findings == ()
    [done] = issue(workspace, ["draft:1"])
    assert done.outcome == "issued"
    made = document(workspace, "draft:1").invoice
    parts = [(p.amount, p.vat_rate) for p in (*made.allowances, *made.charges)]
    assert parts == [
        (D("7.50"), D(20)),
        (D("2.50"), D("5.5")),
        (D("0.02"), D(20)),
        (D("0.01"), D("5.5")),
    ]


def test_draft__holds_what_stood_in_the_file_alone(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, [workbook(tmp_path)])
    assert document(workspace, "draft:1").invoice == Invoice(
        issue_date=date(2026, 11, 2), delivery_date=date(2026, 11, 1),
        buyer=Party(siret=b.COMMUNE_SIRET), commitment_number="BC-1",
        lines=(b.line(vat_category=None, vat_rate=None),),
    )  # fmt: skip
    [row] = rows.list_invoices(workspace.connection)
    assert (row.buyer_name, row.due_date) == (b.commune().name, date(2026, 12, 2))


def test_import__of_a_pdf_with_a_ubl(workspace: Workspace, tmp_path: Path) -> None:
    from tests.unit.formats.pdf_surgery import changed

    data = ubl.write(b.invoice(), Circuit.HISTORICAL)
    path = tmp_path / "f.pdf"
    path.write_bytes(changed(render_portal(b.invoice()), lambda w: w.add_attachment("f.xml", data)))
    [imported] = import_files(workspace, [path]).invoices
    assert (imported.outcome, imported.number) == ("draft", "2026-0001")
    assert "CD-PDF-UBL" in {finding.rule for finding in imported.findings}


@pytest.mark.parametrize("kind", ["cii", "facturx"])
def test_account__that_stood_in_the_file_stays(
    workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    writer = cii.write if kind == "cii" else facturx.write
    path = tmp_path / "f"
    made = b.invoice(number="X", payment=Payment(means="30", iban="DE89370400440532013000"))
    path.write_bytes(writer(made, Circuit.HISTORICAL))
    import_files(workspace, [path])
    [done] = issue(workspace, ["draft:1"])
    assert done.outcome == "issued"
    assert document(workspace, "draft:1").invoice.payment.iban == "DE89370400440532013000"


def test_number__of_a_workbook_is_not_judged(workspace: Workspace, tmp_path: Path) -> None:
    """It is replaced on issue; with ``--keep-number`` it is judged then."""
    odd = ("F 1 / été", "X" * 30, "20261120", "2026-0777")
    path = workbook(tmp_path, *({**ROW, "number": number, "description": number} for number in odd))
    imported = import_files(workspace, [path])
    assert [(item.number, item.findings) for item in imported.invoices] == [(n, ()) for n in odd]
    kept = issue(workspace, ["draft:1", "draft:2", "draft:3"], keep_number=True)
    assert {item.outcome for item in kept} == {"refused"}
    [done] = issue(workspace, ["draft:1"])
    assert (done.number, done.findings) == ("2026-0001", ())


@pytest.mark.parametrize(
    ("odd", "outcome"),
    [({"issue_date": "31/12/9999"}, "draft"), ({"due_date": "31/12/9999"}, "draft"),
     ({"quantity": D(10) ** 9, "unit_price": D(10) ** 9}, "draft"),
     ({"quantity": D(10) ** 13 - 1, "unit_price": D(10) ** 13 - 1, "vat_rate": D(10) ** 12}, "draft"),
     ({"quantity": "999999999999999", "unit_price": "999999999999999"}, "refused")],
)  # fmt: skip
def test_odd_row__leaves_the_others_alone(
    workspace: Workspace, tmp_path: Path, odd: Row, outcome: str
) -> None:
    rows = (ROW, {**ROW, "number": "F2", **odd}, {**ROW, "number": "F3"})
    for dry_run in (True, False):
        imported = import_files(workspace, [workbook(tmp_path, *rows)], dry_run=dry_run)
        assert outcomes(imported) == ["draft", outcome, "draft"]
        named = [f.rule for f in imported.invoices[1].findings if f.severity == "error"]
        assert named or imported.rows_skipped
    assert count(workspace, "invoices") == 2 + (outcome == "draft")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b">20261120<", b">99991231<"), (b">20261220<", b">99991231<"),
     (b"DuePayableAmount>300.00<", b"DuePayableAmount>99999999999999999999.00<")],
)  # fmt: skip
def test_odd_invoice__is_a_draft_with_an_error(
    workspace: Workspace, tmp_path: Path, old: bytes, new: bytes
) -> None:
    path = cii_file(tmp_path, b.invoice())
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    [imported] = import_files(workspace, [path]).invoices
    assert imported.outcome == "draft"
    assert "error" in [f.severity for f in imported.findings]


def test_file_name__that_is_no_text_is_kept_without_its_odd_bytes(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = workbook(tmp_path)
    other = path.with_name(os.fsdecode(b"caf\xe9.xlsx"))
    try:
        path.rename(other)
    except OSError:
        pytest.skip("this system takes no such name")
    assert outcomes(import_files(workspace, [other])) == ["draft"]
    [event] = load_events(workspace.connection, 1)
    assert event.note == "caf.xlsx"


def test_same_file__adds_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = workbook(tmp_path)
    import_files(workspace, [path])
    again = import_files(workspace, [path])
    assert outcomes(again) == ["duplicate"]
    assert again.invoices[0].id == "draft:1"
    assert again.import_id is None
    assert again.changes == Changes.NOTHING
    assert (
        count(workspace, "invoices"),
        count(workspace, "imports"),
        count(workspace, "events"),
    ) == (1, 1, 1)


def test_same_content__in_another_file_adds_nothing(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, [workbook(tmp_path)])
    other = workbook(tmp_path, ROW, {**ROW, "number": "F2"}, name="b.xlsx")
    assert outcomes(import_files(workspace, [other])) == ["duplicate", "draft"]


def test_same_content__twice_in_one_import_adds_one(workspace: Workspace, tmp_path: Path) -> None:
    made = b.invoice(number="X-1")
    files = [cii_file(tmp_path, made, "a.xml"), cii_file(tmp_path, made, "b.xml")]
    assert outcomes(import_files(workspace, files, dry_run=True)) == ["draft", "duplicate"]
    assert outcomes(import_files(workspace, files)) == ["draft", "duplicate"]


def test_same_content__is_known_after_the_seller_moved(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = workbook(tmp_path)
    import_files(workspace, [path])
    save_seller(workspace.connection, b.seller(street="ailleurs"), workspace.clock.now())
    assert outcomes(import_files(workspace, [path])) == ["duplicate"]


def test_same_file__is_known_whether_or_not_a_seller_was_set(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.connection.execute("DELETE FROM seller")
    files = [workbook(tmp_path), cii_file(tmp_path, b.invoice(number="X-1"))]
    assert outcomes(import_files(workspace, files)) == ["draft", "draft"]
    save_seller(workspace.connection, b.seller(), workspace.clock.now())
    assert outcomes(import_files(workspace, files)) == ["duplicate", "duplicate"]
    assert [r.outcome for r in issue(workspace, ["draft:1", "draft:2"])] == ["issued", "issued"]
    assert document(workspace, "draft:1").invoice.seller == b.seller().as_party()


def test_same_file__that_another_business_issued_is_new_to_this_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = workbook(tmp_path)
    import_files(workspace, [path])
    issue(workspace, ["draft:1"])
    furnish(workspace, seller=b.seller(siret=OTHER_SIRET))
    assert outcomes(import_files(workspace, [path])) == ["draft"]
    assert outcomes(import_files(workspace, [path])) == ["duplicate"]


def test_other_content__under_a_known_number_is_a_draft_with_a_warning(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_files(workspace, [workbook(tmp_path)])
    changed = workbook(tmp_path, {**ROW, "unit_price": D(151)})
    [item] = import_files(workspace, [changed]).invoices
    assert item.outcome == "draft"
    assert "CD-IMPORTED-BEFORE" in [f.rule for f in item.findings]


def test_dry_run__foresees_what_several_files_say_of_one_number(
    workspace: Workspace, tmp_path: Path
) -> None:
    save_body(workspace.connection, b.commune())
    head = "N° facture;Date;SIRET;{}Désignation;Qté;PU HT\n"
    row = "F1;03/11/2026;21990001600011;{}Pose;1;{}\n"
    files = {
        "a.csv": head.format("Client;") + row.format("Commune de Bourg-Fictif;", 50),
        "b.csv": head.format("") + row.format("", 50),  # its customer's name is known
        "c.csv": head.format("") + row.format("", 70),
    }
    paths = [tmp_path / name for name in files]
    for path in paths:
        path.write_text(files[path.name], encoding="utf-8")

    def said(*, dry_run: bool) -> list[tuple[str, list[str]]]:
        done = import_files(workspace, paths, dry_run=dry_run)
        named = [[str(f.params["id"]) for f in item.findings if f.rule == "CD-IMPORTED-BEFORE"]
                 for item in done.invoices]  # fmt: skip
        return [(item.outcome, ids) for item, ids in zip(done.invoices, named, strict=True)]

    foreseen = said(dry_run=True)
    assert foreseen == [("draft", []), ("duplicate", []), ("draft", ["a.csv"])]
    assert said(dry_run=False) == [*foreseen[:2], ("draft", ["draft:1"])]


def test_dry_run__says_the_same_and_keeps_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = workbook(tmp_path, ROW, {**ROW, "number": "F2", "quantity": "x"})
    trial = import_files(workspace, [path], dry_run=True)
    assert outcomes(trial) == ["draft", "refused"]
    assert trial.import_id is None
    assert all(count(workspace, table) == 0 for table in ("invoices", "imports", "events", "lines"))
    real = import_files(workspace, [path])
    assert outcomes(real) == outcomes(trial)
    assert [i.findings for i in real.invoices] == [i.findings for i in trial.invoices]
    assert real.rows_skipped == trial.rows_skipped


def test_bad_row__refuses_its_invoice_and_spares_the_others(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = workbook(tmp_path, {**ROW, "number": "F0", "issue_date": "hier"}, ROW)
    imported = import_files(workspace, [path])
    assert outcomes(imported) == ["refused", "draft"]
    assert imported.invoices[0].id is None
    assert [(row.row, row.reason) for row in imported.rows_skipped] == [(2, "date")]


@pytest.mark.parametrize("kind", ["cii", "facturx"])
def test_e_invoice__becomes_a_draft(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    made = b.invoice(number="MINE-7")
    path = tmp_path / "x.bin"  # the name says nothing
    writer = cii.write if kind == "cii" else facturx.write
    path.write_bytes(writer(made, Circuit.HISTORICAL))
    [item] = import_files(workspace, [path]).invoices
    assert (item.outcome, item.number, item.findings) == ("draft", "MINE-7", ())
    stored = invoices.load_invoice(workspace.connection, 1)
    assert stored is not None
    assert stored.draft.imported_number == "MINE-7"
    assert stored.invoice.stated is not None


def test_stated_figures__stay_as_they_came_and_differences_are_named(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = cii.write(b.invoice(), Circuit.HISTORICAL).replace(
        b"<ram:GrandTotalAmount>300.00<", b"<ram:GrandTotalAmount>301.00<"
    )
    path = tmp_path / "a.xml"
    path.write_bytes(text)
    [item] = import_files(workspace, [path]).invoices
    rules = {f.rule: f for f in item.findings}
    assert rules["BR-CO-15"].params["difference"] == D("1.00")
    stored = invoices.load_invoice(workspace.connection, 1)
    assert stored is not None
    assert stored.invoice.stated is not None
    assert stored.invoice.stated.gross == D("301.00")


def test_foreign_seller__is_a_draft_all_the_same_and_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    stranger = replace(b.seller().as_party(), siret="26990001500018", tax_id="269900015")
    [item] = import_files(workspace, [cii_file(tmp_path, b.invoice(seller=stranger))]).invoices
    assert item.outcome == "draft"
    assert "CD-SELLER-NOT-MINE" in [f.rule for f in item.findings]


def test_unreadable_file__is_named_and_the_others_are_drafts(
    workspace: Workspace, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(b"<a>")
    missing = tmp_path / "missing.xml"
    imported = import_files(workspace, [broken, workbook(tmp_path), missing])
    assert outcomes(imported) == ["draft"]
    assert [(Path(p).name, e.code) for p, e in imported.failures] == [
        ("broken.xml", "xml-unreadable"), ("missing.xml", "file-missing"),
    ]  # fmt: skip


def test_no_seller__still_imports(workspace: Workspace, tmp_path: Path) -> None:
    workspace.connection.execute("DELETE FROM seller")
    [item] = import_files(workspace, [workbook(tmp_path)]).invoices
    assert item.outcome == "draft"
    assert "BR-06" in [f.rule for f in item.findings]
    assert "CD-SELLER-NOT-MINE" not in [f.rule for f in item.findings]


def test_crash__in_the_middle_keeps_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def failing(done: int, _total: int) -> None:
        calls.append(done)
        if done == 2:
            raise KeyboardInterrupt

    path = workbook(tmp_path, ROW, {**ROW, "number": "F2"}, {**ROW, "number": "F3"})
    with pytest.raises(KeyboardInterrupt):
        import_files(workspace, [path], progress=failing)
    assert calls == [1, 2]
    assert all(count(workspace, table) == 0 for table in ("invoices", "imports", "events", "lines"))


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file-empty"), (b"bonjour", "unknown-format"), (b"PK\x03\x04zz", "workbook-unreadable")],
)
def test_other_files__get_one_sentence(
    workspace: Workspace, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "f"
    path.write_bytes(content)
    [(_, error)] = import_files(workspace, [path]).failures
    assert isinstance(error, UserError)
    assert error.code == code


def test_vat_seller__leaves_an_untaxed_line_to_the_user(
    workspace: Workspace, tmp_path: Path
) -> None:
    save_seller(workspace.connection, b.vat_seller(), workspace.clock.now())
    [item] = import_files(workspace, [workbook(tmp_path)]).invoices
    assert "BR-CO-04" in [f.rule for f in item.findings]


def test_exempt_seller__gets_its_own_reason(workspace: Workspace, tmp_path: Path) -> None:
    exempt = b.seller(vat_regime="exempt", vat_exemption="VATEX-FR-CGI261-4#enseignement")
    save_seller(workspace.connection, exempt, workspace.clock.now())
    import_files(workspace, [workbook(tmp_path)])
    [exemption] = whole(workspace, "draft:1").exemptions
    assert exemption.code == "VATEX-FR-CGI261-4"
    assert "261-4-4°" in (exemption.reason or "")


def test_paid_invoice__is_paid_in_full(workspace: Workspace, tmp_path: Path) -> None:
    [item] = import_files(workspace, [workbook(tmp_path, {**ROW, "framework": "A2"})]).invoices
    assert item.findings == ()
    made = whole(workspace, "draft:1")
    assert (made.prepaid, made.due_date) == (D("300.00"), None)


def test_old_generation__becomes_a_draft_and_each_loss_is_named(
    workspace: Workspace, tmp_path: Path
) -> None:
    from tests.unit.formats.test_zugferd1 import old

    path = tmp_path / "ancien.xml"
    path.write_bytes(old(test="true"))
    [item] = import_files(workspace, [path]).invoices
    assert (item.outcome, item.number, item.lines, item.gross) == ("draft", "F-1", 1, D("138.00"))
    lost = {f.params["term"] for f in item.findings if f.rule == "CD-NOT-KEPT"}
    assert lost == {"TestIndicator", "ExchangedDocument/Name", "EXT-FR-FE-197"}
    assert "CD-GENERATION-READ" in {finding.rule for finding in item.findings}
    assert "CD-GENERATION-OLD" not in {finding.rule for finding in item.findings}


def test_plain_pdf__becomes_a_draft_with_its_page(workspace: Workspace, tmp_path: Path) -> None:
    from chorus_desk.formats.pdf.portal_page import render_portal

    path = tmp_path / "page.pdf"
    path.write_bytes(render_portal(b.invoice()))
    [item] = import_files(workspace, [path]).invoices
    assert (item.outcome, item.number, item.own_page) == ("draft", b.invoice().number, True)


@pytest.mark.corpus
def test_corpus__old_generation_becomes_drafts(workspace: Workspace, corpus: Path) -> None:
    files = sorted([*corpus.glob("zugferd1/*.xml"), *corpus.glob("zugferd1-pdf/*.pdf")])
    imported = import_files(workspace, files)
    assert imported.failures == ()
    assert set(outcomes(imported)) <= {"draft", "duplicate"}
    assert len(imported.invoices) == len(files) >= 14
