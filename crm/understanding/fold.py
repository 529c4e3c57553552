"""One spelling for reading: lower case, half width, simplified; every offset stays where it was."""

import re
from dataclasses import dataclass
from functools import cache

_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF
_AT_ONCE = 500  # 20,000 characters at once would leave 4 MB more behind
_WORD = re.compile(r"[a-z0-9à-ɏ]+(?:['&+][a-z0-9à-ɏ]+)*")
_SIMPLE = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "「": '"',
    "」": '"',
    "\u3000": " ",
    "\u00a0": " ",
    "—": "-",
    "–": "-",
    # Cantonese, so that one vocabulary reads both: 去咗 is 去了.
    "咗": "了",
    "唔": "不",
    "喺": "在",
    "嘅": "的",
    "俾": "给",
    "畀": "给",
    "冇": "没",
    "佢": "他",
    "哋": "们",
    "啱": "刚",
    "睇": "看",
    "嚟": "来",
    "搵": "找",
    "揾": "找",
    "咩": "啥",
    "乜": "啥",
    "攞": "拿",
    "啲": "些",
    "嗰": "那",
    "嘢": "事",
}
# Cantonese words of several characters, each as long as what it stands for.
_CANTONESE = {
    "仲有": "还有",
    "仲未": "还未",
    "仲要": "还要",
    "仲系": "还是",
    "边个": "哪个",
    "边几": "哪几",
    "边度": "哪里",
    "边间": "哪家",
    "边位": "哪位",
    "几多": "多少",
    "几时": "何时",
    "听日": "明日",
    "寻日": "昨日",
    "琴日": "昨日",
    "寻晚": "昨晚",
    "琴晚": "昨晚",
    "今朝": "今早",
    "听朝": "明早",
    "而家": "现在",
    "依家": "现在",
    "倾偈": "聊天",
    "搞掂": "搞定",
}
# Not 这边几家, 而家里, 听日语; 咗 is often typed 左: call左, 签左, never 见左边.
_CANTONESE_WORD = re.compile(
    rf"(?<![这那一两旁身河路里左右上下前后手])(?:{'|'.join(_CANTONESE)})(?![里庭语])"
    r"|(?<=[a-z倾签见食睇看买卖交收寄发])左(?![右边侧手上下前后方])"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A Latin word or number: its offsets, its folded letters, and whether it is capitalised."""

    start: int
    end: int
    plain: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A message ready for reading: `plain` is `text` folded, character for character."""

    text: str
    plain: str
    words: tuple[Word, ...]


def read_page(text: str) -> Page:
    """Fold `text` and find its Latin words."""
    plain = fold(text)
    return Page(text, plain, tuple(_words(text, plain)))


def fold(text: str) -> str:
    """Return `text` in one spelling, of the same length, so that offsets hold in both."""
    plain = text.translate(_spelling())
    lower = plain.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)
    return lower if lower.isascii() else _CANTONESE_WORD.sub(_in_mandarin, lower)


def _in_mandarin(found: re.Match[str]) -> str:
    return _CANTONESE.get(found[0], "了")


def is_han(letter: str) -> bool:
    """Tell whether one character is a Chinese one."""
    return _FIRST_HAN <= ord(letter) <= _LAST_HAN


def _words(text: str, plain: str) -> list[Word]:
    words = []
    for found in _WORD.finditer(plain):
        start, end = found.span()
        letters = found[0]
        if letters.endswith("'s"):
            letters, end = letters[:-2], end - 2
        words.append(Word(start, end, letters, text[start].isupper()))
    return words


@cache
def _spelling() -> dict[int, str]:
    """Return one character for another; OpenCC is asked once, for some of them at a time, and let go."""
    import opencc

    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    converter = opencc.OpenCC("t2s")
    for first in range(_FIRST_HAN, _LAST_HAN + 1, _AT_ONCE):
        han = [chr(code) for code in range(first, min(first + _AT_ONCE, _LAST_HAN + 1))]
        pairs = zip(han, converter.convert("\n".join(han)).split("\n"), strict=True)
        table.update({ord(old): new for old, new in pairs if old != new and len(new) == 1})
    return table | {ord(old): new for old, new in _SIMPLE.items()}
