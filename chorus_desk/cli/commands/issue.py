"""``issue``: drafts become invoices, with their number."""

from argparse import Namespace

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import ExitCode
from chorus_desk.presenters.records import findings_of, issued_record
from chorus_desk.presenters.texts import finding_lines
from chorus_desk.usecases.issue import ISSUED, Issued, issue
from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.errors import failure_line


def _issue(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        results = issue(
            workspace, arguments.ids, keep_number=arguments.keep_number,
            progress=session.progress(N_("Émission")),
        )  # fmt: skip
    if len(results) == 1 and results[0].error:
        raise results[0].error
    data = {"invoices": [issued_record(item, session.language) for item in results]}
    lines = (line for item in results for line in _lines(item, session))
    return Result(data, lines, findings_of(data["invoices"]), _code(results))


def _code(results: list[Issued]) -> ExitCode:
    if any(item.error for item in results):
        return ExitCode.STATE
    done = all(item.outcome == ISSUED for item in results)
    return ExitCode.DONE if done else ExitCode.REFUSED


def _lines(item: Issued, session: Session) -> list[str]:
    if item.error:
        return [failure_line(item.id, item.error, session.language)]
    if item.outcome == ISSUED:
        line = session.say(
            N_("{id} : émise sous le numéro {number}"), id=item.id, number=item.number or ""
        )
    else:
        line = session.say(N_("{id} : refusée, rien n'a changé"), id=item.id)
    return [line, *finding_lines(item.findings, session.language)]


COMMANDS = (
    Command(
        ("issue",),
        N_("émettre des brouillons : le numéro est donné, la facture ne change plus"),
        (
            argument("ids", nargs="+", metavar="ID", help=N_("les brouillons, ex. draft:12")),
            argument(
                "--keep-number", action="store_true",
                help=N_(
                    "garder le numéro importé, s'il est libre et hors de votre série ; "
                    "une facture avec votre page le garde toujours"
                ),
            ),
        ),
        _issue,
    ),
)  # fmt: skip
