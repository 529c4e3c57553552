"""Numbers as reps write them: 4万8, 两百二十万, 3.5w, 1.2M, half a million."""

import re
from decimal import Decimal

from crm.understanding.vocabulary.measures import MEASURES
from crm.understanding.vocabulary.wording import longest_first

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "俩": 2,
    "〇": 0,
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_LETTERS = {"w": "万", "k": "千"}

# 42,1月 is no 421: behind a comma stand three digits, of lakhs two before them.
FIGURES = r"(?:\d{1,3}(?:,\d{2,3}){0,4},\d{3}(?![\d,]*\d)|\d{1,16})"
_GROUP = rf"(?:{FIGURES}(?:\.\d+)?|[零〇一二两俩三四五六七八九]+)"
_UNIT = r"[来多几余]?(?:[十百千万亿]|[wk](?![a-z]))"
# What a digit may belong to that stands behind a sum: 30万八成能签, 50万五金件, 两万三台.
_NOT_ITS_LAST = f"{MEASURES}零一二两三四五六七八九十百千万亿多几来星礼季方成折厘家手维川金江亚粮"
_LAST = (
    rf"(?:[一二三四五六七八九](?![\w])|[二三四五六七八九](?=[\u4e00-\u9fff])(?![{_NOT_ITS_LAST}])"
    r"|[一二三四五六七八九](?=[块元左上吧的了美])"
    r"|\d{1,4}(?![\d.]|[ ]?[月号日点台套个件张箱]))"
)
# A number with Chinese units; where the last unit is left unsaid (4万8), its digit too.
HAN_NUMBER = rf"(?:{_GROUP}(?:{_UNIT})*|[十百千万亿](?:{_UNIT})*)(?:(?<=[十百千万亿wk])零?{_GROUP}(?:{_UNIT})+)*(?:(?<=[百千万亿wk])零?{_LAST})?"

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH_WORDS = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), start=2)
}
SMALL_WORDS = "|".join(longest_first(ENGLISH_WORDS))
ENGLISH_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "grand": 1000,
    "k": 1000,
    "million": 1_000_000,
    "mil": 1_000_000,
    "mln": 1_000_000,
    "mm": 1_000_000,
    "mio": 1_000_000,
    "m": 1_000_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "lac": 100_000,
    "lacs": 100_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "cr": 10_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "b": 1_000_000_000,
}


def read_han_number(written: str) -> Decimal | None:
    """Read a folded number with Chinese units: `4万8` is 48000, `十来万` 100000; None if it is none."""
    text = re.sub("[来多几余,]", "", written)
    for letter, unit_sign in _LETTERS.items():
        text = text.replace(letter, unit_sign)
    total, section, current, unit = Decimal(0), Decimal(0), Decimal(-1), 1
    for token in re.findall(r"\d+(?:\.\d+)?|.", text):
        if token[0].isdecimal():
            current = Decimal(token)
        elif token in _DIGITS:
            current = (
                current * 10 + _DIGITS[token]
                if current > 0 and unit == 1
                else Decimal(_DIGITS[token])
            )
        elif token in _SMALL:
            unit = _SMALL[token]
            section += (Decimal(1) if current < 0 else current) * unit
            current = Decimal(-1)
        elif token in _LARGE:
            unit = _LARGE[token]
            whole = section + max(current, Decimal(0))
            total = (
                (total + (whole or 1)) * unit
                if total == 0 or total < unit
                else total + whole * unit
            )
            section, current = Decimal(0), Decimal(-1)
        else:
            return None
    if current >= 0:
        section += current * (unit // 10 if _is_abbreviated(text, unit, current) else 1)
    return total + section


def read_english_words(words: list[str]) -> Decimal | None:
    """Read `two hundred and fifty thousand`, `half a million`, `a dozen`; None if it is none."""
    total, section, seen = Decimal(0), Decimal(0), False
    for word in words:
        if word in ENGLISH_WORDS:
            section, seen = section + ENGLISH_WORDS[word], True
        elif word == "half":
            section, seen = Decimal("0.5"), True
        elif word == "dozen":
            section, seen = (section or Decimal(1)) * 12, True
        elif word == "hundred":
            section, seen = (section or Decimal(1)) * 100, True
        elif word in ENGLISH_SCALES:
            total += (section or Decimal(1)) * ENGLISH_SCALES[word]
            section, seen = Decimal(0), True
        elif word not in ("a", "an", "and", "of", "couple"):
            return None
    return total + section if seen else None


def _is_abbreviated(text: str, unit: int, last: Decimal) -> bool:
    """`4万8` leaves the last unit unsaid; `4万零8` and `4万8000` do not."""
    return unit > 10 and last < 10 and not re.search(r"零.$", text)
