"""No-break spaces: in the words of the program, never in the values put into them."""

import pytest

from chorus_desk import resources
from chorus_desk.wording.catalogue import say
from chorus_desk.wording.typography import french_spaces


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("Échec : oui", "Échec\u00a0: oui"),
        ("« a » ; b ! c ?", "«\u00a0a\u00a0»\u00a0; b\u00a0! c\u00a0?"),
        ("40 € à 20 %.", "40\u00a0€ à 20\u00a0%."),
        ("il manque : %s, %(name)s", "il manque\u00a0: %s, %(name)s"),
        ("https://x.fr:80/a?b à 12:30", "https://x.fr:80/a?b à 12:30"),
        ("{number:04} {rate} %", "{number:04} {rate}\u00a0%"), ("", ""),
    ],
)  # fmt: skip
def test_french_spaces(text: str, spaced: str) -> None:
    assert french_spaces(text) == spaced
    assert french_spaces(spaced) == spaced


def test_say__leaves_values_and_english_as_they_are() -> None:
    value = "a : b « c » 5 €"
    assert say("{what} : {why}", "fr", what=value, why=value) == f"{value}\u00a0: {value}"
    assert "\u00a0" not in say(
        "« {value} » ne convient pas pour « {key} ».", "en", value="x", key="y"
    )


@pytest.mark.parametrize("name", ["api", "portal-batch", "portal-pdf", "workbook"])
def test_guides__have_a_space_before_their_signs(name: str) -> None:
    text = resources.path("guides", f"{name}.txt").read_text(encoding="utf-8")
    spaced = french_spaces(text)
    assert len(spaced) == len(text)
    assert " :" not in spaced
    assert "« " not in spaced
