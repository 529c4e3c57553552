"""Spreadsheets for tests: workbooks made of rows, and files that mean harm."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

from storage.spreadsheets.bounds import Bounds, SheetRefused
from storage.spreadsheets.reading import SheetRow, opened

Cells = Sequence[str]


def workbook(file: Path, rows: Iterable[Cells]) -> Path:
    """Write rows of text into the first sheet of a workbook."""
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell)
    book.close()
    return file


def sheet_rows(rows: Iterable[Cells], first: int = 1) -> list[SheetRow]:
    """Return rows as they come out of a file."""
    return [SheetRow(number, list(cells)) for number, cells in enumerate(rows, start=first)]


def cells_of(file: Path, bounds: Bounds | None = None) -> list[list[str]]:
    """Read a whole file."""
    with opened(file, bounds) as sheet:
        return [row.cells for row in sheet.rows]


def refusal_of(file: Path, bounds: Bounds | None = None) -> SheetRefused:
    """Return the refusal that reading a file ends with."""
    try:
        cells_of(file, bounds)
    except SheetRefused as refused:
        return refused
    raise AssertionError("the file was read")


def with_sheet(file: Path, xml: str, **more: str) -> Path:
    """Write a workbook whose only sheet has this XML; `more` are further entries of the archive."""
    template = io.BytesIO()
    book = xlsxwriter.Workbook(template)
    book.add_worksheet()
    book.close()
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            new.writestr(entry.filename, xml if is_sheet else old.read(entry))
        for name, text in more.items():
            new.writestr(name, text)
    return file


def sheet_xml(rows: str, before: str = "") -> str:
    """Return a sheet's XML around its rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}{before}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
