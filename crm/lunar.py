"""The Chinese lunar calendar: on which solar day a lunar one falls."""

from datetime import date, datetime, timedelta
from functools import lru_cache

MONTH = 29.53  # days, on average
LOOKED_AT = 45  # days beyond the guess: a leap month may lie between
YEAR = 354
LAST_YEAR = 2099  # of the calendar's tables


@lru_cache(maxsize=1024)
def next_lunar_day(month: int, day: int, today: date) -> date | None:
    """Return the next solar day, from today on, of a month and day of the lunar calendar.

    A leap month is passed over: its days are kept in the month before it. The 30th of a month of 29 days
    is its last. None beyond the year 2099.
    """
    at_month, _, _ = lunar_day(today)
    guess = today + timedelta(days=max(0, (month - at_month) % 12 * MONTH - LOOKED_AT))
    for begin in (guess, today + timedelta(days=YEAR - LOOKED_AT)):
        for ahead in range(3 * LOOKED_AT):
            candidate = begin + timedelta(days=ahead)
            if candidate.year > LAST_YEAR:
                return None
            if _falls_on(candidate, month, day):
                return candidate
    return None


@lru_cache(maxsize=2048)
def lunar_day(day: date) -> tuple[int, int, bool]:
    """Return month and day of the lunar calendar on a solar day, and whether the month is a leap one."""
    import cnlunar

    found = cnlunar.Lunar(datetime(day.year, day.month, day.day), godType="8char")  # noqa: DTZ001  a day has no zone
    return found.lunarMonth, found.lunarDay, bool(found.isLunarLeapMonth)


def _falls_on(candidate: date, month: int, day: int) -> bool:
    here, at, is_leap = lunar_day(candidate)
    if here != month or is_leap:
        return False
    if at == day:
        return True
    return (at, day) == (29, 30) and lunar_day(candidate + timedelta(days=1))[1] == 1
