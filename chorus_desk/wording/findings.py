"""Findings as sentences a baker understands, and what to do about each."""

from fnmatch import fnmatchcase
from functools import cache
from string import Formatter

from chorus_desk.domain.finding import Finding
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.names import term_name
from chorus_desk.wording.sentences import SENTENCES
from chorus_desk.wording.sentences.kind import Texts
from chorus_desk.wording.sentences.of_others import SENTENCES as OF_OTHERS
from chorus_desk.wording.sentences.sheets import FORMS, SHEETS

_OFFICIAL = (
    N_("Règle officielle {rule} : {text}"),
    N_("Envoyez ce message à votre comptable ou à l'auteur du fichier."),
)


def sentence(finding: Finding, language: str) -> str:
    """Return what a finding says, in a language."""
    return say(_texts(finding)[0], language, **_params(finding, language))


def fix(finding: Finding, language: str) -> str | None:
    """Return what to do about a finding, None where nothing is to be done."""
    text = _texts(finding)[1]
    return say(text, language, **_params(finding, language)) if text else None


def has_own_sentence(finding: Finding) -> bool:
    """Return whether a finding is said in words of ours, not in a sheet's."""
    return _texts(finding) is not _OFFICIAL


def _texts(finding: Finding) -> Texts:
    """Return our sentences for a rule; the rule's own text where we have none.

    An invoice of somebody else has sentences that do not speak of the user's business.
    A rule that an official sheet found lacks the figures that our sentence may name: then a
    sentence without figures is said, then what the form of the assertion means.
    """
    if finding.params.get("whose") == "another" and finding.rule in OF_OTHERS:
        return OF_OTHERS[finding.rule]
    told_apart = f"{finding.rule}:{finding.params.get('case')}"
    for id_ in (told_apart, finding.rule, finding.rule.partition("_")[0]):
        ours = SENTENCES.get(id_)
        if ours and _places(id_) <= finding.params.keys():
            return ours
    form = FORMS.get(str(finding.params.get("form")))
    return form or _of_sheets(finding.rule) or _OFFICIAL


@cache
def _of_sheets(rule: str) -> Texts | None:
    return next((texts for pattern, texts in SHEETS.items() if fnmatchcase(rule, pattern)), None)


@cache
def _places(rule: str) -> frozenset[str]:
    """Return the names of the figures that our sentences for a rule contain."""
    texts = (text for text in SENTENCES[rule] if text)
    return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name)


def described(finding: Finding, language: str) -> dict[str, str | None]:
    """Return a finding with its sentences, as the JSON contract has it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "source": finding.source.value,
        "field": finding.field,
        "path": finding.path,
        "message": sentence(finding, language),
        "fix": fix(finding, language),
    }


_TERMS = ("term", "what")
"""Figures that name a datum by the id of its term, or by its element; they are said in words."""


def _params(finding: Finding, language: str) -> dict[str, object]:
    named = {
        name: term_name(str(finding.params[name]), language)
        for name in _TERMS
        if name in finding.params
    }
    return {"rule": finding.rule, "text": "", **finding.params, **named}
