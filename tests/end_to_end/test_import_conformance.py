"""What becomes of people's own tables, counted: against a known truth, and a careful reader."""

from pathlib import Path

import import_conformance
import pytest

from tests.conftest import ROOT

Measured = tuple[str, dict[str, int]]


@pytest.fixture(scope="module")
def measured(corpus: Path) -> Measured:
    assert corpus == import_conformance.CORPUS
    return import_conformance.page()


@pytest.mark.corpus
def test_tables_with_a_truth__are_read_right_and_never_wrong_in_silence(measured: Measured) -> None:
    counts = measured[1]
    assert counts["fields"] > 20_000
    assert counts["right"] >= 0.95 * counts["fields"]
    assert counts["silent"] == 0


@pytest.mark.corpus
def test_strangers_tables__are_drafted_sensibly(measured: Measured) -> None:
    counts = measured[1]
    assert counts["files"] > 50
    assert counts["sensible"] >= 0.8 * counts["files"]


@pytest.mark.corpus
def test_the_page__is_the_measurement(measured: Measured) -> None:
    page = (ROOT / "docs" / "import-conformance.md").read_text(encoding="utf-8")
    assert page == measured[0], "run `python3 dev.py docs`"
