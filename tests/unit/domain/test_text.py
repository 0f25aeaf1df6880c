from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chorus_desk.domain.text import writable


def test_writable__drops_what_nobody_sees() -> None:
    assert writable("Vis\x00 M\x0b8\ufffe\ud800 \t\n") == "Vis M8 \t\n"
    assert writable("été 漢 😀 \u202e") == "été 漢 😀 \u202e"


@given(st.text())
def test_writable__is_what_xml_takes(text: str) -> None:
    element = etree.Element("a")
    element.text = writable(text)
    assert element.text == writable(writable(text))
