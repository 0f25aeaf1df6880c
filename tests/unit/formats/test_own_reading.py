"""What is read of a page made elsewhere: each value says so, and nothing is invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import CREDIT_NOTE, Invoice, Line, Payment, Preceding
from chorus_desk.domain.party import NOBODY, Party
from chorus_desk.domain.totals import figures
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.own.against_data import against_data
from chorus_desk.formats.pdf.own.reading import ReadOwn, read_own
from chorus_desk.formats.pdf.own.taken_lines import WHOLE
from chorus_desk.formats.pdf.own.visible_text import read_visible
from chorus_desk.formats.pdf.page_text import PageText, text_of
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.formats.pdf.portal_reading import read_page
from tests import builders as b
from tests.own_pages import FRANCHISE, LINES, page

D = Decimal
STRANGER = "73282932000074"


def read(lines: Sequence[str] = LINES, own: str | None = b.SELLER_SIRET) -> ReadOwn:
    found = read_own(PageText("\n".join(lines), whole=True), own)
    assert found is not None
    return found


def without(*words: str, lines: Sequence[str] = LINES) -> list[str]:
    return [line for line in lines if not line.startswith(words)]


def rules(found: ReadOwn) -> list[str]:
    return [finding.rule for finding in found.findings if finding.rule != "CD-OWN-READ"]


def told(found: ReadOwn, rule: str = "CD-OWN-READ") -> dict[str | None, Any]:
    return {f.path: f.params["value"] for f in found.findings if f.rule == rule}


def test_read__a_whole_page() -> None:
    found = read()
    line = Line(description=WHOLE, quantity=D(1), unit="C62", unit_price=D("300.00"),
                vat_rate=D(20), vat_category="S")  # fmt: skip
    assert found.invoice == Invoice(
        number="D-2026-031", issue_date=date(2026, 11, 24), commitment_number="EJ-4455",
        buyer=Party(siret=b.COMMUNE_SIRET), lines=(line,),
    )  # fmt: skip
    assert told(found) == {
        "number": "D-2026-031", "issue_date": date(2026, 11, 24), "commitment_number": "EJ-4455",
        "buyer.siret": b.COMMUNE_SIRET, "seller.siret": b.SELLER_SIRET,
        "totals.net": D("300.00"), "totals.vat": D("60.00"), "totals.gross": D("360.00"),
    }  # fmt: skip
    assert rules(found) == ["CD-OWN-LINE"]


def test_read__each_value_that_is_taken_is_told() -> None:
    """No value of the draft comes without a finding of source import on its path."""
    found = read()
    assert {f.source for f in found.findings} == {"import"}
    assert {f.path for f in found.findings} >= {
        "number", "issue_date", "buyer.siret", "commitment_number", "lines[0].unit_price",
    }  # fmt: skip


def test_number__under_the_title_is_said_to_be_supposed() -> None:
    lines = ["FACTURE", "N° D-2026-031", *without("Facture")]
    found = read(lines)
    assert (found.invoice.number, found.invoice.type_code) == ("D-2026-031", "380")
    assert told(found, "CD-OWN-GUESSED") == {"number": "D-2026-031"}
    assert read(["AVOIR", *lines[1:]]).invoice.type_code == CREDIT_NOTE


def test_vat__of_one_rate_of_several_is_not_that_of_the_whole() -> None:
    """« TVA 20 % 40,00 » stands first; the totals leave 60,00, which the page has as well."""
    lines = [
        "Montant TVA 20 % : 40,00",
        *(line.replace("Total TVA", "TVA en tout") for line in LINES),
    ]
    found = read(lines)
    assert told(found, "CD-OWN-GUESSED") == {"totals.vat": D("60.00")}
    assert found.invoice.lines[0].vat_rate == D(20)


def test_sirets__the_other_one_is_the_client_and_said_to_be_supposed() -> None:
    lines = [line.replace("SIRET client", "Client n°") for line in LINES]
    found = read(lines)
    assert (found.invoice.seller, found.invoice.buyer.siret) == (NOBODY, b.COMMUNE_SIRET)
    assert told(found, "CD-OWN-GUESSED") == {"buyer.siret": b.COMMUNE_SIRET}


def test_sirets__of_two_others_none_is_the_client() -> None:
    lines = [line.replace("SIRET client", "Client n°") for line in LINES]
    assert read([*lines, f"Sous-traitant {STRANGER}"]).invoice.buyer.siret is None


def test_sirets__ones_that_the_key_refuses_are_no_clients() -> None:
    lines = without("SIRET client")
    assert read([*lines, "Commande 12345678901234"]).invoice.buyer.siret is None


def test_sirets__anothers_page_has_anothers_seller() -> None:
    found = read([line.replace(b.SELLER_SIRET, STRANGER) for line in LINES])
    assert found.invoice.seller == Party(siret=STRANGER)


def test_sirets__the_users_own_is_never_the_client() -> None:
    found = read([f"SIRET client {b.SELLER_SIRET}", "Facture n° D-1"])
    assert found.invoice.buyer.siret is None


@pytest.mark.parametrize(
    ("lines", "rule", "net", "rate"),
    [
        (without("TVA 20"), "CD-OWN-LINE", D(300), D(20)),
        (without("Total HT"), "CD-OWN-LINE", D(300), D(20)),
        (FRANCHISE, "CD-OWN-LINE-NO-VAT", D(300), None),
        (without("Total HT", lines=FRANCHISE), "CD-OWN-LINE-NO-VAT", D(300), None),
        # Two rates: their sum is that of neither.
        ([line.replace("60,00", "45,00").replace("360", "345") for line in LINES], "CD-OWN-LINE-NO-RATE", D(300), None),
        ([line.replace("360,00", "350,00") for line in LINES], "CD-OWN-TOTALS-OPEN", D(300), None),
        (without("Total TTC", "Total TVA", "TVA"), "CD-OWN-TOTALS-OPEN", D(300), None),
    ],
)  # fmt: skip
def test_line__holds_the_total_and_the_rate_it_confirms(
    lines: Sequence[str], rule: str, net: Decimal, rate: Decimal | None
) -> None:
    found = read(lines)
    [line] = found.invoice.lines
    assert (line.unit_price, line.vat_rate) == (net, rate)
    assert rules(found) == [rule]


def test_line__without_a_total_there_is_none() -> None:
    found = read(without("Total"))
    assert found.invoice.lines == ()
    assert rules(found) == ["CD-OWN-NO-TOTAL"]


def test_rate__of_a_small_amount_is_the_printed_one() -> None:
    """One cent of VAT fits several rates: the page tells which."""
    small = ["Facture n° D-1", "Total HT 0,10", "Total TVA 0,01", "Total TTC 0,11"]
    assert read(small).invoice.lines[0].vat_rate is None
    assert read([*small, "TVA 5,5 %"]).invoice.lines[0].vat_rate == D("5.5")


def test_credit_note__is_told_by_its_word_and_turned_positive() -> None:
    lines = [line.replace("Facture n°", "Avoir n°").replace("00,00 €", "00,00 €") for line in LINES]
    signed = [line.replace(" 300,00", " -300,00").replace(" 60,00", " -60,00")
              .replace(" 360,00", " -360,00") for line in lines]  # fmt: skip
    for printed in (lines, signed):
        found = read(printed)
        assert found.invoice.type_code == CREDIT_NOTE
        assert figures(found.invoice).gross == D("360.00")
        assert "CD-OWN-CREDIT" in rules(found)


def test_read__a_page_of_something_else_is_nothing() -> None:
    page = PageText("Cher Monsieur, je vous remercie de votre visite du mois dernier.", whole=True)
    assert read_own(page, b.SELLER_SIRET) is None


# The page against the data


def compared(printed: Sequence[str] = LINES, **changes: Any) -> dict[str, str]:
    page = PageText("\n".join(printed), whole=True)
    invoice = replace(read().invoice, **{"seller": Party(siret=b.SELLER_SIRET), **changes})
    return {f.rule: f.severity.value for f in against_data(invoice, page, read_page(page))}


def test_against__the_page_it_was_read_from_says_the_same() -> None:
    assert compared() == {}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": "D-2026-032"}, {"CD-PAGE-NUMBER": "error"}),
        ({"number": "D-2026-03"}, {"CD-OWN-NUMBER": "error"}),
        ({"number": "2"}, {"CD-OWN-NUMBER": "error"}),
        ({"issue_date": date(2026, 11, 23)}, {"CD-PAGE-DATE": "error"}),
        ({"buyer": Party(siret=b.HOSPITAL_SIRET)}, {"CD-PAGE-BUYER": "warning", "CD-OWN-BUYER": "error"}),
        ({"seller": Party(siret=STRANGER)}, {"CD-PAGE-SELLER": "warning", "CD-OWN-SELLER": "error"}),
        ({"commitment_number": "EJ-1"}, {"CD-PAGE-COMMITMENT": "warning"}),
        ({"buyer": Party(siret=b.COMMUNE_SIRET, service_code="VOIRIE")}, {"CD-PAGE-SERVICE": "warning"}),
        (
            {"lines": (b.line(unit_price=D(310), quantity=D(1), vat_category="S", vat_rate=D(20)),)},
            {"CD-PAGE-GROSS": "error", "CD-OWN-NET": "error", "CD-OWN-VAT": "error"},
        ),
    ],
)  # fmt: skip
def test_against__what_differs_stands_against_issuing(
    changes: dict[str, Any], said: dict[str, str]
) -> None:
    assert compared(**changes) == said


def test_against__a_number_may_be_printed_with_other_gaps() -> None:
    lines = [line.replace("D-2026-031", "D 2026 031") for line in LINES]
    assert compared(lines) == {}


def test_against__a_client_who_is_not_on_the_page_is_a_warning() -> None:
    assert compared(without("SIRET client")) == {"CD-PAGE-BUYER": "warning"}


def test_against__a_page_that_was_not_read_whole_is_to_be_compared_by_hand() -> None:
    page = PageText("Facture n° X-9", whole=False)
    [finding] = against_data(read().invoice, page, read_page(page))
    assert (finding.rule, finding.severity) == ("CD-OWN-NOT-COMPARED", "warning")


def test_against__a_page_of_something_else() -> None:
    said = compared(["Cher Monsieur, je vous remercie de votre visite du mois dernier."])
    assert said == {"CD-PAGE-OTHER": "error"}


# Ground truth: our own pages, read back

_NUMBERS = st.from_regex(r"[A-Z]{1,3}-?[0-9]{1,6}", fullmatch=True)
_CENTS = st.integers(1, 5_000_000)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    number=_NUMBERS, day=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    nets=st.lists(_CENTS, min_size=1, max_size=4), rate=st.sampled_from(["20", "10", "5.5"]),
    buyer=st.sampled_from([b.COMMUNE_SIRET, b.HOSPITAL_SIRET]), credit=st.booleans(),
)  # fmt: skip
def test_property__our_own_portal_pages_read_back(
    number: str, day: date, nets: list[int], rate: str, buyer: str, *, credit: bool
) -> None:
    lines = tuple(
        Line(description=f"Prestation {n}", quantity=D(1), unit="C62", unit_price=D(cents) / 100,
             vat_category="S", vat_rate=D(rate))
        for n, cents in enumerate(nets)
    )  # fmt: skip
    invoice = b.vat_invoice(number=number, issue_date=day, lines=lines, commitment_number="EJ-77")
    invoice = replace(invoice, buyer=replace(invoice.buyer, siret=buyer, service_code="S12"))
    if credit:
        origin = (Preceding(number="F-OLD-1", issue_date=day),)
        invoice = replace(invoice, type_code=CREDIT_NOTE, preceding=origin)
    page = with_pdf(render_portal(invoice), text_of)
    found = read_own(page, invoice.seller.siret)
    assert found is not None
    got, totals = found.invoice, figures(invoice)
    assert (got.number, got.issue_date, got.kind) == (number, day, invoice.kind)
    assert (got.seller, got.buyer.siret, got.buyer.service_code) == (NOBODY, buyer, "S12")
    assert got.commitment_number == "EJ-77"
    values = told(found)
    assert (values["totals.net"], values["totals.vat"], values["totals.gross"]) == (
        totals.net, totals.vat, totals.gross,
    )  # fmt: skip
    assert got.lines[0].unit_price == totals.net
    assert got.lines[0].vat_rate in (D(rate), None)  # the cents of several lines may fit no rate
    assert not grave(against_data(invoice, page, read_page(page)))


def grave(findings: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in findings if finding.severity == "error"]


def test_rules__each_is_asked_for_in_these_tests() -> None:
    """The rules on own pages, as their table has them, are all seen to fire."""
    from pathlib import Path

    from chorus_desk import resources

    rules_known = {row["rule"] for row in resources.read_table("own_page_rules")}
    folder = Path(__file__).parent
    texts = [(folder / name).read_text(encoding="utf-8")
             for name in ("test_own_reading.py", "test_own_conversion.py")]  # fmt: skip
    assert {rule for rule in rules_known if not any(f'"{rule}"' in text for text in texts)} == set()


# What stands beside other words


def read_page_of(*lines: str, own: str | None = b.SELLER_SIRET) -> ReadOwn:
    seen = with_pdf(page((*LINES, *lines)), read_visible)
    found = read_own(seen.text, own, seen.rows)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("line", "field", "day"),
    [
        ("Échéance : 24/12/2026", "due_date", date(2026, 12, 24)),
        ("Date d'échéance 24 décembre 2026", "due_date", date(2026, 12, 24)),
        ("À régler avant le 24.12.2026", "due_date", date(2026, 12, 24)),
        ("Règlement à 30 jours, au plus tard le 24/12/2026", "due_date", date(2026, 12, 24)),
        ("Payable le 24/12/2026 par virement", "due_date", date(2026, 12, 24)),
        ("Due date: 2026-12-24", "due_date", date(2026, 12, 24)),
        ("Date de livraison : 20/11/2026", "delivery_date", date(2026, 11, 20)),
        ("Intervention du 20/11/2026", "delivery_date", date(2026, 11, 20)),
    ],
)
def test_days__beside_their_words(line: str, field: str, day: date) -> None:
    found = read_page_of(line)
    assert getattr(found.invoice, field) == day
    assert told(found)[field] == day


@pytest.mark.parametrize(
    "line",
    ["Prestation du 02/11/2026 au 20/11/2026", "Période : du 02/11/2026 au 20/11/2026",
     "Date de début : 02/11/2026   Date de fin : 20/11/2026"],
)  # fmt: skip
def test_period__has_two_ends(line: str) -> None:
    invoice = read_page_of(line).invoice
    assert (invoice.period_start, invoice.period_end) == (date(2026, 11, 2), date(2026, 11, 20))
    assert invoice.delivery_date is None


@pytest.mark.parametrize(
    "line",
    ["Échéance à 30 jours", "Échéance : 31/02/2026", "Date de début : 02/11/2026",
     "Période du 20/11/2026 au 02/11/2026"],
)  # fmt: skip
def test_days__that_are_none_are_not_taken(line: str) -> None:
    invoice = read_page_of(line).invoice
    assert (invoice.due_date, invoice.period_start, invoice.period_end) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Échéance : 24/12/26", "CD-OWN-GUESSED"), ("Échéance : 20261224", "CD-OWN-GUESSED"),
        ("Échéance : 24/12/2026", "CD-OWN-READ"),
    ],
)  # fmt: skip
def test_days__that_leave_a_doubt_are_said_to_be_supposed(line: str, rule: str) -> None:
    assert told(read_page_of(line), rule)["due_date"] == date(2026, 12, 24)


@pytest.mark.parametrize(
    "line",
    ["Bourg-Fictif, le 24/11/2026", "Facture n° D-2026-031 du 24/11/2026",
     "Facture D-2026-031 en date du 24 novembre 2026"],
)  # fmt: skip
def test_issue_date__as_letters_have_it_is_supposed(line: str) -> None:
    lines = [line, *without("Date", "Facture"), "Facture n° D-2026-031"]
    seen = with_pdf(page(lines), read_visible)
    found = read_own(seen.text, b.SELLER_SIRET, seen.rows)
    assert found is not None
    assert told(found, "CD-OWN-GUESSED")["issue_date"] == date(2026, 11, 24)


def test_days__of_a_page_with_the_month_first_are_turned_and_said() -> None:
    lines = [line.replace("24/11/2026", "03/11/2026") for line in LINES]
    seen = with_pdf(page([*lines, "Due date 04/10/2026", "Paid 11/24/2026"]), read_visible)
    found = read_own(seen.text, b.SELLER_SIRET, seen.rows)
    assert found is not None
    assert told(found, "CD-OWN-GUESSED") == {
        "issue_date": date(2026, 3, 11), "due_date": date(2026, 4, 10),
    }  # fmt: skip


IBAN, OTHER_IBAN = "FR7630006000011234567890189", "FR1420041010050500013M02606"


@pytest.mark.parametrize(
    ("line", "iban"),
    [
        ("IBAN : FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP", IBAN),
        (f"IBAN {IBAN}", IBAN),
        ("RIB : FR76 3000 6000 0112 3456 7890\n189", IBAN),
        ("IBAN FR76 3000 6000 0112 3456 7890 188", None),  # a key that is wrong
        (f"IBAN {IBAN} ou {OTHER_IBAN}", None),
        (f"Prélèvement sur le compte {IBAN}", None),  # the client's
    ],
)
def test_iban__is_taken_where_it_is_the_only_one(line: str, iban: str | None) -> None:
    assert read_page_of(*line.split("\n")).invoice.payment.iban == iban


def test_words__to_the_right_and_under_are_found_where_the_text_has_another_order() -> None:
    """A sheet printed in columns: all the words first, then all that stands beside them."""

    def columns(canvas: Any) -> None:
        for row, word in enumerate(("FACTURE", "N°", "Date", "Échéance")):
            canvas.drawString(350, 500 - 20 * row, word)
        for x, word in ((60, "Total HT"), (160, "Total TVA"), (260, "Total TTC")):
            canvas.drawString(x, 400, word)
        for row, value in enumerate(("F-2026-050", "24/11/2026", "24/12/2026")):
            canvas.drawString(450, 480 - 20 * row, value)
        for x, value in ((60, "300,00"), (160, "60,00"), (260, "360,00")):
            canvas.drawString(x, 380, value)

    seen = with_pdf(page([LINES[1], LINES[5]], extra=columns), read_visible)
    found = read_own(seen.text, b.SELLER_SIRET, seen.rows)
    assert found is not None
    invoice = found.invoice
    assert (invoice.number, invoice.issue_date) == ("F-2026-050", date(2026, 11, 24))
    assert invoice.due_date == date(2026, 12, 24)
    supposed = told(found, "CD-OWN-GUESSED")
    assert {supposed[f"totals.{name}"] for name in ("net", "vat", "gross")} == {
        D("300.00"), D("60.00"), D("360.00"),
    }  # fmt: skip


def test_words__that_announce_an_address_give_no_number() -> None:
    def title(canvas: Any) -> None:
        canvas.drawString(60, 500, "FACTURE")
        canvas.drawString(300, 500, "12 rue de la Paix")

    seen = with_pdf(page(without("Facture"), extra=title), read_visible)
    found = read_own(seen.text, b.SELLER_SIRET, seen.rows)
    assert found is not None
    assert found.invoice.number is None


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"due_date": date(2026, 12, 31)}, "CD-OWN-DUE"),
        ({"payment": Payment(means="30", iban=OTHER_IBAN)}, "CD-OWN-IBAN"),
        ({"due_date": date(2026, 12, 24)}, None),
        ({"payment": Payment(means="30", iban="FR76 3000 6000 0112 3456 7890 189")}, None),
    ],
)  # fmt: skip
def test_against__due_date_and_account(changes: dict[str, Any], rule: str | None) -> None:
    lines = (*LINES, "Échéance : 24/12/2026", f"IBAN {IBAN}")
    assert compared(lines, **changes) == ({rule: "error"} if rule else {})
