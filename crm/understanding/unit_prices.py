"""The price of one of several things: where it is one, and how many there are."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from crm.understanding.amounts import Amount
from crm.understanding.numerals import (
    FIGURES,
    HAN_NUMBER,
    SMALL_WORDS,
    read_english_words,
    read_han_number,
)
from crm.understanding.vocabulary.measures import LONG_MEASURES, MEASURES

_EACH_AFTER = re.compile(
    rf"[ ]?(?:左右|多)?(?:each\b|apiece|a piece|a pop|per\b(?! (?:year|yr|annum|month|mo|week|wk|day|quarter|qtr)\b)|ea\b|(?<! )/(?!月|年|yr|year|month|min\b|sec\b|s\b|rev\b)[a-z{MEASURES}]|"
    rf"(?:一|每|1)[ ]?(?![天周月年日])[{MEASURES}]|an? (?!bit\b|lot\b|little\b|deal\b|discount\b|quote\b|month\b|year\b|week\b|day\b|quarter\b|call\b|new\b|\w+ (?:deal|order|contract))[a-z]+(?=[ ,.;]|$))"
)
_NOT_ONE = "零一二两三四五六七八九十百千万亿第唯统同单其另这那有来加买要订了个换再"
_EACH_BEFORE = re.compile(
    rf"(?:单价|每(?![天周月年次分时])[{MEASURES}](?:每[天月年]|(?!多|约|大概|[月周年天季星礼小工])[\u4e00-\u9fff]{{1,4}})?|(?<![\d\w])(?:一|1)(?![天周月年日])[{MEASURES}]|(?<=[\u4e00-\u9fff])(?<![{_NOT_ONE}])一[台套件米吨箱袋瓶条张辆架艘座克升只根把桶盒卷片平斤方樘扇幅棵株粒捆盏]|(?<![\d{_NOT_ONE}])[一1每](?:{'|'.join(LONG_MEASURES)})|unit price(?: of| is|:)?|@|(?<![a-z])à|each(?: at| for| is)?)"
    rf"[::]?(?:还是|仍是?|按|[报谈砍压给要][了到成]?|报价|卖|是|约|大概|about)?[ ]?$"
)
_TIMES = re.compile(
    r"(\d{1,9}k?|[一二两三四五六七八九十百]{1,6})[ ]?(?:[a-wyz][a-z]{0,7}|[台套个件箱吨])?[ ]?(?:[x*×]|乘以?)[ ]?$"
)
_TIME = "min|mins|minutes|h|hr|hrs|hours?|days?|wks?|weeks?|months?|years?|[ap]m"
_COUNT = re.compile(
    rf"(?P<pair>[俩仨])(?=[\d\u4e00-\u9fff,;])|(?P<han>{HAN_NUMBER})[ ]?(?P<of>{'|'.join(LONG_MEASURES)}|[{MEASURES}])"
    rf"|(?<![a-z\d_.,-])(?P<digits>{FIGURES}(?:\.\dk)?k?)(?!\.?\d|,\d{{3}})[ ]?(?:x[ ])?(?!(?:{_TIME})\b)(?=[a-z@])"
    rf"|(?<![\w.])[x×*][ ]?(?P<times>\d{{1,5}})(?![\d.])"
    rf"|\b(?P<word>(?:{SMALL_WORDS})(?:[ -](?:{SMALL_WORDS}|and|hundred|thousand))*|a dozen|(?:a )?couple of|(?:a )?couple|(?:a )?pair of|dozen|both)(?=[ -][a-z])"
)
_SIZES = "吨米升匹克寸瓦"  # that things have, too
_ONE = re.compile(rf"[一每1][{MEASURES}][^,。;]{{0,6}}$")
_PAIRS = {"俩": 2, "仨": 3}
_TWO = re.compile(r"(?:a )?(?:couple|pair)(?: of)?|both")
_MANY_AT = re.compile(r"(?<![\w.,])(\d[\d,]{0,9}k?) (?:[a-z-]+ ){1,3}(?:at|@) ?$")
_PEOPLE_AT = re.compile(r"people|guests|attendees|pax|persons|staff|min|hours?|days?|o'clock")
_LEAST_PRICE = 100  # behind a measure and an x: below it, it is the name of a model
_EACH = re.compile(r"单价|每[台套个件箱吨]|@")
_LETTERED = re.compile(r"[台套个件箱吨]x$")
_SIZE = re.compile(r"(?<![\d.])(\d+)(?:\.\d+)?[ ]?[x*×][ ]?\d+(?:\.\d+)?(?!\w)")
_UNIT_AFTER = re.compile(
    r"[ ]?(?:[x*×]|[mck]?m\b|in\b|inch|\"|'|ft\b|[kmg]?[vwab]\b|k?hz\b|mm²|sq)"
)
_HUNDRED, _THOUSAND = 100, 1000
_MANY = 10  # things, of which a bare number behind "at" is the price
_COUNT_REACH = 60


def is_each(plain: str, amount: Amount) -> bool:
    """Tell whether an amount is the price of one of several things."""
    before = plain[max(0, amount.start - 20) : amount.start]
    return bool(
        _EACH_AFTER.match(plain, amount.end)
        or _EACH_BEFORE.search(before)
        or (_TIMES.search(before) and not (_is_model(plain, amount) or _is_size(plain, amount)))
        or _is_price_of_many(plain, amount)
    )


def _is_model(plain: str, amount: Amount) -> bool:
    """`3台X9`, `3台X200,单价2.8w`: the letter of a model, and no times."""
    if not plain[amount.start : amount.end].isdecimal():
        return False
    priced = _EACH.search(plain, amount.end, amount.end + _COUNT_REACH)
    lettered = _LETTERED.search(plain, max(0, amount.start - 4), amount.start)
    return lettered is not None and (amount.value < _LEAST_PRICE or priced is not None)


def _is_size(plain: str, amount: Amount) -> bool:
    """`bags 12x18`, `3x400 V`: two bare numbers are a size, unless the second can only be a price."""
    sides = _SIZE.search(plain, max(0, amount.start - 12), amount.end)
    if sides is None or amount.currency is not None or sides.end() != amount.end:
        return False
    large = amount.value >= _THOUSAND and int(sides[1]) < _HUNDRED
    return not large or _UNIT_AFTER.match(plain, amount.end) is not None


def _is_price_of_many(plain: str, amount: Amount) -> bool:
    """`300 cases at $14`, `2,000 bags at 3.20`: without a sign only many things have a price."""
    count = _MANY_AT.search(plain, max(0, amount.start - 40), amount.start)
    if count is None:
        return False
    signed = amount.currency is not None or plain[amount.end - 1] == "k"
    many = _factor(count[1].replace(",", "")) >= _MANY
    return signed or (many and not _PEOPLE_AT.search(count[0]))


def multiplied(plain: str, amount: Amount) -> Amount | None:
    """Multiply a unit price by the quantity nearest to it; without one there is no total."""
    if not amount.each:
        return amount
    before = plain[max(0, amount.start - _COUNT_REACH) : amount.start]
    if factor := _TIMES.search(before):
        return replace(amount, value=amount.value * _factor(factor[1]), weight=9)
    after = plain[amount.end : amount.end + _COUNT_REACH // 2]
    one = _ONE.search(before)  # 一台, so that tonnes and metres are no count
    size = "".join(set(_SIZES) - set(one[0])) if one else ""
    found = [*reversed(list(_counts(before, size))), *_counts(after, size)]
    counts = [value for value, is_size in found if not is_size] or [value for value, _ in found]
    if not counts:
        return None
    return replace(amount, value=amount.value * counts[0], weight=amount.weight + 3)


def _factor(written: str) -> Decimal:
    """Return 5000 for `5k`, 300 for `300` or 三百."""
    thousands = 1000 if written.endswith("k") else 1
    return (read_han_number(written.rstrip("k")) or Decimal(1)) * thousands


def _counts(text: str, sizes: str) -> Iterator[tuple[Decimal, bool]]:
    """Yield each number of things, and whether it may be their size: 俩50吨桥吊一台六十三万 are two."""
    for found in _COUNT.finditer(text):
        value: Decimal | None
        if found["pair"]:
            value = Decimal(_PAIRS[found["pair"]])
        elif found["word"]:
            words = re.split(r"[ -]", _TWO.sub("two", found["word"]))
            value = read_english_words(words)
        else:
            value = _factor((found["han"] or found["digits"] or found["times"]).replace(",", ""))
        if (
            value
            and value > 1
            and not re.search(r"(?:每|第|model |ext )$", text[: found.start()][-6:])
        ):
            yield value, (found["of"] or "-") in sizes
