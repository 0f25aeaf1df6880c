"""The kinds of files a document can be exported as: where each goes, and where it must not."""

from dataclasses import dataclass

from chorus_desk.formats.bundle import AS_CII, AS_FACTURX, AS_UBL
from chorus_desk.usecases.export import AS_PDF, AS_WORKBOOK
from chorus_desk.wording.catalogue import N_


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A kind of file: its key, its name, what it is for, its ending."""

    key: str
    name: str
    purpose: str
    ending: str


KINDS = (
    ExportKind(
        AS_PDF, N_("PDF simple"),
        N_("Pour le dépôt d'une facture sur le portail, à la main : le portail le lit."), ".pdf",
    ),
    ExportKind(
        AS_FACTURX, N_("Factur-X"),
        N_(
            "Pour un lot sur le portail, une API, ou un client qui lit les factures électroniques. "
            "Jamais dans le dépôt d'une facture seule : il y serait mal traité."
        ),
        ".pdf",
    ),
    ExportKind(
        AS_CII, N_("XML seul (CII)"),
        N_("Les données sans la page, pour un logiciel qui les demande ainsi."), ".xml",
    ),
    ExportKind(
        AS_UBL, N_("XML seul (UBL)"),
        N_("Les mêmes données dans l'autre langage européen, pour qui préfère celui-ci."), ".xml",
    ),
    ExportKind(
        AS_WORKBOOK, N_("Classeur du programme"),
        N_("Pour la modifier dans un tableur, puis l'importer à nouveau."), ".xlsx",
    ),
)  # fmt: skip


def file_name(number: str | None, kind: ExportKind) -> str:
    """Return the name proposed for the file."""
    name = (number or "brouillon").replace("/", "-")
    mark = f"-{kind.key}" if kind.key in (AS_FACTURX, AS_UBL) else ""
    return f"{name}{mark}{kind.ending}"
