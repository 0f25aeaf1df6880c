"""Where the demo's data lie, and how its folder is told from the user's."""

from pathlib import Path

MARKER = "demonstration.txt"
"""A data folder with this file is the demo's and may be begun anew."""
OUTPUT_MARKER = "dossiers-de-demonstration.txt"
"""The same for the folder of what the demo makes; another name, since it is no data folder."""


def is_demo(data: Path) -> bool:
    """Return whether a data folder is the demo's."""
    return (data / MARKER).is_file()


def demo_folder(data: Path) -> Path:
    """Return the folder of the demo that stands beside a data folder."""
    return data.with_name(f"{data.name} - demo")
