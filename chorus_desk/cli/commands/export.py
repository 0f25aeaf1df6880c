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
from chorus_desk.usecases.export import KINDS, export
from chorus_desk.wording.catalogue import N_


def _export(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        done = export(workspace, arguments.id, arguments.kind, Path(arguments.output))
    data = {
        "file": str(done.file),
        "as": done.kind,
        "findings": described_all(done.findings, session.language),
    }
    line = session.say(N_("Écrit dans « {file} »."), file=str(done.file))
    lines = [line, *finding_lines(done.findings, session.language)]
    code = ExitCode.REFUSED if has_errors(done.findings) else ExitCode.DONE
    return Result(data, lines, findings_of([data]), code)


COMMANDS = (
    Command(
        ("export",),
        N_("écrire un document en Factur-X, en PDF pour le portail, en CII ou en UBL"),
        (
            argument("id", metavar="ID", help=N_("draft:12, un numéro ou 2026:NUMÉRO")),
            argument(
                "--as", dest="kind", choices=KINDS, required=True,
                help=N_(
                    "facturx, pdf (simple, pour le portail), cii, ubl, xlsx ou ods (à réimporter)"
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
