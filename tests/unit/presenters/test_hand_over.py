"""Routes, steps and values of a deposit, without a window."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Preceding
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party
from chorus_desk.formats.bundle import API, PLATFORM, PORTAL_BATCH, PORTAL_PDF, ROUTES
from chorus_desk.presenters import routes
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.hand_over import files, invoices, noted, steps, to_copy
from chorus_desk.usecases.bundle import Bundled
from chorus_desk.usecases.hand_over import ToDeposit
from tests import builders as b


def plain(text: str) -> str:
    """Return a text with plain spaces: where lines must not break is tested elsewhere."""
    return text.replace("\xa0", " ")


def _item(id_: int = 1, status: str = "issued", circuit: Circuit = Circuit.HISTORICAL,
          **changes: object) -> ToDeposit:  # fmt: skip
    made = {"number": f"2026-000{id_}", **changes}
    return ToDeposit(id=id_, invoice=b.invoice(**made), circuit=circuit, status=status)


def _made(route: str, *files: str, findings: tuple[tuple[str, Finding], ...] = ()) -> Bundled:
    names = (*files, "bordereau.pdf", "A-LIRE.txt", "SHA256SUMS")
    return Bundled(route=route, folder=Path("dossier"), files=names, findings=findings)


def _finding(rule: str, severity: Severity, **params: str | int) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.CHORUS_PRO, params=params)


def test_routes__each_says_file_and_destination() -> None:
    cards = routes.route_cards([_item()], "fr", read_only=False)
    assert [card.key for card in cards] == list(ROUTES)
    *direct, platform = cards
    assert all(card.reason is None for card in direct)
    assert plain(platform.reason or "") == (
        "2026-0001 : cette facture est faite pour un dépôt direct sur Chorus Pro ; "
        "une plateforme agréée la refuserait."
    )
    by_hand = cards[0]
    assert by_hand.title == "Je dépose à la main, une facture à la fois"
    assert "aucun Factur-X" in by_hand.never  # it cannot be taken to the wrong tab


def test_routes__reform_circuit_goes_by_the_platform_alone() -> None:
    reform = [_item(2, circuit=Circuit.REFORM)]
    *direct, platform = routes.route_cards(reform, "fr", read_only=False)
    assert platform.reason is None
    for card in direct:
        assert plain(card.reason or "").startswith("2026-0002 : cette facture est du circuit")


def test_routes__a_mixture_goes_nowhere_and_each_route_names_who_strays() -> None:
    items = [_item(1), _item(2, circuit=Circuit.REFORM)]
    cards = routes.route_cards(items, "fr", read_only=False)
    assert [(card.reason or "")[:9] for card in cards] == ["2026-0002"] * 3 + ["2026-0001"]


def test_routes__read_only_and_nothing_issued_say_so() -> None:
    [only] = {card.reason for card in routes.route_cards([_item()], "fr", read_only=True)}
    assert only is not None
    assert plain(only) == READ_ONLY
    [nothing] = {card.reason for card in routes.route_cards([], "fr", read_only=False)}
    assert nothing is not None
    assert "rien à déposer" in nothing


def test_usual_route__follows_the_count() -> None:
    assert routes.usual_route([_item()]) == PORTAL_PDF
    assert routes.usual_route([_item(1), _item(2)]) == PORTAL_BATCH
    assert routes.usual_route([_item(circuit=Circuit.REFORM)]) == PLATFORM


def test_already_deposited__warns() -> None:
    assert invoices.already_deposited([_item()], "fr") == ""
    warning = invoices.already_deposited([_item(1), _item(2, "deposited")], "fr")
    assert warning.startswith("2026-0002 est déjà déposée")


def test_invoice_lines__credit_note_has_its_sign() -> None:
    items = [_item(1), _item(2, type_code="381")]
    first, second = invoices.invoice_lines(items, "fr")
    assert (first.amount, second.amount) == ("300,00\xa0€", "-300,00\xa0€")
    assert second.number == "2026-0002 (avoir)"
    assert invoices.intro(items, "fr") == "1 facture et 1 avoir à déposer · 0,00\xa0€ TTC"
    assert plain(invoices.named(items, "fr")) == "1 facture et 1 avoir : 2026-0001, 2026-0002"


@pytest.mark.parametrize("route", ROUTES)
def test_steps__have_keys_of_their_own_and_the_one_that_is_forgotten(route: str) -> None:
    found = steps.steps(_made(route, "2026-0001.pdf"), [_item()], "fr")
    keys = [step.key for step in found]
    assert len(set(keys)) == len(keys)
    assert steps.SEND in keys
    assert not any("{" in step.text for step in found)


def test_steps__name_the_file_the_framework_and_attachments() -> None:
    alone = steps.steps(_made(PORTAL_PDF, "2026-0001.pdf"), [_item()], "fr")
    texts = plain(" ".join(step.text for step in alone))
    assert "désignez 2026-0001.pdf" in texts
    assert "Cadre de facturation : A1 – " in texts
    assert "attachments" not in texts
    made = _made(PORTAL_PDF, "2026-0001.pdf", "attachments/2026-0001/plan.png")
    assert "attachments" in [step.key for step in steps.steps(made, [_item()], "fr")]
    several = steps.steps(_made(PORTAL_PDF, "a.pdf", "b.pdf"), [_item(1), _item(2)], "fr")
    assert any("recommencez pour chacune" in step.text for step in several)


def test_files__what_to_deposit_and_what_comes_with_it() -> None:
    single = _made(PORTAL_PDF, "a.pdf", "b.pdf", "attachments/a/plan.png")
    assert files.deposit_files(single, 2) == ("a.pdf", "b.pdf")
    assert files.named_files(single, 2, "fr") == "a.pdf\nb.pdf"
    others = files.other_files(single, 2, "fr")
    assert plain(others).startswith(
        "Avec : 1 pièce jointe dans « attachments », bordereau.pdf (la liste"
    )
    batch = _made(PORTAL_BATCH, "factures.tar.gz")
    assert files.deposit_files(batch, 9) == ("factures.tar.gz",)
    many = _made(PORTAL_PDF, *(f"{n}.pdf" for n in range(9)))
    assert files.named_files(many, 9, "fr").splitlines()[-1] == "et 3 autres"


def test_refusal__each_error_with_its_number() -> None:
    error, hint = (
        _finding("CD-PDF-SIZE", Severity.ERROR, name="a.pdf", megabytes=10),
        _finding("CD-NO-STATUS", Severity.WARNING, days=3),
    )
    made = Bundled(route=PORTAL_PDF, findings=(("2026-0001", error), ("2026-0002", hint)))
    [line] = files.refusal_lines(made, "fr")
    assert plain(line).startswith("2026-0001 : ")


def test_advice__of_the_bundle_in_full_of_its_invoices_how_many() -> None:
    many = _finding("CD-FLOW-COUNT", Severity.WARNING, count=501)
    hint = _finding("CD-NO-STATUS", Severity.WARNING, days=3)
    made = _made(PORTAL_BATCH, "factures.tar.gz", findings=(("", many), ("2026-0001", hint)))
    advice = files.advice(made, "fr")
    assert "501" in advice
    assert plain(advice).endswith(
        "1 remarque des contrôles, sans gravité : elle est dans controles.json."
    )
    assert files.advice(_made(PORTAL_BATCH, "factures.tar.gz"), "fr") == ""


def test_sheet__values_are_copied_bare() -> None:
    item = _item(
        buyer=Party(name="Commune", siret=b.COMMUNE_SIRET, service_code="VOIRIE"),
        contract_number="M-7", preceding=(Preceding(number="2026-0000"),),
        lines=(b.line(quantity=Decimal(1), unit_price=Decimal("1234.5")),),
        validator=Party(siret=b.HOSPITAL_SIRET), billing_framework="A9",
    )  # fmt: skip
    found = {datum.label: datum for datum in to_copy.sheet(item, "fr")}
    bare = {label: datum.bare for label, datum in found.items()}
    assert bare == {
        "SIRET de l'organisme": "21990001600011", "Code service": "VOIRIE",
        "Numéro d'engagement": "BC-118", "Numéro de marché": "M-7",
        "Numéro de la facture": "2026-0001", "Date": "20/11/2026", "Cadre de facturation": "A9",
        "Facture d'origine": "2026-0000", "SIRET du valideur": "26990001500018",
        "Échéance": "20/12/2026", "Total HT": "1234,50", "Total TVA": "0,00", "Total TTC": "1234,50",
        "Net à payer": "1234,50",
    }  # fmt: skip
    assert found["SIRET de l'organisme"].shown == "219\xa0900\xa0016\xa000011"
    assert found["Total HT"].shown == "1\u202f234,50\xa0€"


def test_sheet__leaves_out_what_the_invoice_lacks_and_stays_french() -> None:
    data = to_copy.sheet(_item(commitment_number=None), "en")
    assert "BC-118" not in [datum.bare for datum in data]
    assert "300,00" in [datum.bare for datum in data]


def test_flow_data__for_the_api_alone() -> None:
    data = to_copy.flow_data(_made(API, "factures.tar.gz"))
    assert [datum.label for datum in data] == ["nomFichier", "syntaxeFlux"]
    assert data[0].bare == "factures.tar.gz"
    assert to_copy.flow_data(_made(PORTAL_BATCH, "factures.tar.gz")) == ()


@pytest.mark.parametrize(
    ("text", "odd"),
    [("", False), ("CPP0011117000000000425903", False), (" cpp1", False), ("123", True)],
)
def test_flow_remark__only_when_it_does_not_begin_as_one(text: str, odd: bool) -> None:
    assert bool(noted.flow_remark(text, "fr")) is odd


def test_note__flow_of_what_gives_one_and_a_doubt_when_sending_is_not_ticked() -> None:
    assert [noted.asks_flow(route) for route in ROUTES] == [False, True, True, False]
    found = steps.steps(_made(PORTAL_PDF, "a.pdf"), [_item()], "fr")
    assert "validé et envoyé" in steps.not_ticked(found, frozenset({"log-in"}), "fr")
    assert steps.not_ticked(found, frozenset({steps.SEND}), "fr") == ""


def test_one_by_one__only_several_plain_pdfs() -> None:
    two = [_item(1), _item(2)]
    assert steps.one_by_one(_made(PORTAL_PDF, "a.pdf", "b.pdf"), two)
    assert not steps.one_by_one(_made(PORTAL_PDF, "a.pdf"), two[:1])
    assert not steps.one_by_one(_made(PORTAL_BATCH, "factures.tar.gz"), two)


def test_deposited__says_what_is_left() -> None:
    day = date(2026, 11, 24)
    assert noted.deposited_text(1, 0, day, "fr") == ("1 facture notée comme déposée le 24/11/2026.")
    assert noted.deposited_text(3, 2, day, "fr") == (
        "3 factures notées comme déposées le 24/11/2026. 2 restent à déposer."
    )
    assert "Suivi des flux" in noted.afterwards(PORTAL_BATCH, "fr")
