"""Separated text: `.csv` and `.tsv` in the encodings and with the separators that are about."""

import csv
from collections import Counter
from io import StringIO
from itertools import islice

from storage.spreadsheets.bounds import Bounds, SheetRefused, Why
from storage.spreadsheets.encodings import decoded
from storage.spreadsheets.safe import plain_cell
from storage.spreadsheets.sheet import CELL_LIMIT, Sheet, check_size, without_tail

SEPARATORS = (",", "\t", ";", "|")
SAMPLE_ROWS = 50


def read_separated(content: bytes, limits: Bounds) -> Sheet:
    """Return the rows of a text; SheetRefused where it is no text or too long."""
    text = decoded(content)
    if not text.strip():
        raise SheetRefused(Why.EMPTY)
    csv.field_size_limit(limits.file_bytes)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator_of(text)):
            check_size(len(rows) + 1, len(row), limits)
            rows.append(without_tail([plain_cell(cell)[:CELL_LIMIT] for cell in row]))
    except csv.Error:
        raise SheetRefused(Why.UNREADABLE) from None
    return Sheet(None, rows)


def separator_of(text: str) -> str:
    """Return the separator that cuts the first rows most evenly into most columns; a comma in doubt."""
    return max(SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[float, int]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(row) for row in islice(reader, SAMPLE_ROWS) if row)
    except csv.Error:
        return 0.0, 0
    split = Counter({width: times for width, times in widths.items() if width > 1})
    if not split:
        return 0.0, 0
    width, times = split.most_common(1)[0]
    return times / widths.total() * min(width, 4), width
