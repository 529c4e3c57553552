"""Join neighbouring pieces into expressions: a day with its clock time, a limit, a range."""

from collections.abc import Sequence
from dataclasses import replace

from crm.understanding.dates.clock_rules import Clock
from crm.understanding.dates.daycount import Days, Length, moved, plus_days
from crm.understanding.dates.expressions import CORES, Expression, absorb, end_range
from crm.understanding.dates.moments import Doubt
from crm.understanding.dates.pieces import Piece
from crm.understanding.dates.sharing import shared

_LINKS = frozenset({"GLUE", "OF", "ON", "AT", "THE", "IN", "BRACKET", "COMMA", "ISH", "LASTING"})
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
_SUFFIXES = {"PRIOR": "before", "LATER": "after", "INSIDE": "within", "STARTING": "from"}
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
        here = _over(pieces, place + 1, frozenset({"THE", "GLUE", "ON", "AT", "IN"}))
        if here >= len(pieces) or pieces[here].sort not in CORES:
            return None
    if first.sort == "TO":  # 推迟到周五: what stands before the day is still read
        expression.start = expression.end = pieces[here].start
    if pieces[here].sort == "LENGTH":
        return _from_a_day(pieces, here)
    if pieces[here].sort not in CORES or not absorb(expression, pieces[here], loose=False):
        return None
    return expression, _extend(expression, pieces, here + 1)


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
    return expression, _extend(expression, pieces, place + 3)


def _is_moved(pieces: Sequence[Piece], place: int) -> bool:
    """Whether "from" tells where something was moved from: then no range begins here."""
    before = pieces[max(0, place - 5) : place]
    return any(not _MOVES.isdisjoint(piece.text.split()) for piece in before)


def _extend(expression: Expression, pieces: Sequence[Piece], place: int) -> int:
    """Take in what follows as long as it belongs; the place of the first piece that does not."""
    while place < len(pieces):
        after = (
            _mark(expression, pieces, place)
            or _range(expression, pieces, place)
            or _count(expression, pieces, place)
            or _hour_limit(expression, pieces, place)
        )
        if after is None:
            core = _over(pieces, place, _LINKS, most=3)
            if pieces[place].text == "about" and core > place + 1:
                return place  # "at 3 about the Friday demo"
            if core >= len(pieces) or pieces[core].sort not in CORES:
                return place
            loose = any(piece.sort == "COMMA" for piece in pieces[place:core])
            if loose and _belongs_to_the_next(expression, pieces, core):
                return place
            if not absorb(expression, pieces[core], loose):
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
    if expression.mark != "until":  # 到年底为止
        expression.mark = _SUFFIXES[piece.sort]
    expression.end = piece.end
    return here + 1


def _count(expression: Expression, pieces: Sequence[Piece], place: int) -> int | None:
    """How often a recurrence comes, right behind it: "for 6 weeks", "10 times", 连续三周."""
    here = _over(pieces, place, frozenset({"COMMA", "GLUE"}))
    found = _lasts(pieces, here) if expression.repeat else None
    if found is None or expression.repeat is None:
        return None
    lasts, end = found
    times = lasts if isinstance(lasts, int) else expression.repeat.times_in(lasts)
    if not times:
        return None
    expression.repeat = replace(expression.repeat, count=times)
    expression.end = pieces[end - 1].end
    return end


def _hour_limit(expression: Expression, pieces: Sequence[Piece], place: int) -> int | None:
    """The hour behind its day that is a limit: "tomorrow after 3pm", "Friday before 11am"."""
    here = place + 1
    if pieces[place].sort not in ("AFTER", "BEFORE") or here >= len(pieces):
        return None
    free = expression.day is not None and expression.clock is None and not expression.mark
    if (
        not free
        or pieces[here].sort != "CLOCK"
        or not absorb(expression, pieces[here], loose=False)
    ):
        return None
    expression.mark = "before" if pieces[place].sort == "BEFORE" else ""
    return here + 1


def _bound(pieces: Sequence[Piece], place: int) -> tuple[Expression, int] | None:
    """The same away from its recurrence: 每周五提醒我,共6次, 接下来三周每周一."""
    before = pieces[place - 1] if place else None
    begins = pieces[place].sort == "LASTING" or (
        before is not None and (before.sort == "COMMA" or before.text.endswith("提醒"))
    )
    found = _lasts(pieces, place) if begins else None
    if found is None:
        return None
    lasts, end = found
    return Expression(pieces[place].start, pieces[end - 1].end, lasts=lasts), end


def _lasts(pieces: Sequence[Piece], place: int) -> tuple[Length | int, int] | None:
    """A length or a number of times from here on, and where that ends."""
    here = _over(pieces, place, frozenset({"LASTING", "THE", "NEXT"}), most=3)
    if here >= len(pieces):
        return None
    length = pieces[here].length
    if pieces[here].sort == "LENGTH" and length and (here > place or place == 0):
        return length, here + 1
    if pieces[here].sort == "LENGTH" and length and pieces[here - 1].sort in ("REPEAT", "CLOCK"):
        return length, here + 1
    is_count = pieces[here].sort == "NUM" and pieces[here].number
    if is_count and here + 1 < len(pieces) and pieces[here + 1].sort == "TIMES":
        return pieces[here].number, here + 2
    return None


def _range(expression: Expression, pieces: Sequence[Piece], place: int) -> int | None:
    """The end of a range, or a second choice that makes the first doubtful."""
    piece = pieces[place]
    here = _over(pieces, place + 1, frozenset({"GLUE", "THE", "ON", "AT"}), most=2)
    at_a_time = piece.sort == "TO" and here < len(pieces) and pieces[here].sort == "CLOCK"
    if at_a_time and expression.day and absorb(expression, pieces[here], loose=False):
        return here + 1  # "6 Jan - 6:37am"
    origin = [each for each in pieces[:place] if each.start <= expression.start][-2:]
    if any(each.sort == "FROM" for each in origin) and expression.mark != "from":
        return None  # "moved from Wednesday to Friday" is no range
    if piece.sort not in ("TO", "OR", "UNTIL") or here >= len(pieces):
        return None
    if (
        piece.text == "到"
        and piece.start == pieces[place - 1].end
        and pieces[here].start > piece.end
    ):
        return None  # 26号到 27号去: it arrives on the 26th
    second = pieces[here]
    if second.sort == "DAY" and second.day and (expression.day or expression.repeat):
        end_range(expression, second.day, piece.sort == "OR")
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


def _same_half(first: Clock, second: Clock) -> Clock:
    hour = first.hour + 12 if second.hour >= 12 and first.hour + 12 <= second.hour else first.hour
    return Clock(hour, first.minute, exact=True)


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
    if (
        pieces[here].sort == "DAY"
        and piece.length
        and piece.length.days % 7 == 0 < piece.length.days
    ):
        here -= 1  # "two weeks tomorrow"
    elif pieces[here].sort == "EARLIER" and piece.length:  # "remind me two days earlier"
        lead = Expression(piece.start, pieces[here].end, lead=piece.length)
        return lead, _extend(lead, pieces, here + 1)
    elif pieces[here].sort not in ("AFTER", "FROM", "BEFORE"):
        return None
    sign = -1 if pieces[here].sort == "BEFORE" else 1
    core = _over(pieces, here + 1, frozenset({"THE", "GLUE"}))
    if sign > 0 and core < len(pieces) and _is_a_name(pieces[core]):
        core = _over(pieces, core + 1, frozenset({"THE", "ON", "GLUE"}))
    day = pieces[core].day if core < len(pieces) else None
    if day and piece.length:
        expression = Expression(
            piece.start, pieces[core].end, day=Days(moved(day.start, piece.length, sign))
        )
        return expression, _extend(expression, pieces, core + 1)
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
            return expression, _extend(expression, pieces, place + 2)
    if piece.sort == "DAYBEFORE" and piece.length:
        core = _over(pieces, place + 1, frozenset({"THE", "GLUE"}))
        day = pieces[core].day if core < len(pieces) else None
        if day:
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
