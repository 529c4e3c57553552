"""Rules over the sorts of tokens, written as patterns: "NUM YUE NUM RI" reads 12月3号."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from crm.understanding.dates.tokens import Token

Found = TypeVar("Found")
_LETTERS: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Rule(Generic[Found]):
    """A pattern of sorts and what it means; `read` returns None where the words do not fit."""

    pattern: re.Pattern[str]
    sorts: frozenset[str]
    read: Callable[..., Found | None]


def rule(pattern: str, read: Callable[..., Found | None]) -> Rule[Found]:
    """A rule from a pattern in which capitals are sorts and the rest is a regular expression."""
    names = re.findall(r"[A-Z]+", pattern)
    spelt = re.sub(r"[A-Z]+", lambda name: letter(name[0]), pattern).replace(" ", "")
    return Rule(re.compile(spelt), frozenset(names), read)


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
            for sort in each.sorts:
                self._by_sort.setdefault(sort, []).append(each)

    def read(
        self, tokens: Sequence[Token], spelling: str, place: int, *around: object
    ) -> tuple[Found, int] | None:
        """What the tokens from `place` on mean, and where that ends; None if nothing."""
        for each in self._by_sort.get(tokens[place].sort, ()):
            match = each.pattern.match(spelling, place)
            if match and match.end() > place:
                found = each.read(tokens[place : match.end()], *around)
                if found is not None:
                    return found, match.end()
        return None
