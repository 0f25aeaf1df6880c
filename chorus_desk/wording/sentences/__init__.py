"""The sentence of every rule and its fix: one module per subject, like the rules themselves."""

from chorus_desk.wording.sentences import (
    amounts,
    attachments,
    buyer,
    container,
    credit_notes,
    dates,
    follow_up,
    frameworks,
    lines,
    numbering,
    official,
    payment,
    portal_page,
    printing,
    reading,
    seller,
    vat,
)
from chorus_desk.wording.sentences.kind import Sentences

_MODULES = (
    numbering, dates, seller, buyer, frameworks, credit_notes, lines, amounts, vat, payment, attachments, printing, reading, official, follow_up, container, portal_page,
)  # fmt: skip
SENTENCES: Sentences = {
    rule: texts for module in _MODULES for rule, texts in module.SENTENCES.items()
}
