"""``demo``: the whole road on invented data."""

from argparse import Namespace
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode
from chorus_desk.domain.finding import Severity
from chorus_desk.presenters.records import findings_of, issued_record
from chorus_desk.usecases.demo import Demo, run_demo
from chorus_desk.usecases.issue import ISSUED, Issued
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say_count
from chorus_desk.wording.findings import sentence
from chorus_desk.wording.names import counted


def _demo(arguments: Namespace, session: Session) -> Result:
    made = run_demo(Path(arguments.output), session.data, session.clock)
    invoices = [issued_record(item, session.language) for item in made.issued]
    data = {
        "folder": str(made.folder),
        "data": str(made.data),
        "workbook": str(made.workbook),
        "invoices": invoices,
        "bundles": [
            {"route": item.route, "folder": str(item.folder), "zip": str(item.zip),
             "files": list(item.files)}
            for item in made.bundles if not item.refused
        ],
    }  # fmt: skip
    code = ExitCode.DONE if made.as_planned else ExitCode.REFUSED
    return Result(data, _lines(made, session), findings_of(invoices), code)


def _lines(made: Demo, session: Session) -> list[str]:
    """Say in six lines what is there, what was refused and why, and what to do next."""
    drafted = {item.id: item.number for item in made.imported.invoices}
    numbers = [item.number or "" for item in made.issued if item.outcome == ISSUED]
    refused = [_refusal(item, drafted.get(item.id) or item.id, session) for item in made.refused]
    folders = [
        session.say(N_("{route} : {count}"), route=item.route,
                    count=counted(item.kinds, session.language))
        for item in made.bundles if not item.refused
    ]  # fmt: skip
    lines = len(made.imported.invoices)
    read = say_count(N_("{count} facture lue"), N_("{count} factures lues"), lines,
                     session.language)  # fmt: skip
    source = (
        N_("{read} dans {file}, votre classeur repris tel quel.")
        if made.workbook_was_there
        else N_("{read} dans {file} : changez-y un montant, relancez, il change dans les dossiers.")
    )
    return [
        session.say(
            N_("Entreprise et organismes inventés ; données dans « {data} », pas dans les vôtres."),
            data=str(made.data),
        ),
        session.say(source, read=read, file=str(made.workbook)),
        session.say(N_("Émises : {numbers}."), numbers=", ".join(numbers)),
        session.say(N_("Refusée : {why}"), why=" ".join(refused))
        if refused
        else session.say(N_("Aucune n'a été refusée.")),
        session.say(
            N_("À déposer, dans « {folder} » : {folders}. Chacun a son guide A-LIRE.txt."),
            folder=str(made.folder), folders=values.joined(folders, session.language),
        ),
        session.say(
            N_("Ensuite : « seller set » pour votre entreprise, « template » pour vos factures.")
        ),
    ]  # fmt: skip


def _refusal(item: Issued, name: str, session: Session) -> str:
    errors = [f for f in item.findings if f.severity is Severity.ERROR]
    reasons = " ".join(sentence(finding, session.language) for finding in errors)
    return f"{name} – {reasons}"


COMMANDS = (
    Command(
        ("demo",),
        N_("montrer tout le parcours sur une entreprise inventée"),
        (
            argument(
                "-o", "--output", required=True, metavar=N_("DOSSIER"),
                help=N_("où mettre le résultat"),
            ),
        ),
        _demo,
    ),
)  # fmt: skip
