"""How the vocabularies are written down: lists of words, and alternatives of expressions."""

import re
from collections.abc import Collection

_START = re.compile(r"(?<!\[)\^")


def words(listed: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(listed.split())


def longest_first(some: Collection[str]) -> tuple[str, ...]:
    """Return words in the order in which they must be tried, so that none hides a longer one."""
    return tuple(sorted(some, key=lambda word: (-len(word), word)))


def either(*expressions: str) -> re.Pattern[str]:
    """Join expressions into one that finds any of them; `^` passes over what small talk left blank."""
    opened = (_START.sub(r'^[^\\w?■●▲◆@#+("]*', expression) for expression in expressions)
    return re.compile("|".join(f"(?:{expression})" for expression in opened))
