from chorus_desk.domain.finding import Finding, Severity, Source, has_errors, merge


def finding(rule: str, severity: Severity, path: str | None = None) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.LAW, path=path)


def test_merge__says_each_once_and_keeps_the_gravest() -> None:
    warning, error = finding("A", Severity.WARNING, "x"), finding("A", Severity.ERROR, "x")
    assert merge([warning, error, warning]) == (error,)


def test_merge__puts_errors_first_and_keeps_the_order_otherwise() -> None:
    found = [finding("A", Severity.INFO), finding("B", Severity.ERROR), finding("C", Severity.WARNING),
             finding("D", Severity.ERROR)]  # fmt: skip
    assert [f.rule for f in merge(found)] == ["B", "D", "C", "A"]


def test_has_errors() -> None:
    assert has_errors([finding("A", Severity.ERROR)])
    assert not has_errors([finding("A", Severity.WARNING)])


def test_merge__names_each_datum_that_reading_lost() -> None:
    lost = [
        Finding(
            rule="CD-NOT-KEPT", severity=Severity.WARNING, source=Source.IMPORT, params={"value": v}
        )
        for v in ("a", "b", "a")
    ]
    assert [finding.params["value"] for finding in merge(lost)] == ["a", "b"]
