"""What a body asks for, in the words of the workbook that asks for it: always in French."""

from collections.abc import Mapping

from chorus_desk.domain.party import Requirement
from chorus_desk.domain.text import fold

REQUIREMENT_WORDS: Mapping[Requirement, str] = {
    Requirement.NONE: "Ni l'un ni l'autre",
    Requirement.SERVICE: "Code service",
    Requirement.COMMITMENT: "Numéro d'engagement",
    Requirement.EITHER: "L'un ou l'autre",
    Requirement.BOTH: "Les deux",
}


def requirement_of(words: str) -> Requirement | None:
    """Return what is meant by a text of the list, however it is cased or accented."""
    return {fold(text): key for key, text in REQUIREMENT_WORDS.items()}.get(fold(words))
