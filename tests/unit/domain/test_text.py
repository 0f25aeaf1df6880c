import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chorus_desk.domain.text import fold, writable


def test_writable__drops_what_nobody_sees() -> None:
    assert writable("Vis\x00 M\x0b8\ufffe\ud800 \t\n") == "Vis M8 \t\n"
    assert writable("été 漢 😀 \u202e") == "été 漢 😀 \u202e"


@given(st.text())
def test_writable__is_what_xml_takes(text: str) -> None:
    element = etree.Element("a")
    element.text = writable(text)
    assert element.text == writable(writable(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Éclairage PUBLIC", "eclairage public"), ("Œuvre d’Art", "oeuvre d'art"),
     ("Curriculum vitæ", "curriculum vitae"), ("STRASSE Straße", "strasse strasse"),
     ("  1\u202f234,50\u00a0€\t\nTTC ", "1 234,50 € ttc"), ("e\u0301te\u0301", "ete"),
     ("ﬁn Nᵒ 3", "fin no 3"), ("n'est-ce", "n'est-ce"), ("漢字", "漢字"), ("", ""), (" \n", "")],
)  # fmt: skip
def test_fold__leaves_what_searches_compare(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters(codec="latin-1")))
def test_fold__is_the_same_for_capitals_and_done_twice(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold__finds_every_word_of_a_text_in_it(text: str) -> None:
    assert all(fold(word) in fold(text) for word in text.split())


@given(st.text())
def test_fold__is_the_same_however_accents_are_composed(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(apart)
