"""XML from strangers: nothing is expanded, fetched or executed; each refusal is one error."""

import tracemalloc

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


@pytest.mark.parametrize(
    "content", [b"<a>" + b"<b/>" * 20 + b"</a>", b'<a b="=' + b"=" * 20 + b'"/>']
)
def test_parse__refuses_more_elements_than_it_has_time_for(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml, "MOST_MARKS", 20)
    with pytest.raises(UserError, match="xml-too-long"):
        xml.parse(content)


@pytest.mark.parametrize("filling", [b"<!--" + b"a" * 5_000_000 + b"-->", b" " * 5_000_000])
def test_parse__takes_no_memory_for_what_stands_before_the_root(filling: bytes) -> None:
    content = b"<?xml version='1.0'?>" + filling + b"<!DOCTYPE a []><a/>"
    tracemalloc.start()
    with pytest.raises(UserError, match="xml-doctype"):
        xml.parse(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


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


def test_parse__reads_an_attachment_of_nine_megabytes() -> None:
    text = b"A" * 12_800_000  # as long as base64 makes the largest that Chorus Pro takes
    assert len(xml.parse(b"<a>" + text + b"</a>").text or "") == len(text)
    with pytest.raises(UserError, match="xml-unreadable"):  # where a document type could hide
        xml.parse(b"<?xml version='1.0' encoding='iso-8859-1'?><a>" + text + b"</a>")


def test_parse__takes_no_bomb_in_an_encoding_that_hides_it() -> None:
    bomb = BOMB.decode().replace("<a>&c;</a>", '<a b="&c;"/>').replace("?>", ' encoding="UTF-16"?>')
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        with pytest.raises(UserError):
            xml.parse(bomb.encode(encoding))


@pytest.mark.parametrize("depth", [100, 5_000, 60_000])
def test_parse__refuses_elements_in_one_another_without_end(depth: int) -> None:
    content = b"<?xml version='1.0' encoding='UTF-8'?>" + b"<a>" * depth + b"</a>" * depth
    with pytest.raises(UserError, match="xml-unreadable"):
        xml.parse(content)


def test_copied__leaves_the_first_as_it_is() -> None:
    root = xml.parse(b"<a><b>1</b></a>")
    xml.copied(root)[0].text = "2"
    assert root[0].text == "1"
