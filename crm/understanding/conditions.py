"""The conditions of a look-up: grade, city, days without contact, size of the deal."""

import re

from crm.understanding.fold import Page, Word
from crm.understanding.money import Amount
from crm.understanding.numerals import read_english_words, read_han_number
from crm.understanding.vocabulary.trade import CITIES, LATIN_PLACES

_GRADE = re.compile(
    r"(?<![a-z])([abcd])[ ]?(?:级|类|等|-?(?:grade|class|level)\b|[ ]?客户|[ ](?:customers?|accounts?|clients?)\b)"
    r"|\b(?:grade|class|level)[ ]([abcd])\b"
)
_UNITS = {
    "天": 1,
    "周": 7,
    "星期": 7,
    "礼拜": 7,
    "月": 30,
    "年": 365,
    "d": 1,
    "w": 7,
    "m": 30,
    "q": 90,
    "y": 365,
}
_IDLE_HAN = re.compile(
    r"(\d+|[一二两三四五六七八九十半]+)个?(天|周|星期|礼拜|月|年)(?:以上|多|内)?(?:都)?(?:没|未|没有)(?:有)?(联系|跟进|拜访|回访|见|沟通|下单|打)"
)
_IDLE_ENGLISH = re.compile(
    r"(?:not|n't|never|no|without)\b.{0,40}?(?:for|in|within|over|since|the last|the past)?[ ]?"
    r"\b(?:over |more than |the last |the past |at least )?(\d+|an?|one|two|three|four|five|six|ten|thirty|sixty|ninety)?[ ]?(day|week|month|quarter|year)s?\b"
)
_OVER = re.compile(r"超过|大于|高于|以上|over|above|more than|bigger than|larger than|at least|>")
_UNDER = re.compile(r"低于|小于|不到|以下|under|below|less than|smaller than|at most|<")
_REACH = 14


def read_conditions(page: Page, amounts: list[Amount]) -> dict[str, str | int]:
    """Return what a look-up asks for: `grade`, `city`, `idle_days`, `amount_over`, `amount_under`."""
    plain = page.plain
    conditions: dict[str, str | int] = {}
    if grade := _GRADE.search(plain):
        conditions["grade"] = (grade[1] or grade[2]).upper()
    days = _idle_days(plain)
    if days:
        conditions["idle_days"] = days
    places = [city for city in CITIES if city in plain]
    places += [page.text[word.start : word.end] for word in page.words if _is_place(word)]
    if places:
        conditions["city"] = places[0]
    for amount in amounts[:1]:
        around = plain[max(0, amount.start - _REACH) : amount.end + 3]
        if _OVER.search(around):
            conditions["amount_over"] = int(amount.value)
        elif _UNDER.search(around):
            conditions["amount_under"] = int(amount.value)
    return conditions


def _is_place(word: Word) -> bool:
    return word.capital and word.plain in LATIN_PLACES


def _idle_days(plain: str) -> int | None:
    if found := _IDLE_HAN.search(plain):
        if found[1] == "半":
            return _UNITS[found[2]] // 2
        number = read_han_number(found[1])
        return int(number) * _UNITS[found[2]] if number else None
    if found := _IDLE_ENGLISH.search(plain):
        word = found[1] or "one"
        count = int(word) if word.isdecimal() else int(read_english_words([word]) or 1)
        return count * _UNITS[found[2][0]]
    return None
