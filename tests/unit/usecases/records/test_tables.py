"""Every table of ``tables``: recognised for what it is, and each row as a careful reader has it."""

from pathlib import Path

import pytest

from chorus_desk.usecases.records.importing import (
    RecordsImported,
    import_records,
    open_table,
    recognised_kind,
)
from chorus_desk.usecases.workspace import Workspace
from tests.stored import furnish, issued
from tests.unit.usecases.records import tables


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)
    for _ in range(4):
        issued(workspace)


def rows_of(done: RecordsImported) -> tuple[tables.Expected, ...]:
    return tuple(
        (row.row, row.outcome, " ".join(reason.code for reason in row.reasons))
        for row in done.rows
    )  # fmt: skip


ALL = (*tables.CUSTOMER_TABLES, *tables.PRICE_TABLES, *tables.STATUS_TABLES)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_table__is_recognised_and_each_row_has_its_outcome(
    workspace: Workspace, tmp_path: Path, table: tables.Table
) -> None:
    path = table.write(tmp_path)
    opened = open_table(path)
    assert opened is not None
    assert recognised_kind(workspace, opened.sheets) == table.kind
    assert table.kind is not None
    tried = import_records(workspace, path, table.kind, dry_run=True)
    done = import_records(workspace, path, table.kind)
    assert rows_of(done) == rows_of(tried) == table.rows
    assert tuple((aside.row, aside.reason) for aside in done.asides) == table.asides
