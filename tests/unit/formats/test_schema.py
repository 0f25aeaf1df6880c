"""What the XML Schema finds, as a kind, a datum and a line; libxml2's own words are not shown."""

from collections.abc import Callable

import pytest
from lxml import etree

from chorus_desk import resources
from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, ubl
from chorus_desk.formats.official_rules.schema import check_schema
from chorus_desk.wording.catalogue import LANGUAGES
from chorus_desk.wording.findings import fix, sentence
from chorus_desk.wording.sentences.schema import FORMS
from tests import builders as b

Write = Callable[[Invoice, Circuit], bytes]


def found(change: tuple[str, str], write: Write = cii.write) -> tuple[Finding, ...]:
    content = write(b.invoice(), Circuit.HISTORICAL).decode()
    assert change[0] in content
    return check_schema(etree.fromstring(content.replace(*change).encode()), "en16931")


def said_of(params: dict[str, Param]) -> Finding:
    return Finding(rule="XSD", severity=Severity.ERROR, source=Source.XSD, params=params)


@pytest.mark.parametrize(
    ("change", "form", "what", "path"),
    [
        ((">300.00</ram:GrandTotalAmount", ">200,00</ram:GrandTotalAmount"),
         "xsd-number", "BT-112", "totals.gross"),
        ((">300.00</ram:GrandTotalAmount", "></ram:GrandTotalAmount"),
         "xsd-empty", "BT-112", "totals.gross"),
        (("<ram:ID>2026-0001</ram:ID>", ""), "xsd-missing", "BT-1", "number"),
        (("<ram:ID>2026-0001</ram:ID>", "<ram:ID>1</ram:ID><ram:ID>2</ram:ID>"),
         "xsd-misplaced", "BT-1", "number"),
        (("<ram:TypeCode>380</ram:TypeCode>", "<ram:TypeCode>380</ram:TypeCode><ram:Odd>1</ram:Odd>"),
         "xsd-misplaced", "ExchangedDocument/Odd", None),
        (("<ram:BilledQuantity unitCode", "<ram:BilledQuantity odd='1' unitCode"),
         "xsd-attribute", "BilledQuantity/odd", "lines[0].quantity"),
        (("<ram:TypeCode>380</ram:TypeCode>", "<ram:TypeCode><b>380</b></ram:TypeCode>"),
         "xsd-inside", "BT-3", "kind"),
        (("<ram:SpecifiedTradeProduct>", "<ram:SpecifiedTradeProduct>texte"),
         "xsd-not-empty", "SpecifiedTradeProduct", "lines[0].description"),
    ],
)  # fmt: skip
def test_check_schema__tells_kind_datum_and_place(
    change: tuple[str, str], form: str, what: str, path: str | None
) -> None:
    finding = found(change)[0]
    assert (finding.params["form"], finding.path) == (form, path)
    assert str(finding.params["what"]).endswith(what)
    assert int(str(finding.params["line"])) > 1
    assert "text" not in finding.params


def test_check_schema__says_a_wrong_value_once() -> None:
    [finding] = found((">300.00</ram:GrandTotalAmount", ">deux cents</ram:GrandTotalAmount"))
    assert sentence(finding, "fr").startswith("«\u00a0deux cents\u00a0» n'est pas un nombre")
    assert "total TTC" in sentence(finding, "fr")
    assert "total incl. VAT" in sentence(finding, "en")


@pytest.mark.parametrize(("lacking", "term"), [("number", "BT-1"), ("issue_date", "BT-2")])
@pytest.mark.parametrize("write", [cii.write, ubl.write])
def test_check_schema__names_the_cause_and_not_what_stands_in_its_place(
    write: Write, lacking: str, term: str
) -> None:
    root = etree.fromstring(write(b.invoice(**{lacking: None}), Circuit.HISTORICAL))
    [finding] = check_schema(root, "en16931")
    assert (finding.field, finding.path) == (term, lacking)
    assert finding.params["form"] == "xsd-missing"


def test_forms__each_of_the_table_has_its_sentence_and_each_sentence_a_use() -> None:
    kinds = {row["form"] for row in resources.read_table("schema_errors")}
    assert kinds | {"xsd-missing", "xsd-empty"} == set(FORMS)
    for form in FORMS:
        params: dict[str, Param] = {"form": form, "what": "BT-1", "line": 3, "value": "x"}
        finding = said_of(params)
        for language in LANGUAGES:
            assert "3" in sentence(finding, language)
            assert fix(finding, language)


def test_check_schema__shows_what_it_does_not_know_in_its_own_words() -> None:
    assert "Odd." in sentence(said_of({"line": 3, "text": "Odd."}), "fr")
