"""The seller's logo: any usual picture, made small, opaque and safe to embed."""

from io import BytesIO

from chorus_desk.domain.errors import UserError

LARGEST_FILE = 5_000_000
"""Bytes."""
MOST_PIXELS = 40_000_000
_LARGEST_SIDE = 900
"""Pixels; 150 points wide at 430 dots per inch."""


def normalized_logo(content: bytes) -> bytes:
    """Return a logo as an opaque PNG on white, at most 900 pixels wide or high.

    PDF/A allows transparency, printers and the portal do not care for it.

    Raises:
        UserError: ``logo-too-large`` or ``logo-unreadable``.
    """
    from PIL import Image, UnidentifiedImageError

    if len(content) > LARGEST_FILE:
        raise UserError("logo-too-large", megabytes=LARGEST_FILE // 1_000_000)
    try:
        with Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UserError("logo-too-large", megabytes=LARGEST_FILE // 1_000_000)
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UserError("logo-unreadable") from error
    picture.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    page = Image.new("RGB", picture.size, "white")
    page.paste(picture, mask=picture.getchannel("A"))
    buffer = BytesIO()
    page.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
