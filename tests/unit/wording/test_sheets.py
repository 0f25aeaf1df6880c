"""Every assertion of the shipped official sheets is said in words of ours, read from the sheets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from chorus_desk.domain.finding import Finding, Source
from chorus_desk.formats import official
from chorus_desk.formats.official_rules.svrl import Assertion, parse_answer, to_findings
from chorus_desk.formats.syntax import Syntax
from chorus_desk.formats.tables import Profile
from chorus_desk.wording.catalogue import LANGUAGES
from chorus_desk.wording.findings import fix, has_own_sentence, sentence

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_XSLT = "{http://www.w3.org/1999/XSL/Transform}"
_LEVELS = ("minimum", "basicwl", "basic", "en16931", "extended", "extended-ctc-fr")
SHEETS = {
    *(official.sheet_path(level) for level in _LEVELS),
    *(official.sheet_path(level, Syntax.UBL_INVOICE) for level in _LEVELS),
    official.reform_sheet_path(Syntax.CII), official.reform_sheet_path(Syntax.UBL_INVOICE),
}  # fmt: skip
OWN_TEXT: dict[str, str] = {}
"""Assertions whose own text is shown, with why; none at present."""


def assertions(sheet: Path) -> Iterator[Assertion]:
    """Give what a sheet can answer: each of its asserts, as if it had failed somewhere inside."""
    for element in etree.parse(sheet).iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        known = dict(element.attrib) | {
            str(item.get("name")): item.text or "" for item in element.iter(f"{_XSLT}attribute")
        }
        failed = etree.Element(f"{_SVRL}failed-assert", location="/Invoice/Group/Element")
        failed.attrib.update({name: known[name] for name in ("id", "flag") if name in known})
        [text] = element.iter(f"{_SVRL}text")
        etree.SubElement(failed, f"{_SVRL}text").text = "".join(text.itertext())
        output = etree.Element(f"{_SVRL}schematron-output")
        output.append(failed)
        yield from parse_answer(etree.tostring(output, encoding="unicode"))


def findings(sheet: Path) -> tuple[Finding, ...]:
    """Return the findings of all asserts of a sheet, each said as the program would."""
    profile = Profile("", "en16931", official=False)
    return tuple(
        finding
        for assertion in assertions(sheet)
        for finding in to_findings([assertion], Source.EN16931, profile)
    )


@pytest.mark.parametrize("sheet", sorted(SHEETS), ids=lambda path: path.name)
def test_sheet__says_each_assertion_in_words_of_ours(sheet: Path) -> None:
    found = findings(sheet)
    assert len(found) > 80
    assert {f.rule for f in found if not has_own_sentence(f)} <= OWN_TEXT.keys()
    for finding in found:
        for language in LANGUAGES:
            said = sentence(finding, language) + (fix(finding, language) or "")
            assert "{" not in said
            assert ": ." not in said, finding


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("BR-FREXT-E-08rev", "n'est pas répété"), ("BR-FXEXT-AE-08rev", "n'est pas répété"),
        ("BR-FREXT-E-08ini", "du même motif"), ("BR-FREXT-S-08", "base d'un taux"),
        ("BR-FREXT-S-08rev", "base d'un taux"),
        ("BR-FREXT-22", "quantité"), ("BR-FXEXT-04", "caractéristique"), ("BR-04", "document"),
        ("BR-FREXT-CO-10", "total des lignes"), ("BR-DEC-01", "décimales"), ("BR-CL-10", "liste"),
        ("BR-FR-DEC-02_BT-129", "quatre décimales"), ("BR-FR-10_BT-30", "SIREN du vendeur"),
        ("BR-O-05", "pas même zéro"), ("BR-E-10", "motif"), ("BR-FREXT-11", "n'existe pas"),
        ("BR-FR-MV-01", "plusieurs vendeurs"),
    ],
)  # fmt: skip
def test_pattern__means_the_rule(rule: str, words: str) -> None:
    [finding] = to_findings([Assertion(rule, "", "/x", "t")], Source.EN16931, None)
    assert words in sentence(finding, "fr")
