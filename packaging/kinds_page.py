"""Writes ``docs/kinds.md``: what becomes of each kind, on each circuit, in each format."""

import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from chorus_desk.domain.kinds import Circuit
from chorus_desk.wording.findings import sentence
from tests.kinds.table import FORMATS, LEGITIMATE, Cell, cells

_HEAD = """# The kinds of documents

Made by `python3 dev.py docs` from `tests/kinds`; not edited by hand. Each cell was built, checked
by the rules of its circuit, written, judged by the official XSD and Schematron (EN 16931 or the
extension it needs; in the reform BR-FR too), read again and compared field by field. A Factur-X is
taken apart again, and the XML inside it is what is judged and read.

**yes** and the profile it was written in: no error, and nothing lost. **no** and a rule: the
circuit does not carry this kind, and that rule says so before any file is made (its sentence is
below). **no** and a rule marked official: the format has no place for it there.
"""


def page(table: Sequence[Cell]) -> str:
    """Return the page."""
    lines = [_HEAD, _counted(table), ""]
    for group, members in groupby(table, key=lambda cell: cell.kind.group):
        lines += _table(group, list(members))
    lines += ["## Refusals", "", "| rule | what it says |", "|---|---|"]
    lines += [f"| {rule} | {text} |" for rule, text in _refusals(table).items()]
    lines += ["", "## What may differ between what was written and what is read", ""]
    lines += ["| format | field | why |", "|---|---|---|"]
    lines += [
        f"| {'all' if form == '*' else form} | `{path.replace('[[]', '[')}` | {why} |"
        for form, patterns in LEGITIMATE.items()
        for path, why in patterns.items()
    ]
    return "\n".join(lines).rstrip() + "\n"


def write_page(target: Path) -> str:
    """Work the table out, write the page and return its count."""
    found = cells()
    target.write_text(page(found), encoding="utf-8", newline="\n")
    return _counted(found)


def _counted(table: Sequence[Cell]) -> str:
    kinds = len({cell.kind.key for cell in table})
    through = sum(cell.sound for cell in table)
    refused = sum(cell.refused_as_it_should for cell in table)
    uncarried = sum(cell.not_carried is not None and cell.as_expected for cell in table)
    other = len(table) - through - refused - uncarried
    return (
        f"{kinds} kinds, {len(table)} cells: {through} go through whole, {refused} are refused by"
        f" the rule that should, {uncarried} by the official sheet, {other} do neither."
    )


def _table(group: str, rows: Sequence[Cell]) -> list[str]:
    columns = [(circuit, form.name) for circuit in Circuit for form in FORMATS]
    heads = " | ".join(f"{circuit}, {form}" for circuit, form in columns)
    lines = [f"## {group}", "", f"| kind | {heads} |", "|---" * (len(columns) + 1) + "|"]
    for kind, members in groupby(rows, key=lambda cell: cell.kind):
        found = {(cell.circuit, cell.format): cell for cell in members}
        lines.append(f"| {kind.title} | {' | '.join(_said_of(found[c]) for c in columns)} |")
    return [*lines, ""]


def _said_of(cell: Cell) -> str:
    if cell.refusals:
        expected = "no" if cell.refused_as_it_should else "**NO**"
        return f"{expected}: {', '.join(dict.fromkeys(f.rule for f in cell.refusals))}"
    if cell.sound:
        return f"yes: {cell.level}"
    if cell.not_carried and cell.as_expected:
        return f"no: {cell.not_carried} (official)"
    causes = [*dict.fromkeys(f.rule for f in cell.objections), *cell.differences]
    return f"**FAILS**: {'; '.join(causes)[:200]}".replace("|", "\\|")


def _refusals(table: Sequence[Cell]) -> dict[str, str]:
    """Return what each rule says of the first cell that it refuses."""
    said: dict[str, str] = {}
    for cell in table:
        for finding in cell.refusals:
            said.setdefault(finding.rule, sentence(finding, "en").replace("|", "\\|"))
    return dict(sorted(said.items()))
