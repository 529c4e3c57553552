"""Chinese characters as pinyin, for names typed without a Chinese keyboard and for homophones."""

import importlib.util
import re
import unicodedata
from functools import cache
from pathlib import Path
from sys import intern

_READING = re.compile(r'"(\d+)":\s*"([^",]+)')  # of a JSON object: a code point, its readings
# A surname is often read otherwise than the same character elsewhere.
_SURNAMES = {
    "单": "shan",
    "解": "xie",
    "曾": "zeng",
    "仇": "qiu",
    "查": "zha",
    "朴": "piao",
    "任": "ren",
    "区": "ou",
    "盖": "ge",
    "翟": "zhai",
    "尉": "yu",
    "缪": "miao",
    "宓": "mi",
    "覃": "qin",
    "乐": "yue",
    "员": "yun",
}
# The dictionary's first reading is not the usual one.
_READINGS = {"行": "hang", "重": "chong", "长": "chang", "都": "du", "厦": "xia", "乐": "le"}


def syllables(han: str, *, surname: bool = False) -> tuple[str, ...]:
    """Return the pinyin of each character without tones; what is no Chinese is left out."""
    usual = _usual()
    sounds = [usual.get(letter, "") for letter in han]
    if surname and han[:1] in _SURNAMES:
        sounds[0] = _SURNAMES[han[0]]
    return tuple(sound for sound in sounds if sound)


@cache
def readings_of(letter: str, surname: bool = False) -> tuple[str, ...]:
    """Return how a character may be read, the likeliest first: few have more than one; none if it is rare."""
    first = _dictionary().get(letter, "")
    usual = _usual().get(letter, "")
    as_surname = _SURNAMES.get(letter) if surname else None
    return tuple(dict.fromkeys(one for one in (as_surname, usual, first) if one))


@cache
def _usual() -> dict[str, str]:
    return _dictionary() | _READINGS


@cache
def _dictionary() -> dict[str, str]:
    """Return the first reading of the 6,763 common characters.

    pypinyin's table of single characters is read without the package itself, which would bring
    50 MB of phrases along, and without its 35,000 rare ones, which would leave 9 MB behind.
    """
    plain = {}
    for found in _READING.finditer(_table_of_single_characters().read_text(encoding="utf-8")):
        letter = chr(int(found[1]))
        if "\u4e00" <= letter <= "\u9fff" and _is_common(letter):
            first = unicodedata.normalize("NFD", found[2].replace("ü", "v"))
            plain[letter] = intern("".join(sign for sign in first if sign.isascii()))
    return plain


def _table_of_single_characters() -> Path:
    package = importlib.util.find_spec("pypinyin")
    assert package is not None
    assert package.submodule_search_locations is not None
    return Path(package.submodule_search_locations[0]) / "pinyin_dict.json"


def _is_common(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
