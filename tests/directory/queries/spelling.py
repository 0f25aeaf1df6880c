"""How names change under the hands of someone who types them."""

import random
import re
import string
import unicodedata
from collections.abc import Callable, Iterator

LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
SHORT = {"saint": "st", "sainte": "ste"}
LONG = {short: long for long, short in SHORT.items()}
LINKS = frozenset(("le", "la", "les", "l", "de", "du", "des", "d"))
VOWELS = "aeiouy"

ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")  # the letters of a French keyboard
BESIDE = {
    letter: "".join(
        other
        for near in ROWS[max(0, line - 1) : line + 2]
        for other in near[max(0, place - 1) : place + 2]
        if other != letter
    )
    for line, row in enumerate(ROWS)
    for place, letter in enumerate(row)
}


def unaccented(text: str) -> str:
    """The text without accents and ligatures, its case and signs kept."""
    parts = unicodedata.normalize("NFD", text.translate(LIGATURES))
    return "".join(part for part in parts if not unicodedata.combining(part))


def plain(text: str) -> str:
    """Lower case without accents; hyphens, apostrophes and every other sign are spaces."""
    return " ".join(re.findall(r"[a-z0-9]+", unaccented(text).lower()))


def fold(text: str) -> str:
    """What two spellings of one name have in common: plain, « st » written in full."""
    return " ".join(LONG.get(word, word) for word in plain(text).split())


def typed(text: str) -> str:
    """A name as people type it: plain, « st » and « ste » for saint and sainte."""
    return " ".join(SHORT.get(word, word) for word in fold(text).split())


def without_links(text: str) -> str:
    """The folded text without its articles and « de »."""
    return " ".join(word for word in fold(text).split() if word not in LINKS)


def of(name: str) -> str:
    """« de » and a plain name: du havre, des ulis, de la rochelle, d orleans, de rennes."""
    article, _, rest = name.partition(" ")
    if article in ("le", "les") and rest:
        return ("du " if article == "le" else "des ") + rest
    if name[:1] in VOWELS:
        return f"d {name}"
    return f"de {name}"


# --- slips -----------------------------------------------------------------------------------


def missing(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def doubled(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def swapped(chance: random.Random, word: str) -> str:
    at = chance.choice([at for at in range(len(word) - 1) if word[at] != word[at + 1]])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def neighbour(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(BESIDE[word[at]]) + word[at + 1 :]


Slip = Callable[[random.Random, str], str]
SLIPS: tuple[Slip, ...] = (missing, doubled, swapped, neighbour)


def long_words(text: str) -> list[str]:
    """The words in which a slip is made: letters only, five or more."""
    return [word for word in text.split() if len(word) >= 5 and word.isalpha()]


def with_slip(chance: random.Random, text: str, slip: Slip) -> str:
    """The plain text with one slip in one of its long words; ``long_words(text)`` has one."""
    word = chance.choice(long_words(text))
    return re.sub(rf"\b{word}\b", lambda _: slip(chance, word), text, count=1)


def one_slip_away(text: str) -> Iterator[str]:
    """Every text that one slip turns into this one, and the text itself."""
    yield text
    cuts = [(text[:at], text[at:]) for at in range(len(text) + 1)]
    for left, right in cuts:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in string.ascii_lowercase:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


def unfinished(chance: random.Random, text: str) -> str | None:
    """The text while its last word is being typed: four letters of it or more, not its end."""
    head, last = text[: text.rfind(" ") + 1], text[text.rfind(" ") + 1 :]
    return head + last[: chance.randrange(4, len(last))] if len(last) >= 5 else None
