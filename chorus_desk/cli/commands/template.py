"""``template``: the program's own workbook, to be filled in."""

from argparse import Namespace
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.usecases.template import write_template
from chorus_desk.wording.catalogue import N_


def _template(arguments: Namespace, session: Session) -> Result:
    file = write_template(Path(arguments.output), session.clock.today())
    line = session.say(N_("Le classeur à remplir est dans « {file} »."), file=str(file))
    return Result({"file": str(file)}, [line])


COMMANDS = (
    Command(
        ("template",),
        N_("écrire le classeur à remplir, pour Excel ou LibreOffice"),
        (
            argument(
                "-o", "--output", required=True, metavar=N_("FICHIER.xlsx"),
                help=N_("le classeur à écrire (.ods pour LibreOffice)"),
            ),
        ),
        _template,
    ),
)  # fmt: skip
