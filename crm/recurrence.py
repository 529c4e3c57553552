"""When a recurring reminder rings next: the rule runs on the member's calendar and wall clock, the answer is an instant.

A rule is the body of an RFC 5545 recurrence rule. `BYDAY=MO,TU,WE,TH,FR`, daily or as the nth of a month
(`BYSETPOS`), means the working days of the team's country, which move about. `X-FEAST=spring` is a feast of the
moon, which the standard has no words for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import takewhile

from dateutil.rrule import rrulestr

from crm.instants import instant_of
from crm.understanding.dates.feasts import feast_on
from crm.working_days import WorkingDays

ONE_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = "MO,TU,WE,TH,FR"
STEPS = 20_000  # days that a daily rule may lie behind: over fifty years
MONTHS = 600  # of a monthly one
YEARS = 50
LAST_SURE_DAY = 28  # every month has it


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The day on which a rule comes round, its instant, and the rule from there on."""

    day: date
    at: datetime
    rule: str


def anchored(rule: str, day: date) -> str:
    """Return a rule that names its day, so that one that begins on the 31st stays there after a short month."""
    parts = _parts(rule)
    if parts.get("FREQ") not in ("MONTHLY", "YEARLY") or any(
        name.startswith(("BY", "X-")) for name in parts
    ):
        return rule
    month = f"BYMONTH={day.month};" if parts["FREQ"] == "YEARLY" else ""
    return f"{rule};{month}BYMONTHDAY={day.day}"


def is_on_working_days(rule: str | None) -> bool:
    """Say whether a rule comes round on working days: on every one, or on the nth of a month."""
    return _is_worked(_parts(rule or ""))


def first_worked(rule: str, day: date, today: date, calendar: WorkingDays) -> date:
    """Return the first day, not before `today`, of a rule on working days that Monday to Friday would begin at `day`."""
    which = _parts(rule).get("BYSETPOS")
    if which is None:
        return calendar.on_or_after(day)
    found = calendar.nth_of_month(day, int(which))
    return found if found >= today else calendar.nth_of_month(_months_on(day, 1), int(which))


def end_of(rule: str) -> tuple[int | None, date | None]:
    """Return how often a rule comes round, its first time included, and its last day; none where it says neither."""
    parts = _parts(rule)
    last = _last_day(parts)
    return (
        int(parts["COUNT"]) if "COUNT" in parts else None,
        None if last == date.max else last,
    )


def next_occurrence(
    rule: str,
    day: date,
    at: time,
    zone: str,
    after: datetime,
    calendar: WorkingDays | None = None,
) -> Occurrence | None:
    """Return the first occurrence of a rule after an instant; none where the rule has ended.

    It stands at `day` and `at`, as the wall clock in `zone` shows them, so that nine o'clock stays nine
    o'clock across a change of the clocks. A month without the day (the 31st, 29 February) takes its last
    one. Occurrences that were missed count towards its COUNT, and are not made up for.
    """
    parts = _parts(rule)
    left = int(parts.pop("COUNT")) if "COUNT" in parts else None
    for passed, found in enumerate(_days(parts, day, calendar), start=1):
        if left is not None and passed >= left:
            return None
        instant = instant_of(found, at, zone)
        if instant > after:
            rest = parts if left is None else parts | {"COUNT": str(left - passed)}
            return Occurrence(found, instant, _rule(rest))
    return None


def _days(parts: dict[str, str], day: date, calendar: WorkingDays | None) -> Iterator[date]:
    """Yield the days after `day` on which a rule without a COUNT comes round."""
    if "X-FEAST" in parts:
        found = _feasts(parts["X-FEAST"], day)
    elif calendar is not None and _is_worked(parts):
        found = _working_days(parts, day, calendar)
    else:
        yield from _by_the_rule(parts, day)
        return
    last = _last_day(parts)
    yield from takewhile(lambda each: each <= last, found)


def _by_the_rule(parts: dict[str, str], day: date) -> Iterator[date]:
    start, last = datetime.combine(day, time(0)), day
    rules = [rrulestr(_rule(each), dtstart=start) for each in _with_month_ends(parts)]
    for found in merge(*rules):
        if found.date() > last:  # the 30th and the 31st are one day in a short month
            last = found.date()
            yield last


def _working_days(parts: dict[str, str], day: date, calendar: WorkingDays) -> Iterator[date]:
    interval, which = int(parts.get("INTERVAL", "1")), parts.get("BYSETPOS")
    if which is not None:
        months = (_months_on(day, interval * more) for more in range(MONTHS))
        found = (calendar.nth_of_month(month, int(which)) for month in months)
        yield from (each for each in found if each > day)
        return
    for _ in range(STEPS):
        day = calendar.after(day + ONE_DAY, interval - 1)
        yield day


def _feasts(name: str, day: date) -> Iterator[date]:
    """Yield the next days of a feast as far as they are known."""
    days: Iterable[date | None] = (feast_on(name, day.year + more) for more in range(YEARS))
    yield from (each for each in days if each is not None and each > day)


def _is_worked(parts: dict[str, str]) -> bool:
    is_counted = parts.get("FREQ") == "DAILY" or "BYSETPOS" in parts
    return parts.get("BYDAY") == MONDAY_TO_FRIDAY and is_counted


def _with_month_ends(parts: dict[str, str]) -> list[dict[str, str]]:
    """Return the rules that together come round on the days of a month that a rule names, or on its last."""
    days = parts.get("BYMONTHDAY", "")
    if "BYSETPOS" in parts or not any(int(one) > LAST_SURE_DAY for one in days.split(",") if one):
        return [parts]
    return [parts | _month_day(int(day)) for day in days.split(",")]


def _month_day(day: int) -> dict[str, str]:
    if day <= LAST_SURE_DAY:
        return {"BYMONTHDAY": str(day)}
    days = ",".join(str(one) for one in range(LAST_SURE_DAY, day + 1))
    return {"BYMONTHDAY": days, "BYSETPOS": "-1"}


def _months_on(day: date, months: int) -> date:
    """Return the first day of the month so many months on."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _last_day(parts: dict[str, str]) -> date:
    if "UNTIL" not in parts:
        return date.max
    return datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date()  # noqa: DTZ007  a day


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";") if "=" in part)


def _rule(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())
