"""``export``: one document to one file."""

from argparse import Namespace
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode
from chorus_desk.domain.finding import has_errors
from chorus_desk.presenters.records import described_all, findings_of
from chorus_desk.presenters.texts import finding_lines
from chorus_desk.usecases.export import KINDS, export, export_together
from chorus_desk.wording.catalogue import N_


def _export(arguments: Namespace, session: Session) -> Result:
    if len(arguments.ids) > 1:
        return _together(arguments, session)
    with session.workspace() as workspace:
        done = export(workspace, arguments.ids[0], arguments.kind, Path(arguments.output))
    data = {
        "file": str(done.file),
        "as": done.kind,
        "findings": described_all(done.findings, session.language),
    }
    line = session.say(N_("Écrit dans « {file} »."), file=str(done.file))
    lines = [line, *finding_lines(done.findings, session.language)]
    code = ExitCode.REFUSED if has_errors(done.findings) else ExitCode.DONE
    return Result(data, lines, findings_of([data]), code)


def _together(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        done = export_together(
            workspace, arguments.ids, arguments.kind, Path(arguments.output)
        )  # fmt: skip
    documents = [
        {"id": item.id, "findings": described_all(item.findings, session.language)} for item in done
    ]
    data = {"file": str(done[0].file), "as": done[0].kind, "documents": documents}
    lines = [session.say(N_("Écrit dans « {file} »."), file=str(done[0].file))]
    for item in done:
        lines += [item.id, *finding_lines(item.findings, session.language)] if item.findings else []
    return Result(data, lines, findings_of(documents), ExitCode.DONE)


COMMANDS = (
    Command(
        ("export",),
        N_(
            "écrire un document en Factur-X, en PDF pour le portail, en CII, en UBL, "
            "ou dans un classeur"
        ),
        (
            argument(
                "ids", metavar="ID", nargs="+",
                help=N_("draft:12, un numéro ou 2026:NUMÉRO ; plusieurs dans un classeur"),
            ),
            argument(
                "--as", dest="kind", choices=KINDS, required=True,
                help=N_(
                    "facturx, pdf (simple, pour le portail), cii, ubl, xlsx ou ods (à réimporter), "
                    "original (le fichier d'une facture envoyée ailleurs)"
                ),
            ),
            argument(
                "-o", "--output", required=True, metavar=N_("FICHIER"),
                help=N_("le fichier à écrire"),
            ),
        ),
        _export,
    ),
)  # fmt: skip
