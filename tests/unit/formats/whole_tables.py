"""A file's tables from bytes to invoices, as an import goes through them."""

from collections.abc import Sequence

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.reading import TableContent, read_grids, understand


def read_tables(
    content: bytes, kind: str, mapping: Mapping | None = None, kept: Sequence[Mapping] = (),
    *, name: str = "",
) -> TableContent:  # fmt: skip
    """Read every sheet of a file into invoices, with what was understood and what was left.

    ``name`` is that of ``read_grids``. Without a ``mapping``, the one ``kept`` for tables of these
    very headings is used.

    Raises:
        UserError: as ``read_grids``; ``table-not-understood`` when no sheet holds an invoice;
            ``table-too-slow``.
    """
    deadline = Deadline()
    grids = read_grids(content, kind, name, deadline=deadline)
    found = understand(grids, mapping, kept, deadline)
    if not found.invoices and not found.skipped:
        raise UserError("table-not-understood")
    return found
