"""One spelling for look-ups, and how Chinese characters sound: pure.

Width, case, accents, script (traditional or simplified), dots and apostrophes do not count. What is left falls
into runs: Chinese characters, or letters and digits of any other script; all else stands between words.
"""

import re
from functools import cache, lru_cache

from crm.understanding.syllables import readings_of
from storage.name_keys import JOINED, LEGAL_HAN, comparable

HAN = "㐀-䶿一-鿿〇々"
JOINT = re.compile(rf"(?=([{HAN}][^\W_{HAN}]|[^\W_{HAN}][{HAN}]))")  # where two runs meet
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
INITIALS = re.compile(r"[bcdfghj-npqrstw-zaoe]")
WIDE_INITIALS = ("zh", "ch", "sh")


@lru_cache(maxsize=8192)
def spelled(written: str) -> str:
    """Return a text in the one spelling, with single spaces; a plus sign counts as one too."""
    return " ".join(comparable(written.replace("+", " ")).translate(JOINED).split())


def runs(spelt: str) -> list[str]:
    """Return the runs of a text that is spelled already."""
    return RUN.findall(spelt)


def compact(spelt: str) -> str:
    """Return a text without what stands between its runs."""
    return "".join(RUN.findall(spelt))


def is_han(letter: str) -> bool:
    """Tell whether a character is a Chinese one."""
    return "一" <= letter <= "鿿" or "㐀" <= letter <= "䶿" or letter in "〇々"


def heard(run: str) -> str:
    """Return what of a run is looked for by its sound: all but the legal form at its end."""
    return LEGAL_HAN.sub("", run) if run.endswith("公司") else run


def sounds(run: str) -> list[tuple[str, ...]]:
    """Return the readings of each character of a run; the first may be a surname, which reads otherwise."""
    return [readings_of(letter, surname=place == 0) for place, letter in enumerate(run)]


@cache
def syllables_from(letters: str) -> tuple[str, ...]:
    """Return every syllable that begins with these letters."""
    return tuple(one for one in _all_syllables() if one.startswith(letters))


def is_syllable(letters: str) -> bool:
    """Tell whether letters are a whole syllable that a name may have: `n` and `m` are none."""
    return letters in _all_syllables() and (len(letters) > 1 or letters in "aeo")


@cache
def _all_syllables() -> dict[str, None]:
    common = [chr(code) for code in range(0x4E00, 0xA000)]
    both = [
        one for letter in common for first in (True, False) for one in readings_of(letter, first)
    ]
    return dict.fromkeys(sorted(set(both)))
