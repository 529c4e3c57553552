"""Join neighbouring pieces into expressions: a day with its clock time, a limit, a range."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm.understanding.dates.clock_rules import Clock
from crm.understanding.dates.daycount import Days, Length, moved, plus_days
from crm.understanding.dates.moments import Doubt
from crm.understanding.dates.pieces import Piece
from crm.understanding.dates.repeats import Recurrence


@dataclass(slots=True)
class Expression:
    """What stands together in the text, before it is set against the clock.

    `mark` is before, after, within, until or "": how it points at its day. `lead` is a length
    ahead of another time ("the day before", 提前一天).
    """

    start: int
    end: int
    day: Days | None = None
    until: date | None = None
    clock: Clock | None = None
    part: int | None = None
    span: Length | None = None
    repeat: Recurrence | None = None
    begins: date | None = None
    lead: Length | None = None
    mark: str = ""
    doubt: Doubt | None = None
    closes: bool = False  # "EOD": the end of its day, without an hour


_CORES = ("DAY", "CLOCK", "PART", "SPAN", "REPEAT", "EOD")
_LINKS = frozenset(["GLUE", "OF", "ON", "AT", "THE", "IN", "BRACKET", "COMMA", "ISH"])
_PREFIXES = {
    "BEFORE": "before",
    "AFTER": "after",
    "FROM": "from",
    "UNTIL": "until",
    "SINCE": "since",
    "WITHIN": "within",
}
_SUFFIXES = {"PRIOR": "before", "LATER": "after", "INSIDE": "within", "STARTING": "from"}
_MOVES = frozenset("move moved rescheduled postponed pushed shifted changed bumped it".split())


def join(pieces: Sequence[Piece]) -> list[Expression]:
    """The expressions of a message in text order."""
    found: list[Expression] = []
    place = 0
    while place < len(pieces):
        joined = _lead(pieces, place) or _joined(pieces, place)
        if joined:
            expression, place = joined
            found.append(expression)
        else:
            place += 1
    return _with_their_start(found)


def _with_their_start(found: list[Expression]) -> list[Expression]:
    """A recurrence takes its start from "from Monday on", 从下周开始 beside it."""
    repeats = [expression for expression in found if expression.repeat]
    named = [each for each in repeats if each.repeat and each.repeat.names_a_day()]
    if named and len(named) < len(repeats):  # "weekly check-in, Tuesdays at 3pm"
        found = [each for each in found if not each.repeat or each in named]
        repeats = named
    starts = [each for each in found if each.mark == "from" and each.day and not each.repeat]
    if len(repeats) != 1 or len(starts) != 1:
        return found
    day = starts[0].day
    repeats[0].begins = day and day.start
    return [expression for expression in found if expression is not starts[0]]


def _joined(pieces: Sequence[Piece], place: int) -> tuple[Expression, int] | None:
    first = pieces[place]
    expression = Expression(first.start, first.end)
    here = place
    if first.sort in _PREFIXES and not (first.sort == "FROM" and _is_moved(pieces, place)):
        expression.mark = _PREFIXES[first.sort]
        here = _over(pieces, place + 1, frozenset({"THE", "GLUE", "ON", "AT", "IN"}))
        if here >= len(pieces) or pieces[here].sort not in _CORES:
            return None
    if pieces[here].sort == "LENGTH":
        return _from_a_day(pieces, here)
    if pieces[here].sort not in _CORES or not _absorb(expression, pieces[here], loose=False):
        return None
    return expression, _extend(expression, pieces, here + 1)


def _is_moved(pieces: Sequence[Piece], place: int) -> bool:
    """Whether "from" tells where something was moved from: then no range begins here."""
    return place > 0 and pieces[place - 1].text in _MOVES


def _extend(expression: Expression, pieces: Sequence[Piece], place: int) -> int:
    """Take in what follows as long as it belongs; the place of the first piece that does not."""
    while place < len(pieces):
        after = _mark(expression, pieces, place) or _range(expression, pieces, place)
        if after is None:
            core = _over(pieces, place, _LINKS, most=3)
            if core >= len(pieces) or pieces[core].sort not in _CORES:
                return place
            loose = any(piece.sort == "COMMA" for piece in pieces[place:core])
            if loose and _belongs_to_the_next(expression, pieces, core):
                return place
            if not _absorb(expression, pieces[core], loose):
                return place
            after = core + 1
        place = after
    return place


def _mark(expression: Expression, pieces: Sequence[Piece], place: int) -> int | None:
    """A suffix that makes a limit of it: 周五前, 春节后, 下周内, "Friday latest"."""
    here = place + (pieces[place].sort == "OF" and place + 1 < len(pieces))
    piece = pieces[here]
    if piece.sort in ("FORE", "AFTERWARDS") and expression.day and here + 1 < len(pieces):
        length = pieces[here + 1].length
        if pieces[here + 1].sort == "LENGTH" and length and not length.vague:
            sign = -1 if piece.sort == "FORE" else 1
            expression.day = Days(moved(expression.day.start, length, sign))
            expression.end = pieces[here + 1].end
            return here + 2
    english = piece.text.isascii()
    if (
        piece.sort not in _SUFFIXES
        or (piece.sort == "LATER" and english)
        or expression.mark == "after"
    ):
        return None
    if piece.start - expression.end > 1 and not english:
        return None
    expression.mark, expression.end = _SUFFIXES[piece.sort], piece.end
    return here + 1


def _range(expression: Expression, pieces: Sequence[Piece], place: int) -> int | None:
    """The end of a range, or a second choice that makes the first doubtful."""
    piece = pieces[place]
    here = _over(pieces, place + 1, frozenset({"GLUE", "THE", "ON", "AT"}), most=2)
    origin = [each for each in pieces[:place] if each.start <= expression.start][-2:]
    if any(each.sort == "FROM" for each in origin) and expression.mark != "from":
        return None  # "moved from Wednesday to Friday" is no range
    if piece.sort not in ("TO", "OR", "UNTIL") or here >= len(pieces):
        return None
    second = pieces[here]
    if second.sort == "DAY" and second.day and (expression.day or expression.repeat):
        _set_end(expression, second.day, piece.sort)
    elif second.sort == "CLOCK" and expression.clock and second.clock:
        if piece.sort == "OR":
            expression.doubt = Doubt.AMBIGUOUS
        elif second.clock.exact and not expression.clock.exact and expression.part is None:
            expression.clock = _same_half(expression.clock, second.clock)
    elif second.sort == "PART" and expression.part is not None and piece.sort == "OR":
        expression.doubt = Doubt.AMBIGUOUS
    else:
        return None
    expression.end = second.end
    return here + 1


def _set_end(expression: Expression, last: Days, sort: str) -> None:
    if expression.repeat:
        expression.repeat = replace(expression.repeat, until=last.limit or last.end or last.start)
    elif sort == "OR":
        expression.doubt = Doubt.AMBIGUOUS
    elif expression.day:
        end = last.end or last.start
        if last.weekday is not None:
            days_on = (last.weekday - expression.day.start.weekday()) % 7
            end = plus_days(expression.day.start, days_on)
        expression.until = end if end > expression.day.start else None


def _same_half(first: Clock, second: Clock) -> Clock:
    hour = first.hour + 12 if second.hour >= 12 and first.hour + 12 <= second.hour else first.hour
    return Clock(hour, first.minute, exact=True)


def _absorb(expression: Expression, piece: Piece, loose: bool) -> bool:
    """Fill the free slot for this piece; False where there is none."""
    if expression.span or (piece.sort == "SPAN" and (expression.clock or expression.day)):
        return False
    if piece.sort == "DAY" and piece.day:
        if not _absorb_day(expression, piece.day, loose):
            return False
        if piece.text == "within":
            expression.mark = "within"
        expression.part = piece.part if expression.part is None else expression.part
    elif piece.sort == "REPEAT" and expression.repeat is None and expression.day is None:
        expression.repeat = piece.repeat
    elif piece.sort == "CLOCK" and expression.clock is None:
        expression.clock = piece.clock
    elif piece.sort == "PART" and expression.part in (None, piece.part):
        expression.part = piece.part
    elif piece.sort == "SPAN":
        expression.span, expression.mark = piece.length, expression.mark or piece.text
    elif piece.sort == "EOD":
        expression.closes = True
    else:
        return False
    expression.start, expression.end = (
        min(expression.start, piece.start),
        max(expression.end, piece.end),
    )
    return True


def _absorb_day(expression: Expression, day: Days, loose: bool) -> bool:
    first = expression.day
    if expression.repeat:
        return False
    if first is None:
        expression.day = day
        return True
    if first.weekday is None and day.weekday is None:
        return False
    bare, other = (first, day) if first.weekday is not None else (day, first)
    if bare.weekday is None or other.weekday is not None:
        return False
    if other.end:  # "next week, Friday": that weekday of that week
        expression.day = Days(plus_days(other.start, (bare.weekday - other.start.weekday()) % 7))
        return True
    if other.coarse:  # "Monday two weeks from now": that weekday of that week
        monday = plus_days(other.start, -other.start.weekday())
        expression.day = Days(plus_days(monday, bare.weekday))
        return True
    agree = other.start.weekday() == bare.weekday
    if not agree and loose:
        return False
    expression.day = other
    expression.doubt = expression.doubt or (None if agree else Doubt.CONFLICT)
    return True


def _belongs_to_the_next(expression: Expression, pieces: Sequence[Piece], core: int) -> bool:
    """Whether a clock time after a comma goes with the day behind it: "yesterday, 3pm tomorrow"."""
    if pieces[core].sort not in ("CLOCK", "PART") or expression.day is None:
        return False
    after = _over(pieces, core + 1, frozenset({"GLUE", "ON", "AT", "THE"}), most=2)
    return after < len(pieces) and pieces[after].sort == "DAY"


def _from_a_day(pieces: Sequence[Piece], place: int) -> tuple[Expression, int] | None:
    """A length counted from a named day: "3 days after Christmas", "two weeks before the 25th"."""
    piece = pieces[place]
    here = place + 1
    if here >= len(pieces):
        return None
    if pieces[here].sort == "DAY" and piece.length and piece.length.days % 7 == 0 < piece.length.days:
        here -= 1  # "two weeks tomorrow"
    elif pieces[here].sort not in ("AFTER", "FROM", "BEFORE"):
        return None
    sign = -1 if pieces[here].sort == "BEFORE" else 1
    core = _over(pieces, here + 1, frozenset({"THE", "GLUE"}))
    if core < len(pieces) and pieces[core].day and piece.length:
        day = pieces[core].day
        expression = Expression(
            piece.start, pieces[core].end, day=Days(moved(day.start, piece.length, sign))
        )
        return expression, _extend(expression, pieces, core + 1)
    if sign < 0 and piece.length:
        return Expression(piece.start, pieces[here].end, lead=piece.length), here + 1
    return None


def _lead(pieces: Sequence[Piece], place: int) -> tuple[Expression, int] | None:
    """A length ahead of a time named elsewhere: 提前一天, "the day before (Christmas)"."""
    piece = pieces[place]
    if piece.sort in ("ADVANCE", "FORE") and place + 1 < len(pieces):
        length = pieces[place + 1].length
        if pieces[place + 1].sort == "LENGTH" and length:
            expression = Expression(piece.start, pieces[place + 1].end, lead=length)
            return expression, _extend(expression, pieces, place + 2)
    if piece.sort == "DAYBEFORE" and piece.length:
        core = _over(pieces, place + 1, frozenset({"THE", "GLUE"}))
        if core < len(pieces) and pieces[core].sort == "DAY" and pieces[core].day:
            day = pieces[core].day
            start = moved(day.start, piece.length, -1)
            expression = Expression(piece.start, pieces[core].end, day=Days(start))
            return expression, _extend(expression, pieces, core + 1)
        expression = Expression(piece.start, piece.end, lead=piece.length)
        return expression, _extend(expression, pieces, place + 1)
    return None


def _over(pieces: Sequence[Piece], place: int, links: frozenset[str], most: int = 2) -> int:
    """The place behind at most so many links."""
    end = min(place + most, len(pieces))
    while place < end and pieces[place].sort in links:
        place += 1
    return place
