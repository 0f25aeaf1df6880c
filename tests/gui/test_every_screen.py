"""Every screen: named, whole, in one language, readable, reached by keyboard, never in the way."""

import sqlite3
import time
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import QApplication
from screen_data import demo_data

from chorus_desk.gui import theme
from chorus_desk.gui.commands import COMMANDS, MENUS
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import say
from tests.gui import walking
from tests.gui.walking import ALL, brought_up


@pytest.fixture(scope="module")
def folder(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with the demo's data; the empty screens have theirs beside it."""
    place = tmp_path_factory.mktemp("screens")
    demo_data(place)
    return place


@pytest.mark.parametrize(("language", "percent"), [
    ("fr", 100), ("en", 100), ("fr", 150), ("en", 150),
])  # fmt: skip
def test_every_screen__is_named_whole_and_in_one_language(
    folder: Path, language: str, percent: int
) -> None:
    """Each is brought up once in a language and a size, and all is asked of it that depends on them."""
    problems: list[str] = []
    french: dict[str, str] = {}
    for name in ALL:
        with brought_up(name, folder, language, percent) as screen:
            problems += [*walking.unnamed(screen), *walking.clashing(screen), *walking.cut(screen)]
            if language == "en":
                for text in walking.french(screen):
                    french.setdefault(text, name)
    problems += [f"{name}: French: {text!r}" for text, name in french.items()]
    assert not problems, "\n".join(problems)


def test_every_screen__goes_round_by_tab_and_shows_the_focus(folder: Path) -> None:
    problems: list[str] = []
    kinds: set[str] = set()
    for name in ALL:
        with brought_up(name, folder) as screen:
            went = walking.go_round(screen)
            problems += [went.trapped] * bool(went.trapped)
            problems += [f"{name}: not reached: {walking.place_of(w)}" for w in went.missed]
            for widget in went.reached:
                others = [other for other in went.reached if other is not widget]
                if walking.kind_of(widget) not in kinds and others:
                    kinds.add(walking.kind_of(widget))
                    if not walking.shows_focus(widget, others[0]):
                        problems.append(f"{name}: focus unseen: {walking.place_of(widget)}")
    assert not problems, "\n".join(problems)
    assert len(kinds) > 8


def test_every_screen__never_keeps_the_window_waiting(folder: Path) -> None:
    """Imports and fonts may take their time once; what stalls each time after that is the screen's."""
    problems: list[str] = []
    for name in ALL:
        first = walking.watched(name, folder)
        if not first.stalls and not first.calls:
            continue
        again = [walking.watched(name, folder)]
        while again[-1].stalls and len(again) < 3:  # the machine, perhaps
            again.append(walking.watched(name, folder))
        problems += [f"{name}: {call}" for call in again[0].calls]
        problems += [f"{name}: slow: {stall}" for stall in again[-1].stalls]
    assert not problems, "\n".join(problems)


def test_watching__hears_what_blocks(qapp: QApplication, tmp_path: Path) -> None:
    with walking.watching() as watched:
        for _ in range(5):
            qapp.processEvents()
            time.sleep(0.01)
        (tmp_path / "written").write_text("", encoding="ascii")
        sqlite3.connect(tmp_path / "data").close()
        time.sleep(0.2)
        qapp.processEvents()
    assert len(watched.stalls) == 1
    assert "test_watching__hears_what_blocks" in watched.stalls[0]
    assert {call.split()[0] for call in watched.calls} == {"time.sleep", "open", "sqlite3.connect"}


# Colours


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 has it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    known = QColor(colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (known.redF(), known.greenF(), known.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


THEMES = {
    f"{shade}{'-demo' * demo}": base._replace(accent=accent, on_accent=on) if demo else base
    for shade, base, dark in (("light", theme.LIGHT, False), ("dark", theme.DARK, True))
    for demo in (False, True)
    for accent, on in (theme._DEMO_ACCENT[dark],)
}


@pytest.mark.parametrize("name", THEMES)
def test_colours__are_readable(name: str) -> None:
    colours = THEMES[name]
    plain = {"window": colours.window, "surface": colours.surface, "field": colours.field,
             "chosen": colours.chosen}  # fmt: skip
    grounds = {f"ground of {tone}": ground for tone, ground in colours.grounds.items()}
    pairs = [
        (word, text, on, ground, 4.5)
        for word, text in (("text", colours.text), ("soft", colours.soft))
        for on, ground in (plain | grounds).items()
    ]
    pairs += [
        ("accent", colours.accent, on, ground, 4.5) for on, ground in (plain | grounds).items()
    ]
    for tone in Tone:
        pairs += [
            (str(tone), colours.tones[tone], on, ground, 4.5)
            for on, ground in (plain | {"its ground": colours.grounds[tone]}).items()
        ]
    pairs.append(("on_accent", colours.on_accent, "accent", colours.accent, 4.5))
    pairs += [("edge", colours.edge, on, plain[on], 3.0) for on in ("window", "surface", "field")]
    poor = [
        f"{word} {text} on {on} {ground}: {contrast(text, ground):.2f}, {least} asked"
        for word, text, on, ground, least in pairs if contrast(text, ground) < least
    ]  # fmt: skip
    assert not poor, "\n".join(poor)


# Keys


_OF_TEXT_FIELDS = [
    getattr(QKeySequence.StandardKey, name)
    for name in (
        "SelectAll", "Copy", "Cut", "Paste", "Delete", "DeleteStartOfWord", "DeleteEndOfWord",
        "DeleteEndOfLine", "DeleteCompleteLine", "MoveToNextWord", "MoveToPreviousWord",
        "MoveToStartOfLine", "MoveToEndOfLine", "MoveToStartOfDocument", "MoveToEndOfDocument",
        "SelectNextWord", "SelectPreviousWord", "SelectStartOfLine", "SelectEndOfLine",
        "SelectStartOfDocument", "SelectEndOfDocument",
    )
]  # fmt: skip


def test_keys__every_action_has_its_own(qapp: QApplication) -> None:
    keys = [QKeySequence(command.keys) for command in COMMANDS]
    assert not [c.name for c, key in zip(COMMANDS, keys, strict=True) if key.isEmpty()]
    twice = [(a.name, b.name) for a, b in combinations(COMMANDS, 2)
             if QKeySequence(a.keys) == QKeySequence(b.keys)]  # fmt: skip
    assert not twice


def test_keys__none_is_taken_from_text_fields(qapp: QApplication) -> None:
    needed = {key.toString() for name in _OF_TEXT_FIELDS for key in QKeySequence.keyBindings(name)}
    # On macOS other keys do the same; what people press on most machines is asked for anyway.
    needed |= {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Backspace", "Ctrl+Del"}
    taken = {c.name for c in COMMANDS if QKeySequence(c.keys).toString() in needed}
    assert not taken


@pytest.mark.parametrize("language", ["fr", "en"])
def test_menus__each_has_a_letter_of_its_own(qapp: QApplication, language: str) -> None:
    letters = [QKeySequence.mnemonic(say(menu, language)).toString() for menu in MENUS]
    assert all(letters)
    assert len(set(letters)) == len(letters)
