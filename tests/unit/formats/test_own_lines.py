"""Lines of a page made elsewhere: taken where its own arithmetic confirms them, and only there."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_desk.domain.invoice import AllowanceCharge, Line
from chorus_desk.domain.money import round_half_away
from chorus_desk.domain.totals import compute_line_net, figures
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.own.reading import ReadOwn, read_own
from chorus_desk.formats.pdf.own.rows import rows_of
from chorus_desk.formats.pdf.own.taken_lines import WHOLE
from chorus_desk.formats.pdf.own.visible_text import read_visible
from chorus_desk.formats.pdf.page_text import PageText
from chorus_desk.formats.pdf.placed_words import Word, words_of
from tests import builders as b
from tests.own_pages import COLUMNS, LINES, Columns, changed, page, table_page

D = Decimal
TOTALS = ("Total HT 300,00 €", "TVA 20 % 60,00 €", "Total TVA 60,00 €", "Total TTC 360,00 €")
WITH_RATE: Columns = (
    *COLUMNS[:3], ("TVA", 470, True), ("Montant HT", 560, True),
)  # fmt: skip


def read(content: bytes, own: str | None = b.SELLER_SIRET) -> ReadOwn:
    seen = with_pdf(content, read_visible)
    found = read_own(seen.text, own, seen.rows)
    assert found is not None
    return found


def brief(found: ReadOwn) -> list[tuple[Any, ...]]:
    return [
        (i.description, i.quantity, i.unit, i.unit_price, i.vat_rate) for i in found.invoice.lines
    ]


def told(found: ReadOwn) -> dict[str | None, Any]:
    return {f.path: f.params["value"] for f in found.findings if f.rule == "CD-OWN-GUESSED"}


def rules(found: ReadOwn) -> list[str]:
    values = ("CD-OWN-READ", "CD-OWN-GUESSED")
    return [finding.rule for finding in found.findings if finding.rule not in values]


def not_taken(found: ReadOwn) -> bool:
    return [line.description for line in found.invoice.lines] == [WHOLE]


PLAIN = [("Taille de haies", "2", "100,00 €", "200,00 €"), ("Tonte", "4 h", "25,00 €", "100,00 €")]


def test_lines__of_a_plain_table() -> None:
    found = read(table_page(PLAIN, below=TOTALS))
    assert brief(found) == [
        ("Taille de haies", D(2), "C62", D(100), D(20)), ("Tonte", D(4), "HUR", D(25), D(20)),
    ]  # fmt: skip
    assert rules(found) == ["CD-OWN-LINES"]
    assert figures(found.invoice).gross == D("360.00")


def test_lines__fonts_that_are_not_in_the_file_are_as_wide_as_known() -> None:
    assert rules(read(table_page(PLAIN, below=TOTALS, font="Helvetica"))) == ["CD-OWN-LINES"]


@pytest.mark.parametrize(
    ("row", "quantity", "price"),
    [
        (("Eau", "1 000", "0,3", "300,00"), D(1000), D("0.3")),
        (("Eau", "1.000", "0,30 €", "300,00 €"), D(1000), D("0.3")),
        (("Heures", "1,5", "200", "300"), D("1.5"), D(200)),
        (("Pose", "2.5", "120.00", "300.00"), D("2.5"), D(120)),
        (("Eau", "0,125", "2400,0000", "300,00"), D("0.125"), D(2400)),
    ],
)  # fmt: skip
def test_lines__numbers_are_read_as_the_amount_confirms(
    row: Sequence[str], quantity: Decimal, price: Decimal
) -> None:
    [line] = read(table_page([row], below=TOTALS)).invoice.lines
    assert (line.quantity, line.unit_price) == (quantity, price)


@pytest.mark.parametrize(
    "rows",
    [
        # One figure of one line is other than its amount says.
        [("Taille", "2", "110,00", "200,00"), PLAIN[1]],
        # The amounts do not give the total before tax: a line was missed, or is none.
        [PLAIN[0]],
        [*PLAIN, ("Livraison", "1", "10,00", "10,00")],
        # A discount takes away what a line after the total's amount has added.
        [("Taille", "3", "100,00", "300,00"), PLAIN[1], ("Geste", "-1", "100,00", "-100,00"),
         ("Geste", "1", "5,00", "5,00")],
        # Nothing says what was sold.
        [("", "3", "100,00", "300,00")],
        # Without its price a line with a quantity that does not divide its amount.
        [("Taille", "7", "", "300,00")],
    ],
)  # fmt: skip
def test_lines__that_the_figures_do_not_confirm_are_left_out_and_that_is_said(
    rows: Sequence[Sequence[str]],
) -> None:
    found = read(table_page(rows, below=TOTALS))
    assert not_taken(found)
    assert rules(found) == ["CD-OWN-LINE"]


def test_lines__a_discount_that_cancels_one_is_not_a_shorter_invoice() -> None:
    """300 is the total of the first line alone, and of all three: all three are taken."""
    rows = [("Taille", "3", "100,00", "300,00"), ("Tonte", "2", "25,00", "50,00"),
            ("Geste", "-1", "50,00", "-50,00")]  # fmt: skip
    found = read(table_page(rows, below=TOTALS))
    assert [line.description for line in found.invoice.lines] == ["Taille", "Tonte", "Geste"]


def test_text__wraps_under_the_figures_or_around_them() -> None:
    rows = [("Taille de haies\nle long du stade", "2", "100,00", "200,00"),
            ("Tonte", "4", "25,00", "100,00")]  # fmt: skip
    found = read(table_page(rows, below=TOTALS))
    assert [line.description for line in found.invoice.lines] == [
        "Taille de haies le long du stade", "Tonte",
    ]  # fmt: skip
    middle = [("Taille de haies\nle long du stade\net du gymnase", "\n2", "\n100,00", "\n200,00"),
              ("Tonte\ndu parc\nmunicipal", "\n4", "\n25,00", "\n100,00")]  # fmt: skip
    found = read(table_page(middle, below=TOTALS, step=30))
    assert [line.description for line in found.invoice.lines] == [
        "Taille de haies le long du stade et du gymnase", "Tonte du parc municipal",
    ]  # fmt: skip


def test_text__without_room_between_the_rows_begins_on_the_row_of_the_figures() -> None:
    rows = [("Taille de haies\nle long du stade", "2", "100,00", "200,00"),
            ("Tonte\ndu parc", "4", "25,00", "100,00")]  # fmt: skip
    found = read(table_page(rows, below=TOTALS, step=12))
    assert [line.description for line in found.invoice.lines] == [
        "Taille de haies le long du stade", "Tonte du parc",
    ]  # fmt: skip


def test_text__of_its_own_among_the_lines_is_left_out_and_said() -> None:
    rows = [("Chantier du stade",), PLAIN[0], ("Chantier du parc",), PLAIN[1]]
    found = read(table_page(rows, below=TOTALS, step=30))
    assert [line.description for line in found.invoice.lines] == ["Taille de haies", "Tonte"]
    assert rules(found) == ["CD-OWN-LINES", "CD-OWN-LINES-TEXT"]


def test_columns__headings_may_begin_where_the_columns_do() -> None:
    columns = (("Désignation", 50, False), ("Qté", 260, False), ("P.U.", 350, False),
               ("Total", 450, False))  # fmt: skip
    # The figures stand to the right of their columns, nearer to the next heading than to theirs.
    rows = [("Taille", "2", "100,00", "200,00"), ("Tonte", "4", "25,00", "100,00")]
    shifted = [(text, *(" " * 14 + each for each in rest)) for text, *rest in rows]
    found = read(table_page(shifted, columns, below=TOTALS))
    assert [(line.quantity, line.unit_price) for line in found.invoice.lines] == [
        (D(2), D(100)), (D(4), D(25)),
    ]  # fmt: skip


def test_columns__are_as_wide_as_what_stands_under_their_headings() -> None:
    """Headings in the middle of their columns: a short text is nearer to another heading."""
    columns = (("N°", 50, False), ("Prestation", 200, False), ("Qté", 330, True),
               ("Taux horaire", 430, True), ("Total", 540, True))  # fmt: skip

    def body(canvas: Any) -> None:
        rows = (("1", "Cours de musique, école Jules-Ferry", "8", "25,00", "200,00"),
                ("2", "Réunion", "4", "25,00", "100,00"))  # fmt: skip
        for number, (place, text, *numbers) in enumerate(rows):
            y = 540 - 20 * number
            canvas.drawString(50, y, place)
            canvas.drawString(75, y, text)
            for right, figure in zip((330, 430, 540), numbers, strict=True):
                canvas.drawRightString(right, y, figure)
        for number, line in enumerate(TOTALS):
            canvas.drawRightString(540, 480 - 20 * number, line)

    import pikepdf

    with_body = page([], extra=body)

    def lay(pdf: Any) -> None:
        with pikepdf.open(BytesIO(with_body)) as other:
            pdf.pages[0].add_overlay(other.pages[0])

    found = read(changed(table_page([], columns), lay))
    assert [(line.description, line.quantity) for line in found.invoice.lines] == [
        ("Cours de musique, école Jules-Ferry", D(8)), ("Réunion", D(4)),
    ]  # fmt: skip


def test_columns__a_heading_may_take_two_rows_and_others_be_unknown() -> None:
    columns = (("Réf.", 40, False), ("Date", 80, False), ("Désignation", 150, False),
               ("Qté", 330, True), ("Prix\nunitaire", 430, True), ("Montant\nHT", 540, True))  # fmt: skip

    def heading(columns: Columns) -> list[tuple[str, ...]]:
        return [tuple(text for text, _, _ in columns)]

    blank = tuple((" ", x, right) for _, x, right in columns)
    rows = [("A1", "02/11", "Taille", "2", "100,00", "200,00"),
            ("B2", "03/11", "Tonte", "4", "25,00", "100,00")]  # fmt: skip
    found = read(table_page([*heading(columns), *rows], blank, below=TOTALS))
    assert [line.description for line in found.invoice.lines] == ["Taille", "Tonte"]


@pytest.mark.parametrize(
    ("off", "amount", "allowance"),
    [
        ("10 %", "180,00", AllowanceCharge(amount=D("20.00"), percentage=D(10), reason="Remise")),
        ("20,00", "180,00", AllowanceCharge(amount=D("20.00"), reason="Remise")),
        ("-20,00", "180,00", AllowanceCharge(amount=D("20.00"), reason="Remise")),
        ("-", "200,00", None),
    ],
)
def test_columns__a_discount_is_one(
    off: str, amount: str, allowance: AllowanceCharge | None
) -> None:
    columns = (*COLUMNS[:3], ("Remise", 480, True), ("Total HT", 560, True))
    net = D(amount.replace(",", "."))
    below = (f"Total HT {amount} €", f"Total TTC {str(net * 12 / 10)[:6].replace('.', ',')} €")
    found = read(table_page([("Taille", "2", "100,00", off, amount)], columns, below=below))
    [line] = found.invoice.lines
    assert line.allowances == ((allowance,) if allowance else ())
    assert compute_line_net(line) == net


def test_rates__of_each_line_are_taken_where_they_give_the_vat() -> None:
    rows = [("Taille", "2", "100,00", "20 %", "200,00"), ("Plants", "4", "25,00", "10 %", "100,00")]
    below = ("Total HT 300,00", "Total TVA 50,00", "Total TTC 350,00")
    found = read(table_page(rows, WITH_RATE, below=below))
    assert [line.vat_rate for line in found.invoice.lines] == [D(20), D(10)]
    assert rules(found) == ["CD-OWN-LINES"]
    other = ("Total HT 300,00", "Total TVA 45,00", "Total TTC 345,00")
    found = read(table_page(rows, WITH_RATE, below=other))
    assert [line.vat_rate for line in found.invoice.lines] == [None, None]
    assert rules(found) == ["CD-OWN-LINES", "CD-OWN-LINES-NO-RATE"]


def test_rates__are_shared_out_as_the_breakdown_admits_in_one_way_alone() -> None:
    below = ("TVA 20 % 200,00 40,00", "TVA 10 % 100,00 10,00", "Total HT 300,00",
             "Total TVA 50,00", "Total TTC 350,00")  # fmt: skip
    found = read(table_page(PLAIN, below=below))
    assert [line.vat_rate for line in found.invoice.lines] == [D(20), D(10)]
    alike = [("Taille", "1", "150,00", "150,00"), ("Tonte", "1", "150,00", "150,00")]
    below = ("TVA 20 % 150,00 30,00", "TVA 10 % 150,00 15,00", "Total HT 300,00",
             "Total TVA 45,00", "Total TTC 345,00")  # fmt: skip
    found = read(table_page(alike, below=below))
    assert [line.vat_rate for line in found.invoice.lines] == [None, None]
    assert "CD-OWN-LINES-NO-RATE" in rules(found)


def test_breakdown__gives_a_line_for_each_rate_where_lines_are_not_told() -> None:
    below = ("TVA 20 % 200,00 40,00", "TVA 5,5 % 100,00 5,50", "Débours 30,00",
             "Total HT 330,00", "Total TVA 45,50", "Total TTC 375,50")  # fmt: skip
    found = read(table_page([("Taille", "2", "99,00", "200,00")], below=below))
    assert [(i.description, i.unit_price, i.vat_rate) for i in found.invoice.lines] == [
        (f"{WHOLE} – TVA 20 %", D(200), D(20)), (f"{WHOLE} – TVA 5,5 %", D(100), D("5.5")),
        (f"{WHOLE} – sans TVA", D(30), None),
    ]  # fmt: skip
    assert rules(found) == ["CD-OWN-LINES-BY-RATE"]
    assert figures(found.invoice).gross == D("375.50")


def test_franchise__description_and_amount_are_enough_and_total_is_the_total() -> None:
    columns = (("Prestation", 50, False), ("Montant", 540, True))
    above = (*LINES[:7], "TVA non applicable, art. 293 B du CGI")
    rows = [("Atelier de poterie", "180,00 €"), ("Déplacement", "24,50 €")]
    found = read(table_page(rows, columns, above=above, below=("Total 204,50 €",)))
    assert brief(found) == [
        ("Atelier de poterie", D(1), "C62", D(180), None),
        ("Déplacement", D(1), "C62", D("24.50"), None),
    ]  # fmt: skip
    assert rules(found) == ["CD-OWN-LINES", "CD-OWN-LINES-ASSUMED", "CD-OWN-LINES-NO-VAT"]


def test_credit_note__with_minus_signs_is_positive() -> None:
    above = [line.replace("Facture n°", "Avoir n°") for line in LINES[:7]]
    rows = [("Taille", "2", "100,00", "-200,00"), ("Tonte", "-4", "25,00", "-100,00")]
    below = [line.replace(" 300", " -300").replace(" 60", " -60").replace(" 360", " -360")
             for line in TOTALS]  # fmt: skip
    found = read(table_page(rows, above=above, below=below))
    assert [(line.quantity, line.unit_price) for line in found.invoice.lines] == [
        (D(2), D(100)), (D(4), D(25)),
    ]  # fmt: skip
    assert figures(found.invoice).net == D(300)


def test_lines__go_on_over_the_page() -> None:
    import pikepdf

    first = table_page([PLAIN[0]], above=LINES[:7], below=("À reporter 200,00 €",))
    second = table_page([PLAIN[1]], above=("Camille Fictive – page 2",), below=TOTALS)

    def join(pdf: Any) -> None:
        with pikepdf.open(BytesIO(second)) as other:
            pdf.pages.extend(other.pages)

    found = read(changed(first, join))
    assert [line.description for line in found.invoice.lines] == ["Taille de haies", "Tonte"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Taille de haies", "Pose", "Tonte du parc et du stade municipal"]),
            st.decimals(min_value="0.25", max_value=500, places=2),
            st.decimals(min_value="0.01", max_value=3000, places=2),
        ),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_property__what_is_printed_is_what_is_read(
    wanted: list[tuple[str, Decimal, Decimal]],
) -> None:
    nets = [round_half_away(quantity * price) for _, quantity, price in wanted]
    net = sum(nets, D(0))
    vat = round_half_away(net / 5)

    def said(value: Decimal) -> str:
        return f"{value:,.2f}".replace(",", " ").replace(".", ",")

    rows = [(text, said(quantity), f"{said(price)} €", f"{said(amount)} €")
            for (text, quantity, price), amount in zip(wanted, nets, strict=True)]  # fmt: skip
    below = (
        f"Total HT {said(net)} €",
        f"Total TVA {said(vat)} €",
        f"Total TTC {said(net + vat)} €",
    )
    found = read(table_page(rows, below=below))
    lines = [(line.description, line.quantity, line.unit_price) for line in found.invoice.lines]
    assert lines == wanted


# Words and rows


def test_words__stand_where_they_are_printed() -> None:
    words = with_pdf(page(["Deux mots"], font="Helvetica"), words_of)
    assert [word.text for word in words] == ["Deux", "mots"]
    assert (round(words[0].left), round(words[0].base), words[0].size) == (60, 842 - 760, 11)
    assert words[0].right < words[1].left < words[0].right + 4


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words__of_a_turned_page_are_those_that_stand_upright(turned: int) -> None:
    def turn(pdf: Any) -> None:
        pdf.pages[0].Rotate = turned

    words = with_pdf(changed(page(["Deux mots"]), turn), words_of)
    assert [word.text for word in words] == (["Deux", "mots"] if turned == 0 else [])


def test_words__drawn_along_a_turned_page_are_upright() -> None:
    """A page in landscape that some programs make: its letters are turned, and the page is too."""

    def draw(canvas: Any) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -200, "Couché ici")

    def turn(pdf: Any) -> None:
        pdf.pages[0].Rotate = 90

    words = with_pdf(changed(page([], extra=draw), turn), words_of)
    assert [word.text for word in words] == ["Couché", "ici"]
    assert words[0].left < words[1].left


def test_rows__what_is_printed_twice_for_boldness_is_there_once() -> None:
    def bold(canvas: Any) -> None:
        for aside in (0, 0.3):
            canvas.drawString(60 + aside, 500, "Total HT")
            canvas.drawRightString(300 + aside, 500, "1 234,56 €")

    rows = rows_of(with_pdf(page([], extra=bold), words_of))
    assert [[cell.text for cell in row.cells] for row in rows] == [["Total HT", "1 234,56 €"]]


def test_words__in_forms_are_found_and_endless_ones_end() -> None:
    from pikepdf import Dictionary, Name, Stream

    def nest(pdf: Any) -> None:
        form = Stream(pdf, b"q 1 0 0 1 0 -50 cm BT /F1 11 Tf 60 700 Td (Dans) Tj ET /Fx Do Q")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 600, 900]
        form.Resources = Dictionary(
            Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1,
                                          BaseFont=Name.Helvetica)),
            XObject=Dictionary(),
        )  # fmt: skip
        form = pdf.make_indirect(form)
        form.Resources.XObject.Fx = form
        pdf.pages[0].Resources.XObject = Dictionary(Fx=form)
        pdf.pages[0].Contents = Stream(pdf, b"/Fx Do")

    words = with_pdf(changed(page(), nest), words_of)
    assert 1 <= len(words) <= 10
    assert {word.text for word in words} == {"Dans"}
    assert words[0].base < words[1].base


@pytest.mark.parametrize(
    "broken",
    [b"BT /F1 /F1 Tf (a) Tj ET", b"/a /b /c /d /e /f cm BT (a) Tj ET", b"BT (x) Tc ET",
     b"BT /F9 9 Tf (a) Tj ET", b"Q Q Q ET T* BT 1 0 0 1 Tm", b"BT /F1 9 Tf 5 Tj [(a) /b null] TJ ET"],
)  # fmt: skip
def test_words__of_a_broken_drawing_are_none_or_fewer_and_the_text_is_read(broken: bytes) -> None:
    def spoil(pdf: Any) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(broken))

    found = read(changed(page(), spoil))
    assert found.invoice.number == "D-2026-031"


def test_words__of_a_page_with_an_odd_size_are_read() -> None:
    def resize(pdf: Any) -> None:
        from pikepdf import Array, Name

        pdf.pages[0].obj.MediaBox = Array([0, 0, Name.X, 842])

    assert read(changed(page(), resize)).invoice.number == "D-2026-031"


def test_words__too_many_are_none() -> None:
    def flood(pdf: Any) -> None:
        from pikepdf import Stream

        pdf.pages[0].Contents = Stream(pdf, b"BT /F1 1 Tf " + b"(a b) Tj " * 45_000 + b"ET")

    content = changed(page(font="Helvetica"), flood)
    assert with_pdf(content, words_of) == ()
    assert with_pdf(content, lambda reader: words_of(reader, 10_000_000)) == ()


def test_line__of_the_reader_is_a_whole_line() -> None:
    """A line that was taken needs nothing but the person's eyes."""
    found = read(table_page(PLAIN, below=TOTALS))
    line = found.invoice.lines[0]
    assert line == replace(
        Line(), description="Taille de haies", quantity=D(2), unit="C62", unit_price=D("100.00"),
        vat_category="S", vat_rate=D(20),
    )  # fmt: skip


# What makes a page doubtful


@pytest.mark.parametrize(("vat", "lines"), [("50", 3), ("30", None)])
def test_lines__of_a_part_are_not_taken_for_the_whole(vat: str, lines: int | None) -> None:
    """« Total HT » of a chapter, of amounts alone: its lines would be the invoice's."""
    columns = (("Prestation", 50, False), ("Montant", 540, True))
    rows = [("Taille", "100,00"), ("Tonte", "100,00"), ("Total HT", "200,00"), ("Pose", "50,00")]
    gross = f"Total TTC {250 + int(vat)},00 €"
    below = ("Total HT général 250,00", f"Total TVA {vat},00 €", gross)
    found = read(table_page(rows, columns, below=below))
    if lines is None:  # no rate makes 30 of 250: nothing tells which total is the whole one
        assert not_taken(found)
    else:
        assert [line.unit_price for line in found.invoice.lines] == [D(100), D(100), D(50)]
        assert told(found)["totals.net"] == D(250)


def test_text__at_the_foot_of_a_page_is_no_part_of_the_last_line() -> None:
    def foot(canvas: Any) -> None:
        canvas.setFont("Own", 10)
        canvas.drawString(50, 40, "Camille Fictive, entrepreneur individuel")

    dense = [("Taille de haies\nle long du stade", "2", "100,00", "200,00"),
             ("Tonte\ndu parc", "4", "25,00", "100,00")]  # fmt: skip
    content = table_page(dense, step=12, below=TOTALS)
    with_foot = page(extra=foot, lines=[])
    import pikepdf

    def lay(pdf: Any) -> None:
        with pikepdf.open(BytesIO(with_foot)) as other:
            pdf.pages[0].add_overlay(other.pages[0])

    found = read(changed(content, lay))
    assert found.invoice.lines[-1].description == "Tonte du parc"


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ("Facture pro forma", "CD-OWN-NO-INVOICE"), ("Devis n° D-1", None),
        ("Merci de votre commande", None), ("Total 12,00 $", None),
    ],
)  # fmt: skip
def test_doubts__about_a_page_with_invoice_on_it(more: str, rule: str | None) -> None:
    assert rules(read(page((*LINES, more)))) == [*([rule] if rule else []), "CD-OWN-LINE"]


def test_doubts__a_quote_is_told() -> None:
    lines = ["DEVIS n° D-12", *(line for line in LINES if "Facture" not in line)]
    found = read(page(lines))
    [doubt] = [f for f in found.findings if f.rule == "CD-OWN-NO-INVOICE"]
    assert doubt.params == {"word": "devis"}


def test_doubts__another_money_is_told() -> None:
    found = read(page([line.replace("€", "CHF") for line in LINES]))
    assert "CD-OWN-MONEY" in rules(found)


def test_doubts__several_invoices_in_one_pdf_are_told() -> None:
    import pikepdf

    second = page([line.replace("D-2026-031", "D-2026-032") for line in LINES])

    def join(pdf: Any) -> None:
        with pikepdf.open(BytesIO(second)) as other:
            pdf.pages.extend(other.pages)

    found = read(changed(page(), join))
    [doubt] = [f for f in found.findings if f.rule == "CD-OWN-SEVERAL"]
    assert doubt.params == {"numbers": "D-2026-031, D-2026-032"}
    same = changed(page(), lambda pdf: pdf.pages.append(pdf.pages[0]))
    assert "CD-OWN-SEVERAL" not in rules(read(same))


def test_bounds__a_page_full_of_headings_and_figures_ends_soon() -> None:
    """17,000 cells under headings of many meanings: what it costs is bounded, not what it says."""
    headings = ("Désignation", "Qté", "PU", "Total", "Prix", "Montant", "Taux", "TVA", "Tarif",
                "Net", "HT", "Total HT")  # fmt: skip
    words = [
        Word(text if row % 50 == 0 else f"{row % 97},{place:02d}", 20 + 45 * place,
             50 + 45 * place, 20 + (row % 70) * 11, 9, row // 70)
        for row in range(1_450)
        for place, text in enumerate(headings)
    ]  # fmt: skip
    text = "\n".join((*LINES, *(word.text for word in words)))
    begun = process_time()
    found = read_own(PageText(text, whole=True), b.SELLER_SIRET, rows_of(words))
    assert process_time() - begun < 20
    assert found is not None
    assert not_taken(found)


def test_lines__go_on_over_the_page_without_their_heading() -> None:
    first, second = table_page([PLAIN[0]], above=LINES[:7]), table_page(
        [PLAIN[1]], tuple((" ", x, right) for _, x, right in COLUMNS), above=(), below=TOTALS
    )  # fmt: skip

    def join(pdf: Any) -> None:
        import pikepdf

        with pikepdf.open(BytesIO(second)) as other:
            pdf.pages.extend(other.pages)

    found = read(changed(first, join))
    assert [line.description for line in found.invoice.lines] == ["Taille de haies", "Tonte"]
