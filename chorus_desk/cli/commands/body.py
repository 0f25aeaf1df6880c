"""``body add`` and ``body show``: public bodies."""

from argparse import Namespace
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.commands.toml import read_toml
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.party import PublicBody
from chorus_desk.domain.text import writable
from chorus_desk.presenters.records import body_record
from chorus_desk.usecases.bodies import add_body, show_body
from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.names import REQUIREMENTS


def _add(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        body = add_body(workspace, read_toml(Path(arguments.file))).body
    saved = session.say(N_("L'organisme est enregistré."))
    return Result({"body": body_record(body)}, [saved, *_lines(body, session)])


def _show(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        body = show_body(workspace, arguments.siret)
    return Result(body_record(body), _lines(body, session))


def _lines(body: PublicBody, session: Session) -> list[str]:
    requires = (
        session.say(REQUIREMENTS[body.requires])
        if body.requires
        else session.say(N_("on ne le sait pas"))
    )
    lines = [
        body.name,
        f"  SIRET {body.siret}",
        session.say(N_("  Exige : {what}"), what=requires),
        session.say(N_("  Délai de paiement : {days} jours"), days=body.payment_days),
    ]
    for service in body.services:
        extra = session.say(N_(" (engagement exigé)")) if service.requires_commitment else ""
        lines.append(f"  {service.code}  {service.name or ''}{extra}".rstrip())
    return lines


COMMANDS = (
    Command(
        ("body", "add"),
        N_("enregistrer un organisme public depuis un fichier TOML"),
        (argument("file", metavar=N_("FICHIER.toml"), help=N_("le fichier qui le décrit")),),
        _add,
    ),
    Command(
        ("body", "show"),
        N_("montrer un organisme public et ce qu'il exige"),
        (argument("siret", metavar="SIRET", type=writable, help=N_("ses 14 chiffres")),),
        _show,
    ),
)
