from datetime import UTC, datetime

from chorus_desk.system.clock import Clock


def test_clock__stands_still_when_told() -> None:
    fixed = datetime(2026, 11, 24, 12, 30, 15, 999, tzinfo=UTC)
    assert Clock(fixed).now() == datetime(2026, 11, 24, 12, 30, 15, tzinfo=UTC)
    assert Clock(fixed).today().year == 2026


def test_clock__else_tells_the_time() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    assert Clock().now() >= before
    assert Clock().now().tzinfo is UTC
