"""Let an expression take in what follows it: its hour, its limit, the end of its range, how often it comes."""

from collections.abc import Sequence
from dataclasses import replace

from crm.understanding.dates.clock_rules import Clock
from crm.understanding.dates.daycount import Days, Length, moved
from crm.understanding.dates.expressions import CORES, Expression, absorb, end_range
from crm.understanding.dates.moments import Doubt
from crm.understanding.dates.pieces import Piece

_LINKS = frozenset({"GLUE", "OF", "ON", "AT", "THE", "IN", "BRACKET", "COMMA", "ISH", "LASTING"})
_SUFFIXES = {"PRIOR": "before", "LATER": "after", "INSIDE": "within", "STARTING": "from"}


def extend(expression: Expression, pieces: Sequence[Piece], place: int) -> int:
    """Take in what follows as long as it belongs; the place of the first piece that does not."""
    while place < len(pieces):
        after = (
            _mark(expression, pieces, place)
            or _range(expression, pieces, place)
            or _count(expression, pieces, place)
            or _hour_limit(expression, pieces, place)
        )
        if after is None:
            core = over(pieces, place, _LINKS, most=3)
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
    here = over(pieces, place, frozenset({"COMMA", "GLUE"}))
    found = lasts_here(pieces, here) if expression.repeat else None
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


def lasts_here(pieces: Sequence[Piece], place: int) -> tuple[Length | int, int] | None:
    """A length or a number of times from here on, and where that ends."""
    here = over(pieces, place, frozenset({"LASTING", "THE", "NEXT"}), most=3)
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
    here = over(pieces, place + 1, frozenset({"GLUE", "THE", "ON", "AT"}), most=2)
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
    after = over(pieces, core + 1, frozenset({"GLUE", "ON", "AT", "THE"}), most=2)
    return after < len(pieces) and pieces[after].sort == "DAY"


def over(pieces: Sequence[Piece], place: int, links: frozenset[str], most: int = 2) -> int:
    """The place behind at most so many links."""
    end = min(place + most, len(pieces))
    while place < end and pieces[place].sort in links:
        place += 1
    return place
