import tarfile
import time
import zipfile
from io import BytesIO

from chorus_desk.formats.archive import tar_gz_bytes, zip_bytes

ENTRIES = [("a.txt", b"one"), ("dossier/b.pdf", b"two" * 1000)]


def test_zip_bytes__depend_on_the_content_alone() -> None:
    first = zip_bytes(ENTRIES)
    time.sleep(2.1)  # zip counts in steps of two seconds
    assert zip_bytes(ENTRIES) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == ENTRIES


def test_tar_gz_bytes__depend_on_the_content_alone() -> None:
    first = tar_gz_bytes(ENTRIES)
    time.sleep(1.1)
    assert tar_gz_bytes(ENTRIES) == first
    with tarfile.open(fileobj=BytesIO(first), mode="r:gz") as archive:
        found = [(m.name, archive.extractfile(m).read()) for m in archive.getmembers()]  # type: ignore[union-attr]
        assert found == ENTRIES
        assert all(m.mtime == 0 and m.uname == "" for m in archive.getmembers())
