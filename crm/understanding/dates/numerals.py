"""Numbers as reps write them: 3, 三, 二十五, three, twenty-five, third."""

import re

DIGITS_ZH = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

NUMBER_WORDS = {word: n for n, word in enumerate(_ONES.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), start=2)
}
ORDINAL_WORDS = {word: n for n, word in enumerate(_ORDINALS.split()) if n} | {"thirtieth": 30}


_WIDEST_GUESS = 2  # 三五 is a guess, 三九 is none
_GUESS = re.compile(r"(?:[一二三四五六七八九]?十)?([一二两三四五六七八九])([二两三四五六七八九])")


def is_guess(numeral: str) -> bool:
    """Whether a numeral names two neighbouring numbers: 两三, 三五, 十七八."""
    pair = _GUESS.fullmatch(numeral)
    if pair is None:
        return numeral in ("一二十", "二三十", "三四十", "四五十", "五六十")
    return 0 < DIGITS_ZH[pair[2]] - DIGITS_ZH[pair[1]] <= _WIDEST_GUESS


def read_chinese(numeral: str) -> int | None:
    """The value of a Chinese numeral below 1,000, digit by digit or with 十 and 百."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if not any(mark in numeral for mark in "十百"):
        return int("".join(str(DIGITS_ZH[c]) for c in numeral)) if len(numeral) <= 4 else None
    total, digit = 0, -1
    for char in numeral:
        if char in "十百":
            total += (1 if digit < 0 else digit) * (10 if char == "十" else 100)
            digit = -1
        elif digit > 0:
            return None  # 二三十: a guess, not a number
        else:
            digit = DIGITS_ZH[char]
    return total + max(digit, 0)


def read_english(words: str) -> int | None:
    """The value of "three", "twenty five", "thirty-first" or "a couple of"."""
    first, _, rest = words.replace("-", " ").partition(" ")
    if not rest:
        return NUMBER_WORDS.get(first, ORDINAL_WORDS.get(first))
    tens = NUMBER_WORDS.get(first)
    ones = NUMBER_WORDS.get(rest.strip(), ORDINAL_WORDS.get(rest.strip()))
    return tens + ones if tens is not None and ones is not None and ones < 10 else None
