"""The user's business: every key read, every wrong value refused by name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.domain.party import VatRegime
from chorus_desk.storage.files import load_file
from chorus_desk.usecases.seller import set_seller, show_seller
from chorus_desk.usecases.workspace import Changes, Workspace
from tests import builders as b

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
    for values in ({k: v for k, v in BASE.items() if k != key}, {**BASE, key: "  "}):
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
        ("vat_regime", "Franchise", "bad-value"), ("vat_regime", "exempt", "missing-key"),
        ("legal_form", "GMBH", "bad-value"), ("circuit", "x", "bad-value"),
        ("vat_exemption", "VATEX-XX", "bad-value"), ("vat_number", "FR00999000011", "bad-value"),
        ("vat_number", "FR40303265045", "bad-value"), ("iban", "FR00", "bad-value"),
        ("series", "F", "bad-series"), ("series", "{number}é", "bad-series"),
        ("series", "{year}{number:0999}", "bad-series"), ("series", "{0.__class__}", "bad-series"),
        ("next_number", 0, "bad-value"), ("next_number", True, "bad-value"),
        ("next_number", "7", "bad-value"), ("mentions", "x", "bad-value"),
        ("mentions", [1], "bad-value"), ("vat_on_debits", "oui", "bad-value"),
        ("name", ["x"], "bad-value"), ("logo", "absent.png", "file-missing"),
        ("logo", ".", "file-missing"),
    ],
)  # fmt: skip
def test_set__refuses_a_value_by_name(
    workspace: Workspace, tmp_path: Path, key: str, value: object, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        set_seller(workspace, {**BASE, key: value}, tmp_path)
    assert show_seller(workspace) is None


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
