"""The dated legal texts: which holds when, and when a code alone does not tell which is meant."""

from datetime import date

import pytest

from chorus_desk.rules import tables

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("VATEX-FR-CGI261-4", None), ("VATEX-EU-G", None),
        ("VATEX-FR-CGI261-4#soins", "Exonération TVA, art. 261-4-1° du CGI"),
        ("VATEX-FR-CGI261-4#enseignement", "Exonération TVA, art. 261-4-4° du CGI"),
        ("VATEX-EU-AE", "Autoliquidation"), ("VATEX-EU-AE#ue", "Autoliquidation"),
        ("VATEX-EU-79-C", None), ("VATEX-XX", None), ("VATEX-EU-G#nulle-part", None),
    ],
)  # fmt: skip
def test_default_exemption__guesses_none_where_a_code_has_several(
    name: str, text: str | None
) -> None:
    found = tables.default_exemption(name, DAY)
    assert (found.text if found else None) == text


def test_default_exemptions__follow_the_day() -> None:
    texts = {
        day.year: [row.text for row in tables.default_exemptions(tables.FRANCHISE, day)]
        for day in (date(2025, 1, 1), DAY, date(2028, 1, 1))
    }
    assert [len(found) for found in texts.values()] == [1, 1, 1]
    assert len({*texts[2025], *texts[2026], *texts[2028]}) == 3


def test_offered_exemptions__have_a_name_of_their_own_and_a_text() -> None:
    offered = tables.offered_exemptions()
    names = [row.name for row in offered]
    assert len(names) == len(set(names))
    assert all(row.text for row in offered)
    assert not {"VATEX-EU-79-C", "VATEX-FR-CNWVAT", "VATEX-FR-CGI293B"} & set(names)


def test_vat_exemptions__each_name_means_one_text_a_day() -> None:
    for row in tables.offered_exemptions(DAY):
        assert tables.default_exemption(row.name, DAY) is not None, row.name
        assert tables.vatex_code(row.name) == row.code
        assert tables.exemption_category(row.name) == row.category
