"""What the window remembers comes back the same, and nothing that is on the disk breaks it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.system.settings import (
    FILE_NAME,
    LANGUAGES,
    THEMES,
    Settings,
    load_settings,
    save_settings,
)

TEXTS = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]))


def written(content: bytes, folder: Path) -> Settings:
    (folder / FILE_NAME).write_bytes(content)
    return load_settings(folder)


@given(st.sampled_from(LANGUAGES), st.sampled_from(THEMES), TEXTS)
def test_settings__come_back_as_they_were(language: str, theme: str, folder: str) -> None:
    settings = Settings(language, theme, folder)
    with TemporaryDirectory() as place:
        save_settings(Path(place), settings)
        assert load_settings(Path(place)) == settings


@pytest.mark.parametrize(
    "text",
    ['C:\\Users\\Zoé\\"Factures"', "a\\", '"', '"""', "l'été œuvre", "a\tb\nc\rd", "\x00\x01\x7f\x85",
     "\u2028\u200b\u202e", "#]=[", "\\u0041", "🧾 \U0001d4d0",
     "\U000e0001", "\U0010ffff"],
)  # fmt: skip
def test_settings__with_what_a_file_may_choke_on(tmp_path: Path, text: str) -> None:
    save_settings(tmp_path, Settings(bundles_folder=text))
    assert load_settings(tmp_path).bundles_folder == text


def test_settings__of_a_folder_whose_name_is_no_text_keep_the_others(tmp_path: Path) -> None:
    save_settings(tmp_path, Settings("en", "dark", "/d/\udcff"))
    assert load_settings(tmp_path).language == "en"


def test_settings__written_again_replace_those_of_before(tmp_path: Path) -> None:
    save_settings(tmp_path, Settings("en", "dark", "/a"))
    save_settings(tmp_path, Settings("fr", "light", ""))
    assert load_settings(tmp_path) == Settings("fr", "light", "")
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_settings__of_a_folder_without_them_are_the_usual_ones(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == load_settings(tmp_path / "none") == Settings()
    assert Settings() == Settings(language="fr", theme="system", bundles_folder="")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x00\x00", b"\xff\xfe", b"language = ", b'language = "en', b"[[[", b"language = en",
     "language = \"é\"".encode("latin-1"), b'language = "en"\nlanguage = "fr"\n'],
)  # fmt: skip
def test_settings__damaged_are_the_usual_ones(tmp_path: Path, content: bytes) -> None:
    assert written(content, tmp_path) == Settings()


def test_settings__take_what_they_know_of_a_file(tmp_path: Path) -> None:
    content = b'theme = "dark"\nlanguage = 3\nunknown = "x"\nbundles_folder = ["a"]\n'
    assert written(content, tmp_path) == Settings(theme="dark")


def test_settings__take_no_language_or_theme_that_there_is_not(tmp_path: Path) -> None:
    content = b'theme = "pink"\nlanguage = "en"\n'
    assert written(content, tmp_path) == Settings(language="en")


def test_settings__in_the_place_of_a_folder_are_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert load_settings(tmp_path) == Settings()


def test_save__says_that_the_folder_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        save_settings(tmp_path / "none", Settings())
