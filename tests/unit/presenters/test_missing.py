"""The page of what is lacking, the letter's editor, the form of an answer, the workbook's report."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.inquiry import Channel, Datum, Inquiry
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.party import Party, Requirement
from chorus_desk.formats.letter import MailAddress
from chorus_desk.presenters.missing import COLUMNS, missing_page, missing_row
from chorus_desk.presenters.missing_import import import_report
from chorus_desk.presenters.missing_letter import (
    AnswerEntry,
    LetterEntry,
    answer_problems,
    answers_of,
    body_fields,
    draft_fields,
    entry_of,
    letter_file_name,
    letter_from,
    letter_problems,
    mail_hint,
)
from chorus_desk.usecases.answers import Answer, apply_answers
from chorus_desk.usecases.letters import letter_text
from chorus_desk.usecases.missing_data import lacking_of, missing_data
from chorus_desk.usecases.missing_workbook import export_missing, import_missing
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.catalogue import say
from chorus_desk.wording.missing_names import DATA, lacking_names
from tests import builders as b
from tests.stored import document, draft, furnish
from tests.unit.presenters.spaces import plain
from tests.unit.usecases.test_letters import lacking, waiting
from tests.unit.usecases.test_missing_data import NAMELESS
from tests.unit.usecases.test_missing_workbook import filled

ASKED = Inquiry(
    id=7, asked_of=b.COMMUNE_SIRET, sent_on=b.TODAY - timedelta(days=12), channel=Channel.EMAIL,
    asked=(Datum.SERVICE,),
)  # fmt: skip


def cells(item: Any, language: str) -> tuple[str, ...]:
    return tuple(plain(text) for text in missing_row(item, b.TODAY, language).cells)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ("Commune de Bourg-Fictif", "code service, numéro d'engagement", "2 factures et 1 avoir",
                "1 100,00 € + 40,00 CHF", "Pas encore demandé")),
        ("en", ("Commune de Bourg-Fictif", "service code, commitment number", "2 invoices and 1 credit note",
                "€1,100.00 + CHF 40.00", "Not asked yet")),
    ],
)  # fmt: skip
def test_row__says_whom_to_ask_for_what_and_for_how_much(
    language: str, expected: tuple[str, ...]
) -> None:
    item = lacking(
        waiting(1, due=Decimal(1200)), waiting(2, due=Decimal(100), kind=Kind.CREDIT_NOTE),
        waiting(3, due=Decimal(40), currency="CHF"),
    )  # fmt: skip
    assert len(COLUMNS) == len(expected)
    assert cells(item, language) == expected
    row = missing_row(item, b.TODAY, language)
    assert (row.siret.replace("\u00a0", ""), row.inquiry_id, row.awaits_answer) == (
        b.COMMUNE_SIRET,
        None,
        False,
    )
    assert [line.name for line in row.drafts] == ["draft:1", "draft:2", "draft:3"]
    assert plain(row.drafts[1].money).replace("−", "-").lstrip("-€").startswith("100")
    assert "D-001 – Peinture des volets" in row.drafts[0].text
    assert row.spoken.endswith(".")


@pytest.mark.parametrize(
    ("changes", "french", "english"),
    [
        ({}, "Demandé le 12/11/2026 (courriel), sans réponse depuis 12 jours",
         "Asked on 12 Nov 2026 (e-mail), no answer for 12 days"),
        ({"sent_on": b.TODAY - timedelta(days=1)}, "Demandé le 23/11/2026 (courriel), sans réponse depuis un jour",
         "Asked on 23 Nov 2026 (e-mail), no answer for a day"),
        ({"sent_on": b.TODAY, "channel": Channel.PHONE}, "Demandé le 24/11/2026 (téléphone)",
         "Asked on 24 Nov 2026 (telephone)"),
        ({"answered_on": b.TODAY, "answer": ""}, "Répondu le 24/11/2026", "Answered on 24 Nov 2026"),
        ({"answered_on": b.TODAY, "answer": "Oui,\nEJ-1"}, "Répondu le 24/11/2026 : Oui, EJ-1",
         "Answered on 24 Nov 2026: Oui, EJ-1"),
    ],
)  # fmt: skip
def test_row__says_when_it_was_asked_and_answered(
    changes: dict[str, Any], french: str, english: str
) -> None:
    item = replace(lacking(waiting(1)), inquiry=replace(ASKED, **changes))
    assert (cells(item, "fr")[4], cells(item, "en")[4]) == (french, english)
    row = missing_row(item, b.TODAY, "fr")
    assert (row.inquiry_id, row.awaits_answer) == (7, "answered_on" not in changes)


def test_answer_that_is_long__is_cut() -> None:
    long = replace(ASKED, answered_on=b.TODAY, answer="mot " * 200)
    assert len(cells(replace(lacking(waiting(1)), inquiry=long), "fr")[4]) < 160


def test_page__adds_up_and_says_when_nothing_is_lacking() -> None:
    items = [lacking(waiting(1)), lacking(waiting(2)), replace(lacking(), buyer=Party())]
    page = missing_page(items, b.TODAY, "fr")
    assert plain(page.summary) == "3 organismes à interroger ; 2 factures en attente, 200,00 €"
    assert (len(page.rows), page.empty, page.rows[2].body) == (3, None, "Sans organisme")
    assert page.rows[2].documents == "aucun brouillon"
    alone = missing_page([lacking()], b.TODAY, "en")
    assert alone.summary == "1 body to ask"
    empty = missing_page([], b.TODAY, "fr")
    assert (empty.rows, empty.summary, empty.introduction) == ((), "", "")
    assert empty.empty
    assert missing_page([], b.TODAY, "en").empty != empty.empty


def test_each_datum__has_a_name_in_both_languages() -> None:
    assert set(DATA) == set(Datum)
    assert len({say(text, "en") for text in DATA.values()}) == len(Datum)
    assert lacking_names([Datum.SIRET, Datum.ADDRESS], "en") == "SIRET to bill, address"


def test_editor__gives_back_what_was_written() -> None:
    letter = letter_text(lacking(waiting(1)), b.seller(), b.TODAY, Channel.LETTER)
    entry = entry_of(letter)
    assert letter_from(letter, entry) == letter
    edited = LetterEntry(" Mairie \n\n 1 place ", "Objet\nen deux lignes", "\n\nBonjour.\n\n")
    changed = letter_from(letter, edited)
    assert (changed.recipient, changed.subject, changed.body) == (
        ("Mairie", "1 place"), "Objet en deux lignes", "Bonjour.",
    )  # fmt: skip
    assert letter_problems(edited, "fr") == {}
    assert letter_problems(LetterEntry("", " ", ""), "en") == {
        "subject": "The subject is missing.", "body": "The text is empty.",
    }  # fmt: skip


def test_file_name__names_body_and_day() -> None:
    assert (
        letter_file_name(lacking(), date(2026, 11, 24), "pdf")
        == "lettre-Commune-de-Bourg-Fictif-2026-11-24.pdf"
    )
    odd = replace(lacking(), buyer=Party(name="../É.C.O.L.E/CON"))
    assert letter_file_name(odd, date(2026, 11, 24), "txt") == "lettre-E-C-O-L-E-CON-2026-11-24.txt"


def test_mail__says_when_its_text_has_to_be_pasted() -> None:
    assert mail_hint(MailAddress("mailto:", whole=True), "fr") == ""
    assert "paste" in mail_hint(MailAddress("mailto:", whole=False), "en")


def test_form__asks_for_what_is_lacking_alone() -> None:
    item = lacking(waiting(1), data=(Datum.SIRET, Datum.ADDRESS, Datum.REQUIRES, Datum.REFERENCE))
    fields = body_fields(item, "fr")
    assert [f.key for f in fields] == ["siret", "street", "postcode", "city", "requires"]
    assert dict(fields[-1].choices)["both"] == "Les deux"
    assert [f.key for f in draft_fields(item, "fr")] == [
        "service_code",
        "commitment_number",
        "contract_number",
    ]
    assert draft_fields(lacking(data=(Datum.REQUIRES,)), "fr") == ()
    either = lacking(waiting(1), data=(Datum.EITHER,))
    assert ([f.key for f in draft_fields(either, "en")], body_fields(either, "en")) == (
        ["service_code", "commitment_number"], (),
    )  # fmt: skip


def test_form__names_what_is_wrong() -> None:
    entry = AnswerEntry(
        {"siret": "12", "requires": "unknown"}, {"draft:1": {"commitment_number": "x" * 51}}
    )
    found = answer_problems(entry, "fr")
    assert set(found) == {("", "siret"), ("draft:1", "commitment_number")}
    assert plain(found["", "siret"]) == "« 12 » ne convient pas pour « SIRET à facturer »."
    with pytest.raises(UserError):
        answers_of(lacking(waiting(1)), entry)


def test_answers__are_written_into_the_drafts_that_were_chosen_and_no_others(
    workspace: Workspace,
) -> None:
    furnish(workspace)
    for _ in range(3):
        draft(workspace, buyer=NAMELESS, commitment_number=None)
    item = lacking_of(workspace, "mairie de port-imaginaire")
    assert item is not None
    entry = AnswerEntry(
        {"siret": "269 900 015 00018", "requires": "commitment", "city": " "},
        {"draft:1": {"commitment_number": "EJ-1"}, "draft:3": {}},
    )
    answers = answers_of(item, entry)
    assert answers == (
        Answer(draft="draft:1", siret=b.HOSPITAL_SIRET, requires=Requirement.COMMITMENT,
               commitment_number="EJ-1", known_as=NAMELESS.name),
        Answer(draft="draft:3", siret=b.HOSPITAL_SIRET, known_as=NAMELESS.name),
    )  # fmt: skip
    apply_answers(workspace, answers)
    kept = [document(workspace, f"draft:{n}").invoice for n in (1, 2, 3)]
    assert [i.buyer.siret for i in kept] == [b.HOSPITAL_SIRET, None, b.HOSPITAL_SIRET]
    assert [i.commitment_number for i in kept] == ["EJ-1", None, None]
    assert [(i.asked_of, i.lacks) for i in missing_data(workspace)] == [
        (b.HOSPITAL_SIRET, (Datum.COMMITMENT,)),
        ("mairie de port-imaginaire", (Datum.SIRET, Datum.REFERENCE)),
    ]  # fmt: skip


def test_answers__without_drafts_are_kept_for_the_body_alone(workspace: Workspace) -> None:
    furnish(workspace, body=b.commune(requires=None))
    draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET))
    item = lacking_of(workspace, b.COMMUNE_SIRET)
    assert item is not None
    [answer] = answers_of(item, AnswerEntry({"requires": "none"}))
    assert (answer.siret, answer.draft, answer.requires) == (
        b.COMMUNE_SIRET,
        None,
        Requirement.NONE,
    )
    assert answers_of(item, AnswerEntry({"requires": "unknown"}, {"draft:1": {}})) == ()
    draft(workspace, buyer=NAMELESS)
    nameless = lacking_of(workspace, "mairie de port-imaginaire")
    assert nameless is not None
    answers = answers_of(nameless, AnswerEntry({"siret": b.HOSPITAL_SIRET}))
    assert apply_answers(workspace, answers).bodies[0].after.name == NAMELESS.name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_report__names_each_row_and_each_cell(
    workspace: Workspace, tmp_path: Path, language: str
) -> None:
    furnish(workspace)
    draft(workspace, buyer=NAMELESS)
    path = export_missing(workspace, tmp_path / "m.xlsx")
    nothing = import_report(import_missing(workspace, path), language, dry_run=False)
    assert (nothing.taken, nothing.bad) == ((), ())
    assert nothing.summary.startswith("Rien" if language == "fr" else "Nothing")
    filled(path, {(2, "siret"): b.HOSPITAL_SIRET, (2, "requires"): "Les deux", (2, "contract_number"): "x" * 60,
                  (3, "draft"): "draft:9", (3, "city"): "A"})  # fmt: skip
    report = import_report(import_missing(workspace, path, dry_run=True), language, dry_run=True)
    taken = {
        "fr": f"Ligne 2, Mairie de Port-Imaginaire : SIRET à facturer « {b.HOSPITAL_SIRET} », Ce qu'il demande « Les deux »",
        "en": f"Row 2, Mairie de Port-Imaginaire: SIRET à facturer “{b.HOSPITAL_SIRET}”, Ce qu'il demande “Les deux”",
    }  # fmt: skip
    assert [plain(line) for line in report.taken] == [taken[language]]
    starts = {
        "fr": ["Ligne 2, colonne « N° de marché » : ", "Ligne 3 : "],
        "en": ["Row 2, column “N° de marché”: ", "Row 3: "],
    }
    assert all(
        plain(line).startswith(start)
        for line, start in zip(report.bad, starts[language], strict=True)
    )
    summaries = {
        "fr": "1 ligne à reprendre, 2 cellules laissées de côté",
        "en": "1 row to take up, 2 cells left out",
    }
    assert plain(report.summary) == summaries[language]
    assert all("{" not in line for line in (*report.taken, *report.bad))
