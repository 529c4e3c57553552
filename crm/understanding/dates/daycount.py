"""Counting days: weeks from Monday, months that keep their end, working days, odd clock changes."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from crm.understanding.dates.moments import Doubt

FRIDAY = 4
_LAST_DAY = date(9990, 1, 1)  # nothing is counted beyond: arithmetic never overflows


@dataclass(frozen=True, slots=True)
class Days:
    """A day or an interval of days that some words name, as read from today.

    `limit` is the day meant by "within" or "the end of" it, `back` the same words read into the
    past, `weekday` is set where nothing but a weekday was named. `coarse` days were counted in weeks
    (7) or months (30): a weekday beside them says which day is meant. `swapped` is a day written
    "5/12" read the other way round, for when a weekday beside it says so. `named` tells how much of the date
    is said: "day" ("the 5th"), "month" (12月5号). `follows` is set where the words count on from a day named
    before them: "day" (the day after, 第二天), "weekday" (the following Tuesday), "week".
    """

    start: date
    end: date | None = None
    limit: date | None = None
    back: date | None = None
    doubt: Doubt | None = None
    weekday: int | None = None
    coarse: int = 0
    swapped: date | None = None
    named: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time: "three weeks", 半个月, "an hour and a half"."""

    months: int = 0
    days: int = 0
    workdays: int = 0
    minutes: int = 0
    vague: bool = False

    def is_exact_time(self) -> bool:
        """Whether it is counted from the minute and not from the day."""
        return self.minutes > 0


def exactly(day: date, today: date) -> Days:
    """A day that can mean no other; it may lie behind."""
    return Days(day, back=day if day <= today else None)


def plus_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    whole = min(max(day.year * 12 + day.month - 1 + months, 12), 9990 * 12)
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def plus_days(day: date, days: int) -> date:
    """The day so many days on; stays within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 366), _LAST_DAY.toordinal()))


def plus_workdays(day: date, workdays: int) -> date:
    """Working days on (or back), Monday to Friday, counted from the next day."""
    step = 1 if workdays >= 0 else -1
    weeks, rest = divmod(min(abs(workdays), 5000), 5)
    while day.weekday() > FRIDAY and weeks:  # a weekend day counts from the Friday before
        day = plus_days(day, -step)
    day = plus_days(day, 7 * weeks * step)
    while rest:
        day = plus_days(day, step)
        rest -= day.weekday() <= FRIDAY
    return day


def workday_of_month(day: date, which: int) -> date:
    """The `which`th working day, Monday to Friday, of the day's month; counted from its end where negative."""
    if which > 0:
        return plus_workdays(plus_days(day.replace(day=1), -1), which)
    return plus_workdays(plus_days(month_end(day), 1), which)


def moved(day: date, length: Length, sign: int = 1) -> date:
    """A day moved by a length, its hours left out."""
    day = plus_days(plus_months(day, sign * length.months), sign * length.days)
    return plus_workdays(day, sign * length.workdays) if length.workdays else day


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def week(today: date, weeks: int) -> Days:
    """A calendar week, Monday to Sunday; its limit is Friday."""
    monday = plus_days(today, 7 * weeks - today.weekday())
    return Days(monday, plus_days(monday, 6), limit=plus_days(monday, FRIDAY))


def month(today: date, months: int) -> Days:
    """A calendar month, counted from this one."""
    first = plus_months(today.replace(day=1), months)
    return Days(first, month_end(first), limit=month_end(first))


def quarter(today: date, quarters: int) -> Days:
    """A calendar quarter, counted from this one."""
    first = plus_months(today.replace(day=1), -((today.month - 1) % 3) + 3 * quarters)
    last = month_end(plus_months(first, 2))
    return Days(first, last, limit=last)


def half_year(year: int, half: int) -> Days:
    """The first or second half of a year."""
    last = date(year, 6 * half, 30 if half == 1 else 31)
    return Days(date(year, 6 * half - 5, 1), last, limit=last)


def year(today: date, years: int) -> Days:
    """A calendar year, counted from this one."""
    number = min(max(today.year + years, 1), _LAST_DAY.year)
    return Days(date(number, 1, 1), date(number, 12, 31), limit=date(number, 12, 31))


def day_or_none(year: int, month: int, day: int) -> date | None:
    """That date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def local_minute(day: date, at: time, now: datetime) -> datetime:
    """That local minute in the zone of `now`: the first valid one in a gap, the first in a fold."""
    wanted = datetime.combine(day, at.replace(tzinfo=None, fold=at.fold), now.tzinfo)
    real = wanted.astimezone(UTC).astimezone(now.tzinfo)
    if real.replace(tzinfo=None) == wanted.replace(tzinfo=None):
        return wanted
    # In a gap the clock jumps from `before` to `after` the change: the first minute after it.
    early = wanted.replace(fold=1).astimezone(UTC).astimezone(now.tzinfo)
    late = wanted.replace(fold=0).astimezone(UTC).astimezone(now.tzinfo)
    low, high = sorted((early.astimezone(UTC), late.astimezone(UTC)))
    offset = low.astimezone(now.tzinfo).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        if middle.astimezone(now.tzinfo).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high.astimezone(now.tzinfo).replace(second=0, microsecond=0)
