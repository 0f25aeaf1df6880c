"""The whole verdict: one cause, one finding, and a file stays at fault by whoever says so."""

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
                params={"what": what})
        for what in ("BT-118", "BT-119")
    )  # fmt: skip
    assert len(combined([], [first, second])) == 2
