"""Telephone numbers in a message, in any spacing, and the last four digits of one."""

import re
from dataclasses import dataclass

from crm.understanding.fold import Page

_RUN = re.compile(
    r"(?<![a-z\d])(?<!\d[.,])(?:\+|\(0|\((?=\d{2,4}\)))?\d(?:[ \-().]{0,2}\d){5,16}(?![a-z\d])(?![.,]\d)"
)
_DATE = re.compile(r"(?:19|20)\d\d[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+$")
_PAPER = re.compile(
    r"(?:po|order|invoice|inv|no\.?|ref|serial|sn|s/n|contract|单号|订单号?|编号|合同号|序列号|发票号?|工单)"
    r"(?:\s|#|号|是|:|is)*$"
)
_TAIL = re.compile(
    r"(?:尾号|后四位|末四位|last\s(?:four|4)(?:\sdigits)?|ending(?:\sin|\swith)?|ends\s(?:in|with))"
    r"\D{0,4}(\d{4})(?!\d)"
)
_FEWEST, _MOST = 7, 15  # ITU-T E.164


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: its offsets, its spelling in the message, its digits."""

    start: int
    end: int
    written: str
    digits: str


def find_phones(page: Page) -> list[Phone]:
    """Return the telephone numbers in the message; dates, amounts and order numbers are none."""
    phones = []
    for found in _RUN.finditer(page.plain):
        digits = "".join(sign for sign in found[0] if sign.isdecimal())
        if _FEWEST <= len(digits) <= _MOST and not _is_something_else(page.plain, found):
            start, end = found.span()
            phones.append(Phone(start, end, page.text[start:end], digits))
    return phones


def find_last_four(page: Page) -> Phone | None:
    """Return the four digits that the message calls the end of a number (尾号1122)."""
    found = _TAIL.search(page.plain)
    if not found:
        return None
    start, end = found.span(1)
    return Phone(start, end, page.text[start:end], found[1])


def same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are the same but for country code, zero and punctuation."""
    left, right = (_national(number) for number in (one, other))
    short, long = sorted((left, right), key=len)
    return len(short) >= _FEWEST and long.endswith(short)


def _is_something_else(plain: str, found: re.Match[str]) -> bool:
    number = found[0]
    if number[0] in "+(":
        return False
    return bool(
        _DATE.match(number)
        or (_GROUPED.match(number) and number[0] != "0" and len(number.split()) < 4)
        or _PAPER.search(plain[max(0, found.start() - 16) : found.start()])
    )


def _national(number: str) -> str:
    return "".join(sign for sign in number if sign.isdecimal()).lstrip("0")
