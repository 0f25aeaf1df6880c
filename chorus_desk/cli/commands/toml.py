"""Reads the TOML files that commands are given."""

import tomllib
from pathlib import Path
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.usecases.reading_files import read_file


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises:
        UserError: the file is missing or unreadable (``file-…``, ``toml-unreadable``).
    """
    try:
        return tomllib.loads(read_file(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None) or 1
        raise UserError("toml-unreadable", file=path.name, line=line) from error
