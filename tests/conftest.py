"""What every test has: no network, a fixed day, a place for golden files, the corpus if there."""

import os
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir

import pytest
from hypothesis import settings

from chorus_desk.system.clock import Clock
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests.engines import LastingEngine

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "packaging"))  # the tools that keep generated files
CORPUS = Path(os.environ.get("CHORUS_DESK_CORPUS", ROOT.parent / "shared" / "corpus"))

# One index of the shipped bodies for all tests of this checkout, away from the user's own.
os.environ.setdefault("CHORUS_DESK_CACHE", str(Path(gettempdir()) / "chorus-desk-tests"))
settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files again")


_LONG = (
    "test_every_screen.py", "test_killed.py", "test_hostile.py", "test_conformance.py",
    "test_own_pages.py", "test_hand_over_page.py", "test_rule_engine.py", "test_kinds.py",
)  # fmt: skip
"""Files of half a minute and more, the longest first."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files: with two workers none of them is left for one at the end."""
    place = {name: number for number, name in enumerate(_LONG)}
    items.sort(key=lambda item: place.get(item.path.name, len(_LONG)))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that reaches for another machine."""

    def refuse(_self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail(f"network: {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session", autouse=True)
def _lasting_engines() -> Iterator[None]:
    """Let the processes of the rule engine serve one test after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chorus_desk.usecases.workspace.RuleEngine", LastingEngine)
        yield
    LastingEngine.end_all()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus of real invoices beside the checkout."""
    if not CORPUS.is_dir():
        pytest.skip("no corpus beside the checkout")
    return CORPUS


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still at noon on 24 November 2026."""
    return Clock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """An empty data folder, open."""
    with open_workspace(tmp_path / "données", clock) as opened:
        yield opened


class Golden:
    """Compares with files of tests/golden; ``--update-golden`` writes them."""

    def __init__(self, *, update: bool) -> None:
        self._folder = ROOT / "tests" / "golden"
        self.update = update

    def check(self, name: str, content: str) -> None:
        path = self._folder / name
        if self.update:
            path.write_text(content, encoding="utf-8", newline="\n")
        assert path.exists(), f"{name}: run pytest --update-golden and read it"
        assert content == path.read_text(encoding="utf-8")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=bool(request.config.getoption("--update-golden")))
