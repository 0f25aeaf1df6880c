"""``check``: the verdict on files and documents."""

from argparse import Namespace
from collections.abc import Iterator

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode
from chorus_desk.domain.kinds import Circuit
from chorus_desk.presenters.found_on_page import found_lines
from chorus_desk.presenters.records import checked_record, findings_of
from chorus_desk.presenters.texts import finding_lines
from chorus_desk.usecases.check import Checked, check_targets
from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.errors import failure_line
from chorus_desk.wording.names import CIRCUITS, FORMATS


def _check(arguments: Namespace, session: Session) -> Result:
    circuit = Circuit(arguments.circuit) if arguments.circuit else None
    with session.workspace() as workspace:
        checked = check_targets(
            workspace, arguments.targets, circuit, session.progress(N_("Contrôle"))
        )
    if len(checked) == 1 and checked[0].error:
        raise checked[0].error
    data = {"targets": [checked_record(item, session.language) for item in checked]}
    lines = (line for item in checked for line in _lines(item, session))
    return Result(data, lines, findings_of(data["targets"]), _code(checked))


def _code(checked: list[Checked]) -> ExitCode:
    if any(item.error for item in checked):
        return ExitCode.USAGE
    return ExitCode.DONE if all(item.acceptable for item in checked) else ExitCode.REFUSED


def _lines(item: Checked, session: Session) -> list[str]:
    if item.error:
        return [failure_line(item.target, item.error, session.language)]
    if item.acceptable:
        verdict = session.say(N_("acceptable"))
    elif item.valid:
        verdict = session.say(N_("valide, mais Chorus Pro ou la loi demandent plus"))
    else:
        verdict = session.say(N_("non valide"))
    about = ", ".join(_about(item, session))
    text = N_("{target} ({about}) : {verdict}")
    line = session.say(text, target=item.target, about=about, verdict=verdict)
    read = found_lines(item.reading, session.language)
    return [line, *read, *finding_lines(item.findings, session.language)]


def _about(item: Checked, session: Session) -> Iterator[str]:
    """Give what was checked, in words: its format, its profile, the way it goes."""
    if item.format:
        yield session.say(FORMATS.get(item.format, item.format))
    if item.profile:
        yield item.profile
    if item.circuit:
        yield session.say(CIRCUITS[item.circuit])


COMMANDS = (
    Command(
        ("check",),
        N_("dire ce qui ne va pas dans un fichier ou un document"),
        (
            argument(
                "targets", nargs="+", metavar=N_("CIBLE"),
                help=N_("un fichier, draft:12 ou un numéro"),
            ),
            argument(
                "--circuit", choices=[circuit.value for circuit in Circuit],
                help=N_("historical : dépôt direct ; reform : plateforme agréée"),
            ),
        ),
        _check,
    ),
)  # fmt: skip
