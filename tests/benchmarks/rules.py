"""All Python rules on one invoice: quick enough to run at every key stroke."""

from collections.abc import Iterator

from chorus_desk.rules.engine import check
from tests import builders as b
from tests.benchmarks.measuring import Line, best

BUDGET_MS = 0.5


def lines() -> Iterator[Line]:
    """Time 10 lines, then 10,000."""
    context = b.context()
    small = b.invoice(lines=tuple(b.line(description=f"Ligne {n}") for n in range(10)))
    large = b.invoice(lines=tuple(b.line(description=f"Ligne {n}") for n in range(10_000)))
    check(small, context)
    ten = best(lambda: check(small, context), 200) * 1000
    yield Line("rules, 10 lines", f"< {BUDGET_MS} ms", f"{ten:.3f} ms", ten < BUDGET_MS)
    many = best(lambda: check(large, context), 5) * 1000
    per_line, least = many / 10_000, ten / 10
    yield Line(
        "rules, 10,000 lines", "linear",
        f"{many:.0f} ms: {per_line / least:.2f} × the time a line of the small one",
        per_line <= least,
    )  # fmt: skip
