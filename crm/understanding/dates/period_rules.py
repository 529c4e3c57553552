"""Rules that name a stretch of the calendar or its edge: 月底, end of March, Q1, 下个月, 春节."""

from collections.abc import Callable, Sequence
from datetime import date

from crm.understanding.dates.date_rules import year_said
from crm.understanding.dates.daycount import (
    Days,
    half_year,
    month,
    month_end,
    plus_days,
    plus_months,
    quarter,
    week,
    year,
)
from crm.understanding.dates.feasts import feast_on, next_feast
from crm.understanding.dates.grammar import Rule, number, rule, steps
from crm.understanding.dates.moments import Doubt
from crm.understanding.dates.tokens import Token

Tokens = Sequence[Token]
_LABA = 8  # the day of the last lunar month that is a feast: the others are counted from it
PERIOD = "(?:WEEK|MONTHS|YUE|QUARTER|NIAN)"
_PERIODS: dict[str, Callable[[date, int], Days]] = {
    "WEEK": week,
    "MONTHS": month,
    "YUE": month,
    "QUARTER": quarter,
    "NIAN": year,
}
_TENTHS = {1: 1, 10: 1, 15: 15, 20: 11, 25: 21, 30: 21}


def edge_of(period: Days, edge: int, sort: str) -> Days:
    """The first, middle, last (or tenth's first) day of a period; mid-year is no day."""
    if edge not in (1, 31, *_TENTHS):
        return Days(period.start, doubt=Doubt.VAGUE)  # 中下旬
    if edge == 31:
        return Days(period.limit or period.start)
    if edge == 1:
        return Days(period.start)
    if sort == "WEEK":
        return Days(plus_days(period.start, 2), doubt=None if edge == 15 else Doubt.VAGUE)
    if sort in ("QUARTER", "NIAN"):
        return Days(period.start, doubt=Doubt.VAGUE)
    day = period.start.replace(day=_TENTHS[edge])
    ends = {10: 10, 20: 20}
    last = period.start.replace(day=ends[edge]) if edge in ends else None
    return Days(day, last if last else period.end if edge in (25, 30) else None, limit=last)


def _period(tokens: Tokens, today: date) -> Days | None:
    sort = next(token.sort for token in tokens if token.sort in _PERIODS)
    return _PERIODS[sort](today, steps(tokens))


def _edge_of_period(tokens: Tokens, today: date) -> Days | None:
    found = [token.sort for token in tokens if token.sort in _PERIODS]
    words = [token for token in tokens if token.sort in ("NEXT", "YEARWORD")]
    sort = found[-1] if found else "NIAN"
    edge = number(tokens, "EDGE") or 31
    period = _PERIODS[sort](today, steps(words))
    day = edge_of(period, edge, sort)
    if sort == "WEEK" and edge == 15 and not words:
        return Days(day.start, doubt=Doubt.VAGUE)  # 周中
    if not words and day.start < today:
        day = edge_of(_PERIODS[sort](today, 1), edge, sort)
    return day


def _limit_of_this(tokens: Tokens, today: date) -> Days | None:
    """ "within the week", 月内: by the end of the one that runs."""
    limit = _PERIODS[tokens[-1].sort](today, 0).limit
    return Days(max(limit or today, today))


def _same_day_of(tokens: Tokens, today: date) -> Days | None:
    """ "this time next week", 下个月的今天: the same day of it."""
    on = steps(tokens)
    unit = next(t.sort for t in tokens if t.sort in ("WEEK", "MONTHS", "NIAN", "YEARWORD"))
    months = {"MONTHS": on, "NIAN": 12 * on, "YEARWORD": 12 * on}.get(unit, 0)
    return Days(plus_months(today, months) if months else plus_days(today, 7 * on))


def _month_alone(tokens: Tokens, today: date) -> Days | None:
    month_number = number(tokens, "NUM", "MONTH")
    if month_number is None or not 1 <= month_number <= 12:
        return None
    first = _month_first(month_number, tokens, today)
    back = date(today.year - (month_number > today.month), month_number, 1)
    return Days(first, month_end(first), limit=month_end(first), back=back)


def _year_alone(tokens: Tokens, today: date) -> Days | None:
    said = number(tokens, "YEAR") or 0
    return year(today, said - today.year) if said > today.year else None


def _week_of_month(tokens: Tokens, today: date) -> Days | None:
    """12月第一周 begins on the 1st; where its second week begins is a matter of taste: to be asked."""
    words = [token for token in tokens if token.sort in ("NUM", "MONTH", "NEXT", "YUE", "MONTHS")]
    named = any(token.sort in ("NUM", "MONTH") for token in words)
    found = _month_alone(words, today) if named else _period(words, today)
    if found is None or number(tokens, "ORD") == 1:
        return found and Days(found.start)
    return Days(found.start, doubt=Doubt.VAGUE)


def _month_first(month_number: int, tokens: Tokens, today: date) -> date:
    said = year_said(tokens, today)
    return date(said or today.year + (month_number < today.month), month_number, 1)


def _edge_of_month(tokens: Tokens, today: date) -> Days | None:
    alone = _month_alone(tokens, today)
    if alone is None:
        return None
    edge = number(tokens, "EDGE") or 31
    day = edge_of(alone, edge, "MONTHS")
    if day.start < today and year_said(tokens, today) is None:
        first = plus_months(alone.start, 12)
        later = edge_of(Days(first, month_end(first), limit=month_end(first)), edge, "MONTHS")
        return Days(later.start, later.end, later.limit, back=day.start)
    return day


def _tenth_alone(tokens: Tokens, today: date) -> Days | None:
    edge = number(tokens, "EDGE")
    if edge not in (10, 20, 30):
        return None
    day = edge_of(month(today, 0), edge, "MONTHS")
    return day if day.start >= today else edge_of(month(today, 1), edge, "MONTHS")


def _quarter_named(tokens: Tokens, today: date) -> Days | None:
    which = number(tokens, "QNAME")
    said = year_said(tokens, today)
    first = date(said or today.year, 3 * (which or 1) - 2, 1)
    period = quarter(first, 0)
    if said is None and period.limit and period.limit < today:
        period = quarter(first, 4)
    edge = number(tokens, "EDGE")
    return edge_of(period, edge, "QUARTER") if edge else period


def _half_named(tokens: Tokens, today: date) -> Days | None:
    which, said = number(tokens, "HNAME") or 1, year_said(tokens, today)
    period = half_year(said or today.year, which)
    if said is None and period.start < today:
        period = half_year(today.year + 1, which)
    return edge_of(period, 31, "NIAN") if number(tokens, "EDGE") == 31 else period


def _feast(tokens: Tokens, today: date) -> Days | None:
    name = next(token.name for token in tokens if token.sort == "FEAST")
    said = year_said(tokens, today)
    day = next_feast(name, today) if said is None else feast_on(name, said)
    if day is None:
        return Days(today, doubt=Doubt.VAGUE)
    back = feast_on(name, day.year - 1)
    return Days(day, back=back, named="month")


def _weekday_beside_feast(tokens: Tokens, today: date) -> Days | None:
    """ "the Monday before Christmas", 国庆后第一个周一."""
    feast = _feast(tokens, today)
    weekday = number(tokens, "WEEKDAY")
    if feast is None or feast.doubt or weekday is None:
        return feast
    weeks = max((number(tokens, "ORD") or 1) - 1, 0)
    if any(token.sort in ("BEFORE", "PRIOR") for token in tokens):
        return Days(
            plus_days(feast.start, -((feast.start.weekday() - weekday - 1) % 7) - 1 - 7 * weeks)
        )
    return Days(plus_days(feast.start, (weekday - feast.start.weekday() - 1) % 7 + 1 + 7 * weeks))


def _lunar(tokens: Tokens, today: date) -> Days:
    """Days of the first and the last lunar month; the program has no other lunar dates but the feasts."""
    day = number(tokens, "NUM")
    spring = next_feast("spring", plus_days(today, -29))
    if tokens[0].text in ("正月", "大年", "年", "初") and day and day <= 30 and spring:
        found = plus_days(spring, day - 1)
        if found < today and (spring := next_feast("spring", plus_days(today, 1))):
            found = plus_days(spring, day - 1)
        return Days(found)
    eighth = next_feast("laba", plus_days(today, -22))
    if tokens[0].text == "腊月" and day and day <= 30 and eighth:
        found = plus_days(eighth, day - _LABA)
        if found < today and (eighth := next_feast("laba", plus_days(today, 22))):
            found = plus_days(eighth, day - _LABA)
        return Days(found)
    return Days(today, doubt=Doubt.VAGUE)


def _end_of_now(tokens: Tokens, today: date) -> Days | None:
    period = {5: week, 30: month, 90: quarter, 365: year}[int(tokens[0].value)]
    limit = period(today, 0).limit
    return Days(limit if limit and limit >= today else today)


_YEAR = "(?:YEAR NIAN? OF?|YEARWORD OF?)?"
PERIOD_RULES: list[Rule[Days]] = [
    rule("LUNAR OF? EDGE? (?:NUM YUE? NUM?|ORD|OTHER)?", _lunar),
    rule(f"{_YEAR} NUM YUE OF? EDGE", _edge_of_month),
    rule("THE? WEEKDAY (?:BEFORE|AFTER) (?:THE)? FEAST", _weekday_beside_feast),
    rule("FEAST (?:PRIOR|LATER) OF? ORD? WEEKDAY", _weekday_beside_feast),
    rule("(?:NUM YUE|NEXT+ MONTHS|MONTH) OF? ORD WEEK", _week_of_month),
    rule("THE? EDGE (?:OF|THE)* MONTH (?:YEAR)?", _edge_of_month),
    rule("MONTH TO? EDGE", _edge_of_month),
    rule("WITHIN THE? (?:WEEK|MONTHS|QUARTER|NIAN)", _limit_of_this),
    rule("(?:YUE|NIAN)(?=INSIDE)", _limit_of_this),
    rule("SAMETIME NEXT (?:WEEK|MONTHS|NIAN)", _same_day_of),
    rule("(?:NEXT+ (?:WEEK|MONTHS)|YEARWORD) OF DAYWORD", _same_day_of),
    rule("THE? (?:ORD|NEXT) WEEK (?:OF|IN) (?:MONTH|THE? NEXT? MONTHS)", _week_of_month),
    rule(f"EDGE (?:OF|THE)* (?:NEXT)* {PERIOD}", _edge_of_period),
    rule("EDGE (?:OF|THE)* QNAME (?:OF|THE)* (?:YEAR|NEXT NIAN)?", _quarter_named),
    rule("EDGE (?:OF|THE)* YEARWORD", _edge_of_period),
    rule("(?:YEARWORD|YEAR NIAN) OF? QNAME OF? EDGE?", _quarter_named),
    rule("QNAME OF? EDGE", _quarter_named),
    rule("QNAME (?:OF|THE)* (?:YEAR|NEXT NIAN)?", _quarter_named),
    rule("(?:YEARWORD|YEAR NIAN) OF? HNAME OF? EDGE?", _half_named),
    rule("NEXT? HNAME EDGE?", _half_named),
    rule("YEARWORD OF? (?:NIAN? EDGE)", _edge_of_period),
    rule(f"NEXT* {PERIOD} OF? EDGE", _edge_of_period),
    rule(f"{_YEAR} FEAST", _feast),
    rule("FEAST (?:IN? YEAR|OF? NEXT NIAN)", _feast),
    rule("(?:YEAR NIAN? OF?|YEARWORD OF?) NUM YUE", _month_alone),
    rule("MONTH YEAR", _month_alone),
    rule("IN YEAR(?=STOP|COMMA|$)", _year_alone),
    rule("NEXT MONTH", _month_alone),
    rule("NUM YUE", _month_alone),
    rule("EOX", _end_of_now),
    rule("MONTH", _month_alone),
    rule("EDGE", _tenth_alone),
    rule(f"NEXT+ {PERIOD}", _period),
    rule("YEARWORD", lambda tokens, today: year(today, steps(tokens))),
]
