"""What the workbooks that the program writes have in common."""

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from chorus_desk.formats import archive

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

INK, TINT, REQUIRED = "1A385C", "EFF3F7", "FFF6DD"
"""Colours of headings, of quiet cells, of cells to be filled in."""
_MOMENT = re.compile(rb"<dcterms:(created|modified)([^>]*)>[^<]*</dcterms:")


def print_on_one_page_across(sheet: "Worksheet") -> None:
    """Let a sheet be printed on A4, all of its columns on one page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def stable_bytes(workbook: "Workbook") -> bytes:
    """Return the workbook's bytes without the time of writing."""
    buffer = BytesIO()
    workbook.save(buffer)
    entries = []
    with zipfile.ZipFile(buffer) as written:
        for name in written.namelist():
            content = written.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(rb"<dcterms:\1\2>2000-01-01T00:00:00Z</dcterms:", content)
            entries.append((name, content))
    return archive.zip_bytes(entries)
