"""`fieldbook when` and `fieldbook understand`: see why the bot understood what it did, a line at a time."""

import csv
import json
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.settings import DatabaseSettings, SettingsInvalid, read_settings
from crm.book import KeyBook, open_store
from crm.clock import SystemClock
from crm.members import administrators
from crm.understanding.book import Book
from crm.understanding.dates.line import when_line
from crm.understanding.line import understand_line
from crm.understanding.memory import book_of_rows
from storage.migrate import migrate


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
        with customers.open(encoding="utf-8-sig", newline="") as file:
            book: Book = book_of_rows(csv.DictReader(file))
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


def moment_of(now: str | None, zone: str) -> datetime:
    """Return the instant that messages are read at, in a zone; SettingsInvalid for what is neither."""
    try:
        tz = ZoneInfo(zone)
        read = datetime.fromisoformat(now) if now else SystemClock().now()
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsInvalid(f"No such time or zone: {error}") from None
    return read.astimezone(tz) if read.tzinfo else read.replace(tzinfo=tz)


def print_lines(read: Callable[[str], dict[str, Any]], lines: Iterable[str] | None = None) -> None:
    """Print one JSON object for each line that is not blank."""
    for line in lines or sys.stdin:
        if text := line.rstrip("\r\n"):
            sys.stdout.write(json.dumps(read(text), ensure_ascii=False) + "\n")
            sys.stdout.flush()
