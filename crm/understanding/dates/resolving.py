"""Set an expression against the minute the message was sent: which day, which time, what kind."""

from datetime import UTC, date, datetime, time, timedelta

from crm.understanding.dates.clock_rules import Clock
from crm.understanding.dates.daycount import (
    Days,
    Length,
    local_minute,
    moved,
    plus_days,
    plus_months,
)
from crm.understanding.dates.expressions import Expression
from crm.understanding.dates.moments import Doubt, Kind, Moment
from crm.understanding.dates.repeats import first_day

_MORNING, _NOON, _EVENING = 9, 12, 19
_FIRST_HOUR, _LAST_HOUR = 7, 22  # a bare hour without a day is read between these
_WHOLE_WEEK = 6  # days from its first to its last: a day ahead of "next week" is no day
_JUST_GONE = 60  # days: "Wednesday, November 18" on the 24th
_AFTERNOON_UNTIL = 6  # a bare hour with a day: 1 to 6 is afternoon


def resolve(expression: Expression, now: datetime, text: str) -> Moment | None:
    """The moment of an expression; None where it holds nothing to resolve."""
    span = (expression.start, expression.end)
    words = text[slice(*span)]
    if expression.clock and expression.clock.same:
        expression.clock = Clock(now.hour, now.minute, exact=True)
    if expression.span:
        return _counted_from_now(expression, now, words)
    if expression.repeat:
        return _recurrence(expression, now, words)
    if expression.gone and (now.date() - expression.gone).days <= _JUST_GONE:
        expression.day, expression.doubt = Days(expression.gone, back=expression.gone), None
    if not (expression.day or expression.clock or expression.closes or expression.doubt) and (
        expression.part is None
    ):
        return None
    day, at = _day_and_time(expression, now)
    day, until, back = _limit(expression, day, now)
    if expression.mark == "since" and back is not None:
        day = back
    if at is not None:
        local = local_minute(day, at, now)
        day, at = local.date(), _clock_time(local)
    doubt = expression.doubt or (expression.day.doubt if expression.day else None)
    if expression.clock and expression.clock.rough:
        doubt = doubt or Doubt.AMBIGUOUS
    if expression.clock and _is_impossible(expression.clock):
        doubt = Doubt.IMPOSSIBLE
    is_limit = expression.mark in ("before", "within", "until") or expression.closes
    kind = Kind.DEADLINE if is_limit else Kind.POINT
    dated = expression.day is not None or at is None
    return Moment(day, at, until, kind, None, None, span, words, doubt, back, dated)


def ahead_of(
    other: Moment, length: Length, expression: Expression, now: datetime, text: str
) -> Moment:
    """The moment a length before another one: 提前一天, "half an hour before"."""
    span = (expression.start, expression.end)
    words = text[slice(*span)]
    spread = other.until is not None and (other.until - other.day).days >= _WHOLE_WEEK
    doubt = Doubt.VAGUE if length.vague or spread else other.doubt
    if length.minutes:
        if other.at is None:
            return Moment(other.day, None, None, Kind.POINT, None, None, span, words, Doubt.VAGUE)
        start = local_minute(other.day, other.at, now).astimezone(UTC)
        local = (start - timedelta(minutes=length.minutes)).astimezone(now.tzinfo)
        return Moment(
            local.date(), _clock_time(local), None, Kind.POINT, None, None, span, words, doubt
        )
    day = moved(other.day, length, -1)
    at = _part_or_clock(expression)
    return Moment(day, at, None, Kind.POINT, None, None, span, words, doubt)


def _counted_from_now(expression: Expression, now: datetime, words: str) -> Moment | None:
    length = expression.span
    if length is None:
        return None
    start = plus_days(plus_months(now.date(), length.months), length.days)
    local = local_minute(start, now.time(), now) if start != now.date() else now
    minutes = timedelta(minutes=max(min(length.minutes, 10_000_000), -10_000_000))
    local = (local.astimezone(UTC) + minutes).astimezone(now.tzinfo)
    kind = Kind.DEADLINE if expression.mark in ("within", "before") else Kind.POINT
    back = local.date() if local < now else None
    doubt = Doubt.VAGUE if length.vague else None
    span = (expression.start, expression.end)
    return Moment(
        local.date(), _clock_time(local), None, kind, None, None, span, words, doubt, back
    )


def _recurrence(expression: Expression, now: datetime, words: str) -> Moment | None:
    repeat = expression.repeat
    if repeat is None:
        return None
    at = _part_or_clock(expression)
    day = first_day(repeat, now, at, expression.begins)
    if at is not None:
        local = local_minute(day, at, now)
        day, at = local.date(), _clock_time(local)
    doubt = expression.doubt or repeat.doubt
    if repeat.until and repeat.until < day:
        doubt = doubt or Doubt.CONFLICT
    rule, span = repeat.rrule(), (expression.start, expression.end)
    until, kind = repeat.until, Kind.RECURRENCE
    bounds = expression.bounds
    return Moment(day, at, until, kind, repeat.repeat, rule, span, words, doubt, bounds=bounds)


def _limit(
    expression: Expression, day: date, now: datetime
) -> tuple[date, date | None, date | None]:
    """The day that a limit means, the last day of an interval, and the reading into the past."""
    named = expression.day
    if named is None:
        return day, None, now.date()
    until = expression.until or named.end
    shifted = (day - named.start).days
    if expression.mark == "within":
        return plus_days(named.limit or named.start, shifted), None, named.back
    if expression.mark == "after" and expression.clock is None:
        return plus_days(until or named.start, 1), None, named.back
    if expression.mark == "before":
        return day, None, named.back
    return day, until, named.back


def _day_and_time(expression: Expression, now: datetime) -> tuple[date, time | None]:
    today = now.date()
    if expression.day is not None:
        day = expression.day.start
        return _with_midnight(day, _hour_with_day(expression))
    if expression.clock is None and expression.part is None:
        return today, None
    if expression.clock is not None and not expression.clock.exact and expression.part is None:
        return _next_reading(expression.clock, now)
    day, at = _with_midnight(today, _hour_with_day(expression))
    if at is not None and local_minute(day, at, now) <= now:
        day = plus_days(day, 1)
    return day, at


def _hour_with_day(expression: Expression) -> tuple[int, int] | None:
    """Hour (24 is midnight at the day's end) and minute, or None for all day."""
    clock, part = expression.clock, expression.part
    if clock is None:
        return (part, 0) if part else None
    hour = clock.hour
    if part is None:
        afternoon = not clock.exact and 1 <= hour <= _AFTERNOON_UNTIL
        return (hour + 12 if afternoon else hour, clock.minute)
    if part > _NOON and hour < 12:
        hour += 12
    elif (part == _EVENING and hour == 12) or (part == 0 and hour == 12):
        hour = 24 if part else 0
    elif part == _NOON and 1 <= hour <= 3:
        hour += 12
    return hour, clock.minute


def _next_reading(clock: Clock, now: datetime) -> tuple[date, time]:
    """The next such hour, morning or afternoon, between 07:00 and 22:00."""
    for more in (0, 1):
        day = plus_days(now.date(), more)
        for hour in (clock.hour % 12, clock.hour % 12 + 12):
            minutes = hour * 60 + clock.minute
            at = time(hour, clock.minute)
            if _FIRST_HOUR * 60 <= minutes <= _LAST_HOUR * 60 and local_minute(day, at, now) > now:
                return day, at
    return plus_days(now.date(), 1), time(clock.hour % 24, clock.minute)


def _part_or_clock(expression: Expression) -> time | None:
    hour = _hour_with_day(expression)
    return None if hour is None else time(min(hour[0], 23), hour[1])


def _with_midnight(day: date, hour: tuple[int, int] | None) -> tuple[date, time | None]:
    if hour is None:
        return day, None
    if hour[0] >= 24:
        return plus_days(day, 1), time(0, hour[1])
    return day, time(*hour)


def _is_impossible(clock: Clock) -> bool:
    return clock.hour == 24 and clock.minute > 0


def _clock_time(local: datetime) -> time:
    return time(local.hour, local.minute, fold=local.fold)
