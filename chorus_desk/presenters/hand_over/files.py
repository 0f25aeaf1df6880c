"""The files that were made for a deposit: what each is for, what stands against them."""

from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.formats.bundle import (
    ONE_BY_ONE,
)
from chorus_desk.presenters.routes import MOST_NAMED
from chorus_desk.usecases.bundle import Bundled
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.findings import fix, sentence

ATTACHMENTS = "attachments/"
"""Folder of a bundle."""


_PURPOSES = {
    "bordereau.pdf": N_("la liste de l'envoi"),
    "bordereau.csv": N_("la même liste, pour un tableur"),
    "controles.json": N_("ce que les contrôles ont dit"),
    "A-LIRE.txt": N_("le mode d'emploi, avec les fiches"),
    "flux.json": N_("les valeurs que l'API demande"),
    "SHA256SUMS": N_("les empreintes des fichiers"),
}


def deposit_files(made: Bundled, count: int) -> tuple[str, ...]:
    """Return the names of the files to deposit, for so many invoices."""
    return made.files[:count] if made.route in ONE_BY_ONE else made.files[:1]


def named_files(made: Bundled, count: int, language: str) -> str:
    """Return the names of the files to deposit, one a line, the first ones of many."""
    files = deposit_files(made, count)
    lines = list(files[:MOST_NAMED])
    if len(files) > len(lines):
        rest = len(files) - len(lines)
        lines.append(
            say_count(N_("et {count} autre"), N_("et {count} autres"), rest, language)
        )  # fmt: skip
    return "\n".join(lines)


def other_files(made: Bundled, count: int, language: str) -> str:
    """Return what is in the folder beside the files to deposit, as one sentence."""
    deposit = deposit_files(made, count)
    names = [name for name in made.files if name not in deposit]
    attached = [name for name in names if name.startswith(ATTACHMENTS)]
    said = [
        say(N_("{name} ({purpose})"), language, name=name,
            purpose=say(_PURPOSES[name], language)) if name in _PURPOSES else name
        for name in names if name not in attached
    ]  # fmt: skip
    if attached:
        said.insert(0, say_count(
            N_("{count} pièce jointe dans « attachments »"),
            N_("{count} pièces jointes dans « attachments »"), len(attached), language,
        ))  # fmt: skip
    return say(N_("Avec : {what}."), language, what=", ".join(said))


def refusal_lines(made: Bundled, language: str) -> tuple[str, ...]:
    """Return what stands against a bundle as sentences, each with the number of its invoice."""
    return tuple(
        _finding_line(number, finding, language)
        for number, finding in made.findings
        if finding.severity is Severity.ERROR
    )


def advice(made: Bundled, language: str) -> str:
    """Return what is worth knowing of a bundle: of its files in full, of its invoices how much."""
    own = [_finding_line("", finding, language) for number, finding in made.findings if not number]
    others = sum(bool(number) for number, _ in made.findings)
    if others:
        text = say_count(
            N_("{count} remarque des contrôles, sans gravité : elle est dans controles.json."),
            N_("{count} remarques des contrôles, sans gravité : elles sont dans controles.json."),
            others, language,
        )  # fmt: skip
        own.append(text)
    return " ".join(own)


def _finding_line(number: str, finding: Finding, language: str) -> str:
    what = " ".join(text for text in (sentence(finding, language), fix(finding, language)) if text)
    return say(N_("{what} : {why}"), language, what=number, why=what) if number else what
