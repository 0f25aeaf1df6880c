"""Fonts of every kind in pages made elsewhere: held against their own programs, letter by letter.

The programs are made here, by fontTools or by hand; the validator that had no part in it judges too.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from chorus_desk.formats.pdf.own.compact import BrokenFontError, read_compact
from chorus_desk.formats.pdf.own.conversion import convert, reasons_against
from chorus_desk.formats.pdf.own.letter_maps import read_maps
from chorus_desk.formats.pdf.own.standard_names import standard_encoding, standard_names
from chorus_desk.formats.pdf.own.type1 import read_type1
from tests.own_pages import changed, page
from tests.unit.formats.pdf_surgery import FONT
from tests.unit.formats.test_own_conversion import ABOUT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pikepdf is pinned there")

WIDTHS = {".notdef": 500, "A": 620, "B": 587, "eacute": 444, "own.alt": 333}


def outline(pen: Any, width: int) -> None:
    pen.moveTo((10, 0))
    pen.lineTo((width - 10, 0))
    pen.lineTo((width // 2, 700))
    pen.closePath()


def opentype() -> bytes:
    """Make an OpenType font with outlines in the compact form."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(list(WIDTHS))
    builder.setupCharacterMap({65: "A", 66: "B", 0xE9: "eacute"})
    letters = {}
    for name, width in WIDTHS.items():
        pen = T2CharStringPen(width, None)
        outline(pen, width)
        letters[name] = pen.getCharString()
    builder.setupCFF("Own", {"FullName": "Own"}, letters, {})
    builder.setupHorizontalMetrics({name: (width, 10) for name, width in WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    buffer = BytesIO()
    builder.save(buffer)
    return buffer.getvalue()


def compact() -> bytes:
    from fontTools.ttLib import TTFont

    return bytes(TTFont(BytesIO(opentype())).getTableData("CFF "))


def encrypted(plain: bytes, key: int) -> bytes:
    secret = bytearray()
    for byte in plain:
        secret.append(byte ^ key >> 8)
        key = (secret[-1] + key) * 52845 + 22719 & 0xFFFF
    return bytes(secret)


def number(value: int) -> bytes:
    """Write a number as Type 1 letters have it."""
    if -107 <= value <= 107:
        return bytes([value + 139])
    if 108 <= value <= 1131:
        return bytes([247 + (value - 108) // 256, (value - 108) % 256])
    return b"\xff" + value.to_bytes(4, "big", signed=True)


def letter(width: int) -> bytes:
    """hsbw, a triangle, endchar."""
    drawn = number(10) + number(width) + b"\x0d" + number(0) + number(0) + b"\x15"
    drawn += number(width - 20) + b"\x06" + number(-width // 2) + number(700) + b"\x05\x09\x0e"
    return encrypted(b"\0\0\0\0" + drawn, 4330)


def type1() -> bytes:
    clear = (
        b"%!PS-AdobeFont-1.0: Own 1.0\n/FontName /Own def\n/FontType 1 def\n/PaintType 0 def\n"
        b"/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/FontBBox {0 -200 1000 800} readonly def\n"
        b"/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n"
        b"dup 65 /A put\ndup 66 /B put\nreadonly def\ncurrentfile eexec\n"
    )
    letters = b"".join(
        f"/{name} {len(letter(width))} RD ".encode() + letter(width) + b" ND\n"
        for name, width in WIDTHS.items()
    )
    private = (
        b"\0\0\0\0dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} def\n"
        b"/ND {noaccess def} def\n/lenIV 4 def\n/BlueValues [] def\n/password 5839 def\n"
        + b"2 index /CharStrings %d dict dup begin\n" % len(WIDTHS) + letters
        + b"end\nend\nreadonly put\nnoaccess put\ndup /FontName get exch definefont pop\n"
        b"mark currentfile closefile\n"
    )  # fmt: skip
    return clear + encrypted(private, 55665) + b"\n" + (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"


def test_compact__widths_and_names_are_the_fonts_own() -> None:
    for data in (opentype(), compact()):
        font = read_compact(data)
        assert font.by_name() == WIDTHS
        assert not font.by_letters


def test_compact__against_fonttools_with_subroutines() -> None:
    """A width may stand before a call: the steps are followed to the first real operator."""
    from fontTools.misc.psCharStrings import T2CharString
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(opentype()))
    top = font["CFF "].cff.topDictIndex[0]
    from fontTools.cffLib import SubrsIndex

    top.Private.Subrs = SubrsIndex()
    top.Private.Subrs.append(T2CharString(program=[0, 0, "rmoveto", 50, "hlineto", "return"]))
    glyph = top.CharStrings["A"]
    glyph.program = [620 - top.Private.nominalWidthX, -107, "callsubr", "endchar"]
    glyph.bytecode = None
    buffer = BytesIO()
    font.save(buffer)
    assert read_compact(buffer.getvalue()).by_name()["A"] == 620


@pytest.mark.parametrize("cut", [0, 3, 20, 60, 100])
def test_compact__broken_programs_end_in_an_error(cut: int) -> None:
    from struct import error

    with pytest.raises((BrokenFontError, error, IndexError, KeyError)):
        read_compact(compact()[:cut])


def test_type1__widths_names_and_codes_are_the_fonts_own() -> None:
    widths, codes = read_type1(type1())
    assert widths == WIDTHS
    assert codes == {65: "A", 66: "B"}
    with pytest.raises(BrokenFontError):
        read_type1(b"no font")


def test_standard_names__are_adobes() -> None:
    from fontTools.cffLib import cffStandardStrings
    from fontTools.encodings.StandardEncoding import StandardEncoding

    assert list(standard_names()) == cffStandardStrings[: len(standard_names())]
    assert standard_encoding() == {
        code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"
    }


def test_letter_maps__are_those_of_the_font() -> None:
    from fontTools.ttLib import TTFont

    maps = read_maps(FONT.read_bytes())
    assert maps is not None
    assert maps.unicode is not None
    font = TTFont(FONT)
    wanted = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    assert {code: maps.unicode[code] for code in wanted if code <= 0xFFFF} == {
        code: glyph for code, glyph in wanted.items() if code <= 0xFFFF
    }
    assert read_maps(b"") is None


Font = Callable[[Any, int], Any]


def _descriptor(pdf: Any, flags: int, **files: Any) -> Any:
    import pikepdf

    return pdf.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/ABCDEF+Own"), Flags=flags,
        FontBBox=[0, -200, 1000, 800], ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700,
        StemV=80, **files,
    ))  # fmt: skip


def _simple(pdf: Any, kind: str, descriptor: Any, wider: int, **more: Any) -> Any:
    import pikepdf

    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name(kind), BaseFont=pikepdf.Name("/ABCDEF+Own"),
        FirstChar=65, LastChar=66, Widths=[WIDTHS["A"] + wider, WIDTHS["B"]],
        FontDescriptor=descriptor, **more,
    )  # fmt: skip


def _type1c(pdf: Any, wider: int) -> Any:
    import pikepdf

    program = pdf.make_stream(compact(), Subtype=pikepdf.Name.Type1C)
    encoding = pikepdf.Name.WinAnsiEncoding
    return _simple(pdf, "/Type1", _descriptor(pdf, 32, FontFile3=program), wider, Encoding=encoding)


def _type1(pdf: Any, wider: int) -> Any:
    data = type1()
    start = data.index(b"eexec\n") + 6
    end = len(data) - 8 * 65 - len(b"cleartomark\n") - 1
    program = pdf.make_stream(data, Length1=start, Length2=end - start, Length3=len(data) - end)
    return _simple(pdf, "/Type1", _descriptor(pdf, 4, FontFile=program), wider)


def _type3(pdf: Any, wider: int) -> Any:
    import pikepdf

    drawn = pdf.make_stream(b"620 0 0 0 600 700 d1 0 0 600 700 re f")
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 1000, 1000],
        FontMatrix=pikepdf.Array([0.001, 0, 0, 0.001, 0, 0]), FirstChar=65, LastChar=66,
        Widths=[620 + wider, 620], CharProcs=pikepdf.Dictionary(a=drawn, b=drawn),
        Encoding=pikepdf.Dictionary(Differences=[65, pikepdf.Name("/a"), pikepdf.Name("/b")]),
        Resources=pikepdf.Dictionary(),
    )  # fmt: skip


def written(font: Font, wider: int) -> bytes:
    """Write ``AB`` on a page in a font, whose first width is said to be wider than it is."""

    def change(pdf: Any) -> None:
        sheet = pdf.pages[0]
        sheet.Resources.Font["/Mine"] = pdf.make_indirect(font(pdf, wider))
        sheet.contents_add(pdf.make_stream(b"BT /Mine 20 Tf 60 300 Td (AB) Tj ET"))

    return changed(page(), change)


@pytest.mark.parametrize("font", [_type1c, _type1, _type3], ids=["CFF", "Type 1", "drawn"])
def test_font__is_believed_where_its_widths_are_its_programs(font: Font) -> None:
    from pikepdf import pdfa

    made = convert(written(font, 0), b"<x/>", ABOUT, "en16931")
    assert made.findings == ()
    assert made.content is not None
    from tests.integration.test_pdfa import _EXTENSION_SCHEMA

    found = pdfa.validate_written(BytesIO(made.content), "3b").findings
    violations = {f.message for f in found if f.kind == "violation"}
    assert violations - _EXTENSION_SCHEMA == set()


@pytest.mark.parametrize("font", [_type1c, _type1, _type3], ids=["CFF", "Type 1", "drawn"])
def test_font__is_refused_where_they_are_not(font: Font) -> None:
    [finding] = reasons_against(written(font, 30))
    assert finding.rule == "CD-OWN-FONT-ODD"
    assert "ABCDEF+" not in str(finding.params["fonts"])
