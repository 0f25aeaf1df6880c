"""The user's business: every key read, every wrong value refused by name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.domain.party import Party, VatRegime
from chorus_desk.storage.bodies import save_body
from chorus_desk.storage.connection import writing
from chorus_desk.storage.files import load_file
from chorus_desk.storage.rows import list_invoices
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.seller import set_seller, show_seller
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.errors import WANTED, error_sentence
from tests import builders as b
from tests.stored import document, draft, issued

BASE: Mapping[str, Any] = {
    "name": "Camille Fictive", "legal_form": "EI", "siret": "999 000 011 00018",
    "vat_regime": "franchise", "street": "3 rue de l'Invention", "postcode": "99000",
    "city": "Bourg-Fictif",
}  # fmt: skip


def test_set__keeps_what_is_given_and_the_defaults(workspace: Workspace, tmp_path: Path) -> None:
    assert show_seller(workspace) is None
    done = set_seller(workspace, BASE, tmp_path)
    assert done.changes == Changes.SELLER
    assert show_seller(workspace) == done.seller
    assert (done.seller.siret, done.seller.circuit, done.seller.series) == (
        b.SELLER_SIRET, "historical", "{year}-{number:04}",
    )  # fmt: skip


def test_set__reads_every_key(workspace: Workspace, tmp_path: Path) -> None:
    Image.new("RGB", (300, 100), "navy").save(tmp_path / "logo.png")
    values = {
        **BASE, "vat_regime": "exempt", "vat_exemption": "VATEX-EU-132-1I", "circuit": "reform",
        "capital": "1 000 €", "vat_number": "FR66 999000011", "vat_on_debits": True,
        "country": "FR", "iban": "FR76 3000 0000 0100 0000 0000 007", "bic": "AGRIFRPP",
        "email": "c@example.org", "phone": "01 23", "register": "RNE", "insurance": "MAAF",
        "mentions": [" Merci. ", ""], "logo": "logo.png", "series": "F{year:2}-{number:03}",
        "next_number": 42,
    }  # fmt: skip
    seller = set_seller(workspace, values, tmp_path).seller
    assert seller.vat_regime is VatRegime.EXEMPT
    assert seller.vat_number == "FR66999000011"
    assert seller.iban == "FR7630000000010000000000007"
    assert seller.mentions == ("Merci.",)
    assert (seller.next_number, seller.next_number_year) == (42, 2026)
    assert seller.logo is not None
    assert (load_file(workspace.connection, seller.logo) or b"").startswith(b"\x89PNG")
    assert show_seller(workspace) == seller


@pytest.mark.parametrize("key", list(BASE))
def test_set__wants_what_is_compulsory(workspace: Workspace, tmp_path: Path, key: str) -> None:
    without = {k: v for k, v in BASE.items() if k != key}
    for values in (without, {**BASE, key: "  "}, {**BASE, key: "\x01"}):
        with pytest.raises(UserError, match="missing-key") as caught:
            set_seller(workspace, values, tmp_path)
        assert caught.value.params["key"] == key
        assert caught.value.exit_code is ExitCode.USAGE
    assert show_seller(workspace) is None


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("nom", "x", "unknown-key"), ("next_number_year", 2026, "unknown-key"),
        ("siret", "99900001100019", "bad-value"), ("siret", 12, "bad-value"),
        ("vat_regime", "Franchise", "bad-choice"), ("vat_regime", "exempt", "missing-key"),
        ("legal_form", "GMBH", "bad-choice"), ("circuit", "x", "bad-choice"),
        ("vat_exemption", "VATEX-XX", "bad-choice"), ("vat_number", "FR40303265045", "bad-vat-number"),
        ("vat_number", "FR00999000011", "bad-vat-number"), ("vat_number", "12", "bad-value"), ("iban", "FR00", "bad-value"),
        ("series", "F", "bad-series"), ("series", "{number}é", "bad-series"),
        ("series", "{year}{number:0999}", "bad-series"), ("series", "{0.__class__}", "bad-series"),
        ("next_number", 0, "bad-value"), ("next_number", True, "bad-value"),
        ("next_number", "7", "bad-value"), ("mentions", "x", "bad-value"),
        ("mentions", [1], "bad-value"), ("vat_on_debits", "oui", "bad-choice"),
        ("name", ["x"], "bad-value"), ("logo", "absent.png", "file-missing"),
        ("logo", ".", "file-missing"),
    ],
)  # fmt: skip
def test_set__refuses_a_value_by_name(
    workspace: Workspace, tmp_path: Path, key: str, value: object, code: str
) -> None:
    with pytest.raises(UserError, match=code) as caught:
        set_seller(workspace, {**BASE, key: value}, tmp_path)
    assert code != "bad-value" or caught.value.params["wanted"] in WANTED
    assert show_seller(workspace) is None


def test_set__names_the_vat_number_that_belongs_to_the_siren(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as caught:
        set_seller(workspace, {**BASE, "vat_number": "FR00999000011"}, tmp_path)
    assert "FR66999000011" in error_sentence(caught.value, "fr")


@pytest.mark.parametrize("key", ["iban", "vat_number", "bic", "register", "logo"])
def test_set__takes_an_empty_text_for_none(workspace: Workspace, tmp_path: Path, key: str) -> None:
    seller = set_seller(workspace, {**BASE, key: ""}, tmp_path).seller
    assert getattr(seller, key) is None


@pytest.mark.parametrize("key", ["series", "country"])
def test_set__gives_the_default_for_an_empty_text(
    workspace: Workspace, tmp_path: Path, key: str
) -> None:
    usual = set_seller(workspace, BASE, tmp_path).seller
    assert set_seller(workspace, {**BASE, key: ""}, tmp_path).seller == usual


def test_set__keeps_a_logo_only_when_asked_to(workspace: Workspace, tmp_path: Path) -> None:
    Image.new("RGB", (300, 100), "navy").save(tmp_path / "logo.png")
    logo = set_seller(workspace, {**BASE, "logo": "logo.png"}, tmp_path).seller.logo
    assert logo is not None
    assert set_seller(workspace, {**BASE, "logo": ""}, tmp_path, keep_logo=True).seller.logo == logo
    Image.new("RGB", (300, 100), "red").save(tmp_path / "other.png")
    other = set_seller(workspace, {**BASE, "logo": "other.png"}, tmp_path, keep_logo=True).seller
    assert other.logo not in (None, logo)
    assert set_seller(workspace, BASE, tmp_path).seller.logo is None
    assert set_seller(workspace, BASE, tmp_path, keep_logo=True).seller.logo is None


def test_set__refuses_a_start_that_would_leave_numbers_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    issued_first(workspace, tmp_path)
    with pytest.raises(UserError, match="series-started") as caught:
        set_seller(workspace, {**BASE, "next_number": 50}, tmp_path)
    assert caught.value.params == {"key": "next_number", "year": "2026", "number": "2026-0002"}
    seller = show_seller(workspace)
    assert seller is not None
    assert seller.next_number is None
    for harmless in (2, 1):  # it is ignored, and leaves nothing out
        set_seller(workspace, {**BASE, "next_number": harmless}, tmp_path)
    assert issued(workspace) == "2026-0002"


@pytest.mark.parametrize(
    "changes", [{"series": "F{number}"}, {"siret": "73282932000074"}], ids=["series", "business"]
)
def test_set__takes_a_start_of_another_numbering(
    workspace: Workspace, tmp_path: Path, changes: dict[str, str]
) -> None:
    issued_first(workspace, tmp_path)
    set_seller(workspace, {**BASE, **IBAN, **changes, "next_number": 50}, tmp_path)
    assert issued(workspace, seller=Party()).endswith("50")


def test_set__the_same_again_starts_nothing_anew(workspace: Workspace, tmp_path: Path) -> None:
    """The file stays as it is for years; its start was of one of them."""
    values = {**BASE, **IBAN, "next_number": 50}
    set_seller(workspace, values, tmp_path)
    furnish_body(workspace)
    assert issued(workspace) == "2026-0050"
    set_seller(workspace, values, tmp_path)
    assert issued(workspace) == "2026-0051"
    later = replace(workspace, clock=Clock(datetime(2027, 1, 15, tzinfo=UTC)))
    on = {"issue_date": date(2027, 1, 10), "due_date": None}
    assert issued(later, **on) == "2027-0001"
    set_seller(later, {**values, "phone": "0102030405"}, tmp_path)
    assert issued(later, **on) == "2027-0002"


def test_set__brings_the_list_of_drafts_up_to_date(workspace: Workspace, tmp_path: Path) -> None:
    """A franchise given up: the same lines come without VAT or wait for their rate."""
    bare: dict[str, Any] = {"lines": (b.line(vat_category=None, vat_rate=None),), "exemptions": ()}
    with writing(workspace.connection):
        save_body(workspace.connection, b.hospital())
    draft(workspace, seller=Party(), buyer=Party(siret=b.HOSPITAL_SIRET), due_date=None, **bare)
    [before] = list_invoices(workspace.connection)
    assert (before.due_date, before.buyer_name) == (None, None)
    done = set_seller(workspace, BASE, tmp_path)
    assert done.changes == Changes.SELLER | Changes.INVOICES
    [after] = list_invoices(workspace.connection)
    assert (after.due_date, after.buyer_name) == (date(2027, 1, 9), b.hospital().name)
    assert find_invoices(workspace, Query(text="ville-exemple")).ids == (1,)
    assert document(workspace, "draft:1").draft.revision == 1


def test_set__leaves_what_is_issued_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    issued_first(workspace, tmp_path)
    before = [tuple(row) for row in workspace.connection.execute("SELECT * FROM invoices")]
    done = set_seller(workspace, {**BASE, "street": "9 rue Neuve"}, tmp_path)
    assert done.changes == Changes.SELLER
    assert [tuple(row) for row in workspace.connection.execute("SELECT * FROM invoices")] == before


IBAN = {"iban": "FR7630000000010000000000007", "register": "RNE", "insurance": "sans objet"}


def furnish_body(workspace: Workspace) -> None:
    with writing(workspace.connection):
        save_body(workspace.connection, b.commune())


def issued_first(workspace: Workspace, tmp_path: Path) -> None:
    """Issue the first invoice of the business."""
    set_seller(workspace, {**BASE, **IBAN}, tmp_path)
    furnish_body(workspace)
    assert issued(workspace) == "2026-0001"


def test_set__a_start_that_stays_keeps_its_year(workspace: Workspace, tmp_path: Path) -> None:
    values = {**BASE, "next_number": 42}
    assert set_seller(workspace, values, tmp_path).seller.next_number_year == 2026
    later = replace(workspace, clock=Clock(datetime(2027, 1, 4, tzinfo=UTC)))
    assert set_seller(later, values, tmp_path).seller.next_number_year == 2026
    changed = set_seller(later, {**BASE, "next_number": 7}, tmp_path).seller
    assert (changed.next_number, changed.next_number_year) == (7, 2027)
