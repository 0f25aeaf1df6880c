"""The portal's reader, imitated: it finds all of our own page, and what others print after words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chorus_desk import resources
from chorus_desk.domain.finding import Severity
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.totals import figures
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.page_text import PageText, text_of
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.formats.pdf.portal_reading import PortalReading, findings_on, fold, read_page
from chorus_desk.formats.pdf.printed_values import amount_of, amounts_in, day_of, days_in
from chorus_desk.wording.findings import fix, sentence
from tests import builders as b

FIELDS = [row["field"] for row in resources.read_table("portal_fields")]
FULL = b.vat_invoice(
    commitment_number="BC-118",
    contract_number="2026-M-7",
    buyer=replace(b.invoice().buyer, service_code="VOIRIE"),
)


def of(pdf: bytes) -> PortalReading:
    return read_page(with_pdf(pdf, text_of))


def read(text: str) -> dict[str, object]:
    return dict(
        read_page(PageText(text + "\nun texte bien assez long pour être lu", whole=True)).found
    )


@pytest.mark.parametrize(
    "made",
    [FULL, b.invoice(contract_number="M-1"), b.vat_invoice(type_code="381", commitment_number="E1"),
     b.vat_invoice(*(b.taxed_line() for _ in range(80)))],
    ids=["all", "franchise", "credit note", "pages"],
)  # fmt: skip
def test_own_page__is_read_back_completely(made: Invoice) -> None:
    totals = figures(made)
    wanted = {
        "number": made.number, "issue_date": made.issue_date, "seller.siret": made.seller.siret,
        "buyer.siret": made.buyer.siret, "buyer.service_code": made.buyer.service_code,
        "commitment_number": made.commitment_number, "contract_number": made.contract_number,
        "totals.net": totals.net, "totals.vat": totals.vat, "totals.gross": totals.gross,
    }  # fmt: skip
    reading = of(render_portal(made))
    assert dict(reading.found) == {
        field: value for field, value in wanted.items() if value is not None
    }
    assert not reading.spaced


def test_own_page__with_every_datum_gives_no_objection() -> None:
    reading = of(render_portal(FULL))
    assert set(reading.found) == set(FIELDS)
    assert [finding.rule for finding in findings_on(reading)] == ["CD-PORTAL-WORDS"]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("SIRET client : 21990001600011", "buyer.siret", "21990001600011"),
        ("Siret dest. 219 900 016 00011", "buyer.siret", "21990001600011"),
        ("SIRET\n99900001100018", "seller.siret", "99900001100018"),
        ("N° engagement : 1501966748 du 12/03/2026", "commitment_number", "1501966748"),
        ("EJ n° 4500012", "commitment_number", "4500012"),
        ("Bon de commande n°BC-12.", "commitment_number", "BC-12"),
        ("Code service exécutant : VOIRIE", "buyer.service_code", "VOIRIE"),
        ("FACTURE N° F-2026/7", "number", "F-2026/7"),
        ("Facture du 12 mars 2026 n° 7", "issue_date", date(2026, 3, 12)),
        ("Date de facture : 1er août 2026", "issue_date", date(2026, 8, 1)),
        ("Date 2026-03-12", "issue_date", date(2026, 3, 12)),
        ("Total TTC : 1 234,56 €", "totals.gross", Decimal("1234.56")),
        ("Total TTC\n1\u202f234,56 €".replace("\u202f", " "), "totals.gross", Decimal("1234.56")),
        ("MONTANT HT EUR 1.234,50", "totals.net", Decimal("1234.50")),
        ("Total TVA (20 %) 12,00\nTotal TVA 12,00", "totals.vat", Decimal("12.00")),
        ("Marché n° 2026-M-7", "contract_number", "2026-M-7"),
    ],
)
def test_read_page__finds_a_datum_after_its_word(text: str, field: str, value: object) -> None:
    assert read(text)[field] == value


@pytest.mark.parametrize(
    "text",
    [
        "SIRET 123", "SIREN 999000011", "Engagement de qualité", "commande en cours", "Date de livraison 12/03/2026",
        "Date 31/02/2026", "Facture acquittée", "Total HT\n3", "TVA 20 %", "Code service responsable",
        "Taux Total TVA 20 %", "sirets 99900001100018",
    ],
)  # fmt: skip
def test_read_page__takes_no_other_thing_for_a_datum(text: str) -> None:
    assert read(text) == {}


def test_read_page__does_not_take_the_buyers_siret_for_the_sellers() -> None:
    found = read("SIRET client 21990001600011\nSIRET 21990001600011")
    assert "seller.siret" not in found


def test_findings__name_what_is_missed_in_both_languages() -> None:
    findings = findings_on(
        read_page(PageText("Un courrier sans aucune donnée d'une facture", whole=True))
    )
    missed = {finding.path: finding for finding in findings if finding.path}
    assert list(missed) == FIELDS
    assert missed["buyer.siret"].severity is Severity.WARNING
    assert missed["commitment_number"].severity is Severity.INFO
    for finding in findings:
        for language in ("fr", "en"):
            assert "ffici" not in sentence(finding, language)
            assert fix(finding, language)


def test_findings__tell_a_siret_with_spaces() -> None:
    page = PageText("SIRET client 219 900 016 00011 de la commune de Bourg-Fictif", whole=True)
    spaced = [f.path for f in findings_on(read_page(page)) if f.rule == "CD-PORTAL-SPACED"]
    assert spaced == ["buyer.siret"]


@pytest.mark.parametrize("text", ["", "12 3", "\x01\x02\x03" * 50, "\ufffd" * 100, "a\ue000" * 50])
def test_page_text__knows_a_picture_and_letters_without_meaning(text: str) -> None:
    page = PageText(text, whole=True)
    assert not page.readable
    assert [f.rule for f in findings_on(read_page(page))] == ["CD-PDF-NO-TEXT"]


def test_read_page__is_quick_on_a_text_made_to_be_slow() -> None:
    from time import perf_counter

    start = perf_counter()
    for text in (
        "SIRET " * 30_000,
        "Total TTC" + " " * 190_000,
        "1 " * 90_000,
        "Total HT\n" * 20_000,
    ):
        read(text)
    assert perf_counter() - start < 5


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 234,56", "1234.56"), ("1234.56", "1234.56"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"),
     ("-12,5", "-12.5"), ("\u221212", "-12"), ("1'234.50", "1234.50"), ("12 345", "12345")],
)  # fmt: skip
def test_amount_of(text: str, value: str) -> None:
    assert amount_of(text) == Decimal(value)


def test_amounts_in__reads_neighbours_in_every_way() -> None:
    assert Decimal("150.00") in set(amounts_in("2 150,00 300,00"))
    assert Decimal("300.00") in set(amounts_in("2 150,00 300,00"))


def test_days() -> None:
    assert day_of("12/03/2026") == date(2026, 3, 12)
    assert day_of("31.02.2026") is None
    text = fold("le 1er août 2026, puis 2026-08-02 et 3-8-2026")
    assert list(days_in(text)) == [date(2026, 8, 1), date(2026, 8, 2), date(2026, 8, 3)]
