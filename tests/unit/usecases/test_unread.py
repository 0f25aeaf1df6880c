"""Each text that does not read is an error at its field."""

import pytest

from chorus_desk.domain.finding import Severity, Source
from chorus_desk.usecases.unread import (
    NOT_A_CHOICE,
    NOT_A_DATE,
    NOT_A_NUMBER,
    unread_findings,
)
from chorus_desk.wording.findings import fix, sentence


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("issue_date", NOT_A_DATE), ("delivery_date", NOT_A_DATE), ("due_date", NOT_A_DATE),
        ("period_start", NOT_A_DATE), ("period_end", NOT_A_DATE), ("prepaid", NOT_A_NUMBER),
        ("lines[0].quantity", NOT_A_NUMBER), ("lines[12].unit_price", NOT_A_NUMBER),
        ("lines[0].discount", NOT_A_NUMBER), ("lines[0].unit", NOT_A_CHOICE),
        ("lines[10].vat_category", NOT_A_CHOICE),
    ],
)  # fmt: skip
def test_unread__says_what_the_field_holds(path: str, rule: str) -> None:
    [finding] = unread_findings({path: "n'importe {quoi}"})
    assert (finding.rule, finding.path) == (rule, path)
    assert (finding.severity, finding.source) == (Severity.ERROR, Source.IMPORT)
    for language in ("fr", "en"):
        assert "n'importe {quoi}" in sentence(finding, language)
        assert fix(finding, language)


def test_unread__leaves_none_out() -> None:
    texts = {"issue_date": "a", "prepaid": "b", "lines[0].unit": "c", "lines[1].unit": "d"}
    assert [finding.path for finding in unread_findings(texts)] == list(texts)
    assert unread_findings({}) == ()
