"""The database file: ours, of this version or older, or refused with one sentence."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.storage import migrations
from chorus_desk.storage.connection import (
    FILE_NAME,
    database_error,
    open_database,
    reading,
    writing,
)
from chorus_desk.wording.errors import error_sentence

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_open_database__makes_one(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "a b" / "é", NOW)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.latest()
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA recursive_triggers").fetchone()[0] == 1
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_open_database__opens_it_again(tmp_path: Path) -> None:
    wanted = list(range(1, migrations.latest() + 1))
    for _ in range(2):
        with closing(open_database(tmp_path, NOW)) as connection:
            applied = connection.execute("SELECT number FROM migrations ORDER BY number")
            assert [row["number"] for row in applied] == wanted
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
    before = migrations.latest()
    with closing(open_database(tmp_path, NOW)) as connection:
        connection.execute("INSERT INTO seller VALUES (1, '{}', 'then')")
    _one_more(monkeypatch, tmp_path, "CREATE TABLE more (id);\nINSERT INTO more VALUES (1);\n")
    with closing(open_database(tmp_path, NOW)) as connection:
        assert connection.execute("SELECT count(*) FROM more").fetchone()[0] == 1
        assert connection.execute("SELECT content FROM seller").fetchone()[0] == "{}"
        assert connection.execute("PRAGMA user_version").fetchone()[0] == before + 1
    [saved] = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(saved)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone()[0] == before
        assert copy.execute("SELECT updated_at FROM seller").fetchone()[0] == "then"


def test_migrate__that_fails_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = migrations.latest()
    with closing(open_database(tmp_path, NOW)):
        pass
    with monkeypatch.context() as patched:
        broken = "CREATE TABLE half (id);\nINSERT INTO nowhere VALUES (1);\n"
        _one_more(patched, tmp_path, broken)
        with pytest.raises(UserError):
            open_database(tmp_path, NOW)
    with closing(open_database(tmp_path, NOW)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        assert "half" not in tables
        assert connection.execute("PRAGMA user_version").fetchone()[0] == before


def _one_more(patched: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Add a migration after those there are."""
    known = migrations.known()
    added = folder / f"{len(known) + 1:04}_more.sql"
    added.write_text(script, encoding="utf-8")
    patched.setattr(migrations, "known", lambda: (*known, added))


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


@pytest.mark.parametrize(
    ("number", "code", "exit_code"),
    [(sqlite3.SQLITE_CORRUPT, "database-unreadable", ExitCode.USAGE),
     (sqlite3.SQLITE_NOTADB, "database-unreadable", ExitCode.USAGE),
     (sqlite3.SQLITE_CORRUPT | 1 << 8, "database-unreadable", ExitCode.USAGE),
     (sqlite3.SQLITE_BUSY, "database-busy", ExitCode.STATE),
     (sqlite3.SQLITE_FULL, "disk-full", ExitCode.STATE),
     (sqlite3.SQLITE_READONLY, "database-read-only", ExitCode.STATE),
     (sqlite3.SQLITE_IOERR, "folder-not-writable", ExitCode.USAGE)],
)  # fmt: skip
def test_database_error__tells_what_sqlite_means(
    number: int, code: str, exit_code: ExitCode, tmp_path: Path
) -> None:
    error = sqlite3.DatabaseError("what it says")
    error.sqlite_errorcode = number
    told = database_error(error, tmp_path)
    assert told is not None
    assert (told.code, told.exit_code) == (code, exit_code)
    assert str(tmp_path) in error_sentence(told, "fr") or exit_code is ExitCode.STATE


def test_database_error__leaves_faults_of_the_program_to_the_program(tmp_path: Path) -> None:
    with closing(open_database(tmp_path, NOW)) as connection:
        for statement in ("SELECT * FROM nowhere", "INSERT INTO seller VALUES (2, '{}', 'now')"):
            with pytest.raises(sqlite3.DatabaseError) as caught:
                connection.execute(statement)
            assert database_error(caught.value, tmp_path) is None
    assert database_error(ValueError(), tmp_path) is None


def test_database_error__knows_a_damaged_text(tmp_path: Path) -> None:
    with closing(open_database(tmp_path, NOW)) as connection:
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("SELECT CAST(X'FFFE' AS TEXT)").fetchone()
        told = database_error(caught.value, tmp_path)
    assert told is not None
    assert told.code == "database-unreadable"


def test_reading__sees_one_state(tmp_path: Path) -> None:
    with closing(open_database(tmp_path, NOW)) as one, closing(open_database(tmp_path, NOW)) as two:
        with reading(one):
            assert one.execute("SELECT count(*) FROM seller").fetchone()[0] == 0
            with writing(two):
                two.execute("INSERT INTO seller VALUES (1, '{}', 'now')")
            assert one.execute("SELECT count(*) FROM seller").fetchone()[0] == 0
        assert one.execute("SELECT count(*) FROM seller").fetchone()[0] == 1
