"""A font program of Adobe's first kind (Adobe Type 1 Font Format, 1990), for widths."""

import re
from collections.abc import Mapping

from chorus_desk.formats.pdf.own.compact import BrokenFontError
from chorus_desk.formats.pdf.own.standard_names import standard_encoding

MOST_GLYPHS = 5_000
_EXEC, _LETTER = 55665, 4330
_LETTER_OF = re.compile(rb"/([^\s/]{1,100})\s+(\d{1,5})\s+(?:RD|-\||\S{1,10})\s")
_CODE_OF = re.compile(rb"dup\s+(\d{1,3})\s*/([^\s/]{1,100})\s+put")
_MATRIX = re.compile(rb"/FontMatrix\s*\[\s*([\d.eE+-]{1,30})")
_LEAD = re.compile(rb"/lenIV\s+(\d)")


def read_type1(data: bytes) -> tuple[Mapping[str, float], Mapping[int, str]]:
    """Return the width of each glyph by name, in thousandths, and the name behind each code.

    Raises:
        BrokenFontError: it cannot be read.
    """
    clear, mark, rest = data.partition(b"eexec")
    if not mark:
        raise BrokenFontError
    private = _opened(rest.lstrip(b" \t\r\n"))
    matrix = _MATRIX.search(clear)
    scale = float(matrix[1]) * 1000 if matrix else 1.0
    lead = _LEAD.search(private)
    skipped = int(lead[1]) if lead else 4
    place = private.find(b"/CharStrings")
    if place < 0:
        raise BrokenFontError
    widths: dict[str, float] = {}
    place += len(b"/CharStrings")
    while len(widths) < MOST_GLYPHS and (match := _LETTER_OF.search(private, place)):
        length = int(match[2])
        letter = _decrypted(private[match.end() : match.end() + length], _LETTER)[skipped:]
        widths[match[1].decode("latin-1")] = _width(letter) * scale
        place = match.end() + length
    codes = {int(code): name.decode("latin-1") for code, name in _CODE_OF.findall(clear)}
    return widths, codes or standard_encoding()


def _opened(secret: bytes) -> bytes:
    head = secret[:4]
    if re.fullmatch(rb"[0-9A-Fa-f]{4}", head):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", secret)
        secret = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    return _decrypted(secret, _EXEC)[4:]


def _decrypted(secret: bytes, key: int) -> bytes:
    plain = bytearray()
    for byte in secret:
        plain.append(byte ^ key >> 8)
        key = (byte + key) * 52845 + 22719 & 0xFFFF
    return bytes(plain)


def _width(letter: bytes) -> float:
    """Return the width that a letter begins with: ``hsbw`` or ``sbw``."""
    stack: list[float] = []
    place = 0
    while place < len(letter):
        byte = letter[place]
        place += 1
        if byte >= 32:
            value, place = _number(letter, place - 1)
            stack.append(value)
        elif byte == 13 and len(stack) >= 2:
            return stack[1]
        elif byte == 12 and letter[place] == 7 and len(stack) >= 4:
            return stack[2]
        elif byte == 12 and letter[place] == 12 and len(stack) >= 2:
            place += 1
            by = stack.pop()
            stack.append(stack.pop() / by)
        else:
            break
    raise BrokenFontError


def _number(letter: bytes, place: int) -> tuple[float, int]:
    byte = letter[place]
    if byte <= 246:
        return byte - 139, place + 1
    if byte <= 250:
        return (byte - 247) * 256 + letter[place + 1] + 108, place + 2
    if byte <= 254:
        return -(byte - 251) * 256 - letter[place + 1] - 108, place + 2
    return int.from_bytes(letter[place + 1 : place + 5], "big", signed=True), place + 5
