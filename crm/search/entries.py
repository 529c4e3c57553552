"""What a customer is found by: lines of text in one spelling, and the terms that the index holds for them. Pure.

Each line begins with a sign that says what it is; `+` stands nowhere else. What a member calls a customer is his alone:
the line has his number (`*7=`), and `seen_by` makes it a name for him and nothing for others. The terms are

    ^brig       the beginning of a word, 1 to 4 or 6 letters     righ     four letters within a word
    华 华信 a级  one character, two side by side                  #重点    a tag
    ~hua ~huaxin  a character's sound, two sounds                 %hx %hxk the initials of two, of three
    +1380 $5678 four digits of a number, its end                  =华信科技  a whole name without its legal form
    <华 <~hua <%hxk  what a name begins with                      @7 @-1 !1  owner; pool of team 1; team
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, product

from crm.phones import digits
from crm.search.spelling import JOINT, compact, heard, is_han, runs, sounds, spelled
from crm.understanding.names import core_of
from storage.name_keys import key_of

VERSION = 4  # of the lines and terms: raise it, and every entry is made anew

NAME, PERSON, PLACE, WORDS, PHONE, TAG, NICKNAME = "=&@-+#*"
NAMES = NAME + PERSON
SPOKEN = NAMES + PLACE
EXACT_LENGTH = 24
WORD_STARTS = (1, 2, 3, 4, 6)  # letters of a word's beginning
PIECE = 4  # letters anywhere in a word that are a term: three are too common to be asked for
NAME_STARTS = (1, 2, 3, 4, 6)  # characters of a name's
FEWEST_DIGITS = 4  # what is shorter is an extension

Readings = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a customer that a look-up may ask for, as it is stored.

    `people` are names and titles and e-mail addresses; `words` whatever else is to be found; `nicknames`
    the ids of members, each with a word of theirs for it.
    """

    name: str
    short_name: str | None = None
    city: str | None = None
    industry: str | None = None
    grade: str | None = None
    people: Sequence[str] = ()
    phones: Sequence[str] = ()
    tags: Sequence[str] = ()
    words: Sequence[str] = ()
    nicknames: Sequence[tuple[int | str, str]] = ()


def text_of(facts: Facts) -> str:
    """Return the lines of a customer."""
    lines = [NAME + spelled(one) for one in (facts.name, facts.short_name) if one]
    if (core := spelled(core_of(facts.name, facts.city or ""))) and NAME + core not in lines:
        lines.append(NAME + core)
    lines += [PERSON + spelled(one) for one in facts.people]
    lines += [PLACE + spelled(facts.city)] if facts.city else []
    words = [facts.industry, f"{facts.grade}级" if facts.grade else None, *facts.words]
    lines += [WORDS + spelled(one) for one in words if one]
    lines += [TAG + spelled(one) for one in facts.tags]
    numbers = dict.fromkeys(digits(one) for one in facts.phones)
    lines += [PHONE + one for one in numbers if len(one) >= FEWEST_DIGITS]
    lines += [_of_member(number) + spelled(one) for number, one in facts.nicknames if spelled(one)]
    return "\n".join(dict.fromkeys(lines))


def seen_by(member_id: int, text: str) -> str:
    """Return the lines of a customer as they are for a member."""
    if f"\n{NICKNAME}" not in text:
        return text
    lines, mine = text.split("\n"), _of_member(member_id)
    lines = [NAME + one.removeprefix(mine) if one.startswith(mine) else one for one in lines]
    return "\n".join(one for one in lines if one[0] != NICKNAME)


def _of_member(member_id: int | str) -> str:
    return f"{NICKNAME}{member_id}{NAME}"


def terms_of(text: str) -> set[str]:
    """Return the terms of a customer's lines."""
    terms: set[str] = set()
    for line in text.split("\n"):
        sign, rest = line[0], line[1:]
        if sign == NICKNAME:
            sign, rest = NAME, rest.partition(NAME)[2]
        if sign == PHONE:
            terms.update(number_terms(rest))
        elif sign in NAMES:
            parts = runs(rest)
            _add_runs(terms, rest, parts, is_spoken=True)
            _add_name(terms, rest, parts)
        else:
            terms.update(_line_terms(rest, is_spoken=sign in SPOKEN))
            if sign == TAG:
                terms.add(tag_term(rest))
    return terms


def number_terms(number: str) -> Iterator[str]:
    """Return the terms of the digits of a phone number."""
    for place in range(len(number) - 3):
        yield f"+{number[place : place + 4]}"
    yield f"+{number[-3:]}"
    yield f"${number[-4:]}"


def tag_term(tag: str) -> str:
    """Return the term of a tag in its one spelling."""
    return f"#{compact(tag)[:EXACT_LENGTH]}"


def exact_term(key: str) -> str:
    """Return the term under which a whole name stands, by its key (`storage/name_keys.py`)."""
    return f"={compact(key)[:EXACT_LENGTH]}"


def owner_term(owner_id: int | None, team_id: int) -> str:
    """Return the term of a customer's owner; the pool is a team's."""
    return f"@{owner_id if owner_id is not None else -team_id}"


def team_term(team_id: int) -> str:
    """Return the term of a team."""
    return f"!{team_id}"


@lru_cache(maxsize=1024)
def _line_terms(line: str, *, is_spoken: bool) -> frozenset[str]:
    """Return the terms of a line that many customers have: a city, an industry, a title."""
    terms: set[str] = set()
    _add_runs(terms, line, runs(line), is_spoken=is_spoken)
    return frozenset(terms)


def _add_runs(terms: set[str], line: str, parts: list[str], *, is_spoken: bool) -> None:
    if len(parts) > 1 and not line.isascii():
        terms.update(JOINT.findall(line))
    for run in parts:
        if is_han(run[0]):
            terms.update(run, map("".join, pairwise(run)))
            if is_spoken:
                terms.update(_spoken_terms(heard(run)))
        else:
            terms.update(_latin_terms(run))


@lru_cache(maxsize=4096)
def _latin_terms(run: str) -> list[str]:
    starts = [f"^{run[:length]}" for length in WORD_STARTS if length <= len(run)]
    return starts + [run[place : place + PIECE] for place in range(len(run) - PIECE + 1)]


@lru_cache(maxsize=1024)
def _spoken_terms(run: str) -> list[str]:
    """Return the terms of how a run sounds: a name with its legal form and without it has one in common."""
    read = sounds(run)
    terms = [f"~{one}" for one in read[-1]]
    for before, after in pairwise(read):
        terms += _pair_terms(before, after)
        terms += [f"~{one}" for one in before]
    letters = [_initials(readings) for readings in read]
    for place in range(len(read) - 2):
        terms += [f"%{''.join(three)}" for three in product(*letters[place : place + 3])]
    return terms


@lru_cache(maxsize=8192)
def _pair_terms(before: Readings, after: Readings) -> list[str]:
    """Return the terms of two characters side by side, by how each may be read."""
    terms = [f"~{one}{two}" for one in before for two in after]
    return terms + [f"%{one}{two}" for one in _initials(before) for two in _initials(after)]


@cache
def _initials(readings: Readings) -> str:
    return "".join(dict.fromkeys(one[0] for one in readings))


def _add_name(terms: set[str], name: str, parts: list[str]) -> None:
    whole = "".join(parts)
    terms.update(f"<{whole[:length]}" for length in NAME_STARTS if length <= len(whole))
    terms.add(exact_term(key_of(name)))
    if parts and is_han(parts[0][0]):
        terms.update(_spoken_starts(heard(parts[0])[:3]))


@lru_cache(maxsize=1024)
def _spoken_starts(start: str) -> list[str]:
    """Return the terms of how the first characters of a name sound, three at most."""
    read = sounds(start)
    terms = [f"<~{one}" for one in read[0]]
    if len(read) > 1:
        terms += [f"<{term}" for term in _pair_terms(*read[:2])]
    if len(read) == 3:
        terms += [f"<%{''.join(three)}" for three in product(*map(_initials, read))]
    return terms
