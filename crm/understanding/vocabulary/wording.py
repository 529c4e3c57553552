"""How the vocabularies are written down: lists of words, and alternatives of expressions."""

import re
from collections.abc import Collection

_START = re.compile(r"(?<!\[)\^")
_EDGE = r"(?a:\b)"  # of a Latin word, which may stand against Chinese: `won了`


def words(listed: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(listed.split())


def longest_first(some: Collection[str]) -> tuple[str, ...]:
    """Return words in the order in which they must be tried, so that none hides a longer one."""
    return tuple(sorted(some, key=lambda word: (-len(word), word)))


def by_letter(some: Collection[str]) -> str:
    """Return an expression for any of many words, longest first; those of one first letter stand together."""
    together: dict[str, list[str]] = {}
    for word in longest_first(some):
        together.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in together.items())


def either(*expressions: str) -> re.Pattern[str]:
    """Join expressions into one that finds any of them; `^` passes over what small talk left blank."""
    edged = (expression.replace(r"\b", _EDGE) for expression in expressions)
    opened = (_START.sub(r'^[^\\w?■●▲◆@#+("]*', expression) for expression in edged)
    return re.compile("|".join(f"(?:{expression})" for expression in opened))
