"""Local times and instants: the member's wall clock on one side, UTC on the other."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.tables import Member
from storage.work import Work

MINUTE = timedelta(minutes=1)


def instant_of(day: date, at: time, zone: str) -> datetime:
    """Return the UTC instant at which a wall clock in `zone` shows that day and time.

    A time that the clock skips becomes the first valid minute after the gap; a time that it shows twice
    is the first of the two (RFC 5545 §3.3.5 leaves the gap open; a reminder must not ring early).
    """
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, at, tz)
    instant = wall.astimezone(UTC)
    if instant.astimezone(tz).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    after_gap = instant.astimezone(tz).utcoffset()
    while (instant - MINUTE).astimezone(tz).utcoffset() == after_gap:
        instant -= MINUTE
    return instant


def local(instant: datetime, zone: str) -> datetime:
    """Return an instant as the member's wall clock shows it."""
    return instant.astimezone(ZoneInfo(zone))


def day_of(instant: datetime, zone: str) -> date:
    """Return the day on which an instant falls by the member's wall clock."""
    return local(instant, zone).date()


def today_of(work: Work, member: Member) -> date:
    """Return the day that it is where the member is."""
    return day_of(work.now, member.zone)


def days_since(then: datetime, now: datetime, zone: str) -> int:
    """Return how many days of the calendar lie between two instants: yesterday evening is one day ago."""
    return (day_of(now, zone) - day_of(then, zone)).days


def days_ago(days: int, now: datetime, zone: str) -> datetime:
    """Return the instant before which all is that lies so many days of the calendar back, or more."""
    return instant_of(day_of(now, zone) - timedelta(days=days - 1), time(0), zone)


def is_quiet(at: time, quiet_from: time, quiet_until: time) -> bool:
    """Say whether a wall-clock time lies in the quiet hours, which may span midnight."""
    if quiet_from <= quiet_until:
        return quiet_from <= at < quiet_until
    return at >= quiet_from or at < quiet_until
