"""Reading a spreadsheet from outside: a process of its own with limits, rows over a pipe.

The caller never parses the file, holds no more than some hundred rows of it at a time, and is unharmed by
whatever becomes of the reading process.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import IO, Any, NamedTuple

from storage.spreadsheets.bounds import Bounds, SheetRefused, Why

HOUSE = Path(__file__).parents[2]
READER = (sys.executable, "-X", "utf8", "-m", "storage.spreadsheets.child")
ABOUT, SOME_ROWS = {"sheet", "rows", "others"}, {"first", "cells"}
LONGEST_LINE = 10_000_000  # characters: a row of the largest cells, each character escaped


class SheetRow(NamedTuple):
    """A row as the file numbers it, from 1; blank rows are there too, with no cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet that is being read: how many rows it has, and the rows, once."""

    name: str | None
    total: int
    others: tuple[str, ...]
    rows: Iterator[SheetRow]


@contextmanager
def opened(file: Path, bounds: Bounds | None = None) -> Iterator[OpenSheet]:
    """Open the first sheet of a `.xlsx`, `.xls`, `.csv` or `.tsv` that is not empty.

    SheetRefused where the file is none of these, is damaged, or exceeds a bound: on opening, save that a
    process which dies half way refuses between two rows. The process is gone when this block is left.
    """
    limits = bounds or Bounds()
    check_file(file, limits)
    with subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
        [*READER, str(file.absolute()), json.dumps(asdict(limits))],
        cwd=HOUSE,
        env={},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as child:
        assert child.stdout is not None
        try:
            about = _line(child, child.stdout, ABOUT)
            rows = _rows(child, child.stdout)
            yield OpenSheet(about["sheet"], about["rows"], tuple(about["others"]), rows)
        finally:
            child.kill()


def check_file(file: Path, bounds: Bounds) -> None:
    """Refuse what is no regular file, or is too large, before a process is started for it."""
    if not file.is_file():
        raise SheetRefused(Why.UNREADABLE)
    if file.stat().st_size > bounds.file_bytes:
        raise SheetRefused(Why.TOO_LARGE, bounds.file_bytes)


def _rows(child: subprocess.Popen[str], pipe: IO[str]) -> Iterator[SheetRow]:
    while "end" not in (line := _line(child, pipe, SOME_ROWS)):
        yield from map(SheetRow, count(line["first"]), line["cells"])


def _line(child: subprocess.Popen[str], pipe: IO[str], expected: set[str]) -> dict[str, Any]:
    """Return the next line of the answer; SheetRefused for a refusal, a death and a broken line alike."""
    text = pipe.readline(LONGEST_LINE)
    if not text:
        raise SheetRefused(_cause(child))
    try:
        line: dict[str, Any] = json.loads(text)
        if "refused" in line:
            raise SheetRefused(Why(line["refused"]), line["limit"])
        if expected <= line.keys() or (expected is SOME_ROWS and "end" in line):
            return line
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise SheetRefused(Why.UNREADABLE)


def _cause(child: subprocess.Popen[str]) -> Why:
    """Return why the process ended without an answer: a signal means that a limit was reached."""
    return Why.TOO_HEAVY if child.wait() < 0 else Why.UNREADABLE
