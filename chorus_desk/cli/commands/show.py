"""``show``: one document whole, with its arithmetic."""

from argparse import Namespace

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.invoice import Attachment
from chorus_desk.domain.party import Party
from chorus_desk.presenters.document import shown_invoice
from chorus_desk.presenters.records import described_all, status_word
from chorus_desk.presenters.texts import arithmetic_lines, finding_lines
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.show import ShownDocument, show_document
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.names import status_action, status_name


def _show(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        document = show_document(workspace, arguments.id)
    stored = document.stored
    data = {
        "id": document_name(stored.id),
        "number": stored.invoice.number if stored.issued else stored.draft.imported_number,
        "status": status_word(document.status),
        "past": stored.past,
        "own_page": document.own_page,
        **shown_invoice(stored.invoice, document.circuit),
    }
    findings = described_all(document.findings, session.language)
    return Result(data, _lines(document, session), findings)


def _lines(document: ShownDocument, session: Session) -> list[str]:
    stored, language = document.stored, session.language
    invoice = stored.invoice
    name = invoice.number or document_name(stored.id)
    day = values.day(invoice.issue_date, language) if invoice.issue_date else "–"
    lines = [
        f"{name}  {day}  {status_name(document.status, language)}",
        f"  {invoice.seller.name or '–'}  →  {invoice.buyer.name or '–'}",
        f"  SIRET {invoice.buyer.siret or '–'}",
    ]
    for label, value in (
        (N_("Code service"), invoice.buyer.service_code),
        (N_("Numéro d'engagement"), invoice.commitment_number),
        (N_("Numéro de marché"), invoice.contract_number),
        (N_("Cadre de facturation"), invoice.billing_framework),
        (N_("Valideur"), _named(invoice.validator)),
        (N_("Bénéficiaire"), _named(invoice.payee)),
        (N_("Facture d'origine"), ", ".join(item.number or "–" for item in invoice.preceding)),
        (N_("Page"), session.say(N_("la vôtre")) if document.own_page else None),
        (N_("Pièces jointes"), ", ".join(_file(item) for item in invoice.attachments)),
    ):
        if value:
            text = N_("  {label} : {value}")
            lines.append(session.say(text, label=session.say(label), value=value))
    for index, line in enumerate(invoice.lines, start=1):
        lines.append(f"  {index}. {line.description or '–'}")
    lines += arithmetic_lines(invoice, language)
    action = status_action(document.status, language)
    if action:
        lines.append(f"  → {action}")
    return [*lines, *finding_lines(document.findings, language)]


def _named(party: Party | None) -> str | None:
    known = (party.name, party.siret) if party else ()
    return " – ".join(part for part in known if part) or None


def _file(attachment: Attachment) -> str:
    return attachment.file_name or attachment.reference or attachment.location or "–"


COMMANDS = (
    Command(
        ("show",),
        N_("montrer un document, son calcul et ce qui lui manque"),
        (argument("id", metavar="ID", help=N_("draft:12, un numéro ou 2026:NUMÉRO")),),
        _show,
    ),
)
