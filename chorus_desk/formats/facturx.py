"""Factur-X: the page as PDF/A-3b with the CII inside, made and taken apart."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii
from chorus_desk.formats.document import level_of
from chorus_desk.formats.pdf.invoice_page import metadata, render_invoice
from chorus_desk.formats.pdf.pdfa import with_data

LARGEST_PDF = 60_000_000
"""Bytes; the portal takes 10 MB."""
LARGEST_ASCII = 2_000_000
"""Bytes of a stream in printable characters: it is unpacked at a hundred times its size."""
MOST_FILES = 100
"""Embedded files that are looked at."""
DATA_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
"""What the invoice inside a PDF is called (Factur-X 1.0, ZUGFeRD 1.0 to 2.3), ignoring case."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said once


def write(
    invoice: Invoice, circuit: Circuit, *, draft: bool = False, logo: bytes | None = None
) -> bytes:
    """Return the invoice as Factur-X: same invoice, same bytes, whose dates are the invoice's."""
    return around(cii.write(invoice, circuit), invoice, circuit, draft=draft, logo=logo)


def around(
    xml: bytes, invoice: Invoice, circuit: Circuit, *, draft: bool = False,
    logo: bytes | None = None,
) -> bytes:  # fmt: skip
    """Return the Factur-X of an invoice whose CII is written already."""
    page = render_invoice(invoice, draft=draft, logo=logo)
    return with_data(page, xml, metadata(invoice), level_of(invoice, circuit))


@dataclass(frozen=True, slots=True)
class Extracted:
    """The invoice found in a PDF, and what was odd about its container."""

    xml: bytes
    findings: tuple[Finding, ...]


def is_facturx(content: bytes) -> bool:
    """Return whether a PDF of ours carries an embedded file or claims to be PDF/A-3."""
    return b"/EmbeddedFile" in content or b"pdfaid" in content


def extract(content: bytes) -> Extracted:
    """Take the invoice's XML out of a PDF that may be hostile.

    Raises:
        UserError: ``pdf-too-large``, ``pdf-unreadable``, ``pdf-encrypted``, ``pdf-no-data`` (a
            plain PDF), ``pdf-two-invoices`` (two that differ: nobody can tell which one counts).
    """
    if len(content) > LARGEST_PDF:
        raise UserError("pdf-too-large", megabytes=LARGEST_PDF // 1_000_000)
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        return _extract(content)
    except UserError:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise UserError("pdf-encrypted") from error
    except Exception as error:  # pypdf raises what it likes on broken files
        raise UserError("pdf-unreadable") from error


def _extract(content: bytes) -> Extracted:
    from pypdf import PdfReader

    _bound_filters()
    reader = PdfReader(BytesIO(content), strict=False)
    findings: list[Finding] = []
    if reader.is_encrypted:
        _unlock(reader)
        findings.append(_container("CD-PDF-ENCRYPTED", Severity.ERROR))
    if _acts_by_itself(reader):
        findings.append(_container("CD-PDF-ACTION", Severity.WARNING))
    found: list[tuple[str, bytes]] = []
    others: list[str] = []
    for name, stream in _embedded_files(reader):
        if name.casefold() in DATA_NAMES:
            found.append((name, bytes(stream.get_data())))
        else:
            others.append(name)
    if not found:
        raise UserError("pdf-no-data")
    if len({data for _, data in found}) > 1:
        raise UserError("pdf-two-invoices")
    name, data = found[0]
    if name not in (*DATA_NAMES, "ZUGFeRD-invoice.xml"):
        findings.append(_container("CD-PDF-DATA-NAME", Severity.WARNING, name=name))
    findings += [
        Finding(rule="CD-NOT-KEPT", severity=Severity.WARNING, source=Source.IMPORT,
                params={"term": "PDF", "value": other[:80]})
        for other in others
    ]  # fmt: skip
    return Extracted(data, tuple(findings))


@cache
def _bound_filters() -> None:
    """Give a bound to the two filters of pypdf that have none."""
    from pypdf import filters

    for kind in (filters.ASCII85Decode, filters.ASCIIHexDecode):
        kind.decode = staticmethod(partial(_bounded, kind.decode))  # type: ignore[method-assign]


def _bounded(decode: Callable[..., bytes], data: bytes, *rest: Any) -> bytes:
    from pypdf.errors import LimitReachedError

    if len(data) > LARGEST_ASCII:
        raise LimitReachedError
    return decode(data, *rest)


def _unlock(reader: Any) -> None:
    """Open a PDF that is encrypted without a password for reading.

    Raises:
        UserError: ``pdf-encrypted``.
    """
    if not reader.decrypt(""):
        raise UserError("pdf-encrypted")


def _acts_by_itself(reader: Any) -> bool:
    """Return whether a PDF starts a program or a script when it is opened. It is never obeyed."""
    root = reader.trailer["/Root"].get_object()
    reference = root.get("/OpenAction")
    action = reference.get_object() if reference is not None else {}
    kind = action.get("/S") if isinstance(action, dict) else None
    names = root.get("/Names")
    scripts = names is not None and "/JavaScript" in names.get_object()
    return scripts or kind in ("/Launch", "/JavaScript", "/URI", "/SubmitForm", "/ImportData")


def _container(rule: str, severity: Severity, **params: str) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.CONTAINER, params=params)


def _embedded_files(reader: Any) -> list[tuple[str, Any]]:
    """Return name and stream of each embedded file: those in the name tree, then those of /AF."""
    root = reader.trailer["/Root"].get_object()
    specifications: list[Any] = []
    names = root.get("/Names")
    if names is not None:
        tree = names.get_object().get("/EmbeddedFiles")
        if tree is not None:
            _walk(tree.get_object(), specifications, set())
    associated = root.get("/AF")
    if associated is not None:
        specifications += list(associated.get_object())
    files: dict[int, tuple[str, Any]] = {}
    for item in specifications[:MOST_FILES]:
        specification = item.get_object()
        streams = specification.get("/EF")
        if streams is None:
            continue
        stream = streams.get_object().get("/F") or streams.get_object().get("/UF")
        if stream is not None:
            name = str(specification.get("/UF") or specification.get("/F") or "")
            target = stream.get_object()
            files.setdefault(id(target), (name, target))
    return list(files.values())


def _walk(node: Any, found: list[Any], seen: set[int]) -> None:
    """Collect the leaves of a name tree; one that contains itself is walked once."""
    if id(node) in seen or len(found) > MOST_FILES:
        return
    seen.add(id(node))
    pairs = node.get("/Names")
    if pairs is not None:
        found += list(pairs.get_object())[1::2]
    kids = node.get("/Kids")
    for kid in list(kids.get_object())[:MOST_FILES] if kids is not None else []:
        _walk(kid.get_object(), found, seen)
