"""When a recurring reminder rings next: the rule runs on the member's calendar and wall clock, the answer is an instant.

A rule is the body of an RFC 5545 recurrence rule. `FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR` means the working days of the
team's country, which move about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from crm.instants import instant_of
from crm.working_days import WorkingDays

ONE_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = "MO,TU,WE,TH,FR"
STEPS = 20_000  # days that a daily rule may lie behind: over fifty years
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
        name.startswith("BY") for name in parts
    ):
        return rule
    month = f"BYMONTH={day.month};" if parts["FREQ"] == "YEARLY" else ""
    return f"{rule};{month}BYMONTHDAY={day.day}"


def is_on_working_days(rule: str | None) -> bool:
    """Say whether a rule comes round on every working day."""
    parts = _parts(rule or "")
    return parts.get("FREQ") == "DAILY" and parts.get("BYDAY") == MONDAY_TO_FRIDAY


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
    if calendar is not None and is_on_working_days(_rule(parts)):
        yield from _working_days(parts, day, calendar)
        return
    start = datetime.combine(day, time(0))
    for found in rrulestr(_rule(_with_month_ends(parts)), dtstart=start):
        if found.date() > day:
            yield found.date()


def _working_days(parts: dict[str, str], day: date, calendar: WorkingDays) -> Iterator[date]:
    last = datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date() if "UNTIL" in parts else date.max  # noqa: DTZ007  a day
    interval = int(parts.get("INTERVAL", "1"))
    for _ in range(STEPS):
        day = calendar.after(day + ONE_DAY, interval - 1)
        if day > last:
            return
        yield day


def _with_month_ends(parts: dict[str, str]) -> dict[str, str]:
    day = parts.get("BYMONTHDAY", "")
    if not day.isdigit() or int(day) <= LAST_SURE_DAY or "BYSETPOS" in parts:
        return parts
    days = ",".join(str(one) for one in range(LAST_SURE_DAY, int(day) + 1))
    return parts | {"BYMONTHDAY": days, "BYSETPOS": "-1"}


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";") if "=" in part)


def _rule(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())
