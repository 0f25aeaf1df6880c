"""The price list as it is shown and edited, and a line of a draft filled from it."""

from decimal import Decimal

import pytest

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.invoice import Invoice, Line
from chorus_desk.presenters.catalogue import item_line, item_row
from chorus_desk.presenters.editor.items import with_item
from chorus_desk.presenters.editor.lines import Setting
from chorus_desk.presenters.editor.sheet import Sheet
from chorus_desk.presenters.editor.vat import vat_choices
from chorus_desk.presenters.price_form import (
    ItemEntry,
    entry_of,
    item_of,
    problems,
    vat_choices_of,
)
from tests import builders as b

D = Decimal
ITEM = CatalogueItem(
    id=7, reference="A1", description="Affiche", details="recto", unit="HUR",
    unit_price=D("12.50"), vat_category="S", vat_rate=D("5.5"),
)  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def setting(*, vat: bool) -> Setting:
    return Setting(vat_choices(b.vat_seller() if vat else b.seller(), "fr"), "fr")


def test_an_item__is_shown_in_both_languages() -> None:
    assert [plain(c) for c in item_row(ITEM, "fr")] == [
        "A1",
        "Affiche",
        "heure",
        "12,50 €",
        "5,5 %",
    ]
    assert [plain(c) for c in item_row(ITEM, "en")] == ["A1", "Affiche", "hour", "€12.50", "5.5%"]
    assert plain(item_line(ITEM, "fr")) == "Affiche · A1 · 12,50 € / heure"
    bare = CatalogueItem(description="Vis", unit_price=D("0.0125"))
    assert plain(item_line(bare, "fr")) == "Vis · 0,0125 €"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_form__gives_back_what_it_was_given(language: str) -> None:
    for item in (ITEM, CatalogueItem(description="Dessin", unit_price=D(300)),
                 CatalogueItem(description="X", unit_price=D(1), vat_category="E", vat_rate=D(0)),
                 CatalogueItem(description="X", unit_price=D(1), vat_category="O")):  # fmt: skip
        entry = entry_of(item, language)
        assert not problems(entry, language)
        assert item_of(entry) == item
        assert entry.vat in dict(vat_choices_of(b.seller(), item, language))


def test_the_form__names_what_is_wrong() -> None:
    assert set(problems(ItemEntry(), "fr")) == {"description", "price"}
    assert set(problems(ItemEntry(description="X", price="cher"), "fr")) == {"price"}
    assert set(problems(ItemEntry(description="X", price="-3"), "fr")) == {"price"}
    assert not problems(ItemEntry(description="X", price="1 234,5"), "fr")


def test_a_line__takes_the_item_and_keeps_its_quantity() -> None:
    invoice = Invoice(lines=(Line(description="affi", quantity=D(3), unit="C62"),))
    sheet = Sheet(invoice, {"lines[0].unit_price": "abc", "lines[0].quantity": "??"})
    done = with_item(sheet, 0, ITEM, setting(vat=True))
    [line] = done.invoice.lines
    assert (line.description, line.details, line.unit) == ("Affiche", "recto", "HUR")
    assert (line.quantity, line.unit_price) == (D(3), D("12.50"))
    assert (line.vat_category, line.vat_rate) == ("S", D("5.5"))
    assert done.typed == {"lines[0].quantity": "??"}


def test_a_line__takes_no_vat_that_the_seller_may_not_write() -> None:
    sheet = Sheet(Invoice(lines=(Line(),)))
    [line] = with_item(sheet, 0, ITEM, setting(vat=False)).invoice.lines
    assert (line.vat_category, line.vat_rate) == (None, None)
    exempt = CatalogueItem(description="X", unit_price=D(1), vat_category="E", vat_rate=D(0))
    [line] = with_item(sheet, 0, exempt, setting(vat=False)).invoice.lines
    assert (line.vat_category, line.vat_rate) == ("E", D(0))
