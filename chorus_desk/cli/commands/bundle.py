"""``bundle``: what to deposit, ready in a folder."""

from argparse import Namespace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.formats.bundle import API, AS_FACTURX, FORMS, PLATFORM, ROUTES
from chorus_desk.presenters.records import described_all
from chorus_desk.presenters.texts import finding_lines
from chorus_desk.usecases.bundle import Bundled, bundle
from chorus_desk.wording.catalogue import N_


def _bundle(arguments: Namespace, session: Session) -> Result:
    if arguments.form != AS_FACTURX and arguments.route != PLATFORM:
        raise UserError("usage", detail=session.say(N_("--as ne va qu'avec --route platform")))
    with session.workspace() as workspace:
        made = bundle(
            workspace, arguments.ids, arguments.route, Path(arguments.output),
            session.progress(N_("Contrôle")), form=arguments.form,
        )  # fmt: skip
    data = {
        "folder": str(made.folder) if made.folder else None,
        "zip": str(made.zip) if made.zip else None,
        "route": made.route,
        "files": list(made.files),
    }
    findings = [
        {**described, "number": number}
        for number, finding in made.findings
        for described in described_all([finding], session.language)
    ]
    code = ExitCode.REFUSED if made.refused else ExitCode.DONE
    return Result(data, _lines(made, session), findings, code)


def _lines(made: Bundled, session: Session) -> list[str]:
    if made.refused:
        lines = [session.say(N_("Rien n'a été écrit : une facture a une erreur."))]
    else:
        lines = [
            session.say(N_("Le dossier de dépôt est dans « {folder} »."), folder=str(made.folder)),
            session.say(_READ_FIRST_API if made.route in (API, PLATFORM) else _READ_FIRST),
        ]
    for number, named in groupby(made.findings, key=itemgetter(0)):
        if number:
            lines.append(number)
        lines += finding_lines([finding for _, finding in named], session.language)
    return lines


_READ_FIRST = N_("Lisez d'abord A-LIRE.txt : il donne les écrans du portail, dans l'ordre.")
_READ_FIRST_API = N_("Lisez d'abord A-LIRE.txt : il dit quoi envoyer, et quoi vérifier ensuite.")


COMMANDS = (
    Command(
        ("bundle",),
        N_("préparer le dossier de dépôt de factures émises"),
        (
            argument("ids", nargs="+", metavar="ID", help=N_("les factures, par leur numéro")),
            argument(
                "--route", choices=ROUTES, required=True,
                help=N_(
                    "portal-pdf : une par une ; portal-batch : un lot ; api : par l'API ; "
                    "platform : par une plateforme agréée"
                ),
            ),
            argument(
                "--as", dest="form", choices=FORMS, default=AS_FACTURX,
                help=N_("pour une plateforme : facturx (sans rien dire), cii ou ubl"),
            ),
            argument(
                "-o", "--output", required=True, metavar=N_("DOSSIER"),
                help=N_("où mettre le dossier et son zip"),
            ),
        ),
        _bundle,
    ),
)  # fmt: skip
