"""For each rule, a case that it objects to and one that it does not: used by rules and wording."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from chorus_desk.domain.invoice import (
    AllowanceCharge,
    Attachment,
    Delivery,
    Exemption,
    Invoice,
    Note,
    Payment,
    Preceding,
    Totals,
    VatGroup,
)
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import (
    Address,
    Identifier,
    Party,
    Requirement,
    Service,
    VatRegime,
)
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
_CULTURE = _body(services=(Service(code="CULTURE"),))


def _asking(requires: Requirement) -> dict[str, Any]:
    """Return a body that has one service and asks for something."""
    return _body(services=(Service(code="CULTURE"),), requires=requires)


_CLOSED = _body(services=(Service(code="CULTURE"), Service(code="VOIRIE", active=False)))
_MENTIONS = (
    Note(text="40 €", code="PMT"),
    Note(text="Intérêts", code="PMD"),
    Note(text="Pas d'escompte", code="AAB"),
)
_STREET = Address(line1="2 rue du Dépôt", postcode="99000", city="Bourg-Fictif")
_HERE = replace(_STREET, country="FR")
_REPRESENTATIVE = Party(name="Représentant fictif", vat_number="FR66999000011", address=_HERE)
_AFTER = date(2027, 9, 1)
_LATER = {"issue_date": _AFTER, "due_date": date(2027, 10, 1)}


def _address(scheme: str | None, value: str) -> dict[str, Any]:
    return {"electronic_address": Identifier(scheme, value)}


def _identified(party: str, scheme: str, value: str) -> dict[str, Any]:
    make = _seller if party == "seller" else _buyer
    return make(identifiers=(Identifier(scheme, value),))


def _represented(**changes: Any) -> dict[str, Any]:
    return {"tax_representative": replace(_REPRESENTATIVE, **changes)}


def _delivered(**changes: Any) -> dict[str, Any]:
    return {"delivery": Delivery(**changes)}


def _adjusted(name: str, **changes: Any) -> dict[str, Any]:
    item = AllowanceCharge(amount=D(10), reason="Geste", vat_category="E", vat_rate=D(0))
    return {name: (replace(item, **changes),)}


def _adjusted_line(name: str, **changes: Any) -> dict[str, Any]:
    return _line(**{name: (replace(AllowanceCharge(amount=D(10), reason="Geste"), **changes),)})


def _categorised(category: str, rate: int | None = 0, **changes: Any) -> dict[str, Any]:
    """Return lines of a VAT category, with its reason, for a seller under VAT."""
    line = b.line(vat_category=category, vat_rate=None if rate is None else D(rate), unit="KGM")
    reason = Exemption(category=category, reason="Motif", code=f"VATEX-EU-{category}")
    return {"lines": (line,), "exemptions": (reason,)} | changes


def _noted(*notes: Note) -> dict[str, Any]:
    return {"notes": notes}


EXAMPLES: dict[str, Example] = {
    "BR-02": _of({"number": None}),
    "CPRO-02": _of({"number": "F-2026-000000000000001"}),
    "BR-FR-02": _of({"number": "F 2026"}),
    "CD-NUMBER-BARE-DATE": _of({"number": "20261120"}),
    "G1.45": _of({}, ctx={"numbers_used": {("999000011", 2026, "2026-0001")}, "series": _SERIES},
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
    "BR-FR-09": _of(_buyer(siren="110002011")),
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
    "CPRO-11": _of({}, _buyer(service_code="CULTURE"), ctx=_asking(Requirement.BOTH)),
    "CPRO-12": _of({"commitment_number": None}, ctx=_body(requires=Requirement.COMMITMENT)),
    "CPRO-13": _of({"commitment_number": None}, _buyer(service_code="A") | {"commitment_number": None},
                   ctx=_asking(Requirement.EITHER)),
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
                            _buyer(siret="11000201100044", service_code="AAASCPV"),
                            ctx=_body(siret="11000201100044", services=(Service(code="AAASCPV"),))),
    "CD-STATE-COMMITMENT-FORM": _of(
        _buyer(siret="11000201100044"),
        _buyer(siret="11000201100044") | {"commitment_number": "1501966748"},
    ),
    "CD-COMMITMENT-FORM": _of({}, {"commitment_number": "45990014"},
                              ctx={"commitments": ("45990013", "45990012", "45980771")}),
    "BR-FR-26": _of(_buyer(service_code="S" * 101), _buyer(service_code="S" * 100)),
    "G1.95": _of(_buyer(service_code="SAAM D5"), _buyer(service_code="SAAM-D5"),
                   ctx=_body(services=(Service(code="SAAM-D5"),))),
    "CPRO-15": _of({"commitment_number": "9" * 51}, {"commitment_number": "9" * 50}),
    "CPRO-14": _of({"contract_number": "9" * 51}, {"contract_number": "9" * 50}),
    "CD-FRAMEWORK-SCOPE": _of({"billing_framework": "A4"}),
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": _of({"billing_framework": "S1"}),
    "BR-FR-08": _of({"billing_framework": "A1"} | _line(unit="HUR"), {"billing_framework": "S1"}),
    "CD-FRAMEWORK-DIRECT": _of({"billing_framework": "A9", "validator": Party(siret=b.HOSPITAL_SIRET)},
                               {"billing_framework": "S3", "validator": Party(siret=b.HOSPITAL_SIRET)},
                               ctx={"seller": b.seller(circuit="reform")}),
    "CD-FRAMEWORK-PLATFORM": _of({"billing_framework": "S1"}),
    "CD-A2-AMOUNTS": _of({"billing_framework": "A2", "prepaid": D(100)},
                         {"billing_framework": "A2", "prepaid": D("300.00")}),
    "BR-FR-CO-09": _of({"billing_framework": "S2", "prepaid": D("200.00")},
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
    "BR-25": _of(_line(description=None, details="Pose d'une affiche")),
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
    "BR-FR-16": _of({"lines": (b.taxed_line("0.2"),)}, make=b.vat_invoice, ctx=_VAT),
    "CD-RATE-HISTORIC": _of({"lines": (b.taxed_line("19.6"),)}, make=b.vat_invoice, ctx=_VAT),
    "BR-S-05": _of({"lines": (b.taxed_line("0"),)}, make=b.vat_invoice, ctx=_VAT),
    "BR-E-05": _of(_line(vat_rate=D(20))),
    "BR-AE-05": _of({"lines": (b.line(vat_category="AE", vat_rate=D(20)),), "exemptions": _AE},
                    {"lines": (_AE_LINE,), "exemptions": _AE}, make=b.vat_invoice, ctx=_VAT),
    "BR-E-10": _of({"exemptions": ()}, ctx=_NO_SELLER),
    "BR-AE-10": _of({"lines": (_AE_LINE,)}, {"lines": (_AE_LINE,), "exemptions": _AE},
                    make=b.vat_invoice, ctx=_VAT),
    "BR-Z-10": _of(_line(vat_category="Z") | {"exemptions": (Exemption(category="Z", code="X"),)},
                   _line(vat_category="Z"), ctx=_NO_SELLER),
    "CD-CATEGORY-Z": _of(_line(vat_category="Z")),
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
    "CD-IBAN-CHANGED": _of({}, ctx={"last_account": "FR7610107001011234567890129"},
                           right_ctx={"last_account": "FR76 3000 0000 0100 0000 0000 007"}),
    "CPRO-41": _of(_attached(file_name="p" * 47 + ".pdf"), _attached(file_name="p" * 46 + ".pdf")),
    "CD-ATTACHMENT-EXTENSION": _of(_attached(file_name="a.exe"), _attached()),
    "BR-CL-24": _of(_attached(file_name="devis.docx"), _attached()),
    "CD-ATTACHMENT-EMPTY": _of(_attached(content=b""), _attached()),
    "CD-ATTACHMENT-SIZE": _of(_attached(content=b"x" * 10_000_000), _attached()),
    "CD-ATTACHMENTS-TOTAL": _of(
        {"attachments": tuple(_attached(content=b"x" * 9_900_000)["attachments"] * 12)}, _attached()
    ),
    "CD-NOT-PRINTABLE": _of(_line(description="Pose 日本"), _line(description="Crêpes → ≤ 3 m²")),
    "BR-CO-25": _of({"due_date": None}, {"due_date": None, "terms": "À réception"}),
    "CD-PA-DUE": _of(_LATER, ctx={"today": _AFTER}),
    "BR-09": _of(_seller(address=_STREET)),
    "BR-FR-10": _of(_seller(siret=None)),
    "BR-FR-32": _of(_buyer(siren="99000160"), _buyer(siren=b.COMMUNE_SIRET[:9])),
    "CPRO-03": _of(_seller(siret=None, address=replace(_STREET, country="BE"))),
    "CPRO-09": _of(_seller(siret=None, siren="999000011")),
    "CPRO-04": _of(_identified("seller", "0228", "12345678"), _identified("seller", "0228", "123456789")),
    "CPRO-17": _of({"payee": Party(name="Affacturage", siren="999000011")},
                   {"payee": Party(name="Affacturage", siret=b.SELLER_SIRET)}),
    "CD-NO-SIRET-HISTORICAL": _of(_seller(siret=None, address=replace(_STREET, country="BE"))),
    "BR-FR-13": _of({}, _seller(**_address("0225", "999000011"))),
    "BR-62": _of(_seller(**_address(None, "999000011")), _seller(**_address("0225", "999000011"))),
    "BR-CO-09": _of(_buyer(vat_number="66999000011"), _buyer(vat_number="FR66999000011")),
    "BR-11": _of(_buyer(address=_STREET)),
    "CD-CUSTOMER-SIREN": _of(_buyer(siret="219900")),
    "BR-FR-12": _of({}, _buyer(**_address("0225", "219900016"))),
    "BR-63": _of(_buyer(**_address(None, "219900016")), _buyer(**_address("0225", "219900016"))),
    "BR-FR-23": _of(_buyer(**_address("0225", "mairie@example.fr")),
                    _buyer(**_address("0225", "219900016_21990001600011"))),
    "BR-FR-25": _of(_buyer(**_address("0225", "219900016_" + "A" * 116)),
                    _buyer(**_address("0225", "219900016_" + "A" * 115))),
    "CD-SERVICE-UNKNOWN": _of(_buyer(service_code="culture"), _buyer(service_code="CULTURE"), ctx=_CULTURE),
    "CD-SERVICE-CLOSED": _of(_buyer(service_code="VOIRIE"), _buyer(service_code="CULTURE"), ctx=_CLOSED),
    "CD-SERVICE-WRONG-TERM": _of(
        {"extra": {"BT-10": "CULTURE"}},
        {"extra": {"BT-10": "CULTURE"}} | _buyer(service_code="CULTURE"), ctx=_CULTURE,
    ),
    "G1.83": _of(_identified("buyer", "0240", "CULTURE"), _buyer(service_code="CULTURE")),
    "CPRO-24": _of({"billing_framework": "S5"}),
    "CD-MULTI-VENDOR": _of({"billing_framework": "M8"}),
    "CD-FRAMEWORK-9": _of({"billing_framework": "S9"}),
    "CD-NATIVE-ONLY": _of({"billing_framework": "A4"}),
    "CPRO-21": _of({"billing_framework": "S3"},
                   {"billing_framework": "S3", "validator": Party(siret=b.HOSPITAL_SIRET)}),
    "CPRO-23": _of({"billing_framework": "S3", "validator": Party(siret=b.COMMUNE_SIRET)},
                   {"billing_framework": "S3", "validator": Party(siret=b.HOSPITAL_SIRET)}),
    "CD-SUBCONTRACTOR-UNDECLARED": _of({"billing_framework": "A9"},
                                       {"billing_framework": "A9", "contract_number": "M-1"}),
    "BR-FR-CO-08": _of({"billing_framework": "S4", "type_code": "386"}, {"billing_framework": "S4"}),
    "CD-TYPE-262": _of({"type_code": "262"}),
    "CD-TYPE-384": _of({"type_code": "384"}),
    "CD-SELF-BILLED": _of({"type_code": "501"}),
    "CD-SELF-BILLED-WORKFLOW": _of({"type_code": "389"}),
    "BR-FR-CO-04": _of(
        {"type_code": "384", "preceding": (Preceding(number="F1"),)},
        {"type_code": "384", "preceding": (Preceding(number="F1", issue_date=date(2026, 1, 2)),)},
    ),
    "BR-28": _of(_line(gross_price=D(-1), price_discount=D(-151)), _line()),
    "BR-FR-DEC-04": _of(_line(vat_rate=D("20.125")), _line(vat_rate=D("20.12")), ctx=_NO_SELLER),
    "G1.55": _of(_line(gross_price=D(160), price_discount=D(9)),
                 _line(gross_price=D(160), price_discount=D(10))),
    "BR-31": _of(_adjusted("allowances", amount=None), _adjusted("allowances")),
    "BR-32": _of(_adjusted("allowances", vat_category=None), _adjusted("allowances")),
    "BR-33": _of(_adjusted("allowances", reason=None), _adjusted("allowances", reason=None, reason_code="95")),
    "BR-36": _of(_adjusted("charges", amount=None), _adjusted("charges")),
    "BR-37": _of(_adjusted("charges", vat_category=None), _adjusted("charges")),
    "BR-38": _of(_adjusted("charges", reason=None), _adjusted("charges")),
    "BR-41": _of(_adjusted_line("allowances", amount=None), _adjusted_line("allowances")),
    "BR-42": _of(_adjusted_line("allowances", reason=None), _adjusted_line("allowances")),
    "BR-43": _of(_adjusted_line("charges", amount=None), _adjusted_line("charges")),
    "BR-44": _of(_adjusted_line("charges", reason=None), _adjusted_line("charges")),
    "BR-53": _of({"vat_currency": "EUR"}, {"vat_currency": "EUR", "vat_in_vat_currency": D(0)}),
    "CD-RATE-TERRITORY": _of({"lines": (b.taxed_line("8.5"),)}, make=b.vat_invoice, ctx=_VAT),
    "BR-IC-05": _of(_categorised("K", 20), _categorised("K"), make=b.vat_invoice, ctx=_VAT),
    "BR-G-05": _of(_categorised("G", 20), _categorised("G"), make=b.vat_invoice, ctx=_VAT),
    "BR-Z-05": _of(_categorised("Z", 20), _categorised("Z"), make=b.vat_invoice, ctx=_VAT),
    "BR-O-05": _of(_categorised("O", 20), _categorised("O", None), make=b.vat_invoice, ctx=_VAT),
    "BR-IC-10": _of(_categorised("K", exemptions=()), _categorised("K"), make=b.vat_invoice, ctx=_VAT),
    "BR-G-10": _of(_categorised("G", exemptions=()), _categorised("G"), make=b.vat_invoice, ctx=_VAT),
    "BR-O-10": _of(_categorised("O", exemptions=()), _categorised("O"), make=b.vat_invoice, ctx=_VAT),
    "BR-O-02": _of(_categorised("O", None), _categorised("O", None) | _seller(), make=b.vat_invoice, ctx=_VAT),
    "BR-O-11": _of(_categorised("O") | {"lines": (b.line(vat_category="O"), b.taxed_line())},
                   _categorised("O"), make=b.vat_invoice, ctx=_VAT),
    "CD-K-ON-SERVICES": _of({"lines": (b.line(vat_category="K", unit="HUR"),)}, _categorised("K"),
                            make=b.vat_invoice, ctx=_VAT),
    "BR-Z-02": _of(_categorised("Z") | _seller(tax_id=None), _categorised("Z"),
                   make=b.vat_invoice, ctx=_VAT),
    "BR-G-02": _of(_categorised("G") | _seller(), _categorised("G"), make=b.vat_invoice, ctx=_VAT),
    "BR-IC-02": _of(_categorised("K"), _categorised("K") | _buyer(vat_number="BE0429958042"),
                    make=b.vat_invoice, ctx=_VAT),
    "BR-IC-11": _of(_categorised("K", delivery_date=None), _categorised("K"), make=b.vat_invoice, ctx=_VAT),
    "BR-IC-12": _of(_categorised("K"), _categorised("K", **_delivered(address=_HERE)),
                    make=b.vat_invoice, ctx=_VAT),
    "CD-VAT-ON-DEBITS": _of({"vat_due": "payment"}, {"vat_due": "invoice"}, make=b.vat_invoice,
                            ctx={"seller": b.vat_seller(vat_on_debits=True)}),
    "BR-FR-05": _of(_noted(*_MENTIONS[:2]), _noted(*_MENTIONS)),
    "BR-FR-06": _of(_noted(*_MENTIONS, _MENTIONS[0]), _noted(*_MENTIONS)),
    "BR-FR-20": _of(_noted(Note(text="B2G", code="BAR")), _noted(Note(text="B2B", code="BAR"))),
    "BR-FR-CO-14": _of(_noted(Note(text="Membre d'un assujetti unique", code="TXD"))),
    "CD-B2G-FLAG": _of({}, _noted(Note(text="B2G", code="ADN"))),
    "CD-NATURE-MENTION": _of(_LATER, _LATER | _noted(Note(text="Prestation de services")),
                             ctx={"today": _AFTER}),
    "BR-57": _of(_delivered(address=_STREET), _delivered(address=_HERE)),
    "BR-FR-14": _of({"billing_framework": "B1"} | _delivered(address=_STREET),
                    {"billing_framework": "B1"} | _delivered(address=_HERE)),
    "BR-17": _of({"payee": Party(siret=b.SELLER_SIRET)}),
    "BR-18": _of(_represented(name=None), _represented()),
    "BR-19": _of(_represented(address=Address()), _represented(address=Address(country="FR"))),
    "BR-20": _of(_represented(address=_STREET), _represented()),
    "BR-56": _of(_represented(vat_number=None), _represented()),
    "CPRO-35": _of({"terms": "x" * 1025}, {"terms": "x" * 1024}),
    "CPRO-42": _of(_noted(Note(text="mot " * 300)), _noted(Note(text="x" * 1024))),
    "CPRO-29": _of({"exemptions": (Exemption(category="E", reason="x" * 1025),)},
                   {"exemptions": (Exemption(category="E", reason="x" * 1024),)}),
    "CPRO-31": _of(_line(details="x" * 1025), _line(details="x" * 1024)),
    "CPRO-43": _of(_seller(name="x" * 100), _seller(name="x" * 99)),
    "CPRO-36": _of(_seller(trading_name="x" * 100), _seller(trading_name="x" * 99)),
    "CPRO-44": _of(_buyer(name="x" * 100), _buyer(name="x" * 99)),
    "CPRO-34": _of(_buyer(trading_name="x" * 100), _buyer(trading_name="x" * 99)),
    "CPRO-37": _of({"payee": Party(name="x" * 100)}, {"payee": Party(name="x" * 99)}),
    "CPRO-32": _of(_seller(address=replace(_HERE, line1="x" * 401)),
                   _seller(address=replace(_HERE, line1="x" * 400))),
    "CPRO-33": _of(_seller(address=replace(_HERE, city="x" * 401)),
                   _seller(address=replace(_HERE, city="x" * 400))),
    "CPRO-38": _of(_delivered(site="x" * 21), _delivered(site="x" * 20)),
    "CPRO-30": _of(_attached(reference="x" * 51), _attached(reference="x" * 50)),
    "BR-FR-17": _of(_attached(description="Plan"), _attached(description="DOCUMENT_ANNEXE")),
    "CD-ATTACHMENT-KIND": _of(_attached(), _attached(description="RIB")),
    "BR-FR-18": _of({"attachments": _attached(description="LISIBLE")["attachments"] * 2},
                    _attached(description="LISIBLE")),
    "CD-FILE-NAME-CHARS": _of(_attached(file_name="plan & devis.pdf"), _attached()),
    "CD-FILE-NAME-ASCII": _of(_attached(file_name="devis signé.pdf"), _attached()),
}  # fmt: skip
