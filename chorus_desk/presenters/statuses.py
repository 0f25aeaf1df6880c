"""How a status looks: in words, and whether it is for the user to act."""

from enum import StrEnum
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.history import DEPOSITED, DRAFT, ELSEWHERE, ISSUED, PAID
from chorus_desk.wording.catalogue import N_


class Tone(StrEnum):
    """What a status means at a glance; the theme gives it a colour and an icon."""

    NEUTRAL = "neutral"
    TODO = "todo"
    """The next step is the user's."""
    PROGRESS = "progress"
    """Others are at it."""
    GOOD = "good"
    BAD = "bad"
    """Something went wrong that the user must mend."""
    APART = "apart"
    """Not of this program's doing."""


_OWN = {
    DRAFT: Tone.NEUTRAL, ISSUED: Tone.TODO, DEPOSITED: Tone.PROGRESS, PAID: Tone.GOOD,
    "MISE_EN_PAIEMENT": Tone.GOOD, ELSEWHERE: Tone.APART,
}  # fmt: skip
_SUPPLIER = "supplier"


@cache
def tone_of(status: str) -> Tone:
    """Return how a status looks."""
    if status in _OWN:
        return _OWN[status]
    row = next((r for r in resources.read_table("invoice_statuses") if r["code"] == status), None)
    if row is None:
        return Tone.NEUTRAL
    if row["who_acts"] == _SUPPLIER:
        return Tone.BAD
    return Tone.NEUTRAL if row["closed"] == "yes" else Tone.PROGRESS


@cache
def filters() -> tuple[tuple[str, str, frozenset[str] | None], ...]:
    """Return the filters of the list: key, label, the statuses they let through (None for all)."""
    codes = [row["code"] for row in resources.read_table("invoice_statuses")]
    by_tone = {tone: frozenset(c for c in codes if tone_of(c) is tone) for tone in Tone}
    return (
        ("all", N_("Toutes"), None),
        ("drafts", N_("Brouillons"), frozenset({DRAFT})),
        ("to-deposit", N_("À déposer"), frozenset({ISSUED})),
        ("elsewhere", N_("Envoyées ailleurs"), frozenset({ELSEWHERE})),
        ("trouble", N_("À corriger"), by_tone[Tone.BAD]),
        ("under-way", N_("En cours"), by_tone[Tone.PROGRESS] | {DEPOSITED}),
        (
            "ended", N_("Payées ou closes"),
            by_tone[Tone.GOOD] | by_tone[Tone.NEUTRAL] | {PAID},
        ),
    )  # fmt: skip
