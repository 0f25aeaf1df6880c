"""One document whole, its findings leading into it."""

import re
from typing import Any

import pytest

from chorus_desk.domain.invoice import Exemption, Payment
from chorus_desk.domain.party import Party
from chorus_desk.presenters.document import shown_invoice
from chorus_desk.usecases.follow import set_status
from chorus_desk.usecases.show import ShownDocument, show_document
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish, issued

OTHER_IBAN = "DE89370400440532013000"


def lead(shown: dict[str, Any], path: str) -> Any:
    """Follow a finding's path; raises when it leads nowhere."""
    value: Any = shown
    for name, index in re.findall(r"([a-z_0-9]+)(?:\[(\d+)\])?", path):
        value = value[name]
        if index:
            value = value[int(index)]
    return value


def shown(document: ShownDocument) -> dict[str, Any]:
    return {"number": None, "status": document.status,
            **shown_invoice(document.stored.invoice, document.circuit)}  # fmt: skip


def test_show__of_a_draft_and_of_an_invoice(workspace: Workspace) -> None:
    furnish(workspace)
    name = draft(workspace)
    document = show_document(workspace, name)
    assert (document.status, document.circuit, document.findings) == ("draft", "historical", ())
    number = issued(workspace)
    assert show_document(workspace, number).status == "issued"
    set_status(workspace, number, "paid")
    assert show_document(workspace, number).status == "paid"


def test_show__of_a_draft_follows_the_settings(workspace: Workspace) -> None:
    furnish(workspace)
    name = draft(workspace, payment=Payment(), seller=Party())
    furnish(workspace, seller=b.seller(iban=OTHER_IBAN, street="9 rue Neuve"))
    made = show_document(workspace, name).stored.invoice
    assert (made.payment.iban, made.seller.address.line1) == (OTHER_IBAN, "9 rue Neuve")


def test_show__works_before_a_seller_is_set(workspace: Workspace) -> None:
    assert show_document(workspace, draft(workspace)).status == "draft"


@pytest.mark.parametrize(
    "changes",
    [
        {"lines": ()}, {"lines": (b.line(unit_price=None, quantity=None, description=None),)},
        {"issue_date": None, "delivery_date": None, "due_date": None},
        {"buyer": Party()}, {"seller": Party(siret=b.HOSPITAL_SIRET)},
        {"type_code": "381"}, {"type_code": "999"}, {"currency": "XXX"},
        {"billing_framework": "A9"}, {"billing_framework": "Z1"},
        {"lines": (b.taxed_line("19.9"), b.line(vat_category="Q"))},
        {"exemptions": (Exemption(category="E", reason="Exonéré"),)},
        {"payment": Payment(means="99", iban="FR00")},
    ],
)  # fmt: skip
def test_show__has_every_place_that_findings_name(
    workspace: Workspace, changes: dict[str, Any]
) -> None:
    furnish(workspace)
    document = show_document(workspace, draft(workspace, **changes))
    whole = shown(document)
    assert document.findings
    for finding in document.findings:
        if finding.path:
            lead(whole, finding.path)
