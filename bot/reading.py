"""`fieldbook when` and `fieldbook understand`: see why the bot understood what it did, a line at a time."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.settings import DatabaseSettings, SettingsInvalid, read_settings
from crm.book import KeyBook, open_store
from crm.clock import SystemClock
from crm.column_names import OF_A_PERSON, Field
from crm.columns import ROWS_LOOKED_AT, Mapping, recognise
from crm.errors import CrmError
from crm.importing import read_rows
from crm.members import administrators
from crm.understanding.book import Book
from crm.understanding.dates.line import when_line
from crm.understanding.line import understand_line
from crm.understanding.memory import book_of_rows
from handlers.kit.failures import refusal
from handlers.kit.say import Say
from storage.migrate import migrate
from storage.spreadsheets.reading import SheetRow


def say_when(now: str | None, zone: str) -> None:
    """Read messages from the standard input, print for each which time it sets."""
    moment = moment_of(now, zone)
    print_lines(lambda text: when_line(text, moment))


def understand(customers: Path | None, now: str | None, zone: str) -> None:
    """Read messages from the standard input, print for each what it means.

    The customers are those of a .csv file (name, short_name, city, industry, grade, contact, contact_title,
    phone), or the database's, as its first administrator sees them.
    """
    moment = moment_of(now, zone)
    if customers is not None:
        book: Book = book_of_rows(rows_of(customers))
        print_lines(lambda text: understand_line(text, moment, book))
        return
    url = read_settings(DatabaseSettings).database_url
    migrate(url)
    store = open_store(url, SystemClock().now)
    with store.looking() as work:
        admins = administrators(work)
        if not admins:
            raise SettingsInvalid(
                "Nobody has joined yet: name the customers with --customers FILE.csv"
            )
        work.actor = admins[0]
        print_lines(lambda text: understand_line(text, moment, KeyBook(work)))
    store.close()


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the customers of a file as rows with the columns of a customers file.

    Columns of other names, orders, separators and encodings are recognised as the import does it.
    SettingsInvalid, in one sentence, for a file that is none, is not there or names no customers.
    """
    if not file.is_file():
        raise SettingsInvalid(f"There is no file {file}")
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.DictReader(text)
            if "name" in (rows.fieldnames or ()):
                return [{key: value or "" for key, value in row.items() if key} for row in rows]
    except (UnicodeDecodeError, csv.Error):
        pass  # in another encoding: the import knows more of them
    try:
        return _recognised(list(read_rows(file)))
    except CrmError as error:
        raise SettingsInvalid(refusal(error, Say.of("en"), is_tap=True).toast or "") from None


def _recognised(rows: Sequence[SheetRow]) -> list[dict[str, str]]:
    mapping = recognise(rows[:ROWS_LOOKED_AT])
    below = [row for row in rows if row.number > mapping.header_row and any(row.cells)]
    people = sorted({column.person for column in mapping.columns})
    return [_as_row(mapping, row, person) for row in below for person in people]


def _as_row(mapping: Mapping, row: SheetRow, person: int) -> dict[str, str]:
    """Return what a row says of a customer and of one of its people; the first gives it all."""
    found: dict[str, str] = {}
    for column in mapping.columns:
        own = column.person == person or column.field not in OF_A_PERSON
        if column.field and own and column.place < len(row.cells):
            name = "contact_title" if column.field is Field.TITLE else column.field.value
            found.setdefault(name, row.cells[column.place].strip())
    return found


def moment_of(now: str | None, zone: str) -> datetime:
    """Return the instant that messages are read at, in a zone; SettingsInvalid for what is neither."""
    try:
        tz = ZoneInfo(zone)
        read = datetime.fromisoformat(now) if now else SystemClock().now()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsInvalid(f"No such time or zone: {error}") from None
    return read.astimezone(tz) if read.tzinfo else read.replace(tzinfo=tz)


def print_lines(read: Callable[[str], dict[str, Any]], lines: Iterable[str] | None = None) -> None:
    """Print one JSON object for each line that is not blank."""
    if lines is None:
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # a TextIOWrapper
        lines = sys.stdin
    for line in lines:
        if text := line.rstrip("\r\n"):
            sys.stdout.write(json.dumps(read(text), ensure_ascii=False) + "\n")
            sys.stdout.flush()
