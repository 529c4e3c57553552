"""Sums as other countries write them, turned into ours: 4.500 EUR, 12 800 €, 1'250 CHF, 0,42 €.

A dot, a blank or an apostrophe parts the thousands, a comma the cents. Only what is surely money
is turned: with a currency, a scale or a word for a price beside it. `18.000 rpm` and `1.15` stay.
"""

import re

from crm.understanding.numerals import ENGLISH_SCALES
from crm.understanding.vocabulary.money import PRICED, SIGNS, SIGNS_BEFORE
from crm.understanding.vocabulary.wording import longest_first

_SCALES = "|".join(longest_first(ENGLISH_SCALES))
_FIGURE = re.compile(
    rf"(?P<before>(?<![a-z])(?:{SIGNS_BEFORE})[ ]?)?(?<![\w.,'])"
    r"(?P<whole>\d{1,3}(?:(?P<mark>[.' ])\d{3}(?:(?P=mark)\d{3}){0,3})?)(?P<cents>,\d{1,2})?"
    rf"(?!\d|[.,']\d)(?P<after>[ ]?(?:{SIGNS}|t€|teur|k€|keur|{_SCALES}|[万亿])(?![a-z]))?"
)
_MAY_BE = re.compile(r"\d[.' ]\d{3}|\d,\d{1,2}(?!\d)|\d[.,][-–]")
_NO_CENTS = re.compile(r"(?<=\d)[.,][-–](?!\d)")  # 450,- €
# `$1.255/gal`: what is sold by the pound or the litre has three decimals.
_BY_WEIGHT = re.compile(
    r"[ ]?(?:/|per |a |an )[ ]?(?:gal|lb|kg|kilo|lit(?:er|re)|l\b|kwh|mile|oz|ounce|pound)"
)
_PRICED = re.compile(rf"(?:{PRICED})$")
_REACH = 24
# `10.000 pcs at 0,35`: whole things, and the price of one.
_THINGS = re.compile(
    r"[ ]?(?:pcs|pieces|units|st(?:k|ü?ck)|boxes|cartons|pallets|bags|sheets|bottles|labels|sets)\b"
)
_PRICE_OF_ONE = re.compile(r"(?<![a-z])(?:at|@|à|je)[ ]?$")
_MEASURED = re.compile(
    r"(?! (?:for|each|per|plus|net|in|and|or|is|was|to|if|all|excl|incl|ex|with|by|valid|approved|sent)\b)[ ]?(?:[a-z%°/×*²³-]|\d)"
)


def in_english(plain: str) -> str:
    """Return the folded text with sums of other countries spelt as ours, of the same length."""
    if not _MAY_BE.search(plain):
        return plain
    return _FIGURE.sub(_turned, _NO_CENTS.sub("  ", plain))


def _turned(found: re.Match[str]) -> str:
    if not (found["mark"] or found["cents"]) or not _is_foreign(found):
        return found[0]
    whole = re.sub("[.' ]", ",", found["whole"])
    cents = (found["cents"] or "").replace(",", ".")
    return f"{found['before'] or ''}{whole}{cents}{found['after'] or ''}"


def _is_foreign(found: re.Match[str]) -> bool:
    text, mark = found.string, found["mark"]
    if found["before"] or found["after"]:
        by_weight = mark == "." and not found["cents"] and _BY_WEIGHT.match(text, found.end())
        return not by_weight and not found["whole"].startswith("0.")
    if mark == " ":
        return False
    if mark is None:
        return _PRICE_OF_ONE.search(text[max(0, found.start() - 4) : found.start()]) is not None
    if _THINGS.match(text, found.end()):
        return True
    if found["cents"] or found["whole"].count(mark) > 1:
        return True
    priced = _PRICED.search(text[max(0, found.start() - _REACH) : found.start()])
    return priced is not None and not _MEASURED.match(text, found.end())
