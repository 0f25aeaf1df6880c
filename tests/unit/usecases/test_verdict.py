"""The whole verdict: one cause, one finding, and a file stays at fault by whoever says so."""

import pytest

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.usecases.verdict import combined, is_valid


def finding(rule: str, source: Source, field: str | None, path: str | None) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, source=source, field=field, path=path)


def test_combined__says_once_what_breaks_the_schema_and_a_rule_of_ours() -> None:
    broken = finding("XSD", Source.XSD, "BT-1", "number")
    for ours in (
        finding("BR-02", Source.EN16931, "BT-1", "number"),
        finding("CD-NOT-A-NUMBER", Source.IMPORT, "BT-1", "number"),
    ):
        [said] = combined([ours], [broken])
        assert (said.rule, said.source) == (ours.rule, Source.XSD)
        assert not is_valid([said])


def test_combined__keeps_what_the_schema_says_of_another_datum() -> None:
    broken = finding("XSD", Source.XSD, "BT-112", "totals.gross")
    ours = finding("BR-02", Source.EN16931, "BT-1", "number")
    assert {f.rule for f in combined([ours], [broken])} == {"XSD", "BR-02"}
    of_nothing = finding("XSD", Source.XSD, None, None)
    of_law = finding("CD-DATE-ORDER", Source.LAW, None, None)
    assert {f.rule for f in combined([of_law], [of_nothing])} == {"XSD", "CD-DATE-ORDER"}


def test_combined__keeps_two_faults_in_one_place() -> None:
    first, second = (
        Finding(rule="XSD", severity=Severity.ERROR, source=Source.XSD, path="vat[0]",
                params={"what": what, "line": 3, "form": "xsd-missing"})
        for what in ("BT-118", "BT-119")
    )  # fmt: skip
    assert len(combined([], [first, second])) == 2


def test_combined__says_once_what_the_norm_has_under_two_ids() -> None:
    twins = [
        finding(rule, Source.EN16931, "BT-117", "vat[0].amount") for rule in ("BR-CO-17", "BR-S-09")
    ]
    assert [f.rule for f in combined([], twins)] == ["BR-CO-17"]
    elsewhere = finding("BR-S-09", Source.EN16931, "BT-117", "vat[1].amount")
    assert len(combined([], [*twins, elsewhere])) == 2


def test_combined__leaves_out_a_ready_made_demand_for_what_a_rule_finds_missing() -> None:
    made = Finding(rule="FX-SCH-A-000176", severity=Severity.ERROR, source=Source.EN16931,
                   field="BT-117", path="vat[0].amount",
                   params={"form": "missing", "what": "BT-117"})  # fmt: skip
    rule = finding("BR-46", Source.EN16931, "BT-117", "vat[0].amount")
    assert [f.rule for f in combined([], [made, rule])] == ["BR-46"]
    assert [f.rule for f in combined([], [made])] == ["FX-SCH-A-000176"]


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


def test_combined__drops_a_ready_made_demand_for_what_a_rule_of_ours_finds_missing() -> None:
    ours = finding("BR-07", Source.EN16931, "BT-44", "buyer.name")
    demand = Finding(
        rule="FX-SCH-A-000030", severity=Severity.ERROR, source=Source.EN16931, field="BT-44",
        path="buyer.name", params={"form": "missing", "what": "x"},
    )  # fmt: skip
    assert [f.rule for f in combined([ours], [demand])] == ["BR-07"]
    assert [f.rule for f in combined([], [demand])] == ["FX-SCH-A-000030"]
