"""The kinds of documents a sole trader meets: one builder each, made for either circuit.

A builder's first line is the kind's title in ``docs/kinds.md``. What a circuit cannot carry names the
rule that refuses it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
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
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Address, Contact, Identifier, Party, Seller, VatRegime
from chorus_desk.rules import tables
from tests import builders as b

D = Decimal
H, R = Circuit.HISTORICAL, Circuit.REFORM
DAY = date(2026, 11, 20)
FRANCHISE = b.seller()
FRANCHISE_WITH_NUMBER = b.seller(vat_number="FR66999000011")
VAT = b.vat_seller()
EXEMPT = b.seller(vat_regime=VatRegime.EXEMPT, vat_exemption="VATEX-FR-CGI261-4#enseignement",
                  vat_number="FR66999000011")  # fmt: skip
HOLDER = Party(
    name="Bâtisseurs Fictifs SARL", siret=b.HOSPITAL_SIRET,
    address=Address(line1="9 quai du Chantier", postcode="99100", city="Ville-Exemple", country="FR"),
)  # fmt: skip
"""Who holds the contract: validates first on the historical circuit, is the seller's agent in the reform."""
FACTOR = Party(name="Affacturage Fictif SA", siret=b.HOSPITAL_SIRET)
DEPOSIT = Preceding(number="2026-0001", issue_date=date(2026, 10, 5))
REFORM_NOTES = (
    *(Note(code=mention.code, text=mention.text) for mention in tables.default_mentions(DAY)),
    Note(code="ADN", text="B2G"),
)


@dataclass(frozen=True)
class Kind:
    """A kind of document: how it is made, whose it is, which circuit refuses it by which rules."""

    key: str
    title: str
    group: str
    build: Callable[[Circuit], Invoice]
    seller: Seller
    refused: Mapping[Circuit, str] = field(default_factory=dict)


KINDS: dict[str, Kind] = {}


def _kind(
    group: str, seller: Seller = VAT, refused: Mapping[Circuit, str] | None = None
) -> Callable[[Callable[[Circuit], Invoice]], Callable[[Circuit], Invoice]]:
    """Enter a builder into the catalogue; its name is the key and its docstring the title."""

    def enter(build: Callable[[Circuit], Invoice]) -> Callable[[Circuit], Invoice]:
        title = (build.__doc__ or "").split("\n", 1)[0].rstrip(".")
        key = build.__name__.strip("_")
        assert key not in KINDS
        KINDS[key] = Kind(key, title, group, build, seller, refused or {})
        return build

    return enter


def of(
    circuit: Circuit, *lines: Line, seller: Seller = VAT, framework: tuple[str, str] = ("A1", "S1"),
    **changes: object,
) -> Invoice:  # fmt: skip
    """Return an ordinary invoice as a circuit wants it, with changes; ``framework`` for each."""
    made = b.invoice(
        seller=seller.as_party(), exemptions=(), lines=lines or (taxed(),),
        billing_framework=framework[0 if circuit is H else 1],
    )  # fmt: skip
    if circuit is R:
        buyer_address = Identifier("0225", f"{b.COMMUNE_SIRET[:9]}_{b.COMMUNE_SIRET}")
        made = replace(
            made,
            seller=replace(made.seller, electronic_address=Identifier("0225", seller.siren)),
            buyer=replace(made.buyer, electronic_address=buyer_address),
            notes=REFORM_NOTES,
        )
    return replace(made, **changes)  # type: ignore[arg-type]


def taxed(rate: str = "20", **changes: object) -> Line:
    return b.taxed_line(rate, **changes)


def untaxed(category: str = "E", **changes: object) -> Line:
    rate = None if category == "O" else D(0)
    return b.line(vat_category=category, vat_rate=rate, **changes)


def exempt(name: str) -> tuple[Exemption, ...]:
    """Return the exemption of a VATEX code, or of one situation of it, with the text of the day."""
    text = tables.default_exemption(name, DAY)
    assert text is not None, name
    category, code = tables.exemption_category(name), tables.vatex_code(name)
    return (Exemption(category=category, code=code, reason=text.text),)


def adjustment(amount: str, reason: str, **changes: object) -> AllowanceCharge:
    made = AllowanceCharge(amount=D(amount), reason=reason, vat_category="S", vat_rate=D(20))
    return replace(made, **changes)  # type: ignore[arg-type]


def of_a_line(amount: str, reason: str, **changes: object) -> AllowanceCharge:
    made = AllowanceCharge(amount=D(amount), reason=reason)
    return replace(made, **changes)  # type: ignore[arg-type]


# What it is -------------------------------------------------------------------------------------

BASIC = "What it is"


@_kind(BASIC)
def services(circuit: Circuit) -> Invoice:
    """Plain invoice for services (A1, S1)."""
    return of(circuit)


@_kind(BASIC)
def goods(circuit: Circuit) -> Invoice:
    """Plain invoice for goods (A1, B1)."""
    return of(circuit, framework=("A1", "B1"))


@_kind(BASIC)
def goods_and_services(circuit: Circuit) -> Invoice:
    """Goods and services, neither ancillary to the other (A1, M1)."""
    return of(circuit, taxed(), taxed("10", description="Pose"), framework=("A1", "M1"))


@_kind(BASIC)
def service_and_commitment(circuit: Circuit) -> Invoice:
    """Service code, commitment and contract number together."""
    made = of(circuit, contract_number="M-2026-07", commitment_number="1501966748")
    return replace(made, buyer=replace(made.buyer, service_code="CULTURE"))


@_kind(BASIC)
def every_contact(circuit: Circuit) -> Invoice:
    """Seller with trade name, register, telephone and e-mail address."""
    made = of(circuit)
    contact = Contact(name="Camille Fictive", phone="01 99 00 00 00", email="c@exemple.invalid")
    return replace(made, seller=replace(
        made.seller, trading_name="Studio Fictif", legal_info="RNE 999 000 011", contact=contact,
    ))  # fmt: skip


@_kind(BASIC)
def credit_note(circuit: Circuit) -> Invoice:
    """Credit note with number and date of the invoice it cancels (381)."""
    return of(circuit, type_code="381", preceding=(DEPOSIT,), payment=Payment(), due_date=None)


@_kind(BASIC, refused={R: "BR-FR-CO-05"})
def credit_note_alone(circuit: Circuit) -> Invoice:
    """Credit note that names no invoice."""
    return of(circuit, type_code="381", payment=Payment(), due_date=None)


@_kind(BASIC, refused={R: "BR-FR-CO-05"})
def credit_note_without_date(circuit: Circuit) -> Invoice:
    """Credit note with the number of its invoice and no date."""
    return of(circuit, type_code="381", payment=Payment(), due_date=None,
              preceding=(Preceding(number="2026-0001"),))  # fmt: skip


@_kind(BASIC, refused={H: "CD-CREDIT-NEGATIVE", R: "CD-CREDIT-NEGATIVE"})
def negative_credit_note(circuit: Circuit) -> Invoice:
    """Credit note with negative amounts."""
    return of(circuit, taxed(quantity=D(-1)), type_code="381", preceding=(DEPOSIT,),
              payment=Payment(), due_date=None)  # fmt: skip


@_kind(BASIC, refused={H: "CD-TYPE-HISTORICAL"})
def corrective(circuit: Circuit) -> Invoice:
    """Corrective invoice (384)."""
    return of(circuit, type_code="384", preceding=(DEPOSIT,))


# Already paid, deposits -------------------------------------------------------------------------

PAID = "Already paid, deposit, balance"


def _paid(circuit: Circuit, reform: str) -> Invoice:
    return of(circuit, framework=("A2", reform), prepaid=D("360.00"), due_date=DAY,
              payment=Payment(means="48"))  # fmt: skip


@_kind(PAID)
def paid_goods(circuit: Circuit) -> Invoice:
    """Goods already paid (A2, B2)."""
    return _paid(circuit, "B2")


@_kind(PAID)
def paid_services(circuit: Circuit) -> Invoice:
    """Services already paid (A2, S2)."""
    return _paid(circuit, "S2")


@_kind(PAID)
def paid_mixed(circuit: Circuit) -> Invoice:
    """Goods and services already paid (A2, M2)."""
    return _paid(circuit, "M2")


@_kind(PAID, refused={H: "CD-A2-AMOUNTS", R: "BR-FR-CO-09"})
def half_paid(circuit: Circuit) -> Invoice:
    """Said to be paid, with money still due."""
    return replace(_paid(circuit, "S2"), prepaid=D("100.00"))


@_kind(PAID)
def deposit(circuit: Circuit) -> Invoice:
    """Deposit invoice (380 on the historical circuit, which knows no other; 386 in the reform)."""
    line = taxed(description="Acompte de 30 % sur le devis 12", quantity=D(1), unit="LS")
    return of(circuit, line, type_code="380" if circuit is H else "386")


@_kind(PAID, refused={H: "CD-TYPE-HISTORICAL"})
def deposit_386(circuit: Circuit) -> Invoice:
    """Deposit invoice of type 386."""
    return of(circuit, type_code="386")


@_kind(PAID)
def balance_after_deposit(circuit: Circuit) -> Invoice:
    """Final invoice: the deposit, paid, stands as prepaid (A1, S4)."""
    return of(circuit, framework=("A1", "S4"), preceding=(DEPOSIT,), prepaid=D("108.00"))


@_kind(PAID)
def balance_less_deposit(circuit: Circuit) -> Invoice:
    """Final invoice: the deposit is taken off as a negative line, with its VAT (A1, S4)."""
    taken = taxed(description="Acompte facturé le 5 octobre", quantity=D(-1), unit="LS",
                  unit_price=D("90.00"))  # fmt: skip
    return of(circuit, taxed(), taken, framework=("A1", "S4"), preceding=(DEPOSIT,))


@_kind(PAID)
def prepaid(circuit: Circuit) -> Invoice:
    """An amount paid before."""
    return of(circuit, prepaid=D("100.00"))


@_kind(PAID)
def rounded(circuit: Circuit) -> Invoice:
    """The amount due rounded."""
    return of(circuit, taxed(unit_price=D("33.33")), rounding=D("0.01"))


# Who takes part ---------------------------------------------------------------------------------

PARTIES = "Who takes part"


@_kind(PARTIES)
def sub_contractor(circuit: Circuit) -> Invoice:
    """Sub-contractor paid directly, with the contract holder (A9, S3)."""
    return of(circuit, framework=("A9", "S3"), validator=HOLDER, contract_number="M-2026-07")


@_kind(PARTIES)
def co_contractor(circuit: Circuit) -> Invoice:
    """Co-contractor, with the lead contractor (A12, S6)."""
    return of(circuit, framework=("A12", "S6"), validator=HOLDER, contract_number="M-2026-07")


@_kind(PARTIES)
def sub_contractor_building(circuit: Circuit) -> Invoice:
    """Sub-contractor of building works: reverse charge (A9, S3, art. 283-2 nonies)."""
    return of(circuit, untaxed("AE"), framework=("A9", "S3"), validator=HOLDER,
              exemptions=exempt("VATEX-EU-AE#france"))  # fmt: skip


@_kind(PARTIES)
def factor(circuit: Circuit) -> Invoice:
    """The money goes to a factor (payee, BG-10)."""
    made = of(circuit, payee=FACTOR, payment=Payment(
        means="30", iban="FR7630000000010000000000007", account_name=FACTOR.name))  # fmt: skip
    text = "Créance cédée à Affacturage Fictif SA : règlement à son ordre (C. mon. fin. L. 313-23)."
    return replace(made, notes=(*made.notes, Note(text=text, code="ACC" if circuit is R else None)))


@_kind(PARTIES, refused={R: "BR-FR-08"})
def direct_code(circuit: Circuit) -> Invoice:
    """A framework of the direct deposit (A9), whatever the circuit."""
    return of(circuit, framework=("A9", "A9"), validator=HOLDER)


@_kind(PARTIES, refused={H: "CD-FRAMEWORK-REFORM-IN-HISTORICAL"})
def platform_code(circuit: Circuit) -> Invoice:
    """A framework of the platforms (S1), whatever the circuit."""
    return of(circuit, framework=("S1", "S1"))


@_kind(PARTIES, refused={H: "CD-FRAMEWORK-SCOPE", R: "BR-FR-08 CD-NATIVE-ONLY"})
def works_statement(circuit: Circuit) -> Invoice:
    """Monthly statement of works (A4): the portal alone takes it."""
    return of(circuit, framework=("A4", "A4"))


# Discounts and charges --------------------------------------------------------------------------

ADJUSTMENTS = "Discounts and charges"


@_kind(ADJUSTMENTS)
def line_discount(circuit: Circuit) -> Invoice:
    """Discount on a line: an amount."""
    return of(circuit, taxed(allowances=(of_a_line("15.00", "Remise"),)))


@_kind(ADJUSTMENTS)
def line_discount_percent(circuit: Circuit) -> Invoice:
    """Discount on a line: a percentage of its amount."""
    off = of_a_line("15.00", "Remise", percentage=D(5), base_amount=D("300.00"), reason_code="95")
    return of(circuit, taxed(allowances=(off,)))


@_kind(ADJUSTMENTS)
def line_charge(circuit: Circuit) -> Invoice:
    """Charge on a line."""
    return of(circuit, taxed(charges=(of_a_line("12.50", "Déplacement"),)))


@_kind(ADJUSTMENTS)
def price_discount(circuit: Circuit) -> Invoice:
    """Discount in the price: gross price, discount, net price."""
    line = taxed(gross_price=D("160.00"), price_discount=D("10.00"))
    return of(circuit, line)


@_kind(ADJUSTMENTS)
def document_discount(circuit: Circuit) -> Invoice:
    """Discount on the whole invoice: an amount."""
    return of(circuit, allowances=(adjustment("30.00", "Remise commerciale"),))


@_kind(ADJUSTMENTS)
def document_discount_percent(circuit: Circuit) -> Invoice:
    """Discount on the whole invoice: a percentage."""
    off = adjustment("30.00", "Remise", percentage=D(10), base_amount=D("300.00"), reason_code="95")
    return of(circuit, allowances=(off,))


@_kind(ADJUSTMENTS)
def document_charge(circuit: Circuit) -> Invoice:
    """Charge on the whole invoice."""
    return of(circuit, charges=(adjustment("18.00", "Frais de port", reason_code="FC"),))


@_kind(ADJUSTMENTS)
def adjustments_by_rate(circuit: Circuit) -> Invoice:
    """Discount and charge on an invoice of several rates, one for each rate."""
    return of(
        circuit, taxed(), taxed("10", description="Travaux"),
        allowances=(adjustment("15.00", "Remise"), adjustment("15.00", "Remise", vat_rate=D(10))),
        charges=(adjustment("9.00", "Transport"), adjustment("4.00", "Transport", vat_rate=D(10))),
    )  # fmt: skip


@_kind(ADJUSTMENTS, FRANCHISE)
def franchise_discount(circuit: Circuit) -> Invoice:
    """Discount on the whole invoice of a seller in franchise."""
    off = adjustment("20.00", "Remise", vat_category="E", vat_rate=D(0))
    return of(circuit, untaxed(), seller=FRANCHISE, exemptions=exempt(tables.FRANCHISE),
              allowances=(off,))  # fmt: skip


# Lines ------------------------------------------------------------------------------------------

LINES = "Lines, dates and deliveries"


@_kind(LINES)
def negative_line(circuit: Circuit) -> Invoice:
    """A negative line: the sign on the quantity."""
    return of(circuit, taxed(), taxed(description="Reprise", quantity=D(-1), unit_price=D("40.00")))


@_kind(LINES)
def negative_total(circuit: Circuit) -> Invoice:
    """An invoice whose total is negative (accepted, a credit note is better)."""
    return of(circuit, taxed(quantity=D(-1)))


@_kind(LINES)
def small_prices(circuit: Circuit) -> Invoice:
    """Quantity of four decimals, price of six, for a hundred pieces."""
    line = taxed(
        quantity=D("1234.5678"), unit="KGM", unit_price=D("12.345678"), base_quantity=D(100)
    )
    return of(circuit, line)


@_kind(LINES)
def detailed_line(circuit: Circuit) -> Invoice:
    """A line with details, a note, references and an origin."""
    line = taxed(details="Format A2, quadrichromie", note="Livrée à l'accueil",
                 extra={"BT-155": "AFF-A2", "BT-132": "10", "BT-159": "FR"})  # fmt: skip
    return of(circuit, line)


@_kind(LINES)
def period(circuit: Circuit) -> Invoice:
    """A period for the whole invoice, no day of delivery."""
    return of(circuit, delivery_date=None, period_start=date(2026, 10, 1),
              period_end=date(2026, 10, 31))  # fmt: skip


@_kind(LINES)
def line_periods(circuit: Circuit) -> Invoice:
    """A period on each line."""
    months = (
        taxed(description="Octobre", period_start=date(2026, 10, 1), period_end=date(2026, 10, 31)),
        taxed(
            description="Novembre", period_start=date(2026, 11, 1), period_end=date(2026, 11, 20)
        ),
    )
    return of(circuit, *months, delivery_date=None, period_start=date(2026, 10, 1),
              period_end=date(2026, 11, 20))  # fmt: skip


SCHOOL = Delivery(
    name="École des Exemples", site="21990001600029", site_scheme="0009",
    address=Address(line1="4 rue de la Craie", postcode="99000", city="Bourg-Fictif", country="FR"),
)  # fmt: skip


@_kind(LINES)
def delivered_elsewhere(circuit: Circuit) -> Invoice:
    """Goods delivered to another address than the buyer's."""
    return of(circuit, framework=("A1", "B1"), delivery=SCHOOL)


@_kind(LINES)
def own_code_of_a_site(circuit: Circuit) -> Invoice:
    """Goods delivered to a place with a code of the buyer's own, of no scheme."""
    return of(circuit, framework=("A1", "B1"), delivery=replace(
        SCHOOL, site="ECOLE-1", site_scheme=None))  # fmt: skip


@_kind(LINES)
def several_deliveries(circuit: Circuit) -> Invoice:
    """Several deliveries: each line has its place and its day (EXTENDED)."""
    hall = Delivery(name="Mairie", site=b.COMMUNE_SIRET, site_scheme="0009", address=replace(
        SCHOOL.address, line1="1 place de l'Exemple"))  # fmt: skip
    lines = (
        taxed(description="Affiche", delivery=SCHOOL, delivery_date=date(2026, 11, 12)),
        taxed(description="Affiche", delivery=hall, delivery_date=date(2026, 11, 18)),
    )
    return of(circuit, *lines, framework=("A1", "B1"))


@_kind(LINES)
def several_days(circuit: Circuit) -> Invoice:
    """Several deliveries to the same place, each line with its day (EXTENDED)."""
    days = (date(2026, 11, 12), date(2026, 11, 18))
    return of(circuit, *(taxed(delivery_date=day) for day in days))


# VAT --------------------------------------------------------------------------------------------

TAX = "VAT"


@_kind(TAX)
def several_rates(circuit: Circuit) -> Invoice:
    """Several rates of mainland France: 20, 10, 5.5 and 2.1 %."""
    return of(circuit, *(taxed(rate) for rate in ("20", "10", "5.5", "2.1")))


@_kind(TAX)
def overseas(circuit: Circuit) -> Invoice:
    """Guadeloupe, Martinique, Réunion: 8.5, 2.1, 1.75 and 1.05 %."""
    return of(circuit, *(taxed(rate) for rate in ("8.5", "2.1", "1.75", "1.05")))


@_kind(TAX)
def corsica(circuit: Circuit) -> Invoice:
    """Corsica: 20, 13, 10, 5.5, 2.1 and 0.9 %."""
    return of(circuit, *(taxed(rate) for rate in ("20", "13", "10", "5.5", "2.1", "0.9")))


@_kind(TAX)
def vat_on_debits(circuit: Circuit) -> Invoice:
    """VAT on debits (BT-8)."""
    return of(circuit, vat_due="invoice")


@_kind(TAX)
def reverse_charge(circuit: Circuit) -> Invoice:
    """Domestic reverse charge (AE)."""
    return of(circuit, untaxed("AE"), exemptions=exempt("VATEX-EU-AE#france"))


@_kind(TAX)
def rate_and_exemption(circuit: Circuit) -> Invoice:
    """A taxed line and an exempt one (training) on the same invoice."""
    return of(circuit, taxed(), untaxed(), exemptions=exempt("VATEX-FR-CGI261-4#enseignement"))


@_kind(TAX, FRANCHISE)
def franchise(circuit: Circuit) -> Invoice:
    """Franchise (293 B) without a VAT number."""
    return of(circuit, untaxed(), seller=FRANCHISE, exemptions=exempt(tables.FRANCHISE))


@_kind(TAX, FRANCHISE_WITH_NUMBER)
def franchise_with_number(circuit: Circuit) -> Invoice:
    """Franchise (293 B) with a VAT number."""
    return of(circuit, untaxed(), seller=FRANCHISE_WITH_NUMBER, exemptions=exempt(tables.FRANCHISE))


@_kind(TAX, FRANCHISE)
def franchise_credit_note(circuit: Circuit) -> Invoice:
    """Credit note of a seller in franchise."""
    return of(circuit, untaxed(), seller=FRANCHISE, exemptions=exempt(tables.FRANCHISE),
              type_code="381", preceding=(DEPOSIT,), payment=Payment(), due_date=None)  # fmt: skip


@_kind(TAX)
def outside_scope(circuit: Circuit) -> Invoice:
    """Outside the scope of VAT (O): no rate, and no VAT number though the seller has one."""
    made = of(circuit, untaxed("O"), exemptions=exempt("VATEX-EU-O"))
    return replace(made, seller=replace(made.seller, vat_number=None, tax_id=VAT.siren))


@_kind(TAX, EXEMPT)
def disbursement(circuit: Circuit) -> Invoice:
    """Expenses advanced for the buyer (débours), with a text of one's own."""
    reason = "Débours, art. 267 II 2° du CGI"
    return of(circuit, untaxed(), seller=EXEMPT,
              exemptions=(Exemption(category="E", code="VATEX-EU-79-C", reason=reason),))  # fmt: skip


@_kind(TAX)
def foreign_currency(circuit: Circuit) -> Invoice:
    """In Swiss francs, with the VAT in euros (BT-6, BT-111)."""
    return of(circuit, currency="CHF", vat_currency="EUR", vat_in_vat_currency=D("63.90"))


@_kind(TAX)
def net_of_tax_credit(circuit: Circuit) -> Invoice:
    """Credit note net of tax: the seller leaves the VAT of a discount as it was."""
    reason = "Avoir net de taxe, art. 272 du CGI"
    exemptions = (Exemption(category="E", code="VATEX-FR-CNWVAT", reason=reason),)
    return of(circuit, untaxed(), type_code="381", preceding=(DEPOSIT,), payment=Payment(),
              due_date=None, exemptions=exemptions)  # fmt: skip


def _exempt_kinds() -> None:
    """Enter one kind for each exemption the program offers, with the text it prints that day."""
    for text in tables.offered_exemptions(DAY):
        if text.code == tables.FRANCHISE or text.category != "E":
            continue

        def build(circuit: Circuit, name: str = text.name) -> Invoice:
            return of(circuit, untaxed(), seller=EXEMPT, exemptions=exempt(name))

        key = text.name.casefold().replace("#", "-")
        KINDS[key] = Kind(key, f"{text.situation} (`{text.name}`)", EXEMPTIONS, build, EXEMPT)


EXEMPTIONS = "Exemptions, each with the text printed that day"
_exempt_kinds()


# What is enclosed -------------------------------------------------------------------------------

ENCLOSED = "Attachments"
PDF = (
    b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def enclosed(circuit: Circuit, name: str, mime_type: str, content: bytes) -> Attachment:
    """Return an attachment; the reform wants its kind in BT-123 (BR-FR-17)."""
    description = "DOCUMENT_ANNEXE" if circuit is R else "Document annexe"
    return Attachment(reference=name, file_name=name, mime_type=mime_type, content=content,
                      description=description)  # fmt: skip


@_kind(ENCLOSED)
def attachment(circuit: Circuit) -> Invoice:
    """A PDF embedded."""
    return of(circuit, attachments=(enclosed(circuit, "plan.pdf", "application/pdf", PDF),))


@_kind(ENCLOSED)
def attachments(circuit: Circuit) -> Invoice:
    """A PDF, a picture and a table embedded."""
    files = (
        enclosed(circuit, "bon-de-livraison.pdf", "application/pdf", PDF),
        enclosed(circuit, "photo.png", "image/png", b"\x89PNG\r\n\x1a\n"),
        enclosed(circuit, "metre.csv", "text/csv", "poste;m²\nsol;12\n".encode()),
    )
    return of(circuit, attachments=files)


@_kind(ENCLOSED, refused={H: "CD-ATTACHMENT-EXTENSION", R: "CD-ATTACHMENT-EXTENSION"})
def attached_program(circuit: Circuit) -> Invoice:
    """A program embedded."""
    return of(circuit, attachments=(enclosed(circuit, "a.exe", "application/pdf", b"MZ"),))


@_kind(ENCLOSED, refused={H: "BR-CL-24", R: "BR-CL-24"})
def attached_text(circuit: Circuit) -> Invoice:
    """A word-processor file embedded: Chorus Pro takes it, the norm lets no invoice carry it."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return of(circuit, attachments=(enclosed(circuit, "devis.docx", kind, b"PK"),))
