"""The database file: ours, of this version or older, or refused with one sentence."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.storage import migrations
from chorus_desk.storage.connection import FILE_NAME, open_database, reading, writing

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_open_database__makes_one(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "a b" / "é", NOW)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.latest()
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA recursive_triggers").fetchone()[0] == 1
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_open_database__opens_it_again(tmp_path: Path) -> None:
    for _ in range(2):
        with closing(open_database(tmp_path, NOW)) as connection:
            assert connection.execute("SELECT count(*) FROM migrations").fetchone()[0] == 1
    assert not (tmp_path / "backups").exists()


def test_open_database__refuses_a_newer_one(tmp_path: Path) -> None:
    with closing(open_database(tmp_path, NOW)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(UserError) as refused:
        open_database(tmp_path, NOW)
    assert refused.value.code == "database-newer"
    assert refused.value.params["found"] == 99
    assert refused.value.exit_code is ExitCode.STATE


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_open_database__refuses_what_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(UserError, match="database-unreadable"):
        open_database(tmp_path, NOW)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_open_database__refuses_somebody_elses(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        other.execute("CREATE TABLE customers (id)")
    with pytest.raises(UserError, match="database-unreadable"):
        open_database(tmp_path, NOW)


def test_open_database__refuses_a_place_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="folder-not-writable"):
        open_database(tmp_path / "file", NOW)


def test_migrate__saves_an_older_database_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_database(tmp_path, NOW)) as connection:
        connection.execute("INSERT INTO seller VALUES (1, '{}', 'then')")
    second = tmp_path / "0002_more.sql"
    second.write_text("CREATE TABLE more (id);\nINSERT INTO more VALUES (1);\n", encoding="utf-8")
    monkeypatch.setattr(migrations, "known", lambda: (*_first(), second))
    with closing(open_database(tmp_path, NOW)) as connection:
        assert connection.execute("SELECT count(*) FROM more").fetchone()[0] == 1
        assert connection.execute("SELECT content FROM seller").fetchone()[0] == "{}"
    [saved] = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(saved)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone()[0] == 1
        assert copy.execute("SELECT updated_at FROM seller").fetchone()[0] == "then"


def test_migrate__that_fails_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_database(tmp_path, NOW)):
        pass
    broken = tmp_path / "0002_broken.sql"
    broken.write_text(
        "CREATE TABLE half (id);\nINSERT INTO nowhere VALUES (1);\n", encoding="utf-8"
    )
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "known", lambda: (*_first(), broken))
        with pytest.raises(UserError):
            open_database(tmp_path, NOW)
    with closing(open_database(tmp_path, NOW)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        assert "half" not in tables


def _first() -> tuple[Path, ...]:
    from chorus_desk import resources

    return tuple(sorted(resources.path("migrations").glob("0001_*.sql")))


def test_statements__keep_triggers_whole() -> None:
    script = "CREATE TABLE a (x);\n-- note; with a semicolon\nCREATE TRIGGER t BEFORE DELETE ON a\nBEGIN SELECT 1; SELECT 2; END;\n"
    assert len(list(migrations.statements(script))) == 2


def test_writing__keeps_all_or_nothing(tmp_path: Path) -> None:
    with closing(open_database(tmp_path, NOW)) as connection:
        with pytest.raises(ZeroDivisionError), writing(connection):
            connection.execute("INSERT INTO seller VALUES (1, '{}', 'now')")
            raise ZeroDivisionError
        assert connection.execute("SELECT count(*) FROM seller").fetchone()[0] == 0
        with writing(connection):
            connection.execute("INSERT INTO seller VALUES (1, '{}', 'now')")
        assert connection.execute("SELECT count(*) FROM seller").fetchone()[0] == 1


def test_writing__says_when_another_writes_too_long(tmp_path: Path) -> None:
    with closing(open_database(tmp_path, NOW)) as one, closing(open_database(tmp_path, NOW)) as two:
        two.execute("PRAGMA busy_timeout = 50")
        with writing(one), pytest.raises(UserError, match="database-busy"), writing(two):
            pass


def test_writing__says_when_the_disk_is_full(tmp_path: Path) -> None:
    with closing(open_database(tmp_path, NOW)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(UserError, match="disk-full"), writing(connection):
            connection.execute("INSERT INTO seller VALUES (1, ?, 'x')", ("x" * 500_000,))
        assert connection.execute("SELECT count(*) FROM seller").fetchone()[0] == 0


def test_reading__sees_one_state(tmp_path: Path) -> None:
    with closing(open_database(tmp_path, NOW)) as one, closing(open_database(tmp_path, NOW)) as two:
        with reading(one):
            assert one.execute("SELECT count(*) FROM seller").fetchone()[0] == 0
            with writing(two):
                two.execute("INSERT INTO seller VALUES (1, '{}', 'now')")
            assert one.execute("SELECT count(*) FROM seller").fetchone()[0] == 0
        assert one.execute("SELECT count(*) FROM seller").fetchone()[0] == 1
