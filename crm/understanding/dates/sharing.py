"""What the expressions of a message lend each other: a clock time, a start, an end, a date."""

from collections.abc import Sequence
from dataclasses import replace

from crm.understanding.dates.expressions import Expression, end_range
from crm.understanding.dates.moments import Repeat
from crm.understanding.dates.pieces import Piece


def shared(found: list[Expression], pieces: Sequence[Piece]) -> list[Expression]:
    """The expressions that stay when those that only complete another are put into it."""
    return _with_their_bounds(_with_lone_clocks(found, pieces))


def _with_lone_clocks(found: list[Expression], pieces: Sequence[Piece]) -> list[Expression]:
    """A clock time alone in its clause belongs to the day before it: 周五去拜访,下午3点."""
    sorts = {piece.start: place for place, piece in enumerate(pieces)}
    kept: list[Expression] = []
    for each in found:
        last = kept[-1] if kept else None
        is_clock = (each.clock or each.part) and not (each.day or each.repeat or each.mark)
        if is_clock and last and _lacks_a_clock(last) and _is_alone(each, pieces, sorts):
            last.clock, last.part = each.clock, each.part
        else:
            kept.append(each)
    return kept


def _lacks_a_clock(expression: Expression) -> bool:
    day = expression.day
    is_ahead = day is not None and day.back != day.start
    return is_ahead and expression.clock is None and not (expression.part or expression.mark)


def _is_alone(expression: Expression, pieces: Sequence[Piece], sorts: dict[int, int]) -> bool:
    place = sorts.get(expression.start, 0)
    after = next((piece for piece in pieces[place:] if piece.start >= expression.end), None)
    ends = after is None or after.sort in ("STOP", "COMMA")
    return ends and place > 0 and pieces[place - 1].sort == "COMMA"


def _with_their_bounds(found: list[Expression]) -> list[Expression]:
    """A recurrence takes its start and end from "from Monday on", 到年底 elsewhere."""
    repeats = [expression for expression in found if expression.repeat]
    named = [each for each in repeats if each.repeat and each.repeat.names_a_day()]
    if named and len(named) < len(repeats):  # "weekly check-in, Tuesdays at 3pm"
        found = [each for each in found if not each.repeat or each in named]
        repeats = named
    _date_periods(repeats, found)
    bounds = [each for each in found if each.mark in ("from", "until") and not each.repeat]
    if len(repeats) != 1:
        return found
    for bound in bounds:
        if bound.day and bound.mark == "from":
            repeats[0].begins = bound.day.start
        elif bound.day:
            end_range(repeats[0], bound.day, is_choice=False)
    return [each for each in found if each not in bounds or each.day is None]


def _date_periods(repeats: list[Expression], found: list[Expression]) -> None:
    """ "yearly reminder on March 1": the date says when in its period a recurrence comes."""
    days = [each.day for each in found if each.day and not each.repeat and not each.mark]
    if len(repeats) != 1 or len(days) != 1 or days[0].end:
        return
    repeat, day = repeats[0].repeat, days[0].start
    if repeat and not repeat.names_a_day() and repeat.repeat is Repeat.YEARLY:
        repeats[0].repeat = replace(repeat, month=day.month, month_day=day.day)
    elif repeat and not repeat.names_a_day() and repeat.repeat is Repeat.MONTHLY:
        repeats[0].repeat = replace(repeat, month_day=day.day)
