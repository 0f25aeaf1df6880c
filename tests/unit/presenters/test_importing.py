"""What the import page says, without a window."""

from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats.spreadsheet.rows import SkippedRow
from chorus_desk.presenters import importing as presenter
from chorus_desk.presenters.outcome_row import OUTCOME_COLUMN
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.outcome import Imported, ImportedInvoice
from chorus_desk.usecases.importing.undo import Undone


def plain(text: str) -> str:
    """Return a text with plain spaces: where lines must not break is tested elsewhere."""
    return text.replace("\xa0", " ")


def _finding(rule: str, severity: Severity, path: str | None = None, **params: str) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.LAW, path=path, params=params)


def _item(outcome: str = "draft", **changes: object) -> ImportedInvoice:
    values: dict[str, object] = {
        "id": "draft:7", "number": "D-1", "outcome": outcome, "lines": 2,
        "buyer": "Commune de Bourg-Fictif", "issue_date": date(2026, 11, 3),
        "gross": Decimal("1234.50"), **changes,
    }  # fmt: skip
    return ImportedInvoice(**values)  # type: ignore[arg-type]


def _imported(*items: ImportedInvoice, **changes: object) -> Imported:
    values: dict[str, object] = {
        "import_ids": (), "invoices": items, "rows_read": 0, "rows_skipped": (), **changes,
    }  # fmt: skip
    return Imported(**values)  # type: ignore[arg-type]


def test_row__says_outcome_amount_and_how_much_is_to_be_done() -> None:
    findings = (
        _finding("CPRO-12", Severity.ERROR), _finding("CD-IBAN", Severity.ERROR),
        _finding("CD-GUESSED", Severity.WARNING),
    )  # fmt: skip
    row = presenter.row_of(_item(findings=findings), "fr")
    assert row.cells == (
        "Brouillon", "D-1", "Commune de Bourg-Fictif", "03/11/2026", "1\u202f234,50\xa0€", "2", "2",
        "1",
    )  # fmt: skip
    assert row.tone is Tone.TODO  # it has something to correct
    assert presenter.row_of(_item(findings=findings[2:]), "fr").tone is Tone.GOOD
    assert row.spoken.startswith("Résultat Brouillon, Numéro D-1, Organisme Commune")


@pytest.mark.parametrize(
    ("outcome", "word", "tone"),
    [
        ("draft", "Brouillon", Tone.GOOD),
        ("duplicate", "Déjà là", Tone.NEUTRAL),
        ("refused", "Refusée", Tone.BAD),
    ],
)
def test_row__outcome_is_a_word_and_a_tone(outcome: str, word: str, tone: Tone) -> None:
    row = presenter.row_of(_item(outcome), "fr")
    assert (row.cells[OUTCOME_COLUMN], row.tone) == (word, tone)


def test_row__lacks_what_the_invoice_lacks() -> None:
    row = presenter.row_of(_item(number=None, buyer=None, issue_date=None, gross=None), "fr")
    assert row.cells[1:5] == ("sans numéro", "Sans organisme", "", "")
    assert presenter.row_of(_item(gross=Decimal(0)), "fr").cells[4] == "0,00\xa0€"
    # A duplicate was not completed: that its body is unnamed in the file means nothing.
    assert presenter.row_of(_item("duplicate", buyer=None), "fr").cells[2] == ""


def test_remarks__name_field_sentence_and_what_to_do() -> None:
    finding = _finding("CD-TYPED-DATE", Severity.ERROR, "due_date", value="demain")
    [remark] = presenter.remarks_of(_item(findings=(finding,)), "fr").lines
    assert remark.tone is Tone.BAD
    assert plain(remark.text) == "Échéance : « demain » n'est pas une date."
    assert remark.todo == "Écrivez par exemple 24/11/2026."


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (_item(), "prête à être émise"),
        (_item("duplicate"), "déjà dans vos factures"),
        (_item("duplicate", id=None), "deux fois"),
        (_item("refused"), "n'a pas pu être lue"),
    ],
)
def test_remarks__say_why_when_no_rule_does(item: ImportedInvoice, words: str) -> None:
    assert words in presenter.remarks_of(item, "fr").lines[0].text


def test_aside__files_first_then_rows_with_their_place() -> None:
    rows = (
        SkippedRow(14, "Factures", "date", "Date", "le 32"), SkippedRow(3, "Factures", "no-number"),
    )  # fmt: skip
    failures = (("/tmp/notes.pdf", UserError("pdf-unreadable")),)
    found = presenter.aside_rows(_imported(rows_skipped=rows, failures=failures), "fr")
    assert [plain(where) for where, _ in found] == [
        "notes.pdf", "Feuille « Factures », ligne 14", "Feuille « Factures », ligne 3",
    ]  # fmt: skip
    assert plain(found[0][1]) == "Ce PDF est abîmé : il ne peut pas être lu."
    assert plain(found[1][1]) == "« le 32 » n'est pas une date (colonne « Date »)"
    assert found[2][1].startswith("Pas de numéro")


def test_aside__of_very_many_rows_says_how_many_more() -> None:
    rows = tuple(SkippedRow(n, "Factures", "no-number") for n in range(1, 1502))
    found = presenter.aside_rows(_imported(rows_skipped=rows), "fr")
    assert len(found) == presenter.MOST_ROWS_SAID + 1
    assert found[-1] == ("…", "et 501 autres lignes")


def test_summary__counts_each_outcome_before_and_after() -> None:
    found = _imported(
        _item(), _item(), _item("duplicate"), _item("refused"),
        rows_skipped=(SkippedRow(3, "Factures", "no-number"),),
        failures=(("a.pdf", UserError("pdf-unreadable")),),
    )  # fmt: skip
    rest = ", 1 facture est déjà là, 1 facture est refusée. Laissé de côté : 1 donnée illisible, 1 fichier illisible."
    before = presenter.summary(found, "fr", kept=False)
    assert plain(before) == "2 factures deviendront des brouillons" + rest
    assert plain(presenter.summary(found, "fr", kept=True)) == "2 brouillons importés" + rest
    assert presenter.summary_tone(found, kept=True) is Tone.TODO


def test_summary__of_nothing_new() -> None:
    found = _imported(_item("duplicate"))
    assert (
        presenter.summary(found, "fr", kept=False)
        == "Aucune facture nouvelle, 1 facture est déjà là."
    )
    assert presenter.summary_tone(found, kept=False) is Tone.NEUTRAL
    assert presenter.import_label(found, "fr") == "Rien à importer"


def test_summary_tone__of_files_that_could_not_be_read() -> None:
    found = _imported(failures=(("a.pdf", UserError("pdf-unreadable")),))
    assert presenter.summary_tone(found, kept=False) is Tone.BAD
    assert presenter.summary_tone(_imported(_item()), kept=False) is Tone.PROGRESS
    assert presenter.summary_tone(_imported(_item()), kept=True) is Tone.GOOD


def test_labels__count() -> None:
    found = _imported(_item(), _item(id="draft:9"), _item("duplicate", id="draft:2"))
    assert presenter.import_label(found, "fr") == "Importer 2 brouillons"
    assert presenter.keeping_text(found, "fr") == "Import de 2 brouillons…"
    assert presenter.looking_text(1, "fr") == "Lecture de 1 fichier…"
    assert presenter.draft_ids(found) == (7, 9)


def test_undone__names_what_is_kept() -> None:
    text = presenter.undone_text(Undone(discarded=3, edited=0, kept=("2026-0004",)), "fr")
    assert plain(text) == (
        "L'import est annulé : 3 brouillons supprimés. 1 facture déjà émise est gardée : 2026-0004."
    )
    alone = presenter.undone_text(Undone(discarded=1, edited=0, kept=()), "fr")
    assert plain(alone) == "L'import est annulé : 1 brouillon supprimé."


def test_undone__says_that_they_were_sent_elsewhere() -> None:
    done = Undone(discarded=2, edited=0, past=2, kept=())
    assert plain(presenter.undone_text(done, "fr")) == (
        "L'import est annulé : 2 factures envoyées ailleurs ne sont plus suivies."
    )
    both = plain(presenter.undone_text(Undone(discarded=3, edited=0, past=2, kept=()), "fr"))
    assert both == (
        "L'import est annulé : 1 brouillon supprimé. "
        "2 factures envoyées ailleurs ne sont plus suivies."
    )


def test_question__says_how_many_were_edited() -> None:
    assert presenter.edited_question(2, "fr").startswith("2 de ces brouillons ont été modifiés")
