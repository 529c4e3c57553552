"""An expression of time: what stands together in the text, before it is set against the clock."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from crm.understanding.dates.clock_rules import Clock
from crm.understanding.dates.daycount import Days, Length, plus_days
from crm.understanding.dates.moments import Doubt
from crm.understanding.dates.pieces import Piece
from crm.understanding.dates.repeats import Recurrence


@dataclass(slots=True)
class Expression:
    """What stands together in the text, before it is set against the clock.

    `mark` is before, after, within, until or "": how it points at its day. `lead` is a length
    ahead of another time ("the day before", 提前一天), `lasts` how long or how often a recurrence comes round; `bounds`
    are where else in the text that is said of it.
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
    lasts: Length | int | None = None
    mark: str = ""
    doubt: Doubt | None = None
    bounds: tuple[tuple[int, int], ...] = ()
    gone: date | None = None  # the day before, where only that one was on the weekday named
    closes: bool = False  # "EOD": the end of its day, without an hour


def absorb(expression: Expression, piece: Piece, loose: bool) -> bool:
    """Fill the free slot for this piece; False where there is none.

    `loose` pieces stand behind a comma: a day there that disagrees is another time, not a doubt.
    """
    fits = _FILLS.get(piece.sort)
    if fits is None or expression.span or not fits(expression, piece, loose):
        return False
    expression.start = min(expression.start, piece.start)
    expression.end = max(expression.end, piece.end)
    return True


def end_range(expression: Expression, last: Days, is_choice: bool) -> None:
    """Set the last day of "Tuesday to Thursday", or the end of a recurrence; a choice is a doubt."""
    if expression.repeat:
        expression.repeat = replace(expression.repeat, until=last.limit or last.end or last.start)
    elif is_choice:
        expression.doubt = Doubt.AMBIGUOUS
    elif expression.day:
        start, end = expression.day.start, last.end or last.start
        if last.weekday is not None:
            end = plus_days(start, (last.weekday - start.weekday()) % 7)
        expression.until = end if end > start else None


def _fill_day(expression: Expression, piece: Piece, loose: bool) -> bool:
    if piece.day is None or expression.repeat:
        return False
    if expression.day is None:
        expression.day = piece.day
    elif not _agree(expression, expression.day, piece.day, loose):
        return False
    if piece.text == "within":
        expression.mark = "within"
    expression.part = piece.part if expression.part is None else expression.part
    return True


def _agree(expression: Expression, first: Days, second: Days, loose: bool) -> bool:
    """Join a bare weekday to the date or week that it stands beside."""
    if first.start == second.start and not (first.end or second.end):
        return True  # "Dec 1 (next Tuesday)"
    bare, other = (first, second) if first.weekday is not None else (second, first)
    if bare.weekday is None or other.weekday is not None:
        return False
    if other.end or other.coarse:  # "next week, Friday", "Monday two weeks from now"
        back = other.start.weekday() if other.coarse == 7 else 0
        first_day = plus_days(other.start, -back)
        expression.day = Days(plus_days(first_day, (bare.weekday - first_day.weekday()) % 7))
        return True
    agree = other.start.weekday() == bare.weekday
    if not agree and other.swapped and other.swapped.weekday() == bare.weekday:
        other, agree = Days(other.swapped), True
    if not agree and other.back and other.back.weekday() == bare.weekday:
        expression.gone, loose = other.back, False
    if agree or not loose:
        expression.day = other
        expression.doubt = expression.doubt or (None if agree else Doubt.CONFLICT)
    return agree or not loose


def _fill_repeat(expression: Expression, piece: Piece, _: bool) -> bool:
    free = expression.repeat is None and expression.day is None
    expression.repeat = piece.repeat if free else expression.repeat
    expression.part = piece.part if expression.part is None else expression.part
    return free


def _fill_clock(expression: Expression, piece: Piece, _: bool) -> bool:
    free = expression.clock is None
    expression.clock = piece.clock if free else expression.clock
    if free and expression.doubt is Doubt.VAGUE:  # 待会儿十一点
        expression.doubt = None
    return free


def _fill_loose_clock(expression: Expression, piece: Piece, loose: bool) -> bool:
    """An hour that is one only beside a day: "Friday around 4", "tomorrow from 2 to 4"."""
    return expression.day is not None and not loose and _fill_clock(expression, piece, loose)


def _fill_part(expression: Expression, piece: Piece, _: bool) -> bool:
    free = expression.part in (None, piece.part)
    expression.part = piece.part if free else expression.part
    return free


def _fill_span(expression: Expression, piece: Piece, _: bool) -> bool:
    if expression.clock or expression.day:
        return False
    expression.span, expression.mark = piece.length, expression.mark or piece.text
    return True


def _fill_closing(expression: Expression, *_: object) -> bool:
    expression.closes = True
    return True


def _fill_vague(expression: Expression, *_: object) -> bool:
    if expression.day or expression.clock or expression.repeat:
        return False
    expression.doubt = Doubt.VAGUE
    return True


_FILLS: dict[str, Callable[[Expression, Piece, bool], bool]] = {
    "DAY": _fill_day,
    "CLOCK": _fill_clock,
    "LOOSE": _fill_loose_clock,
    "PART": _fill_part,
    "SPAN": _fill_span,
    "REPEAT": _fill_repeat,
    "EOD": _fill_closing,
    "VAGUE": _fill_vague,
}
CORES = frozenset(_FILLS)
