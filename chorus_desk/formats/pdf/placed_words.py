"""The words of a PDF's pages with their places: what a table is read by; bounded.

Lengths are points; ``left`` and ``right`` from the page's left, ``base`` from its top.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from chorus_desk.formats.pdf.opening import entry
from chorus_desk.formats.pdf.page_text import plain_text
from chorus_desk.formats.pdf.pages import (
    MOST_CONTENT,
    Budget,
    Pages,
    Sheet,
    content_streams,
    font_maps,
    pages_of,
)

MOST_WORDS = 40_000
"""Words that are placed; a page has five hundred."""
_DEEPEST = 8
"""Forms within forms."""
_MOST_KEPT = 100
"""States kept within each other."""
_A4_HEIGHT = 842.0
_APART = 0.18
"""Parts of a letter's size between two letters that make two words: a space takes a quarter."""
_SAME_BASE = 0.3

Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


class Word(NamedTuple):
    """A word where it is printed, upright; ``page`` from zero."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int


def words_of(reader: Any, most: int = MOST_CONTENT) -> tuple[Word, ...]:
    """Return the words of an opened PDF in the order in which they are drawn, none where not whole.

    ``most``: bytes of drawing that are taken apart.
    """
    pages = pages_of(reader)
    pages.budget = Budget(most, whole=pages.budget.whole)
    maps = Budget()
    words: list[Word] = []
    for number, sheet in enumerate(pages.sheets):
        pen = _Pen(number)
        try:
            if not all(maps.spend_on(stream) for stream in font_maps(sheet)):
                return ()
            drawer = _Drawer(pages, sheet.resources, pen, _State(_upright(sheet)))
            drawer.draw(content_streams(sheet))
            words += pen.finished()
        except Exception:  # noqa: BLE001 -- pypdf raises what it likes on broken drawings
            return ()
        if not pages.budget.whole or len(words) > MOST_WORDS:
            return ()
    return tuple(words)


class _TooManyError(Exception):
    """There are more letters than are looked at."""


@dataclass(slots=True)
class _State:
    """What a drawing has chosen for its text (ISO 32000-1, 9.3)."""

    place: Matrix
    font: Any = None
    size: float = 1.0
    between_letters: float = 0.0
    between_words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Pen:
    """Makes words of letters as they come."""

    page: int
    words: list[Word] = field(default_factory=list)
    _open: Word | None = None

    def write(self, text: str, left: float, right: float, base: float, size: float) -> None:
        """Add a letter: to the word before it where it stands close, else to a new one."""
        if not text.strip():
            self._close()
            return
        last = self._open
        if last is not None and (
            abs(last.base - base) < _SAME_BASE * size
            and -0.5 * size < left - last.right < _APART * size
        ):
            self._open = last._replace(text=last.text + text, right=right)
            return
        self._close()
        self._open = Word(text, left, right, base, size, self.page)

    def finished(self) -> list[Word]:
        """Return all words."""
        self._close()
        return self.words

    def _close(self) -> None:
        if self._open is not None:
            self.words.append(self._open)
            self._open = None
        if len(self.words) > MOST_WORDS:
            raise _TooManyError


@dataclass(slots=True)
class _Drawer:
    """Follows one stream of drawing as far as its text goes."""

    pages: Pages
    resources: Any
    pen: _Pen
    state: _State
    depth: int = 0
    kept: list[_State] = field(default_factory=list)
    text: Matrix = _AS_IT_IS
    line: Matrix = _AS_IT_IS
    fonts: dict[str, Any] = field(default_factory=dict)

    def draw(self, streams: Sequence[Any]) -> None:
        """Follow the operators of some streams, those that say nothing sensible passed over."""
        for operands, operator in self.pages.operations(list(streams)):
            act, count = _ACTS.get(operator, (None, 0))
            if act is not None and len(operands) == count:
                act(self, *operands)

    def keep(self) -> None:
        if len(self.kept) < _MOST_KEPT:
            self.kept.append(copy(self.state))

    def back(self) -> None:
        if self.kept:
            self.state = self.kept.pop()

    def place(self, *numbers: Any) -> None:
        self.state.place = _times(_matrix(numbers), self.state.place)

    def begin(self) -> None:
        self.text = self.line = _AS_IT_IS

    def set_text(self, *numbers: Any) -> None:
        self.text = self.line = _matrix(numbers)

    def choose_font(self, name: Any, size: Any) -> None:
        self.state.font = _font(self.fonts, self.resources, str(name))
        self.state.size = float(size)

    def move(self, across: Any, up: Any) -> None:
        self.text = self.line = _moved(self.line, float(across), float(up))

    def move_leading(self, across: Any, up: Any) -> None:
        self.state.leading = -float(up)
        self.move(across, up)

    def next_line(self) -> None:
        self.move(0, -self.state.leading)

    def show(self, shown: Any) -> None:
        self.text = _show(shown, self.state, self.text, self.pen)

    def show_on_next(self, shown: Any) -> None:
        self.next_line()
        self.show(shown)

    def show_spaced(self, words: Any, letters: Any, shown: Any) -> None:
        self.state.between_words, self.state.between_letters = float(words), float(letters)
        self.show_on_next(shown)

    def show_form(self, name: Any) -> None:
        form = entry(entry(self.resources, "/XObject"), str(name))
        if self.depth >= _DEEPEST or entry(form, "/Subtype") != "/Form":
            return
        if not self.pages.budget.spend(100):
            return
        own, numbers = entry(form, "/Resources"), entry(form, "/Matrix")
        state = copy(self.state)
        if numbers is not None:
            state.place = _times(_matrix(numbers), state.place)
        resources = self.resources if own is None else own
        _Drawer(self.pages, resources, self.pen, state, self.depth + 1).draw([form])


def _chooses(name: str, part: int = 1) -> Callable[[_Drawer, Any], None]:
    def choose(drawer: _Drawer, number: Any) -> None:
        setattr(drawer.state, name, float(number) / part)

    return choose


_ACTS: Mapping[bytes, tuple[Callable[..., None], int]] = {
    b"q": (_Drawer.keep, 0), b"Q": (_Drawer.back, 0), b"cm": (_Drawer.place, 6),
    b"BT": (_Drawer.begin, 0), b"Tm": (_Drawer.set_text, 6), b"Tf": (_Drawer.choose_font, 2),
    b"Td": (_Drawer.move, 2), b"TD": (_Drawer.move_leading, 2), b"T*": (_Drawer.next_line, 0),
    b"Tj": (_Drawer.show, 1), b"TJ": (_Drawer.show, 1), b"'": (_Drawer.show_on_next, 1),
    b'"': (_Drawer.show_spaced, 3), b"Do": (_Drawer.show_form, 1),
    b"Tc": (_chooses("between_letters"), 1), b"Tw": (_chooses("between_words"), 1),
    b"Tz": (_chooses("stretch", 100), 1), b"TL": (_chooses("leading"), 1),
    b"Ts": (_chooses("rise"), 1),
}  # fmt: skip
"""What text is placed by, with the number of its operands (ISO 32000-1, 9.3 and 9.4)."""


def _show(shown: Any, state: _State, text: Matrix, pen: _Pen) -> Matrix:
    """Write what an operator shows, and return where the next letter stands."""
    for item in shown if isinstance(shown, list) else [shown]:
        if isinstance(item, int | float):
            text = _moved(text, -float(item) / 1000 * state.size * state.stretch, 0)
            continue
        for letter, width, is_space in _letters(state.font, item):
            advance = width / 1000 * state.size
            _write(letter, advance * state.stretch, state, text, pen)
            advance += state.between_letters + (state.between_words if is_space else 0)
            text = _moved(text, advance * state.stretch, 0)
    return text


def _write(letter: str, width: float, state: _State, text: Matrix, pen: _Pen) -> None:
    a, b, _, d, x, y = _times(_moved(text, 0, state.rise), state.place)
    size = abs(d) * abs(state.size)
    if abs(b) > abs(a) / 10 or a <= 0 or not size:  # not upright
        return
    pen.write(letter, x, x + a * width, y, size)


def _letters(font: Any, shown: Any) -> Iterator[tuple[str, float, bool]]:
    """Give each letter with its width in thousandths, and whether it is a space."""
    raw = getattr(shown, "original_bytes", shown)
    if font is None or not isinstance(raw, bytes):
        return
    if isinstance(font.encoding, str):
        codes = raw.decode(font.encoding, "replace")
        signs = codes
    else:
        codes = raw.decode("latin-1")
        signs = "".join(font.encoding.get(byte, chr(byte))[:1] or " " for byte in raw)
    for code, sign in zip(codes, signs, strict=True):
        letter = plain_text(str(font.character_map.get(sign, sign)))
        yield letter, font.get_text_width(code), code == " "


def _font(fonts: dict[str, Any], resources: Any, name: str) -> Any:
    """Return a font as pypdf understands it, None where it cannot be read."""
    if name not in fonts:
        from pypdf.generic._font import Font

        try:
            fonts[name] = Font.from_font_resource(entry(entry(resources, "/Font"), name))
        except Exception:  # noqa: BLE001 -- pypdf raises what it likes on broken fonts
            fonts[name] = None
    return fonts[name]


def _upright(sheet: Sheet) -> Matrix:
    """Return the matrix from a page's own places to those on the sheet as it is seen."""
    box = [float(number) for number in _inherited(sheet.page, "/MediaBox") or ()]
    left, low, right, high = box if len(box) == 4 else (0.0, 0.0, 0.0, _A4_HEIGHT)
    turned = int(_inherited(sheet.page, "/Rotate") or 0) % 360
    # Places count from the top, so that what stands below has the larger ``base``.
    return {
        90: (0, 1, 1, 0, -low, -left), 180: (-1, 0, 0, 1, right, -low),
        270: (0, -1, -1, 0, high, right),
    }.get(turned, (1, 0, 0, -1, -left, high))  # fmt: skip


def _inherited(page: Any, name: str) -> Any:
    node, steps = page, 0
    while node is not None and steps < _MOST_KEPT:
        found = entry(node, name)
        if found is not None:
            return found
        node, steps = entry(node, "/Parent"), steps + 1
    return None


def _matrix(numbers: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def _moved(matrix: Matrix, across: float, up: float) -> Matrix:
    a, b, c, d, e, f = matrix
    return a, b, c, d, across * a + up * c + e, across * b + up * d + f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip
