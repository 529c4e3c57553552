"""How the parts of a look-up are compared with a customer's lines, which `crm/search/entries.py` makes. Pure."""

from collections.abc import Callable

from crm.search.entries import PHONE, SPOKEN, TAG
from crm.search.spelling import compact, heard, is_han, runs
from crm.search.spoken import is_heard
from storage.name_keys import key_of

Matches = Callable[[str], bool]


def one_of(checks: tuple[Matches, ...], text: str) -> bool:
    """Tell whether one of some comparisons holds."""
    return any(check(text) for check in checks)


def is_called(name: str, key: str) -> bool:
    """Tell whether a name has a key; most have not, which is seen without making theirs."""
    is_plain = "&" not in name and not name.startswith("the ")
    if is_plain and not (compact(name) or key).startswith(key):
        return False
    return key_of(name) == key


def has_literal(token: str, text: str) -> bool:
    """Tell whether a word is written: a Chinese one anywhere, another where a word begins."""
    place = text.find(token)
    if place < 0 or is_han(token[0]):
        return place >= 0
    while place >= 0:
        before = text[place - 1]  # a line begins with a sign
        if before != PHONE and (not before.isalnum() or is_han(before)):
            return True
        place = text.find(token, place + 1)
    return False


def has_inside(token: str, text: str) -> bool:
    """Tell whether a word is written anywhere but in a number."""
    return any(token in line for line in text.split("\n") if line[0] != PHONE)


def has_number(spellings: frozenset[str], text: str) -> bool:
    """Tell whether a number has one of some runs of digits in it."""
    numbers = [line[1:] for line in text.split("\n") if line[0] == PHONE]
    return any(one in number for number in numbers for one in spellings)


def has_tail(tail: str, text: str) -> bool:
    """Tell whether a number ends so."""
    return any(line[0] == PHONE and line.endswith(tail) for line in text.split("\n"))


def has_tag(tag: str, text: str) -> bool:
    """Tell whether a customer has a tag, given without what stands between its runs."""
    return any(line[0] == TAG and compact(line) == tag for line in text.split("\n"))


def has_sound(token: str, text: str, *, mixed: bool = False) -> bool:
    """Tell whether a part of a name, or the place, sounds so."""
    return any(
        is_heard(token, heard(run), mixed=mixed)
        for line in text.split("\n")
        if line[0] in SPOKEN
        for run in runs(line)
        if is_han(run[0])
    )
