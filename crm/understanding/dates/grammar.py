"""Rules over the sorts of tokens, written as patterns: "NUM YUE NUM RI" reads 12月3号."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from crm.understanding.dates.tokens import Token

Found = TypeVar("Found")
_LETTERS: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Rule(Generic[Found]):
    """A pattern of sorts and what it means; `read` returns None where the words do not fit."""

    pattern: re.Pattern[str]
    openings: frozenset[str]
    read: Callable[[Sequence[Token], date], Found | None]


def rule(pattern: str, read: Callable[[Sequence[Token], date], Found | None]) -> Rule[Found]:
    """A rule from a pattern in which capitals are sorts and the rest is a regular expression."""
    spelt = re.sub(r"[A-Z]+", lambda name: letter(name[0]), pattern).replace(" ", "")
    return Rule(re.compile(spelt), frozenset(_openings(re.findall(_PARTS, pattern))[0]), read)


def fixed_rule(pattern: str, read: Callable[[Sequence[Token]], Found | None]) -> Rule[Found]:
    """A rule whose meaning does not depend on today."""
    return rule(pattern, lambda tokens, _: read(tokens))


def letter(sort: str) -> str:
    """The one character that stands for a sort in patterns and in `spelling_of`."""
    return _LETTERS.setdefault(sort, chr(0xE000 + len(_LETTERS)))


def spelling_of(tokens: Sequence[Token]) -> str:
    """The sorts of the tokens as a string that rules match against."""
    return "".join(letter(token.sort) for token in tokens)


class Grammar(Generic[Found]):
    """An ordered list of rules; at each place the first that matches and fits wins."""

    def __init__(self, rules: Sequence[Rule[Found]]) -> None:
        self._by_sort: dict[str, list[Rule[Found]]] = {}
        for each in rules:
            for sort in each.openings:
                self._by_sort.setdefault(sort, []).append(each)

    def read(
        self, tokens: Sequence[Token], spelling: str, place: int, today: date
    ) -> tuple[Found, int] | None:
        """What the tokens from `place` on mean, and where that ends; None if nothing."""
        for each in self._by_sort.get(tokens[place].sort, ()):
            match = each.pattern.match(spelling, place)
            if match and match.end() > place:
                found = each.read(tokens[place : match.end()], today)
                if found is not None:
                    return found, match.end()
        return None


def number(tokens: Sequence[Token], *sorts: str) -> int | None:
    """The value of the first token of one of these sorts."""
    return next((int(token.value) for token in tokens if token.sort in sorts), None)


def steps(tokens: Sequence[Token]) -> int:
    """How far 下下 or "next" reaches: the sum of its words."""
    return sum(int(token.value) for token in tokens if token.sort in ("NEXT", "YEARWORD"))


def has(tokens: Sequence[Token], *sorts: str) -> bool:
    """Whether a token of one of these sorts is among them."""
    return any(token.sort in sorts for token in tokens)


_PARTS = r"[A-Z]+|\(\?[:=!]|[)|?*+$]|\{\d,\d\}"


def _openings(parts: list[str]) -> tuple[set[str], bool]:
    """The sorts that a pattern (cut into its parts) may begin with, and whether it may be empty."""
    found, can_be_empty = _openings_of_sequence(parts)
    while parts and parts[0] == "|":
        del parts[0]
        more, also = _openings_of_sequence(parts)
        found, can_be_empty = found | more, can_be_empty or also
    return found, can_be_empty


def _openings_of_sequence(parts: list[str]) -> tuple[set[str], bool]:
    found: set[str] = set()
    is_open = True
    while parts and parts[0] not in ("|", ")"):
        part = parts.pop(0)
        here, can_be_empty = {part}, False
        if part.startswith("("):
            here, can_be_empty = _openings(parts)
            del parts[0]
        if part in ("(?=", "(?!", "$"):
            here, can_be_empty = set(), True
        if parts and parts[0][0] in "?*+{":
            can_be_empty = can_be_empty or parts[0][0] in "?*" or parts[0].startswith("{0")
            del parts[0]
        found |= here if is_open else set()
        is_open = is_open and can_be_empty
    return found, is_open
