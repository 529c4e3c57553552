"""Named days: feasts of the solar and the lunar calendar that reps set dates by.

Lunar dates of 2024-2041 were computed with lunar_python 1.4 (MIT). ICU's Chinese calendar gives
the same but for the new years of 2027 and 2030, where it is a day off the official calendar.
"""

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

_FIRST_YEAR = 2024
_MONTH_DAYS: dict[str, str] = {
    "spring": "2-10 1-29 2-17 2-6 1-26 2-13 2-3 1-23 2-11 1-31 2-19 2-8 1-28 2-15 2-4 1-24 2-12 2-1",
    "dragon": "6-10 5-31 6-19 6-9 5-28 6-16 6-5 6-24 6-12 6-1 6-20 6-10 5-30 6-18 6-7 5-27 6-14 6-3",
    "qixi": "8-10 8-29 8-19 8-8 8-26 8-16 8-5 8-24 8-12 8-1 8-20 8-10 8-28 8-17 8-7 8-26 8-14 8-3",
    "mid-autumn": "9-17 10-6 9-25 9-15 10-3 9-22 9-12 10-1 9-19 9-8 9-27 9-16 10-4 9-24 9-13 10-2 9-20 9-10",
    "double-ninth": "10-11 10-29 10-18 10-8 10-26 10-16 10-5 10-24 10-12 10-1 10-20 10-9 10-27 10-17 10-7 10-26 10-14 10-3",
    "laba": "1-18 1-7 1-26 1-15 1-4 1-22 1-11 1-1 1-20 1-8 1-27 1-16 1-5 1-23 1-12 1-2 1-21 1-10",
    "solstice": "12-21 12-21 12-22 12-22 12-21 12-21 12-22 12-22 12-21 12-21 12-22 12-22 12-21 12-21 12-22 12-22 12-21 12-21",
    "qingming": "4-4 4-4 4-5 4-5 4-4 4-4 4-5 4-5 4-4 4-4 4-5 4-5 4-4 4-4 4-5 4-5 4-4 4-4",
}
_FIXED = {
    "new-year": (1, 1),
    "australia-day": (1, 26),
    "republic-day": (1, 26),
    "waitangi-day": (2, 6),
    "valentine": (2, 14),
    "women": (3, 8),
    "st-patrick": (3, 17),
    "anzac-day": (4, 25),
    "labour": (5, 1),
    "juneteenth": (6, 19),
    "children": (6, 1),
    "canada-day": (7, 1),
    "independence": (7, 4),
    "bastille": (7, 14),
    "arbor": (3, 12),
    "army": (8, 1),
    "teachers": (9, 10),
    "gandhi-jayanti": (10, 2),
    "national": (10, 1),
    "halloween": (10, 31),
    "guy-fawkes": (11, 5),
    "singles-day": (11, 11),
    "st-andrew": (11, 30),
    "veterans": (11, 11),
    "double-twelve": (12, 12),
    "christmas-eve": (12, 24),
    "christmas": (12, 25),
    "boxing": (12, 26),
    "new-year-eve": (12, 31),
}
# month, weekday (Monday 0), which (negative counts from the end), days added
_NTH_WEEKDAY = {
    "mlk": (1, 0, 3, 0),
    "presidents": (2, 0, 3, 0),
    "mother": (5, 6, 2, 0),
    "memorial": (5, 0, -1, 0),
    "father": (6, 6, 3, 0),
    "labor-us": (9, 0, 1, 0),
    "columbus": (10, 0, 2, 0),
    "thanksgiving": (11, 3, 4, 0),
    "black-friday": (11, 3, 4, 1),
    "cyber-monday": (11, 3, 4, 4),
}
_SHIFTED: dict[str, tuple[Callable[[int], date | None], int]] = {
    "easter": (easter, 0),
    "good-friday": (easter, -2),
    "easter-monday": (easter, 1),
    "spring-eve": (lambda year: _lunar("spring", year), -1),
    "spring-over": (lambda year: _lunar("spring", year), 1),
    "lantern": (lambda year: _lunar("spring", year), 14),
}


def feast_on(name: str, year: int) -> date | None:
    """The day of a feast in a year, or None outside the lunar tables."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _NTH_WEEKDAY:
        month, weekday, which, added = _NTH_WEEKDAY[name]
        return nth_weekday(year, month, weekday, which) + timedelta(days=added)
    if name in _SHIFTED:
        find, days = _SHIFTED[name]
        base = find(year)
        return base and base + timedelta(days=days)
    return _lunar(name, year)


def fixed_day(name: str) -> tuple[int, int] | None:
    """Month and day of a feast that has the same date every year."""
    return _FIXED.get(name)


def next_feast(name: str, today: date) -> date | None:
    """The next such feast from today on."""
    days = (feast_on(name, today.year + more) for more in (0, 1))
    return next((day for day in days if day and day >= today), None)


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The `which`th weekday of a month; -1 is the last. The fifth may lie in the next month."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    after = date(year + month // 12, month % 12 + 1, 1)
    last = after - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-which - 1))


def _lunar(name: str, year: int) -> date | None:
    days = _MONTH_DAYS[name].split()
    if not 0 <= year - _FIRST_YEAR < len(days):
        return None
    month, day = days[year - _FIRST_YEAR].split("-")
    return date(year, int(month), int(day))
