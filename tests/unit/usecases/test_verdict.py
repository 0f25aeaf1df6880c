"""Our findings and those of the official sheets become one list, each thing said once."""

import pytest

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.usecases.verdict import combined


def found(rule: str, field: str | None, source: Source = Source.BR_FR) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, source=source, field=field)


def test_combined__says_once_what_compares_several_data() -> None:
    ours, sheet = found("BR-FR-CO-09", "BT-9"), found("BR-FR-CO-09_BT-23-3", "BT-23")
    assert combined([ours], [sheet]) == (ours,)


@pytest.mark.parametrize(("datum", "kept"), [("BT-2", 1), ("BT-9", 2)])
def test_combined__keeps_a_sheets_finding_on_another_datum(datum: str, kept: int) -> None:
    ours, sheet = found("BR-FR-03", "BT-2"), found(f"BR-FR-03_{datum}", datum)
    assert len(combined([ours], [sheet])) == kept


def test_combined__gives_our_word_to_chorus_pro_where_the_sheets_are_silent() -> None:
    assert combined([found("BR-S-02", "BT-31", Source.EN16931)], []) == (
        found("BR-S-02", "BT-31", Source.CHORUS_PRO),
    )


def test_combined__hears_the_nearest_of_two_that_have_one_cause() -> None:
    ours = found("CD-SELLER-VAT-NUMBER", "BT-31", Source.LAW)
    sheet = found("BR-S-02", "BT-31", Source.EN16931)
    assert combined([ours], [sheet]) == (sheet,)
