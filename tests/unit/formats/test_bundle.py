import csv
import json
import re
import tarfile
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO, StringIO

import pytest

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Attachment, Invoice, Payment
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party
from chorus_desk.formats import facturx
from chorus_desk.formats.bundle import ROUTES, Bundle, BundledInvoice, make_bundle
from chorus_desk.formats.pdf.portal_page import render_portal
from tests import builders as b

WARNING = Finding(rule="CD-DELIVERY-DATE", severity=Severity.WARNING, source=Source.LAW,
                  path="delivery_date", field="BT-72")  # fmt: skip


def item(number: str = "2026-0001", **changes: object) -> BundledInvoice:
    made: Invoice = b.invoice(number=number, **changes)
    return BundledInvoice(
        made, facturx.write(made, Circuit.HISTORICAL), render_portal(made), (WARNING,)
    )


def files(bundle: Bundle) -> dict[str, bytes]:
    return dict(bundle.entries)


@pytest.mark.parametrize("route", ROUTES)
def test_make_bundle__gives_the_same_bytes(route: str) -> None:
    assert make_bundle([item()], route).zipped() == make_bundle([item()], route).zipped()


@pytest.mark.parametrize("route", ROUTES)
def test_make_bundle__has_slip_checks_guide_and_sums(route: str) -> None:
    found = files(make_bundle([item(), item("2026-0002")], route))
    assert {"bordereau.pdf", "bordereau.csv", "controles.json", "A-LIRE.txt", "SHA256SUMS"} <= set(
        found
    )
    lines = found.pop("SHA256SUMS").decode().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sums == {name: sha256(content).hexdigest() for name, content in found.items()}


def test_portal_pdf__takes_plain_pdfs_one_by_one() -> None:
    bundle = make_bundle([item(), item("A/2")], "portal-pdf")
    found = files(bundle)
    assert bundle.deposited == ("2026-0001.pdf", "A-2.pdf")
    assert not any(
        facturx.is_facturx(content) for name, content in found.items() if name.endswith(".pdf")
    )


def test_portal_batch__takes_factur_x_in_one_archive() -> None:
    bundle = make_bundle([item(), item("2026-0002")], "portal-batch")
    assert set(bundle.deposited) == {"factures.tar.gz"}
    with tarfile.open(fileobj=BytesIO(files(bundle)["factures.tar.gz"])) as archive:
        names = archive.getnames()
        assert names == ["2026-0001.pdf", "2026-0002.pdf"]
        content = archive.extractfile(names[0]).read()  # type: ignore[union-attr]
    assert facturx.is_facturx(content)


def test_api__takes_one_factur_x_or_an_archive_with_its_syntax() -> None:
    one, two = make_bundle([item()], "api"), make_bundle([item(), item("2026-0002")], "api")
    assert one.deposited[0] == "2026-0001.pdf"
    assert two.deposited[0] == "factures.tar.gz"
    flow = json.loads(files(one)["flux.json"])
    assert flow == {"nomFichier": "2026-0001.pdf", "syntaxeFlux": "IN_DP_E2_CII_FACTURX"}


def test_attachments__lie_beside_the_pages_for_the_portal() -> None:
    attached = (Attachment(file_name="Plan n° 1.pdf", content=b"%PDF-plan"),)
    found = files(make_bundle([item(attachments=attached)], "portal-pdf"))
    assert found["attachments/2026-0001/Plan-n-1.pdf"] == b"%PDF-plan"
    assert not any(
        "attachments" in name for name in files(make_bundle([item(attachments=attached)], "api"))
    )


def test_slip__opens_in_french_excel() -> None:
    raw = files(make_bundle([item()], "portal-pdf"))["bordereau.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][:5] == [
        "2026-0001",
        "Facture",
        "20/11/2026",
        "Commune de Bourg-Fictif",
        b.COMMUNE_SIRET,
    ]
    assert rows[1][8] == "300,00"


@pytest.mark.parametrize("name", ["=1+1", "+33", "@SUM(A1)", "-2", "\tx"])
def test_slip__holds_no_formula(name: str) -> None:
    buyer = replace(b.commune().as_party(), name=name)
    raw = files(make_bundle([item(buyer=buyer)], "portal-pdf"))["bordereau.csv"]
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][3] == f"'{name}"


def test_platform__takes_a_file_each_in_the_form_asked_for() -> None:
    plain = make_bundle([item(), item("A/2")], "platform")
    assert plain.deposited == ("2026-0001.pdf", "A-2.pdf")
    assert facturx.is_facturx(files(plain)["A-2.pdf"])
    alone = [replace(item(), data=b"<x/>"), replace(item("A/2"), data=b"<y/>")]
    bundle = make_bundle(alone, "platform", "ubl")
    assert bundle.deposited == ("2026-0001.xml", "A-2.xml")
    assert files(bundle)["A-2.xml"] == b"<y/>"
    assert bundle.name.startswith("platform-ubl-")  # beside the other form's, not in its place
    assert plain.name.startswith("platform-2026")


def test_controls__name_findings_and_rule_sets() -> None:
    controls = json.loads(files(make_bundle([item()], "api"))["controles.json"])
    assert controls["rule_sets"]["factur-x"]
    [finding] = controls["invoices"][0]["findings"]
    assert finding["rule"] == "CD-DELIVERY-DATE"
    assert finding["message"] == "La date de livraison ou d'exécution manque."


@pytest.mark.parametrize("route", ROUTES)
def test_guide__is_filled_and_in_french(route: str) -> None:
    guide = files(make_bundle([item(), item("2026-0002")], route))["A-LIRE.txt"].decode()
    assert "{" not in guide
    assert "2 factures" in guide
    assert "2026-0002" in guide
    assert max(map(len, guide.splitlines())) < 100


def test_guide__has_on_its_sheets_what_the_portals_form_asks() -> None:
    paid = item("2026-0002", billing_framework="A2", prepaid=Decimal("300.00"), due_date=None)
    validator = Party(name="Titulaire SARL", siret=b.HOSPITAL_SIRET)
    subcontracted = item("2026-0003", billing_framework="A9", validator=validator,
                         delivery_date=None, period_start=date(2026, 10, 1),
                         period_end=date(2026, 10, 31))  # fmt: skip
    bundle = make_bundle([item(), paid, subcontracted], "portal-pdf")
    guide = files(bundle)["A-LIRE.txt"].decode()
    sheets = [re.sub("[ \u00a0\u202f]+", " ", sheet) for sheet in guide.split("Fichier  ")[1:]]
    assert len(sheets) == 3
    assert "Cadre A1 – Facture ou avoir ordinaire" in sheets[0]
    assert "Échéance 20/12/2026" in sheets[0]
    assert "Livré ou exécuté le 18/11/2026" in sheets[0]
    assert "Cadre A2 – Facture déjà payée" in sheets[1]
    assert "Déjà payé 300,00 €" in sheets[1]
    assert "Échéance" not in sheets[1]
    assert "Période facturée du 01/10/2026 au 31/10/2026" in sheets[2]
    assert f"Valideur Titulaire SARL, SIRET {b.HOSPITAL_SIRET}" in sheets[2]


@pytest.mark.parametrize("route", ROUTES)
def test_guide__counts_credit_notes_apart_and_says_what_they_give_back(route: str) -> None:
    credit_note = item("2026-0003", type_code="381", payment=Payment())
    guide = files(make_bundle([item(), item("2026-0002"), credit_note], route))["A-LIRE.txt"]
    text = guide.decode()
    assert "2 factures et 1 avoir" in text
    assert text.count("Net à payer") == 2
    assert text.count("Net à rembourser") == 1


@pytest.mark.parametrize("route", ROUTES)
def test_guide__never_asks_for_a_number_twice(route: str) -> None:
    guide = files(make_bundle([item()], route))["A-LIRE.txt"].decode()
    assert "mêmes numéros" not in guide
    assert "vaut acceptation" not in guide


def test_guide__ends_with_the_step_that_people_forget() -> None:
    guide = files(make_bundle([item()], "portal-pdf"))["A-LIRE.txt"].decode()
    assert "Valider et envoyer" in guide.strip().splitlines()[-1]
    order = [
        guide.index(part)
        for part in ("portail.chorus-pro", "Factures émises", "Valider et envoyer")
    ]
    assert order == sorted(order)


def test_names__are_short_ascii_and_different() -> None:
    bundle = make_bundle([item("a/1"), item("A+1"), item("A-1")], "portal-pdf")
    names = [name for name, _ in bundle.entries]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name.isascii() and len(name) <= 50 for name in names)
    assert bundle.name.startswith("portal-pdf-a-1-et-2-")


def test_name__tells_sets_with_the_same_first_invoice_apart() -> None:
    one = make_bundle([item(), item("2026-0002")], "api").name
    other = make_bundle([item(), item("2026-0003")], "api").name
    assert one != other


def test_zipped__holds_the_folder() -> None:
    bundle = make_bundle([item()], "portal-pdf")
    with zipfile.ZipFile(BytesIO(bundle.zipped())) as archive:
        assert set(archive.namelist()) == {f"{bundle.name}/{name}" for name, _ in bundle.entries}
