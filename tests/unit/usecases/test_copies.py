"""Copies: whole, of one moment, looked through before they are kept, and opened or refused."""

import errno
import json
import os
import shutil
import sqlite3
import stat
import threading
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.storage import migrations
from chorus_desk.storage.connection import FILE_NAME as DATABASE
from chorus_desk.storage.connection import Connection, open_database
from chorus_desk.storage.files import store_file
from chorus_desk.storage.window_lock import WindowLock
from chorus_desk.system.clock import Clock
from chorus_desk.system.settings import FILE_NAME as SETTINGS
from chorus_desk.usecases import copies
from chorus_desk.usecases.copied_readings import MOST_READINGS, READING, readings_of
from chorus_desk.usecases.copies import MANIFEST, open_copy, save_copy
from chorus_desk.usecases.demo_place import MARKER
from chorus_desk.usecases.importing.mappings import kept_mappings, load_mapping
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.unsaved import keep_typed, load_typed
from chorus_desk.usecases.workspace import Workspace, open_workspace
from chorus_desk.wording.errors import error_sentence
from tests.stored import draft, furnish, issued

Change = Callable[[dict[str, bytes]], object]
CONTENTS = {"version": migrations.latest(), "invoices": 1, "events": 0, "files": 1}
"""Of the fixture's copy."""


def dump(connection: Connection) -> list[str]:
    return list(connection.iterdump())


def count(connection: Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def everything(folder: Path) -> dict[str, bytes | None]:
    """Return what is in a folder; what SQLite keeps beside a database that is open comes and goes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if not path.name.endswith(("-wal", "-shm"))
    }


@contextmanager
def nothing_changes(folder: Path) -> Iterator[None]:
    before = everything(folder)
    yield
    assert everything(folder) == before


@contextmanager
def refused(code: str, **params: object) -> Iterator[None]:
    with pytest.raises(UserError) as caught:
        yield
    assert caught.value.code == code
    assert caught.value.params.items() >= params.items()
    assert "{" not in error_sentence(caught.value, "fr")


@pytest.fixture
def copy(workspace: Workspace, tmp_path: Path) -> Path:
    """A copy of a folder with a draft, a stored file and settings."""
    draft(workspace)
    store_file(workspace.connection, os.urandom(50_000), "application/pdf")
    (workspace.folder / SETTINGS).write_text('language = "fr"\n', encoding="utf-8")
    return save_copy(workspace, tmp_path / "copie.zip").file


# Saving


def test_round_trip__gives_the_same_data(workspace: Workspace, tmp_path: Path) -> None:
    furnish(workspace)
    issued(workspace)
    issued(workspace)
    name = draft(workspace)
    (workspace.folder / SETTINGS).write_text('language = "en"\n', encoding="utf-8")
    (workspace.folder / MARKER).write_text("essai", encoding="utf-8")
    (workspace.folder / "backups").mkdir()
    for left_out in ("lock.sqlite3", "x.chorus-partial", "backups/old.sqlite3", "notes.txt"):
        (workspace.folder / left_out).write_bytes(b"x")
    before = everything(workspace.folder)
    saved = save_copy(workspace, tmp_path / "copie.zip")
    assert (saved.file, saved.size) == (tmp_path / "copie.zip", saved.file.stat().st_size)
    assert (saved.invoices, saved.events) == (3, 2)
    assert everything(workspace.folder) == before
    assert names(tmp_path) == {workspace.folder.name, "copie.zip"}

    opened = open_copy(saved.file, tmp_path / "neuf")
    assert (opened.folder, opened.created_at) == (tmp_path / "neuf", workspace.clock.now())
    assert (opened.invoices, opened.events) == (3, 2)
    assert names(tmp_path / "neuf") == {DATABASE, SETTINGS, MARKER}
    assert (tmp_path / "neuf" / SETTINGS).read_text(encoding="utf-8") == 'language = "en"\n'
    with open_workspace(tmp_path / "neuf", workspace.clock) as other:
        assert dump(other.connection) == dump(workspace.connection)
        [result] = issue(other, [name])
        assert (result.outcome, result.number) == ("issued", "2026-0003")
        with pytest.raises(sqlite3.IntegrityError, match="issued"):
            other.connection.execute("DELETE FROM invoices WHERE number = '2026-0001'")


def test_copy__keeps_how_tables_are_read(workspace: Workspace, tmp_path: Path) -> None:
    kept = {
        "mappings/mes-travaux.toml": b'name = "mes travaux"\n[columns]\n',
        "mappings/by-shape/0a1b.toml": b"[columns]\n",
        "tables/prices/mappings/tarif.toml": b"[columns]\n", "watched.txt": b"",
    }  # fmt: skip
    others = {"mappings/notes.txt": b"x", "mappings/a/b.toml": b"x", "autre.toml": b"x"}
    for name, content in (kept | others).items():
        path = workspace.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    saved = save_copy(workspace, tmp_path / "copie.zip")
    assert saved.left_out == ("mappings/a/b.toml",)
    new = tmp_path / "neuf"
    open_copy(tmp_path / "copie.zip", new)
    found = {
        path.relative_to(new).as_posix(): path.read_bytes()
        for path in new.rglob("*") if path.is_file() and path.name not in (DATABASE, SETTINGS)
    }  # fmt: skip
    assert found == kept


def test_copy__takes_a_reading_of_any_name_under_a_plain_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    place = workspace.folder / "mappings"
    place.mkdir()
    for number, name in enumerate(("Mon été.toml", "mon-ete.toml", "Reçu n° 1.TOML", "élan.toml")):
        (place / name).write_text(f'name = "{number}"\n[columns]\n', encoding="utf-8")
    saved = save_copy(workspace, tmp_path / "copie.zip")
    assert saved.left_out == ()
    open_copy(saved.file, tmp_path / "neuf")
    there = kept_mappings(tmp_path / "neuf")
    assert {mapping.name for mapping in there.mappings} == {"0", "1", "2", "3"}
    assert names(tmp_path / "neuf" / "mappings") == {
        "Mon-ete-2.toml", "mon-ete.toml", "Recu-n-1.toml", "elan.toml",
    }  # fmt: skip
    assert load_mapping(tmp_path / "neuf", "élan").name == "3"


def test_readings__beyond_the_most_are_named(tmp_path: Path) -> None:
    place = tmp_path / "mappings" / "by-shape"
    place.mkdir(parents=True)
    for number in range(MOST_READINGS + 2):
        (place / f"{number:04}.toml").write_bytes(b"[columns]\n")
    found = readings_of(tmp_path)
    assert len(found.taken) == MOST_READINGS
    assert found.left_out == ("mappings/by-shape/1000.toml", "mappings/by-shape/1001.toml")


def test_copy__has_what_was_typed_of_the_business_and_is_not_saved(
    workspace: Workspace, tmp_path: Path
) -> None:
    keep_typed(workspace, {"name": "Camille"})
    save_copy(workspace, tmp_path / "copie.zip")
    open_copy(tmp_path / "copie.zip", tmp_path / "neuf")
    with open_workspace(tmp_path / "neuf", workspace.clock) as other:
        assert load_typed(other) == {"name": "Camille"}


@pytest.mark.parametrize(
    "name",
    ["mappings/../x.toml", "mappings/.toml", "/mappings/x.toml", "mappings/x.txt", "mappings//x.toml",
     "mappings\\x.toml", "tables/x/y.toml", "mappings/x\n.toml"],
)  # fmt: skip
def test_reading__is_known_by_its_name(name: str) -> None:
    assert not READING.fullmatch(name)


def test_save__says_in_the_manifest_what_is_in_it(copy: Path) -> None:
    with zipfile.ZipFile(copy) as packed:
        manifest = json.loads(packed.read(MANIFEST))
        content = {name: packed.read(name) for name in packed.namelist() if name != MANIFEST}
    assert manifest["format"] == 2
    assert manifest["created_at"] == "2026-11-24T12:00:00Z"
    assert manifest["database"] == CONTENTS
    assert manifest["members"] == {
        name: {"size": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in content.items()
    }
    assert set(content) == {DATABASE, SETTINGS}


def test_save__makes_a_database_that_is_whole_by_itself(copy: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(copy) as packed:
        packed.extract(DATABASE, tmp_path / "alone")
    (tmp_path / "alone" / DATABASE).chmod(stat.S_IREAD)
    with closing(sqlite3.connect(tmp_path / "alone" / DATABASE)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert count(connection, "invoices") == 1
        assert names(tmp_path / "alone") == {DATABASE}


def test_save__is_of_one_moment_while_others_write(workspace: Workspace, tmp_path: Path) -> None:
    for number in range(300):  # enough for many words of progress
        store_file(workspace.connection, os.urandom(60_000) + bytes([number % 256]), "x/y")
    written = 0

    def write(_done: int, _total: int) -> None:
        nonlocal written
        written += 1
        with closing(open_database(workspace.folder, workspace.clock.now())) as other:
            store_file(other, f"{written}".encode(), "x/y")

    save_copy(workspace, tmp_path / "c.zip", write)
    assert written > 50
    assert count(workspace.connection, "files") == 300 + written
    open_copy(tmp_path / "c.zip", tmp_path / "neuf")
    with open_workspace(tmp_path / "neuf", workspace.clock) as copied:
        assert count(copied.connection, "files") == 300


def test_save__comes_to_an_end_while_another_never_stops_writing(
    workspace: Workspace, tmp_path: Path
) -> None:
    for number in range(200):
        store_file(workspace.connection, os.urandom(60_000) + bytes([number]), "x/y")
    stop = threading.Event()

    def write() -> None:
        with closing(open_database(workspace.folder, workspace.clock.now())) as other:
            while not stop.is_set():
                store_file(other, os.urandom(5_000), "x/y")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        save_copy(workspace, tmp_path / "c.zip")
    finally:
        stop.set()
        writer.join()
    open_copy(tmp_path / "c.zip", tmp_path / "neuf")


def test_save__works_from_a_window_that_only_reads(
    workspace: Workspace, tmp_path: Path, clock: Clock
) -> None:
    draft(workspace)
    with open_workspace(workspace.folder, clock, read_only=True) as reader:
        assert save_copy(reader, tmp_path / "c.zip").invoices == 1


def test_save__takes_the_place_of_an_older_copy(workspace: Workspace, copy: Path) -> None:
    draft(workspace)
    assert save_copy(workspace, copy).invoices == 2
    open_copy(copy, copy.with_name("neuf"))


def test_save__tells_its_progress(workspace: Workspace, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    save_copy(workspace, tmp_path / "c.zip", lambda *word: told.append(word))
    assert told == sorted(set(told))
    assert told[-1] == (400, 400)


def test_save__says_when_the_file_cannot_be_written(workspace: Workspace, tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "nowhere" / "c.zip", tmp_path / ("x" * 300)):
        with nothing_changes(tmp_path), refused("cannot-write", file=str(target)):
            save_copy(workspace, target)


@pytest.mark.parametrize("name", [DATABASE, f"{DATABASE}-wal", SETTINGS, "lock.sqlite3", "c.zip"])
def test_save__never_writes_into_the_data_folder(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    with nothing_changes(tmp_path), refused("cannot-write"):
        save_copy(workspace, tmp_path / workspace.folder.name / ".." / workspace.folder.name / name)


def full(*_arguments: object, **_more: object) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class SmallDisk(sqlite3.Connection):
    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.execute("PRAGMA max_page_count = 5")


def connect_on_small_disk(path: Path, **more: Any) -> sqlite3.Connection:
    return CONNECT(path, factory=SmallDisk, **more)


CONNECT = sqlite3.connect
DISKS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "full at the database": lambda m: m.setattr(
        "chorus_desk.storage.copy.sqlite3.connect", connect_on_small_disk
    ),
    "full at the zip": lambda m: m.setattr(copies, "_pour", full),
    "full at the manifest": lambda m: m.setattr(zipfile.ZipFile, "writestr", full),
    "full at the end": lambda m: m.setattr("chorus_desk.usecases.copies.os.fsync", full),
    "gone": lambda m: m.setattr(Path, "replace", full),
}


@pytest.mark.parametrize("disk", DISKS)
def test_save__on_a_full_disk_leaves_nothing_and_the_older_copy(
    workspace: Workspace, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: str
) -> None:
    draft(workspace)
    DISKS[disk](monkeypatch)
    for target in (copy, tmp_path / "other.zip"):
        with nothing_changes(tmp_path), refused("cannot-write", file=str(target)):
            save_copy(workspace, target)
    monkeypatch.undo()
    assert save_copy(workspace, copy).invoices == 2


class StoppedError(Exception):
    pass


def test_save__stopped_at_any_word_leaves_nothing(workspace: Workspace, copy: Path) -> None:
    words = 0

    def listen(_done: int, _total: int) -> None:
        nonlocal words
        words += 1

    save_copy(workspace, copy, listen)
    assert words >= 6
    for last in range(words):
        left = last

        def stop(_done: int, _total: int) -> None:
            nonlocal left
            if not left:
                raise StoppedError
            left -= 1

        with nothing_changes(copy.parent), pytest.raises(StoppedError):
            save_copy(workspace, copy, stop)


def test_save__keeps_no_copy_that_does_not_read_back(
    workspace: Workspace, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_back = copies._read_back
    for place in (0, copy.stat().st_size // 3, copy.stat().st_size // 2, -22):

        def fail_to_keep(file: Path, *rest: Any, place: int = place, **more: Any) -> Any:
            file.write_bytes(flipped(file.read_bytes(), place))
            return read_back(file, *rest, **more)

        monkeypatch.setattr(copies, "_read_back", fail_to_keep)
        with nothing_changes(copy.parent), refused("copy-unverified"):
            save_copy(workspace, copy)


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT INTO files VALUES ('{'a' * 64}', 'x/y', 1, x'00')",
        "INSERT INTO typed (invoice_id, content) VALUES (99, '{}')",
    ],
)
def test_save__keeps_no_copy_of_data_that_are_not_right(
    workspace: Workspace, copy: Path, statement: str
) -> None:
    workspace.connection.execute("PRAGMA foreign_keys = OFF")
    workspace.connection.execute(statement)
    with nothing_changes(copy.parent), refused("copy-unverified"):
        save_copy(workspace, copy)


def test_save__clears_what_a_killed_one_left(workspace: Workspace, tmp_path: Path) -> None:
    room = workspace.folder / copies.WORKPLACE / "files"
    room.mkdir(parents=True)
    for left in (room / DATABASE, room / "x", tmp_path / "c.zip.chorus-partial"):
        left.write_bytes(b"half")
    save_copy(workspace, tmp_path / "c.zip")
    assert names(tmp_path) == {workspace.folder.name, "c.zip"}
    assert copies.WORKPLACE not in names(workspace.folder)


def test_save__leaves_another_at_work_alone(workspace: Workspace, tmp_path: Path) -> None:
    place = workspace.folder / copies.WORKPLACE
    (place / "files").mkdir(parents=True)
    (place / "files" / DATABASE).write_bytes(b"half")
    lock = WindowLock(place)
    with nothing_changes(tmp_path), refused("database-busy"):
        save_copy(workspace, tmp_path / "c.zip")
    lock.release()
    save_copy(workspace, tmp_path / "c.zip")


# Opening


def flipped(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 0xFF
    return bytes(changed)


def rebuilt(copy: Path, change: Change, *, honest: bool) -> None:
    """Pack a copy again with changed members; an honest manifest has their digests."""
    with zipfile.ZipFile(copy) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    if honest:
        manifest = json.loads(members[MANIFEST])
        manifest["members"] = {
            name: {"size": len(data), "sha256": sha256(data).hexdigest()}
            for name, data in members.items()
            if name != MANIFEST
        }
        members[MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)


def in_manifest(**changes: Any) -> Change:
    def change(members: dict[str, bytes]) -> None:
        members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | changes).encode()

    return change


def in_database(tmp_path: Path, *statements: str) -> Change:
    def change(members: dict[str, bytes]) -> None:
        path = tmp_path / "changed.sqlite3"
        path.write_bytes(members[DATABASE])
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
        members[DATABASE] = path.read_bytes()
        path.unlink()

    return change


def assert_refused(copy: Path, code: str = "copy-unreadable", **params: object) -> None:
    with nothing_changes(copy.parent), refused(code, **params):
        open_copy(copy, copy.with_name("neuf"))


def test_open__takes_a_copy_that_was_packed_again(copy: Path) -> None:
    rebuilt(copy, lambda _members: None, honest=False)
    assert open_copy(copy, copy.with_name("neuf")).invoices == 1


def test_open__refuses_a_flipped_byte_unless_it_says_the_same(copy: Path) -> None:
    """A date in the zip may be another; a run of zeros may be packed in more than one way."""
    content, folder = copy.read_bytes(), copy.with_name("neuf")
    with zipfile.ZipFile(copy) as packed:
        members = {name: packed.read(name) for name in packed.namelist() if name != MANIFEST}
    noticed = 0
    for place in [*range(0, len(content), 401), *range(-300, 0, 3)]:
        copy.write_bytes(flipped(content, place))
        with suppress(UserError):
            open_copy(copy, folder)
        if folder.exists():
            assert everything(folder) == members
            shutil.rmtree(folder)
        else:
            noticed += 1
        assert names(copy.parent) == {"données", copy.name}
    assert noticed > 150


def test_open__refuses_a_copy_that_was_cut(copy: Path) -> None:
    content = copy.read_bytes()
    for size in (0, 10, 1_000, len(content) // 2, len(content) - 1):
        copy.write_bytes(content[:size])
        assert_refused(copy)
        copy.write_bytes(content[len(content) - size :][:-1])
        assert_refused(copy)


MANIFESTS: dict[str, Change] = {
    "another digest": lambda m: m.update(
        {MANIFEST: m[MANIFEST].replace(sha256(m[DATABASE]).hexdigest().encode(), b"0" * 64)}
    ),
    "another size": lambda m: m.update(
        {MANIFEST: m[MANIFEST].replace(str(len(m[DATABASE])).encode(), b"7")}
    ),
    "other counts": in_manifest(database=CONTENTS | {"invoices": 7}),
    "no counts": in_manifest(database=None),
    "no members": in_manifest(members={}),
    "no format": in_manifest(format=None),
    "no JSON": lambda m: m.update({MANIFEST: b"\xff{"}),
    "deep": lambda m: m.update({MANIFEST: b'{"format": 1, "x": ' + b"[" * 90_000}),
    "huge": lambda m: m.update({MANIFEST: m[MANIFEST] + b" " * 200_000}),
    "none": lambda m: m.update({"x": m.pop(MANIFEST)}),
}


@pytest.mark.parametrize("case", MANIFESTS)
def test_open__refuses_another_manifest(copy: Path, case: str) -> None:
    rebuilt(copy, MANIFESTS[case], honest=False)
    assert_refused(copy)


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "lock.sqlite3", f"{DATABASE}-wal", "../evil.txt", "/evil.txt", "C:\\evil.txt",
     "..\\evil.txt", f"x/../{SETTINGS}", "folder/", SETTINGS.upper()],
)  # fmt: skip
@pytest.mark.parametrize("honest", [True, False])
def test_open__refuses_any_other_name(copy: Path, name: str, honest: bool) -> None:
    rebuilt(copy, lambda members: members.update({name: b"x"}), honest=honest)
    assert_refused(copy)


@pytest.mark.parametrize("honest", [True, False])
@pytest.mark.parametrize("name", [DATABASE, SETTINGS])
def test_open__refuses_a_copy_that_lacks_a_file(copy: Path, name: str, honest: bool) -> None:
    rebuilt(copy, lambda members: members.update({"x": members.pop(name)}), honest=False)
    assert_refused(copy)
    rebuilt(copy, lambda members: members.pop("x"), honest=honest)
    if honest and name == SETTINGS:
        open_copy(copy, copy.with_name("neuf"))  # a folder may have none
    else:
        assert_refused(copy)


def test_open__refuses_a_name_that_comes_twice(copy: Path) -> None:
    with (
        zipfile.ZipFile(copy, "a") as packed,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        packed.writestr(SETTINGS, packed.read(SETTINGS))
    assert_refused(copy)


@pytest.mark.parametrize(
    "odd", ["link", "pipe", "encrypted", "bzip2", "lzma"]
)  # fmt: skip
def test_open__refuses_an_entry_that_is_no_plain_file(copy: Path, odd: str) -> None:
    with zipfile.ZipFile(copy) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(copy, "w") as packed:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            if name == SETTINGS:
                kind = {"link": stat.S_IFLNK, "pipe": stat.S_IFIFO}.get(odd, stat.S_IFREG)
                info.external_attr = (kind | 0o644) << 16
                info.compress_type = {"bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}.get(
                    odd, 0
                )
            packed.writestr(info, data)
            info.flag_bits |= odd == "encrypted" and name == SETTINGS
    assert_refused(copy)


def test_open__refuses_what_unpacks_to_too_much(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt(copy, lambda members: members.update({SETTINGS: b"#" * 5_000_000}), honest=True)
    with monkeypatch.context() as patched:
        patched.setattr(copies, "UNSUSPICIOUS", 1_000_000)
        patched.setattr(copies, "MOST_TIMES", 50)
        assert_refused(copy)
    with monkeypatch.context() as patched:
        patched.setattr(copies, "LARGEST_UNPACKED", 4_000_000)
        assert_refused(copy)
    open_copy(copy, copy.with_name("neuf"))


def test_open__refuses_a_directory_of_gigabytes_without_reading_it(copy: Path) -> None:
    """The last record of the zip says where its directory begins and how long it is."""
    content = copy.read_bytes()
    record = content.rindex(b"PK\x05\x06")
    directory = int.from_bytes(content[record + 16 : record + 20], "little")
    with copy.open("wb") as file:
        file.write(content[:directory])
        file.seek(100_000_000, os.SEEK_CUR)
        size = file.tell() - directory
        file.write(content[record : record + 12] + size.to_bytes(4, "little"))
        file.write(content[record + 16 :])
    tracemalloc.start()
    try:
        with refused("copy-unreadable"):
            open_copy(copy, copy.with_name("neuf"))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_open__refuses_what_is_no_copy_at_all(copy: Path) -> None:
    for content in (b"", b"x" * 500, b"PK\x05\x06" + bytes(18)):
        copy.write_bytes(content)
        assert_refused(copy)
        with nothing_changes(copy.parent), refused("copy-unreadable"):
            open_copy(copy, copy.parent / "made" / "for" / "nothing")


BROKEN_DATABASES = {
    "another program's": ["PRAGMA application_id = 7"],
    "never begun": ["PRAGMA user_version = 0"],
    "below zero": ["PRAGMA user_version = -1"],
    "needs a WAL": ["PRAGMA journal_mode = WAL"],
    "lost reference": ["INSERT INTO lines VALUES (99, 1, 'x', 0, '{}')"],
    "changed file": ["DROP TRIGGER files_never_updated", "UPDATE files SET content = x'00'"],
    "lost draft": ["DELETE FROM invoices"],
    "no table": ["DROP TABLE events"],
    "endless view": [
        "DROP TABLE events",
        "CREATE VIEW events AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT * FROM n",
    ],
    "broken schema": [
        "PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET sql = 'CREATE x' WHERE name = 'files'",
    ],
    "broken index": [
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'invoices_by_date'",
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN_DATABASES)
def test_open__refuses_a_database_that_is_not_right(copy: Path, tmp_path: Path, case: str) -> None:
    rebuilt(copy, in_database(tmp_path, *BROKEN_DATABASES[case]), honest=True)
    version = {"never begun": 0, "below zero": -1}.get(case, migrations.latest())
    rebuilt(copy, in_manifest(database=CONTENTS | {"version": version}), honest=False)
    assert_refused(copy)


def test_open__refuses_bytes_in_the_place_of_a_database(copy: Path) -> None:
    for content in (b"", b"SQLite format 3\0", b"x" * 8192):
        rebuilt(copy, lambda members, c=content: members.update({DATABASE: c}), honest=True)  # type: ignore[misc]
        assert_refused(copy)


def test_open__says_that_a_newer_program_is_needed(copy: Path, tmp_path: Path) -> None:
    known = migrations.latest()
    rebuilt(copy, in_manifest(database=CONTENTS | {"version": known + 2, "more": 5}), honest=False)
    assert_refused(copy, "database-newer", found=known + 2, known=known)
    rebuilt(copy, in_manifest(database=CONTENTS), honest=False)  # which does not say so
    rebuilt(copy, in_database(tmp_path, f"PRAGMA user_version = {known + 3}"), honest=True)
    assert_refused(copy, "database-newer", found=known + 3, known=known)
    with pytest.raises(UserError) as caught:
        open_copy(copy, tmp_path / "neuf")
    assert caught.value.exit_code == ExitCode.STATE


def test_open__says_so_too_of_a_format_that_it_cannot_read(copy: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["logo.png"] = b"x"
        members[MANIFEST] = b'{"format": 9, "members": []}'

    rebuilt(copy, change, honest=False)
    assert_refused(copy, "database-newer", found=9, known=copies.FORMAT)


def test_open__takes_an_older_database_and_the_next_start_migrates_it(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = migrations.known()[:1]
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "known", lambda: first)
        with open_workspace(tmp_path / "old", clock) as old:
            save_copy(old, tmp_path / "c.zip")
    open_copy(tmp_path / "c.zip", tmp_path / "neuf")
    with open_workspace(tmp_path / "neuf", clock) as opened:
        [version] = opened.connection.execute("PRAGMA user_version").fetchone()
        assert version == migrations.latest() > 1


def test_open__says_when_there_is_no_file(copy: Path) -> None:
    missing = copy.with_name("missing.zip")
    assert_refused(missing, "file-missing", file=str(missing))
    assert_refused(copy.parent / "données", "file-is-folder")


@pytest.mark.parametrize("taken", ["file", "folder", "hidden"])
def test_open__never_touches_a_folder_with_something_in_it(copy: Path, taken: str) -> None:
    folder = copy.with_name("neuf")
    if taken == "file":
        folder.write_bytes(b"x")
    else:
        folder.mkdir()
        (folder / {"folder": "x", "hidden": ".x"}[taken]).write_bytes(b"x")
    assert_refused(copy, "copy-folder-taken", folder=str(folder))


def test_open__never_touches_the_data_that_were_copied(workspace: Workspace, copy: Path) -> None:
    with nothing_changes(copy.parent), refused("copy-folder-taken"):
        open_copy(copy, workspace.folder)


def test_open__takes_an_empty_folder_and_makes_those_above(copy: Path) -> None:
    (copy.parent / "vide").mkdir()
    open_copy(copy, copy.parent / "vide")
    open_copy(copy, copy.parent / "a" / "b" / "c")
    for folder in ("vide", "a/b/c"):
        assert names(copy.parent / folder) == {DATABASE, SETTINGS}
    assert names(copy.parent / "a" / "b") == {"c"}


@pytest.mark.parametrize("disk", ["full at the zip", "full at the end", "gone"])
def test_open__on_a_full_disk_leaves_nothing_and_does_not_blame_the_copy(
    copy: Path, monkeypatch: pytest.MonkeyPatch, disk: str
) -> None:
    DISKS[disk](monkeypatch)
    assert_refused(copy, "cannot-write", file=str(copy.with_name("neuf")))
    monkeypatch.undo()
    open_copy(copy, copy.with_name("neuf"))


def test_open__clears_what_a_killed_one_left(copy: Path) -> None:
    room = copy.with_name("neuf.chorus-partial") / "files"
    room.mkdir(parents=True)
    (room / DATABASE).write_bytes(b"half")
    open_copy(copy, copy.with_name("neuf"))
    assert names(copy.parent) == {"données", "neuf", copy.name}


def test_open__leaves_another_at_work_alone(copy: Path) -> None:
    place = copy.with_name("neuf.chorus-partial")
    place.mkdir()
    lock = WindowLock(place)
    assert_refused(copy, "database-busy")
    lock.release()
    open_copy(copy, copy.with_name("neuf"))
