"""Read every expression of time in a message."""

import re
from dataclasses import replace
from datetime import datetime

from crm.understanding.dates.daycount import day_or_none, plus_days
from crm.understanding.dates.expressions import Expression
from crm.understanding.dates.folding import fold, open_hyphens
from crm.understanding.dates.joining import join
from crm.understanding.dates.moments import Kind, Moment
from crm.understanding.dates.pieces import read_pieces
from crm.understanding.dates.resolving import ahead_of, resolve
from crm.understanding.dates.second_reader import read_whole
from crm.understanding.dates.tokens import cut

# Without one of these a message names no time: most chat is let through in microseconds.
_GATE = re.compile(
    r"\d|[今明昨旬天日周月年点时早晚午晨夜刻旬节号假前后内]|星期|礼拜|小时|钟头|分钟|季|会儿|稍|一阵|元旦|清明|端午|中秋|重阳|国庆|五一|除夕|元宵|平安|圣诞"
    r"|day|tod|tom|tm|mor|night|nite|noon|week|wk|month|year|qtr|quarter|hour|min|am\b|pm\b|o'?clock|eo[dwmqy]|cob"
    r"|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|chris|xmas|easter|thanks|hallow"
    r"|even|daily|annual|at [a-z]|past|fortnight|yest|ystd|thirty|fifteen|forty|later|lunch|腊|autumn|dragon|valentin|patrick|boxing|soon|first|[a-z]th\b|second|third|eve|arvo|nye|cny|diwali|ramadan|eid|hanukkah|festival|ago"
)


def read_times(text: str, now: datetime) -> list[Moment]:
    """Every expression of time in text order, past ones too; `now` is aware, in the member's zone.

    Never raises for any text. Conventions: docs/dates.md.
    """
    folded = fold(text)
    if not _GATE.search(folded):
        return []
    folded = open_hyphens(folded)
    pieces = read_pieces(cut(folded), folded, now.date())
    expressions = join(pieces, folded)
    moments: list[Moment] = []
    for place, expression in enumerate(expressions):
        moment = _moment(expression, expressions, place, moments, now, text)
        if moment is not None and place:
            moment = _behind_a_range(moment, expression, expressions[place - 1])
            moment = _in_that_month(moment, expression, expressions[:place])
            moment = _later_that_day(moment, expression, moments, now)
        if moment is not None:
            moments.append(moment)
    if not expressions and (whole := read_whole(folded, now, text)):
        moments.append(whole)
    return moments


def _behind_a_range(moment: Moment, expression: Expression, before: Expression) -> Moment:
    """A weekday behind days of a later week is in that week: 下周一到周三出差,周四拜访."""
    weekday = expression.day.weekday if expression.day else None
    if weekday is None or expression.mark or before.day is None or before.until is None:
        return moment
    day = plus_days(before.until, weekday - before.until.weekday())
    return (
        replace(moment, day=day)
        if moment.day < before.day.start and day > before.until
        else moment
    )


def _later_that_day(
    moment: Moment, expression: Expression, before: list[Moment], now: datetime
) -> Moment:
    """An hour behind an earlier one of a day to come is on that day: 明天上午拜访华信,下午拜访天成."""
    last = before[-1] if before else None
    bare = not (moment.dated or expression.repeat or expression.span or expression.lead)
    if last is None or not bare or not last.dated or last.kind is not Kind.POINT:
        return moment
    if last.at is None or moment.at is None or last.day <= now.date() or moment.at <= last.at:
        return moment
    return replace(moment, day=last.day, back=None)


def _in_that_month(moment: Moment, expression: Expression, before: list[Expression]) -> Moment:
    """A day behind one of a month that is named is in that month: "until Jan 4, call on the 5th"."""
    named = [each.day for each in before if each.day and each.day.named == "month"]
    day = expression.day
    if day is None or day.named != "day" or not named or moment.day >= named[-1].start:
        return moment
    found = day_or_none(named[-1].start.year, named[-1].start.month, day.start.day)
    return replace(moment, day=found) if found and found > named[-1].start else moment


def _moment(
    expression: Expression,
    expressions: list[Expression],
    place: int,
    earlier: list[Moment],
    now: datetime,
    text: str,
) -> Moment | None:
    if expression.lead is None:
        return resolve(expression, now, text)
    if earlier:
        return ahead_of(earlier[-1], expression.lead, expression, now, text)
    following = (resolve(each, now, text) for each in expressions[place + 1 :] if not each.lead)
    other = next(following, None)
    return other and ahead_of(other, expression.lead, expression, now, text)
