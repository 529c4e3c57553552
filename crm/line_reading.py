"""A line read against the member's own book, at the moment he sent it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from crm.book import KeyBook
from crm.full_names import heeding_full_names
from crm.line_outcomes import Line
from crm.nicknames import settled
from crm.policy import actor_of
from crm.second_reading import with_hints
from crm.understanding.message import read_message
from crm.understanding.reading import Reading
from storage.work import Work


def read_line(work: Work, line: Line) -> Reading:
    """Read a line against the member's book, at the moment he sent it, in his zone."""
    reading = read_message(line.text, said_at(work, line), KeyBook(work))
    reading = settled(work, heeding_full_names(reading))
    return with_hints(work, reading, line.hints, line.said_at)


def said_at(work: Work, line: Line) -> datetime:
    """Return the moment of a line on the clock of the member."""
    return line.said_at.astimezone(ZoneInfo(zone_of(work)))


def zone_of(work: Work) -> str:
    """Return the zone of the member."""
    return actor_of(work).zone
