"""A sheet as the reading process holds it: text, row by row, as the eye sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from storage.spreadsheets.bounds import Bounds, SheetRefused, Why

CELL_LIMIT = 5_000  # characters of a cell that are read: more than any field of ours holds
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of text from the first row of the file on; `others` names the sheets that were not read."""

    name: str | None
    rows: Sequence[list[str]]
    others: list[str] = field(default_factory=list)


def check_size(rows: int, columns: int, limits: Bounds) -> None:
    """Refuse a sheet with more rows or columns than are read."""
    if rows > limits.rows:
        raise SheetRefused(Why.TOO_MANY_ROWS, limits.rows)
    if columns > limits.columns:
        raise SheetRefused(Why.TOO_MANY_COLUMNS, limits.columns)


def as_text(value: Any) -> str:
    """Return a cell as text: dates in ISO 8601, whole numbers without a point, errors as nothing."""
    match value:
        case str():
            return "" if value in ERRORS else value[:CELL_LIMIT]
        case float():
            return _number(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
    return str(value)


def without_tail(cells: list[str]) -> list[str]:
    """Return a row without the empty cells at its end."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _number(value: float) -> str:
    if not isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() else repr(value)
