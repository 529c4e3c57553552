"""A day of the year as a rep types it: a birthday, an anniversary, by the solar or the lunar calendar.

A day without a word of the lunar calendar is a solar one. Of two numbers the month comes first, or the day
where the country writes it so; a lunar day is always month and day.
"""

import re
from dataclasses import dataclass
from datetime import date

from crm.understanding.fold import fold
from crm.understanding.numerals import read_han_number

_LUNAR = re.compile(r"农历|阴历|旧历|夏历|\b(?:chinese )?lunar(?: calendar)?\b")
_LUNAR_MONTH = {"正": 1, "冬": 11, "腊": 12}
_HAN = re.compile(
    r"(?:(\d{4})年)?闰?(正|冬|腊|[一二三四五六七八九]|十[一二]?)月(初)?(廿|卅)?([一二三四五六七八九十]{0,3})(?:日|号)?"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)[日号]?"
)
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})(?!\d)[日号]?")
_PAIR = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[-/.]\s?(\d{1,2})(?:[-/.](\d{4}))?(?![\d/-])")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAME = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DAY_NAME = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_NAME}(?:,? (\d{{4}}))?\b")
_NAME_DAY = re.compile(rf"\b{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}})\b)?")
_BIRTHDAY = re.compile(r"生日|出生|birthday|born(?: on)?|b-?day|🎂", re.IGNORECASE)
_NAMES_BIRTHDAY = re.compile(r"生日|出生|birth|\bdob\b|\bb-?day|🎂", re.IGNORECASE)
_LINKS = re.compile(
    r"^(?:(?:is|on|the)\b|[是在为])\s*|\s*(?:\b(?:is|on|the)|[是在为])$", re.IGNORECASE
)
_MARKS = " ,，、;；:：。.-–—()（）"
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day of every year; an empty label is a birthday's, and the year is none where it was not said."""

    label: str
    month: int
    day: int
    is_lunar: bool = False
    year: int | None = None


def read_day_of_year(text: str, *, is_day_first: bool = False) -> DayOfYear | None:
    """Return the day that a text names, with the words around it as its label; none where it names none."""
    plain = fold(text)
    is_lunar = _LUNAR.search(plain) is not None
    bare = _LUNAR.sub(lambda found: " " * len(found[0]), plain)
    for read in (_year_first, _han, _named, _month_day, _pair):
        found = read(bare, is_day_first and not is_lunar)
        if found is None:
            continue
        start, end, year, month, day, is_lunar_day = found
        lunar = is_lunar or is_lunar_day
        if not _exists(month, day, lunar):
            return None
        said = "".join(sign if bare[at] != " " else " " for at, sign in enumerate(text))
        return DayOfYear(_label(f"{said[:start]} {said[end:]}"), month, day, lunar, year)
    return None


def names_birthday(text: str) -> bool:
    """Say whether a text speaks of a birthday."""
    return _NAMES_BIRTHDAY.search(text) is not None


_Found = tuple[int, int, int | None, int, int, bool] | None


def _year_first(plain: str, _is_day_first: bool) -> _Found:
    found = _YEAR_FIRST.search(plain)
    return found and (*found.span(), int(found[1]), int(found[2]), int(found[3]), False)


def _han(plain: str, _is_day_first: bool) -> _Found:
    """Return a day in Chinese numerals; 初, 廿 and the months 正, 冬 and 腊 are words of the lunar calendar."""
    found = _HAN.search(plain)
    if found is None:
        return None
    year, month, first_ten, twenty, rest = found.groups()
    tens = {"廿": 20, "卅": 30}.get(twenty, 0)
    day = tens + int(read_han_number(rest) or 0 if rest else 0)
    is_lunar = bool(first_ten or twenty or month in _LUNAR_MONTH)
    number = _LUNAR_MONTH.get(month) or int(read_han_number(month) or 0)
    return (*found.span(), int(year) if year else None, number, day, is_lunar)


def _named(plain: str, _is_day_first: bool) -> _Found:
    if found := _DAY_NAME.search(plain):
        day, month, year = found.groups()
    elif found := _NAME_DAY.search(plain):
        month, day, year = found.groups()
    else:
        return None
    number = _MONTHS.index(month) + 1
    return (*found.span(), int(year) if year else None, number, int(day), False)


def _month_day(plain: str, _is_day_first: bool) -> _Found:
    found = _MONTH_DAY.search(plain)
    return found and (*found.span(), None, int(found[1]), int(found[2]), False)


def _pair(plain: str, is_day_first: bool) -> _Found:
    found = _PAIR.search(plain)
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    month, day = (second, first) if is_day_first else (first, second)
    return (*found.span(), int(found[3]) if found[3] else None, month, day, False)


def _exists(month: int, day: int, is_lunar: bool) -> bool:
    if is_lunar:
        return 1 <= month <= 12 and 1 <= day <= 30
    try:
        return bool(date(2024, month, day))  # a leap year: 29 February is a day
    except ValueError:
        return False


def _label(rest: str) -> str:
    words = " ".join(_BIRTHDAY.sub(" ", rest).split()).strip(_MARKS)
    return _LINKS.sub("", words).strip(_MARKS)[:LONGEST_LABEL]
