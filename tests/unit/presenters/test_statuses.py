"""How each status looks, and the filters of the list."""

import pytest

from chorus_desk import resources
from chorus_desk.domain.history import DEPOSITED, DRAFT, ISSUED, PAID
from chorus_desk.presenters.statuses import Tone, filters, tone_of
from chorus_desk.wording.catalogue import say

ROWS = {row["code"]: row for row in resources.read_table("invoice_statuses")}
OURS = (DRAFT, ISSUED, DEPOSITED, PAID)


@pytest.mark.parametrize("code", ROWS)
def test_tone__of_each_status_tells_who_acts(code: str) -> None:
    who, closed = ROWS[code]["who_acts"], ROWS[code]["closed"] == "yes"
    if code == "MISE_EN_PAIEMENT":
        expected = Tone.GOOD
    elif who == "supplier":
        expected = Tone.BAD
    else:
        expected = Tone.NEUTRAL if closed else Tone.PROGRESS
    assert tone_of(code) is expected


@pytest.mark.parametrize(
    ("status", "tone"),
    [
        (DRAFT, Tone.NEUTRAL), (ISSUED, Tone.TODO), (DEPOSITED, Tone.PROGRESS), (PAID, Tone.GOOD),
        ("REJETEE", Tone.BAD), ("SUSPENDUE", Tone.BAD), ("MANDATEE", Tone.PROGRESS),
        ("MISE_A_DISPOSITION", Tone.PROGRESS), ("MISE_EN_PAIEMENT", Tone.GOOD),
        ("ABANDONNEE", Tone.NEUTRAL), ("unheard-of", Tone.NEUTRAL),
    ],
)  # fmt: skip
def test_tone__of_some(status: str, tone: Tone) -> None:
    assert tone_of(status) is tone


@pytest.mark.parametrize("status", [*ROWS, *OURS])
def test_filters__let_every_status_through_exactly_once(status: str) -> None:
    keys = [key for key, _, statuses in filters() if statuses is not None and status in statuses]
    assert len(keys) == 1, keys


def test_filters__all_lets_everything_through_and_stands_first() -> None:
    assert [key for key, _, statuses in filters() if statuses is None] == ["all"]
    assert filters()[0][0] == "all"
    assert all(say(label, language) for _, label, _ in filters() for language in ("fr", "en"))


@pytest.mark.parametrize(
    ("status", "key"),
    [(DRAFT, "drafts"), (ISSUED, "to-deposit"), (DEPOSITED, "under-way"), (PAID, "ended"),
     ("REJETEE", "trouble"), ("MANDATEE", "under-way"), ("ABANDONNEE", "ended")],
)  # fmt: skip
def test_filters__of_some(status: str, key: str) -> None:
    by_key = {name: statuses for name, _, statuses in filters()}
    assert status in (by_key[key] or ())
