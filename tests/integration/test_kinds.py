"""All the kinds a sole trader meets, on each circuit, in each format; ``docs/kinds.md`` shows them."""

from dataclasses import replace

import kinds_page
import pytest

from chorus_desk.domain.kinds import Circuit
from tests.conftest import ROOT
from tests.kinds.catalogue import KINDS
from tests.kinds.table import FORMATS, LEGITIMATE, Cell, _fields, cells


def _named(cell: Cell) -> str:
    return f"{cell.kind.key}-{cell.circuit}-{cell.format}"


@pytest.fixture(scope="session")
def table() -> dict[str, Cell]:
    return {_named(cell): cell for cell in cells()}


@pytest.mark.parametrize("key", KINDS)
def test_kind__goes_through_or_is_refused_as_the_catalogue_says(
    key: str, table: dict[str, Cell]
) -> None:
    mine = [cell for cell in table.values() if cell.kind.key == key]
    assert len(mine) == 2 * len(FORMATS)
    for cell in mine:
        assert cell.as_expected, (_named(cell), cell.refusals, cell.objections, cell.differences)


def test_table__can_fail(table: dict[str, Cell]) -> None:
    """A cell is neither sound nor refused when any of the three judges objects."""
    sound = table["services-historical-CII"]
    assert sound.as_expected
    assert not replace(sound, differences=("x",)).as_expected
    refused = table["direct_code-reform-CII"]
    assert not replace(sound, refusals=refused.refusals).as_expected
    assert refused.as_expected
    assert not replace(refused, refusals=()).as_expected
    other = replace(refused.refusals[0], rule="BR-16")
    assert not replace(refused, refusals=(*refused.refusals, other)).as_expected


def test_comparison__sees_every_field() -> None:
    """What is written and read is taken apart to the last field; few may differ, each for a reason."""
    fields = _fields(KINDS["several_deliveries"].build(Circuit.HISTORICAL))
    assert {"lines[1].delivery.address.postcode", "seller.siret", "lines[0].delivery_date"} <= set(
        fields
    )
    assert all(reason for patterns in LEGITIMATE.values() for reason in patterns.values())


def test_page__is_fresh() -> None:
    page = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    assert page == kinds_page.page(cells()), "run python3 dev.py docs"
