"""``list``, ``history`` and ``status``: where each invoice stands."""

from argparse import Namespace
from datetime import date

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.money import ZERO
from chorus_desk.presenters.records import described_all, event_record, listed_record
from chorus_desk.presenters.texts import finding_lines, table
from chorus_desk.usecases.follow import ListedInvoice, history, list_all, set_status
from chorus_desk.usecases.identify import document_name
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say_count
from chorus_desk.wording.names import BY, EVENTS, status_action, status_name


def _list(_arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        items = list_all(workspace)
    data = {"invoices": [listed_record(item) for item in items]}
    findings = [
        {**described, "id": document_name(item.row.id)}
        for item in items
        for described in described_all(item.findings, session.language)
    ]
    return Result(data, _list_lines(items, session), findings)


def _list_lines(items: list[ListedInvoice], session: Session) -> list[str]:
    language = session.language
    headings = [
        session.say(text)
        for text in (N_("Numéro"), N_("Date"), N_("Client"), N_("Montant"), N_("Statut"),
                     N_("À payer avant"), N_("Sans nouvelles"))
    ]  # fmt: skip
    rows = [_list_row(item, session) for item in items]
    lines = table(headings, rows, right="   >  >") if rows else []
    for item in items:
        if item.findings:
            lines.append(item.row.number or document_name(item.row.id))
            lines += finding_lines(item.findings, language)
    waiting = [item for item in items if item.at_stake]
    if waiting:
        due = sum((item.row.due for item in waiting), ZERO)
        text = session.say(N_(" en attente, {amount}"), amount=values.amount(due, language))
        count = say_count(N_("{count} facture déposée"), N_("{count} factures déposées"),
                          len(waiting), language)  # fmt: skip
        lines.append(count + text)
    return lines or [session.say(N_("Aucun document pour le moment."))]


def _list_row(item: ListedInvoice, session: Session) -> list[str]:
    row, language = item.row, session.language
    silent = item.days_without_news
    legal = item.legal_due_date
    return [
        row.number or document_name(row.id),
        values.day(row.issue_date, language) if row.issue_date else "–",
        (row.buyer_name or "–")[:36],
        values.amount(row.gross, language, row.currency),
        status_name(item.status, language),
        values.day(legal, language) if legal else "",
        say_count(N_("{count} jour"), N_("{count} jours"), silent, language)
        if silent is not None
        else "",
    ]


def _history(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        events = history(workspace, arguments.id)
    rows = [
        [
            values.day(event.on, session.language),
            status_name(event.status, session.language)
            if event.status
            else session.say(EVENTS[event.kind]),
            session.say(BY[event.by]),
            " ".join(part for part in (event.flow, event.note, event.file) if part),
        ]
        for event in events
    ]
    headings = [session.say(text) for text in (N_("Jour"), N_("Quoi"), N_("Par"), N_("Détail"))]
    lines = table(headings, rows) if rows else [session.say(N_("Rien encore."))]
    return Result({"events": [event_record(event) for event in events]}, lines)


def _status(arguments: Namespace, session: Session) -> Result:
    day = _day(arguments.date) if arguments.date else None
    with session.workspace() as workspace:
        done = set_status(
            workspace, arguments.id, arguments.status, on=day, flow=arguments.flow,
            note=arguments.note,
        )  # fmt: skip
    name = status_name(done.status, session.language)
    lines = [session.say(N_("{id} : {status}"), id=arguments.id, status=name)]
    action = status_action(done.status, session.language)
    if action:
        lines.append(f"  → {action}")
    return Result({"status": done.status, "event": event_record(done.event)}, lines)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise UserError("bad-date", value=typed) from error


LIST = (Command(("list",), N_("lister les documents et où ils en sont"), (), _list),)
COMMANDS = (
    Command(
        ("history",),
        N_("montrer tout ce qui est arrivé à un document"),
        (argument("id", metavar="ID", help=N_("draft:12, un numéro ou 2026:NUMÉRO")),),
        _history,
    ),
    Command(
        ("status",),
        N_("noter qu'une facture est déposée, payée, ou son statut sur Chorus Pro"),
        (
            argument("id", metavar="ID", help=N_("draft:12, un numéro ou 2026:NUMÉRO")),
            argument(
                "status", metavar="STATUT",
                help=N_("deposited, paid, ou un code comme MISE_A_DISPOSITION"),
            ),
            argument("--date", metavar="AAAA-MM-JJ", help=N_("le jour où c'est arrivé")),
            argument("--flow", metavar="CPP…", help=N_("le numéro de flux d'un lot")),
            argument("--note", metavar="TEXTE", help=N_("ce que vous voulez en retenir")),
        ),
        _status,
    ),
)  # fmt: skip
