"""What somebody typed, read."""

import pytest

from chorus_desk.directory.query import read


def texts(typed: str) -> list[str]:
    return [word.text for word in read(typed).words]


def test_last_word__may_go_on_until_a_space_follows() -> None:
    assert [word.unfinished for word in read("mairie de ren").words] == [False, True]
    assert [word.unfinished for word in read("mairie de ren ").words] == [False, False]


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("213 502 388 00019", "21350238800019"), ("21350238", "21350238"), ("350", "350"),
        ("213.502.388-00019", "21350238800019"), ("35", ""), ("rennes 35000", ""),
        ("MAIRIE - 24420", ""), ("rennes 21350238800019", "21350238800019"),
        ("1" * 15, ""), ("\u0663\u0665\u0660", ""), ("²³⁴⁵", ""),
    ],
)  # fmt: skip
def test_digits__may_begin_a_siret_however_they_are_grouped(typed: str, digits: str) -> None:
    assert read(typed).digits == digits


def test_words_of_a_departement__are_read_as_its_number_too() -> None:
    *_, last = read("villemanoche yonne").words
    assert last.departments == {"89"}
    *_, last = read("st denis reun").words
    assert last.departments == {"974"}
    assert read("sens en").words[-1].departments == frozenset()


def test_what_is_pasted__is_read_so_far_and_no_farther() -> None:
    assert len(read("mot " * 1000).words) == 10
    assert len(texts("x" * 1000)[0]) == 30
    assert texts("\u0000\ud83d \u202e((") == []


def test_little_words__may_be_beginnings_where_nothing_follows() -> None:
    assert texts("la") == ["la"]
    assert texts("de la ") == []
    assert texts("st et") == ["saint", "et"]
    assert texts("st et ") == texts("mairie de st")[1:] == ["saint"]
    assert texts("mairie de") == ["mairie"]


@pytest.mark.parametrize(
    ("typed", "article"),
    [("la ro", "laro"), ("commune de la rochelle", "larochelle"), ("rochelle", ""), ("la", ""),
     ("mairie l'hay", "lhay"), ("conseil departemental de la manche", "lamanche")],
)  # fmt: skip
def test_article__is_remembered(typed: str, article: str) -> None:
    assert read(typed).with_article == article


def test_words_that_say_what_the_body_is__are_apart() -> None:
    query = read("mairie de st etienne")
    assert (query.key, query.core_key) == ("mairiesaintetienne", "saintetienne")
