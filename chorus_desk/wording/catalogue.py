"""Sentences by language: French is the source text, the English ones come from one catalogue."""

from functools import cache
from gettext import GNUTranslations, NullTranslations

from chorus_desk import resources
from chorus_desk.wording.typography import french_spaces
from chorus_desk.wording.values import shown

FRENCH = "fr"
ENGLISH = "en"
LANGUAGES = (FRENCH, ENGLISH)


def N_(text: str) -> str:  # noqa: N802 -- the name that gettext's tools look for
    """Mark a French text that is translated where it is said."""
    return text


def say(text: str, language: str, /, **params: object) -> str:
    """Return a French text in a language, its places filled with values written as there.

    In French its signs get their no-break spaces; the values are left as they are.
    """
    sentence = _catalogue(language).gettext(text) if text else ""
    if language == FRENCH:
        sentence = french_spaces(sentence)
    if not params:
        return sentence
    return sentence.format(**{name: shown(value, language) for name, value in params.items()})


def say_count(one: str, many: str, count: int, language: str, /, **params: object) -> str:
    """Return the singular or the plural of a French text, with ``{count}`` filled in.

    In French zero and one are singular, in English one alone.
    """
    singular = count < 2 if language == FRENCH else count == 1
    return say(one if singular else many, language, count=count, **params)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == FRENCH:
        return NullTranslations()
    with resources.path("i18n", f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)
