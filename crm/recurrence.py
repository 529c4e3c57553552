"""When a recurring reminder rings next: the rule runs on the member's wall clock, the answer is an instant."""

from datetime import datetime

from dateutil.rrule import rrulestr

from crm.instants import instant_of, local


def next_due(rule: str, due_at: datetime, zone: str, after: datetime) -> datetime | None:
    """Return the first occurrence of an RFC 5545 rule after an instant; none where the rule has ended.

    The rule begins at `due_at` as the clock in `zone` shows it, so that nine o'clock stays nine o'clock
    across a change of the clocks. A month without the day (the 31st) takes its last one.
    """
    start = local(due_at, zone).replace(tzinfo=None)
    wall = local(after, zone).replace(tzinfo=None)
    occurrences = rrulestr(_with_month_ends(rule, start), dtstart=start)
    found = occurrences.after(wall)
    while found is not None:
        instant = instant_of(found.date(), found.time(), zone)
        if instant > after:
            return instant
        found = occurrences.after(found)
    return None


def _with_month_ends(rule: str, start: datetime) -> str:
    if "FREQ=MONTHLY" not in rule or "BY" in rule or start.day <= 28:
        return rule
    days = ",".join(str(day) for day in range(28, start.day + 1))
    return f"{rule};BYMONTHDAY={days};BYSETPOS=-1"
