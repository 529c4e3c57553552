"""Workbooks: `.xlsx` and `.xls`, bounded before they are parsed, and read by calamine.

Only values are read: of a formula what it last came to, of a merged area its value in every row that it
spans. Nothing in a workbook is ever executed or fetched.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from storage.spreadsheets.bounds import Bounds, SheetRefused, Why
from storage.spreadsheets.sheet import Sheet, as_text, check_size, without_tail

CHUNK = 1 << 20
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

Area = tuple[tuple[int, int], tuple[int, int]]


def read_workbook(content: bytes, limits: Bounds) -> Sheet:
    """Return the first visible sheet that is not empty; SheetRefused where it cannot or may not be read."""
    if content.startswith(b"PK"):
        check_expansion(content, limits)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
        for name in names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.start is not None:
                others = [other for other in names if other != name]
                return Sheet(name, list(_rows(sheet, limits)), others)
    except PasswordError:
        raise SheetRefused(Why.LOCKED) from None
    except (CalamineError, ValueError, KeyError):
        raise SheetRefused(Why.UNREADABLE) from None
    raise SheetRefused(Why.EMPTY)


def check_expansion(content: bytes, limits: Bounds) -> None:
    """Refuse an archive of too many entries, or one that unpacks to more than is allowed.

    What the archive says of itself is not believed: the bytes are counted while they come out.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.zip_entries:
                raise SheetRefused(Why.TOO_HEAVY, limits.zip_entries)
            left = limits.expanded_bytes
            for entry in entries:
                if entry.compress_type not in METHODS or entry.flag_bits & 1:
                    raise SheetRefused(Why.UNREADABLE)
                left -= _expanded(archive, entry, left)
                if left < 0:
                    raise SheetRefused(Why.TOO_HEAVY, limits.expanded_bytes)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error):
        raise SheetRefused(Why.UNREADABLE) from None


def _expanded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> int:
    size = 0
    with archive.open(entry) as unpacked:
        while size <= most and (chunk := unpacked.read(CHUNK)):
            size += len(chunk)
    return size


def _rows(sheet: CalamineSheet, limits: Bounds) -> Iterator[list[str]]:
    check_size(sheet.total_height, sheet.total_width, limits)
    first_column = sheet.start[1] if sheet.start else 0
    merged = _Merged(sheet.merged_cell_ranges or [])
    for number, values in enumerate(sheet.iter_rows()):
        cells = [""] * first_column + [as_text(value) for value in values]
        yield without_tail(merged.fill(number, cells))


class _Merged:
    """Merged areas, opened and closed row by row; only the first column of an area carries its value."""

    def __init__(self, areas: list[Area]) -> None:
        self._waiting = sorted((area for area in areas if area[1][0] > area[0][0]), reverse=True)
        self._open: dict[int, tuple[int, str]] = {}

    def fill(self, number: int, cells: list[str]) -> list[str]:
        """Return a row with the values of the areas that began above it."""
        for column, (last, value) in list(self._open.items()):
            if number > last:
                del self._open[column]
            elif not cells[column]:
                cells[column] = value
        while self._waiting and self._waiting[-1][0][0] <= number:
            (_, column), (last, _) = self._waiting.pop()
            if column < len(cells):
                self._open[column] = (last, cells[column])
        return cells
