"""What kinds of documents there are, and which way they go to the State."""

from enum import StrEnum


class Circuit(StrEnum):
    """The way to the State: straight to Chorus Pro, or through an approved platform."""

    HISTORICAL = "historical"
    REFORM = "reform"


class Kind(StrEnum):
    """What a document does."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
