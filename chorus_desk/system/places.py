"""Where things are kept on this machine."""

from pathlib import Path


def default_data_folder() -> Path:
    """Return the folder of the user's data when none is named."""
    from platformdirs import user_data_path

    return user_data_path("Chorus Desk", appauthor=False)
