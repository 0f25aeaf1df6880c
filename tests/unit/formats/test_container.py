"""The PDF around the data: each rule has a file it objects to, and none objects to ours."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from chorus_desk import resources
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.formats.pdf import letters, pages
from chorus_desk.formats.tables import profile_of
from chorus_desk.wording.findings import fix, sentence
from tests import builders as b
from tests.unit.formats.pdf_surgery import (
    Change,
    changed,
    drawn,
    file,
    glyphs,
    rename,
    root,
    without,
    written,
    xmp,
)

EN16931 = profile_of("urn:cen.eu:en16931:2017")
HELVETICA = DictionaryObject({
    NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
    NameObject("/BaseFont"): NameObject("/Helvetica"),
})  # fmt: skip
GLASS = DictionaryObject({NameObject("/ca"): FloatObject(0.5)})
TEXT = b"q BT /Bare 10 Tf 10 10 Td (x) Tj ET Q"


@pytest.fixture(scope="module")
def made() -> bytes:
    return facturx.write(b.invoice(), Circuit.HISTORICAL)


def judged(content: bytes) -> list[Finding]:
    """What both passes over a file say: finding the invoice, and judging what is around it."""
    findings = (*facturx.read(content).findings, *facturx.examine(content, EN16931))
    return [finding for finding in findings if finding.source is Source.CONTAINER]


def rules(content: bytes) -> set[str]:
    return {finding.rule for finding in judged(content)}


def set_file(key: str, value: str | None, *, stream: bool = False) -> Change:
    def change(writer: PdfWriter) -> None:
        place = file(writer)["/EF"]["/F"].get_object() if stream else file(writer)
        if value is None:
            del place[key]
        else:
            place[NameObject(key)] = NameObject(value)

    return change


def replace_data(content: bytes) -> Change:
    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()  # neither compressed nor typed: it has no entries
        stream.set_data(content)
        file(writer)["/EF"][NameObject("/F")] = writer._add_object(stream)

    return change


def wide(letter: str, by: float) -> ArrayObject:
    """Widths of the letter and of what follows it, which is all as wide: ``first last width``."""
    [(number, width)] = glyphs(letter)
    return ArrayObject([NumberObject(number), NumberObject(number), FloatObject(width + by)])


def launch(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch")})
    annotation = DictionaryObject({NameObject("/A"): action})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])


def fonts(**entries: object) -> dict[str, object]:
    return {"Font": {NameObject(f"/{name}"): value for name, value in entries.items()}}


def state(**entries: object) -> dict[str, object]:
    return {"ExtGState": {NameObject(f"/{name}"): value for name, value in entries.items()}}


EXAMPLES: dict[str, Sequence[Change]] = {
    "CD-PDF-ENCRYPTED": [lambda w: w.encrypt("", owner_password="x", algorithm="RC4-128")],
    "CD-PDF-ACTION": [launch],
    "CD-PDF-DATA-NAME": [rename("Factur-X.xml")],
    "CD-PDF-DATA-OTHER-NAME": [rename("facture.xml"), xmp(">factur-x.xml<", ">facture.xml<")],
    "CD-PDF-UBL": [
        replace_data(ubl.write(b.invoice(), Circuit.HISTORICAL)),
        set_file("/Subtype", "/text/xml", stream=True),
    ],
    "CD-PDF-NO-XMP": [without("/Metadata")],
    "CD-PDF-XMP-PROFILE": [xmp(">EN 16931<", ">BASIC<")],
    "CD-PDF-XMP-NAME": [xmp(">factur-x.xml<", ">autre.xml<")],
    "CD-PDF-XMP-SCHEMA": [xmp("pdfaSchema:namespaceURI>", "pdfaSchema:other>")],
    "CD-PDF-NOT-A3": [xmp("<pdfaid:part>3<", "<pdfaid:part>1<")],
    "CD-PDF-NO-AF": [without("/AF")],
    "CD-PDF-NO-RELATIONSHIP": [set_file("/AFRelationship", None)],
    "CD-PDF-RELATIONSHIP": [set_file("/AFRelationship", "/Unspecified")],
    "CD-PDF-NO-MIME": [set_file("/Subtype", None, stream=True)],
    "CD-PDF-MIME": [set_file("/Subtype", "/application#2Fxml", stream=True)],
    "CD-PDF-ATTACHMENT": [lambda w: w.add_attachment("plan.jpg", b"x")],
    "CD-PDF-FONT": [drawn(TEXT, **fonts(Bare=HELVETICA))],
    "CD-PDF-FONT-WIDTH": [written("Vu", widths=wide("V", by=20))],
    "CD-PDF-FONT-LIST": [written("Vu", listing=b"\xff\xff")],
    "CD-PDF-COLOUR": [without("/OutputIntents")],
    "CD-PDF-TRANSPARENCY": [without("/OutputIntents"), drawn(b"/Glass gs", **state(Glass=GLASS))],
    "CD-PDF-HEADER": [],
    "CD-PDF-PARTLY": [drawn(b"% long\n" * (pages.MOST_CONTENT // 7))],
}


def spoilt(rule: str, content: bytes) -> bytes:
    return b"junk\n" + content if rule == "CD-PDF-HEADER" else changed(content, *EXAMPLES[rule])


def test_examples__cover_every_rule() -> None:
    rows = resources.read_table("container_rules")
    assert set(EXAMPLES) == {row["rule"] for row in rows}
    assert all(row["reference"] for row in rows)


def test_container__of_ours_is_right(made: bytes) -> None:
    assert judged(made) == []
    assert judged(changed(made)) == []
    extended = facturx.write(b.invoice(validator=b.invoice().buyer), Circuit.HISTORICAL)
    profile = profile_of("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended")
    assert facturx.examine(extended, profile) == ()


@pytest.mark.parametrize("rule", EXAMPLES)
def test_container__objects_to_its_example(rule: str, made: bytes) -> None:
    found = {finding.rule: finding for finding in judged(spoilt(rule, made))}
    # No colours are meant where there is no output intent: with transparency both are said.
    beside = {"CD-PDF-COLOUR"} if rule == "CD-PDF-TRANSPARENCY" else set()
    assert set(found) - beside == {rule}
    for language in ("fr", "en"):
        text = sentence(found[rule], language) + (fix(found[rule], language) or "")
        assert "{" not in text
        assert "ffici" not in text


def test_container__names_the_fonts_that_lack(made: bytes) -> None:
    [finding] = judged(spoilt("CD-PDF-FONT", made))
    assert finding.params["fonts"] == "Helvetica"


def test_container__lets_invisible_text_have_any_font(made: bytes) -> None:
    hidden = TEXT.replace(b" Tf", b" Tf 3 Tr")
    assert rules(changed(made, drawn(hidden, **fonts(Bare=HELVETICA)))) == set()


def test_container__lets_transparency_be_where_colours_are_meant(made: bytes) -> None:
    assert rules(changed(made, drawn(b"/Glass gs", **state(Glass=GLASS)))) == set()


def test_container__sees_black_that_nobody_chose(made: bytes) -> None:
    def blank(writer: PdfWriter) -> None:
        from pypdf.generic import DecodedStreamObject

        stream = DecodedStreamObject()
        stream.set_data(b"0 0 10 10 re f")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    assert rules(changed(made, blank)) == set()
    assert rules(changed(made, blank, without("/OutputIntents"))) == {"CD-PDF-COLOUR"}


def test_container__wants_the_relationship_of_small_profiles_to_be_data(made: bytes) -> None:
    other = changed(made, set_file("/AFRelationship", "/Alternative"))
    assert facturx.examine(other, EN16931) == ()
    minimum = profile_of("urn:factur-x.eu:1p0:minimum")
    found = {finding.rule for finding in facturx.examine(other, minimum)}
    assert "CD-PDF-RELATIONSHIP" in found


def test_container__reads_xmp_written_as_attributes(made: bytes) -> None:
    def short(writer: PdfWriter) -> None:
        from pypdf.generic import DecodedStreamObject

        stream = DecodedStreamObject()
        stream.set_data(
            b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            b'<r:Description xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"'
            b' xmlns:p="http://www.aiim.org/pdfa/ns/id/" p:part="3" fx:ConformanceLevel="BASIC"'
            b' fx:DocumentFileName="factur-x.xml"/></r:RDF></x:xmpmeta>'
        )
        root(writer)[NameObject("/Metadata")] = writer._add_object(stream)

    assert rules(changed(made, short)) == {"CD-PDF-XMP-SCHEMA", "CD-PDF-XMP-PROFILE"}


def test_container__reads_no_xmp_that_could_reach_out(made: bytes) -> None:
    evil = xmp("<x:xmpmeta", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x:xmpmeta')
    assert rules(changed(made, evil)) == {"CD-PDF-NO-XMP"}


def test_container__stands_pages_that_contain_themselves(made: bytes) -> None:
    def knot(writer: PdfWriter) -> None:
        tree = root(writer)["/Pages"].get_object()
        tree["/Kids"].append(root(writer).raw_get("/Pages"))
        form = DictionaryObject({NameObject("/Subtype"): NameObject("/Form")})
        page = writer.pages[0]
        page["/Resources"][NameObject("/XObject")] = DictionaryObject()  # type: ignore[index]
        held = page["/Resources"][NameObject("/XObject")]  # type: ignore[index]
        held[NameObject("/A")] = reference = writer._add_object(form)
        form[NameObject("/Resources")] = DictionaryObject({
            NameObject("/XObject"): DictionaryObject({NameObject("/B"): reference})
        })  # fmt: skip

    with_knot = changed(made, knot)
    assert facturx.extract(with_knot).xml


def test_extract__finds_the_invoice_by_what_it_is(made: bytes) -> None:
    extracted = facturx.extract(changed(made, rename("facture 12.xml")))
    assert extracted.xml == cii.write(b.invoice(), Circuit.HISTORICAL)


def test_extract__does_not_take_another_xml_for_an_invoice(made: bytes) -> None:
    order = b"<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm='urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100'/>"

    with pytest.raises(UserError, match="pdf-no-data"):
        facturx.extract(changed(made, rename("order-x.xml"), replace_data(order)))


def test_extract__finds_the_invoice_that_only_af_names(made: bytes) -> None:
    only_af = changed(made, without("/Names"))
    assert facturx.extract(only_af).xml
    assert rules(only_af) == set()


def test_extract__keeps_its_head_over_odd_names(made: bytes) -> None:
    assert "CD-PDF-DATA-OTHER-NAME" in rules(changed(made, rename("../../../facture.xml")))

    def nameless(writer: PdfWriter) -> None:
        for key in ("/F", "/UF"):
            file(writer)[NameObject(key)] = TextStringObject("")

    assert "CD-PDF-DATA-OTHER-NAME" in rules(changed(made, nameless))


def test_letters__are_right_where_widths_round_and_the_list_is_whole(made: bytes) -> None:
    assert rules(changed(made, written("Vu", listing=b"\xff" * 8192))) == set()
    assert rules(changed(made, written("V", widths=wide("V", by=0.6)))) == set()
    # What is shown counts, not what is in the font beside it.
    assert rules(changed(made, written("u", widths=_beside(glyphs("u"), glyphs("V"))))) == set()


def _beside(shown: list[tuple[int, float]], other: list[tuple[int, float]]) -> ArrayObject:
    items = ArrayObject()
    for number, width in (*shown, *((number, width + 99) for number, width in other)):
        items += [NumberObject(number), ArrayObject([FloatObject(width)])]
    return items


@pytest.mark.parametrize(
    "widths",
    [
        ArrayObject([NumberObject(1)]),
        ArrayObject([NameObject("/a"), NameObject("/b"), NumberObject(1)]),
        ArrayObject([NumberObject(0), NumberObject(2_000_000_000), NumberObject(1)]),
        ArrayObject([NumberObject(0), NumberObject(60_000), NumberObject(1)] * 20_000),
        NumberObject(3),
    ],
    ids=["cut", "names", "range", "ranges", "no list"],
)
def test_letters__of_a_broken_font_are_passed(made: bytes, widths: object) -> None:
    assert rules(changed(made, written("Vu", widths=widths))) == set()


@pytest.mark.parametrize("program", [b"x", b"\0" * 300, b"\0\1\0\0\0\40" + b"glyf" * 200])
def test_letters__of_what_is_no_font_program_are_passed(made: bytes, program: bytes) -> None:
    assert rules(changed(made, written("Vu", program=program, widths=wide("V", by=20)))) == set()


@pytest.mark.parametrize(("bound", "judged_fonts"), [(letters.MOST_BYTES, 3), (1000, 1)])
def test_letters__of_large_fonts_are_judged_within_a_bound(
    made: bytes, monkeypatch: pytest.MonkeyPatch, bound: int, judged_fonts: int
) -> None:
    three = changed(made, *(written("V", name=name) for name in ("/A", "/B", "/C")))
    seen: list[bytes] = []
    monkeypatch.setattr(letters, "read_program", seen.append)
    monkeypatch.setattr(letters, "MOST_BYTES", bound)
    rules(three)
    assert len(seen) == judged_fonts


@pytest.mark.corpus
def test_container__agrees_with_an_independent_validator_of_pdfa(corpus: Path) -> None:
    """No PDF/A condition is found broken in a file that another validator found compliant."""
    page_rules = {"CD-PDF-FONT", "CD-PDF-COLOUR", "CD-PDF-TRANSPARENCY", "CD-PDF-HEADER",
                  "CD-PDF-NO-AF", "CD-PDF-NO-RELATIONSHIP", "CD-PDF-NO-MIME", "CD-PDF-ATTACHMENT",
                  "CD-PDF-XMP-SCHEMA", "CD-PDF-FONT-WIDTH", "CD-PDF-FONT-LIST"}  # fmt: skip
    with (corpus / "verdicts.csv").open(encoding="utf-8", newline="") as table:
        verdicts = {row["path"]: row["verapdf"] for row in csv.DictReader(table)}
    compliant = broken = missed = 0
    for path, verdict in verdicts.items():
        if not path.startswith("facturx-pdf/"):
            continue
        content = (corpus / path).read_bytes()
        found = {finding.rule for finding in facturx.examine(content, None)}
        if verdict == "compliant":
            assert not found & page_rules, path
            compliant += 1
        else:
            broken += 1
            missed += not found
    assert compliant >= 100
    assert broken >= 7
    assert missed == 0


def test_severities__an_error_is_what_factur_x_builds_on() -> None:
    errors = {
        r["rule"]
        for r in resources.read_table("container_rules")
        if r["severity"] == Severity.ERROR
    }
    assert {"CD-PDF-FONT", "CD-PDF-COLOUR", "CD-PDF-NOT-A3"}.isdisjoint(errors)
    assert {"CD-PDF-XMP-PROFILE", "CD-PDF-NO-AF", "CD-PDF-ENCRYPTED"} <= errors
