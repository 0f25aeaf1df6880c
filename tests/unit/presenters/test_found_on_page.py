"""What the portal finds, shown: the keys of ``show`` for machines, a line each for people."""

from datetime import date
from decimal import Decimal

from chorus_desk.formats.pdf.portal_reading import PortalReading
from chorus_desk.presenters.found_on_page import found_lines, found_record

READING = PortalReading(
    {
        "number": "F-1",
        "issue_date": date(2026, 11, 3),
        "buyer.siret": "21990001600011",
        "totals.gross": Decimal("1234.5"),
    }
)


def test_found_record__has_the_keys_of_show() -> None:
    assert found_record(None) is None
    assert found_record(READING) == {
        "number": "F-1",
        "issue_date": "2026-11-03",
        "seller": {"siret": None},
        "buyer": {"siret": "21990001600011", "service_code": None},
        "commitment_number": None,
        "contract_number": None,
        "totals": {"net": None, "vat": None, "gross": "1234.50"},
    }


def test_found_lines__are_in_words() -> None:
    assert list(found_lines(None, "fr")) == []
    lines = list(found_lines(READING, "en"))
    assert len(lines) == 4
    assert lines[1] == "  the portal's reader finds: Date 3 Nov 2026"
    assert lines[3].endswith("€1,234.50")
