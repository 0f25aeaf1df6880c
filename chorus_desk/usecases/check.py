"""Checks files and stored invoices: what is wrong, by whom, and where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source, has_errors
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx, zugferd1
from chorus_desk.formats.pdf.portal_reading import PortalReading
from chorus_desk.formats.tables import Profile
from chorus_desk.rules.case import Context
from chorus_desk.rules.engine import check
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.usecases.check_page import check_page
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.reading_files import format_of_file, read_file, read_invoice
from chorus_desk.usecases.verdict import combined, is_valid, official_findings
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

_OLD_GENERATION = Finding(rule="CD-GENERATION-OLD", severity=Severity.ERROR, source=Source.EN16931)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The verdict on one target; ``error`` where it could not be read at all."""

    target: str
    format: str | None = None
    profile: str | None = None
    circuit: Circuit | None = None
    findings: tuple[Finding, ...] = ()
    reading: PortalReading | None = None
    """What the portal's reader finds, where the target is a plain PDF."""
    error: UserError | None = None

    @property
    def valid(self) -> bool:
        """Whether the file itself is right by the official rules."""
        return self.error is None and is_valid(self.findings)

    @property
    def acceptable(self) -> bool:
        """Whether nothing stands against depositing it."""
        return self.error is None and not has_errors(self.findings)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A target read, before it is judged."""

    target: str
    format: str
    root: etree._Element
    profile: Profile | None
    invoice: Invoice
    context: Context
    findings: tuple[Finding, ...]

    @property
    def is_old(self) -> bool:
        """Whether it is of a generation that no official sheet judges."""
        return self.profile is not None and self.profile.level == zugferd1.LEVEL


def check_targets(
    workspace: Workspace, targets: Sequence[str], circuit: Circuit | None = None,
    progress: Progress = no_progress,
) -> list[Checked]:  # fmt: skip
    """Check files and documents; one that cannot be read has its own entry, the rest are answered.

    A target is a file's path, else the ID of a document.
    """
    knowledge = Knowledge.load(workspace)
    results: dict[int, Checked] = {}
    opened: list[tuple[int, _Opened]] = []
    for index, target in enumerate(targets):
        try:
            opened.append((index, _open(workspace, knowledge, target, circuit)))
        except UserError as error:
            results[index] = _unopened(knowledge, target, circuit, error)
    judged = [item for _, item in opened if not item.is_old]
    verdicts = iter(
        official_findings(workspace, [(i.root, i.profile, i.context.circuit) for i in judged])
    )
    for done, (index, item) in enumerate(opened, start=1):
        results[index] = _judge(item, () if item.is_old else next(verdicts))
        progress(done, len(opened))
    return [results[index] for index in range(len(targets))]


def _unopened(
    knowledge: Knowledge, target: str, circuit: Circuit | None, error: UserError
) -> Checked:
    """Return the verdict on what is no e-invoice: a plain PDF is read as the portal does."""
    path = Path(target)
    if error.code == "pdf-no-data":
        try:
            page = check_page(knowledge, read_file(path), path.name, circuit)
        except UserError as other:
            error = other
        else:
            return Checked(
                target=target, format="pdf", circuit=page.circuit,
                findings=combined(page.findings, (), judged=False), reading=page.reading,
            )  # fmt: skip
    return Checked(target=target, format=format_of_file(path), error=error)


def _judge(item: _Opened, official: tuple[Finding, ...]) -> Checked:
    about = (_OLD_GENERATION,) if item.is_old else ()
    ours = (*about, *item.findings, *check(item.invoice, item.context))
    return Checked(
        target=item.target, format=item.format,
        profile=item.profile.name if item.profile else None, circuit=item.context.circuit,
        findings=combined(ours, official, judged=not item.is_old),
    )  # fmt: skip


def _open(
    workspace: Workspace, knowledge: Knowledge, target: str, circuit: Circuit | None
) -> _Opened:
    path = Path(target)
    if not _is_file(path):
        try:
            stored = knowledge.whole(find_document(workspace, target))
        except UserError as error:
            if error.code != "unknown-id" or not _looks_like_path(target):
                raise
            raise UserError("file-missing", file=target) from error
        return _open_document(knowledge, target, stored, circuit)
    content = read_file(path)
    read = read_invoice(content)
    document = read.document
    around: tuple[Finding, ...] = ()
    if read.format == "facturx":
        around = facturx.examine(content, document.profile, document.invoice)
    elif read.format == "pdf":
        around = facturx.compare(content, document.invoice)
    context = knowledge.context(document.invoice, circuit=circuit, issued=True)
    return _Opened(target, read.format, document.root, document.profile, document.invoice, context,
                   (*read.findings, *around))  # fmt: skip


def _open_document(
    knowledge: Knowledge, target: str, stored: StoredInvoice, circuit: Circuit | None
) -> _Opened:
    invoice = stored.invoice
    context = knowledge.context(
        invoice, circuit=circuit, issued=stored.issued, to_be_issued=not stored.issued
    )
    document = cii.read(cii.write(_numbered(stored, context), context.circuit))
    return _Opened(target, "cii", document.root, document.profile, invoice, context, ())


def _numbered(stored: StoredInvoice, context: Context) -> Invoice:
    """Return a document with the number it would get: a draft is not at fault for having none."""
    if stored.issued or context.series is None or stored.draft.own_page is not None:
        return stored.invoice
    return replace(stored.invoice, number=context.series.next_number())


def _is_file(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name no system takes
        return False


def _looks_like_path(target: str) -> bool:
    return "/" in target or "\\" in target or Path(target).suffix.lower() in (".xml", ".pdf")
