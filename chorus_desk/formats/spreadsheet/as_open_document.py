"""Writes a workbook made for Excel as OpenDocument: cells, looks, choices and checks alike.

Our workbooks are described once, with openpyxl; this gives what LibreOffice opens as its own. Only
what they use is translated (OpenDocument 1.3, part 3).
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from chorus_desk.formats import archive

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("number", "datastyle"), ("config", "config"),
        ("manifest", "manifest"),
    )
) + (
    ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
    ' xmlns:ooo="http://openoffice.org/2004/office"'
)  # fmt: skip
_CENTIMETRES_A_CHARACTER = 0.2
_DATE = "DD/MM/YYYY"
_REFERENCE = re.compile(r"(?:(\w+)!)?(\$?[A-Z]{1,3}\$?\d+)(?::(\$?[A-Z]{1,3}\$?\d+))?")
_TESTS = {
    "date": "cell-content-is-date() and cell-content(){operator}{value}",
    "decimal": "cell-content-is-decimal-number() and cell-content(){operator}{value}",
    "list": "cell-content-is-in-list({value})",
    "custom": "is-true-formula({value})",
}
_OPERATORS = {"greaterThan": ">", "greaterThanOrEqual": ">="}


def open_document_bytes(workbook: "Workbook") -> bytes:
    """Return a workbook as an .ods; the same workbook gives the same bytes."""
    book = _Book(workbook)
    parts = (
        ("content.xml", book.content()), ("styles.xml", _styles_part()),
        ("settings.xml", _settings_part(workbook)), ("META-INF/manifest.xml", _manifest()),
    )  # fmt: skip
    encoded = [(name, _DECLARATION + text.encode("utf-8")) for name, text in parts]
    kind = ("mimetype", MIME_TYPE.encode("ascii"))
    return archive.zip_bytes([kind, *encoded], plain=("mimetype",))  # a file's kind shows outside


_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


class _Book:
    """The parts of a workbook as they are written; styles are gathered on the way."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._styles: dict[str, str] = {}
        """The name of each style by what it says."""

    def content(self) -> str:
        tables = "".join(self._table(sheet) for sheet in self._workbook.worksheets)
        checks = "".join(
            _validation(sheet, number, check)
            for sheet in self._workbook.worksheets
            for number, check in enumerate(sheet.data_validations.dataValidation)
        )
        ranges = "".join(map(_filter_range, self._workbook.worksheets))
        styles = "".join(
            body.replace("NAME", name, 1) for body, name in self._styles.items()
        )  # fmt: skip
        return (
            f'<office:document-content {_SPACES} office:version="1.3">'
            f"<office:automatic-styles>{_DATE_STYLE}{styles}</office:automatic-styles>"
            "<office:body><office:spreadsheet>"
            f"<table:content-validations>{checks}</table:content-validations>{tables}"
            f"<table:database-ranges>{ranges}</table:database-ranges>"
            "</office:spreadsheet></office:body></office:document-content>"
        )

    def _style(self, body: str) -> str:
        return self._styles.setdefault(body, f"s{len(self._styles) + 1}")

    def _table(self, sheet: "Worksheet") -> str:
        columns = "".join(map(self._column, *_letters(sheet)))
        rows, name = "".join(self._rows(sheet)), quoteattr(sheet.title)
        return f"<table:table table:name={name}>{columns}{rows}</table:table>"

    def _column(self, sheet: "Worksheet", letter: str) -> str:
        width = sheet.column_dimensions[letter].width * _CENTIMETRES_A_CHARACTER
        style = self._style(
            '<style:style style:name="NAME" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
        )
        return f'<table:table-column table:style-name="{style}"/>'

    def _rows(self, sheet: "Worksheet") -> Iterator[str]:
        """Give the rows that hold something, then those that only carry choices and checks."""
        checks = _checks_by_column(sheet)
        filled = sheet.max_row
        for number in range(1, filled + 1):
            cells = "".join(
                self._cell(sheet, sheet.cell(number, column), checks if number > 1 else {})
                for column in range(1, sheet.max_column + 1)
            )
            row = f"<table:table-row{self._height(sheet, number)}>{cells}</table:table-row>"
            heading = number == 1 and bool(sheet.print_title_rows)
            yield f"<table:table-header-rows>{row}</table:table-header-rows>" if heading else row
        last = max((last for _, last in checks.values()), default=0)
        if last > filled:
            cells = "".join(
                f"<table:table-cell{self._look(sheet, column)}{_check(checks, column)}/>"
                for column in range(1, sheet.max_column + 1)
            )
            repeated = f'table:number-rows-repeated="{last - filled}"'
            yield f"<table:table-row {repeated}>{cells}</table:table-row>"

    def _height(self, sheet: "Worksheet", number: int) -> str:
        height = sheet.row_dimensions[number].height
        if not height:
            return ""
        style = self._style(
            '<style:style style:name="NAME" style:family="table-row">'
            f'<style:table-row-properties style:row-height="{height:.0f}pt"/></style:style>'
        )
        return f' table:style-name="{style}"'

    def _look(self, sheet: "Worksheet", column: int) -> str:
        """Return the style of an empty cell: how its column shows what will be typed."""
        from openpyxl.utils import get_column_letter

        return self._named(sheet.column_dimensions[get_column_letter(column)].number_format, "")

    def _named(self, number_format: str, properties: str) -> str:
        shows = ' style:data-style-name="day"' if number_format == _DATE else ""
        shows = ' style:data-style-name="plain"' if number_format == "@" else shows
        if not shows and not properties:
            return ""
        style = self._style(
            f'<style:style style:name="NAME" style:family="table-cell"{shows}>{properties}'
            "</style:style>"
        )
        return f' table:style-name="{style}"'

    def _cell(
        self, sheet: "Worksheet", cell: "Cell | MergedCell", checks: "dict[int, tuple[str, int]]"
    ) -> str:  # fmt: skip
        merged = {str(one).partition(":")[0]: one for one in sheet.merged_cells.ranges}
        if cell.coordinate in sheet.merged_cells and cell.coordinate not in merged:
            return "<table:covered-table-cell/>"
        span = ""
        if cell.coordinate in merged:
            across = merged[cell.coordinate].size["columns"]
            span = f' table:number-columns-spanned="{across}" table:number-rows-spanned="1"'
        look = self._named(cell.number_format, _properties(cell))
        attributes = f"{look}{span}{_check(checks, cell.column or 0)}{_value(cell.value)}"
        return f"<table:table-cell{attributes}>{_note(cell)}{_text(cell.value)}</table:table-cell>"


def _letters(sheet: "Worksheet") -> "tuple[list[Worksheet], list[str]]":
    from openpyxl.utils import get_column_letter

    count = sheet.max_column
    return [sheet] * count, [get_column_letter(number) for number in range(1, count + 1)]


def _properties(cell: "Cell | MergedCell") -> str:
    """Return the ground, the place and the writing of a cell."""
    font, fill, place = cell.font, cell.fill, cell.alignment
    ground = f' fo:background-color="#{fill.fgColor.rgb[-6:]}"' if fill.fill_type else ""
    wrapped = ' fo:wrap-option="wrap"' if place.wrap_text else ""
    upright = {"center": "middle", "top": "top"}.get(place.vertical or "", "")
    upright = f' style:vertical-align="{upright}"' if upright else ""
    bold = ' fo:font-weight="bold"' if font.bold else ""
    colour = font.color.rgb if font.color is not None else None
    ink = f' fo:color="#{colour[-6:]}"' if isinstance(colour, str) else ""
    size = f' fo:font-size="{font.size:g}pt"' if font.size and font.size != 11 else ""
    cells = f"{ground}{wrapped}{upright}"
    return (f"<style:table-cell-properties{cells}/>" if cells else "") + (
        f"<style:text-properties{bold}{ink}{size}/>" if bold or ink or size else ""
    )


def _value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f' office:value-type="date" office:date-value="{value.isoformat()[:10]}"'
    if isinstance(value, int | float | Decimal):
        return f' office:value-type="float" office:value="{value}"'
    return ' office:value-type="string"'


def _text(value: object) -> str:
    """Return what is seen of a value; each run of spaces after the first is marked as such."""
    if value is None:
        return ""
    shown = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    return "".join(f"<text:p>{_spaced(line)}</text:p>" for line in shown.split("\n"))


def _spaced(line: str) -> str:
    kept = re.sub(
        r"^ +| {2,}| +$", lambda run: f"\x00{len(run[0])}\x00", line.replace("\r", "")
    )  # fmt: skip
    written = escape(kept).replace("\t", "<text:tab/>")
    return re.sub("\x00(\\d+)\x00", r'<text:s text:c="\1"/>', written)


def _note(cell: "Cell | MergedCell") -> str:
    if cell.comment is None:
        return ""
    return f"<office:annotation><text:p>{escape(cell.comment.text)}</text:p></office:annotation>"


def _checks_by_column(sheet: "Worksheet") -> dict[int, tuple[str, int]]:
    """Return by its column the name of each check, and the last row that carries it."""
    return {
        place.min_col: (_check_name(sheet, number), place.max_row)
        for number, check in enumerate(sheet.data_validations.dataValidation)
        for place in check.sqref.ranges
    }


def _check_name(sheet: "Worksheet", number: int) -> str:
    return f"{sheet.title}-{number + 1}"


def _check(checks: dict[int, tuple[str, int]], column: int) -> str:
    if column not in checks:
        return ""
    return f" table:content-validation-name={quoteattr(checks[column][0])}"


def _validation(sheet: "Worksheet", number: int, check: "DataValidation") -> str:
    first = next(iter(check.sqref.ranges))
    base = f"${sheet.title}.{first.coord.partition(':')[0]}"
    test = _TESTS[check.type or ""].format(
        operator=_OPERATORS.get(check.operator or "", ""), value=_formula(check)
    )
    shown = ' table:display-list="unsorted"' if check.type == "list" else ""
    return (
        f"<table:content-validation table:name={quoteattr(_check_name(sheet, number))}"
        f" table:condition={quoteattr('of:' + test)}"
        f' table:allow-empty-cell="true"{shown} table:base-cell-address={quoteattr(base)}>'
        f"<table:error-message table:title={quoteattr(check.errorTitle or '')}"
        f' table:message-type="{check.errorStyle}" table:display="true">'
        f"<text:p>{escape(check.error or '')}</text:p></table:error-message>"
        "</table:content-validation>"
    )


def _formula(check: "DataValidation") -> str:
    """Return the formula of a check in OpenFormula: its own references, semicolons between."""
    formula = check.formula1 or ""
    if check.type == "list" and formula.startswith('"'):
        return ";".join(f'"{choice}"' for choice in formula.strip('"').split(","))
    return _REFERENCE.sub(_reference, formula).replace(",", ";")


def _reference(found: "re.Match[str]") -> str:
    sheet, first, last = found.groups()
    named = f"${sheet}" if sheet else ""
    return f"[{named}.{first}{f':.{last}' if last else ''}]"


def _filter_range(sheet: "Worksheet") -> str:
    """Return the range whose headings filter it."""
    if not sheet.auto_filter.ref:
        return ""
    from openpyxl.utils import get_column_letter

    last = f"{get_column_letter(sheet.max_column)}{max(sheet.max_row, 2)}"
    address = quoteattr(f"{sheet.title}.A1:{sheet.title}.{last}")
    return (
        f"<table:database-range table:name={quoteattr('Filtre-' + sheet.title)}"
        f' table:display-filter-buttons="true" table:target-range-address={address}/>'
    )


def _two_places(name: str) -> str:
    return f'<number:{name} number:style="long"/>'


_DATE_STYLE = (
    f'<number:date-style style:name="day">{_two_places("day")}<number:text>/</number:text>'
    f"{_two_places('month')}<number:text>/</number:text>{_two_places('year')}</number:date-style>"
    '<number:text-style style:name="plain"><number:text-content/></number:text-style>'
)


def _styles_part() -> str:
    """Return how a page is printed: A4, lying, all columns on one page."""
    return (
        f'<office:document-styles {_SPACES} office:version="1.3"><office:automatic-styles>'
        '<style:page-layout style:name="page"><style:page-layout-properties'
        ' fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"'
        ' style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Default"'
        ' style:page-layout-name="page"/></office:master-styles></office:document-styles>'
    )


def _settings_part(workbook: "Workbook") -> str:
    """Return where each sheet stays in sight while one scrolls."""
    sheets = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.title)}>"
        f"{_frozen(sheet)}</config:config-item-map-entry>"
        for sheet in workbook.worksheets
    )
    return (
        f'<office:document-settings {_SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{sheets}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _frozen(sheet: "Worksheet") -> str:
    if not sheet.freeze_panes:
        return ""
    from openpyxl.utils.cell import coordinate_to_tuple

    row, column = coordinate_to_tuple(sheet.freeze_panes)
    items = (
        ("HorizontalSplitMode", "short", 2), ("VerticalSplitMode", "short", 2),
        ("HorizontalSplitPosition", "int", column - 1), ("VerticalSplitPosition", "int", row - 1),
        ("PositionRight", "int", column - 1), ("PositionBottom", "int", row - 1),
        ("ActiveSplitRange", "short", 3),
    )  # fmt: skip
    return "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}'
        "</config:config-item>"
        for name, kind, value in items
    )


def _manifest() -> str:
    parts = (("/", MIME_TYPE), *((f"{name}.xml", "text/xml") for name in _PARTS))
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in parts
    )
    return f'<manifest:manifest {_SPACES} manifest:version="1.3">{entries}</manifest:manifest>'


_PARTS = ("content", "styles", "settings")
