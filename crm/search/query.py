"""What a look-up asks for: each word as an expression for the index, and as a comparison with the text. Pure.

An expression may find too much; what a query means is said by the comparisons alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from crm.phones import digits, e164
from crm.search.comparing import (
    Matches,
    has_inside,
    has_literal,
    has_number,
    has_sound,
    has_tag,
    has_tail,
    is_called,
    one_of,
)
from crm.search.entries import (
    NAME_STARTS,
    NAMES,
    PHONE,
    PIECE,
    exact_term,
    tag_term,
)
from crm.search.parts import literal, pieces
from crm.search.spelling import HAN, compact, heard, is_han, runs, spelled
from crm.search.spoken import may_be_mixed, sounds_like, spoken
from storage.expressions import Both, Either, Expression
from storage.name_keys import key_of

LONGEST_QUERY = 200
MOST_WORDS = 8
FEWEST_DIGITS = 3
WHOLE_NUMBER = 7
TAIL = re.compile(
    r"(?:尾号|后四位|末四位|last (?:four|4)(?: digits)?|ending(?: in| with)?|ends (?:in|with))\D{0,4}(\d{4})(?!\d)",
    re.IGNORECASE,
)
TAGGED = re.compile(r"[#＃]([^\s#＃]+)")
NUMBER = re.compile(r"(?<![^\W_])\(?\+?\d[\d\s().\-/+]*\d(?![^\W_])")
GRADE = re.compile("[a-z]级")
TOKEN = re.compile(rf"(?:[{HAN}]|[^\W_])+")

NOTHING = Either(())


@dataclass(frozen=True, slots=True)
class Word:
    """One of the words that must all hold: strictly, or also inside of a word and by a mixed sound.

    `more` is for what holds only so; without parts there is nothing more.
    """

    wanted: Expression
    holds: Matches
    inside: Expression
    holds_inside: Matches
    more: Expression
    token: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A look-up as it was understood; one without words finds nothing."""

    words: tuple[Word, ...] = ()
    name: str = ""
    key: str = ""
    numbers: frozenset[str] = field(default_factory=frozenset)

    def wanted(self, *, inside: bool = False) -> Expression:
        """Return the expression for all of it; `inside` where nothing was found strictly."""
        if inside and len(self.words) == 1:
            return self.words[0].more
        return Both(tuple(word.inside if inside else word.wanted for word in self.words))

    @property
    def may_be_inside(self) -> bool:
        """Whether a word of it may also stand inside of another."""
        return any(word.more != NOTHING for word in self.words)

    def holds(self, text: str, *, inside: bool = False) -> bool:
        """Tell whether a customer's lines fulfil all of it."""
        if inside:
            return all(word.holds_inside(text) for word in self.words)
        return all(word.holds(text) for word in self.words)

    def at_start(self, *, inside: bool = False, in_full: bool = False) -> Expression | None:
        """Return the expression for customers whose name may begin with it; `in_full` also says what that implies."""
        if not self.name:
            return None
        longest = max(one for one in NAME_STARTS if one <= len(self.name))
        written = f"<{self.name[:longest]}"
        if not self._token:
            return Both((written, self.wanted(inside=inside)))
        by_sound = spoken(self._token, at_start=True)
        begins = Either((written, by_sound)) if by_sound else written
        return Both((begins, self.wanted(inside=inside))) if inside or in_full else begins

    def whole(self) -> Expression | None:
        """Return the expression for customers that may be called just so, or have just this number."""
        if self.numbers:
            return self.wanted()
        return exact_term(self.key) if self.name else None

    def is_whole(self, text: str) -> bool:
        """Tell whether a customer or contact is called just so, or has just this number."""
        lines = text.split("\n")
        if self.numbers and any(line[0] == PHONE and line[1:] in self.numbers for line in lines):
            return True
        return bool(self.key) and any(
            line[0] in NAMES and is_called(line[1:], self.key) for line in lines
        )

    def is_at_start(self, text: str) -> bool:
        """Tell whether a customer's or contact's name begins with it, as written or as spoken."""
        if not self.name:
            return False
        return any(self._begins(line[1:]) for line in text.split("\n") if line[0] in NAMES)

    def _begins(self, name: str) -> bool:
        if compact(name).startswith(self.name):
            return True
        if not self._token or not _is_by_sound(self._token) or not (first := runs(name)[:1]):
            return False
        return is_han(first[0][0]) and sounds_like(self._token, heard(first[0]), 0)

    @property
    def _token(self) -> str:
        return self.words[0].token if len(self.words) == 1 else ""


def read_query(written: str, country: str) -> Query:
    """Read a look-up as it was typed in a country; never fails."""
    rest = unicodedata.normalize("NFKC", written[:LONGEST_QUERY])
    words: list[Word] = []
    numbers: set[str] = set()
    for tail in TAIL.findall(rest):
        words.append(_certain(f"${tail}", partial(has_tail, tail)))
    rest = TAIL.sub(" ", rest)
    for tag in TAGGED.findall(rest):
        words += _tagged(spelled(tag))
    rest = TAGGED.sub(" ", rest)
    for found in NUMBER.findall(rest):
        if len(digits(found)) >= WHOLE_NUMBER or (not found.isdigit() and len(digits(found)) > 4):
            spellings = _spellings(found, country)
            numbers |= spellings
            words.append(_number(spellings))
            rest = rest.replace(found, " ", 1)
    is_name = not words
    spelt = spelled(rest)
    tokens = TOKEN.findall(spelt)[:MOST_WORDS]
    words += [_word(token) for token in tokens]
    if not is_name or not tokens:
        return Query(tuple(words), numbers=frozenset(numbers))
    return Query(tuple(words), compact(spelt), key_of(spelt), frozenset(numbers))


def _word(token: str) -> Word:
    ways: list[Expression] = [literal(token)]
    checks: list[Matches] = [partial(has_literal, token)]
    by_sound = None if GRADE.fullmatch(token) else spoken(token)
    if by_sound:
        ways.append(by_sound)
        checks.append(partial(has_sound, token))
    if token.isascii() and token.isdigit() and len(token) >= FEWEST_DIGITS:
        ways.append(_digits(token))
        checks.append(partial(has_number, frozenset({token})))
    more: list[Expression] = []
    checks_more: list[Matches] = []
    if len(token) >= PIECE and not any(map(is_han, token)):
        more.append(Both(tuple(pieces(token))))
        checks_more.append(partial(has_inside, token))
    by_mixed_sound = spoken(token, mixed=True) if may_be_mixed(token) else None
    if by_mixed_sound is not None and by_mixed_sound != by_sound:
        more.append(by_mixed_sound)
        checks_more.append(partial(has_sound, token, mixed=True))
    return Word(
        Either(tuple(ways)),
        partial(one_of, tuple(checks)),
        Either((*ways, *more)),
        partial(one_of, (*checks, *checks_more)),
        Either(tuple(more)),
        token,
    )


def _digits(number: str) -> Expression:
    if len(number) == FEWEST_DIGITS:
        return Either((f"+{number}", *(f"+{number}{last}" for last in range(10))))
    ends = [*range(len(number), 3, -4)][
        :2
    ]  # from the right: what a number begins with, many share
    if len(ends) < 2:
        ends.append(4)
    return Both(tuple(dict.fromkeys(f"+{number[end - 4 : end]}" for end in ends)))


def _spellings(found: str, country: str) -> frozenset[str]:
    typed = digits(found)
    known = {typed, typed.removeprefix("00")}
    if number := e164(found.strip(), country):
        known.add(digits(number))
    return frozenset(one for one in known if len(one) >= FEWEST_DIGITS)


def _number(spellings: frozenset[str]) -> Word:
    wanted = Either(tuple(_digits(one) for one in sorted(spellings)))
    return _certain(wanted, partial(has_number, spellings))


def _tagged(tag: str) -> Iterator[Word]:
    if whole := compact(tag):
        yield _certain(tag_term(tag), partial(has_tag, whole))


def _certain(wanted: Expression, holds: Matches) -> Word:
    return Word(wanted, holds, wanted, holds, NOTHING)


def _is_by_sound(token: str) -> bool:
    return spoken(token) is not None
