"""Expressions of terms by which the index of look-ups is asked, and how each database is told them. Pure.

PostgreSQL finds all rows of a term before it can order them. So common terms stand there a second time with the
block of ids that the row is in, 4096 to a block, and what is common is looked for in the newest blocks first. An
owner's term also stands with a block of 65,536.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

BLOCK, WIDE_BLOCK = 12, 16  # bits of the ids in a block
OWNER, POOL = "@", "@-"
RARE = "+$="  # the first signs of terms that few rows have: of numbers, of whole names


@dataclass(frozen=True, slots=True)
class Both:
    """What holds where every part holds; a part is a term or an expression."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """What holds where one of the parts holds."""

    parts: tuple["Expression", ...]


Expression = str | Both | Either


def fts5(wanted: Expression) -> str:
    """Return an expression in the language of FTS5."""
    return _written(wanted, '"{}"', " AND ", " OR ")


def tsquery(wanted: Expression) -> str:
    """Return an expression in the language of PostgreSQL's text search."""
    return _written(wanted, "'{}'", " & ", " | ")


def with_blocks(terms: Sequence[str], row_id: int) -> list[str]:
    """Return the terms of a row as PostgreSQL holds them."""
    block, wide_block = row_id >> BLOCK, row_id >> WIDE_BLOCK
    return [
        *terms,
        *(f"{term}/{block}" for term in terms if is_common(term)),
        *(f"{term}//{wide_block}" for term in terms if term[0] == OWNER),
    ]


def in_newest(wanted: Expression, top: int) -> Iterator[Expression]:
    """Return the expression for the newest rows, the last of which is `top`, and for more; none where it is rare."""
    terms = set(_terms_in(wanted))
    if not all(map(is_common, terms)):
        return
    owners = {term for term in terms if term[0] == OWNER}
    if not owners or any(one.startswith(POOL) for one in owners):  # one member owns few of a block
        yield _replaced(wanted, lambda term: _newest(f"{term}/", top >> BLOCK))
    if owners:
        yield _replaced(
            wanted,
            lambda term: _newest(f"{term}//", top >> WIDE_BLOCK) if term[0] == OWNER else term,
        )


def is_common(term: str) -> bool:
    """Tell whether very many rows may have a term, by what it is made from."""
    sign = term[0]
    if sign in RARE:
        return False
    if sign == "%":
        return len(term) == 3
    if sign == "<":
        return len(term) <= 3 or term[1] in "~%"
    return sign in "^~@!#" or len(term) <= 2


def _newest(stem: str, block: int) -> Either:
    return Either((f"{stem}{block}", f"{stem}{block - 1}"))


def _replaced(wanted: Expression, by: Callable[[str], Expression]) -> Expression:
    if isinstance(wanted, str):
        return by(wanted)
    return type(wanted)(tuple(_replaced(part, by) for part in wanted.parts))


def _terms_in(wanted: Expression) -> Iterator[str]:
    if isinstance(wanted, str):
        yield wanted
        return
    for part in wanted.parts:
        yield from _terms_in(part)


def _written(wanted: Expression, term: str, both: str, either: str) -> str:
    if isinstance(wanted, str):
        return term.format(wanted)
    parts = dict.fromkeys(_written(part, term, both, either) for part in wanted.parts)
    if len(parts) == 1:
        return next(iter(parts))
    return f"({(both if isinstance(wanted, Both) else either).join(parts)})"
