"""The form in which two spellings of a customer's name are one.

Width, case, accents, traditional characters, spaces and punctuation do not count, nor does the legal form
at the end. What tells companies apart does: the place in brackets, 集团, "Group".
"""

import re
import unicodedata
from functools import cache

KEY_LIMIT = 200
LEGAL_HAN = re.compile(r"(?<=..)(?:股份有限公司|有限责任公司|有限公司|股份公司|公司)$")
LEGAL_LATIN = re.compile(
    r"a[bgs]|bv|co|company|corp|corporation|gmbh|inc|incorporated|kg|limited|llc|llp|lp|ltd|nv|oy|plc"
    r"|pte|pty|sa|sarl|sas|spa|srl"
)
WORD = re.compile(r"\w+")
ACCENT = re.compile(r"[\u0300-\u036f]")
JOINED = str.maketrans("", "", ".'’`·_")  # S.A. is SA, O'Neil is ONeil: marks that divide no words


def name_key(name: str) -> str:
    """Return the key of a customer's name: equal for two spellings of one name, never empty for a name."""
    return key_of(comparable(name))


def key_of(plain: str) -> str:
    """Return the key of a name that is `comparable` already."""
    words = WORD.findall(plain.replace("&", " and ").translate(JOINED))
    kept = _without_legal_form(words)
    return (LEGAL_HAN.sub("", "".join(kept)) or plain)[:KEY_LIMIT]


def _without_legal_form(words: list[str]) -> list[str]:
    kept = words[1:] if len(words) > 1 and words[0] == "the" else list(words)
    while len(kept) > 1 and LEGAL_LATIN.fullmatch(kept[-1]):
        kept.pop()
    return kept


def comparable(name: str) -> str:
    """Return text without what does not tell names apart: width, case, accents, traditional script."""
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    if folded.isascii():
        return folded
    letters = unicodedata.normalize("NFD", folded.translate(_simplified()))
    return ACCENT.sub("", letters)


@cache
def _simplified() -> dict[int, str]:
    """Return one character for another; OpenCC is asked once, for 500 at a time, which leaves little behind."""
    import opencc

    converter, simple = opencc.OpenCC("t2s"), dict[int, str]()
    for first in range(0x4E00, 0xA000, 500):
        some = [chr(code) for code in range(first, min(first + 500, 0xA000))]
        pairs = zip(some, converter.convert("\n".join(some)).split("\n"), strict=True)
        simple.update({ord(old): new for old, new in pairs if old != new and len(new) == 1})
    return simple
