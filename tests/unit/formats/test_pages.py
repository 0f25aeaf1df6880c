"""The printed pages: what they say, that they fit, that the same invoice gives the same bytes."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from chorus_desk import resources
from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Payment, Preceding
from chorus_desk.formats.pdf import fonts
from chorus_desk.formats.pdf.bordereau import render_bordereau
from chorus_desk.formats.pdf.invoice_page import lay_out, render_invoice
from chorus_desk.formats.pdf.items import HEIGHT, WIDTH, Text
from chorus_desk.formats.pdf.logo import normalized_logo
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.formats.pdf.text import shortened, wrap
from tests import builders as b
from tests.conftest import Golden

D = Decimal
SPACES = re.compile(r"[\s\u00a0\u202f]+")


def text_of(pdf: bytes) -> str:
    reader = PdfReader(BytesIO(pdf))
    return "\n".join(page.extract_text() for page in reader.pages)


def full() -> Invoice:
    return b.vat_invoice(
        b.taxed_line(description="Pose d'un radiateur", details="Deux ouvriers"),
        b.taxed_line("10", description="Dépannage", quantity=D("1.5"), unit="HUR",
                     allowances=(AllowanceCharge(amount=D("5.00"), reason="Remise"),)),
        buyer=replace(b.commune().as_party(), service_code="VOIRIE"),
        contract_number="2026-M-7", prepaid=D("50.00"),
    )  # fmt: skip


PORTAL_DATA = {
    "number": "2026-0001", "issue_date": "20/11/2026", "seller.siret": b.SELLER_SIRET,
    "buyer.siret": b.COMMUNE_SIRET, "buyer.service_code": "VOIRIE", "commitment_number": "BC-118",
    "contract_number": "2026-M-7", "totals.net": "520,00 €", "totals.vat": "82,00 €",
    "totals.gross": "602,00 €",
}  # fmt: skip


@pytest.mark.parametrize(("second", "printed"), [("10", "Remise (TVA 20 %)"), ("20", "Remise")])
def test_render_invoice__says_whose_rate_a_discount_has_where_there_are_several(
    second: str, printed: str
) -> None:
    off = AllowanceCharge(amount=D(5), reason="Remise", vat_category="S", vat_rate=D(20))
    made = b.vat_invoice(b.taxed_line(), b.taxed_line(second), allowances=(off,))
    text = SPACES.sub(" ", text_of(render_invoice(made)))
    assert f"{printed} -5,00 €" in text


def test_render_portal__sets_every_datum_right_after_its_first_label() -> None:
    first: dict[str, str] = {}
    for row in resources.read_table("portal_labels"):
        first.setdefault(row["field"], row["label"])
    text = SPACES.sub(" ", text_of(render_portal(full())))
    for field, value in PORTAL_DATA.items():
        assert f"{first[field]} {value}" in text, field
    # The one label left announces a ministry by its own name.
    assert set(first) - set(PORTAL_DATA) == {"buyer.name"}


def test_render_portal__is_a_plain_pdf_in_black() -> None:
    pdf = render_portal(full())
    root = PdfReader(BytesIO(pdf)).root_object
    assert "/Names" not in root
    assert "/AF" not in root
    assert "/Metadata" not in root
    content = b"".join(page.get_contents().get_data() for page in PdfReader(BytesIO(pdf)).pages)  # type: ignore[union-attr]
    assert set(re.findall(rb"([\d.]+ [\d.]+ [\d.]+) (?:rg|RG)", content)) == {b"0 0 0"}
    assert b" Do" not in content  # no picture


def test_render_portal__golden(golden: Golden) -> None:
    golden.check("portail.txt", text_of(render_portal(full())) + "\n")


def test_render_invoice__golden(golden: Golden) -> None:
    golden.check("page.txt", text_of(render_invoice(full())) + "\n")


def test_render_invoice__says_what_the_public_body_needs() -> None:
    text = SPACES.sub(" ", text_of(render_invoice(full())))
    for part in ("FACTURE", "N° 2026-0001", "219 900 016 00011", "VOIRIE", "BC-118", "2026-M-7",
                 "Net à payer", "552,00 €", "FR76 3000 0000 0100 0000 0000 007", "40 €", "Page 1 / 1"):  # fmt: skip
        assert part in text, part


def test_render_invoice__of_a_credit_note_names_its_origin() -> None:
    made = b.invoice(type_code="381", payment=Payment(),
                     preceding=(Preceding(number="2026-0000", issue_date=date(2026, 10, 1)),))  # fmt: skip
    text = text_of(render_invoice(made))
    assert "AVOIR" in text
    assert "2026-0000 du 01/10/2026" in text
    assert "Net à rembourser" in text
    assert "Pénalités" not in text


def test_render__of_a_paid_invoice_does_not_invite_to_pay_again() -> None:
    paid = b.invoice(billing_framework="A2", prepaid=D("300.00"), due_date=None)
    for pdf in (render_invoice(paid), render_portal(paid)):
        text = SPACES.sub(" ", text_of(pdf))
        assert "Facture déjà payée" in text
        assert "IBAN" not in text
        assert "Virement" not in text
    assert "A2 – Facture déjà payée" in SPACES.sub(" ", text_of(render_invoice(paid)))


def test_render__calls_what_a_credit_note_gives_back_by_its_name() -> None:
    made = b.invoice(type_code="381", payment=Payment())
    for pdf in (render_invoice(made), render_portal(made)):
        text = SPACES.sub(" ", text_of(pdf))
        assert "Net à rembourser" in text
        assert "Net à payer" not in text


def test_render__of_a_franchise_says_without_vat() -> None:
    text = text_of(render_invoice(b.invoice()))
    assert "Sans TVA" in text
    assert "Exonéré" not in text


def test_render__of_a_draft_says_so_on_every_page() -> None:
    many = b.invoice(number=None, lines=(b.line(),) * 80)
    for pdf in (render_invoice(many, draft=True), render_portal(many, draft=True)):
        pages = PdfReader(BytesIO(pdf)).pages
        assert len(pages) > 1
        assert all("BROUILLON" in page.extract_text() for page in pages)


@pytest.mark.parametrize("count", [1, 10, 40, 200])
def test_lay_out__keeps_everything_on_its_pages(count: int) -> None:
    lines = tuple(
        b.line(
            description=f"Ligne {i} " + "très longue " * (i % 9),
            details="détail " * (i % 40) or None,
        )
        for i in range(count)
    )
    pages = lay_out(b.invoice(lines=lines), draft=False, logo=None)
    for number, page in enumerate(pages, start=1):
        texts = [item for item in page if isinstance(item, Text)]
        assert any(item.text == f"Page {number} / {len(pages)}" for item in texts)
        for item in texts:
            end = item.x if item.right else item.x + fonts.width(item.text, item.font, item.size)
            start = end - fonts.width(item.text, item.font, item.size)
            assert start >= 40, item
            assert end <= WIDTH - 40, item
            assert 30 <= item.y <= HEIGHT - 20, item
    said = " ".join(item.text for page in pages for item in page if isinstance(item, Text))
    assert all(f"Ligne {i}" in said for i in range(count))


@pytest.mark.parametrize("count", range(15, 45))
def test_lay_out__never_leaves_the_totals_alone_on_a_page(count: int) -> None:
    lines = tuple(b.line(description=f"Ligne {n}") for n in range(count))
    pages = lay_out(b.invoice(lines=lines), draft=False, logo=None)
    texts = [[item.text for item in page if isinstance(item, Text)] for page in pages]
    [totals] = [page for page in texts if "Net à payer" in page]
    assert f"Ligne {count - 1}" in totals


def test_lay_out__splits_a_description_that_is_longer_than_a_page() -> None:
    long = b.invoice(lines=(b.line(details="mot " * 3000),))
    pages = lay_out(long, draft=False, logo=None)
    assert len(pages) > 2
    said = " ".join(i.text for page in pages for i in page if isinstance(i, Text))
    assert said.count("mot") == 3000


def test_render__gives_the_same_bytes() -> None:
    made = full()
    assert render_invoice(made) == render_invoice(made)
    assert render_portal(made) == render_portal(made)
    assert render_bordereau([made], ["a.pdf"], "api") == render_bordereau([made], ["a.pdf"], "api")


def test_render__is_dated_of_the_invoice() -> None:
    info = PdfReader(BytesIO(render_invoice(full()))).metadata
    assert info is not None
    assert str(info["/CreationDate"]).startswith("D:20261120")
    assert info.title == "Camille Fictive EI : Facture 2026-0001"


def test_render__prints_no_character_the_fonts_lack() -> None:
    made = b.invoice(
        lines=(b.line(description="Emoji 😀, 漢字, \u202egauche\u202c, tab\tici, NUL\x00"),)
    )
    text = text_of(render_invoice(made))
    assert "Emoji ?" in text
    assert "\u202e" not in text


def test_render__embeds_its_fonts() -> None:
    for pdf in (render_invoice(full()), render_portal(full())):
        for page in PdfReader(BytesIO(pdf)).pages:
            used: Any = page["/Resources"]
            for font in used["/Font"].values():
                assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_bordereau__lists_every_invoice() -> None:
    made = [b.invoice(number=f"2026-{n:04}") for n in range(1, 60)]
    text = text_of(render_bordereau(made, [f"{i.number}.pdf" for i in made], "portal-batch"))
    assert all(invoice.number in text for invoice in made if invoice.number)


@given(st.text(max_size=200), st.floats(20, 400))
def test_wrap__fits_and_loses_no_letter(text: str, width: float) -> None:
    lines = wrap(text, fonts.REGULAR, 9, width)
    shown = "".join(fonts.printable(part) for part in text.splitlines())
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")
    for line in lines:
        assert fonts.width(line, fonts.REGULAR, 9) <= width or len(line) == 1


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_wrap__never_breaks_at_a_no_break_space(space: str) -> None:
    units = ["Total", "de", "la", f"facture{space}:", f"1{space}234,50{space}€"]
    narrowest = int(max(fonts.width(unit, fonts.REGULAR, 9) for unit in units)) + 1
    for width in range(narrowest, 200, 7):
        lines = wrap(" ".join(units), fonts.REGULAR, 9, width)
        assert [unit for line in lines for unit in line.split(" ")] == units


def test_shortened__ends_with_an_ellipsis() -> None:
    cut = shortened("Une très longue dénomination sociale", fonts.REGULAR, 9, 60)
    assert cut.endswith("…")
    assert fonts.width(cut, fonts.REGULAR, 9) <= 60


def picture(mode: str, size: tuple[int, int], form: str) -> bytes:
    from PIL import Image

    buffer = BytesIO()
    Image.new(mode, size).save(buffer, form)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("mode", "form"), [("RGBA", "PNG"), ("RGB", "JPEG"), ("P", "GIF"), ("L", "PNG")]
)
def test_normalized_logo__is_small_and_opaque(mode: str, form: str) -> None:
    from PIL import Image

    with Image.open(BytesIO(normalized_logo(picture(mode, (2000, 500), form)))) as logo:
        assert logo.size == (900, 225)
        assert logo.mode == "RGB"


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken"])
def test_normalized_logo__refuses_what_is_no_picture(content: bytes) -> None:
    from chorus_desk.domain.errors import UserError

    with pytest.raises(UserError, match="logo-unreadable"):
        normalized_logo(content)


def test_normalized_logo__refuses_a_bomb() -> None:
    from chorus_desk.domain.errors import UserError

    with pytest.raises(UserError, match="logo-too-large"):
        normalized_logo(picture("1", (9000, 9000), "PNG"))
