"""``import``: files to drafts."""

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.commands.importing_records import (
    RecordFiles,
    import_record_files,
    invoice_mapping,
    records_code,
    records_data,
    records_said,
    refused_to_mend,
)
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.formats.record_tables.targets import INVOICES
from chorus_desk.presenters.importing import files_aside_rows, series_text, undone_text
from chorus_desk.presenters.own_tables import (
    aside_lines,
    aside_record,
    understood_lines,
    understood_record,
)
from chorus_desk.presenters.record_view import undone_said
from chorus_desk.presenters.records import findings_of, imported_record, skipped_record
from chorus_desk.presenters.texts import finding_lines
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.mappings import save_mapping
from chorus_desk.usecases.importing.outcome import DRAFT, REFUSED, Imported
from chorus_desk.usecases.importing.records.importing import KINDS, told_apart
from chorus_desk.usecases.importing.records.undo import is_of_records, undo_records
from chorus_desk.usecases.importing.undo import undo_import
from chorus_desk.usecases.importing.unread_rows import check_target, has_unread_rows, save_unread
from chorus_desk.wording.catalogue import N_, say_count
from chorus_desk.wording.errors import error_sentence, failure_line
from chorus_desk.wording.names import FILES_ASIDE, OUTCOMES, skipped_row_reason


def _import(arguments: Namespace, session: Session) -> Result:
    if undo := _to_undo(arguments.files):
        return _undo(undo, session)
    files = [Path(file) for file in arguments.files]
    unread_to = Path(arguments.unread_to) if arguments.unread_to else None
    if unread_to is not None:
        check_target(unread_to, files)
    with session.workspace() as workspace:
        kinds = dict.fromkeys(files, arguments.kind or INVOICES)
        mapping = invoice_mapping(workspace, kinds, arguments)
        invoices = [file for file in files if kinds[file] == INVOICES]
        imported = import_files(
            workspace, invoices, dry_run=arguments.dry_run, past=arguments.past, mapping=mapping,
            tell_apart=None if arguments.kind or arguments.past else told_apart,
            progress=session.progress(N_("Import")),
        )  # fmt: skip
        kinds |= imported.apart
        records = import_record_files(workspace, kinds, arguments, session)
        written = unread = None
        unwritten = [*records.unwritten]
        refused = refused_to_mend(records, session.language)
        try:  # what was imported stands, and is told, whatever cannot be written beside it
            if unread_to is not None and (refused or has_unread_rows(imported)):
                unread = save_unread(imported, unread_to, session.language, refused)
            if arguments.save_mapping and (columns := imported.understood):
                written = save_mapping(workspace.folder, arguments.save_mapping, columns)
        except UserError as error:
            unwritten.append(error)
    failures = (*imported.failures, *records.failures)
    nothing = not (imported.invoices or imported.rows_skipped or records.imported)
    if len(failures) == len(files) == 1 and nothing:
        raise failures[0][1]
    import_ids = (*imported.import_ids, *records.import_ids)
    added = records_data(records, session.language)
    written = written or next(iter(records.mappings), None)
    data = {
        "import_id": next(iter(import_ids), None),
        "import_ids": list(import_ids),
        "kind": next(iter(kinds.values())) if len({*kinds.values()}) == 1 else None,
        "dry_run": arguments.dry_run,
        "invoices": [imported_record(item, session.language) for item in imported.invoices],
        "next_number": imported.next_number,
        "rows_read": imported.rows_read,
        "rows_skipped": [skipped_record(row, session.language) for row in imported.rows_skipped],
        "rows_aside": [aside_record(row, session.language) for row in imported.rows_aside]
        + added["rows_aside"],
        "understood": [understood_record(sheet, session.language) for sheet in imported.understood]
        + added["understood"],
        "records": added["records"],
        "mapping_file": str(written) if written else None,
        "mappings_unread": [file for file, _ in imported.mappings_unread],
        "unread_file": str(unread) if unread else None,
        "unwritten": [
            {"code": error.code, "message": error_sentence(error, session.language)}
            for error in unwritten
        ],
        "files_aside": [
            {
                "file": aside.name,
                "reason": aside.reason,
                "message": session.say(FILES_ASIDE[aside.reason][0]),
            }
            for aside in imported.files_aside
        ],
        "files_unread": [
            {"file": file, "code": error.code, "message": error_sentence(error, session.language)}
            for file, error in failures
        ],
    }
    lines = _lines(
        imported, records, session, filter(None, (written, unread)), dry_run=arguments.dry_run,
        of_invoices=INVOICES in kinds.values(),
    )  # fmt: skip
    codes = (_code(imported), records_code(records), *(error.exit_code for error in unwritten))
    said = (error_sentence(error, session.language) for error in unwritten)
    return Result(data, chain(lines, said), findings_of(data["invoices"]), max(codes))


def _to_undo(words: Sequence[str]) -> tuple[int, ...]:
    """Return the imports to take back where ``undo ID…`` is written in place of files."""
    if len(words) < 2 or words[0] != _UNDO or Path(_UNDO).exists():
        return ()
    if not all(_IS_ID.fullmatch(word) for word in words[1:]):
        raise UserError("import-unknown")
    return tuple(int(word) for word in words[1:])


def _undo(ids: Sequence[int], session: Session) -> Result:
    with session.workspace() as workspace:
        of_records = [import_id for import_id in ids if is_of_records(workspace, import_id)]
        others = [import_id for import_id in ids if import_id not in of_records]
        restored = [undo_records(workspace, import_id) for import_id in of_records]
        undone = undo_import(workspace, others) if others else None
    data = {
        "undone": list(ids),
        "discarded": undone.discarded if undone else 0,
        "edited": undone.edited if undone else 0,
        "kept": [*(undone.kept if undone else ()), *(name for r in restored for name in r.kept)],
        "followed": list(undone.followed) if undone else [],
        "restored": sum(result.restored for result in restored),
    }
    lines = [undone_said(result, session.language) for result in restored]
    if undone is not None:
        lines.append(undone_text(undone, session.language))
    return Result(data, lines)


def _code(imported: Imported) -> ExitCode:
    if imported.failures:
        return ExitCode.USAGE
    refused = any(item.outcome == REFUSED for item in imported.invoices)
    return ExitCode.REFUSED if refused or imported.rows_skipped else ExitCode.DONE


def _lines(
    imported: Imported, records: RecordFiles, session: Session, written: Iterable[Path], *,
    dry_run: bool, of_invoices: bool,
) -> Iterator[str]:  # fmt: skip
    if dry_run:
        yield session.say(N_("Essai à blanc : rien n'est enregistré."))
    yield from records_said(records, session.language)
    if of_invoices:
        yield from _outcome_lines(imported, session)
    for path in written:
        yield session.say(N_("Écrit dans « {file} »."), file=str(path))
    ids = " ".join(map(str, (*imported.import_ids, *records.import_ids)))
    if ids:
        yield session.say(N_("Pour annuler cet import : chorus-desk import undo {ids}"), ids=ids)


def _outcome_lines(imported: Imported, session: Session) -> Iterator[str]:
    yield from understood_lines(imported.understood, session.language)
    for item in imported.invoices:
        number = session.say(N_("« {number} »"), number=item.number) if item.number else None
        name = " ".join(part for part in (item.id, number) if part)
        name = name or session.say(N_("sans numéro"))
        followed = item.past and item.outcome == DRAFT
        outcome = session.say(OUTCOMES["past" if followed else item.outcome])
        count = say_count(N_("{count} ligne"), N_("{count} lignes"), item.lines, session.language)
        text = N_("{name} : {outcome}, {count}")
        yield session.say(text, name=name, outcome=outcome, count=count)
        yield from finding_lines(item.findings, session.language)
    for row in imported.rows_skipped:
        reason = skipped_row_reason(row, session.language)
        text = N_("Feuille « {sheet} », ligne {row} : {reason}")
        yield session.say(text, sheet=row.sheet, row=str(row.row), reason=reason)
    yield from aside_lines(imported.rows_aside, session.language)
    for file, error in imported.mappings_unread:
        yield failure_line(file, error, session.language)
    for names, why in files_aside_rows(imported.files_aside, session.language):
        yield session.say(N_("Laissé de côté : {names} ({why})"), names=names, why=why)
    for file, error in imported.failures:
        yield failure_line(file, error, session.language)
    if not (imported.invoices or imported.rows_skipped or imported.failures):
        yield session.say(N_("Aucune facture n'a été trouvée."))
        return
    drafted = sum(1 for item in imported.invoices if item.outcome == DRAFT)
    words = _PAST if imported.past else _DRAFTS
    yield say_count(*words, drafted, session.language)
    if imported.next_number:
        yield series_text(imported.next_number, session.language)


_DRAFTS = (N_("{count} brouillon"), N_("{count} brouillons"))
_PAST = (
    N_("{count} facture envoyée ailleurs, à suivre"),
    N_("{count} factures envoyées ailleurs, à suivre"),
)
_UNDO = "undo"
_IS_ID = re.compile(r"[0-9]{1,18}")


COMMANDS = (
    Command(
        ("import",),
        N_(
            "faire des brouillons à partir d'un classeur, d'un CSV, d'un Factur-X, d'un CII, "
            "d'un UBL, ou d'un PDF simple, qui reste la page de la facture"
        ),
        (
            argument(
                "files", nargs="+", metavar=N_("FICHIER"),
                help=N_("fichiers, dossiers ou zips à lire ; « undo ID » annule un import"),
            ),
            argument(
                "--past", action="store_true",
                help=N_("ces factures sont déjà envoyées : les suivre seulement"),
            ),
            argument(
                "--as", dest="kind", choices=KINDS,
                help=N_(
                    "ce que contient le tableau : des factures (invoices), des clients (bodies), "
                    "un tarif (prices), des statuts et des paiements (statuses) ; sans cela, le "
                    "programme le reconnaît ; dossiers et archives seulement pour des factures"
                ),
            ),
            argument(
                "--mapping", metavar=N_("NOM"),
                help=N_(
                    "ce que contiennent les colonnes de votre tableau : le nom d'une lecture "
                    "gardée, ou un fichier .toml"
                ),
            ),
            argument(
                "--save-mapping", metavar=N_("NOM"),
                help=N_(
                    "enregistrer ce que le programme a compris des colonnes, pour le corriger"
                ),
            ),
            argument(
                "--unread-to", metavar=N_("CLASSEUR"),
                help=N_(
                    "écrire dans ce classeur .xlsx les factures illisibles et les lignes "
                    "refusées, pour les corriger"
                ),
            ),
            argument(
                "--dry-run", action="store_true",
                help=N_("montrer ce qui se passerait, sans rien enregistrer"),
            ),
        ),
        _import,
    ),
)  # fmt: skip
