"""The program's own workbook as a file to choose: Excel's kind or LibreOffice's."""

from pathlib import Path

from chorus_desk.wording.catalogue import N_, say

_NAMES = ((".xlsx", N_("Classeur Excel")), (".ods", N_("Classeur LibreOffice")))


def workbook_filters(language: str) -> str:
    """Return the kinds that a dialog for saving offers."""
    return ";;".join(f"{say(name, language)} (*{ending})" for ending, name in _NAMES)


def workbook_target(chosen: str, kind: str) -> Path:
    """Return the file that was chosen, with the ending of the kind beside it where it has none."""
    path = Path(chosen)
    if any(path.suffix.casefold() == ending for ending, _ in _NAMES):
        return path
    ending = next((ending for ending, _ in _NAMES if f"*{ending}" in kind), _NAMES[0][0])
    return path.with_name(path.name + ending)
