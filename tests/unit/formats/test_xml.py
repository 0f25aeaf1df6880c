"""XML from strangers: nothing is expanded, fetched or executed; each refusal is one error."""

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.formats import xml

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<a>&c;</a>"""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "xml-doctype"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>', "xml-doctype"),
        (
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a []><a/>'.encode("utf-16"),
            "xml-doctype",
        ),
        (b"<a><b></a>", "xml-unreadable"),
        (b"<a/><b/>", "xml-unreadable"),
        (b"", "xml-unreadable"),
        (b"<a>&#1;</a>", "xml-unreadable"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "xml-unreadable"),
        (b"<a>\xe9</a>", "xml-unreadable"),
    ],
)
def test_parse__refuses(content: bytes, code: str) -> None:
    with pytest.raises(UserError) as refused:
        xml.parse(content)
    assert refused.value.code == code


def test_parse__refuses_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "LARGEST_XML", 10)
    with pytest.raises(UserError, match="xml-too-large"):
        xml.parse(b"<a>" + b"x" * 20 + b"</a>")


def test_parse__reads_a_value_that_a_comment_splits() -> None:
    assert xml.parse(b"<a>30<!-- x -->42.00</a>").text == "3042.00"


def test_parse__drops_processing_instructions() -> None:
    root = xml.parse(b'<?xml-stylesheet href="http://x/y.xsl"?><a><?php echo 1 ?>b</a>')
    assert root.text == "b"


def test_parse__takes_a_doctype_in_a_text_for_text() -> None:
    assert xml.parse(b"<a><![CDATA[<!DOCTYPE html>]]></a>").text == "<!DOCTYPE html>"


def test_serialize__goes_there_and_back() -> None:
    root = xml.parse("<a b='é'>ç</a>".encode())
    assert xml.parse(xml.serialize(root)).text == "ç"
