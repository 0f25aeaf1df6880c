"""What is known of a document beside what its sheet checks: two things, said with the verdict."""

import re
from collections.abc import Iterator

from lxml import etree

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats.official_rules.places import (
    location_of,
    path_of_location,
    term_of_location,
)
from chorus_desk.formats.tables import Profile

_EIGHT_DIGITS = re.compile(r"\d{8}")


def beside_the_sheets(root: etree._Element, profile: Profile | None) -> Iterator[Finding]:
    """Give what a sheet leaves out: whose rules were not applied, and dates in a wrong form.

    The Factur-X EN 16931 sheet lacks CII-DT-097, which the norm's own sheet for CII has.
    """
    if profile is not None and profile.national:
        yield Finding(rule="CD-NATIONAL-RULES", severity=Severity.INFO, source=Source.EN16931,
                      field="BT-24", params={"name": profile.national})  # fmt: skip
    for element in root.iter("{*}DateTimeString", "{*}DateString"):
        written = (element.text or "").strip()
        if element.get("format") == "102" and not _EIGHT_DIGITS.fullmatch(written):
            location = location_of(element)
            yield Finding(
                rule="CII-DT-097", severity=Severity.ERROR, source=Source.EN16931,
                field=term_of_location(location), path=path_of_location(location),
                params={"value": written[:40]},
            )  # fmt: skip
