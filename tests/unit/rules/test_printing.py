"""What the page prints for each character: the table that rules ask says what the fonts have."""

from datetime import date

import font_characters
import pytest

from chorus_desk.formats.pdf.fonts import loaded, printable
from chorus_desk.rules.case import Context
from chorus_desk.rules.engine import check
from chorus_desk.rules.printing import _replacements, printed, unprintable
from tests import builders as b


def test_table__is_what_the_fonts_have() -> None:
    content = font_characters.TABLE.read_text(encoding="utf-8")
    assert content == font_characters.table(), "run python packaging/font_characters.py"


def test_replacements__stand_for_what_the_fonts_lack_and_can_be_printed() -> None:
    for font in loaded().values():
        has = font.face.charToGlyph
        for character, instead in _replacements().items():
            assert ord(character) not in has, character
            assert all(ord(other) in has for other in instead), character


@pytest.mark.parametrize(
    ("text", "page", "lacking"),
    [
        ("Crêpes, Łódź, 5 €, ½ journée, 100 µm, m², n° 3 – « fin »", None, ""),
        ("e\u0301te\u0301", "été", ""),
        ("Ø ≤ 22 mm, aller → retour, −5 °C", "Ø <= 22 mm, aller -> retour, -5 °C", ""),
        ("Galette 🥞 日本", "Galette ? ??", "日本🥞"),
        ("carte\u202e\u200b\x07", "carte", ""),
        ("⚠\ufe0f", "?", "⚠"),
        ("nouveau \U000323b0 et \ue123", "nouveau ? et ?", "\ue123\U000323b0"),
    ],
)
def test_printable__and_the_rule_agree(text: str, page: str | None, lacking: str) -> None:
    assert printable(text) == (text if page is None else page)
    assert unprintable(text) == lacking
    assert {c for c in text if printed(c) is None} == set(lacking)


@pytest.mark.parametrize(
    ("character", "shown"),
    [("\x00", ""), (" ", " "), ("~", "~"), ("\xa0", "\xa0"), ("\u0378", None), ("\ufffd", "\ufffd"),
     ("\U0010ffff", None)],
)  # fmt: skip
def test_printed__answers_for_every_character(character: str, shown: str | None) -> None:
    assert printed(character) == shown


def test_rule__names_the_characters_and_their_place() -> None:
    body = b.commune(name="Commune de 日本").as_party()
    made = b.invoice(lines=(b.line(details="Galette 🥞"),), buyer=body)
    found = check(made, Context(today=date(2026, 11, 24)))
    hits = {f.path: f.params["characters"] for f in found if f.rule == "CD-NOT-PRINTABLE"}
    assert hits == {"lines[0].details": "🥞", "buyer": "日 本"}
