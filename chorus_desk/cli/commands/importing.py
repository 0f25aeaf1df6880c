"""``import``: files to drafts."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode
from chorus_desk.presenters.own_tables import (
    aside_lines,
    aside_record,
    understood_lines,
    understood_record,
)
from chorus_desk.presenters.records import findings_of, imported_record, skipped_record
from chorus_desk.presenters.texts import finding_lines
from chorus_desk.usecases.import_invoices import DRAFT, REFUSED, Imported, import_files
from chorus_desk.usecases.mappings import load_mapping, save_mapping
from chorus_desk.wording.catalogue import N_, say_count
from chorus_desk.wording.errors import error_sentence, failure_line
from chorus_desk.wording.names import OUTCOMES, skipped_row_reason


def _import(arguments: Namespace, session: Session) -> Result:
    files = [Path(file) for file in arguments.files]
    with session.workspace() as workspace:
        named = arguments.mapping
        imported = import_files(
            workspace, files, dry_run=arguments.dry_run,
            mapping=load_mapping(workspace.folder, named) if named else None,
            progress=session.progress(N_("Import")),
        )  # fmt: skip
        written = None
        if arguments.save_mapping and imported.understood:
            written = save_mapping(workspace.folder, arguments.save_mapping, imported.understood)
    if imported.failures and len(imported.failures) == len(files) == 1:
        raise imported.failures[0][1]
    data = {
        "import_id": imported.import_id,
        "dry_run": arguments.dry_run,
        "invoices": [imported_record(item, session.language) for item in imported.invoices],
        "rows_read": imported.rows_read,
        "rows_skipped": [skipped_record(row, session.language) for row in imported.rows_skipped],
        "rows_aside": [aside_record(row, session.language) for row in imported.rows_aside],
        "understood": [understood_record(sheet, session.language) for sheet in imported.understood],
        "mapping_file": str(written) if written else None,
        "files_unread": [
            {"file": file, "code": error.code, "message": error_sentence(error, session.language)}
            for file, error in imported.failures
        ],
    }
    lines = _lines(imported, session, written, dry_run=arguments.dry_run)
    return Result(data, lines, findings_of(data["invoices"]), _code(imported))


def _code(imported: Imported) -> ExitCode:
    if imported.failures:
        return ExitCode.USAGE
    refused = any(item.outcome == REFUSED for item in imported.invoices)
    return ExitCode.REFUSED if refused or imported.rows_skipped else ExitCode.DONE


def _lines(
    imported: Imported, session: Session, written: Path | None, *, dry_run: bool
) -> Iterator[str]:
    yield from _outcome_lines(imported, session, dry_run=dry_run)
    if written:
        yield session.say(N_("Écrit dans « {file} »."), file=str(written))


def _outcome_lines(imported: Imported, session: Session, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield session.say(N_("Essai à blanc : rien n'est enregistré."))
    yield from understood_lines(imported.understood, session.language)
    for item in imported.invoices:
        number = session.say(N_("« {number} »"), number=item.number) if item.number else None
        name = " ".join(part for part in (item.id, number) if part)
        outcome = session.say(OUTCOMES[item.outcome])
        count = say_count(N_("{count} ligne"), N_("{count} lignes"), item.lines, session.language)
        text = N_("{name} : {outcome}, {count}")
        yield session.say(text, name=name, outcome=outcome, count=count)
        yield from finding_lines(item.findings, session.language)
    for row in imported.rows_skipped:
        reason = skipped_row_reason(row, session.language)
        text = N_("Feuille « {sheet} », ligne {row} : {reason}")
        yield session.say(text, sheet=row.sheet, row=str(row.row), reason=reason)
    yield from aside_lines(imported.rows_aside, session.language)
    for file, error in imported.failures:
        yield failure_line(file, error, session.language)
    if not (imported.invoices or imported.rows_skipped or imported.failures):
        yield session.say(N_("Ce classeur ne contient aucune facture."))
        return
    drafted = sum(1 for item in imported.invoices if item.outcome == DRAFT)
    yield say_count(N_("{count} brouillon"), N_("{count} brouillons"), drafted, session.language)


COMMANDS = (
    Command(
        ("import",),
        N_("faire des brouillons d'un classeur, d'un CSV, d'un Factur-X, d'un CII ou d'un UBL"),
        (
            argument("files", nargs="+", metavar=N_("FICHIER"), help=N_("les fichiers à lire")),
            argument(
                "--mapping", metavar="NOM",
                help=N_("ce que sont les colonnes de votre tableau : un nom, ou un fichier .toml"),
            ),
            argument(
                "--save-mapping", metavar="NOM",
                help=N_("écrire ce que les colonnes ont été comprises être, pour le corriger"),
            ),
            argument(
                "--dry-run", action="store_true",
                help=N_("montrer ce qui se passerait, sans rien enregistrer"),
            ),
        ),
        _import,
    ),
)  # fmt: skip
