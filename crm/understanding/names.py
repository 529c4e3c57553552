"""The forms under which reps write a customer's name, from the full name to a part of it."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from crm.understanding.book import Known
from crm.understanding.fold import fold
from crm.understanding.vocabulary.trade import CITIES, COMMON_HAN, COMMON_LATIN, GENERIC
from crm.understanding.vocabulary.wording import words

_LEGAL_HAN = re.compile(
    r"(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|总公司|分公司|公司|集团|股份|控股)$"
)
_LEGAL_LATIN = words(
    "ltd limited inc incorporated corp corporation co company llc llp lp plc gmbh ag bv b.v nv sa"
    " s.a srl spa sarl oy ab as pty kg group holding holdings"
)
_BRACKETS = re.compile(r"[((【\[][^))】\]]*[))】\]]")
_LATIN_WORD = re.compile(r"[a-z0-9à-ɏ]+(?:['&+.][a-z0-9à-ɏ]+)*")
_CITY = re.compile(f"(?:{'|'.join(CITIES)})(?=..)", re.DOTALL)  # the longest that leaves a name
_AREA = re.compile(r"^[省市区县](?=..)")
_HAN = re.compile("[\u4e00-\u9fff]")
_LONGEST_PART = 6  # characters of a Chinese name worth an entry of their own


class Strength(IntEnum):
    """How much a form says: a weak one counts only where a name is expected."""

    WEAK = 1
    PART = 2
    GIVEN = 3
    FULL = 4


class Form(NamedTuple):
    """One way to write a name: folded; Latin words are separated by one space."""

    text: str
    strength: Strength
    latin: bool


def forms_of(known: Known) -> tuple[Form, ...]:
    """Return every form of a customer's name, the strongest first, each text once."""
    return _forms(known.name, known.aliases, known.city)


@lru_cache(maxsize=1024)
def core_of(name: str, city: str = "") -> str:
    """Return what is left of a name without city, brackets and legal form, folded."""
    plain = _BRACKETS.sub("", fold(name)).strip()
    if not _HAN.search(plain):
        words = _LATIN_WORD.findall(plain)
        while len(words) > 1 and words[-1] in _LEGAL_LATIN:
            words.pop()
        return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
    while (cut := _LEGAL_HAN.search(plain)) and cut.start() >= 2:
        plain = plain[: cut.start()]
    place = fold(city)
    if place and plain.startswith(place) and len(plain) - len(place) >= 2:
        return _AREA.sub("", plain[len(place) :])
    found = _CITY.match(plain)
    return _AREA.sub("", plain[found.end() :]) if found else plain


@lru_cache(maxsize=4096)
def _forms(name: str, aliases: tuple[str, ...], city: str) -> tuple[Form, ...]:
    core = core_of(name, city)
    forms: dict[str, Form] = {}

    def add(text: str, strength: Strength) -> None:
        latin = not _HAN.search(text)
        if latin:
            text = " ".join(_LATIN_WORD.findall(text))
        if len(text) >= 2 and text not in forms:
            forms[text] = Form(text, strength, latin)

    add(fold(name), Strength.FULL)
    for alias in aliases:
        add(fold(alias), _given(fold(alias)))
    add(core, _given(core))
    for part, strength in _parts(core):
        add(part, strength)
    return tuple(sorted(forms.values(), key=lambda form: (-form.strength, -len(form.text))))


def _given(text: str) -> Strength:
    """A short name that is an everyday word is no stronger than a part."""
    return Strength.WEAK if text in COMMON_LATIN or text in COMMON_HAN else Strength.GIVEN


def _parts(core: str) -> list[tuple[str, Strength]]:
    if _HAN.search(core):
        lengths = range(min(len(core) - 1, _LONGEST_PART), 1, -1)
        return [(core[:n], Strength.PART if n > 2 else Strength.WEAK) for n in lengths]
    words = core.split()
    parts = [(" ".join(words[:n]), Strength.PART) for n in range(len(words) - 1, 1, -1)]
    first = words[0] if words else ""
    if len(words) > 1 and first not in GENERIC and len(first) > 2:
        strength = Strength.WEAK if first in COMMON_LATIN else Strength.PART
        parts.append((first, strength))
    later = [word for word in words[1:] if len(word) > 4 and word not in GENERIC]
    parts += [(word, Strength.WEAK) for word in later]
    return parts
