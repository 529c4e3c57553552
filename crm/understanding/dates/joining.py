"""Join neighbouring pieces into expressions: a day with its clock time, a limit, a range."""

from collections.abc import Sequence

from crm.understanding.dates.daycount import Days, moved, plus_days
from crm.understanding.dates.expressions import CORES, Expression, absorb
from crm.understanding.dates.extending import extend, lasts_here, over
from crm.understanding.dates.pieces import Piece
from crm.understanding.dates.sharing import shared

_PREFIXES = {
    "BEFORE": "before",
    "AFTER": "after",
    "FROM": "from",
    "UNTIL": "until",
    "SINCE": "since",
    "WITHIN": "within",
    "到": "until",
    "至": "until",
}
_LONGEST_EVENT = 24  # characters
_MOVES = frozenset(
    "slip slipped move moved reschedule rescheduled postpone postponed push pushed shift shifted change changed bump bumped prepone preponed advance advanced switch switched"
    " delay delayed".split()
)


def join(pieces: Sequence[Piece], folded: str) -> list[Expression]:
    """The expressions of a folded message in text order."""
    found: list[Expression] = []
    place = 0
    recurs = any(piece.sort == "REPEAT" for piece in pieces)
    while place < len(pieces):
        joined = (
            _beside_a_day(pieces, place)
            or (recurs and _bound(pieces, place))
            or _lead(pieces, place)
            or _joined(pieces, place)
        )
        if joined:
            expression, place = joined
            found.append(expression)
        else:
            place += 1
    return shared(found, pieces, folded)


def _joined(pieces: Sequence[Piece], place: int) -> tuple[Expression, int] | None:
    first = pieces[place]
    expression = Expression(first.start, first.end)
    here = place
    prefix = _PREFIXES.get(first.sort) or _PREFIXES.get(first.text)
    if prefix and not (first.sort == "FROM" and _is_moved(pieces, place)):
        expression.mark = prefix
        here = over(pieces, place + 1, frozenset({"THE", "GLUE", "ON", "AT", "IN"}))
        if here >= len(pieces) or pieces[here].sort not in CORES:
            return None
    if first.sort == "TO":  # 推迟到周五: what stands before the day is still read
        expression.start = expression.end = pieces[here].start
    if pieces[here].sort == "LENGTH":
        return _from_a_day(pieces, here)
    if pieces[here].sort not in CORES or not absorb(expression, pieces[here], loose=False):
        return None
    return expression, extend(expression, pieces, here + 1)


def _beside_a_day(pieces: Sequence[Piece], place: int) -> tuple[Expression, int] | None:
    """ "the Wednesday after Dec 10": a weekday counted from a day that is named."""
    if place + 2 >= len(pieces) or not place or pieces[place - 1].sort != "THE":
        return None
    bare, link, named = pieces[place].day, pieces[place + 1].sort, pieces[place + 2].day
    if not bare or bare.weekday is None or link not in ("AFTER", "BEFORE") or not named:
        return None
    sign = 1 if link == "AFTER" else -1
    days = (sign * (bare.weekday - named.start.weekday()) - 1) % 7 + 1
    day = Days(plus_days(named.start, sign * days))
    expression = Expression(pieces[place].start, pieces[place + 2].end, day=day)
    return expression, extend(expression, pieces, place + 3)


def _is_moved(pieces: Sequence[Piece], place: int) -> bool:
    """Whether "from" tells where something was moved from: then no range begins here."""
    before = pieces[max(0, place - 5) : place]
    return any(not _MOVES.isdisjoint(piece.text.split()) for piece in before)


def _bound(pieces: Sequence[Piece], place: int) -> tuple[Expression, int] | None:
    """The same away from its recurrence: 每周五提醒我,共6次, 接下来三周每周一."""
    before = pieces[place - 1] if place else None
    begins = pieces[place].sort == "LASTING" or (
        before is not None and (before.sort == "COMMA" or before.text.endswith("提醒"))
    )
    found = lasts_here(pieces, place) if begins else None
    if found is None:
        return None
    lasts, end = found
    return Expression(pieces[place].start, pieces[end - 1].end, lasts=lasts), end


def _from_a_day(pieces: Sequence[Piece], place: int) -> tuple[Expression, int] | None:
    """A length counted from a named day: "3 days after Christmas", "two weeks before the 25th"."""
    piece = pieces[place]
    here = place + 1
    if here >= len(pieces):
        return None
    if (
        pieces[here].sort == "DAY"
        and piece.length
        and piece.length.days % 7 == 0 < piece.length.days
    ):
        here -= 1  # "two weeks tomorrow"
    elif pieces[here].sort == "EARLIER" and piece.length:  # "remind me two days earlier"
        lead = Expression(piece.start, pieces[here].end, lead=piece.length)
        return lead, extend(lead, pieces, here + 1)
    elif pieces[here].sort not in ("AFTER", "FROM", "BEFORE"):
        return None
    sign = -1 if pieces[here].sort == "BEFORE" else 1
    core = over(pieces, here + 1, frozenset({"THE", "GLUE"}))
    if sign > 0 and core < len(pieces) and _is_a_name(pieces[core]):
        core = over(pieces, core + 1, frozenset({"THE", "ON", "GLUE"}))
    day = pieces[core].day if core < len(pieces) else None
    if day and piece.length:
        expression = Expression(
            piece.start, pieces[core].end, day=Days(moved(day.start, piece.length, sign))
        )
        return expression, extend(expression, pieces, core + 1)
    if sign < 0 and piece.length:
        return Expression(piece.start, pieces[here].end, lead=piece.length), here + 1
    return None


def _is_a_name(piece: Piece) -> bool:
    """Whether words may name the event that a day is of: "a week after the demo on Dec 3"."""
    return piece.sort == "OTHER" and len(piece.text) <= _LONGEST_EVENT and "," not in piece.text


def _lead(pieces: Sequence[Piece], place: int) -> tuple[Expression, int] | None:
    """A length ahead of a time named elsewhere: 提前一天, "the day before (Christmas)"."""
    piece = pieces[place]
    if piece.sort in ("ADVANCE", "FORE") and place + 1 < len(pieces):
        length = pieces[place + 1].length
        if pieces[place + 1].sort == "LENGTH" and length:
            expression = Expression(piece.start, pieces[place + 1].end, lead=length)
            return expression, extend(expression, pieces, place + 2)
    if piece.sort == "DAYBEFORE" and piece.length:
        core = over(pieces, place + 1, frozenset({"THE", "GLUE"}))
        day = pieces[core].day if core < len(pieces) else None
        if day:
            start = moved(day.start, piece.length, -1)
            expression = Expression(piece.start, pieces[core].end, day=Days(start))
            return expression, extend(expression, pieces, core + 1)
        expression = Expression(piece.start, piece.end, lead=piece.length)
        return expression, extend(expression, pieces, place + 1)
    return None
