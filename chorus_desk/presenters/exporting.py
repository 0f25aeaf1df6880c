"""The kinds of files a document can be exported as: where each goes, and where it must not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chorus_desk.formats.bundle import AS_CII, AS_FACTURX, AS_UBL
from chorus_desk.usecases.export import AS_OPEN_WORKBOOK, AS_PDF, AS_WORKBOOK, WORKBOOKS, Exported
from chorus_desk.usecases.export_workbook import NOT_IN_WORKBOOK
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.names import field_name


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
        AS_WORKBOOK, N_("Classeur Excel"),
        N_("Pour changer des données dans un tableur, puis importer à nouveau."), ".xlsx",
    ),
    ExportKind(
        AS_OPEN_WORKBOOK, N_("Classeur LibreOffice"),
        N_("Le même, pour LibreOffice."), ".ods",
    ),
)  # fmt: skip


WORKBOOK_KINDS = tuple(kind for kind in KINDS if kind.key in WORKBOOKS)
"""The kinds that hold several documents."""


def together_text(exported: Sequence[Exported], language: str) -> tuple[str, bool]:
    """Return what is said of a workbook of several documents, and whether it holds all of them."""
    findings = tuple(finding for item in exported for finding in item.findings)
    return exported_text(replace(exported[0], findings=findings), language)


def exported_text(exported: Exported, language: str) -> tuple[str, bool]:
    """Return what is said of a file that was written, and whether it holds the whole document."""
    said = say(N_("« {file} » est enregistré."), language, file=exported.file.name)
    paths = [f.path for f in exported.findings if f.rule == NOT_IN_WORKBOOK]
    if not paths:
        return said, True
    others = say(N_("d'autres données"), language)
    names = dict.fromkeys(field_name(path, language) or others for path in paths)
    text = N_("{said} Le classeur n'a pas de place pour : {names}.")
    return say(text, language, said=said, names=", ".join(names)), False


def file_name(number: str | None, kind: ExportKind) -> str:
    """Return the name proposed for the file."""
    name = (number or "brouillon").replace("/", "-")
    mark = f"-{kind.key}" if kind.key in (AS_FACTURX, AS_UBL) else ""
    return f"{name}{mark}{kind.ending}"
