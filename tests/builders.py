"""Values that tests start from: a sole trader in franchise, a commune, an invoice that is right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from chorus_desk.domain.invoice import (
    AllowanceCharge,
    Attachment,
    Delivery,
    Exemption,
    Invoice,
    Line,
    Note,
    Payment,
    Preceding,
)
from chorus_desk.domain.party import (
    Address,
    Contact,
    Identifier,
    Party,
    PublicBody,
    Requirement,
    Seller,
    Service,
    VatRegime,
)
from chorus_desk.rules.case import Context

TODAY = date(2026, 11, 24)
FRANCHISE_TEXT = "TVA non applicable, art. L. 223-3 du CIBS, ancien art. 293 B du CGI"
SELLER_SIRET = "99900001100018"
COMMUNE_SIRET = "21990001600011"
HOSPITAL_SIRET = "26990001500018"


def seller(**changes: object) -> Seller:
    made = Seller(
        name="Camille Fictive",
        legal_form="EI",
        siret=SELLER_SIRET,
        vat_regime=VatRegime.FRANCHISE,
        street="3 rue de l'Invention",
        postcode="99000",
        city="Bourg-Fictif",
        iban="FR7630000000010000000000007",
        register="RNE",
        insurance="sans objet",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def vat_seller(**changes: object) -> Seller:
    return seller(vat_regime=VatRegime.NORMAL, vat_number="FR66999000011", **changes)


def commune(**changes: object) -> PublicBody:
    made = PublicBody(
        siret=COMMUNE_SIRET,
        name="Commune de Bourg-Fictif",
        street="1 place de l'Exemple",
        postcode="99000",
        city="Bourg-Fictif",
        requires=Requirement.NONE,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def hospital(**changes: object) -> PublicBody:
    made = PublicBody(
        siret=HOSPITAL_SIRET,
        name="Centre hospitalier de Ville-Exemple",
        street="25 avenue du Remède",
        postcode="99100",
        city="Ville-Exemple",
        requires=Requirement.COMMITMENT,
        payment_days=50,
        services=(Service(code="ACHATS", name="Achats"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def line(**changes: object) -> Line:
    made = Line(
        description="Affiche",
        quantity=Decimal(2),
        unit="C62",
        unit_price=Decimal("150.00"),
        vat_category="E",
        vat_rate=Decimal(0),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def taxed_line(rate: str = "20", **changes: object) -> Line:
    return line(vat_category="S", vat_rate=Decimal(rate), **changes)


def invoice(**changes: object) -> Invoice:
    """An invoice of the seller in franchise to the commune, that no rule objects to."""
    made = Invoice(
        number="2026-0001",
        issue_date=date(2026, 11, 20),
        billing_framework="A1",
        seller=seller().as_party(),
        buyer=commune().as_party(),
        commitment_number="BC-118",
        delivery_date=date(2026, 11, 18),
        due_date=date(2026, 12, 20),
        lines=(line(),),
        exemptions=(Exemption(category="E", reason=FRANCHISE_TEXT, code="VATEX-FR-FRANCHISE"),),
        payment=Payment(means="30", iban="FR7630000000010000000000007"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def vat_invoice(*lines: Line, **changes: object) -> Invoice:
    """An invoice of a seller under VAT, that no rule objects to."""
    made = invoice(seller=vat_seller().as_party(), lines=lines or (taxed_line(),), exemptions=())
    return replace(made, **changes)  # type: ignore[arg-type]


def context(**changes: object) -> Context:
    made = Context(today=TODAY, seller=seller(), body=commune())
    return replace(made, **changes)  # type: ignore[arg-type]


def full_invoice() -> Invoice:
    """Return a credit note with every term that a document has a place for."""
    address = Address(line1="1 rue", line2="Bât. B", line3="Cedex", postcode="99000", city="X",
                      country="FR")  # fmt: skip
    return Invoice(
        number="F-1", issue_date=date(2026, 11, 20), type_code="381", billing_framework="A9",
        currency="EUR", vat_due="payment",
        seller=Party(
            name="Camille EI", trading_name="Studio", siret=SELLER_SIRET,
            identifiers=(Identifier("0088", "3012345678903"),), vat_number="FR66999000011",
            tax_id="999000011", legal_info="RNE", address=address,
            contact=Contact(name="Camille", department="Compta", phone="01", email="a@b.invalid"),
            electronic_address=Identifier("0225", "999000011"),
        ),
        buyer=Party(name="Commune", siret=COMMUNE_SIRET, service_code="CULTURE", address=address),
        validator=Party(name="Titulaire", siret=HOSPITAL_SIRET, address=address),
        payee=Party(name="Affactureur", siret=HOSPITAL_SIRET),
        tax_representative=Party(name="Représentant", vat_number="FR66999000011", address=address),
        commitment_number="EJ-1", contract_number="M-1",
        preceding=(Preceding(number="F-0", issue_date=date(2026, 10, 1)),),
        delivery_date=date(2026, 11, 2), period_start=date(2026, 10, 1), period_end=date(2026, 10, 31),
        delivery=Delivery(name="École", site="SITE1", site_scheme="0088", address=address),
        lines=(
            Line(
                description="Pose", details="Deux jours", quantity=Decimal("2.5"), unit="DAY",
                unit_price=Decimal("100.123456"), base_quantity=Decimal(10), gross_price=Decimal("110.123456"),
                price_discount=Decimal(10), vat_category="S", vat_rate=Decimal("5.5"),
                allowances=(AllowanceCharge(amount=Decimal("1.00"), base_amount=Decimal("25.03"),
                                            percentage=Decimal(4), reason="Fidélité", reason_code="95"),),
                charges=(AllowanceCharge(amount=Decimal("2.00"), reason="Trajet", reason_code="FC"),),
                period_start=date(2026, 10, 1), period_end=date(2026, 10, 2), note="Rez-de-chaussée",
                extra={"BT-155": "REF", "BT-159": "FR", "BT-132": "7"},
            ),
            Line(description="Étude", quantity=Decimal(1), unit="LS", unit_price=Decimal(50), vat_category="E",
                 vat_rate=Decimal(0)),
        ),
        allowances=(AllowanceCharge(amount=Decimal("3.00"), reason="Remise", vat_category="S",
                                    vat_rate=Decimal("5.5")),),
        charges=(AllowanceCharge(amount=Decimal("4.00"), reason="Port", vat_category="S",
                                 vat_rate=Decimal("5.5")),),
        exemptions=(Exemption(category="E", reason="Exonéré", code="VATEX-FR-CGI261-4"),),
        prepaid=Decimal("10.00"), rounding=Decimal("0.01"), due_date=date(2026, 12, 20), terms="30 jours",
        payment=Payment(means="30", means_text="Virement", iban="FR7630000000010000000000007",
                        account_name="Camille", bic="AGRIFRPP", reference="F-1"),
        notes=(Note(text="Bonjour"), Note(text="B2G", code="ADN")),
        attachments=(Attachment(reference="PJ1", description="Plan", file_name="plan.pdf",
                                mime_type="application/pdf", content=b"%PDF-1.7"),),
        extra={"BT-14": "SO-1", "BT-19": "6063"},
    )  # fmt: skip
