"""Rules that name a day by the calendar: dates, days of the month, months, edges, feasts."""

from collections.abc import Callable, Sequence
from datetime import date

from crm.understanding.dates.daycount import (
    Days,
    day_or_none,
    half_year,
    month,
    month_end,
    plus_days,
    plus_months,
    plus_workdays,
    quarter,
    week,
    year,
)
from crm.understanding.dates.feasts import feast_on, next_feast, nth_weekday
from crm.understanding.dates.grammar import Rule, rule
from crm.understanding.dates.moments import Doubt
from crm.understanding.dates.tokens import Token

Tokens = Sequence[Token]
PERIOD = "(?:WEEK|MONTHS|YUE|QUARTER|NIAN)"
_PERIODS: dict[str, Callable[[date, int], Days]] = {
    "WEEK": week,
    "MONTHS": month,
    "YUE": month,
    "QUARTER": quarter,
    "NIAN": year,
}
_TENTHS = {1: 1, 10: 1, 15: 15, 20: 11, 25: 21, 30: 21}


def number(tokens: Tokens, *sorts: str) -> int | None:
    """The value of the first token of one of these sorts."""
    return next((int(token.value) for token in tokens if token.sort in sorts), None)


def steps(tokens: Tokens) -> int:
    """How far 下下 or "next" reaches: the sum of its words."""
    return sum(int(token.value) for token in tokens if token.sort in ("NEXT", "YEARWORD"))


def next_date(month_number: int, day: int, today: date) -> Days:
    """The next such month and day from today on; 29 February may take years."""
    ahead = (day_or_none(today.year + more, month_number, day) for more in range(9))
    found = next((each for each in ahead if each and each >= today), None)
    if found is None:
        return Days(today, doubt=Doubt.IMPOSSIBLE)
    behind = (day_or_none(today.year - less, month_number, day) for less in range(9))
    return Days(found, back=next((each for each in behind if each and each <= today), None))


def next_day_of_month(day: int, today: date) -> Days | None:
    """The next such day of a month from today on; months without it are passed over."""
    if not 1 <= day <= 31:
        return None
    firsts = [plus_months(today.replace(day=1), more) for more in range(-2, 4)]
    days = [each for first in firsts if (each := day_or_none(first.year, first.month, day))]
    back = [each for each in days if each <= today]
    return Days(next(each for each in days if each >= today), back=back[-1] if back else None)


def _full(tokens: Tokens, today: date) -> Days | None:
    year_number, month_number, day = tokens[0].parts
    return _exact(year_number, month_number, day, today)


def _full_end(tokens: Tokens, today: date) -> Days | None:
    first, second, year_number = tokens[0].parts
    year_number += 2000 if year_number < 100 else 0
    if first > 12:
        return _exact(year_number, second, first, today)
    days = _exact(year_number, first, second, today)
    in_doubt = second <= 12 and first != second
    return Days(days.start, doubt=days.doubt or (Doubt.AMBIGUOUS if in_doubt else None))


def _slash(tokens: Tokens, today: date) -> Days | None:
    first, second = tokens[0].parts
    if first > 12:
        first, second = second, first
    if not (1 <= first <= 12 and 1 <= second <= 31):
        return None
    return next_date(first, second, today)


def _exact(year_number: int, month_number: int, day: int, today: date) -> Days:
    found = day_or_none(year_number, month_number, day)
    return Days(found, back=found) if found else Days(today, doubt=Doubt.IMPOSSIBLE)


def _month_and_day(tokens: Tokens, today: date) -> Days | None:
    numbers = [int(token.value) for token in tokens if token.sort == "NUM"]
    month_number, day = numbers[-2:]
    if not (1 <= month_number <= 12 and 1 <= day <= 31):
        return None
    return _in_year(tokens, month_number, day, today)


def _month_name_and_day(tokens: Tokens, today: date) -> Days | None:
    month_number, day = number(tokens, "MONTH"), number(tokens, "NUM", "ORD")
    if month_number is None or day is None or not 1 <= day <= 31:
        return None
    return _in_year(tokens, month_number, day, today)


def _in_year(tokens: Tokens, month_number: int, day: int, today: date) -> Days:
    said = _year_said(tokens, today)
    return (
        next_date(month_number, day, today)
        if said is None
        else _exact(said, month_number, day, today)
    )


def _year_said(tokens: Tokens, today: date) -> int | None:
    exact = number(tokens, "YEAR")
    if exact is not None:
        return exact
    words = [token for token in tokens if token.sort in ("YEARWORD", "NEXT")]
    return today.year + steps(words) if words else None


def _month_alone(tokens: Tokens, today: date) -> Days | None:
    month_number = number(tokens, "NUM", "MONTH")
    if month_number is None or not 1 <= month_number <= 12:
        return None
    first = _month_first(month_number, tokens, today)
    back = date(today.year - (month_number > today.month), month_number, 1)
    return Days(first, month_end(first), limit=month_end(first), back=back)


def _month_first(month_number: int, tokens: Tokens, today: date) -> date:
    said = _year_said(tokens, today)
    return date(said or today.year + (month_number < today.month), month_number, 1)


def _day_of_month(tokens: Tokens, today: date) -> Days | None:
    day = number(tokens, "NUM", "ORD")
    return None if day is None else next_day_of_month(day, today)


def _day_of_that_month(tokens: Tokens, today: date) -> Days | None:
    day = number(tokens, "NUM", "ORD")
    first = month(today, steps(tokens)).start
    found = day_or_none(first.year, first.month, day or 0)
    return Days(found, back=found) if found else Days(first, doubt=Doubt.IMPOSSIBLE)


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
    if not words and day.start < today:
        day = edge_of(_PERIODS[sort](today, 1), edge, sort)
    return day


def edge_of(period: Days, edge: int, sort: str) -> Days:
    """The first, middle, last (or tenth's first) day of a period; mid-year is no day."""
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


def _edge_of_month(tokens: Tokens, today: date) -> Days | None:
    alone = _month_alone(tokens, today)
    if alone is None:
        return None
    edge = number(tokens, "EDGE") or 31
    day = edge_of(alone, edge, "MONTHS")
    if day.start < today and _year_said(tokens, today) is None:
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
    said = _year_said(tokens, today)
    first = date(said or today.year, 3 * (which or 1) - 2, 1)
    period = quarter(first, 0)
    if said is None and period.limit and period.limit < today:
        period = quarter(first, 4)
    edge = number(tokens, "EDGE")
    return edge_of(period, edge, "QUARTER") if edge else period


def _half_named(tokens: Tokens, today: date) -> Days | None:
    which, said = number(tokens, "HNAME") or 1, _year_said(tokens, today)
    period = half_year(said or today.year, which)
    if said is None and period.start < today:
        period = half_year(today.year + 1, which)
    return edge_of(period, 31, "NIAN") if number(tokens, "EDGE") == 31 else period


def _nth_weekday(tokens: Tokens, today: date) -> Days | None:
    which, weekday = number(tokens, "ORD"), number(tokens, "WEEKDAY")
    which = -1 if which is None else which
    month_number = number(tokens, "MONTH")
    if weekday is None or which > 5:
        return None
    if month_number is None and not any(token.sort == "NUM" for token in tokens):
        words = [token for token in tokens if token.sort == "NEXT" and token.value >= 0]
        first = month(today, steps(words)).start
        day = nth_weekday(first.year, first.month, weekday, which)
        if day < today and not words:
            first = plus_months(first, 1)
            day = nth_weekday(first.year, first.month, weekday, which)
        return Days(day)
    month_number = month_number or number(tokens, "NUM") or 1
    day = nth_weekday(today.year, month_number, weekday, which)
    return Days(day if day >= today else nth_weekday(today.year + 1, month_number, weekday, which))


def _feast(tokens: Tokens, today: date) -> Days | None:
    name = next(token.name for token in tokens if token.sort == "FEAST")
    said = _year_said(tokens, today)
    day = next_feast(name, today) if said is None else feast_on(name, said)
    if day is None:
        return Days(today, doubt=Doubt.VAGUE)
    back = feast_on(name, day.year - 1)
    return Days(day, back=back)


def _end_of_now(tokens: Tokens, today: date) -> Days | None:
    period = {5: week, 30: month, 90: quarter, 365: year}[int(tokens[0].value)]
    limit = period(today, 0).limit
    return Days(limit if limit and limit >= today else today)


def _next_workday(tokens: Tokens, today: date) -> Days | None:
    return Days(plus_workdays(today, 1)) if steps(tokens) == 1 else None


def _lunar(tokens: Tokens, today: date) -> Days | None:
    return Days(today, doubt=Doubt.VAGUE)


_YEAR = "(?:YEAR NIAN? OF?|YEARWORD OF?)?"
CALENDAR_RULES: list[Rule[Days]] = [
    rule("FULL", _full),
    rule("FULLEND", _full_end),
    rule("LUNAR OF? (?:NUM YUE?|ORD|OTHER)?", _lunar),
    rule(f"{_YEAR} NUM YUE OF? EDGE", _edge_of_month),
    rule(f"{_YEAR} NUM YUE OF? NUM RI", _month_and_day),
    rule(f"{_YEAR} NUM YUE NUM(?!MINUTE|HOUR|DAY|WEEK|MONTHS|DIAN)", _month_and_day),
    rule("YEAR TO MONTH TO NUM", _month_name_and_day),
    rule("MONTH (?:TO|OR)? THE? (?:ORD|NUM)(?!DIAN|AMPM|OCLOCK) COMMA? YEAR", _month_name_and_day),
    rule("(?:THE? ORD|NUM) (?:OF|TO|OR)? MONTH (?:COMMA|IN)? YEAR", _month_name_and_day),
    rule("(?:THE? ORD|NUM) (?:OF|TO|OR)? MONTH (?:OF|THE)* NEXT NIAN", _month_name_and_day),
    rule("MONTH (?:TO|OR)? THE? (?:ORD|NUM)(?!AMPM|OCLOCK) (?:OF|THE)* NEXT NIAN", _month_name_and_day),
    rule("MONTH (?:TO|OR)? THE? (?:ORD|NUM)(?!AMPM|OCLOCK)", _month_name_and_day),
    rule("(?:THE? ORD|NUM) (?:OF|TO|OR)? MONTH(?!ORD|NUM(?!AMPM|OCLOCK|DIAN))", _month_name_and_day),
    rule("(?:THE? ORD|THE? NEXT) WEEKDAY (?:OF|IN) (?:EVERY)? THE? MONTH", _nth_weekday),
    rule("(?:THE? ORD|THE? NEXT) WEEKDAY (?:OF|IN) THE? NEXT? (?:MONTHS)", _nth_weekday),
    rule("(?:NEXT+ (?:MONTHS|YUE)|NUM YUE) OF? ORD WEEKDAY", _nth_weekday),
    rule("SLASH RI?", _slash),
    rule("DOT RI", _slash),
    rule("THE? EDGE (?:OF|THE)* MONTH (?:YEAR)?", _edge_of_month),
    rule("MONTH EDGE", _edge_of_month),
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
    rule("NEXT+ (?:MONTHS|YUE) OF? NUM RI", _day_of_that_month),
    rule("NEXT+ MONTHS (?:ON|THE)* ORD", _day_of_that_month),
    rule("THE? ORD DAY? (?:OF|THE)* NEXT MONTHS", _day_of_that_month),
    rule(f"{_YEAR} FEAST", _feast),
    rule("FEAST (?:IN? YEAR|OF? NEXT NIAN)", _feast),
    rule("(?:YEAR NIAN? OF?|YEARWORD OF?) NUM YUE", _month_alone),
    rule("MONTH YEAR", _month_alone),
    rule("NEXT MONTH", _month_alone),
    rule("NUM YUE", _month_alone),
    rule("EOX", _end_of_now),
    rule("NEXT WORKDAY", _next_workday),
    rule("MONTH", _month_alone),
    rule("NUM RI", _day_of_month),
    rule("THE? ORD", _day_of_month),
    rule("EDGE", _tenth_alone),
    rule(f"NEXT+ {PERIOD}", _period),
    rule("YEARWORD", lambda tokens, today: year(today, steps(tokens))),
]
