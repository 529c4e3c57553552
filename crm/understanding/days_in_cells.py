"""Days of the year in a cell of a spreadsheet: as exports write them, and as people do. Pure.

An export writes `1985-03-02`, or `03-02` where the year is not known, a word before a lunar day and the label
behind: `农历 08-15 中秋`. Several days of one contact are separated by semicolons.
"""

import re
from collections.abc import Iterable

from crm.understanding.day_of_year import (
    LONGEST_LABEL,
    DayOfYear,
    names_birthday,
    read_day_of_year,
)

LUNAR_WORDS = "农历|lunar"
DAY = r"(?:\d{4}-)?\d\d-\d\d"
WRITTEN = re.compile(
    rf"(?P<lunar>(?:{LUNAR_WORDS})[ ])?(?:(?P<year>\d{{4}})-)?(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[ ](?P<label>.+))?"
)
BETWEEN_WRITTEN = re.compile(rf";[ ](?=(?:(?:{LUNAR_WORDS})[ ])?{DAY}(?:[ ;]|$))")
BETWEEN = re.compile(r"\s*[;；、\n]\s*")


def written_days(days: Iterable[DayOfYear], lunar: str) -> str:
    """Return some days as a cell; `lunar` is the word for a lunar day, one of those that are read again."""
    return "; ".join(_written(one, lunar) for one in days)


def days_in_cell(cell: str, header: str, *, is_day_first: bool) -> tuple[list[DayOfYear], str]:
    """Return the days that a cell names, and what of it is none.

    One without a label in a column that is called otherwise than for birthdays is called like the column.
    """
    days: dict[str, DayOfYear] = {}
    unread = []
    for piece in _pieces(cell):
        day = _read(piece, is_day_first=is_day_first)
        if day is None:
            unread.append(piece)
            continue
        label = day.label or _label_of(piece, header)
        days.setdefault(label, DayOfYear(label, day.month, day.day, day.is_lunar, day.year))
    return list(days.values()), "; ".join(unread)


def _written(one: DayOfYear, lunar: str) -> str:
    day = f"{one.month:02}-{one.day:02}"
    whole = f"{one.year:04}-{day}" if one.year else day
    return " ".join(filter(None, (lunar if one.is_lunar else "", whole, one.label)))


def _pieces(cell: str) -> list[str]:
    written = BETWEEN_WRITTEN.split(cell.strip())
    if all(WRITTEN.fullmatch(piece) for piece in written):
        return written
    return [piece for piece in BETWEEN.split(cell.strip()) if piece]


def _read(piece: str, *, is_day_first: bool) -> DayOfYear | None:
    if found := WRITTEN.fullmatch(piece):
        month, day, year = int(found["month"]), int(found["day"]), found["year"]
        is_lunar = bool(found["lunar"])
        plain = f"{'农历' if is_lunar else ''}{month}月{day}日"
        if read_day_of_year(plain) is None:
            return None
        label = (found["label"] or "")[:LONGEST_LABEL]
        return DayOfYear(label, month, day, is_lunar, int(year) if year else None)
    return read_day_of_year(piece, is_day_first=is_day_first)


def _label_of(piece: str, header: str) -> str:
    if names_birthday(piece) or names_birthday(header) or not header:
        return ""
    return header.strip()[:LONGEST_LABEL]
