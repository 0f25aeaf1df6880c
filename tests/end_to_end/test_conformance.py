"""What becomes of real e-invoices, counted: judged as others judge, drafted, sent out again."""

from collections.abc import Sequence
from pathlib import Path

import agreement
import conformance
import explained
import pytest

from chorus_desk.wording.findings import sentence
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def measured(corpus: Path) -> conformance.Measured:
    assert corpus == conformance.CORPUS
    return conformance.measure_all()


@pytest.fixture(scope="module")
def outcomes(measured: conformance.Measured) -> Sequence[conformance.Outcome]:
    return measured.outcomes


@pytest.mark.corpus
def test_check__agrees_with_other_validators(measured: conformance.Measured) -> None:
    files = measured.files
    assert len(agreement.XSD.asked(files)) > 550
    assert [f.path for f in agreement.XSD.differing(files) if f.checked.error is None] == []
    asked = agreement.NORM.asked(files)
    assert len(asked) > 450
    assert len(agreement.NORM.differing(files)) <= 0.005 * len(asked)
    assert [f.path for f in files if f.seconds > agreement.SECONDS] == []


@pytest.mark.corpus
def test_check__explains_what_it_finds(measured: conformance.Measured) -> None:
    findings = [f for file in measured.files for f in file.checked.findings]
    for finding in findings:
        for language in ("fr", "en"):
            assert not explained.ELEMENT.search(sentence(finding, language)), finding


@pytest.mark.corpus
def test_official_unit_tests__are_met(measured: conformance.Measured) -> None:
    ours = [e for e in measured.expectations if not e.foreign]
    assert len(ours) > 800
    assert sum(e.met for e in ours) >= 0.99 * len(ours)


@pytest.mark.corpus
def test_valid_files__become_drafts_and_go_out_again(
    outcomes: Sequence[conformance.Outcome],
) -> None:
    expected = [outcome for outcome in outcomes if outcome.sample.expected]
    assert len(expected) > 80
    assert sum(outcome.drafted for outcome in expected) == len(expected)
    assert sum(outcome.exported for outcome in expected) >= 0.98 * len(expected)


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
def test_page__is_fresh(measured: conformance.Measured) -> None:
    page = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
    assert page == conformance.page(measured), "run python3 dev.py docs"
