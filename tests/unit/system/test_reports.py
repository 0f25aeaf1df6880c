import tempfile
from pathlib import Path

import pytest

from chorus_desk.system.reports import write_report


def bug(secret: str) -> ValueError:
    try:
        raise ValueError(f"bad IBAN {secret}")
    except ValueError as error:
        return error


def test_write_report__tells_where_and_never_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    secret = "FR7630000000010000000000007"
    file = write_report(bug(secret), "issue")
    assert file is not None
    assert file.parent == tmp_path
    text = file.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_reports.py" in text
    assert secret not in text
    assert "IBAN" not in text


def test_write_report__gives_nothing_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    assert write_report(bug("x"), None) is None
