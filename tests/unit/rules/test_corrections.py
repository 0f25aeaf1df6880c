"""Every correction makes its finding go away and brings no error with it."""

import pytest

from chorus_desk.domain.finding import Severity
from chorus_desk.rules.corrections import CORRECTIONS, correct
from chorus_desk.rules.engine import check
from chorus_desk.usecases.drafting import complete
from chorus_desk.wording.corrections import LABELS
from tests import builders as b
from tests.unit.rules.examples import EXAMPLES


def test_corrections__each_has_its_label() -> None:
    assert set(CORRECTIONS) == set(LABELS)


@pytest.mark.parametrize("rule", CORRECTIONS)
def test_correct__mends_its_example(rule: str) -> None:
    made, where = EXAMPLES[rule].wrong
    before = check(made, where)
    finding = next(f for f in before if f.rule == rule)
    mended = correct(made, finding, where)
    assert mended != made
    # As the editor does: what follows from the settings is filled in again.
    seller = where.seller or b.seller()
    after = check(complete(mended, seller, where.body), where)
    assert rule not in {f.rule for f in after}
    known = {f.rule for f in before}
    assert not {f.rule for f in after if f.severity is Severity.ERROR} - known


def test_correct__leaves_alone_what_it_does_not_know() -> None:
    made, where = EXAMPLES["BR-16"].wrong
    finding = next(f for f in check(made, where) if f.rule == "BR-16")
    assert correct(made, finding, where) is made
