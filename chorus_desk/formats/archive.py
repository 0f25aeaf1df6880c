"""Archives whose bytes depend on their content alone, and names that cannot lead outside."""

import gzip
import tarfile
import zipfile
from collections.abc import Collection, Iterable
from io import BytesIO

Entry = tuple[str, bytes]
"""Name inside the archive, with ``/`` between folders, and content."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644


def zip_bytes(entries: Iterable[Entry], *, plain: Collection[str] = ()) -> bytes:
    """Return a zip of these files, in their order, with fixed dates and rights.

    ``plain``: the names of those that are not compressed.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            info.create_system = 3  # the same on every machine
            info.external_attr = _READABLE << 16
            info.compress_type = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def tar_gz_bytes(entries: Iterable[Entry]) -> bytes:
    """Return a ``tar.gz`` (USTAR) of these files, in their order, with fixed dates and rights."""
    buffer = BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0, compresslevel=9) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for name, content in entries:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            info.mode = _READABLE
            archive.addfile(info, BytesIO(content))
    return buffer.getvalue()
