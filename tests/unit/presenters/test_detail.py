"""The strip below the list: what a document is, waits for, went through, and its files."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from chorus_desk import resources
from chorus_desk.presenters.actions import Act
from chorus_desk.presenters.detail import Detail, detail_of, file_size
from chorus_desk.presenters.statuses import Tone, tone_of
from chorus_desk.usecases.drafts import begin_draft, credit, keep_draft
from chorus_desk.usecases.follow import set_status
from chorus_desk.usecases.look import look_at
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.names import status_action, status_name
from tests import builders as b
from tests.stored import draft, furnish, issued, past
from tests.unit.presenters.spaces import plain

STRANGER = b.seller(siret=b.HOSPITAL_SIRET, name="Autre").as_party()
CODES = [row["code"] for row in resources.read_table("invoice_statuses")]


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def detail(workspace: Workspace, name: str, language: str = "fr") -> Detail:
    return detail_of(look_at(workspace, name), language, read_only=False)


def facts(shown: Detail) -> dict[str, str]:
    return {plain(label): plain(value) for label, value in shown.facts}


def test_detail__of_a_draft_that_is_right(workspace: Workspace) -> None:
    shown = detail(workspace, draft(workspace))
    assert (shown.title, shown.status, shown.tone) == (
        "Facture en brouillon", "Brouillon", Tone.NEUTRAL,
    )  # fmt: skip
    assert shown.waits == "Prête à être émise."
    assert (shown.id, shown.files, shown.timeline) == (1, (), ())
    assert facts(shown) == {
        "Organisme": "Commune de Bourg-Fictif", "SIRET": "219 900 016 00011",
        "Engagement": "BC-118", "Date": "20/11/2026", "Échéance": "20/12/2026",
        "Total HT": "300,00 €", "Total TTC": "300,00 €",
    }  # fmt: skip


def test_detail__of_one_sent_elsewhere_says_so(workspace: Workspace) -> None:
    shown = detail(workspace, past(workspace))
    assert (shown.title, shown.status, shown.tone) == (
        "Facture F25-1", "Envoyée ailleurs", Tone.APART,
    )  # fmt: skip
    assert "jamais émise ici" in shown.waits
    assert shown.without_files == "L'original est le fichier que vous avez envoyé."
    set_status(workspace, "F25-1", "paid", on=date(2025, 12, 1))
    assert (detail(workspace, "F25-1").status, detail(workspace, "F25-1").tone) == (
        "Payée", Tone.GOOD,
    )  # fmt: skip


def test_detail__counts_what_stands_against_issuing(workspace: Workspace) -> None:
    one = detail(workspace, draft(workspace, lines=(b.line(quantity=None),)))
    assert one.waits.startswith("1 point à corriger")
    two = detail(workspace, draft(workspace, lines=(b.line(quantity=None, unit=None),)))
    assert two.waits.startswith("2 points à corriger")


def test_detail__of_anothers_draft_says_that_it_cannot_be_issued(workspace: Workspace) -> None:
    shown = detail(workspace, draft(workspace, seller=STRANGER))
    assert "pas la vôtre" in shown.waits
    assert {o.act for o in shown.offers if o.reason} >= {Act.ISSUE, Act.CREDIT, Act.DUPLICATE}


def test_detail__of_a_draft_names_its_number_elsewhere(workspace: Workspace) -> None:
    shown = detail(workspace, draft(workspace, imported="F-7"))
    assert shown.title == "Facture en brouillon (F-7)"
    note = detail(workspace, draft(workspace, type_code="381"))
    assert note.title == "Avoir en brouillon"


def test_detail__of_an_issued_invoice(workspace: Workspace) -> None:
    number = issued(workspace)
    shown = detail(workspace, number)
    assert (shown.title, shown.tone) == ("Facture 2026-0001", Tone.TODO)
    assert "préparez le dépôt" in shown.waits
    assert [file.role for file in shown.files] == ["facturx", "portal-pdf"]
    for file in shown.files:
        assert file.name == "2026-0001.pdf"
        assert plain(file.size).endswith(" ko")
        assert file.label
    [moment] = shown.timeline
    assert (moment.day, moment.title, moment.tone) == ("24/11/2026", "Émise", Tone.TODO)
    assert "2026-0001" in moment.note
    assert moment.note.endswith("par vous")


def test_detail__of_a_credit_note_names_its_origin(workspace: Workspace) -> None:
    kept = credit(workspace, issued(workspace))
    shown = detail(workspace, f"draft:{kept.id}")
    assert shown.title == "Avoir en brouillon"
    assert facts(shown)["Facture d'origine"] == "2026-0001"
    assert [moment.title for moment in shown.timeline] == ["Brouillon créé"]


def test_detail__timeline_has_the_newest_first(workspace: Workspace) -> None:
    number = issued(workspace)
    set_status(workspace, number, "deposited", on=date(2026, 11, 22), flow="CPP42")
    set_status(workspace, number, "REJETEE", note="mauvais service")
    shown = detail(workspace, number)
    assert [moment.title for moment in shown.timeline] == ["Rejetée", "Déposée", "Émise"]
    assert [moment.tone for moment in shown.timeline] == [Tone.BAD, Tone.PROGRESS, Tone.TODO]
    assert [moment.day for moment in shown.timeline[:2]] == ["24/11/2026", "22/11/2026"]
    assert plain(shown.timeline[1].note) == "flux CPP42 · par vous"
    assert plain(shown.timeline[0].note) == "mauvais service · par vous"
    assert shown.waits == status_action("REJETEE", "fr")


def test_detail__of_every_status_says_what_it_waits_for(workspace: Workspace) -> None:
    number = issued(workspace)
    for code in ("deposited", "paid", *CODES):
        set_status(workspace, number, code)
        for language in ("fr", "en"):
            shown = detail(workspace, number, language)
            assert shown.status == status_name(code, language)
            assert shown.tone is shown.timeline[0].tone is tone_of(code)
            assert shown.timeline[0].title == shown.status
            assert shown.waits


def test_detail__of_a_draft_that_lacks_everything(workspace: Workspace) -> None:
    kept = keep_draft(workspace, begin_draft(workspace).draft)
    shown = detail(workspace, f"draft:{kept.id}")
    assert facts(shown)["Total TTC"] == "0,00 €"
    assert "Organisme" not in facts(shown)


def test_detail__read_only_offers_only_to_export(workspace: Workspace) -> None:
    looked = look_at(workspace, draft(workspace))
    offers = detail_of(looked, "fr", read_only=True).offers
    assert [offer.act for offer in offers if offer.reason is None] == [Act.EXPORT]


def test_detail__amounts_are_in_its_currency(workspace: Workspace) -> None:
    shown = detail(workspace, draft(workspace, currency="CHF", prepaid=Decimal(1)))
    assert facts(shown)["Total TTC"] == "300,00 CHF"


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "1 ko"), (999, "1 ko"), (34_400, "34 ko"), (999_400, "999 ko"), (999_600, "1 Mo"),
     (1_000_000, "1 Mo"), (12_600_000, "13 Mo")],
)  # fmt: skip
def test_file_size__as_people_read_it(size: int, text: str) -> None:
    assert plain(file_size(size, "fr")) == text


def test_timeline__is_by_the_day_and_then_by_the_recording(workspace: Workspace) -> None:
    number = issued(workspace)
    for ago, status in ((1, "paid"), (3, "deposited"), (3, "MISE_A_DISPOSITION")):
        set_status(workspace, number, status, on=b.TODAY - timedelta(days=ago))
    titles = [moment.title for moment in detail(workspace, number).timeline]
    assert titles == ["Payée", "Mise à disposition du destinataire", "Déposée", "Émise"]
