"""Recurrences: what comes round, its RFC 5545 rule, and its first time from now on."""

from dataclasses import dataclass
from datetime import date, datetime, time

from crm.understanding.dates.daycount import (
    Length,
    day_or_none,
    local_minute,
    month_end,
    plus_days,
    plus_months,
)
from crm.understanding.dates.feasts import nth_weekday
from crm.understanding.dates.moments import Repeat

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS_AHEAD = 9  # 29 February comes round within that


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every `interval` periods, on these weekdays, or this day or nth weekday of the month.

    `month_day` -1 is the last day. `month` is set for a yearly date. `month_of_quarter` (0 is its last) for a
    quarter's edge. `until` ends it, `count`
    bounds it.
    """

    repeat: Repeat
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None
    nth: int | None = None
    month: int | None = None
    month_of_quarter: int | None = None
    until: date | None = None
    count: int | None = None

    def names_a_day(self) -> bool:
        """Whether it says on which days it comes round."""
        return bool(self.weekdays or self.month_day)

    def times_in(self, length: Length) -> int:
        """How often it comes round within a length: Mondays in 6 weeks, days in a month."""
        days = length.days + 30 * length.months
        per = {Repeat.DAILY: 1, Repeat.WEEKLY: 7, Repeat.MONTHLY: 30, Repeat.YEARLY: 365}
        spells = length.months if self.repeat is Repeat.MONTHLY and length.months else None
        rounds = spells or days // per[self.repeat]
        each = len(self.weekdays) if self.repeat is Repeat.WEEKLY and self.weekdays else 1
        return rounds // self.interval * each

    def rrule(self) -> str:
        """The body of the RFC 5545 rule."""
        parts = [f"FREQ={self.repeat.upper()}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month:
            parts.append(f"BYMONTH={self.month}")
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        if self.weekdays:
            nth = "" if self.nth is None else str(self.nth)
            parts.append("BYDAY=" + ",".join(nth + _DAYS[day] for day in self.weekdays))
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)


def first_day(
    recurrence: Recurrence, now: datetime, at: time | None, start: date | None = None
) -> date:
    """The first day from now on; with a clock time today counts while it lies ahead.

    Without one a weekday is the next after today and a day of the month may be today, as when
    they are named once; a recurrence that names no day begins one interval from now.
    """
    today = now.date()
    if start and start > today:
        return _first_from(recurrence, start)
    is_ahead = at is not None and local_minute(today, at, now) > now
    passed = at is not None and not is_ahead
    if recurrence.nth is not None or recurrence.month_day is not None:
        return _first_in_months(recurrence, plus_days(today, 1) if passed else today)
    if recurrence.weekdays:
        start = today if is_ahead else plus_days(today, 1)
        days = (plus_days(start, more) for more in range(7))
        return next(day for day in days if day.weekday() in recurrence.weekdays)
    if is_ahead and recurrence.repeat is Repeat.DAILY and recurrence.interval == 1:
        return today
    return _one_interval_on(recurrence, today)


def _first_from(recurrence: Recurrence, start: date) -> date:
    if recurrence.nth is not None or recurrence.month_day is not None:
        return _first_in_months(recurrence, start)
    days = (plus_days(start, more) for more in range(7))
    return next(day for day in days if day.weekday() in (recurrence.weekdays or (day.weekday(),)))


def _one_interval_on(recurrence: Recurrence, today: date) -> date:
    interval = min(recurrence.interval, 1000)
    match recurrence.repeat:
        case Repeat.DAILY:
            return plus_days(today, interval)
        case Repeat.WEEKLY:
            return plus_days(today, 7 * interval)
        case Repeat.MONTHLY:
            return plus_months(today, interval)
    return plus_months(today, 12 * interval)


def _first_in_months(recurrence: Recurrence, start: date) -> date:
    for more in range(12 * _YEARS_AHEAD):
        first = plus_months(start.replace(day=1), more)
        if recurrence.month not in (None, first.month):
            continue
        if recurrence.month_of_quarter not in (None, first.month % 3):
            continue
        day = _in_month(recurrence, first)
        if day is not None and day >= start:
            return day
    return start


def _in_month(recurrence: Recurrence, first: date) -> date | None:
    if recurrence.nth is not None:
        return nth_weekday(first.year, first.month, recurrence.weekdays[0], recurrence.nth)
    if recurrence.month_day == -1:
        return month_end(first)
    return day_or_none(first.year, first.month, recurrence.month_day or 0)
