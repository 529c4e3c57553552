"""Small sheets with their own column names: which row is the header, and what each column holds."""

from collections.abc import Mapping, Sequence

from crm.cleaning import clean_text
from crm.column_names import BESIDE_THE_POINT
from crm.understanding.fold import fold
from storage.spreadsheets.reading import SheetRow

HEADER_WITHIN = 20


def fields_by_name(synonyms: Mapping[str, str]) -> dict[str, str]:
    """Return the field for each column name, from the names of each field in one text."""
    return {word: field for field, words in synonyms.items() for word in words.split()}


def named_columns(
    rows: Sequence[SheetRow], fields: Mapping[str, str]
) -> tuple[int, dict[int, str]]:
    """Return the number of the header row and the field of each column, by its place; 0 where there is none."""
    best: tuple[int, dict[int, str]] = (0, {})
    for row in rows[:HEADER_WITHIN]:
        named: dict[int, str] = {}
        for place, cell in enumerate(row.cells):
            known = fields.get(BESIDE_THE_POINT.sub("", fold(cell)))
            if known and known not in named.values():
                named[place] = known
        if len(named) > len(best[1]):
            best = (row.number, named)
    return best


def named_cells(row: SheetRow, columns: Mapping[int, str]) -> dict[str, str]:
    """Return what a row says by field; an empty cell says nothing."""
    cells = ((name, place) for place, name in columns.items() if place < len(row.cells))
    return {name: text for name, place in cells if (text := clean_text(row.cells[place]))}
