"""The parts of what is looked for that are terms of the index: a few of them, for the rest is compared. Pure."""

from crm.search.entries import PIECE, WORD_STARTS
from crm.search.spelling import JOINT, is_han, runs, spelled
from storage.expressions import Both, Expression

MOST_PARTS = 3  # of a long word by which it is looked for


def literal(token: str) -> Expression:
    """Return the expression for a token as it is written: a Chinese one anywhere, another where a word begins."""
    parts: list[str] = JOINT.findall(token)
    for run in runs(token):
        if len(run) == 1 and parts:
            continue
        if is_han(run[0]):
            pairs = [run[place : place + 2] for place in range(len(run) - 1)]
            parts += _spread(pairs) if pairs else [run]
        else:
            longest = max(one for one in WORD_STARTS if one <= len(run))
            parts.append(f"^{run[:longest]}")
            parts += pieces(run)[-1:] if longest < len(run) <= WORD_STARTS[-1] else []
    return Both(tuple(parts))


def pieces(run: str) -> list[str]:
    """Return the first, the last and one of the letters in the middle of a run, four at a time."""
    last = len(run) - PIECE
    places = dict.fromkeys((0, last // 2, last) if last > PIECE else (0, last))
    return [run[place : place + PIECE] for place in places]


def _spread(parts: list[str]) -> list[str]:
    """Return a few of many parts: each costs a look at the index, and the rest is compared."""
    if len(parts) <= MOST_PARTS:
        return parts
    return [parts[0], parts[len(parts) // 2], parts[-1]]


def contained(value: str) -> Expression | None:
    """Return an expression that holds of every customer with a line that contains a value; none where it is short."""
    parts: list[Expression] = []
    for run in runs(spelled(value)):
        if is_han(run[0]):
            parts.append(literal(run))
        elif len(run) >= PIECE:
            parts += pieces(run)
    return Both(tuple(parts)) if parts else None
