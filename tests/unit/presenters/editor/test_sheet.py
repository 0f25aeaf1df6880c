"""One state of the draft: values, and texts that are none yet."""

from chorus_desk.domain.invoice import Invoice
from chorus_desk.presenters.editor.sheet import Sheet
from tests import builders as b


def test_with_typed__keeps_and_forgets_the_text_of_a_field() -> None:
    first = Sheet(Invoice(), {"prepaid": "rien"})
    second = first.with_typed(b.invoice(), "due_date", "bientôt")
    assert second == Sheet(b.invoice(), {"prepaid": "rien", "due_date": "bientôt"})
    assert first.typed == {"prepaid": "rien"}
    assert second.with_typed(b.invoice(), "due_date", None).typed == {"prepaid": "rien"}


def test_with_typed__of_nothing_changes_nothing() -> None:
    assert Sheet(Invoice()).with_typed(Invoice(), "due_date", None) == Sheet(Invoice())
