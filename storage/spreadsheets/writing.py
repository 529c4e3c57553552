"""Writing spreadsheets: a workbook in a process of its own, separated text here; no cell is a formula.

The writing process gets a line of JSON for each row and holds one row at a time.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.spreadsheets.reading import HOUSE
from storage.spreadsheets.safe import safe_cell

Cells = Sequence[str]
Sheet = tuple[str, Cells, Iterable[Cells]]

CELL_LIMIT = 32_767  # characters: what a cell of a workbook holds
WRITER = (sys.executable, "-X", "utf8", "-m", "storage.spreadsheets.writing")


class WritingFailed(Exception):
    """The process that writes workbooks ended without one."""


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return a `.xlsx` of some sheets: each with its name, its header and its rows of text."""
    with TemporaryDirectory(prefix="fieldbook-") as folder:
        file = Path(folder) / "book.xlsx"
        with subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
            [*WRITER, str(file)], cwd=HOUSE, env={}, stdin=subprocess.PIPE, encoding="utf-8"
        ) as child:
            assert child.stdin is not None
            for name, header, rows in sheets:
                child.stdin.write(json.dumps({"sheet": name, "header": list(header)}) + "\n")
                child.stdin.writelines(f"{json.dumps(list(row))}\n" for row in rows)
            child.stdin.close()
            if child.wait() != 0:
                raise WritingFailed
        return file.read_bytes()


def as_separated(header: Cells, rows: Iterable[Cells]) -> bytes:
    """Return separated text in UTF-8 with a mark at its beginning, by which spreadsheet programs know it."""
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow(header)
    table.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def main(file: str) -> None:
    """Write what comes in, line by line; every cell is text, whatever it begins with."""
    import xlsxwriter

    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    bold = book.add_format({"bold": True})
    sheet, number = None, 0
    for line in sys.stdin:
        match json.loads(line):
            case {"sheet": name, "header": header}:
                sheet, number = book.add_worksheet(name), 0
                sheet.freeze_panes(1, 0)
                sheet.set_column(0, len(header), 18)
                cells, style = header, bold
            case cells:
                style = None
        assert sheet is not None
        for place, cell in enumerate(cells):
            if cell:
                sheet.write_string(number, place, cell[:CELL_LIMIT], style)
        number += 1
    book.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
