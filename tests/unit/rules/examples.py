"""For each rule, a case that it objects to and one that it does not: used by rules and wording."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from chorus_desk.domain.invoice import (
    Attachment,
    Exemption,
    Invoice,
    Payment,
    Preceding,
    Totals,
    VatGroup,
)
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Address, Party, Requirement, Service, VatRegime
from chorus_desk.domain.series import Series, SeriesState
from chorus_desk.domain.totals import compute_totals
from chorus_desk.rules.case import Context
from tests import builders as b

D = Decimal


@dataclass(frozen=True)
class Example:
    """A case, and the same case mended."""

    wrong: tuple[Invoice, Context]
    right: tuple[Invoice, Context]
    circuits: tuple[Circuit, ...] = (Circuit.HISTORICAL, Circuit.REFORM)


def _of(
    change: dict[str, Any], right: dict[str, Any] | None = None, *,
    make: Callable[..., Invoice] = b.invoice, ctx: dict[str, Any] | None = None,
    right_ctx: dict[str, Any] | None = None,
) -> Example:  # fmt: skip
    wrong_context = b.context(**(ctx or {}))
    right_context = b.context(**(ctx if right_ctx is None else right_ctx) or {})
    return Example((make(**change), wrong_context), (make(**(right or {})), right_context))


def _seller(**changes: Any) -> dict[str, Any]:
    return {"seller": replace(b.seller().as_party(), **changes)}


def _buyer(**changes: Any) -> dict[str, Any]:
    return {"buyer": replace(b.commune().as_party(), **changes)}


def _line(**changes: Any) -> dict[str, Any]:
    return {"lines": (b.line(**changes),)}


def _stated(**changes: Any) -> dict[str, Any]:
    """Return figures that agree with the sample invoice but for the changes."""
    computed = compute_totals(b.vat_invoice())
    return {"stated": replace(computed, **changes)}


def _body(**changes: Any) -> dict[str, Any]:
    return {"body": b.commune(**changes)}


def _attached(**changes: Any) -> dict[str, Any]:
    item = replace(Attachment(file_name="plan.pdf", content=b"%PDF"), **changes)
    return {"attachments": (item,)}


_SERIES = SeriesState(Series("{year}-{number:04}"), 2026, 7, date(2026, 11, 22), "2026-0007")
_NO_SELLER = {"seller": None}
_VAT = {"seller": b.vat_seller()}
_CREDIT = {"type_code": "381", "payment": Payment(), "preceding": (Preceding(number="2026-0001"),)}
_AE = (Exemption(category="AE", reason="Autoliquidation", code="VATEX-EU-AE"),)
_EXEMPT = {"seller": b.seller(vat_regime=VatRegime.EXEMPT, vat_exemption="VATEX-EU-132-1I")}
_NET_OF_TAX = (Exemption(category="E", reason="Avoir net de taxe", code="VATEX-FR-CNWVAT"),)
_AE_LINE = b.line(vat_category="AE")

EXAMPLES: dict[str, Example] = {
    "BR-02": _of({"number": None}),
    "CPRO-02": _of({"number": "F-2026-000000000000001"}),
    "BR-FR-02": _of({"number": "F 2026"}),
    "CD-NUMBER-BARE-DATE": _of({"number": "20261120"}),
    "G1.45": _of({}, ctx={"numbers_used": {("999000011", 2026, "2026-0001")}},
                 right_ctx={"numbers_used": {("999000011", 2025, "2026-0001")}}),
    "CD-NUMBER-SEQUENCE": _of({"number": "2026-0010"}, {"number": "2026-0008"},
                              ctx={"series": _SERIES}),
    "CD-DATE-ORDER": _of({"number": None}, {"number": None, "issue_date": date(2026, 11, 22)},
                         ctx={"series": _SERIES, "number_follows": True}),
    "BR-03": _of({"issue_date": None}),
    "G1.07": _of({"issue_date": date(2026, 11, 25)}),
    "BR-FR-03": _of({"delivery_date": date(1999, 12, 31)}),
    "BR-FR-CO-07": _of({"due_date": date(2026, 11, 19)}),
    "G6.20": _of({"period_start": date(2026, 11, 2), "period_end": date(2026, 11, 1)}),
    "CD-DELIVERY-DATE": _of({"delivery_date": None}, {"period_start": date(2026, 11, 1)}),
    "CD-DUE-BEYOND-LEGAL": _of({"due_date": date(2026, 12, 21)}),
    "BR-06": _of(_seller(name=None)),
    "BR-08": _of(_seller(address=Address(country="FR"))),
    "CD-SELLER-SIRET": _of(_seller(siret="99900001100019")),
    "BR-FR-09": _of(_seller(siren="110002011")),
    "CD-SELLER-VAT-KEY": _of(_seller(vat_number="FR00999000011"), _seller(vat_number="FR66999000011")),
    "CD-SELLER-VAT-NUMBER": _of(
        {"seller": b.seller().as_party()}, make=b.vat_invoice, ctx=_VAT
    ),
    "CD-SELLER-EI": _of(_seller(name="Camille Fictive")),
    "CD-SELLER-REGISTER": _of({}, ctx={"seller": b.seller(register=None)}, right_ctx={}),
    "CD-SELLER-CAPITAL": _of({}, ctx={"seller": b.seller(legal_form="SASU")}, right_ctx={}),
    "CD-SELLER-INSURANCE": _of({}, ctx={"seller": b.seller(insurance=None)}, right_ctx={}),
    "BR-07": _of(_buyer(name=None)),
    "BR-10": _of(_buyer(address=Address(country="FR"))),
    "CD-BUYER-SIRET": _of(_buyer(siret="219900016")),
    "CPRO-10": _of(_buyer(siret=None)),
    "CD-BUYER-LUHN": _of(_buyer(siret="21990001600012")),
    "CD-BUYER-UNKNOWN": _of({}, ctx={"body": None}, right_ctx={}),
    "CD-BUYER-WORKS-ONLY": _of({}, ctx=_body(works_only=True), right_ctx={}),
    "CPRO-11": _of({}, _buyer(service_code="CULTURE"), ctx=_body(requires=Requirement.BOTH)),
    "CPRO-12": _of({"commitment_number": None}, ctx=_body(requires=Requirement.COMMITMENT)),
    "CPRO-13": _of({"commitment_number": None}, _buyer(service_code="A") | {"commitment_number": None},
                   ctx=_body(requires=Requirement.EITHER)),
    "CD-SERVICE-NEEDS-COMMITMENT": _of(
        _buyer(service_code="VOIRIE") | {"commitment_number": None},
        _buyer(service_code="CULTURE") | {"commitment_number": None},
        ctx=_body(services=(Service(code="VOIRIE", requires_commitment=True),
                            Service(code="CULTURE"))),
    ),
    "CD-BUYER-FLAGS-UNKNOWN": _of({}, ctx=_body(requires=None), right_ctx={}),
    "CD-NO-ORDER-REFERENCE": _of({"commitment_number": None},
                                 {"commitment_number": None, "contract_number": "M-1"}),
    "CD-FACTURES-PUBLIQUES": _of(_buyer(service_code="factures_publiques")),
    "CD-STATE-SERVICE": _of(_buyer(siret="11000201100044"),
                            _buyer(siret="11000201100044", service_code="AAASCPV")),
    "CD-STATE-COMMITMENT-FORM": _of(
        _buyer(siret="11000201100044"),
        _buyer(siret="11000201100044") | {"commitment_number": "1501966748"},
    ),
    "BR-FR-26": _of(_buyer(service_code="S" * 101), _buyer(service_code="S" * 100)),
    "G1.95": _of(_buyer(service_code="SAAM D5"), _buyer(service_code="SAAM-D5")),
    "CPRO-15": _of({"commitment_number": "9" * 51}, {"commitment_number": "9" * 50}),
    "CPRO-14": _of({"contract_number": "9" * 51}, {"contract_number": "9" * 50}),
    "CD-FRAMEWORK-SCOPE": _of({"billing_framework": "A4"}),
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": _of({"billing_framework": "S1"}),
    "BR-FR-08": _of({"billing_framework": "A1"}, {"billing_framework": "S1"}),
    "CD-A2-AMOUNTS": _of({"billing_framework": "A2", "prepaid": D(100)},
                         {"billing_framework": "A2", "prepaid": D("300.00")}),
    "BR-FR-CO-09": _of({"billing_framework": "S2", "prepaid": D("300.00"), "due_date": None},
                       {"billing_framework": "S2", "prepaid": D("300.00")}),
    "CD-PAID-BUT-A1": _of({"prepaid": D("300.00")}),
    "CD-VALIDATOR-MISSING": _of(
        {"billing_framework": "A9"},
        {"billing_framework": "A9", "validator": Party(siret=b.COMMUNE_SIRET)},
    ),
    "CD-TYPE-HISTORICAL": _of({"type_code": "384"}),
    "BR-FR-04": _of({"type_code": "325"}),
    "CD-NEGATIVE-INVOICE": _of(_line(quantity=D(-1))),
    "CD-CREDIT-NEGATIVE": _of(_CREDIT | _line(quantity=D(-1)), _CREDIT),
    "CD-CREDIT-NO-REFERENCE": _of(_CREDIT | {"preceding": ()}, _CREDIT),
    "BR-FR-CO-05": _of(
        _CREDIT, _CREDIT | {"preceding": (Preceding(number="F1", issue_date=date(2026, 1, 2)),)}
    ),
    "CPRO-20": _of(_CREDIT | {"preceding": (Preceding(number="F1"), Preceding(number="F2"))}, _CREDIT),
    "CD-CREDIT-PAYMENT-MEANS": _of(_CREDIT | {"payment": Payment(means="30")}, _CREDIT),
    "BR-16": _of({"lines": ()}),
    "BR-22": _of(_line(quantity=None)),
    "BR-23": _of(_line(unit=None)),
    "BR-25": _of(_line(description=None)),
    "BR-26": _of(_line(unit_price=None)),
    "BR-27": _of(_line(unit_price=D(-1), quantity=D(-1))),
    "BR-CO-04": _of(_line(vat_category=None)),
    "BR-FR-DEC-01": _of({"prepaid": D("1.005")}, {"prepaid": D("1.00")}),
    "BR-FR-DEC-02": _of(_line(quantity=D("1.00001")), _line(quantity=D("1.00010"))),
    "BR-FR-DEC-03": _of(_line(unit_price=D("1.0000001")), _line(unit_price=D("1.000001"))),
    "CD-GROSS-WITHOUT-DISCOUNT": _of(_line(gross_price=D(160)),
                                     _line(gross_price=D(160), price_discount=D(10))),
    "CD-LINE-NET": _of(_stated(line_nets=(D("301.00"),)), _stated(), make=b.vat_invoice, ctx=_VAT),
    "CD-AMOUNT-TOO-LARGE": _of(_line(quantity=D(10) ** 9, unit_price=D(10) ** 9)),
    "BR-CO-10": _of(_stated(lines=D("301.00")), _stated(), make=b.vat_invoice, ctx=_VAT),
    "BR-CO-13": _of(_stated(net=D("301.00")), _stated(), make=b.vat_invoice, ctx=_VAT),
    "BR-CO-14": _of(_stated(vat=D("61.00")), _stated(), make=b.vat_invoice, ctx=_VAT),
    "BR-CO-15": _of(_stated(gross=D("361.00")), _stated(), make=b.vat_invoice, ctx=_VAT),
    "BR-CO-16": _of(_stated(due=D("361.00")), _stated(), make=b.vat_invoice, ctx=_VAT),
    "BR-CO-17": _of(
        _stated(groups=(VatGroup(category="S", rate=D(20), base=D(300), amount=D("60.01")),)),
        _stated(), make=b.vat_invoice, ctx=_VAT,
    ),
    "BR-CO-18": _of({"lines": (), "stated": Totals()}),
    "CD-VAT-BASE": _of(
        _stated(groups=(VatGroup(category="S", rate=D(20), base=D(299), amount=D("59.80")),)),
        _stated(), make=b.vat_invoice, ctx=_VAT,
    ),
    "G1.10": _of({"currency": "EURO"}),
    "BR-FR-CO-12": _of({"currency": "CHF"}, {"currency": "CHF", "vat_currency": "EUR",
                                             "vat_in_vat_currency": D(0)}),
    "BR-FR-15": _of(_line(vat_category="L")),
    "BR-FR-16": _of(_line(vat_category="S", vat_rate=D(15)), ctx=_NO_SELLER),
    "CD-RATE-HISTORIC": _of({"lines": (b.taxed_line("19.6"),)}, make=b.vat_invoice, ctx=_VAT),
    "BR-S-05": _of({"lines": (b.taxed_line("0"),)}, make=b.vat_invoice, ctx=_VAT),
    "BR-E-05": _of(_line(vat_rate=D(20)), ctx=_NO_SELLER),
    "BR-AE-05": _of({"lines": (b.line(vat_category="AE", vat_rate=D(20)),), "exemptions": _AE},
                    {"lines": (_AE_LINE,), "exemptions": _AE}, make=b.vat_invoice, ctx=_VAT),
    "BR-E-10": _of({"exemptions": ()}, ctx=_NO_SELLER),
    "BR-AE-10": _of({"lines": (_AE_LINE,)}, {"lines": (_AE_LINE,), "exemptions": _AE},
                    make=b.vat_invoice, ctx=_VAT),
    "BR-Z-10": _of(_line(vat_category="Z") | {"exemptions": (Exemption(category="Z", code="X"),)},
                   _line(vat_category="Z"), ctx=_NO_SELLER),
    "CD-CATEGORY-Z": _of(_line(vat_category="Z"), ctx=_NO_SELLER),
    "BR-S-02": _of(_seller(tax_id=None), make=b.vat_invoice, ctx=_VAT),
    "BR-E-02": _of(_seller(tax_id=None)),
    "BR-AE-02": _of({"lines": (_AE_LINE,), "exemptions": _AE} | _buyer(siret=None),
                    {"lines": (_AE_LINE,), "exemptions": _AE}, make=b.vat_invoice, ctx=_VAT),
    "CD-FRANCHISE-VAT": _of({}, make=b.vat_invoice, right_ctx=_VAT),
    "CD-FRANCHISE-TEXT": _of(
        {"exemptions": (Exemption(category="E", reason="Exonéré", code="VATEX-FR-FRANCHISE"),)}
    ),
    "CD-NOT-FRANCHISE": _of({}, make=b.invoice, ctx=_VAT, right_ctx={}),
    "CD-EXEMPTION-CHOICE": _of(
        {"exemptions": (Exemption(category="E", code="VATEX-FR-CGI261-4"),)},
        {"exemptions": (Exemption(category="E", code="VATEX-FR-CGI261-4", reason="Art. 261-4-4°"),)},
        ctx=_EXEMPT,
    ),
    "CD-EXEMPTION-TEXT": _of(
        {"exemptions": (Exemption(category="E", code="VATEX-EU-79-C"),)},
        {"exemptions": (Exemption(category="E", code="VATEX-EU-79-C", reason="Débours"),)},
        ctx=_EXEMPT,
    ),
    "G6.21": _of({"exemptions": _NET_OF_TAX}, _CREDIT | {"exemptions": _NET_OF_TAX}, ctx=_EXEMPT),
    "G1.41": _of({"exemptions": (Exemption(category="E", reason=b.FRANCHISE_TEXT),)}),
    "G1.47": _of({}, _seller(vat_number="FR66999000011")),
    "BR-49": _of({"payment": Payment()}),
    "CD-PAYMENT-CODE": _of({"payment": Payment(means="58", iban="FR7630000000010000000000007")}),
    "BR-61": _of({"payment": Payment(means="30")}),
    "CD-IBAN": _of({"payment": Payment(means="30", iban="FR7630000000010000000000008")}),
    "CPRO-39": _of({"payment": Payment(means="30", iban="MT84MALT011000012345MTLCAST001S")}),
    "CPRO-41": _of(_attached(file_name="p" * 47 + ".pdf"), _attached(file_name="p" * 46 + ".pdf")),
    "CD-ATTACHMENT-EXTENSION": _of(_attached(file_name="a.exe"), _attached()),
    "BR-CL-24": _of(_attached(file_name="devis.docx"), _attached()),
    "CD-ATTACHMENT-EMPTY": _of(_attached(content=b""), _attached()),
    "CD-ATTACHMENT-SIZE": _of(_attached(content=b"x" * 10_000_000), _attached()),
    "CD-ATTACHMENTS-TOTAL": _of(
        {"attachments": tuple(_attached(content=b"x" * 9_900_000)["attachments"] * 12)}, _attached()
    ),
    "CD-NOT-PRINTABLE": _of(_line(description="Pose 日本"), _line(description="Crêpes → ≤ 3 m²")),
}  # fmt: skip
