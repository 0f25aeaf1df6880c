"""A file that is joined to an invoice: read, and named so that every system takes it."""

from collections.abc import Sequence
from pathlib import Path

from chorus_desk.domain.invoice import Attachment
from chorus_desk.rules import tables
from chorus_desk.system.files import unique_names
from chorus_desk.usecases.reading_files import read_file


def read_enclosures(paths: Sequence[Path], taken: Sequence[str] = ()) -> tuple[Attachment, ...]:
    """Return files as attachments, under names that differ from those taken, ignoring case.

    What Chorus Pro thinks of kind and size is a finding, not an error here.

    Raises:
        UserError: one cannot be read, is empty, or is no file; none is taken then.
    """
    contents = [read_file(path) for path in paths]
    names = unique_names([*taken, *(path.name for path in paths)])[len(taken) :]
    return tuple(
        Attachment(file_name=name, mime_type=tables.embedded_type(name), content=content)
        for name, content in zip(names, contents, strict=True)
    )
