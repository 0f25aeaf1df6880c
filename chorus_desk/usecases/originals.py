"""The file that was sent of an invoice issued elsewhere: kept as it came, given back as it came."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from chorus_desk.domain.text import writable
from chorus_desk.storage import invoice_files
from chorus_desk.storage.connection import Connection
from chorus_desk.storage.files import PDF_TYPE, XML_TYPE
from chorus_desk.storage.invoice_files import ORIGINAL
from chorus_desk.usecases.reading_files import format_of


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was sent, under the name it had."""

    name: str
    content: bytes


def original_of(name: str, content: bytes | None) -> Original | None:
    """Return a file of an import as the original of its invoice, None where it is none.

    ``name`` may be the way to it in a folder or an archive: its last part is the file's.
    """
    if content is None:
        return None
    return Original(writable(PurePosixPath(name).name), content)


def keep_original(connection: Connection, past_id: int, original: Original) -> None:
    """Keep the file that was sent of an invoice issued elsewhere."""
    is_pdf = format_of(original.content) == "pdf"
    invoice_files.attach_file(
        connection, past_id, ORIGINAL, original.name, original.content,
        media_type=PDF_TYPE if is_pdf else XML_TYPE,
    )  # fmt: skip


def load_original(connection: Connection, past_id: int) -> Original | None:
    """Return the file that was sent of an invoice, None where none is kept."""
    found = invoice_files.load_attached(connection, past_id, ORIGINAL)
    return Original(*found) if found is not None else None
