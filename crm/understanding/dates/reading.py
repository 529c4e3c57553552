"""Read every expression of time in a message."""

import re
from dataclasses import replace
from datetime import datetime, time

from crm.understanding.dates.cues import EARLY, REMINDER, SETS_OUT, WAKES
from crm.understanding.dates.daycount import day_or_none, plus_days
from crm.understanding.dates.expressions import Expression
from crm.understanding.dates.folding import fold, open_hyphens, order_days
from crm.understanding.dates.joining import join
from crm.understanding.dates.moments import Kind, Moment
from crm.understanding.dates.pieces import read_pieces
from crm.understanding.dates.resolving import ahead_of, resolve
from crm.understanding.dates.second_reader import read_whole
from crm.understanding.dates.tokens import cut

# Without one of these a message names no time: most chat is let through in microseconds.
_GATE = re.compile(
    r"\d|初[一二三四五六七八九十]|[今明昨听旬天日周朝昼月年点时早晚午晨夜刻旬节号假前后内]|星期|礼拜|小时|钟头|分钟|季|会儿|稍|一阵|元旦|清明|端午|中秋|重阳|国庆|五一|除夕|元宵|平安|圣诞|[立冬夏大小][至寒春夏秋冬满]|惊蛰|谷雨|芒种|处暑|霜降"
    r"|day|tod|tom|tm|mor|night|nite|noon|week|wk|month|year|qtr|quarter|hour|\bhrs?\b|min|am\b|pm\b|o'?clock|eo[dwmqy]|cob"
    r"|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|chris|xmas|easter|thanks|hallow"
    r"|even|daily|annual|at [a-z]|past|(?:five|ten|twenty) to|fortnight|yest|ystd|thirty|fifteen|forty|later|lunch|腊|autumn|dragon|valentin|patrick|boxing|soon|first|[a-z]th\b|second|third|eve|arvo|\baft\b|nye|cny|diwali|ramadan|eid|hanukkah|festival|ago"
)

_MARK = re.compile(r"[,;.!?\n]")
_BESIDE = 40  # characters of a clause around an hour
_SAID_AGAIN = 4  # characters between a day and its date
_FIRST_LIGHT, _DAY_BEGINS, _MORNING, _NOON = 4, 7, 9, 12  # o'clock


def read_times(text: str, now: datetime) -> list[Moment]:
    """Every expression of time in text order, past ones too; `now` is aware, in the member's zone.

    Never raises for any text. Conventions: docs/dates.md.
    """
    folded = fold(text)
    if not _GATE.search(folded):
        return []
    folded = order_days(open_hyphens(folded))
    pieces = read_pieces(cut(folded), folded, now.date())
    expressions = join(pieces, folded)
    moments: list[Moment] = []
    for place, expression in enumerate(expressions):
        _wake_in_the_morning(expression, folded)
        moment = _moment(expression, expressions, place, moments, now, text)
        if moment is not None and place:
            moment = _after_that(moment, expression, moments)
        line = folded.rfind("\n", 0, expression.start)
        beside = [each for each in expressions[:place] if each.start > line]
        if moment is not None and beside:
            moment = _behind_a_range(moment, expression, beside[-1])
            moment = _in_that_month(moment, expression, beside)
            moment = _ahead_of_it(moment, expression, moments, now, folded) or _later_that_day(
                moment, expression, moments, now, folded
            )
        if (
            moment is not None
            and place
            and _is_said_again(moment, expressions[place - 1], moments)
        ):
            start = moments.pop().span[0]
            span = (start, moment.span[1])
            moment = replace(moment, span=span, text=text[slice(*span)])
        if moment is not None:
            moments.append(moment)
    if not expressions and (whole := read_whole(folded, now, text)):
        moments.append(whole)
    return moments


def _wake_in_the_morning(expression: Expression, folded: str) -> None:
    """An hour at which somebody is woken or starts early is one of the morning: "wake me at 6:45"."""
    clock = expression.clock
    if clock is None or clock.exact or expression.part is not None:
        return
    clause = _clause(expression, folded)
    wakes = WAKES.search(clause) and clock.hour < _NOON
    if wakes or (_FIRST_LIGHT <= clock.hour < _DAY_BEGINS and EARLY.search(clause)):
        expression.part = _MORNING


def _clause(expression: Expression, folded: str) -> str:
    """The words around an expression up to the next marks."""
    before = _MARK.split(folded[max(0, expression.start - _BESIDE) : expression.start])[-1]
    return before + "|" + _MARK.split(folded[expression.end : expression.end + _BESIDE])[0]


def _after_that(moment: Moment, expression: Expression, before: list[Moment]) -> Moment:
    """ "demo on Dec 10, call the following Tuesday": what follows counts on from the day before it."""
    follows = expression.day.follows if expression.day else ""
    last = before[-1] if before else None
    if not follows or last is None or not last.dated or last.doubt:
        return moment
    step = {"day": 1, "again": 7, "week": 7 - last.day.weekday()}.get(follows)
    step = step or (moment.day.weekday() - last.day.weekday() - 1) % 7 + 1
    back = plus_days(last.back, step) if last.back else None
    until = plus_days(last.day, step + 6) if follows == "week" else None
    day = plus_days(last.day, step)
    return replace(moment, day=day, until=until, back=back, doubt=expression.doubt)


def _is_said_again(moment: Moment, last: Expression, before: list[Moment]) -> bool:
    """ "the day after, Dec 3 at 9": the same day twice."""
    follows = last.day is not None and last.day.follows
    beside = 0 <= moment.span[0] - last.end <= _SAID_AGAIN
    return bool(follows and beside and before and before[-1].day == moment.day)


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


def _ahead_of_it(
    moment: Moment, expression: Expression, before: list[Moment], now: datetime, folded: str
) -> Moment | None:
    """An hour to be reminded at stands before the one it is about: 明天3点开会,2点提醒我."""
    last = before[-1] if before else None
    if last is None or not last.dated or last.at is None or last.day <= now.date():
        return None
    clock = expression.clock
    if clock is None or moment.dated or moment.at is None or expression.repeat:
        return None
    if not REMINDER.search(_clause(expression, folded)):
        return None
    hours = [moment.at]
    if not clock.exact and expression.part is None:
        hours = [time(hour, clock.minute) for hour in (clock.hour % 12, clock.hour % 12 + 12)]
    ahead = [each for each in hours if each < last.at]
    return replace(moment, day=last.day, at=max(ahead), back=None) if ahead else None


def _later_that_day(
    moment: Moment, expression: Expression, before: list[Moment], now: datetime, folded: str
) -> Moment:
    """An hour behind an earlier one of a day to come is on that day: 明天上午拜访华信,下午拜访天成."""
    last = before[-1] if before else None
    bare = not (moment.dated or expression.repeat or expression.span or expression.lead)
    if last is None or not bare or not last.dated or last.kind is not Kind.POINT:
        return moment
    if moment.at is None or last.day <= now.date():
        return moment
    sets_out = last.at is None and SETS_OUT.search(_clause(expression, folded))
    if not sets_out and (last.at is None or moment.at <= last.at):
        return moment
    return replace(moment, day=last.day, back=None)


def _in_that_month(moment: Moment, expression: Expression, before: list[Expression]) -> Moment:
    """A day behind one of a month that is named is in that month: "until Jan 4, call on the 5th"."""
    named = [
        each.day
        for each in before
        if each.day and each.day.named == "month" and each.mark != "before"
    ]
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
