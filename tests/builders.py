"""Values that tests start from: a sole trader in franchise, a commune, an invoice that is right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from chorus_desk.domain.invoice import Exemption, Invoice, Line, Payment
from chorus_desk.domain.party import PublicBody, Requirement, Seller, Service, VatRegime
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
