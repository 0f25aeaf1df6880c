"""``import`` of tables of customers, prices, statuses and payments."""

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.unread_workbook import UnreadSheet
from chorus_desk.formats.record_tables.targets import INVOICES
from chorus_desk.presenters.own_tables import aside_record
from chorus_desk.presenters.record_rows import record_lines, row_record, understood_record
from chorus_desk.usecases.importing.mappings import load_mapping, save_mapping
from chorus_desk.usecases.importing.records.importing import (
    RecordsImported,
    import_records,
    mappings_folder,
    open_table,
    recognised_kind,
)
from chorus_desk.usecases.importing.records.outcomes import REFUSED
from chorus_desk.usecases.importing.records.refused_rows import refused_sheets
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.errors import failure_line
from chorus_desk.wording.record_rows import KINDS


@dataclass(frozen=True, slots=True)
class RecordFiles:
    """What became of the files that hold no invoices."""

    imported: tuple[RecordsImported, ...]
    failures: tuple[tuple[str, UserError], ...]
    mappings: tuple[Path, ...]
    unwritten: tuple[UserError, ...] = ()
    """Why mappings could not be written, though their files were imported."""

    @property
    def import_ids(self) -> tuple[int, ...]:
        """The ids of the imports that can be undone."""
        return tuple(found.import_id for found in self.imported if found.import_id is not None)

    @property
    def refused(self) -> bool:
        """Whether a row was refused."""
        return any(row.outcome == REFUSED for found in self.imported for row in found.rows)


def invoice_mapping(
    workspace: Workspace, kinds: dict[Path, str], arguments: Namespace
) -> Mapping | None:
    """Return the mapping that was named, where it is one of invoices.

    Where it is none, the files may all be of other things, whose mapping it is: ``kinds`` says so
    then.

    Raises:
        UserError: there is no such mapping, or it is of none of these files.
    """
    if not arguments.mapping or INVOICES not in kinds.values():
        return None
    try:
        return load_mapping(workspace.folder, arguments.mapping)
    except UserError:
        if arguments.kind:
            raise
        for file in kinds:
            table = open_table(file)
            kinds[file] = recognised_kind(workspace, table.sheets) if table else INVOICES
        if INVOICES in kinds.values():
            raise
        return None


def import_record_files(
    workspace: Workspace, kinds: dict[Path, str], arguments: Namespace, session: Session
) -> RecordFiles:
    """Import the files that hold no invoices; one that cannot be read is named."""
    imported, failures, mappings = [], [], []
    unwritten: list[UserError] = []
    for file, kind in kinds.items():
        if kind == INVOICES:
            continue
        try:
            found = import_records(
                workspace, file, kind, mapping=arguments.mapping, dry_run=arguments.dry_run,
                progress=session.progress(N_("Import")),
            )  # fmt: skip
            if not found.recognised:
                raise UserError("records-not-understood", file=file.name)  # noqa: TRY301 -- as any other file
        except UserError as error:
            failures.append((str(file), error))
            continue
        imported.append(found)
        if arguments.save_mapping:
            folder = mappings_folder(workspace, kind)
            try:
                mappings.append(save_mapping(folder, arguments.save_mapping, found.understood))
            except UserError as error:
                unwritten.append(error)
    return RecordFiles(tuple(imported), tuple(failures), tuple(mappings), tuple(unwritten))


def records_data(found: RecordFiles, language: str) -> dict[str, list[object]]:
    """Return what ``import`` adds to its document for these files, by its keys."""
    return {
        "records": [
            row_record(row, item, language) for item in found.imported for row in item.rows
        ],
        "rows_aside": [
            aside_record(row, language) for item in found.imported for row in item.asides
        ],
        "understood": [
            understood_record(sheet, item.kind, language)
            for item in found.imported for sheet in item.understood
        ],
    }  # fmt: skip


def records_said(found: RecordFiles, language: str) -> list[str]:
    """Return the lines that say what became, or would become, of these files."""
    lines = []
    for item in found.imported:
        kind = say(KINDS[item.kind], language)
        lines.append(
            say(N_("« {file} » contient {kind}."), language, file=item.path.name, kind=kind)
        )
        lines += record_lines(item, language)
    lines += [failure_line(file, error, language) for file, error in found.failures]
    return lines


def refused_to_mend(found: RecordFiles, language: str) -> tuple[UnreadSheet, ...]:
    """Return the refused rows of these files, to be mended."""
    return tuple(sheet for item in found.imported for sheet in refused_sheets(item, language))


def records_code(found: RecordFiles) -> ExitCode:
    """Return the exit code that these files alone would give."""
    if found.failures:
        return ExitCode.USAGE
    return ExitCode.REFUSED if found.refused else ExitCode.DONE
