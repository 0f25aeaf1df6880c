"""A letter in the forms in which it leaves: page, text, e-mail address."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader

from chorus_desk.formats.letter import LONGEST_URL, Letter, mail_address, mail_text, text_file
from chorus_desk.formats.pdf.letter import render_letter
from tests import builders as b

LETTER = Letter(
    sender=b.seller(email="camille@exemple.invalid", phone="06 00 00 00 00").as_party(),
    recipient=("Commune de Bourg-Fictif", "Service comptable et financier", "1 place de l'Exemple"),
    day=date(2026, 11, 1), subject="Facture & références",
    body="Madame, Monsieur,\n\nIl me manque\u00a0:\n1. le code du service ;\n2. le numéro d'engagement.\n\nMerci.",
)  # fmt: skip


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_page__holds_who_writes_to_whom_what_and_when() -> None:
    [text] = pages(render_letter(LETTER))
    for expected in (
        "Camille Fictive EI", "SIRET 999 000 011 00018", "camille@exemple.invalid", "06 00 00 00 00",
        "Commune de Bourg-Fictif", "Service comptable et financier", "À Bourg-Fictif, le 1er novembre 2026",
        "Facture & références", "Madame, Monsieur,", "le code du service ;",
    ):  # fmt: skip
        assert expected in text.replace("\u00a0", " "), expected
    assert text.rstrip().endswith("Camille Fictive EI")


def test_page__is_the_same_for_the_same_letter_and_embeds_its_fonts() -> None:
    content = render_letter(LETTER)
    assert content == render_letter(replace(LETTER))
    reader = PdfReader(BytesIO(content))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    descriptors = [font.get_object()["/FontDescriptor"] for font in fonts]
    assert all("/FontFile2" in descriptor for descriptor in descriptors)
    assert reader.metadata is not None
    assert str(reader.metadata["/CreationDate"]).startswith("D:20261101")


@pytest.mark.parametrize(("paragraphs", "expected"), [(7, 1), (11, 1), (40, 3)])
def test_page__is_one_where_a_smaller_size_allows_it(paragraphs: int, expected: int) -> None:
    paragraph = "Une phrase assez longue pour tenir sur deux lignes de la lettre, ou presque. " * 2
    made = pages(render_letter(replace(LETTER, body="\n\n".join([paragraph] * paragraphs))))
    assert len(made) == expected
    assert ("Page 2 / 3" in "".join(made)) == (expected == 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"body": ""}, {"recipient": ()}, {"subject": "x" * 300}, {"body": "a" * 9000},
        {"body": "\u202eevil \x00 😀\n1. \n– \n"}, {"day": date(1, 1, 1)},
        {"recipient": ("Nom très long " * 30, *["ligne"] * 80)},
    ],
)  # fmt: skip
def test_page__is_made_of_whatever_was_typed(changes: dict[str, object]) -> None:
    assert pages(render_letter(replace(LETTER, **changes)))  # type: ignore[arg-type]


def test_mail__is_signed() -> None:
    assert mail_text(LETTER).endswith(
        "Merci.\n\nCamille Fictive EI\n3 rue de l'Invention, 99000 Bourg-Fictif\n"
        "SIRET 999\u00a0000\u00a0011\u00a000018\n06 00 00 00 00\ncamille@exemple.invalid"
    )


def test_text_file__opens_in_every_editor() -> None:
    content = text_file(LETTER)
    assert content.startswith(b"\xef\xbb\xbfObjet")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[:3] == ["Objet\u00a0: Facture & références", "", "Madame, Monsieur,"]
    assert all("\n" not in line for line in lines)


def test_mail_address__carries_subject_and_text_whole() -> None:
    made = mail_address(LETTER, "compta@ville.invalid, x?cc=y")
    assert made.whole
    assert "+" not in made.url
    split = urlsplit(made.url)
    assert split.path == "compta@ville.invalid%2C%20x%3Fcc%3Dy"
    query = parse_qs(split.query)
    assert query["subject"] == ["Facture & références"]
    plain = mail_text(LETTER).replace("\u00a0", " ").replace("\n", "\r\n")
    assert query["body"] == [plain]


def test_mail_address__leaves_a_text_too_long_to_be_pasted() -> None:
    made = mail_address(replace(LETTER, body="é" * LONGEST_URL))
    assert not made.whole
    assert made.url == "mailto:?subject=Facture%20%26%20r%C3%A9f%C3%A9rences"
