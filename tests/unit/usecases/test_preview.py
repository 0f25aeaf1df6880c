"""The page of a draft, whatever it lacks."""

import io

import pytest
from pypdf import PdfReader

from chorus_desk.domain.invoice import Invoice, Line
from chorus_desk.usecases.preview import render_preview
from tests import builders as b
from tests.unit.rules.examples import EXAMPLES


def text_of(invoice: Invoice) -> str:
    pages = PdfReader(io.BytesIO(render_preview(invoice, None))).pages
    return "\n".join(page.extract_text() for page in pages)


def test_preview__is_the_page_and_says_that_it_is_a_draft() -> None:
    text = text_of(b.invoice(number=None))
    assert "Affiche" in text
    assert "Commune de Bourg-Fictif" in text
    assert "brouillon" in text.casefold()


@pytest.mark.parametrize("invoice", [Invoice(), Invoice(lines=(Line(),)), Invoice(type_code="381")])
def test_preview__of_a_draft_that_lacks_everything(invoice: Invoice) -> None:
    assert text_of(invoice)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_preview__of_whatever_is_wrong(rule: str) -> None:
    assert render_preview(EXAMPLES[rule].wrong[0], None).startswith(b"%PDF")
