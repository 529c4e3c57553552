"""The reading process: limits itself, reads one file, writes its rows as JSON lines, and ends.

It runs without the program's environment, so that a file which takes it over finds no token. The lines:
`{"sheet": name, "rows": n, "others": [names]}`, then `{"first": number, "cells": [[text, …], …]}` for some
rows at a time, at last `{"end": n}`; or `{"refused": why, "limit": n}` in the place of any of them.
"""

import json
import re
import resource
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from storage.spreadsheets.bounds import Bounds, SheetRefused, Why
from storage.spreadsheets.sheet import Sheet

ROWS_A_LINE = 250
CHARACTERS_A_LINE = 250_000
MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|style|table|\?xml)", re.IGNORECASE
)
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def main(file: str, bounds: str) -> None:
    """Read a file within bounds (JSON of `Bounds`) and write it to the standard output."""
    limits = Bounds(**json.loads(bounds))
    limit_process(limits)
    try:
        sheet = read(Path(file), limits)
        write({"sheet": sheet.name, "rows": len(sheet.rows), "others": sheet.others})
        first = 1
        for rows in in_lines(sheet.rows):
            write({"first": first, "cells": rows})
            first += len(rows)
        write({"end": first - 1})
    except SheetRefused as refusal:
        write({"refused": refusal.why, "limit": refusal.limit})
    except MemoryError:
        write({"refused": Why.TOO_HEAVY, "limit": None})


def limit_process(limits: Bounds) -> None:
    """Take from this process what reading does not need; it cannot get it back."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def read(file: Path, limits: Bounds) -> Sheet:
    """Return the first sheet with something in it; what kind of file it is, its first bytes say."""
    with file.open("rb") as opened:
        content = opened.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        raise SheetRefused(Why.TOO_LARGE, limits.file_bytes)
    if content.startswith((ZIP, OLE)):
        from storage.spreadsheets.workbooks import read_workbook

        return read_workbook(content, limits)
    if MARKUP.match(content):  # what web programs call .xls
        raise SheetRefused(Why.UNREADABLE)
    from storage.spreadsheets.separated import read_separated

    return read_separated(content, limits)


def in_lines(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Return the rows some at a time, fewer where they are long: the other side holds a line at once."""
    line: list[list[str]] = []
    size = 0
    for row in rows:
        line.append(row)
        size += sum(map(len, row))
        if len(line) == ROWS_A_LINE or size > CHARACTERS_A_LINE:
            yield line
            line, size = [], 0
    if line:
        yield line


def write(line: dict[str, Any]) -> None:
    """Write one line of the answer."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
