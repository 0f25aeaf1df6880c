"""The sentence of every rule and its fix: one module per subject, like the rules themselves."""

from chorus_desk.wording.sentences import (
    adjustments,
    amounts,
    attachments,
    buyer,
    container,
    credit_notes,
    dates,
    follow_up,
    frameworks,
    identity,
    lengths,
    lines,
    notes,
    numbering,
    official,
    own_page,
    parties,
    past,
    payment,
    portal_page,
    printing,
    reading,
    seller,
    vat,
)
from chorus_desk.wording.sentences.kind import Sentences

_MODULES = (
    numbering, dates, seller, buyer, identity, parties, frameworks, credit_notes, lines,
    adjustments, amounts, vat, notes, lengths, payment, attachments, printing, reading, official,
    follow_up, container, portal_page, own_page, past,
)  # fmt: skip
SENTENCES: Sentences = {
    rule: texts for module in _MODULES for rule, texts in module.SENTENCES.items()
}
