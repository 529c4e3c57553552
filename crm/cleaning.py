"""Cleaning a value as it is written: width, white space, invisible characters, grades, cities, dates.

Every function takes text from outside and returns what is kept; none where nothing of use is left.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from crm.understanding.fold import fold

NOTHING = frozenset(
    {
        "-",
        "--",
        "---",
        "—",
        "——",
        "/",
        "\\",
        ".",
        "。",
        "?",
        "？",
        "无",
        "暂无",
        "没有",
        "未知",
        "不详",
        "待补充",
        "空",
        "n/a",
        "na",
        "none",
        "null",
        "nil",
        "unknown",
        "tbd",
    }
)
GRADES = {
    "A": "a 甲 重点 重要 核心 大客户 战略 高 优 优质 vip key top high gold strategic important 3星 ★★★",
    "B": "b 乙 普通 一般 常规 中 标准 正常 normal regular medium standard silver 2星 ★★",
    "C": "c 丙 低 小客户 次要 差 边缘 low minor small bronze 1星 ★",
    "D": "d 丁",
}
GRADE_OF = {word: grade for grade, words in GRADES.items() for word in words.split()}
GRADE_WORDS = re.compile(r"客户|等级|级别|类别|级|类|等|grade|tier|class|level|rating|[\s+\-:：]")
PROVINCE = re.compile(r"^(?:中国)?(?:[^省市]{2,3}省|内蒙古自治区|[^区市]{2,6}自治区)(?=.)")
CITY = re.compile(r"^(.{2,}?)市")
EMAIL = re.compile(r"^[^@\s,;:<>]+@[^@\s,;:<>]+\.[^@\s.,;:<>]+$")
MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
YEAR_FIRST = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[\sT].*)?$"
)
YEAR_LAST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
DAY_AND_NAME = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4})$")
NAME_AND_DAY = re.compile(r"^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")
BARE = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
MONTH_FIRST = frozenset({"US", "PH", "CA"})  # countries that write 3/5 for 5 March
MONTH_FIRST_IN_ASIA = frozenset({"CN", "TW", "HK", "MO", "JP", "KR"})


def clean_line(text: str) -> str:
    """Return one line: half width, single spaces, nothing invisible; empty where nothing is left.

    Chinese punctuation stays as it is, save that a full-width bracket or comma becomes the plain one:
    names are then written one way.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKC", _visible(text)).split())


@lru_cache(maxsize=4096)
def clean_text(text: str) -> str | None:
    """Return one line as `clean_line` does; none for a placeholder like "无"."""
    line = clean_line(text)
    return None if not line or line.lower() in NOTHING else line


def clean_note(text: str) -> str | None:
    """Return text of several lines, cleaned line by line; Chinese punctuation stays full width."""
    lines = [re.sub(r"[^\S\n]+", " ", _visible(line)).strip() for line in text.splitlines()]
    note = "\n".join(line for line in lines if line)
    return None if not note or note.lower() in NOTHING else note


@lru_cache(maxsize=1024)
def clean_grade(text: str) -> str | None:
    """Return A, B, C or D for what means one: "A级", "a", "重点", "Tier B", "★★"; none where it does not."""
    return GRADE_OF.get(GRADE_WORDS.sub("", fold(text)))


@lru_cache(maxsize=8192)
def clean_city(text: str) -> str:
    """Return a city by its short name in simplified characters: "江苏省苏州市工业园区" is 苏州, "LEEDS" Leeds."""
    if text.isascii():
        return text.title() if text.isupper() or text.islower() else text
    plain = PROVINCE.sub("", fold(text).strip())
    found = CITY.match(plain)
    return found[1] if found else plain


def clean_email(text: str) -> str | None:
    """Return an address with its domain in lower case; none where it is no address."""
    address = text.strip().removeprefix("mailto:").strip("<>;, ")
    if not EMAIL.match(address):
        return None
    local, domain = address.rsplit("@", 1)
    return f"{local}@{domain.lower()}"


def read_day(text: str, country: str) -> date | None:
    """Return a whole date written in one of the usual ways; none where it is none or lacks its year.

    Where day and month could be either, the team's country says which comes first.
    """
    plain = re.sub(r"\s+", " ", fold(text)).strip()
    if found := YEAR_FIRST.match(plain) or BARE.match(plain):
        return _day(*found.groups())
    if found := YEAR_LAST.match(plain):
        first, second, year = found.groups()
        month, day = (first, second) if country in MONTH_FIRST else (second, first)
        return _day(year, month, day)
    if found := DAY_AND_NAME.match(plain):
        return _day(found[3], MONTHS.get(found[2], 0), found[1])
    if found := NAME_AND_DAY.match(plain):
        return _day(found[3], MONTHS.get(found[1], 0), found[2])
    return None


def is_day_first(country: str) -> bool:
    """Say whether a country writes a day without its year as 5/3 for 5 March."""
    return country not in MONTH_FIRST | MONTH_FIRST_IN_ASIA


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _visible(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(char if char.isprintable() else _space(char) for char in line)


def _space(char: str) -> str:
    """Return what stands for a character that does not print: a space for white space, else nothing."""
    return " " if char.isspace() else ""
