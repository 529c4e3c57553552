"""Recurrences: what comes round, its RFC 5545 rule, and its first time from now on."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import product

from crm.understanding.dates.daycount import (
    Length,
    local_minute,
    month_end,
    plus_days,
    plus_months,
    plus_workdays,
    workday_of_month,
)
from crm.understanding.dates.feasts import next_feast, nth_weekday
from crm.understanding.dates.moments import Doubt, Repeat

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS_AHEAD = 9  # 29 February comes round within that


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every `interval` periods, on these weekdays, or these days or nth weekdays of the month.

    Of `month_days` -1 is the last day, and one that a month lacks is its last. `nth` counts the `weekdays` within the
    month, `worked` its working days (both from its end where negative). `month` is set for a yearly date,
    `month_of_quarter` (0 is its last) for a quarter's edge, `feast` for one that moves with the moon. `until` ends
    it, `count` bounds it. `doubt` is set where no rule can say what is meant.
    """

    repeat: Repeat
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    worked: int | None = None
    month: int | None = None
    month_of_quarter: int | None = None
    feast: str | None = None
    until: date | None = None
    count: int | None = None
    doubt: Doubt | None = None

    def names_a_day(self) -> bool:
        """Whether it says on which days it comes round."""
        return bool(self.weekdays or self.month_days or self.worked or self.feast)

    def times_in(self, length: Length) -> int:
        """How often it comes round within a length: Mondays in 6 weeks, days in a month."""
        days = length.days + 30 * length.months
        per = {Repeat.DAILY: 1, Repeat.WEEKLY: 7, Repeat.MONTHLY: 30, Repeat.YEARLY: 365}
        spells = length.months if self.repeat is Repeat.MONTHLY and length.months else None
        rounds = spells or days // per[self.repeat]
        each = len(self.weekdays) if self.repeat is Repeat.WEEKLY and self.weekdays else 1
        if self.repeat is Repeat.MONTHLY:
            each = max(1, len(self.month_days), len(self.weekdays) * len(self.nth))
        return rounds // self.interval * each

    def rrule(self) -> str:
        """The body of the RFC 5545 rule; a feast, which it has no words for, is an X-FEAST."""
        parts = [f"FREQ={self.repeat.upper()}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month:
            parts.append(f"BYMONTH={self.month}")
        if self.feast:
            parts.append(f"X-FEAST={self.feast}")
        if self.month_days:
            parts.append("BYMONTHDAY=" + ",".join(str(day) for day in self.month_days))
        if self.worked:
            parts.append(f"BYDAY={','.join(_DAYS[:5])};BYSETPOS={self.worked}")
        if self.weekdays:
            named = product(self.nth or ("",), self.weekdays)
            parts.append("BYDAY=" + ",".join(f"{nth}{_DAYS[day]}" for nth, day in named))
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
    if recurrence.feast:
        return next_feast(recurrence.feast, max(start or today, today)) or today
    if start and start > today:
        return _first_from(recurrence, start)
    is_ahead = at is not None and local_minute(today, at, now) > now
    passed = at is not None and not is_ahead
    if _is_in_months(recurrence):
        return _first_in_months(recurrence, plus_days(today, 1) if passed else today)
    is_every_day = recurrence.repeat is Repeat.DAILY and recurrence.interval == 1
    if recurrence.weekdays and (is_every_day or recurrence.repeat is Repeat.WEEKLY):
        start = today if is_ahead else plus_days(today, 1)
        days = (plus_days(start, more) for more in range(7))
        return next(day for day in days if day.weekday() in recurrence.weekdays)
    return today if is_ahead and is_every_day else _one_interval_on(recurrence, today)


def _is_in_months(recurrence: Recurrence) -> bool:
    return bool(recurrence.nth or recurrence.month_days or recurrence.worked)


def _first_from(recurrence: Recurrence, start: date) -> date:
    if _is_in_months(recurrence):
        return _first_in_months(recurrence, start)
    days = (plus_days(start, more) for more in range(7))
    return next(day for day in days if day.weekday() in (recurrence.weekdays or (day.weekday(),)))


def _one_interval_on(recurrence: Recurrence, today: date) -> date:
    interval = min(recurrence.interval, 1000)
    if recurrence.weekdays:  # every second working day
        return plus_workdays(today, interval)
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
        day = min((each for each in _in_month(recurrence, first) if each >= start), default=None)
        if day is not None:
            return day
    return start


def _in_month(recurrence: Recurrence, first: date) -> list[date]:
    """The days of the month that begins with `first` on which it comes round."""
    last = month_end(first)
    if recurrence.worked:
        return [workday_of_month(first, recurrence.worked)]
    if recurrence.nth:
        named = product(recurrence.nth, recurrence.weekdays)
        days = [nth_weekday(first.year, first.month, weekday, nth) for nth, weekday in named]
        return [day for day in days if day.month == first.month]  # no fifth Monday
    return [
        last if day == -1 else first.replace(day=min(day, last.day))
        for day in recurrence.month_days
    ]
