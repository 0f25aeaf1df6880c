"""What the sheets' ready-made assertions say: four forms, told from the text, and whose they are.

The Factur-X sheets have hundreds of assertions made by a generator, all in a few forms ("Element
'ram:X' must occur exactly 1 times"). They name elements; a person is told the form in a sentence of
ours and the field.
"""

import re
from enum import StrEnum


class Form(StrEnum):
    """What such an assertion objects to."""

    UNUSED = "unused"
    """The profile has no place for it."""
    MISSING = "missing"
    """It must be there, once."""
    TOO_MANY = "too-many"
    VALUE = "value"
    """The value is not in the list of codes."""
    EMPTY = "empty"
    ATTRIBUTE = "attribute"
    """Something technical is added to it (an attribute) that the profile does not use."""


_FORMS = (  # the first that matches
    (Form.ATTRIBUTE, re.compile(r"^Attribute .* marked as not used in the given context")),
    (Form.UNUSED, re.compile(r"marked as not used in the given context")),
    (Form.UNUSED, re.compile(r"^A UBL (?:invoice|credit note) (?:should|shall) not include "
                             r"(?!an )")),
    (Form.ATTRIBUTE, re.compile(r"^(?:[A-Z][\w ]* attribute|Currency code list version id|[a-z]\w*)"
                                r" should not be present")),
    (Form.UNUSED, re.compile(r"^(?!Only )[^.]*(?:should|shall) not be (?:present|used)")),
    (Form.MISSING, re.compile(r"^Element '[^']*' must occur (?:exactly|at least) \d+ times")),
    (Form.MISSING, re.compile(r"^Attribute '[^']*' is required in this context")),
    (Form.MISSING, re.compile(r"^\w+ must exist exactly once")),
    (Form.TOO_MANY, re.compile(r"^Element (?:variant )?'[^']*' may occur at maximum \d+ times")),
    (Form.TOO_MANY, re.compile(r"^[^.,]* (?:should|shall) (?:exist|occur) "
                               r"(?:at most|maximum) once")),
    (Form.TOO_MANY, re.compile(r"^Only one [^()]* (?:should|shall) be present")),
    (Form.VALUE, re.compile(r"^Value of '[^']*' is not allowed")),
    (Form.VALUE, re.compile(r"^[^.;]*(?:MUST|shall) (?:be coded|belong)")),
    (Form.EMPTY, re.compile(r"^Document MUST not contain empty elements")),
)  # fmt: skip
_NAMED = re.compile(
    r"^(?:Element (?:variant )?|Value of )'(?:ram|rsm|udt|qdt|cac|cbc):(\w+)"
    r"|^(?:Only one )?([A-Z]\w+?) ?(?:must|should|shall) "
)
_ATTRIBUTE = re.compile(r"^(?:Value of|Attribute) '@(\w+)'")
_NAMES = r"(?:ram|rsm|udt|qdt|cac|cbc):\w+"
_IN_BRACKETS = re.compile(rf"\s*\((?:{_NAMES}/?|@\w+)+(?:\s*,\s*(?:{_NAMES}/?|@\w+)+)*\)")
_NAME = re.compile(rf"/?(?:{_NAMES})(?:/@?(?:\w+:)?\w+)*")
_NAME_AND_COLON = re.compile(r"^\[?BR-FR-[\w-]+/[\w-]+(?:\s+ou\s+[\w-]+)?\]?\s*:\s*")
_IN_UBL = re.compile(
    r"^A UBL (?:invoice|credit note) (?:should|shall) not include (?:the|a) ((?:[A-Z]\w+ ?)+)"
)
_XSLT = re.compile(r"<[\w:-]+\s[^<>]*/?>")
_TAX_REGISTRATION = "SpecifiedTaxRegistration"


def form_of(text: str) -> Form | None:
    """Return the form of an assertion's text, None where somebody wrote it."""
    return next((form for form, pattern in _FORMS if pattern.search(text)), None)


def element_named(text: str) -> str | None:
    """Return the local name of what a ready-made text names; None for an attribute in quotes."""
    found = _NAMED.search(text)
    return found[1] or found[2] if found else None


def attribute_named(text: str) -> str | None:
    """Return the attribute that a ready-made text demands, or whose value it objects to."""
    found = _ATTRIBUTE.match(text)
    return found[1] if found else None


def location_named(text: str, location: str) -> str:
    """Return where an assertion is about: UBL's are made on the document and name what is in it."""
    found = _IN_UBL.match(text)
    return "/".join(["/Invoice", *found[1].split()]) if found else location


def for_people(text: str) -> str:
    """Return a sheet's own text without the names of elements, XPath and XSLT left in it.

    The French sheets begin with the rule's id, which is said beside it, and name the element in
    brackets; one of them has an instruction that its author forgot to close.
    """
    said = _XSLT.sub("…", _NAME_AND_COLON.sub("", text)).replace("**", "")
    said = _NAME.sub("", _IN_BRACKETS.sub("", said))
    return " ".join(said.split())


def of_factur_x_alone(rule: str, form: Form | None, location: str) -> bool:
    """Return whether an assertion limits the syntax further than the norm does.

    The norm's own sheet for CII warns where the Factur-X sheet objects: to an element no term of
    the norm uses, to one repeated, to a tax registration beside the VAT number, and in the rules
    CII-SR. Profiles of other countries are bound by the norm alone.
    """
    if rule.startswith("CII-SR-"):
        return True
    ours = rule.startswith("FX-")
    beyond = form in (Form.UNUSED, Form.ATTRIBUTE, Form.TOO_MANY)
    return ours and (beyond or (form is Form.VALUE and _TAX_REGISTRATION in location))
