"""Which days are worked: the official calendar of a country, and what a team says otherwise.

China moves whole weekends about and publishes how only late in the year before; a year that the calendar does
not have yet is said to be unknown, its statutory holidays and weekends count as far as they are known.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

WEEKEND = frozenset({5, 6})
FARTHEST = 60  # days within which there is always a working day


@dataclass(frozen=True, slots=True)
class OfficialYear:
    """A year as a country's calendar has it: days off on weekdays, weekend days that are worked.

    `is_published` is false where the calendar is derived and not yet what was decreed.
    """

    holidays: Mapping[date, str]
    worked: frozenset[date]
    weekend: frozenset[int]
    is_published: bool


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of a country (ISO 3166 alpha-2); `overrides` says of a day whether it is worked."""

    country: str
    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_worked(self, day: date) -> bool:
        """Say whether a day is worked."""
        if day in self.overrides:
            return self.overrides[day]
        year = official_year(self.country, day.year)
        if day in year.worked:
            return True
        return day.weekday() not in year.weekend and day not in year.holidays

    def holiday(self, day: date) -> str | None:
        """Return the name of the public holiday on a day, as the country calls it."""
        return official_year(self.country, day.year).holidays.get(day)

    def on_or_after(self, day: date) -> date:
        """Return the day itself where it is worked, else the next one that is."""
        found = day
        for _ in range(FARTHEST):
            if self.is_worked(found):
                return found
            found += timedelta(days=1)
        return day  # a team that never works: it meant something else

    def after(self, day: date, count: int) -> date:
        """Return the working day that is so many working days after a day; 0 is `on_or_after`."""
        found = self.on_or_after(day)
        for _ in range(count):
            found = self.on_or_after(found + timedelta(days=1))
        return found

    def nth_of_month(self, day: date, which: int) -> date:
        """Return the nth working day of a day's month, from its end where negative; the nearest where it has fewer."""
        first = day.replace(day=1)
        days = [first + timedelta(days=n) for n in range(monthrange(day.year, day.month)[1])]
        worked = [each for each in days if self.is_worked(each)] or days
        place = which - 1 if which > 0 else len(worked) + which
        return worked[min(max(place, 0), len(worked) - 1)]

    def count(self, first: date, last: date) -> int:
        """Return how many days are worked from the first to the last, both included."""
        span = (last - first).days + 1
        return sum(self.is_worked(first + timedelta(days=n)) for n in range(max(span, 0)))

    def is_known(self, year: int) -> bool:
        """Say whether the year is as it was decreed, or the team has said something about it."""
        told = any(day.year == year for day in self.overrides)
        return told or official_year(self.country, year).is_published


@lru_cache(maxsize=64)
def official_year(country: str, year: int) -> OfficialYear:
    """Return a country's calendar of a year; weekends alone for a country that has none (not published)."""
    import holidays  # heavy, and first needed long after the start

    try:
        calendar = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return OfficialYear({}, frozenset(), WEEKEND, is_published=False)
    named = {day: name for day, name in calendar.items() if day.year == year}
    worked = frozenset(day for day in calendar.weekend_workdays if day.year == year)
    decreed = getattr(calendar, "special_public_holidays", None) or {}
    is_published = country != "CN" or year in decreed
    return OfficialYear(named, worked, frozenset(calendar.weekend), is_published)
