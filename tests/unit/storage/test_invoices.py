"""Invoices in the database come back as they went in."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from chorus_desk.domain.invoice import Attachment, Invoice, Line, Payment
from chorus_desk.domain.party import Party, Seller
from chorus_desk.storage import bodies, invoices, lookups, rows, series
from chorus_desk.storage.codec import decode, encode
from chorus_desk.storage.connection import writing
from chorus_desk.storage.invoices import Issue
from chorus_desk.storage.seller import load_seller, save_seller
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.unit.formats.test_cii import invoices as any_invoice

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@given(any_invoice())
def test_codec__goes_there_and_back(made: Invoice) -> None:
    assert decode(encode(made), Invoice) == made


def test_codec__is_exact_and_stable() -> None:
    made = replace(b.full_invoice(), attachments=())
    assert decode(encode(made), Invoice) == made
    assert encode(made) == encode(decode(encode(made), Invoice))
    assert '"100.123456"' in encode(made)  # decimals are text


def test_add_draft__comes_back_whole(workspace: Workspace) -> None:
    connection = workspace.connection
    with writing(connection):
        draft_id = invoices.add_draft(connection, b.full_invoice(), imported_number="X-1")
    stored = invoices.load_invoice(connection, draft_id)
    assert stored is not None
    assert stored.invoice == b.full_invoice()
    assert stored.draft.imported_number == "X-1"
    assert not stored.issued


def test_add_draft__keeps_the_same_attachment_once(workspace: Workspace) -> None:
    connection = workspace.connection
    made = b.invoice(attachments=(Attachment(file_name="a.pdf", content=b"same"),
                                  Attachment(file_name="b.pdf", content=b"same"),
                                  Attachment(reference="C", location="http://x")))  # fmt: skip
    with writing(connection):
        draft_id = invoices.add_draft(connection, made)
    assert connection.execute("SELECT count(*) FROM files").fetchone()[0] == 1
    assert invoices.load_invoice(connection, draft_id).invoice == made  # type: ignore[union-attr]


def test_replace_draft__refuses_an_older_revision(workspace: Workspace) -> None:
    connection = workspace.connection
    with writing(connection):
        draft_id = invoices.add_draft(connection, b.invoice())
    stored = invoices.load_invoice(connection, draft_id)
    assert stored is not None
    edited = replace(
        stored.draft, invoice=replace(stored.invoice, lines=(Line(description="neuve"),))
    )
    with writing(connection):
        assert invoices.replace_draft(connection, edited)
        assert not invoices.replace_draft(connection, edited)
    again = invoices.load_invoice(connection, draft_id)
    assert again is not None
    assert [line.description for line in again.invoice.lines] == ["neuve"]
    assert again.draft.revision == 2


def issue(
    workspace: Workspace,
    number: str,
    count: int,
    day: date,
    seller: Seller | None = None,
    **changes: object,
) -> int:
    connection, party = workspace.connection, (seller or b.seller()).as_party()
    with writing(connection):
        made = b.invoice(issue_date=day, number=None, seller=party, **changes)
        draft_id = invoices.add_draft(connection, made)
        stored = invoices.load_invoice(connection, draft_id)
        assert stored is not None
        draft = replace(stored.draft, invoice=replace(stored.invoice, number=number))
        assert invoices.issue_draft(connection, draft, Issue(number, NOW, "S{number}", count))
    return draft_id


def test_last_accounts__are_those_of_the_last_invoice_to_each_body(workspace: Workspace) -> None:
    connection, day = workspace.connection, date(2026, 1, 2)
    hospital = b.hospital().as_party()
    issue(workspace, "S1", 1, day)
    issue(workspace, "S2", 2, day, payment=Payment(means="30", iban="NEW"))
    issue(workspace, "S3", 3, day, type_code="381", payment=Payment())
    issue(workspace, "S4", 4, day, buyer=hospital)
    issue(workspace, "S5", 5, day, buyer=Party(name="?"))
    with writing(connection):
        invoices.add_draft(connection, b.invoice(payment=Payment(means="30", iban="DRAFT")))
    own = b.invoice().payment.iban
    assert lookups.last_accounts(connection) == {
        (b.COMMUNE_SIRET, ""): "NEW",
        (b.HOSPITAL_SIRET, ""): own,
    }


@pytest.mark.parametrize(
    "payee",
    [Party(name="Affactureur", siret=b.HOSPITAL_SIRET), Party(siren="999000011"), Party(name="Affactureur")],
)  # fmt: skip
def test_last_accounts__are_those_of_each_payee_apart(workspace: Workspace, payee: Party) -> None:
    connection, day = workspace.connection, date(2026, 1, 2)
    issue(workspace, "S1", 1, day)
    issue(workspace, "S2", 2, day, payee=payee, payment=Payment(means="30", iban="FACTOR"))
    accounts = lookups.last_accounts(connection)
    assert accounts[lookups.account_key(b.invoice())] == b.invoice().payment.iban
    assert accounts[lookups.account_key(b.invoice(payee=payee))] == "FACTOR"


def test_series_state__stands_at_the_last_of_its_year(workspace: Workspace) -> None:
    issue(workspace, "S1", 1, date(2026, 1, 2))
    issue(workspace, "S2", 2, date(2026, 3, 4))
    issue(workspace, "T1", 1, date(2027, 1, 1))
    connection, siren = workspace.connection, "999000011"
    state = series.series_state(connection, siren, "S{number}", 2026, 50)
    assert (state.last_count, state.last_date, state.last_number) == (2, date(2026, 3, 4), "S2")
    assert state.next_count() == 3
    assert series.series_state(connection, siren, "S{number}", 2028).next_count() == 1
    assert series.series_state(connection, siren, "other{number}", 2026).next_count() == 1
    assert series.series_state(connection, "110002011", "S{number}", 2026).next_count() == 1


def test_find_by_number__tells_years_apart(workspace: Workspace) -> None:
    first = issue(workspace, "S1", 1, date(2026, 1, 2))
    second = issue(workspace, "S1", 1, date(2027, 1, 2))
    connection = workspace.connection
    assert lookups.find_by_number(connection, "S1") == [first, second]
    assert lookups.find_by_number(connection, "S1", 2027) == [second]
    assert lookups.find_by_number(connection, "S9") == []
    assert lookups.used_numbers(connection) == {
        ("999000011", 2026, "S1"),
        ("999000011", 2027, "S1"),
    }


def test_find_by_number__tells_sellers_apart(workspace: Workspace) -> None:
    first = issue(workspace, "S1", 1, date(2026, 1, 2))
    second = issue(workspace, "S1", 1, date(2026, 1, 2), b.seller(siret=b.HOSPITAL_SIRET))
    connection = workspace.connection
    assert lookups.find_by_number(connection, "S1", 2026) == [first, second]
    assert lookups.find_by_number(connection, "S1", siren="269900015") == [second]
    assert lookups.find_by_number(connection, "S1", 2027, siren="269900015") == []


def test_draft__is_listed_by_its_whole_and_kept_as_it_is(workspace: Workspace) -> None:
    connection, bare = workspace.connection, Invoice(buyer=Party(siret=b.COMMUNE_SIRET))
    with writing(connection):
        draft_id = invoices.add_draft(connection, bare, whole=b.invoice(number=None))
        stored = invoices.load_invoice(connection, draft_id)
        assert stored is not None
        assert stored.invoice == bare
        assert listed(workspace) == (b.commune().name, "300.00", date(2026, 12, 20))
        invoices.list_draft(connection, stored.draft, bare)
        assert listed(workspace) == (None, "0.00", None)
        assert invoices.replace_draft(connection, stored.draft, b.vat_invoice(number=None))
    assert listed(workspace) == (b.commune().name, "360.00", date(2026, 12, 20))
    again = invoices.load_invoice(connection, draft_id)
    assert again is not None
    assert (again.invoice, again.draft.revision) == (bare, 2)


def listed(workspace: Workspace) -> tuple[str | None, str, date | None]:
    [row] = rows.list_invoices(workspace.connection)
    return row.buyer_name, str(row.gross), row.due_date


def test_load_drafts__gives_those_of_one_body_or_all(workspace: Workspace) -> None:
    connection = workspace.connection
    attached = (Attachment(file_name="a.pdf", content=b"a"),)
    issue(workspace, "S1", 1, date(2026, 1, 2))
    with writing(connection):
        one = invoices.add_draft(connection, b.invoice(attachments=attached), imported_number="X")
        other = invoices.add_draft(connection, b.invoice(buyer=b.hospital().as_party()))
    assert [draft.id for draft in invoices.load_drafts(connection)] == [one, other]
    [draft] = invoices.load_drafts(connection, b.COMMUNE_SIRET)
    assert (draft.id, draft.imported_number, draft.invoice.lines) == (one, "X", b.invoice().lines)
    assert draft.invoice.attachments == (Attachment(file_name="a.pdf"),)


def test_list_invoices__shows_without_opening(workspace: Workspace) -> None:
    issue(workspace, "S1", 1, date(2026, 1, 2))
    with writing(workspace.connection):
        invoices.add_draft(workspace.connection, b.vat_invoice(number=None), imported_number="X")
    draft, issued = rows.list_invoices(workspace.connection)
    assert (draft.issued, draft.imported_number, str(draft.gross)) == (False, "X", "360.00")
    assert (issued.issued, issued.number, issued.buyer_name) == (
        True,
        "S1",
        "Commune de Bourg-Fictif",
    )


def test_seller__is_one(workspace: Workspace) -> None:
    assert load_seller(workspace.connection) is None
    for name in ("Un", "Deux"):
        save_seller(workspace.connection, b.seller(name=name, mentions=("a", "b")), NOW)
    assert load_seller(workspace.connection) == b.seller(name="Deux", mentions=("a", "b"))


@pytest.mark.parametrize("body", [b.commune(requires=None), b.hospital()])
def test_body__comes_back_with_its_services(workspace: Workspace, body: object) -> None:
    bodies.save_body(workspace.connection, b.hospital(name="avant"))
    bodies.save_body(workspace.connection, body)  # type: ignore[arg-type]
    assert bodies.load_body(workspace.connection, body.siret) == body  # type: ignore[attr-defined]
    assert bodies.load_body(workspace.connection, "0") is None
