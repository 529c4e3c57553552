"""Are two names one? The same but for spelling and legal form, for the city, for tone, for a slip of the finger."""

from enum import IntEnum
from functools import lru_cache
from itertools import product

from rapidfuzz.fuzz import ratio

from crm.understanding.book import Known
from crm.understanding.fold import fold, is_han
from crm.understanding.keys import keys_of
from crm.understanding.likeness import one_edit_apart
from crm.understanding.names import Strength, core_of, forms_of
from crm.understanding.syllables import syllables
from crm.understanding.vocabulary.trade import COMMON_LATIN
from storage.name_keys import name_key

SAME_CORE = 88  # of 100: names that are alike as a whole
SHORTEST_HAN, SHORTEST_LATIN = 3, 5  # names in which one letter more or less is a slip


class Because(IntEnum):
    """Why two customers are likely one, the strongest last."""

    PART = 1
    CONTACT = 2
    ALIKE = 3
    SOUND = 4
    CORE = 5
    EMAIL = 6
    PHONE = 7
    NAME = 8


def reason(one: Known, other: Known) -> Because | None:
    """Return why two customers are likely one, by their names; none where they are not alike."""
    if name_key(one.name) == name_key(other.name):
        return Because.NAME
    pairs = product(*(_cores(known.name, known.aliases, known.city) for known in (one, other)))
    found = max(filter(None, (_alike(*pair) for pair in pairs)), default=None)
    is_elsewhere = found is Because.CORE and _places_differ(one, other)
    return None if is_elsewhere else found


def keys_for(known: Known) -> set[str]:
    """Return the keys under which customers stand that may be called like one: no weak part of a name."""
    keys: set[str] = set()
    for form in forms_of(known):
        if form.strength >= Strength.GIVEN:
            keys.add(f"n:{form.text}")
    core = core_of(known.name, known.city)
    alone = Known(0, core)
    keys |= {key for key in keys_of(alone) if key[:2] in ("t:", "y:")}
    if core and is_han(core[0]):
        return keys | {f"n:{core[:2]}"}
    words = core.split()
    keys |= {f"n:{words[0]}"} if words else set()
    heads = ("".join(words[:count]) for count in range(1, len(words) + 1))
    return keys | {f"y:{head}" for head in heads if head.isalpha()}


@lru_cache(maxsize=4096)
def _cores(name: str, aliases: tuple[str, ...], city: str) -> frozenset[str]:
    cores = {core_of(one, city) for one in (name, *aliases)}
    return frozenset(one for one in cores if len(one) > 1)


def _places_differ(one: Known, other: Known) -> bool:
    """Say whether two short names stand behind different cities: 北京银行, 南京银行."""
    core, mine, theirs = core_of(one.name, one.city), fold(one.name), fold(other.name)
    if len(core) > SHORTEST_HAN or not is_han(core[0]):
        return False
    before, before_too = mine.partition(core)[0], theirs.partition(core)[0]
    return bool(before and before_too and before != before_too)


def _alike(one: str, other: str) -> Because | None:
    if one == other:
        return Because.CORE
    if _is_part(*sorted((one, other), key=len)):
        return Because.PART
    if is_han(one[0]) != is_han(other[0]):
        han, latin = (one, other) if is_han(one[0]) else (other, one)
        return Because.SOUND if _spoken(han) == latin.replace(" ", "") else None
    if is_han(one[0]):
        if len(one) == len(other) >= SHORTEST_HAN and _spoken(one) == _spoken(other):
            return Because.SOUND
        is_long = min(len(one), len(other)) > SHORTEST_HAN
        return Because.ALIKE if is_long and one_edit_apart(one, other) else None
    is_long = min(len(one), len(other)) >= SHORTEST_LATIN
    is_near = one_edit_apart(one, other) or ratio(one, other) >= SAME_CORE
    return Because.ALIKE if is_long and is_near else None


def _is_part(short: str, long: str) -> bool:
    """Say whether one name is what the other begins with: 华信, 华信科技; Brightwater, Brightwater Pumps."""
    if is_han(short[0]):
        return long.startswith(short)
    return (
        long.startswith(f"{short} ") and len(short) >= SHORTEST_LATIN and short not in COMMON_LATIN
    )


def _spoken(han: str) -> str:
    sounds = syllables(han)
    return "".join(sounds) if len(sounds) == len(han) else han
