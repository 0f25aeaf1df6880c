"""Findings as the editor shows them: beside their field and in a panel."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.presenters.editor import enclosures
from chorus_desk.presenters.editor.fields import FIELDS
from chorus_desk.presenters.editor.lines import Cell, cell_path
from chorus_desk.rules.corrections import CORRECTIONS
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.corrections import correction_label
from chorus_desk.wording.findings import fix, sentence
from chorus_desk.wording.names import field_name

_PLACES = {
    "buyer.name": "buyer.siret", "buyer.street": "buyer.siret", "buyer": "buyer.siret",
    "buyer.siren": "buyer.siret", "buyer.country": "buyer.siret", "buyer.vat_number": "buyer.siret",
    "buyer.trading_name": "buyer.siret", "buyer.electronic_address": "buyer.siret",
    "buyer.identifiers": "buyer.service_code",
    "validator": "validator.siret", "payee": "payee.name",
    "totals.prepaid": "prepaid", "totals.due": "prepaid",
    "kind": "billing_framework",
}  # fmt: skip
"""The field of the form that a path without one of its own leads to."""
_CELLS = {
    "vat_rate": Cell.VAT, "gross_price": Cell.PRICE, "price_discount": Cell.PRICE,
    "base_quantity": Cell.QUANTITY, "allowances": Cell.DISCOUNT, "charges": Cell.DISCOUNT,
}  # fmt: skip
"""The cell that a datum of a line without one of its own leads to."""
_LINE = re.compile(r"lines\[(\d+)\](?:\.(\w+).*)?")
_OF_THE_WHOLE = re.compile(r"((?:allowances|charges)\[0\])\.(\w+)")
_SETTINGS = ("seller", "payment")


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding, said."""

    finding: Finding
    severity: Severity
    where: str
    text: str
    todo: str
    place: str | None
    """The path of the field or cell to go to, ``business`` for the settings, None for nowhere."""
    correction: str
    """What the one-click correction does, empty where there is none."""


def remarks_of(
    findings: Sequence[Finding], language: str, mended: Iterable[bool] | None = None
) -> tuple[Remark, ...]:
    """Return findings with their sentences and places.

    ``mended`` tells of each whether its correction can do something here; where it is not known,
    a correction is offered wherever its rule has one.
    """
    offered = mended if mended is not None else (f.rule in CORRECTIONS for f in findings)
    return tuple(
        Remark(
            finding, finding.severity, field_name(finding.path, language),
            sentence(finding, language), fix(finding, language) or "", place_of(finding.path),
            correction_label(finding.rule, language) if offers else "",
        )
        for finding, offers in zip(findings, offered, strict=True)
    )  # fmt: skip


def joined(remarks: Sequence[Remark], language: str) -> tuple[Remark, ...]:
    """Return the remarks of a draft without a body: what is wrong with that is one thing to do.

    Name, address and SIRET of the body come together once it is chosen.
    """
    about = [
        remark for remark in remarks if remark.place == _BODY and remark.finding.rule in _NO_BODY
    ]
    if not about:
        return tuple(remarks)
    one = replace(
        about[0], where=say(N_("Organisme facturé"), language),
        text=say(N_("L'organisme facturé n'est pas encore choisi."), language),
        todo=say(N_("Cherchez-le par son nom, sa ville ou son SIRET, ou ajoutez-le."), language),
    )  # fmt: skip
    return (one, *(remark for remark in remarks if remark not in about))


_BODY = "buyer.siret"
_NO_BODY = frozenset(
    {"BR-07", "BR-10", "CD-BUYER-SIRET", "CPRO-10", "CD-CUSTOMER-SIREN", "BR-FR-12"}
)


def place_of(path: str | None) -> str | None:
    """Return where in the window a finding is mended."""
    if path is None:
        return None
    if path.startswith(_SETTINGS):
        return "business"
    if match := _LINE.fullmatch(path):
        cell = match[2] if match[2] in set(Cell) else _CELLS.get(match[2], Cell.DESCRIPTION)
        return cell_path(int(match[1]), Cell(cell))
    if path.startswith(enclosures.PATH):
        return enclosures.PATH
    if match := _OF_THE_WHOLE.fullmatch(path):
        datum = match[2] if match[2] in ("amount", "reason") else "vat_rate"
        return f"{match[1]}.{datum}"
    whole = path.partition("[")[0]  # a note or an identifier is mended where all of them are
    place = _PLACES.get(whole, whole)
    return place if place in FIELDS or place == "lines" else None


def led_to_the_payee(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks of a draft that is paid to somebody else: the account is theirs."""
    return tuple(
        replace(remark, place=_PAYEES_ACCOUNT) if remark.finding.path == _PAYEES_ACCOUNT else remark
        for remark in remarks
    )


_PAYEES_ACCOUNT = "payment.iban"


def by_place(remarks: Iterable[Remark]) -> Mapping[str, Remark]:
    """Return the gravest remark of each place; they come with errors first."""
    placed: dict[str, Remark] = {}
    for remark in remarks:
        if remark.place is not None:
            placed.setdefault(remark.place, remark)
    return placed


def summary(remarks: Iterable[Remark], language: str) -> str:
    """Return the panel's heading: how many points stand against issuing."""
    counts = dict.fromkeys(Severity, 0)
    for remark in remarks:
        counts[remark.severity] += 1
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    if errors:
        return say_count(
            N_("{count} point à compléter avant d'émettre"),
            N_("{count} points à compléter avant d'émettre"), errors, language,
        )  # fmt: skip
    if warnings:
        return say_count(
            N_("Prête à émettre ; {count} point à vérifier"),
            N_("Prête à émettre ; {count} points à vérifier"), warnings, language,
        )  # fmt: skip
    return say(N_("Prête à émettre"), language)
