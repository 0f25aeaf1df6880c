"""The PDF around an invoice's data, judged: is it the Factur-X, the PDF/A-3 that it says it is?

Errors are what the Factur-X norm builds on: the data, found by its name, tied to the document, and
announced in the XMP as what it is. What PDF/A asks of the pages is a warning: the State's own
samples of 2018 break it, and nobody has published that a deposit is refused for it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from chorus_desk import resources
from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.formats.pdf.embedded import EmbeddedFile
from chorus_desk.formats.pdf.letters import letters_of
from chorus_desk.formats.pdf.opening import catalogue, entry
from chorus_desk.formats.pdf.page_use import PageUse, use_of
from chorus_desk.formats.pdf.pages import Pages, pages_of
from chorus_desk.formats.pdf.xmp import Xmp, read_xmp
from chorus_desk.formats.tables import Profile

_RELATIONSHIPS = frozenset({"Data", "Source", "Alternative"})
_PRINTED_ONLY = frozenset({"minimum", "basicwl"})
"""Levels whose data are less than the page: their relationship is Data (Factur-X 1.0, §6.2)."""
_INTENDED: Mapping[int | None, frozenset[str]] = {
    None: frozenset(),
    1: frozenset({"Gray"}),
    3: frozenset({"RGB", "Gray"}),
    4: frozenset({"CMYK", "Gray"}),
}
"""Device colours that an output intent explains, by the number of its profile's components."""
_SHOWN = 5
"""Fonts that are named."""

Hit = tuple[str, Mapping[str, Param]]


@dataclass(frozen=True, slots=True)
class Container:
    """A PDF and the file of its invoice, taken apart as far as the checks need."""

    reader: Any
    content: bytes
    data: EmbeddedFile
    others: Sequence[EmbeddedFile]
    profile: Profile | None
    """What the data's BT-24 names."""
    xmp: Xmp | None
    pages: Pages
    use: PageUse


def check_container(
    reader: Any, content: bytes, data: EmbeddedFile, others: Sequence[EmbeddedFile],
    profile: Profile | None,
) -> tuple[Finding, ...]:  # fmt: skip
    """Return what is wrong with the PDF around the data, severities by ``container_rules``."""
    pages = pages_of(reader)
    container = Container(
        reader, content, data, others, profile, read_xmp(reader), pages, use_of(pages)
    )
    return tuple(found(rule, **params) for check in _CHECKS for rule, params in check(container))


def found(rule: str, **params: Param) -> Finding:
    """Return the finding of a container rule, as grave as its row says."""
    return Finding(rule=rule, severity=_severities()[rule], source=Source.CONTAINER, params=params)


@cache
def _severities() -> Mapping[str, Severity]:
    rows = resources.read_table("container_rules")
    return {row["rule"]: Severity(row["severity"]) for row in rows}


def _metadata(container: Container) -> Iterator[Hit]:
    xmp = container.xmp
    if xmp is None or xmp.level is None:
        yield "CD-PDF-NO-XMP", {}
    elif not xmp.explained:
        yield "CD-PDF-XMP-SCHEMA", {}
    if xmp is not None and xmp.part != "3":
        yield "CD-PDF-NOT-A3", {}


def _profile(container: Container) -> Iterator[Hit]:
    profile, xmp = container.profile, container.xmp
    if profile is None or xmp is None or xmp.level is None:
        return
    if xmp.level.casefold() not in _names_of(profile.name):
        yield "CD-PDF-XMP-PROFILE", {"xmp": xmp.level[:40], "profile": profile.name}


def _names_of(profile: str) -> frozenset[str]:
    """Return what the XMP may call a profile, ignoring case."""
    rows = resources.read_table("xmp_levels")
    return frozenset(row["xmp"].casefold() for row in rows if row["profile"] == profile)


def _file_name(container: Container) -> Iterator[Hit]:
    said, name = container.xmp.file_name if container.xmp else None, container.data.name
    if said is not None and said.casefold() != name.casefold():
        yield "CD-PDF-XMP-NAME", {"xmp": said[:60], "name": name[:60]}


def _attachment(container: Container) -> Iterator[Hit]:
    data, level = container.data, container.profile.level if container.profile else None
    if not data.associated:
        yield "CD-PDF-NO-AF", {"name": data.name}
    if data.relationship is None:
        yield "CD-PDF-NO-RELATIONSHIP", {"name": data.name}
    elif data.relationship not in _RELATIONSHIPS:
        yield "CD-PDF-RELATIONSHIP", {"value": data.relationship[:40]}
    elif level in _PRINTED_ONLY and data.relationship != "Data":
        yield "CD-PDF-RELATIONSHIP", {"value": data.relationship}
    if data.mime is None:
        yield "CD-PDF-NO-MIME", {"name": data.name}
    elif data.mime != "text/xml":
        yield "CD-PDF-MIME", {"value": data.mime[:40]}


def _other_files(container: Container) -> Iterator[Hit]:
    for file in container.others:
        if file.mime is None or file.relationship is None or not file.associated:
            yield "CD-PDF-ATTACHMENT", {"name": file.name[:60]}
            return


def _fonts(container: Container) -> Iterator[Hit]:
    letters = letters_of(container.use.texts.values())
    for rule, fonts in (
        ("CD-PDF-FONT", container.use.bare_fonts),
        ("CD-PDF-FONT-WIDTH", letters.other_widths),
        ("CD-PDF-FONT-LIST", letters.unlisted),
    ):
        if fonts:
            more = "…" if len(fonts) > _SHOWN else ""
            yield rule, {"fonts": ", ".join(sorted(fonts)[:_SHOWN])[:120] + more}


def _colours(container: Container) -> Iterator[Hit]:
    components = _components(container.reader)
    if container.use.device_colours - _INTENDED.get(components, frozenset()):
        yield "CD-PDF-COLOUR", {}
    if container.use.loose_transparency and components is None:
        yield "CD-PDF-TRANSPARENCY", {}


def _components(reader: Any) -> int | None:
    """Return how many components the colours of the PDF/A output intent have."""
    for item in list(entry(catalogue(reader), "/OutputIntents") or [])[:10]:
        intent = item.get_object()
        if entry(intent, "/S") == "/GTS_PDFA1":
            count = entry(entry(intent, "/DestOutputProfile"), "/N")
            return int(count) if count is not None else None
    return None


def _bounds(container: Container) -> Iterator[Hit]:
    if not container.content.startswith(b"%PDF-"):
        yield "CD-PDF-HEADER", {}
    if not container.pages.budget.whole:
        yield "CD-PDF-PARTLY", {}


_CHECKS: tuple[Callable[[Container], Iterator[Hit]], ...] = (
    _metadata, _profile, _file_name, _attachment, _other_files, _fonts, _colours, _bounds,
)  # fmt: skip
