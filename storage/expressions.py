"""Expressions of terms by which the index of look-ups is asked, and how each database is told them. Pure.

PostgreSQL finds all rows of a term before it can order them. So common terms stand there a second time with the
block of ids that the row is in, 4096 to a block, and what is common is looked for in the newest blocks first. An
owner's term also stands with a block of 65,536. Terms of four letters mostly are rare; of an expression of these
alone the newest thousand rows are looked at one by one, then some more are found by ids and terms together, which
costs what it costs to read through the term.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

BLOCK, WIDE_BLOCK = 12, 16  # bits of the ids in a block
NEWEST = (2, 16)  # blocks that are looked at before all
BY_ID = 1024  # rows that are looked at one by one before the blocks
MOST_WIDENED = 20  # terms that are looked for in many blocks
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


def in_newest(wanted: Expression, top: int) -> Iterator[tuple[Expression, int]]:
    """Return the expression for the newest rows, the last of which is `top`, with the first of their ids; then for more.

    What is rare by its terms has none. Below the first id an expression is not whole.
    """
    terms = set(_terms_in(wanted))
    common = {term for term in terms if is_common(term)}
    if has_pieces(wanted):
        yield wanted, top - BY_ID
    if not common:
        if has_pieces(wanted):
            yield wanted, (top >> BLOCK) - NEWEST[0] + 1 << BLOCK
        return
    if any(term[0] == OWNER and not term.startswith(POOL) for term in terms):
        block = top >> WIDE_BLOCK  # one member owns few rows of a narrow one
        wide = {term: _newest(f"{term}//", block, 2) for term in terms if term[0] == OWNER}
        yield _replaced(wanted, wide), block - 1 << WIDE_BLOCK
        return
    block = top >> BLOCK
    is_narrow = len(common) > MOST_WIDENED or has_pieces(wanted)
    for many in NEWEST[:1] if is_narrow else NEWEST:
        narrow = {term: _newest(f"{term}/", block, many) for term in common}
        yield _replaced(wanted, narrow), block - many + 1 << BLOCK


def has_common(wanted: Expression) -> bool:
    """Tell whether a term of an expression may be common."""
    return any(map(is_common, _terms_in(wanted)))


def has_pieces(wanted: Expression) -> bool:
    """Tell whether letters anywhere in a word are all that an expression asks for, in one of its ways.

    Of such terms no one knows how common they are.
    """
    if isinstance(wanted, str):
        return wanted[0].isalnum() and not is_common(wanted)
    if isinstance(wanted, Both):
        return all(map(has_pieces, wanted.parts))
    return any(map(has_pieces, wanted.parts))


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


def _newest(stem: str, block: int, many: int) -> Either:
    return Either(tuple(f"{stem}{block - back}" for back in range(many) if back <= block))


def _replaced(wanted: Expression, by: Mapping[str, Expression]) -> Expression:
    if isinstance(wanted, str):
        return by.get(wanted, wanted)
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
