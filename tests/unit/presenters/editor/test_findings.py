"""Findings as the editor shows them: said, and with a place that there is."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.kinds import Circuit
from chorus_desk.presenters.editor.fields import FIELDS
from chorus_desk.presenters.editor.findings import by_place, place_of, remarks_of, summary
from chorus_desk.presenters.editor.lines import Cell, cell_path
from chorus_desk.rules.corrections import CORRECTIONS
from chorus_desk.rules.engine import check
from chorus_desk.usecases.unread import unread_findings
from tests.unit.presenters.spaces import plain
from tests.unit.rules.examples import EXAMPLES


def finding(rule: str = "BR-03", severity: Severity = Severity.ERROR, **values: str) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.LAW, **values)  # type: ignore[arg-type]


def found(rule: str) -> Iterator[tuple[Finding, int]]:
    """Give all that the rules find in an example, on both circuits, and how many lines it has."""
    made, context = EXAMPLES[rule].wrong
    for circuit in Circuit:
        for item in check(made, replace(context, circuit=circuit)):
            yield item, len(made.lines)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_place__of_every_finding_is_there_to_go_to(rule: str) -> None:
    for item, count in found(rule):
        cells = {cell_path(row, cell) for row in range(count) for cell in Cell}
        assert place_of(item.path) in {*FIELDS, *cells, "lines", "attachments", "business", None}, (
            item
        )


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (None, None), ("buyer.name", "buyer.siret"), ("buyer.street", "buyer.siret"),
        ("buyer", "buyer.siret"), ("validator", "validator.siret"), ("kind", "billing_framework"),
        ("totals.prepaid", "prepaid"), ("totals.due", "prepaid"), ("seller.siret", "business"),
        ("payment.iban", "business"), ("payment", "business"), ("lines", "lines"),
        ("lines[3].vat_rate", "lines[3].vat_category"),
        ("lines[12].gross_price", "lines[12].unit_price"),
        ("lines[0].allowances[1].amount", "lines[0].discount"),
        ("lines[0].charges[0]", "lines[0].discount"), ("lines[0].unit", "lines[0].unit"),
        ("lines[2]", "lines[2].description"), ("lines[2].note", "lines[2].description"),
        ("issue_date", "issue_date"), ("totals.vat", None), ("vat[0].base", None),
        ("notes[1]", "notes"), ("buyer.siren", "buyer.siret"), ("delivery.street", None),
        ("buyer.identifiers[0]", "buyer.service_code"),
        ("number", "number"), ("currency", None), ("attachments[0].name", "attachments"), ("allowances[0].amount", "allowances[0].amount"),
            ("allowances[0].vat_category", "allowances[0].vat_rate"), ("charges[1].reason", None),
            ("charges[0].reason", "charges[0].reason"), ("payee.siret", "payee.siret"), ("payee", "payee.name"),
    ],
)  # fmt: skip
def test_place__is_the_field_or_cell_where_it_is_mended(path: str | None, place: str) -> None:
    assert place_of(path) == place


@pytest.mark.parametrize("rule", EXAMPLES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_remarks__say_what_is_wrong_and_offer_what_one_click_mends(
    rule: str, language: str
) -> None:
    items = tuple(item for item, _ in found(rule))
    remarks = remarks_of(items, language)
    assert [remark.finding for remark in remarks] == list(items)
    for remark in remarks:
        assert remark.text
        assert remark.severity is remark.finding.severity
        assert bool(remark.correction) == (remark.finding.rule in CORRECTIONS)
        assert bool(remark.where) == (remark.finding.path is not None)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_remarks__of_texts_that_do_not_read(language: str) -> None:
    texts = {"issue_date": "le 3", "prepaid": "rien", "lines[0].unit": "stère"}
    remarks = remarks_of(unread_findings(texts), language)
    assert [remark.place for remark in remarks] == list(texts)
    for remark, text in zip(remarks, texts.values(), strict=True):
        assert text in remark.text
        assert remark.severity is Severity.ERROR


def test_by_place__the_first_and_gravest_of_each() -> None:
    items = (
        finding(path="issue_date"), finding("G1.07", path="lines[0].vat_rate"),
        finding("CD-X", Severity.WARNING, path="issue_date"), finding("CD-Y"),
    )  # fmt: skip
    placed = by_place(remarks_of(items, "fr"))
    assert {place: remark.finding.rule for place, remark in placed.items()} == {
        "issue_date": "BR-03", "lines[0].vat_category": "G1.07",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("errors", "warnings", "text"),
    [
        (0, 0, "Prête à émettre"), (0, 1, "Prête à émettre ; 1 point à vérifier"),
        (0, 2, "Prête à émettre ; 2 points à vérifier"), (1, 5, "1 point à compléter avant d'émettre"),
        (3, 0, "3 points à compléter avant d'émettre"),
    ],
)  # fmt: skip
def test_summary__counts_what_stands_against_issuing(errors: int, warnings: int, text: str) -> None:
    items = [finding()] * errors + [finding(severity=Severity.WARNING)] * warnings
    items.append(finding(severity=Severity.INFO))
    assert plain(summary(remarks_of(items, "fr"), "fr")) == text
    assert summary(remarks_of(items, "en"), "en")
