"""What the window remembers between two runs: language, theme, where things stood."""

from pathlib import Path
from typing import NamedTuple

from chorus_desk.system.files import write_atomically

FILE_NAME = "settings.toml"
LANGUAGES = ("fr", "en")
THEMES = ("system", "light", "dark")


class Settings(NamedTuple):
    """The settings of one data folder; a missing or damaged file gives these."""

    language: str = "fr"
    theme: str = "system"
    """``system, light, dark``."""
    bundles_folder: str = ""
    """Where the last bundle was put; empty for the documents folder."""
    watched_folder: str = ""
    """What arrives there becomes drafts; empty for none."""


def load_settings(folder: Path) -> Settings:
    """Return the settings of a data folder."""
    try:
        text = (folder / FILE_NAME).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return Settings()
    import tomllib  # 3 ms of a start, which a folder without settings need not wait for

    try:
        read = tomllib.loads(text)
    except ValueError:
        return Settings()
    known = set(Settings._fields)
    admitted = {"language": LANGUAGES, "theme": THEMES}
    return Settings(
        **{
            key: value
            for key, value in read.items()
            if key in known and isinstance(value, str) and value in admitted.get(key, (value,))
        }
    )


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings of a data folder.

    Raises:
        OSError: the folder cannot be written.
    """
    lines = [f"{name} = {_quoted(value)}\n" for name, value in settings._asdict().items()]
    write_atomically(folder / FILE_NAME, "".join(lines).encode("utf-8"))


def _quoted(text: str) -> str:
    """Return a TOML basic string; what could end or break it is escaped."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half of a pair is no text
    escaped = whole.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
