"""Undo and redo: steps, joined steps, an end to the past."""

from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.presenters.editor.history import History


def test_push__makes_a_step_that_undo_takes_back() -> None:
    history = History("a")
    assert (history.can_undo, history.can_redo) == (False, False)
    history.push("b")
    history.undo()
    assert (history.present, history.can_undo, history.can_redo) == ("a", False, True)
    history.redo()
    assert (history.present, history.can_undo, history.can_redo) == ("b", True, False)


def test_push__of_the_present_state_is_no_step() -> None:
    history = History("a")
    history.push("b")
    history.undo()
    history.push("a")
    assert (history.can_undo, history.can_redo) == (False, True)


def test_push__under_one_name_is_one_step_until_it_is_sealed() -> None:
    history = History("")
    for text in ("a", "ab", "abc"):
        history.push(text, join="field")
    history.seal()
    history.push("abcd", join="field")
    history.undo()
    assert history.present == "abc"
    history.undo()
    assert history.present == ""


def test_push__under_another_name_is_another_step() -> None:
    history = History("")
    history.push("a", join="one")
    history.push("ab", join="two")
    history.push("abc", join="one")
    history.undo()
    history.undo()
    assert history.present == "a"


def test_push__after_undo_begins_another_future() -> None:
    history = History("a")
    history.push("b", join="x")
    history.undo()
    history.push("c", join="x")
    assert not history.can_redo
    history.undo()
    assert history.present == "a"


def test_undo_and_redo__with_nothing_there_do_nothing() -> None:
    history = History("a")
    history.undo()
    history.redo()
    assert history.present == "a"


def test_history__forgets_the_oldest_of_a_long_past() -> None:
    history = History(0)
    for state in range(1, 1001):
        history.push(state)
    while history.can_undo:
        history.undo()
    assert history.present == 500


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["a", "b", None]), st.booleans())))
def test_history__undone_to_the_first_and_redone_to_the_last(
    steps: list[tuple[int, str | None, bool]],
) -> None:
    history = History(0)
    for state, join, sealed in steps:
        history.push(state, join)
        if sealed:
            history.seal()
    last = history.present
    seen = [last]
    while history.can_undo:
        history.undo()
        seen.append(history.present)
    assert history.present == 0
    again = [history.present]
    while history.can_redo:
        history.redo()
        again.append(history.present)
    assert history.present == last
    assert again == seen[::-1]
