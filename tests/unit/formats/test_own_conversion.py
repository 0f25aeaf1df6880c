"""Pages made elsewhere become PDF/A-3, or are refused with the true reason; looks never change."""

import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from chorus_desk import resources
from chorus_desk.domain.errors import UserError
from chorus_desk.formats import facturx
from chorus_desk.formats.pdf.items import Metadata
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.own import drawings
from chorus_desk.formats.pdf.own.conversion import convert, reasons_against
from chorus_desk.formats.pdf.page_text import text_of
from tests.own_pages import changed, page

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pikepdf is pinned there")

ABOUT = Metadata("Facture", "Camille", "Sujet", "20261124")
MADE = ""
EMBEDDED, HELVETICA = page(), page(font="Helvetica")


def faults(content: bytes) -> set[str]:
    """Return what a validator that had no part in it has against a file, Factur-X's words apart."""
    from tests.integration.test_pdfa import faults as judged

    return judged(content)


def _root(**entries: str) -> Callable[[Any], None]:
    """Put entries, written as PDF, into the catalogue."""

    def change(pdf: Any) -> None:
        import pikepdf

        for name, text in entries.items():
            pdf.Root[f"/{name}"] = pikepdf.Object.parse(text.encode())

    return change


def _first_page(**entries: str) -> Callable[[Any], None]:
    def change(pdf: Any) -> None:
        import pikepdf

        for name, text in entries.items():
            pdf.pages[0].obj[f"/{name}"] = pikepdf.Object.parse(text.encode())

    return change


def _drawn(operators: bytes, **resources: str) -> Callable[[Any], None]:
    """Draw more on the first page, with resources written as PDF."""

    def change(pdf: Any) -> None:
        import pikepdf

        pdf.pages[0].contents_add(pdf.make_stream(operators))
        for kind, text in resources.items():
            pdf.pages[0].Resources[f"/{kind}"] = pikepdf.Object.parse(text.encode())

    return change


def _script(pdf: Any) -> None:
    _root(
        OpenAction="<</S /JavaScript /JS (app.alert(1))>>",
        Names="<</JavaScript <</Names [(a) <</S /JavaScript /JS (x)>>]>> >>",
        AA="<</WC <</S /JavaScript /JS (x)>> >>",
    )(pdf)
    _first_page(AA="<</O <</S /JavaScript /JS (x)>> >>")(pdf)


def _attachment(pdf: Any) -> None:
    import pikepdf

    pdf.attachments["devis.txt"] = pikepdf.AttachedFileSpec(pdf, b"bonjour", filename="devis.txt")


_RED = b"1 0 0 rg 0 0 50 10 re f"


def _note(
    kind: str, rest: str = "", *, look: bool = False, drawn: bytes = _RED, form: str = "<<>>"
) -> Callable[[Any], None]:
    """Lay an annotation over the page, with or without a drawing of its own."""

    def change(pdf: Any) -> None:
        import pikepdf

        text = f"<</Type /Annot /Subtype /{kind} /Rect [400 700 500 720] {rest}>>"
        note = pdf.make_indirect(pikepdf.Object.parse(text.encode()))
        if look:
            drawing = pdf.make_stream(drawn)
            drawing.Type, drawing.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            drawing.BBox = pikepdf.Array([0, 0, 50, 10])
            note.AP = pikepdf.Dictionary(N=drawing)
        pdf.pages[0].obj.Annots = pikepdf.Array([note])
        if kind == "Widget":
            pdf.Root.AcroForm = pikepdf.Object.parse(form.encode())
            pdf.Root.AcroForm.Fields = pikepdf.Array([note])

    return change


def _image(**entries: str) -> Callable[[Any], None]:
    def change(pdf: Any) -> None:
        import pikepdf

        image = pdf.make_stream(b"\x00\x80\xff")
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width = image.Height = 1
        image.BitsPerComponent, image.ColorSpace = 8, pikepdf.Name.DeviceRGB
        for name, text in entries.items():
            image[f"/{name}"] = pikepdf.Object.parse(text.encode())
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im0=image)
        pdf.pages[0].contents_add(pdf.make_stream(b"q 50 0 0 50 400 400 cm /Im0 Do Q"))

    return change


def _profiled(data: bytes, inks: int, state: str = "<<>>") -> Callable[[Any], None]:
    """Paint in a colour with a profile of its own."""

    def change(pdf: Any) -> None:
        import pikepdf

        profile = pdf.make_indirect(pdf.make_stream(data, N=inks))
        space = pikepdf.Array([pikepdf.Name.ICCBased, profile])
        pdf.pages[0].Resources.ColorSpace = pikepdf.Dictionary(Cs=space)
        states = pikepdf.Dictionary(G0=pikepdf.Object.parse(state.encode()))
        pdf.pages[0].Resources.ExtGState = states
        colour = b"0 " * inks
        pdf.pages[0].contents_add(
            pdf.make_stream(b"/G0 gs /Cs cs " + colour + b"scn 9 9 50 50 re f")
        )

    return change


SRGB = resources.path("icc", "sRGB.icc").read_bytes()
CMYK = SRGB[:16] + b"CMYK" + SRGB[20:]
"""Not a profile one could print by, but one that says the right things of itself."""


def _widths(pdf: Any) -> None:
    """Say widths that the font does not have."""
    for font in pdf.pages[0].Resources.Font.values():
        if "/Widths" in font:
            font.Widths[:] = [int(width) + 40 for width in font.Widths]


def _nothing(_pdf: Any) -> None:
    pass


CASES: tuple[tuple[str, bytes, Callable[[Any], None], str], ...] = (
    ("a plain page", EMBEDDED, _nothing, MADE),
    ("scripts", EMBEDDED, _script, MADE),
    ("an attachment", EMBEDDED, _attachment, MADE),
    ("transparency", EMBEDDED, _drawn(b"/G0 gs 1 0 0 rg 9 9 50 50 re f", ExtGState="<</G0 <</ca 0.5>> >>"), MADE),
    ("a transfer function that does nothing", EMBEDDED, _drawn(b"/G0 gs 9 9 50 50 re f", ExtGState="<</G0 <</TR /Identity>> >>"), MADE),
    ("a field with its drawing", EMBEDDED, _note("Widget", "/FT /Tx /V (x) /T (t)", look=True), MADE),
    ("a field that readers may draw, but need not", EMBEDDED, _note("Widget", "/FT /Tx /V (x)", look=True, form="<</NeedAppearances false>>"), MADE),
    ("a ticked box that readers draw", EMBEDDED, _note("Widget", "/FT /Btn /V /Yes", look=True, form="<</NeedAppearances true>>"), MADE),
    ("an empty field that readers draw", EMBEDDED, _note("Widget", "/FT /Tx /V ()", look=True, form="<</NeedAppearances true>>"), MADE),
    ("an order of fields that is a text", EMBEDDED, _first_page(Tabs="(S)"), MADE),
    ("an empty field", EMBEDDED, _note("Widget", "/FT /Tx /T (t)"), MADE),
    ("a stamp", EMBEDDED, _note("Stamp", look=True), MADE),
    ("a hidden note", EMBEDDED, _note("Text", "/F 2"), MADE),
    ("a link", EMBEDDED, _note("Link", "/A <</S /URI /URI (https://example.org)>>"), MADE),
    ("a link that starts a program", EMBEDDED, _note("Link", "/A <</S /Launch /F (x.exe)>>"), MADE),
    ("a smoothed image", EMBEDDED, _image(Interpolate="true"), MADE),
    ("an unused CMYK space", EMBEDDED, _drawn(b"", ColorSpace="<</Cs /DeviceCMYK>>"), MADE),
    ("a colour with its profile", EMBEDDED, _profiled(SRGB, 3), MADE),
    ("a profile that is none", EMBEDDED, _profiled(b"nonsense" * 20, 3), "CD-OWN-ODD"),
    ("a profile of other inks", EMBEDDED, _profiled(SRGB, 4), "CD-OWN-ODD"),
    ("CMYK printed over", EMBEDDED, _profiled(CMYK, 4, "<</OPM 1 /op true>>"), "CD-OWN-ODD"),
    ("CMYK with a profile", EMBEDDED, _profiled(CMYK, 4, "<</OPM 1 /op false>>"), MADE),
    ("a name that is too long", EMBEDDED, _first_page(**{"X" * 130: "1"}), "CD-OWN-ODD"),
    ("a font that is not in the file", HELVETICA, _nothing, "CD-OWN-FONT"),
    ("CMYK", EMBEDDED, _drawn(b"0 0 0 1 k 9 9 50 50 re f"), "CD-OWN-CMYK"),
    ("a used CMYK space", EMBEDDED, _drawn(b"/Cs cs 0 0 0 1 scn 9 9 50 50 re f", ColorSpace="<</Cs /DeviceCMYK>>"), "CD-OWN-CMYK"),
    ("a CMYK image", EMBEDDED, _image(ColorSpace="/DeviceCMYK"), "CD-OWN-CMYK"),
    ("an XFA form", EMBEDDED, _root(AcroForm="<</Fields [] /XFA (x)>>"), "CD-OWN-XFA"),
    ("a signature", EMBEDDED, _root(AcroForm="<</Fields [] /SigFlags 3>>"), "CD-OWN-SIGNED"),
    ("a field that readers draw anew", EMBEDDED, _note("Widget", "/FT /Tx /V (x)", look=True, form="<</NeedAppearances true>>"), "CD-OWN-FIELD"),
    ("a list that readers draw anew", EMBEDDED, _note("Widget", "/FT /Ch /V (x)", look=True, form="<</NeedAppearances true>>"), "CD-OWN-FIELD"),
    ("a filled field with an empty drawing", EMBEDDED, _note("Widget", "/FT /Tx /V (x)", look=True, drawn=b"/Tx BMC EMC"), "CD-OWN-FIELD"),
    ("a filled field without a drawing", EMBEDDED, _note("Widget", "/FT /Tx /V (x) /T (t)"), "CD-OWN-FIELD"),
    ("a film", EMBEDDED, _note("Movie"), "CD-OWN-NOTE"),
    ("a comment", EMBEDDED, _note("Text", "/Contents (x)"), "CD-OWN-NOTE"),
    ("layers that show themselves", EMBEDDED, _root(OCProperties="<</OCGs [] /D <</ON [] /AS [<</Event /View /OCGs [] /Category [/View]>>]>> >>"), "CD-OWN-LAYERS"),
    ("other widths", EMBEDDED, _widths, "CD-OWN-FONT-ODD"),
    ("a transfer function", EMBEDDED, _drawn(b"/G0 gs 9 9 50 50 re f", ExtGState="<</G0 <</TR2 <</FunctionType 2 /Domain [0 1] /N 2>> >> >>"), "CD-OWN-ODD"),
    ("a blend nobody knows", EMBEDDED, _drawn(b"/G0 gs 9 9 50 50 re f", ExtGState="<</G0 <</BM /Glow>> >>"), "CD-OWN-ODD"),
    ("an operator nobody knows", EMBEDDED, _drawn(b"BX 1 2 foo EX"), "CD-OWN-ODD"),
    ("states too deep", EMBEDDED, _drawn(b"q " * 29 + b"Q " * 29), "CD-OWN-ODD"),
    ("an image that is not there", EMBEDDED, _drawn(b"/Nowhere Do"), "CD-OWN-ODD"),
    ("a smoothed image in the drawing", EMBEDDED, _drawn(b"BI /W 1 /H 1 /BPC 8 /CS /G /I true ID x EI"), "CD-OWN-ODD"),
    ("a CMYK image in the drawing", EMBEDDED, _drawn(b"BI /W 1 /H 1 /BPC 8 /CS /CMYK ID xxxx EI"), "CD-OWN-CMYK"),
    ("an image in the drawing", EMBEDDED, _drawn(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"), MADE),
    ("JPEG 2000", EMBEDDED, _image(Filter="/JPXDecode"), "CD-OWN-ODD"),
)  # fmt: skip
"""What the PDF has, and the reason it is refused for; none where it is made."""


@pytest.mark.parametrize(("content", "change", "reason"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_convert__makes_it_or_names_the_reason(
    content: bytes, change: Callable[[Any], None], reason: str
) -> None:
    own = changed(content, change)
    made = convert(own, b"<x/>", ABOUT, "en16931")
    assert [finding.rule for finding in made.findings] == ([reason] if reason else [])
    assert (made.content is None) == bool(reason)
    assert reasons_against(own) == made.findings
    if made.content is not None:
        assert faults(made.content) == set()
        assert with_pdf(made.content, text_of) == with_pdf(own, text_of)


def test_convert__same_page_same_bytes() -> None:
    first, second = (convert(EMBEDDED, b"<x/>", ABOUT, "en16931").content for _ in range(2))
    assert first == second


def test_convert__takes_out_scripts_and_files_whole() -> None:
    """What is removed is gone from the bytes, not merely unlinked."""
    own = changed(changed(EMBEDDED, _script), _attachment)
    made = convert(own, b"<x/>", ABOUT, "en16931").content
    assert made is not None
    assert b"JavaScript" not in made
    assert [file.name for file in with_pdf(made, _files)] == ["factur-x.xml"]
    import pikepdf

    with pikepdf.open(BytesIO(made)) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        assert not any(b"bonjour" in stream.read_bytes() for stream in streams)


def _files(reader: Any) -> Any:
    from chorus_desk.formats.pdf.embedded import embedded_files

    return embedded_files(reader)


def test_convert__draws_a_field_where_it_stood() -> None:
    """The red box of the field is on the page, at its place and size."""
    own = changed(EMBEDDED, _note("Widget", "/FT /Tx /V (x) /T (t)", look=True))
    made = convert(own, b"<x/>", ABOUT, "en16931").content
    assert made is not None
    import pikepdf

    with pikepdf.open(BytesIO(made)) as pdf:
        sheet = pdf.pages[0]
        assert "/Annots" not in sheet
        assert "/AcroForm" not in pdf.Root
        assert sheet.Contents[-1].read_bytes().split() == (
            b"Q q 2.0000 0.0000 0.0000 2.0000 400.0000 700.0000 cm /CdOver0 Do Q".split()
        )


def test_convert__lzw_is_packed_again() -> None:
    """PDF/A forbids LZW: the same bytes come back otherwise packed."""

    # Clear, 0x80 0x0B 0x60 ...: the example of ISO 32000-1, 7.4.4.2 (45 45 45 45 45 65 45 45 45 66)
    def change(pdf: Any) -> None:
        import pikepdf

        image = pdf.make_stream(b"")
        image.write(bytes.fromhex("800b6050220c0c8501"), filter=pikepdf.Name.LZWDecode)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = 9, 1, 8
        image.ColorSpace = pikepdf.Name.DeviceGray
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im0=image)
        pdf.pages[0].contents_add(pdf.make_stream(b"q 50 0 0 50 400 400 cm /Im0 Do Q"))

    made = convert(changed(EMBEDDED, change), b"<x/>", ABOUT, "en16931").content
    assert made is not None
    assert faults(made) == set()
    import pikepdf

    with pikepdf.open(BytesIO(made)) as pdf:
        image = pdf.pages[0].Resources.XObject.Im0
        assert image.Filter == pikepdf.Name.FlateDecode
        assert image.read_bytes() == bytes([45, 45, 45, 45, 45, 65, 45, 45, 45, 66])


def test_convert__encrypted_is_refused() -> None:
    import pikepdf

    locked = changed(EMBEDDED, _nothing, encryption=pikepdf.Encryption(owner="x", user=""))
    try:
        rules = [finding.rule for finding in reasons_against(locked)]
    except UserError as error:
        rules = [error.code]
    assert rules in (["CD-OWN-LOCKED"], ["pdf-aes"])


def test_convert__too_much_drawing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "MOST_CONTENT", 100)
    assert [finding.rule for finding in reasons_against(EMBEDDED)] == ["CD-OWN-LARGE"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", b"nonsense"])
def test_convert__broken_files_are_one_sentence(content: bytes) -> None:
    with pytest.raises(UserError, match="pdf-unreadable"):
        reasons_against(content)


def test_convert__the_judge_sees_what_is_wrong() -> None:
    """The check above can fail: a made page without its output intent is refused."""
    made = convert(EMBEDDED, b"<x/>", ABOUT, "en16931").content
    assert made is not None

    def spoil(pdf: Any) -> None:
        del pdf.Root.OutputIntents

    assert faults(changed(made, spoil))


def test_facturx__reads_what_was_made() -> None:
    made = convert(EMBEDDED, b"<x/>", ABOUT, "en16931").content
    assert made is not None
    assert facturx.extract(made).xml == b"<x/>"
