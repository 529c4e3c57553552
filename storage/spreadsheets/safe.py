"""Writing cells that no spreadsheet program takes for a formula."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Return the text of a cell of separated text: an apostrophe before what would be a formula.

    `storage/spreadsheets/separated.py` takes it off again. Source: OWASP, CSV injection.
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
