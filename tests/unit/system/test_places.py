"""The folder of the user's data: the usual one, or the one that was chosen."""

from pathlib import Path

import pytest

from chorus_desk.system import places
from chorus_desk.system.places import choose_data_folder, default_data_folder


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data")
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path / "config")


def test_default_data_folder__is_the_usual_one_at_first(tmp_path: Path) -> None:
    assert default_data_folder() == tmp_path / "data"


def test_choose_data_folder__holds_for_the_next_starts(tmp_path: Path) -> None:
    chosen = tmp_path / "été 2026"
    chosen.mkdir()
    choose_data_folder(chosen)
    assert default_data_folder() == chosen


@pytest.mark.parametrize("content", ["", "relative/path", "/nowhere/at/all", "\x00", "é" * 5000])
def test_default_data_folder__does_not_trust_the_choice(tmp_path: Path, content: str) -> None:
    pointer = places._pointer()
    pointer.parent.mkdir()
    pointer.write_text(content, encoding="utf-8")
    assert default_data_folder() == tmp_path / "data"


def test_default_data_folder__that_is_gone_does_not_count(tmp_path: Path) -> None:
    chosen = tmp_path / "usb"
    chosen.mkdir()
    choose_data_folder(chosen)
    chosen.rmdir()
    assert default_data_folder() == tmp_path / "data"
