"""What becomes of real e-invoices, counted: most are drafts, most go out again valid and equal."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import conformance
import pytest

from chorus_desk.formats.official_rules.worker import RuleEngine
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def outcomes(corpus: Path) -> Sequence[conformance.Outcome]:
    assert corpus == conformance.CORPUS
    with closing(RuleEngine()) as engine:
        return conformance.measure(engine)


@pytest.mark.corpus
def test_valid_files__become_drafts_and_go_out_again(
    outcomes: Sequence[conformance.Outcome],
) -> None:
    expected = [outcome for outcome in outcomes if outcome.sample.expected]
    assert len(expected) > 80
    assert sum(outcome.drafted for outcome in expected) >= 0.95 * len(expected)
    assert sum(outcome.exported for outcome in expected) >= 0.90 * len(expected)


@pytest.mark.corpus
def test_files_without_lines__become_drafts(outcomes: Sequence[conformance.Outcome]) -> None:
    bare = [o for o in outcomes if o.sample.without_lines and o.sample.consensus == "valid"]
    assert len(bare) > 15
    assert all(outcome.drafted for outcome in bare)


@pytest.mark.corpus
def test_flows_of_aife__become_drafts(outcomes: Sequence[conformance.Outcome]) -> None:
    flows = [outcome for outcome in outcomes if outcome.sample.is_flow]
    assert {outcome.sample.path.split("/")[1] for outcome in flows} == {"FSO1116A", "FSO1117A"}
    assert all(outcome.drafted for outcome in flows)


@pytest.mark.corpus
def test_page__is_fresh(outcomes: Sequence[conformance.Outcome]) -> None:
    page = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
    assert page == conformance.page(outcomes), "run python3 dev.py docs"
