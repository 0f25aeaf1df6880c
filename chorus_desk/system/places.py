"""Where things are kept on this machine."""

import os
from pathlib import Path

from chorus_desk.system.files import write_atomically

_NAME = "Chorus Desk"
_POINTER = "data-folder.txt"


def default_data_folder() -> Path:
    """Return the folder of the user's data when none is named: the one chosen, else the usual."""
    from platformdirs import user_data_path

    chosen = _chosen()
    return chosen if chosen is not None else user_data_path(_NAME, appauthor=False)


def choose_data_folder(folder: Path) -> None:
    """Make a folder the one of the user's data from now on, also for the next starts.

    Raises:
        OSError: the choice cannot be kept.
    """
    pointer = _pointer()
    pointer.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(pointer, str(folder.absolute()).encode("utf-8"))


def _chosen() -> Path | None:
    """Return the folder that was chosen; one that is gone, or unplugged, does not count."""
    try:
        folder = Path(_pointer().read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
    return folder if folder.is_absolute() and folder.is_dir() else None


def _pointer() -> Path:
    from platformdirs import user_config_path

    return user_config_path(_NAME, appauthor=False) / _POINTER


def cache_folder() -> Path:
    """Return the folder of what can be made again: ``CHORUS_DESK_CACHE``, else the usual one."""
    named = os.environ.get("CHORUS_DESK_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path(_NAME, appauthor=False)
