"""``list``, ``history`` and ``status``: where each invoice stands."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.text import writable
from chorus_desk.presenters.records import described_all, event_record, listed_record
from chorus_desk.presenters.texts import finding_lines, shortened, table
from chorus_desk.usecases.follow import ListedInvoice, history, list_all, set_status
from chorus_desk.usecases.identify import document_name
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say_count
from chorus_desk.wording.names import BY, EVENTS, KINDS, status_action, status_name


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
        for text in (N_("Numéro"), N_("Type"), N_("Date"), N_("Client"), N_("Montant"),
                     N_("Statut"), N_("À payer au plus tard le"), N_("Sans nouvelles"))
    ]  # fmt: skip
    rows = [_list_row(item, session) for item in items]
    lines = table(headings, rows, right="    >  >") if rows else []
    for item in items:
        if item.findings:
            lines.append(item.row.number or document_name(item.row.id))
            lines += finding_lines(item.findings, language)
    if waiting := list(_waiting(items, language)):
        lines.append(values.joined(waiting, language))
    return lines or [session.say(N_("Aucun document pour le moment."))]


def _waiting(items: list[ListedInvoice], language: str) -> Iterator[str]:
    """Give what is expected, and what credit notes will take off it: how many, how much."""
    for kind, one, many in (
        (Kind.INVOICE, N_("{count} facture en attente, {amount}"),
         N_("{count} factures en attente, {amount}")),
        (Kind.CREDIT_NOTE, N_("{count} avoir à déduire, {amount}"),
         N_("{count} avoirs à déduire, {amount}")),
    ):  # fmt: skip
        rows = [item.row for item in items if item.at_stake and item.row.kind is kind]
        sums: dict[str, Decimal] = {}
        for row in rows:
            sums[row.currency] = sums.get(row.currency, ZERO) + row.due
        if rows:
            amounts = (values.amount(due, language, currency) for currency, due in sums.items())
            yield say_count(one, many, len(rows), language, amount=" + ".join(amounts))


def _list_row(item: ListedInvoice, session: Session) -> list[str]:
    row, language = item.row, session.language
    silent = item.days_without_news
    legal = item.legal_due_date
    # What a credit note gives back is written with its sign: a list is added up by eye.
    gross = -row.gross if row.kind is Kind.CREDIT_NOTE else row.gross
    return [
        row.number or document_name(row.id),
        session.say(KINDS[row.kind]),
        values.day(row.issue_date, language) if row.issue_date else "–",
        shortened(row.buyer_name or "–", 36),
        values.amount(gross, language, row.currency),
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
                "status", metavar=N_("STATUT"),
                help=N_("deposited, paid, ou un code comme MISE_A_DISPOSITION"),
            ),
            argument("--date", metavar=N_("AAAA-MM-JJ"), help=N_("le jour où c'est arrivé")),
            argument(
                "--flow", metavar="CPP…", type=writable, help=N_("le numéro de flux d'un lot")
            ),
            argument(
                "--note", metavar=N_("TEXTE"), type=writable,
                help=N_("ce que vous voulez en retenir"),
            ),
        ),
        _status,
    ),
)  # fmt: skip
