"""Factur-X: made with all that PDF/A-3 wants, taken apart whatever a stranger put in it."""

import base64
import re
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from io import BytesIO
from typing import Any, Self

import pytest
from pypdf import PdfReader, PdfWriter

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.formats.pdf import opening
from chorus_desk.formats.pdf.bordereau import render_bordereau
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.formats.syntax import Syntax
from tests import builders as b


@pytest.fixture(scope="module")
def made() -> bytes:
    return facturx.write(b.invoice(), Circuit.HISTORICAL)


def test_write__gives_the_same_bytes_whatever_the_time(
    made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    import facturx.facturx as library

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2031, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(library, "datetime", Later)
    assert facturx.write(b.invoice(), Circuit.HISTORICAL) == made


def test_write__embeds_the_cii(made: bytes) -> None:
    extracted = facturx.extract(made)
    assert extracted.findings == ()
    assert extracted.xml == cii.write(b.invoice(), Circuit.HISTORICAL)


def test_write__has_what_pdf_a_3_wants(made: bytes) -> None:
    reader = PdfReader(BytesIO(made))
    root: Any = reader.root_object
    [intent] = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object()["/N"] == 3
    [specification] = root["/AF"].get_object()
    assert specification.get_object()["/AFRelationship"] == "/Data"
    assert specification.get_object()["/UF"] == "factur-x.xml"
    assert specification.get_object()["/EF"]["/F"].get_object()["/Subtype"] == "/text/xml"
    assert root["/Lang"] == "fr-FR"
    assert not reader.is_encrypted
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfaid:part>3</pdfaid:part>\s*<pdfaid:conformance>B<", xmp)
    assert "<fx:ConformanceLevel>EN 16931<" in xmp
    assert "<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#<" in xmp
    assert set(re.findall(r"Date>(\d{4}-\d\d-\d\d)T", xmp)) == {"2026-11-20"}


def test_write__keeps_info_and_xmp_in_step(made: bytes) -> None:
    reader = PdfReader(BytesIO(made))
    info = reader.metadata
    assert info is not None
    root: Any = reader.root_object
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert f">{info.title}<" in xmp
    assert f">{info.producer}<" in xmp
    assert f">{info.creator}<" in xmp


def test_is_facturx(made: bytes) -> None:
    assert facturx.is_facturx(made)
    assert not facturx.is_facturx(render_portal(b.invoice()))


def rebuilt(content: bytes, change: object = None) -> bytes:
    """Write a PDF again after changing it with pypdf."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    if callable(change):
        change(writer)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_extract__of_a_plain_pdf_says_so() -> None:
    with pytest.raises(UserError, match="pdf-no-data"):
        facturx.extract(render_portal(b.invoice()))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"\x00" * 5000])
def test_extract__of_a_broken_pdf_says_so(content: bytes) -> None:
    with pytest.raises(UserError, match="pdf-unreadable"):
        facturx.extract(content)


def test_extract__of_a_truncated_pdf_never_raises_anything_else(made: bytes) -> None:
    for part in range(1, 20):
        # The last pieces may still be whole enough for pypdf to mend.
        with suppress(UserError):
            facturx.extract(made[: len(made) * part // 20])


def test_extract__of_our_own_slip_says_that_it_is_one() -> None:
    slip = render_bordereau([b.invoice()], ["a.pdf"], "portal-pdf")
    with pytest.raises(UserError, match="pdf-bordereau"):
        facturx.extract(slip)
    with pytest.raises(UserError, match="pdf-bordereau"):  # saved again by another program
        facturx.extract(rebuilt(slip))


def test_extract__refuses_what_only_a_library_that_is_not_here_could_open(
    made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    def decrypt(_: PdfReader, password: str) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    restricted = rebuilt(
        made, lambda writer: writer.encrypt("", owner_password="x", algorithm="RC4-128")
    )
    monkeypatch.setattr(PdfReader, "decrypt", decrypt)
    with pytest.raises(UserError, match="pdf-aes"):
        facturx.extract(restricted)


@pytest.mark.parametrize("name", ["facture-ubl.xml", "xrechnung.xml", "factur-x.xml"])
def test_read__finds_a_ubl_and_says_that_it_makes_no_facturx(name: str) -> None:
    ubl_xml = ubl.write(b.invoice(), Circuit.HISTORICAL)
    page = render_portal(b.invoice())
    read = facturx.read(rebuilt(page, lambda writer: writer.add_attachment(name, ubl_xml)))
    assert read.document.syntax is Syntax.UBL_INVOICE
    assert read.document.invoice.number == "2026-0001"
    assert [(f.rule, f.params) for f in read.findings] == [("CD-PDF-UBL", {"name": name})]


def test_read__takes_the_cii_where_a_ubl_is_beside_it() -> None:
    def add(writer: PdfWriter) -> None:
        writer.add_attachment("a.xml", ubl.write(b.invoice(), Circuit.HISTORICAL))
        writer.add_attachment("b.xml", cii.write(b.invoice(), Circuit.HISTORICAL))

    read = facturx.read(rebuilt(render_portal(b.invoice()), add))
    assert read.document.syntax is Syntax.CII
    assert [f.rule for f in read.findings] == ["CD-NOT-KEPT", "CD-PDF-DATA-OTHER-NAME"]


def test_extract__refuses_a_pdf_with_a_password(made: bytes) -> None:
    locked = rebuilt(made, lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    with pytest.raises(UserError, match="pdf-encrypted"):
        facturx.extract(locked)


def test_extract__opens_a_pdf_that_is_only_restricted_and_says_so(made: bytes) -> None:
    restricted = rebuilt(
        made, lambda writer: writer.encrypt("", owner_password="x", algorithm="RC4-128")
    )
    assert [f.rule for f in facturx.extract(restricted).findings] == ["CD-PDF-ENCRYPTED"]


def test_extract__refuses_two_invoices_that_differ(made: bytes) -> None:
    other = cii.write(b.invoice(number="2026-0002"), Circuit.HISTORICAL)
    both = rebuilt(made, lambda writer: writer.add_attachment("factur-x.xml", other))
    with pytest.raises(UserError, match="pdf-two-invoices"):
        facturx.extract(both)


def test_extract__names_other_files_and_keeps_none(made: bytes) -> None:
    more = rebuilt(made, lambda writer: writer.add_attachment("photo.jpg", b"x"))
    [finding] = facturx.extract(more).findings
    assert (finding.rule, finding.params["value"]) == ("CD-NOT-KEPT", "photo.jpg")


def test_extract__finds_data_under_another_case() -> None:
    page = render_portal(b.invoice())
    xml = cii.write(b.invoice(), Circuit.HISTORICAL)
    odd = rebuilt(page, lambda writer: writer.add_attachment("Factur-X.XML", xml))
    assert facturx.extract(odd).xml == xml
    assert [f.rule for f in facturx.read(odd).findings] == ["CD-PDF-DATA-NAME"]


def test_extract__does_not_follow_a_name_tree_into_itself(made: bytes) -> None:
    from pypdf.generic import ArrayObject, NameObject

    def knot(writer: PdfWriter) -> None:
        root: Any = writer.root_object
        tree = root["/Names"]["/EmbeddedFiles"]
        reference = writer._add_object(tree)
        tree[NameObject("/Kids")] = ArrayObject([reference, reference])

    assert facturx.extract(rebuilt(made, knot)).xml


def test_extract__ignores_an_action_and_says_so(made: bytes) -> None:
    from pypdf.generic import DictionaryObject, NameObject

    def arm(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject("/Launch")})
        writer.root_object[NameObject("/OpenAction")] = action

    assert "CD-PDF-ACTION" in [f.rule for f in facturx.extract(rebuilt(made, arm)).findings]


def test_extract__bounds_the_filters_that_pypdf_does_not(
    made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf.generic import NameObject, StreamObject

    def printable(filter_name: str, content: bytes) -> bytes:
        def encode(writer: PdfWriter) -> None:
            root: Any = writer.root_object
            files = root["/AF"][0].get_object()["/EF"]
            stream = StreamObject()
            stream.set_data(content)
            stream[NameObject("/Filter")] = NameObject(filter_name)
            files[NameObject("/F")] = files[NameObject("/UF")] = writer._add_object(stream)

        return rebuilt(made, encode)

    xml = facturx.extract(made).xml
    in_85, in_hex = base64.a85encode(xml) + b"~>", xml.hex().encode() + b">"
    for name, content in (("/ASCII85Decode", in_85), ("/ASCIIHexDecode", in_hex)):
        assert facturx.extract(printable(name, content)).xml == xml
        monkeypatch.setattr(opening, "LARGEST_ASCII", len(content) - 1)
        with pytest.raises(UserError, match="pdf-unreadable"):
            facturx.extract(printable(name, content))
        monkeypatch.undo()


def test_extract__refuses_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST_PDF", 10)
    with pytest.raises(UserError, match="pdf-too-large"):
        facturx.extract(b"x" * 11)


def test_extract__bounds_what_its_files_unpack_to(
    made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chorus_desk.formats import xml

    monkeypatch.setattr(xml, "LARGEST_XML", 10)
    with pytest.raises(UserError, match="xml-too-large"):
        facturx.extract(made)
