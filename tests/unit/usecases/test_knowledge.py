"""What the rules need to know: the same whether asked as it goes or loaded at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chorus_desk.domain.invoice import Exemption, Invoice, Payment
from chorus_desk.domain.party import Party
from chorus_desk.storage.bodies import save_body
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.knowledge import Knowledge, completed
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.listed import listed, use_list
from tests.stored import document, draft, furnish, issued

BARE = Invoice(
    issue_date=date(2026, 11, 2), seller=Party(siret=b.SELLER_SIRET),
    buyer=Party(siret=b.HOSPITAL_SIRET), lines=(b.line(vat_category=None, vat_rate=None),),
)  # fmt: skip
STRANGER = replace(b.seller().as_party(), siret=b.HOSPITAL_SIRET)


@pytest.fixture
def furnished(workspace: Workspace) -> Workspace:
    """A workspace with a seller who came with number 5, two bodies and two issued invoices."""
    furnish(workspace, seller=b.seller(next_number=5, next_number_year=2026))
    save_body(workspace.connection, b.hospital())
    text = Exemption(category="E", reason="TVA non applicable, art. 293 B du CGI",
                     code="VATEX-FR-FRANCHISE")  # fmt: skip
    issued(workspace, issue_date=date(2025, 12, 1), delivery_date=date(2025, 12, 1), due_date=None,
           exemptions=(text,))  # fmt: skip
    assert issued(workspace) == "2026-0005"
    return workspace


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
@pytest.mark.parametrize("siret", [b.COMMUNE_SIRET, b.HOSPITAL_SIRET, "123", None])
def test_load_whole__knows_what_is_asked_as_it_goes(
    furnished: Workspace, year: int, siret: str | None
) -> None:
    one, all_at_once = Knowledge.load(furnished), Knowledge.load_whole(furnished)
    made = b.invoice(number=None, issue_date=date(year, 11, 20), buyer=Party(siret=siret))
    assert all_at_once.context(made) == one.context(made)
    assert all_at_once.completed(made) == one.completed(made)
    assert all_at_once.series(year) == one.series(year)
    assert all_at_once.body(siret) == one.body(siret)
    assert (all_at_once.today, all_at_once.numbers) == (one.today, one.numbers)


def test_load_whole__needs_the_database_no_more(tmp_path: Path, clock: Clock) -> None:
    with open_workspace(tmp_path / "a", clock) as opened:
        furnish(opened)
        known = Knowledge.load_whole(opened)
    assert known.completed(replace(BARE, buyer=Party(siret=b.COMMUNE_SIRET))).buyer.name
    context = known.context(BARE)
    assert context.series is not None
    assert context.series.next_number() == "2026-0001"
    assert known.series(2031) is not None


def test_load_whole__stays_as_it_was(furnished: Workspace) -> None:
    known = Knowledge.load_whole(furnished)
    save_body(furnished.connection, b.hospital(payment_days=30))
    issued(furnished)
    [body, series] = known.body(b.HOSPITAL_SIRET), known.series(2026)
    assert body == b.hospital()
    assert series is not None
    assert series.next_number() == "2026-0006"
    assert ("999000011", 2026, "2026-0006") not in known.numbers


def test_load_whole__without_seller_has_no_series(workspace: Workspace) -> None:
    known = Knowledge.load_whole(workspace)
    assert known.seller is None
    assert known.series(2026) is None
    assert known.completed(BARE) == BARE


def test_orders__are_asked_once_per_body_and_give_the_last_first(furnished: Workspace) -> None:
    for code, number in (("A", "BC-1"), ("B", "BC-2"), ("A", "BC-1"), (None, None)):
        buyer = replace(b.commune().as_party(), service_code=code)
        issued(furnished, buyer=buyer, commitment_number=number, contract_number="M1")
    draft(furnished, buyer=Party(siret=b.COMMUNE_SIRET, service_code="Z"))
    asked: list[str] = []
    furnished.connection.set_trace_callback(asked.append)
    known = Knowledge.load(furnished)
    contexts = [known.context(b.invoice(number=None)) for _ in range(50)]
    furnished.connection.set_trace_callback(None)
    assert contexts[0].commitments == ("BC-1", "BC-2", "BC-118")
    assert known.services_used(b.COMMUNE_SIRET) == ("A", "B")
    assert known.services_used(None) == known.services_used("123") == ()
    assert sum("commitment_number" in statement for statement in asked) == 1
    assert known.context(b.invoice(), issued=True).commitments == ()
    assert known.context(b.invoice(seller=STRANGER)).commitments == ()
    whole = Knowledge.load_whole(furnished)
    assert whole.context(b.invoice(number=None)) == contexts[0]
    assert whole.services_used(b.COMMUNE_SIRET) == ("A", "B")


@pytest.mark.parametrize(
    ("siret", "left_out"), [(b.COMMUNE_SIRET, False), (b.HOSPITAL_SIRET, True)]
)
def test_context__tells_who_is_left_out_of_the_states_list(
    furnished: Workspace, siret: str, left_out: bool
) -> None:
    made = b.invoice(number=None, buyer=Party(siret=siret))
    assert not Knowledge.load(furnished).context(made).not_listed
    use_list(furnished, listed())
    for known in (Knowledge.load(furnished), Knowledge.load_whole(furnished)):
        assert known.context(made).not_listed is left_out
        assert not known.context(b.invoice(buyer=Party(siret="99999999999999"))).not_listed


def test_completed__fills_an_invoice_of_the_users_own(furnished: Workspace) -> None:
    made = completed(furnished, BARE)
    assert made.seller == b.seller().as_party()
    assert made.buyer.name == b.hospital().name
    assert made.due_date == date(2026, 12, 22)  # the hospital's fifty days
    assert made.payment != Payment()
    assert made == Knowledge.load(furnished).completed(BARE)


@pytest.mark.parametrize("seller", [STRANGER, Party(name="Camille Fictive")])
def test_completed__leaves_anothers_as_it_is(furnished: Workspace, seller: Party) -> None:
    made = replace(BARE, seller=seller)
    assert completed(furnished, made) == made
    assert Knowledge.load_whole(furnished).completed(made) == made


def test_completed__takes_a_draft_without_seller_for_the_users_own(furnished: Workspace) -> None:
    made = replace(BARE, seller=Party())
    assert completed(furnished, made) == completed(furnished, BARE)
    assert Knowledge.load_whole(furnished).completed(made).seller == b.seller().as_party()


def test_whole__fills_the_gaps_of_a_draft_and_leaves_what_is_issued(furnished: Workspace) -> None:
    name = draft(furnished, due_date=None, payment=Payment())
    furnish(furnished, seller=b.seller(iban="DE89370400440532013000", street="9 rue Neuve"))
    knowledge = Knowledge.load(furnished)
    made = knowledge.whole(document(furnished, name))
    assert made.invoice == knowledge.completed(document(furnished, name).invoice)
    assert made.invoice.payment.iban == "DE89370400440532013000"
    assert made.draft.revision == document(furnished, name).draft.revision
    kept = document(furnished, "draft:1")
    assert knowledge.whole(kept) == kept


def test_completed__without_seller_leaves_all_as_it_is(workspace: Workspace) -> None:
    assert completed(workspace, BARE) == BARE


@pytest.mark.parametrize("siret", [None, "", "99999999999999"])
def test_completed__of_a_body_that_is_not_known_invents_nothing(
    furnished: Workspace, siret: str | None
) -> None:
    made = completed(furnished, replace(BARE, buyer=Party(siret=siret)))
    assert made.buyer == Party(siret=siret)
    assert made.due_date == date(2026, 12, 2)


def test_context__compares_the_accounts_of_one_payee_alone(furnished: Workspace) -> None:
    factor = Party(name="Affactureur fictif", siret=b.HOSPITAL_SIRET)
    account = Payment(means="30", iban="DE89370400440532013000")
    assert issued(furnished, payee=factor, payment=account)
    known = Knowledge.load(furnished)
    own, factored = b.invoice(), b.invoice(payee=factor)
    assert known.context(own).last_account == own.payment.iban
    assert known.context(factored).last_account == account.iban
    assert known.context(b.invoice(payee=Party(name="Autre"))).last_account is None
