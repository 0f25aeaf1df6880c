"""Writes docs/rules.md and docs/refusals.md: what is checked, and which refusals that spares.

The rules come from the program itself; the refusals known from the field are rows of a table.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from chorus_desk import resources
from chorus_desk.domain.kinds import Circuit
from chorus_desk.rules.engine import CHECKS, MODULES
from chorus_desk.wording.corrections import LABELS
from chorus_desk.wording.sentences import SENTENCES

ELSEWHERE = Path(__file__).with_name("rules_elsewhere.csv")
REFUSALS = Path(__file__).with_name("refusals.csv")
_SEVERITIES = {"E": "error", "W": "warning", "I": "information", "-": "–"}
_RULES_HEAD = """# Rules

Made by `python3 dev.py docs` from the program; not edited by hand. {count} rules, {clicks} of them
with a one-click correction (**in bold**); what else can be done is said as the program says it.
Sentences are shown in French, their source; words in braces stand for what the invoice holds.

On the direct deposit ("historical") and through an approved platform ("reform") a rule may weigh
differently, or not exist. An error stops issuing; a warning is worth a look. The official schema
and Schematron sheets run beside these rules, on the file.
"""
_REFUSALS_HEAD = """# Refusals, and what spares them

Made by `python3 dev.py docs` from `packaging/refusals.csv`; not edited by hand. For each of the
{count} messages of refusal and error known from the field, named by a word of it: the rules that
would have spared it, and what no rule of an offline program can know. {spared} have a rule; {rest}
have none, for the reason given. The rules are in [rules.md](rules.md), but for those that look at
files and bundles (`XSD`, `CD-PDF-SIZE`, `CD-FLOW-SIZE` …) and at deposits (`CD-NO-STATUS`).
"""


def rules_page() -> str:
    """Return docs/rules.md."""
    rows = {row["rule"]: row for row in resources.read_table("rules")}
    clicks = sum(rule in LABELS for rule in rows)
    parts = [_RULES_HEAD.format(count=len(rows), clicks=clicks)]
    for module in MODULES:
        title = (module.__doc__ or "").partition("\n")[0].removeprefix("Rules on ").rstrip(".")
        parts.append(f"\n## {title[:1].upper()}{title[1:]}\n\n")
        found = [_rule(row) for rule, row in rows.items() if rule in module.RULES]
        parts.append(_table(("rule", "source", "when", "sentence", "fix"), found))
    parts.append("\n## Checks that are no rule of the form\n\n")
    others = [(f"`{r['rule']}`", r["about"], r["where"]) for r in _rows(ELSEWHERE)]
    parts.append(
        _table(("check", "what it is about", "where it is looked after, or why not"), others)
    )
    return "".join(parts)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rule(row: Mapping[str, str]) -> Sequence[str]:
    rule = row["rule"]
    told = [texts for id_, texts in SENTENCES.items() if id_.partition(":")[0] == rule]
    sentence, fix = (" / ".join(filter(None, parts)) or None for parts in zip(*told, strict=True))
    label = f"**{LABELS[rule]}**" if rule in LABELS else None
    todo = ". ".join(part for part in (label, fix) if part) or "–"
    source = f"{row['source']}: {row['reference']}"
    return f"`{rule}`", source, f"{_when(row)}. {condition(rule)}", sentence or "", todo


def _when(row: Mapping[str, str]) -> str:
    letters = {circuit: row[circuit] for circuit in Circuit}
    if len(set(letters.values())) == 1:
        return f"Both circuits: {_SEVERITIES[letters[Circuit.HISTORICAL]]}"
    named = (f"{c.value} {_SEVERITIES[letter]}" for c, letter in letters.items() if letter != "-")
    return ", ".join(named).capitalize()


def condition(rule: str) -> str:
    """Return in a sentence when a rule fires: the first of its function's own description."""
    text = (CHECKS[rule].__doc__ or "").strip().partition("\n\n")[0]
    return re.sub(r"``(.+?)``", r"`\1`", " ".join(text.split()))


def refusals() -> list[dict[str, str]]:
    """Return the messages known from the field: kind, a word of theirs, rules, what remains."""
    return _rows(REFUSALS)


def refusals_page() -> str:
    """Return docs/refusals.md."""
    rows = refusals()
    spared = sum(bool(row["rules"]) for row in rows)
    head = _REFUSALS_HEAD.format(count=len(rows), spared=spared, rest=len(rows) - spared)
    parts = [head]
    for kind in dict.fromkeys(row["kind"] for row in rows):
        parts.append(f"\n## {kind.replace('_', ' ').capitalize()}\n\n")
        found = [_refusal(row) for row in rows if row["kind"] == kind]
        parts.append(_table(("message", "what it is about", "rules", "what remains"), found))
    return "".join(parts)


def _refusal(row: Mapping[str, str]) -> Sequence[str]:
    rules = ", ".join(f"`{rule}`" for rule in row["rules"].split("|") if rule)
    return f"… {row['word']} …", row["about"], rules or "none", row["remains"] or "–"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"{line}\n" for line in _lines(head, rows))


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


PAGES = {"rules.md": rules_page, "refusals.md": refusals_page}


def write_pages(folder: Path) -> list[str]:
    """Write the pages and return their names."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8", newline="\n")
    return list(PAGES)
