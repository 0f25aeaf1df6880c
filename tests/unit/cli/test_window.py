"""Which command lines ask for the window."""

from pathlib import Path

import pytest

from chorus_desk.cli.window import WindowWish, window_wish

X = Path("X")


@pytest.mark.parametrize(
    ("arguments", "wish"),
    [
        ("", WindowWish(None, None)), ("--data X", WindowWish(X, None)),
        ("--data=X", WindowWish(X, None)), ("--lang en", WindowWish(None, "en")),
        ("--lang fr --data X", WindowWish(X, "fr")),
        ("demo --window", WindowWish(None, None, demo=True)),
        ("--window demo", WindowWish(None, None, demo=True)),
        ("demo -o X --window", WindowWish(None, None, demo=True, output=X)),
        ("demo --window --output X", WindowWish(None, None, demo=True, output=X)),
        ("demo --window --data X --lang en", WindowWish(X, "en", demo=True)),
        ("--data X demo --window", WindowWish(X, None, demo=True)),
    ],
)  # fmt: skip
def test_window__is_wished_for(arguments: str, wish: WindowWish) -> None:
    assert window_wish(arguments.split()) == wish


@pytest.mark.parametrize(
    "arguments",
    [
        "--help", "-h", "list", "--data X list", "list --json", "--json", "demo", "demo -o X",
        "demo --help", "demo --window --help", "demo --window extra", "demo --wind", "nonsense",
        "--nonsense", "--window", "list --window", "-o X", "--data", "--lang", "--lang de",
        "--data X --output Y", "demo --window --output", "issue draft:1", "demo --window --json",
        "--version", "seller show", "window", "DEMO --window",
    ],
)  # fmt: skip
def test_window__is_a_commands_business(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert window_wish(arguments.split()) is None
    assert capsys.readouterr() == ("", "")


def test_window__folder_with_spaces_and_accents() -> None:
    assert window_wish(["--data", "Mes données"]) == WindowWish(Path("Mes données"), None)
