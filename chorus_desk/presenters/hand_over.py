"""Getting invoices to the State: the files made, the steps of each route, the values to copy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.domain.history import ISSUED
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO, plain, round_half_away
from chorus_desk.domain.totals import figures
from chorus_desk.formats.bundle import (
    API,
    FACTURX_INTERFACE,
    ONE_BY_ONE,
    PLATFORM,
    PORTAL_BATCH,
    PORTAL_PDF,
)
from chorus_desk.formats.tables import flow_syntax
from chorus_desk.presenters.routes import MOST_NAMED, some_of
from chorus_desk.presenters.statuses import Tone, tone_of
from chorus_desk.usecases.bundle import Bundled
from chorus_desk.usecases.hand_over import ToDeposit
from chorus_desk.wording import printed, values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.findings import fix, sentence
from chorus_desk.wording.names import counted, status_name

FLOW_START = "CPP"
SEND = "send"
"""Key of the step that people forget."""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice of the deposit as it is shown."""

    id: int
    number: str
    buyer: str
    amount: str
    status: str
    tone: Tone

    @property
    def spoken(self) -> str:
        """The invoice in one sentence."""
        return f"{self.number}, {self.buyer}, {self.amount}, {self.status}"


def invoice_lines(items: Sequence[ToDeposit], language: str) -> tuple[InvoiceLine, ...]:
    """Return the invoices of the deposit: number, body, amount and where each stands."""
    return tuple(_line(item, language) for item in items)


def _line(item: ToDeposit, language: str) -> InvoiceLine:
    number = item.number
    if item.invoice.kind is Kind.CREDIT_NOTE:
        number = say(N_("{number} (avoir)"), language, number=number)
    return InvoiceLine(
        item.id, number, item.invoice.buyer.name or say(N_("Sans organisme"), language),
        values.amount(_signed(item), language, item.invoice.currency),
        status_name(item.status, language), tone_of(item.status),
    )  # fmt: skip


def already_deposited(items: Sequence[ToDeposit], language: str) -> str:
    """Return a warning when some were deposited before; empty when none was."""
    numbers = [item.number for item in items if item.status != ISSUED]
    if not numbers:
        return ""
    return say_count(
        N_("{numbers} est déjà déposée : ne la déposez à nouveau que si le dépôt a été rejeté."),
        N_(
            "{numbers} sont déjà déposées : "
            "ne les déposez à nouveau que si le dépôt a été rejeté."
        ),
        len(numbers), language, numbers=some_of(numbers),
    )  # fmt: skip


# What was made


_PURPOSES = {
    "bordereau.pdf": N_("la liste de l'envoi"),
    "bordereau.csv": N_("la même liste, pour un tableur"),
    "controles.json": N_("ce que les contrôles ont dit"),
    "A-LIRE.txt": N_("le mode d'emploi, avec les fiches"),
    "flux.json": N_("les valeurs que l'API demande"),
    "SHA256SUMS": N_("les empreintes des fichiers"),
}
_ATTACHMENTS = "attachments/"


def deposit_files(made: Bundled, count: int) -> tuple[str, ...]:
    """Return the names of the files to deposit, for so many invoices."""
    return made.files[:count] if made.route in ONE_BY_ONE else made.files[:1]


def named_files(made: Bundled, count: int, language: str) -> str:
    """Return the names of the files to deposit, one a line, the first ones of many."""
    files = deposit_files(made, count)
    lines = list(files[:MOST_NAMED])
    if len(files) > len(lines):
        rest = len(files) - len(lines)
        lines.append(
            say_count(N_("et {count} autre"), N_("et {count} autres"), rest, language)
        )  # fmt: skip
    return "\n".join(lines)


def other_files(made: Bundled, count: int, language: str) -> str:
    """Return what is in the folder beside the files to deposit, as one sentence."""
    deposit = deposit_files(made, count)
    names = [name for name in made.files if name not in deposit]
    attached = [name for name in names if name.startswith(_ATTACHMENTS)]
    said = [
        say(N_("{name} ({purpose})"), language, name=name,
            purpose=say(_PURPOSES[name], language)) if name in _PURPOSES else name
        for name in names if name not in attached
    ]  # fmt: skip
    if attached:
        said.insert(0, say_count(
            N_("{count} pièce jointe dans « attachments »"),
            N_("{count} pièces jointes dans « attachments »"), len(attached), language,
        ))  # fmt: skip
    return say(N_("Avec : {what}."), language, what=", ".join(said))


def refusal_lines(made: Bundled, language: str) -> tuple[str, ...]:
    """Return what stands against a bundle as sentences, each with the number of its invoice."""
    return tuple(
        _finding_line(number, finding, language)
        for number, finding in made.findings
        if finding.severity is Severity.ERROR
    )


def advice(made: Bundled, language: str) -> str:
    """Return what is worth knowing of a bundle: of its files in full, of its invoices how much."""
    own = [_finding_line("", finding, language) for number, finding in made.findings if not number]
    others = sum(bool(number) for number, _ in made.findings)
    if others:
        text = say_count(
            N_("{count} remarque des contrôles, sans gravité : elle est dans controles.json."),
            N_("{count} remarques des contrôles, sans gravité : elles sont dans controles.json."),
            others, language,
        )  # fmt: skip
        own.append(text)
    return " ".join(own)


def _finding_line(number: str, finding: Finding, language: str) -> str:
    what = " ".join(text for text in (sentence(finding, language), fix(finding, language)) if text)
    return say(N_("{what} : {why}"), language, what=number, why=what) if number else what


# The steps


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do on the portal, to be ticked."""

    key: str
    text: str


_LOG_IN = (
    "log-in",
    N_("Ouvrez portail.chorus-pro.gouv.fr et connectez-vous : mot de passe, puis code reçu."),
)
_SPACE = (
    "space",
    N_(
        "Ouvrez l'espace « Factures émises ». S'il n'apparaît pas, demandez-le pour votre compte, "
        "puis déconnectez-vous et reconnectez-vous."
    ),
)
_STEPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    PORTAL_PDF: (
        _LOG_IN,
        _SPACE,
        ("file", N_("Choisissez le dépôt d'une facture, un seul fichier, et désignez {file}.")),
        (
            "compare",
            N_(
                "Le portail lit le PDF et remplit le formulaire. Comparez chaque case avec la "
                "fiche et corrigez ce qui diffère : c'est le formulaire qui fait foi."
            ),
        ),
        ("framework", N_("Cadre de facturation : {frameworks}.")),
        ("attachments", N_("Ajoutez les pièces jointes du dossier « attachments ».")),
        (
            SEND,
            N_(
                "Cliquez sur « Valider et envoyer ». Une facture seulement enregistrée n'est pas "
                "envoyée et ne sera pas payée."
            ),
        ),
    ),
    PLATFORM: (
        ("file", N_("Confiez {file} à votre plateforme agréée, par son dépôt de factures.")),
        (
            SEND,
            N_("Validez l'envoi. La plateforme contrôle le fichier et le transmet à Chorus Pro."),
        ),
        ("receipt", N_("Gardez l'accusé de réception : mettez-le dans le dossier.")),
    ),
    PORTAL_BATCH: (
        _LOG_IN,
        _SPACE,
        (
            "file",
            N_(
                "Choisissez le dépôt d'un lot de factures, et non d'une facture seule, "
                "et désignez {file}. Ne l'ouvrez pas et ne le renommez pas."
            ),
        ),
        (
            SEND,
            N_(
                "Validez et envoyez. « Importé » veut seulement dire que le fichier est arrivé : "
                "rien n'est encore accepté."
            ),
        ),
        ("flow", N_("Notez le numéro de flux : il commence par CPP.")),
    ),
    API: (
        ("file", N_("Donnez au logiciel {file}, tel quel (« fichierFlux »).")),
        (
            "values",
            N_("Donnez-lui aussi « nomFichier » et « syntaxeFlux » : ils sont dans flux.json."),
        ),
        (SEND, N_("Faites partir l'envoi (« deposer/flux »).")),
        ("flow", N_("Notez le numéro de flux que rend l'API : il commence par CPP.")),
    ),
}
_EACH_FILE = N_("le fichier d'une facture ; recommencez pour chacune")


def steps(made: Bundled, items: Sequence[ToDeposit], language: str) -> tuple[Step, ...]:
    """Return what is to be done with a bundle, in order. Names of screens stay French."""
    files = deposit_files(made, len(items))
    file = files[0] if len(files) == 1 else say(_EACH_FILE, language)
    frameworks = ", ".join(dict.fromkeys(_framework(item) for item in items))
    with_attachments = any(name.startswith(_ATTACHMENTS) for name in made.files)
    return tuple(
        Step(key, say(text, language, file=file, frameworks=frameworks))
        for key, text in _STEPS[made.route]
        if key != "attachments" or with_attachments
    )


def _framework(item: ToDeposit) -> str:
    return printed.framework(item.invoice.billing_framework or "A1")


def one_by_one(made: Bundled, items: Sequence[ToDeposit]) -> bool:
    """Return whether each invoice is sent on its own, so that some may go and others not."""
    return made.route in ONE_BY_ONE and len(items) > 1


# The values to copy


@dataclass(frozen=True, slots=True)
class Datum:
    """A value for the portal: how it is read, and bare, as it is pasted."""

    label: str
    shown: str
    bare: str


def flow_data(made: Bundled) -> tuple[Datum, ...]:
    """Return the values that the API asks for; none on the other routes."""
    if made.route != API:
        return ()
    pairs = (("nomFichier", made.files[0]), ("syntaxeFlux", flow_syntax(FACTURX_INTERFACE)))
    return tuple(Datum(name, value, value) for name, value in pairs)


def sheet(item: ToDeposit, language: str) -> tuple[Datum, ...]:
    """Return the values of one invoice as the portal's form asks for them.

    They are written as the portal wants them, in French: ``24/11/2026``, ``1234,50``, no spaces.
    """
    return tuple(
        Datum(say(label, language), shown, bare) for label, shown, bare in _values(item) if bare
    )


_NETS = {Kind.INVOICE: N_("Net à payer"), Kind.CREDIT_NOTE: N_("Net à rembourser")}


def _values(item: ToDeposit) -> Iterator[tuple[str, str, str]]:
    invoice, totals = item.invoice, figures(item.invoice)
    siret = invoice.buyer.siret or ""
    yield N_("SIRET de l'organisme"), printed.siret(siret), siret
    for label, text in (
        (N_("Code service"), invoice.buyer.service_code),
        (N_("Numéro d'engagement"), invoice.commitment_number),
        (N_("Numéro de marché"), invoice.contract_number),
        (N_("Numéro de la facture"), invoice.number),
        (N_("Date"), printed.day(invoice.issue_date) if invoice.issue_date else ""),
        (N_("Échéance"), printed.day(invoice.due_date) if invoice.due_date else ""),
    ):
        yield label, text or "", text or ""
    yield N_("Cadre de facturation"), _framework(item), invoice.billing_framework or "A1"
    for preceding in invoice.preceding:
        yield N_("Facture d'origine"), preceding.number, preceding.number
    if invoice.validator is not None and invoice.validator.siret:
        validator = invoice.validator.siret
        yield N_("SIRET du valideur"), printed.siret(validator), validator
    for label, amount in (
        (N_("Total HT"), totals.net), (N_("Total TVA"), totals.vat),
        (N_("Total TTC"), totals.gross), (N_("Déjà payé"), invoice.prepaid or None),
        (_NETS[invoice.kind], totals.due or ZERO),
    ):  # fmt: skip
        if amount is not None:
            yield label, printed.amount(amount, invoice.currency), _bare(amount)


def _bare(amount: Decimal) -> str:
    return plain(round_half_away(amount)).replace(".", ",")


# The deposit noted


def asks_flow(route: str) -> bool:
    """Return whether the route gives a flow number."""
    return route not in ONE_BY_ONE


def flow_remark(text: str, language: str) -> str:
    """Return what is odd about a flow number, empty where nothing is."""
    typed = text.strip()
    if not typed or typed.upper().startswith(FLOW_START):
        return ""
    return say(
        N_("Un numéro de flux commence par CPP : vérifiez-le. Il peut être noté tel quel."),
        language,
    )


def not_ticked(found: Sequence[Step], ticked: frozenset[str], language: str) -> str:
    """Return a question when the step that people forget is not ticked."""
    if any(step.key == SEND and step.key not in ticked for step in found):
        return say(
            N_(
                "L'envoi n'est pas coché : avez-vous bien validé et envoyé ? "
                "Ce qui est seulement enregistré n'est pas envoyé."
            ),
            language,
        )
    return ""


_LATER: Mapping[str, str] = {
    PLATFORM: N_("Dans deux jours, regardez le statut sur votre plateforme agréée."),
    PORTAL_PDF: N_("Dans deux jours, regardez le statut dans « Factures émises »."),
    PORTAL_BATCH: N_(
        "Demain, cherchez le numéro de flux dans « Suivi des flux » : « Intégré » veut dire que "
        "toutes les factures sont enregistrées."
    ),
    API: N_(
        "Demain, interrogez le compte rendu du flux : « intégré » veut dire que tout est "
        "enregistré."
    ),
}


def afterwards(route: str, language: str) -> str:
    """Return what is to be done once the deposit was noted."""
    return say(_LATER[route], language)


def deposited_text(count: int, left: int, on: date, language: str) -> str:
    """Return what is said once a deposit was noted; ``left`` are still to be deposited."""
    text = say_count(
        N_("{count} facture notée comme déposée le {day}."),
        N_("{count} factures notées comme déposées le {day}."), count, language, day=on,
    )  # fmt: skip
    if not left:
        return text
    rest = say_count(N_("{count} reste à déposer."), N_("{count} restent à déposer."), left,
                     language)  # fmt: skip
    return f"{text} {rest}"


def preparing_text(count: int, language: str) -> str:
    """Return what is said while a bundle is made."""
    return say_count(N_("Contrôle de {count} facture…"), N_("Contrôle de {count} factures…"), count,
                     language)  # fmt: skip


def intro(items: Sequence[ToDeposit], language: str) -> str:
    """Return how much there is to deposit, and what it comes to when in one currency."""
    count = say(N_("{what} à déposer"), language, what=_counted(items, language))
    currencies = {item.invoice.currency for item in items}
    if len(currencies) != 1 or len(items) < 2:
        return count
    total = sum((_signed(item) for item in items), start=ZERO)
    amount = values.amount(total, language, currencies.pop())
    return say(N_("{count} · {amounts} TTC"), language, count=count, amounts=amount)


def named(items: Sequence[ToDeposit], language: str) -> str:
    """Return which invoices the deposit was of."""
    numbers = some_of([item.number for item in items])
    return say(N_("{what} : {why}"), language, what=_counted(items, language), why=numbers)


def _counted(items: Sequence[ToDeposit], language: str) -> str:
    return counted([item.invoice.kind for item in items], language)


def _signed(item: ToDeposit) -> Decimal:
    gross = figures(item.invoice).gross or ZERO
    return -gross if item.invoice.kind is Kind.CREDIT_NOTE else gross
