"""An XML list as a stream: its records found by how elements repeat, each forgotten when read."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Literal

from lxml import etree

from chorus_desk.directory.reading.cells import UnreadableCellError, day
from chorus_desk.directory.reading.contents import Values
from chorus_desk.directory.reading.streams import PIECE, Meter, Opener, Stream
from chorus_desk.directory.reading.tables import SAMPLED, NumberedRow, Sample, TableColumns
from chorus_desk.domain.errors import UserError

_SURVEYED = 16
"""Pieces of the file in which its records are looked for: 4 MB."""
_MOST_NAMES = 10_000
_WITHOUT_RECORDS = 256
"""Pieces that may go by without a record: 64 MB, which stay in memory until one comes."""
_DAYS = (
    "HorodateProduction", "DateProduction", "DateExtraction", "DateGeneration", "DateMiseAJour",
    "dateProduction", "dateExtraction", "dateGeneration", "GeneratedAt", "Date",
)  # fmt: skip
_OF = "."
"""Stands between a record's name and a value that it hands down to the records in it."""


@dataclass(slots=True)
class Record:
    """A record that was read: its values by the names of their elements, and the records in it."""

    name: str
    values: dict[str, str]
    outer: "Record | None" = None
    nested: list["Record"] = field(default_factory=list)
    """Of an outermost one: all records in it, however deep."""

    def whole(self) -> dict[str, str]:
        """Return the values, and those of the record that it stands in by its name and theirs."""
        if self.outer is None:
            return self.values
        before = self.outer.name + _OF
        return {before + name: value for name, value in self.outer.values.items()} | self.values


@dataclass(frozen=True)
class Elements:
    """An XML list; ``open`` begins it anew.

    ``names``: its records, where they are known beforehand.
    """

    open: Opener
    name: str
    size: int
    names: frozenset[str] = frozenset()

    def samples(self) -> Iterator[Sample]:
        """Give the beginning of the records of each kind; nested ones have their body's SIRET.

        Raises:
            UserError: ``list-unreadable``, ``list-too-large``, ``xml-doctype``.
        """
        names = self.names or self._surveyed
        read = islice(self.records(names, Meter(_untold), _SURVEYED), 2 * SAMPLED)
        kept: dict[str, list[dict[str, str]]] = {}
        nested_in: dict[str, str] = {}
        for record in read:
            for one in (record, *record.nested):
                kept.setdefault(one.name, []).append(one.whole())
                if one.outer is not None:
                    nested_in[one.name] = one.outer.name
        for name, rows in kept.items():
            outer = nested_in.get(name)
            headings = _headings(rows, outer)
            yield Sample(name, headings, tuple(_row(row, headings) for row in rows[:SAMPLED]))

    def rows(self, tables: Mapping[str, TableColumns], meter: Meter) -> Iterator[NumberedRow]:
        """Give the data of the records that are named: name, number, values.

        Raises:
            UserError: ``list-unreadable``, ``list-too-large``, ``xml-doctype``.
        """
        names = self.names or self._surveyed
        headings = {name: [c.heading for c in table.columns] for name, table in tables.items()}
        handed = {name for name, columns in headings.items() if any(_OF in c for c in columns)}
        counts = Counter[str]()
        for record in self.records(names, meter):
            for one in (record, *record.nested):
                columns = headings.get(one.name)
                if columns is None:
                    continue
                counts[one.name] += 1
                values = one.whole() if one.name in handed else one.values
                yield one.name, counts[one.name], [values.get(name) for name in columns]

    def records(
        self, names: Collection[str], meter: Meter, pieces: int | None = None
    ) -> Iterator[Record]:
        """Give the outermost records of these names, in ``pieces`` of the file at most.

        Raises:
            UserError: ``list-too-large``, ``xml-unreadable``, ``xml-doctype``.
        """
        tags, known, without = [f"{{*}}{name}" for name in names], frozenset(names), 0
        for parser in self._parsed("end", tags, meter, pieces):
            without += 1
            for _, element in parser.read_events():
                if not _is_inside(element, known):
                    yield _record(element, known)
                    _forget(element)
                    without = 0
            if without > _WITHOUT_RECORDS:
                raise UserError("list-too-large", file=self.name)

    def day(self) -> date | None:
        """Return the day on which the list says that it was made, None where it does not."""
        for name in _DAYS:
            with suppress(UnreadableCellError):
                made = day(self.beginning.get(name, ""))
                if made:
                    return date.fromisoformat(made)
        return None

    @cached_property
    def beginning(self) -> Mapping[str, str]:
        """The first values that stand just below the root, by their names."""
        found: dict[str, str] = {}
        for child in self._begun(1):
            if not len(child) and child.text:
                found.setdefault(_local(child.tag), child.text)
        return found

    @cached_property
    def _surveyed(self) -> frozenset[str]:
        return record_names(self._begun(_SURVEYED))

    def _begun(self, pieces: int) -> etree._Element:
        """Return the root with what so many pieces of the file hold of it."""
        root = None
        for parser in self._parsed("start", None, Meter(_untold), pieces):
            if root is None:
                root = next((element for _, element in parser.read_events()), None)
        if root is None:
            raise UserError("list-unreadable", file=self.name)
        if root.getroottree().docinfo.doctype:
            raise UserError("xml-doctype")
        return root

    def _parsed(
        self,
        event: Literal["start", "end"],
        tags: Sequence[str] | None,
        meter: Meter,
        pieces: int | None,
    ) -> Iterator["etree.XMLPullParser[etree._Element]"]:
        """Parse the file and stop after each piece.

        Without ``huge_tree`` libxml2 bounds the depth of elements and the length of texts itself.
        """
        parser = etree.XMLPullParser(
            (event,), tag=tags, resolve_entities=False, no_network=True, load_dtd=False,
            attribute_defaults=False, huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        count = 0
        with self.open() as file:
            stream = Stream(file, self.name, meter)
            try:
                while count != pieces and (piece := stream.read(PIECE)):
                    parser.feed(piece)
                    count += 1
                    yield parser
                if count != pieces:
                    parser.close()
            except (etree.XMLSyntaxError, LookupError) as error:
                line = getattr(error, "lineno", None) or 0
                raise UserError("xml-unreadable", line=line) from error


def record_names(root: etree._Element) -> frozenset[str]:
    """Return which elements are records.

    An element that holds values is one when it comes twice within one parent, or when its parent
    has nothing else; one that comes once among values, an address for instance, is part of its
    parent. One that came once where others came often is what holds them all.
    """
    repeated, met = set[str](), Counter[str]()
    for element in root.iter():
        inner = Counter(_local(child.tag) for child in element if _holds(child))
        alone = len(inner) == 1 and inner.total() == len(element)
        repeated.update(name for name, count in inner.items() if alone or count > 1)
        if element.attrib or inner.total() < len(element):
            met[_local(element.tag)] += 1
    found = {name for name in repeated if met[name]}
    return frozenset({name for name in found if met[name] > 1} or found)


def _holds(element: etree._Element) -> bool:
    """Return whether an element holds values, and is none itself."""
    return bool(len(element) or (element.attrib and not (element.text or "").strip()))


def _is_inside(element: etree._Element, names: frozenset[str]) -> bool:
    """Return whether an element stands in a record, or is a value that is called like one."""
    above = element.getparent()
    while above is not None:
        if _local(above.tag) in names:
            return True
        above = above.getparent()
    return not _holds(element)


def _record(element: etree._Element, names: frozenset[str]) -> Record:
    """Return the record of an element, with all that are in it."""
    record = Record(_local(element.tag), {})
    _take(element, record, record, names)
    return record


def _take(
    element: etree._Element, record: Record, outermost: Record, names: frozenset[str]
) -> None:
    """Take the values below an element; one that groups values is looked into."""
    values = record.values
    if element.attrib:
        for name, value in element.attrib.items():
            values.setdefault(_local(name), value)
    for child in element:
        text = child.text
        if text is not None and not len(child):
            if not text.isspace():
                values.setdefault(_local(child.tag), text)  # the first of several counts
        elif _local(child.tag) in names and _holds(child):
            inner = Record(_local(child.tag), {}, record)
            outermost.nested.append(inner)
            _take(child, inner, outermost, names)
        elif len(child):
            _take(child, record, outermost, names)


def _forget(element: etree._Element) -> None:
    """Take what was read out of the tree, with what stands before it and was not asked for."""
    parent = element.getparent()
    if parent is not None:
        for before in list(element.itersiblings(preceding=True)):
            parent.remove(before)
        parent.remove(element)


class _Locals(dict[object, str]):
    """Names without their namespaces."""

    def __missing__(self, name: object) -> str:
        local = str(name).rpartition("}")[2]
        if len(self) < _MOST_NAMES:
            self[name] = local
        return local


_local = _Locals().__getitem__


def _headings(rows: Sequence[Mapping[str, str]], outer: str | None) -> tuple[str, ...]:
    """Return the columns of records; what is handed down to them stays where it is a SIRET."""
    names = dict.fromkeys(name for row in rows for name in row)
    own = [name for name in names if outer is None or not name.startswith(outer + _OF)]

    def is_siret(name: str) -> bool:
        return Values(row.get(name) for row in rows).are("siret")

    if outer is None or any(map(is_siret, own)):
        return tuple(own)
    handed = next((name for name in names if name not in own and is_siret(name)), None)
    return tuple([handed, *own] if handed else own)


def _row(row: Mapping[str, str], headings: Iterable[str]) -> tuple[str | None, ...]:
    return tuple(row.get(name) for name in headings)


def _untold(_done: int, _total: int) -> None:
    pass
