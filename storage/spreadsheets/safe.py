"""Writing cells that no spreadsheet program takes for a formula."""

import re

FORMULA_STARTS = re.compile(r"'*[=+\-@\t\r]")


def safe_cell(text: str) -> str:
    """Return the text of a cell of separated text: an apostrophe before what would be a formula.

    Source: OWASP, CSV injection.
    """
    return f"'{text}" if FORMULA_STARTS.match(text) else text


def plain_cell(cell: str) -> str:
    """Return the text that such a cell stands for."""
    return cell[1:] if cell.startswith("'") and FORMULA_STARTS.match(cell) else cell
