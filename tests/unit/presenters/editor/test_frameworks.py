"""The billing frameworks that can be chosen."""

import pytest

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party
from chorus_desk.presenters.editor.frameworks import (
    framework_choices,
    framework_text,
    wants_validator,
)
from tests import builders as b


@pytest.mark.parametrize("seller", [None, b.seller()])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_choices__of_the_historical_circuit_are_the_supported_ones(
    seller: None, language: str
) -> None:
    choices = framework_choices(seller, language)
    assert [code for code, _ in choices] == ["A1", "A2", "A9", "A12"]
    assert all(text.startswith(f"{code} – ") and len(text) > 8 for code, text in choices)


def test_choices__of_the_reform_are_its_own() -> None:
    codes = {code for code, _ in framework_choices(b.seller(circuit=Circuit.REFORM), "fr")}
    assert {"B1", "S1", "M1", "S2"} <= codes
    assert not any(code.startswith("A") for code in codes)


def test_text__of_a_framework_of_either_circuit_and_of_none() -> None:
    assert framework_text("A9", "fr").startswith("A9 – Facture d'un sous-traitant")
    assert framework_text("S3", "fr").startswith("S3 – ")
    assert framework_text("X9", "fr") == "X9"


@pytest.mark.parametrize("framework", ["S3", "S6"])
def test_validator__is_wanted_on_the_reforms_circuit_too(framework: str) -> None:
    assert wants_validator(Invoice(billing_framework=framework))


def test_validator__is_wanted_by_a9_and_a12_and_where_it_is_known() -> None:
    assert wants_validator(Invoice(billing_framework="A9"))
    assert wants_validator(Invoice(billing_framework="A12"))
    assert wants_validator(Invoice(validator=Party(siret="1")))
    assert not wants_validator(Invoice(billing_framework="A1"))
    assert not wants_validator(Invoice())
