"""Rules that name one day by the calendar: 12月3号, Dec 3rd, 2026-12-03, the 25th, Monday the 30th."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from crm.understanding.dates.daycount import (
    Days,
    day_or_none,
    exactly,
    month,
    plus_months,
    plus_workdays,
    workday_of_month,
)
from crm.understanding.dates.feasts import nth_weekday
from crm.understanding.dates.grammar import Rule, number, rule, steps
from crm.understanding.dates.moments import Doubt
from crm.understanding.dates.tokens import Token

Tokens = Sequence[Token]
_NEAR = timedelta(days=60)
_OPENING = 7  # o'clock


@lru_cache(maxsize=512)
def next_date(month_number: int, day: int, today: date) -> Days:
    """The next such month and day from today on; 29 February may take years."""
    ahead = (day_or_none(today.year + more, month_number, day) for more in range(9))
    found = next((each for each in ahead if each and each >= today), None)
    if found is None:
        return Days(today, doubt=Doubt.IMPOSSIBLE)
    behind = (day_or_none(today.year - less, month_number, day) for less in range(9))
    back = next((each for each in behind if each and each <= today), None)
    return Days(found, back=back, named="month")


@lru_cache(maxsize=512)
def next_day_of_month(day: int, today: date) -> Days | None:
    """The next such day of a month from today on; months without it are passed over."""
    if not 1 <= day <= 31:
        return None
    firsts = [plus_months(today.replace(day=1), more) for more in range(-2, 4)]
    days = [each for first in firsts if (each := day_or_none(first.year, first.month, day))]
    back = [each for each in days if each <= today]
    found = next(each for each in days if each >= today)
    return Days(found, back=back[-1] if back else None, named="day")


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
    found = next_date(first, second, today)
    if second > 12 or found.doubt:
        return found
    return replace(found, swapped=next_date(second, first, today).start)


def _week_of(tokens: Tokens, today: date) -> Days | None:
    """ "w/c 7/12": of both orders the next that is a Monday."""
    if not tokens[0].text.startswith("w"):
        return None
    found = _slash(tokens[1:], today)
    if found is None or found.swapped is None:
        return found
    both = sorted((found.start, found.swapped))
    return Days(next((day for day in both if not day.weekday()), found.start), named="month")


def _day_first(tokens: Tokens, today: date) -> Days | None:
    """15.12., 3.12.: with a full stop behind both, day and month."""
    day, month_number = tokens[0].parts
    if not (1 <= month_number <= 12 and 1 <= day <= 31):
        return None
    return next_date(month_number, day, today)


def _dotted(tokens: Tokens, today: date) -> Days | None:
    """12.15: month and day; 15.12. the other way round, as nothing else fits."""
    return None if tokens[0].text.startswith("0.") else _slash(tokens, today)


def _dashed(tokens: Tokens, today: date) -> Days | None:
    """ "on 4-22", "Friday 7.6": month and day; a weekday beside them must agree."""
    numbers = [int(token.value) for token in tokens if token.sort == "NUM"]
    month_number, day = numbers or tokens[-1].parts
    if not (1 <= month_number <= 12 and 1 <= day <= 31):
        return None
    found = next_date(month_number, day, today)
    weekday = number(tokens, "WEEKDAY")
    agree = weekday is None or found.start.weekday() == weekday
    far = found.start - today > _NEAR
    if (
        tokens[-1].sort == "DOT"
        and (far or not agree)
        and day % 5 == 0
        and month_number >= _OPENING
    ):
        return None  # "Mon 8.30" is an hour
    return found if agree else Days(found.start, doubt=Doubt.CONFLICT)


def _dotted_and_weekday(tokens: Tokens, today: date) -> Days | None:
    """ "4.12 Friday" in the order that agrees; where none does it is an hour: "8.30 Friday"."""
    found = _dotted(tokens[:1], today)
    days = [day for day in (found.start, found.swapped) if day] if found else []
    agrees = (day for day in days if day.weekday() == number(tokens, "WEEKDAY"))
    return next((Days(day, named="month") for day in agrees), None)


def _dash_alone(tokens: Tokens, today: date) -> Days | None:
    """12-8送样; the guards hold back what does not open its clause."""
    return _dashed(tokens, today) if tokens[1].text == "-" else None


def _exact(year_number: int, month_number: int, day: int, today: date) -> Days:
    found = day_or_none(year_number, month_number, day)
    return exactly(found, today) if found else Days(today, doubt=Doubt.IMPOSSIBLE)


def _month_and_day(tokens: Tokens, today: date) -> Days | None:
    numbers = [int(token.value) for token in tokens if token.sort == "NUM"]
    month_number, day = numbers[-2:]
    if not (1 <= month_number <= 12 and 1 <= day <= 31):
        return Days(today, doubt=Doubt.IMPOSSIBLE) if tokens[-1].sort == "RI" else None
    return _in_year(tokens, month_number, day, today)


def _month_name_and_day(tokens: Tokens, today: date) -> Days | None:
    month_number, day = number(tokens, "MONTH"), number(tokens, "NUM", "ORD")
    if month_number is None or day is None or not 1 <= day <= 31:
        return None
    return _in_year(tokens, month_number, day, today)


def _in_year(tokens: Tokens, month_number: int, day: int, today: date) -> Days:
    said = year_said(tokens, today)
    return (
        next_date(month_number, day, today)
        if said is None
        else _exact(said, month_number, day, today)
    )


def year_said(tokens: Tokens, today: date) -> int | None:
    """The year that is named beside a date: 2027, 明年, "next year"; None if none is."""
    exact = number(tokens, "YEAR")
    if exact is not None:
        return exact
    words = [token for token in tokens if token.sort in ("YEARWORD", "NEXT")]
    return today.year + steps(words) if words else None


def _day_of_month(tokens: Tokens, today: date) -> Days | None:
    day = number(tokens, "NUM", "ORD")
    return None if day is None else next_day_of_month(day, today)


def _day_of_that_month(tokens: Tokens, today: date) -> Days | None:
    day = number(tokens, "NUM", "ORD")
    if tokens[-1].sort == "ORD" and tokens[-1].text.startswith("第"):
        return None  # 下个月第二批
    first = month(today, steps(tokens)).start
    found = day_or_none(first.year, first.month, day or 0)
    return exactly(found, today) if found else Days(first, doubt=Doubt.IMPOSSIBLE)


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


def _weekday_and_day(tokens: Tokens, today: date) -> Days | None:
    """ "Monday the 30th": the next 30th that is a Monday."""
    weekday, day = number(tokens, "WEEKDAY"), number(tokens, "ORD", "NUM")
    if day is None or not 1 <= day <= 31:
        return None
    firsts = (plus_months(today.replace(day=1), more) for more in range(30))
    days = (day_or_none(first.year, first.month, day) for first in firsts)
    found = next((d for d in days if d and d >= today and d.weekday() == weekday), None)
    far = found is not None and found - today > _NEAR and tokens[-1].sort == "NUM"
    return None if found is None or far else Days(found)  # "Thursday 9" is an hour


def _nth_workday(tokens: Tokens, today: date) -> Days | None:
    """本月最后一个工作日, "the first working day of next month"; of the month after where that is over."""
    which = number(tokens, "ORD")
    words = [token for token in tokens if token.sort == "NEXT" and token.value >= 0]
    which = -1 if which is None else which
    month_number = number(tokens, "MONTH", "NUM")
    if any(token.sort == "NIAN" for token in tokens):
        month_number = 12 if which < 0 else 1
    if not which or not -3 <= which <= 23 or not 1 <= (month_number or 1) <= 12:
        return None
    first = month(today, steps(words)).start
    if month_number:
        first = date(today.year + (month_number < today.month), month_number, 1)
    day = workday_of_month(first, which)
    return Days(day if day >= today or words else workday_of_month(plus_months(first, 1), which))


def _next_workday(tokens: Tokens, today: date) -> Days | None:
    return Days(plus_workdays(today, 1)) if steps(tokens) == 1 else None


_YEAR = "(?:YEAR NIAN? OF?|YEARWORD OF?)?"
# Before the weekdays of weeks: "last Friday of December" is no Friday of last week.
NTH_RULES: list[Rule[Days]] = [
    rule("(?:THE? ORD|THE? NEXT) WEEKDAY (?:OF|IN) (?:EVERY)? THE? MONTH", _nth_weekday),
    rule("(?:THE? ORD|THE? NEXT) WEEKDAY (?:OF|IN) THE? NEXT? (?:MONTHS)", _nth_weekday),
    rule("(?:NEXT+ (?:MONTHS|YUE)|NUM YUE) OF? ORD WEEKDAY", _nth_weekday),
    rule("(?:THE? ORD|THE? NEXT) WORKDAY (?:OF|IN) (?:THE? NEXT? MONTHS|MONTH)", _nth_workday),
    rule("(?:NEXT+ (?:MONTHS|YUE)|NUM YUE) OF? ORD WORKDAY", _nth_workday),
    rule("(?:THE? ORD|THE? NEXT) WORKDAY (?:OF|IN) THE NIAN", _nth_workday),
]
DATE_RULES: list[Rule[Days]] = [
    rule("GLUE (?:SLASH|DOT)", _week_of),
    rule("DAYDOT", _day_first),
    rule("FULL", _full),
    rule("FULLEND", _full_end),
    rule(f"{_YEAR} NUM YUE OF? NUM RI", _month_and_day),
    rule(f"{_YEAR} NUM YUE NUM(?!MINUTE|HOUR|DAY|WEEK|MONTHS|DIAN)", _month_and_day),
    rule(f"{_YEAR} MONTH NUM RI", _month_name_and_day),
    rule("YEAR TO MONTH TO NUM", _month_name_and_day),
    rule("MONTH (?:TO|OR)? THE? (?:ORD|NUM)(?!DIAN|AMPM|OCLOCK) COMMA? YEAR", _month_name_and_day),
    rule("(?:THE? ORD|NUM) (?:OF|TO|OR)? MONTH (?:COMMA|IN)? YEAR", _month_name_and_day),
    rule("(?:THE? ORD|NUM) (?:OF|TO|OR)? MONTH (?:OF|THE)* NEXT NIAN", _month_name_and_day),
    rule(
        "MONTH (?:TO|OR)? THE? (?:ORD|NUM)(?!AMPM|OCLOCK) (?:OF|THE)* NEXT NIAN",
        _month_name_and_day,
    ),
    rule("MONTH (?:TO|OR)? THE? (?:ORD|NUM)(?!AMPM|OCLOCK)", _month_name_and_day),
    rule("THE? ORD OF? MONTH(?=NUM TO NUM|NUM AMPM|CLOCK)", _month_name_and_day),
    rule(
        "(?:THE? ORD|NUM) (?:OF|TO|OR)? MONTH(?!ORD|NUM(?!AMPM|OCLOCK|DIAN))", _month_name_and_day
    ),
    rule("WEEKDAY COMMA? (?:ON? THE)? ORD(?!OF|MONTH)", _weekday_and_day),
    rule("WEEKDAY NUM(?=AT|COMMA|STOP|ON)", _weekday_and_day),
    rule("MONTH COMMA ORD", _month_name_and_day),
    rule("ON NUM TO NUM(?=STOP|COMMA|AT|$)", _dashed),
    rule("WEEKDAY NUM TO NUM(?!AMPM|DIAN)", _dashed),
    rule("(?:ON|WEEKDAY) DOT(?!AMPM|HOUR|DAY|OTHER)", _dashed),
    rule("WEEKDAY DOT", _dashed),
    rule("ON NUM(?=STOP|COMMA|AT|CLOCK|$)", _day_of_month),
    rule("SLASH RI?", _slash),
    rule("DOT RI", _slash),
    rule("DOT ON? (?:NEXT|COMING)? WEEKDAY", _dotted_and_weekday),
    rule(
        "DOT(?!ON? (?:NEXT|COMING)? (?:WEEKDAY|DAYWORD)|AMPM|HOUR|DAY|MINUTE|MONTHS|NIAN|WEEK|DIAN)",
        _dotted,
    ),
    rule("NEXT+ (?:MONTHS|YUE) OF? NUM RI", _day_of_that_month),
    rule("NEXT+ MONTHS (?:ON|THE)* ORD", _day_of_that_month),
    rule("THE? ORD DAY? (?:OF|THE)* NEXT MONTHS", _day_of_that_month),
    rule("THE? ORD DAY? OF THE MONTHS", _day_of_month),
    rule("NEXT WORKDAY", _next_workday),
    rule("NUM TO NUM(?=OTHER|PART)", _dash_alone),
    rule("NUM RI", _day_of_month),
    rule("THE? ORD", _day_of_month),
]
