"""A letter as a value, and the forms in which it leaves but for the page: text and e-mail."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from chorus_desk.domain.party import Party
from chorus_desk.wording import printed
from chorus_desk.wording.typography import NO_BREAK
from chorus_desk.wording.values import THIN

LONGEST_URL = 2_000
"""Characters of a ``mailto:`` address that every system hands to the mail program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter, or an e-mail; ``subject`` and ``body`` are the user's to change."""

    sender: Party
    recipient: tuple[str, ...]
    """Name, service and address, a line each."""
    day: date
    subject: str
    body: str
    """Paragraphs with an empty line between them; a dash or a number begins an item."""


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A ``mailto:`` address. ``whole``: the text is in it; otherwise it has to be pasted."""

    url: str
    whole: bool


def signature(sender: Party) -> tuple[str, ...]:
    """Return the lines under an e-mail that say who writes."""
    contact = sender.contact
    return (
        *filter(None, (sender.name, ", ".join(printed.address_lines(sender.address)))),
        *((f"SIRET {printed.siret(sender.siret)}",) if sender.siret else ()),
        *filter(None, (contact.phone, contact.email) if contact else ()),
    )


def mail_text(letter: Letter) -> str:
    """Return the text of the e-mail, signed."""
    return "\n".join((letter.body.rstrip(), "", *signature(letter.sender)))


def text_file(letter: Letter) -> bytes:
    """Return the subject and the text as a file that every editor opens (UTF-8 with its mark)."""
    text = printed.said("Objet : {subject}", subject=letter.subject)
    whole = f"{text}\n\n{mail_text(letter)}\n"
    return b"\xef\xbb\xbf" + whole.replace("\n", "\r\n").encode("utf-8")


def mail_address(letter: Letter, to: str = "") -> MailAddress:
    """Return the address that opens the user's mail program with the letter in it (RFC 6068).

    A text too long for one leaves it to the subject alone: half a letter would be worse.
    """
    start = f"mailto:{quote(to, safe='@')}?subject={_encoded(letter.subject)}"
    url = f"{start}&body={_encoded(mail_text(letter))}"
    return (
        MailAddress(url, whole=True) if len(url) <= LONGEST_URL else MailAddress(start, whole=False)
    )


def _encoded(text: str) -> str:
    # Mail programs show the spaces of typography badly, and in an address each has nine characters.
    plain = text.replace(NO_BREAK, " ").replace(THIN, " ")
    return quote("\r\n".join(plain.splitlines()), safe="")
