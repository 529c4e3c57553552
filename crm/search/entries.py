"""What a customer is found by: lines of text in one spelling, and the terms that the index holds for them. Pure.

Each line begins with a sign that says what it is; `+` stands nowhere else. The terms are

    ^brigh      the beginning of a word, 1 to 5 letters          rig      three letters within a word
    华 华信 a级  one character, two side by side                  #重点    a tag
    ~hua ~huaxin  a character's sound, two sounds                 %hx %hxk the initials of two, of three
    +1380 $5678 four digits of a number, its end                  =华信科技  a whole name without its legal form
    <华 <~hua <%hx   what a name begins with                      @7 @-1 !1  owner; pool of team 1; team
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from crm.phones import digits
from crm.search.spelling import JOINT, compact, heard, is_han, runs, sounds, spelled
from crm.understanding.names import core_of
from storage.name_keys import name_key

VERSION = 2  # of the lines and terms: raise it, and every entry is made anew

NAME, PERSON, PLACE, WORDS, PHONE, TAG = "=&@-+#"
NAMES = NAME + PERSON
SPOKEN = NAMES + PLACE
EXACT_LENGTH = 24
LONGEST_START = 5  # letters of a word's beginning
NAME_STARTS = (1, 2, 3, 6)  # characters of a name's
FEWEST_DIGITS = 4  # what is shorter is an extension


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a customer that a look-up may ask for, as it is stored.

    `people` are names and titles and e-mail addresses; `words` whatever else is to be found.
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
    return "\n".join(dict.fromkeys(lines))


def terms_of(text: str) -> set[str]:
    """Return the terms of a customer's lines."""
    terms: set[str] = set()
    for line in text.split("\n"):
        sign, rest = line[0], line[1:]
        if sign == PHONE:
            terms.update(number_terms(rest))
            continue
        terms.update(_line_terms(rest, is_spoken=sign in SPOKEN))
        if sign in NAMES:
            terms.update(_name_terms(rest))
        elif sign == TAG:
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


def exact_term(name: str) -> str:
    """Return the term under which a whole name stands."""
    return f"={compact(name_key(name))[:EXACT_LENGTH]}"


def owner_term(owner_id: int | None, team_id: int) -> str:
    """Return the term of a customer's owner; the pool is a team's."""
    return f"@{owner_id if owner_id is not None else -team_id}"


def team_term(team_id: int) -> str:
    """Return the term of a team."""
    return f"!{team_id}"


@lru_cache(maxsize=4096)
def _line_terms(line: str, *, is_spoken: bool) -> frozenset[str]:
    terms: set[str] = set()
    terms.update(JOINT.findall(line))
    for run in runs(line):
        if not is_han(run[0]):
            terms.update(
                f"^{run[:length]}" for length in range(1, min(LONGEST_START, len(run)) + 1)
            )
            terms.update(run[place : place + 3] for place in range(len(run) - 2))
            continue
        terms.update(run)
        terms.update(map("".join, pairwise(run)))
        if is_spoken:
            terms.update(_spoken_terms(heard(run)))
    return frozenset(terms)


def _spoken_terms(run: str) -> Iterator[str]:
    read = sounds(run)
    for readings in read:
        yield from (f"~{one}" for one in readings)
    for before, after in pairwise(read):
        for one in before:
            yield from (f"~{one}{two}" for two in after)
            yield from (f"%{one[0]}{two[0]}" for two in after)
    for before, between, after in zip(read, read[1:], read[2:], strict=False):
        for one in before:
            yield from (f"%{one[0]}{two[0]}{three[0]}" for two in between for three in after)


def _name_terms(name: str) -> Iterator[str]:
    whole = compact(name)
    yield from (f"<{whole[:length]}" for length in NAME_STARTS if length <= len(whole))
    yield exact_term(name)
    first = runs(name)[0] if whole else ""
    if first and is_han(first[0]):
        read = sounds(heard(first)[:2])
        for one in read[0]:
            yield f"<~{one}"
            yield from (f"<~{one}{two}" for two in (read[1] if len(read) > 1 else ()))
            yield from (f"<%{one[0]}{two[0]}" for two in (read[1] if len(read) > 1 else ()))
