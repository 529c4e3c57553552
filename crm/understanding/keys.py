"""What a book is indexed by, and what a message looks up: short strings with a prefix each.

`n:` head or whole of a name · `t:` a name with one letter missing · `y:` pinyin · `c:` contact ·
`g:` part of a Latin contact's name · `s:` a Chinese surname · `p:` phone · `q:` its last four.
"""

from collections.abc import Iterator
from functools import lru_cache

from crm.understanding.book import Known
from crm.understanding.fold import fold, is_han
from crm.understanding.names import Form, Strength, forms_of
from crm.understanding.syllables import syllables
from crm.understanding.vocabulary.people import COMPOUND_SURNAMES, HONORIFICS

_TYPO_LATIN = 5  # shorter words have too many neighbours
_TYPO_HAN = range(3, 9)
_PHONE = 7  # digits from the right that tell a number
_LONGEST_PINYIN = 8  # characters


def keys_of(known: Known) -> frozenset[str]:
    """Return every key under which a book must find this customer; recompute after an edit."""
    keys: set[str] = set()
    for form in forms_of(known):
        keys.update(_form_keys(form))
    for person in known.contacts:
        keys.update(person_keys(person.name))
    for phone in (*known.phones, *(phone for person in known.contacts for phone in person.phones)):
        keys.update(phone_keys(phone))
    return frozenset(keys)


def phone_keys(written: str) -> tuple[str, ...]:
    """Return the keys of a telephone number in any spelling."""
    digits = "".join(sign for sign in fold(written) if sign.isdecimal())
    if len(digits) < _PHONE:
        return ()
    return (f"p:{digits[-_PHONE:]}", f"q:{digits[-4:]}")


def typo_keys(name: str) -> Iterator[str]:
    """Return the name, and the name without each of its letters in turn: neighbours share one."""
    yield f"t:{name}"
    for place in range(len(name)):
        yield f"t:{name[:place]}{name[place + 1 :]}"


def surname_of(name: str) -> str:
    """Return the surname of a Chinese name, one character or two."""
    return name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]


def latin_parts(name: str) -> tuple[str, ...]:
    """Return the words of a Latin person's name without titles: `Dr. Amina Yusuf` -> two."""
    words = name.replace(".", " ").split()
    return tuple(word for word in words if word not in HONORIFICS)


def _form_keys(form: Form) -> Iterator[str]:
    yield f"n:{form.text}"
    if form.latin:
        words = form.text.split()
        yield f"n:{words[0]}"
        for word in words if form.strength <= Strength.PART or len(words) == 1 else words[:1]:
            if len(word) >= _TYPO_LATIN:
                yield from typo_keys(word)
        return
    yield f"n:{form.text[:2]}"
    if form.strength is Strength.GIVEN and len(form.text) in _TYPO_HAN:
        yield from typo_keys(form.text)
    if form.strength is not Strength.FULL and len(form.text) <= _LONGEST_PINYIN:
        yield from _pinyin_keys(form.text)


def _pinyin_keys(name: str) -> Iterator[str]:
    sounds = syllables(name)
    if len(sounds) == len(name):
        yield f"y:{''.join(sounds)}"
        if len(name) > 2:
            yield f"y:{''.join(sound[0] for sound in sounds)}"


@lru_cache(maxsize=8192)
def person_keys(written: str) -> frozenset[str]:
    """Return the keys of a contact's name: whole, in parts, and as pinyin."""
    name = fold(written)
    if not any(map(is_han, name)):
        parts = latin_parts(name)
        return frozenset([f"c:{' '.join(parts)}", *(f"g:{part}" for part in parts)])
    surname = surname_of(name)
    keys = {f"c:{name}", f"s:{surname}"}
    sounds = syllables(name, surname=True)
    if len(sounds) == len(name):
        keys |= {f"c:{''.join(sounds)}", f"s:{''.join(sounds[: len(surname)])}"}
    return frozenset(keys)
