"""Two entries of one body made one, and undone exactly."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import Attachment
from chorus_desk.domain.party import Contact, Party, PublicBody, Requirement, Service
from chorus_desk.storage.bodies import load_body, save_body
from chorus_desk.storage.body_merges import load_merges
from chorus_desk.storage.rows import list_invoices
from chorus_desk.storage.seller import save_seller
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.bodies import add_body, show_body
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.drafts import OpenDraft, discard, keep_draft, open_draft
from chorus_desk.usecases.merge_bodies import merge_bodies, undo_merge
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.listed import listed, use_list
from tests.stored import document, draft, furnish, issued, whole

KEPT, GONE = b.COMMUNE_SIRET, b.HOSPITAL_SIRET
RENNES = "21350238800019"
TABLES = ("bodies", "services", "invoices", "lines", "listing", "invoice_files", "files", "typed",
          "inquiries", "seller", "body_news")  # fmt: skip


def tables(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is kept, but for the log of events and the merges themselves."""
    return {
        name: sorted(map(tuple, workspace.connection.execute(f"SELECT * FROM {name}")), key=repr)
        for name in TABLES
    }


def entry(siret: str, **changes: Any) -> PublicBody:
    mine = frozenset({"name", "requires", *changes} - {"services", "said_on"})
    return PublicBody(
        siret=siret, name=f"Ville {siret[-3:]}", mine=mine, as_of="2026-03-01", **changes
    )


def kept(workspace: Workspace, **changes: Any) -> str:
    made = replace(b.invoice(number=None), **changes)
    return f"draft:{keep_draft(workspace, OpenDraft(invoice=made)).id}"


def test_merge__adds_what_the_kept_one_lacks_and_nothing_else(workspace: Workspace) -> None:
    save_body(workspace.connection, entry(
        KEPT, city="Bourg", services=(Service(code="A", name="Achats", mine=True),)))  # fmt: skip
    save_body(workspace.connection, entry(
        GONE, street="1 rue", city="Ailleurs", requires=Requirement.BOTH, payment_days=50,
        services=(Service(code="A", name="autre"), Service(code="B", requires_commitment=True)),
        said_on={"street": "2026-02-01"},
    ))  # fmt: skip
    merged = merge_bodies(workspace, "219 900 016 00011", GONE)
    body = show_body(workspace, KEPT)
    assert body == merged.body
    assert (body.name, body.street, body.city, body.requires, body.payment_days) == (
        "Ville 011", "1 rue", "Bourg", Requirement.BOTH, 50,
    )  # fmt: skip
    assert [(s.code, s.name) for s in body.services] == [("A", "Achats"), ("B", None)]
    assert body.mine == {"name", "city", "requires", "street", "payment_days"}
    assert (body.said_on["street"], body.said_on["requires"]) == ("2026-02-01", "2026-03-01")
    assert load_body(workspace.connection, GONE) is None


def test_merge__takes_no_street_of_another_town(workspace: Workspace) -> None:
    save_body(workspace.connection, entry(GONE, street="1 rue", postcode="75001"))
    merge_bodies(workspace, RENNES, GONE)
    assert show_body(workspace, RENNES).street is None
    save_body(
        workspace.connection,
        entry(GONE, street="1 rue", postcode="35000", requires=Requirement.NONE),
    )
    merge_bodies(workspace, RENNES, GONE)
    rennes = show_body(workspace, RENNES)
    assert (rennes.street, rennes.requires, rennes.source) == ("1 rue", Requirement.NONE, "shipped")


def test_merge__lets_drafts_bill_the_kept_one_and_issued_invoices_alone(
    workspace: Workspace,
) -> None:
    furnish(workspace)
    save_body(workspace.connection, b.hospital())
    old = replace(b.hospital().as_party("ACHATS"), contact=Contact(name="Mme X"), siren=GONE[:9])
    number = issued(workspace, buyer=old)
    file = Attachment(file_name="plan.pdf", content=b"%PDF", mime_type="application/pdf")
    name = draft(workspace, buyer=old, attachments=(file,))
    stranger = draft(workspace, buyer=old, seller=Party(name="Autre", siret=KEPT))
    merged = merge_bodies(workspace, KEPT, GONE)
    assert (merged.drafts, merged.changes) == ((2, 3), Changes.BODIES | Changes.INVOICES)
    assert document(workspace, name).invoice.buyer == Party(
        siret=KEPT, service_code="ACHATS", contact=Contact(name="Mme X"))  # fmt: skip
    assert whole(workspace, name).buyer.name == b.commune().name
    assert document(workspace, name).invoice.attachments[0].content == b"%PDF"
    other = document(workspace, stranger).invoice.buyer
    assert (other.siret, other.name, other.address.city) == (KEPT, b.commune().name, "Bourg-Fictif")
    assert document(workspace, "draft:1").invoice.buyer == old
    assert document(workspace, "draft:1").invoice.number == number
    names = {row.id: row.buyer_name for row in list_invoices(workspace.connection)}
    assert names == {1: b.hospital().name, 2: b.commune().name, 3: b.commune().name}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [(KEPT, KEPT, "merge-same"), (KEPT, "99999999999999", "unknown-body"),
     ("99999999999999", KEPT, "unknown-body"), ("", "", "merge-same")],
)  # fmt: skip
def test_merge__that_makes_no_sense_is_refused_whole(
    workspace: Workspace, one: str, other: str, code: str
) -> None:
    furnish(workspace)
    draft(workspace)
    before = tables(workspace)
    with pytest.raises(UserError, match=code):
        merge_bodies(workspace, one, other)
    assert tables(workspace) == before
    assert load_merges(workspace.connection) == ()


def test_merge__takes_in_a_siret_that_drafts_alone_bear(workspace: Workspace) -> None:
    furnish(workspace)
    name = draft(workspace, buyer=Party(siret="99999999999999", name="mal recopié"))
    assert merge_bodies(workspace, KEPT, "99999999999999").drafts == (1,)
    assert document(workspace, name).invoice.buyer.siret == KEPT


def test_merge__that_fails_half_way_changes_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(workspace)
    save_body(workspace.connection, b.hospital())
    draft(workspace, buyer=Party(siret=GONE))
    before = tables(workspace)
    with monkeypatch.context() as broken:
        broken.setattr("chorus_desk.usecases.merge_bodies.relist_drafts", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            merge_bodies(workspace, KEPT, GONE)
    assert tables(workspace) == before


def test_undo__is_offered_after_a_restart_once(workspace: Workspace) -> None:
    furnish(workspace)
    save_body(workspace.connection, b.hospital())
    merged = merge_bodies(workspace, KEPT, GONE)
    with open_workspace(workspace.folder, workspace.clock) as again:
        [merge] = load_merges(again.connection)
        assert (merge.id, merge.kept, merge.gone) == (merged.id, KEPT, GONE)
        assert undo_merge(again, merge.id) == Changes.BODIES | Changes.INVOICES
        assert load_merges(again.connection) == ()
        for id_ in (merge.id, 99):
            with pytest.raises(UserError, match="merge-unknown"):
                undo_merge(again, id_)


def test_undo__leaves_what_was_changed_since(workspace: Workspace) -> None:
    furnish(workspace)
    save_body(workspace.connection, b.hospital())
    buyer = Party(siret=GONE, name="Hôpital", service_code="ACHATS")
    edited, sent, dropped, given, still = (draft(workspace, buyer=buyer) for _ in range(5))
    merged = merge_bodies(workspace, KEPT, GONE)
    opened = open_draft(workspace, edited).draft
    keep_draft(
        workspace, replace(opened, invoice=replace(opened.invoice, commitment_number="NEUF"))
    )
    opened = open_draft(workspace, given).draft
    keep_draft(
        workspace, replace(opened, invoice=replace(opened.invoice, buyer=Party(siret=RENNES)))
    )
    discard(workspace, [dropped])
    workspace.connection.execute(
        "UPDATE invoices SET issued_at = '2026-11-24', number = 'F1' WHERE id = 2")  # fmt: skip
    add_body(workspace, {"siret": KEPT, "name": "Ville nouvelle"})
    undo_merge(workspace, merged.id)
    assert show_body(workspace, KEPT).name == "Ville nouvelle"
    assert show_body(workspace, GONE) == b.hospital()
    made = document(workspace, edited)
    assert (made.invoice.buyer, made.invoice.commitment_number) == (buyer, "NEUF")
    assert made.draft.revision == 4
    assert document(workspace, sent).invoice.buyer.siret == KEPT
    assert document(workspace, given).invoice.buyer.siret == RENNES
    assert document(workspace, still).invoice.buyer == buyer
    names = {row.id: row.buyer_name for row in list_invoices(workspace.connection)}
    assert (names[1], names[5]) == ("Hôpital", "Hôpital")


TEXT = st.sampled_from([None, "1 rue", "Bourg", "Élan ; « x »"])
SERVICES = st.lists(st.sampled_from(["A", "B", "SAAM D5"]), unique=True, max_size=3).map(
    lambda codes: tuple(Service(code=code, name=f"n{code}") for code in codes)
)
ENTRIES: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict, street=TEXT, city=TEXT, postcode=st.sampled_from([None, "35000", "99000"]),
    requires=st.sampled_from([None, *Requirement]), payment_days=st.sampled_from([30, 50, 60]),
    services=SERVICES,
)  # fmt: skip
DRAFTS = st.lists(
    st.tuples(st.sampled_from([KEPT, GONE, None]), st.sampled_from([None, "A", "Z"]), TEXT),
    max_size=4,
)


@settings(max_examples=25)
@given(
    entries=st.fixed_dictionaries({}, optional={KEPT: ENTRIES, GONE: ENTRIES}), drafts=DRAFTS,
    in_list=st.sets(st.sampled_from([KEPT, GONE])),
)  # fmt: skip
def test_undo__restores_exactly(
    entries: Mapping[str, dict[str, Any]], drafts: list[tuple[str | None, str | None, str | None]],
    in_list: set[str],
) -> None:  # fmt: skip
    clock = Clock(datetime(2026, 11, 24, 12, tzinfo=UTC))
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        open_workspace(Path(folder), clock) as workspace,
    ):
        use_list(workspace, *(listed(siret) for siret in in_list))
        save_seller(workspace.connection, b.seller(), clock.now())
        for siret, values in entries.items():
            save_body(workspace.connection, entry(siret, **values))
        for buyer, code, name in drafts:
            kept(workspace, buyer=Party(siret=buyer, service_code=code, name=name))
        workspace.connection.execute(
            "INSERT INTO inquiries (asked_of, sent_on, channel, asked, documents, text) VALUES (?, '2026-11-01', 'email', 'siret', '[]', '')",
            (GONE,),
        )
        before = tables(workspace)
        try:
            merged = merge_bodies(workspace, KEPT, GONE)
        except UserError:
            assert tables(workspace) == before
            return
        assert not any(row[0] == GONE for row in tables(workspace)["bodies"])
        assert all(row[1] == KEPT for row in tables(workspace)["inquiries"])
        undo_merge(workspace, merged.id)
        assert tables(workspace) == before
