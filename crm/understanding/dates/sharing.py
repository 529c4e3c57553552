"""What the expressions of a message lend each other: a clock time, a start, an end, a date."""

import re
from collections.abc import Sequence
from dataclasses import replace

from crm.understanding.dates.cues import CORRECTION
from crm.understanding.dates.expressions import Expression, end_range
from crm.understanding.dates.moments import Repeat
from crm.understanding.dates.pieces import Piece

# What stands between a day and its hour: one clause, one act; "call Raj Friday and email Jan at 4" is two.
_BETWEEN = 60
_BESIDE = 4
_ANOTHER_ACT = re.compile(
    r"[,;.!?\n]|然后|同时|之后|再|\b(?:then|but|so|because)\b"
    r"|\band (?:then )?(?:i'?ll |will )?(?:call|ring|phone|email|text|message|send|visit|see|meet|ping|chase|follow|check|book|quote|ask|tell)\b"
)
_ABOUT = re.compile(
    r"\b(?:to|about|re|regarding|for|that|if|whether|before|after)\b|关于|确认|问|说|的"
)


def shared(found: list[Expression], pieces: Sequence[Piece], folded: str) -> list[Expression]:
    """The expressions that stay when those that only complete another are put into it."""
    return _with_their_bounds(_with_lone_clocks(found, pieces, folded), folded)


def _with_lone_clocks(
    found: list[Expression], pieces: Sequence[Piece], folded: str
) -> list[Expression]:
    """Give a clock time that names no day to the day of its clause ("Friday call Raj at 3"), or to
    the one before it where it is alone in its own (周五去拜访,下午3点)."""
    sorts = {piece.start: place for place, piece in enumerate(pieces)}
    kept: list[Expression] = []
    for each in found:
        last = kept[-1] if kept else None
        between = folded[last.end : each.start] if last else ""
        alone = _is_clock(each) and _is_alone(each, pieces, sorts)
        if last and _is_clock(each) and _takes(last, between, alone=alone):
            if last.clock:  # 三点,不对,四点
                last.end = each.end
            last.clock, last.part, last.mark = each.clock, each.part, last.mark or each.mark
        elif last and _is_clock(last) and _lacks_a_clock(each) and _leads(between, each, folded):
            each.clock, each.part, each.start = last.clock, last.part, last.start
            each.mark = each.mark or last.mark
            kept[-1] = each
        else:
            kept.append(each)
    return kept


def _takes(last: Expression, between: str, *, alone: bool) -> bool:
    """Whether a day takes the clock time behind it; one that corrects the other replaces it."""
    if last.day and CORRECTION.search(between[-_BETWEEN:]):
        return True  # "at half two? make that 2:30"
    return _lacks_a_clock(last) and (alone or _is_one_act(between))


def _leads(between: str, day: Expression, folded: str) -> bool:
    """Whether the hour before a day is on that day: "3pm call with Raj on Friday"."""
    one = _is_one_act(between) and not _ABOUT.search(between)
    return one and not day.repeat and not _is_noun(day, folded)


def _is_clock(expression: Expression) -> bool:
    """Whether an expression is a clock time or a part of the day and nothing more."""
    has_time = expression.clock is not None or expression.part is not None
    whole = expression.day or expression.repeat or expression.span or expression.doubt
    return has_time and not whole and expression.mark in ("", "before")


def _is_one_act(between: str) -> bool:
    return 0 < len(between) <= _BETWEEN and not _ANOTHER_ACT.search(between)


def _is_noun(expression: Expression, folded: str) -> bool:
    """Whether a day only describes: "the Friday demo", 周五的会."""
    return folded.startswith(("'s", "的"), expression.end) or folded.endswith(
        ("the ", "about "), 0, expression.start
    )


def _lacks_a_clock(expression: Expression) -> bool:
    day = expression.day
    is_ahead = expression.repeat is not None or (day is not None and day.back != day.start)
    names_days = day is None or day.end is None
    free = expression.clock is None and not (expression.part or expression.mark)
    return is_ahead and names_days and free and not expression.doubt


def _is_alone(expression: Expression, pieces: Sequence[Piece], sorts: dict[int, int]) -> bool:
    place = sorts.get(expression.start, 0)
    after = next((piece for piece in pieces[place:] if piece.start >= expression.end), None)
    ends = after is None or after.sort in ("STOP", "COMMA")
    return ends and place > 0 and pieces[place - 1].sort == "COMMA"


def _with_their_bounds(found: list[Expression], folded: str) -> list[Expression]:
    """A recurrence takes its start and end from "from Monday on", 到年底 elsewhere."""
    repeats = [expression for expression in found if expression.repeat]
    named = [each for each in repeats if each.repeat and each.repeat.names_a_day()]
    if named and len(named) < len(repeats):  # "weekly check-in, Tuesdays at 3pm"
        found = [each for each in found if not each.repeat or each in named]
        repeats = named
    found = _date_periods(repeats, found)
    bounds = [each for each in found if each.mark in ("from", "until") and not each.repeat]
    counts = [each for each in found if each.lasts]
    found = [each for each in found if not each.lasts]
    if len(repeats) != 1:
        return found
    bounds = [each for each in bounds if _on_one_line(each, repeats[0], folded)]
    for count in counts:
        _count(repeats[0], count)
    said = [each for each in (*counts, *bounds) if each.lasts or each.day]
    repeats[0].bounds = tuple((_with_until(each.start, folded), each.end) for each in said)
    for bound in bounds:
        if bound.day and bound.mark == "from":
            repeats[0].begins = bound.day.start
        elif bound.day:
            end_range(repeats[0], bound.day, is_choice=False)
    return [each for each in found if each not in bounds or each.day is None]


def _on_one_line(one: Expression, two: Expression, folded: str) -> bool:
    first, last = min(one.end, two.end), max(one.start, two.start)
    return "\n" not in folded[first:last]


def _with_until(start: int, folded: str) -> int:
    return start - (folded[start - 1 : start] in ("到", "至"))


def _count(expression: Expression, count: Expression) -> None:
    """Bound a recurrence by how long or how often it comes round: 共6次, "for the next 6 weeks"."""
    repeat, lasts = expression.repeat, count.lasts
    if repeat and lasts and repeat.count is None:
        times = lasts if isinstance(lasts, int) else repeat.times_in(lasts)
        expression.repeat = replace(repeat, count=times or None)


def _date_periods(repeats: list[Expression], found: list[Expression]) -> list[Expression]:
    """ "yearly reminder on March 1": the date says when in its period a recurrence comes.

    One right beside it is part of it: "once a year on 14 Feb".
    """
    dated = [each for each in found if each.day and not each.repeat and not each.mark]
    if len(repeats) != 1 or len(dated) != 1 or dated[0].day is None or dated[0].day.end:
        return found
    whole, day = repeats[0], dated[0].day.start
    repeat = whole.repeat
    if repeat is None or repeat.names_a_day() or repeat.interval > 1:
        return found
    if repeat.repeat is Repeat.YEARLY:
        whole.repeat = replace(repeat, month=day.month, month_days=(day.day,))
    elif repeat.repeat is Repeat.MONTHLY:
        whole.repeat = replace(repeat, month_days=(day.day,))
    if whole.repeat is repeat or not 0 <= dated[0].start - whole.end <= _BESIDE:
        return found
    whole.end = dated[0].end
    whole.clock, whole.part = whole.clock or dated[0].clock, whole.part or dated[0].part
    return [each for each in found if each is not dated[0]]
