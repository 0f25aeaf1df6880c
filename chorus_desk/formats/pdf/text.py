"""Text broken into lines that fit a width."""

from functools import lru_cache

from chorus_desk.formats.pdf import fonts


@lru_cache(maxsize=4096)
def wrap(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """Return the lines of a text, broken at spaces; a word wider than a line is cut.

    Line breaks in the text are kept.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in fonts.printable(paragraph).split(" "):
            candidate = f"{line} {word}" if line else word
            if fonts.width(candidate, font, size) <= width:
                line = candidate
                continue
            if line:
                lines.append(line)
            *full, line = _cut(word, font, size, width)
            lines += full
        lines.append(line)
    return tuple(lines)


def _cut(word: str, font: str, size: float, width: float) -> list[str]:
    """Return a word in pieces that each fit: as few as possible, by halving."""
    pieces: list[str] = []
    while fonts.width(word, font, size) > width and len(word) > 1:
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            if fonts.width(word[:middle], font, size) <= width:
                low = middle
            else:
                high = middle - 1
        pieces.append(word[:low])
        word = word[low:]
    return [*pieces, word]


def shortened(text: str, font: str, size: float, width: float) -> str:
    """Return a text on one line, with an ellipsis where it does not fit."""
    text = fonts.printable(text)
    if fonts.width(text, font, size) <= width:
        return text
    while text and fonts.width(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text}…"
