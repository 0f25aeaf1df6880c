"""What is said before an invoice is issued, and after."""

from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.domain.errors import state_error
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.presenters.issuing import announce, outcome
from chorus_desk.usecases.foresee import Foreseen, foresee
from chorus_desk.usecases.issue import ISSUED, REFUSED, Issued, issue
from chorus_desk.usecases.workspace import Workspace
from tests.stored import draft, furnish, issued
from tests.unit.presenters.spaces import plain

D = Decimal
ERROR = Finding(rule="BR-16", severity=Severity.ERROR, source=Source.LAW, path="lines")
OTHER = Finding(rule="BR-03", severity=Severity.ERROR, source=Source.LAW, path="issue_date")
WARNING = Finding(rule="CD-NO-ORDER-REFERENCE", severity=Severity.WARNING, source=Source.LAW)


def item(number: str = "2026-0001", *findings: Finding, **changes: object) -> Foreseen:
    values: dict[str, object] = {
        "id": "draft:1", "number": number, "buyer": "Commune", "gross": D("1234.50"),
        "currency": "EUR", "findings": findings, **changes,
    }  # fmt: skip
    return Foreseen(**values)  # type: ignore[arg-type]


def test_announce__of_one_names_its_number() -> None:
    said = announce([item()], "fr")
    assert plain(said.question) == "Émettre la facture 2026-0001 ?"
    assert [plain(line) for line in said.lines] == ["2026-0001 : Commune, 1 234,50 € TTC"]
    assert said.possible
    assert said.warnings == ()
    assert "avoir" in said.consequence


def test_announce__of_several_has_the_numbers_in_order_and_the_refused_with_why() -> None:
    said = announce([item("2026-0001"), item("", ERROR, OTHER), item("2026-0002")], "fr")
    assert plain(said.question) == "Émettre 2 factures ?"
    first, refused, last = map(plain, said.lines)
    assert first.startswith("2026-0001")
    assert last.startswith("2026-0002")
    assert refused.startswith("Pas émise : Commune, 1 234,50 €. ")
    assert len(refused) > len("Pas émise : Commune, 1 234,50 €. ")


def test_announce__of_none_that_can_be_issued_is_not_possible() -> None:
    said = announce([item("", ERROR)], "fr")
    assert not said.possible
    assert said.question == "Rien ne peut encore être émis"
    assert not said.consequence
    assert not announce([], "fr").possible


def test_announce__gives_the_warnings_of_what_will_be_issued_alone() -> None:
    said = announce([item("2026-0001", WARNING), item("", ERROR, WARNING)], "fr")
    assert len(said.warnings) == 1
    many = announce([item("2026-0001", *[WARNING] * 20)], "fr")
    assert len(many.warnings) == 6


def test_announce__of_what_lacks_everything() -> None:
    [line] = announce([item("", ERROR, buyer=None, gross=None)], "fr").lines
    assert plain(line).startswith("Pas émise : Sans organisme, 0,00 €.")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_announce__has_all_its_words_in_both_languages(language: str) -> None:
    for foreseen in ([item()], [item(), item("2026-0002", WARNING)], [item("", ERROR)]):
        said = announce(foreseen, language)
        assert said.question
        assert all(said.lines)
        assert bool(said.consequence) == said.possible


def test_announce__is_what_issuing_then_does(workspace: Workspace) -> None:
    furnish(workspace)
    issued(workspace, issue_date=date(2026, 11, 2), delivery_date=date(2026, 11, 2), due_date=None)
    names = [draft(workspace, issue_date=date(2026, 11, day), delivery_date=date(2026, 11, 2),
                   due_date=None) for day in (23, 20, 21)]  # fmt: skip
    said = announce(foresee(workspace, names), "fr")
    assert [line[:9] for line in said.lines] == ["2026-0002", "2026-0003", "2026-0004"]
    results = issue(workspace, names)
    assert [result.number for result in results] == ["2026-0004", "2026-0002", "2026-0003"]


def result(number: str | None, outcome_: str = ISSUED, **changes: object) -> Issued:
    return Issued(id="draft:1", number=number, outcome=outcome_, **changes)  # type: ignore[arg-type]


def test_outcome__names_what_was_issued() -> None:
    assert outcome([result("2026-0001")], "fr") == ("2026-0001 est émise.", True)
    text, whole = outcome([result("2026-0001"), result("2026-0002")], "fr")
    assert (text, whole) == ("2026-0001, 2026-0002 sont émises.", True)


def test_outcome__says_why_one_was_refused() -> None:
    text, whole = outcome([result("1"), result(None, REFUSED, findings=(WARNING, ERROR))], "fr")
    assert not whole
    assert plain(text).startswith("1 est émise. Refusée : ")
    expected, _ = outcome([result(None, REFUSED, findings=(ERROR,))], "fr")
    assert text.endswith(expected)  # a warning is no reason


@pytest.mark.parametrize("language", ["fr", "en"])
def test_outcome__says_what_the_state_of_things_forbids(language: str) -> None:
    error = state_error("already-issued", number="2026-0001")
    text, whole = outcome([result("2026-0001", REFUSED, error=error)], language)
    assert not whole
    assert "2026-0001" in text


def test_outcome__of_nothing_says_nothing() -> None:
    assert outcome([], "fr") == ("", True)
