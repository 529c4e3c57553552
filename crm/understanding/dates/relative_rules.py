"""Rules that name a day from today: 明天, next Tuesday, 下下周三, in three days, a week from Friday."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from crm.understanding.dates.daycount import FRIDAY, Days, Length, exactly, month, plus_days, week
from crm.understanding.dates.grammar import Rule, fixed_rule, number, rule, steps
from crm.understanding.dates.lengths import LENGTH, read_length
from crm.understanding.dates.moments import Doubt
from crm.understanding.dates.tokens import Token

Tokens = Sequence[Token]
_SATURDAY = 5


def coming(weekday: int, today: date) -> date:
    """The next such weekday strictly after today."""
    return plus_days(today, (weekday - today.weekday() - 1) % 7 + 1)


def _dayword(tokens: Tokens, today: date) -> Days:
    day = plus_days(today, int(tokens[0].value))
    if "next" in tokens[0].text:  # "send the minutes the next day"
        return Days(day, follows="day")
    return exactly(day, today)


def _next_day(_: Tokens, today: date) -> Days:
    """第二天, "the day after": of what is named before, else to be asked about."""
    return Days(plus_days(today, 1), doubt=Doubt.VAGUE, follows="day")


def _weekday_after(tokens: Tokens, today: date) -> Days:
    """ "ships Friday, ask them the Wednesday after"."""
    weekday = number(tokens, "WEEKDAY") or 0
    return Days(coming(weekday, today), doubt=Doubt.VAGUE, weekday=weekday, follows="weekday")


def _one_after(_: Tokens, today: date) -> Days:
    """ "not this Thursday, the one after": a week behind the day named before."""
    return Days(plus_days(today, 7), doubt=Doubt.VAGUE, follows="again")


def _weekday_gone(tokens: Tokens, today: date) -> Days:
    """ "Friday just gone"."""
    day = _weekday(tokens[:1], today).back or today
    return exactly(plus_days(day, -7) if day == today else day, today)


def _following(tokens: Tokens, today: date) -> Days | None:
    """ "the following Tuesday", "the following week": next week's, unless a day to come is named before."""
    if not any(token.text == "following" for token in tokens):
        return None
    weekday = number(tokens, "WEEKDAY")
    first = week(today, 1)
    if weekday is None:
        return replace(first, follows="week")
    return Days(plus_days(first.start, weekday), follows="weekday")


def _either_day(tokens: Tokens, today: date) -> Days:
    """明后天: one of two, to be asked about."""
    return Days(plus_days(today, int(tokens[0].value)), doubt=Doubt.AMBIGUOUS)


def _weekday(tokens: Tokens, today: date) -> Days:
    weekday = number(tokens, "WEEKDAY", "WEEKDAYS") or 0
    back = plus_days(today, -((today.weekday() - weekday) % 7))
    return Days(coming(weekday, today), back=back, weekday=weekday)


def _weekday_of_week(tokens: Tokens, today: date) -> Days:
    weekday = number(tokens, "WEEKDAY") or 0
    weeks = 2 if any(token.sort == "WEEKAFTER" for token in tokens) else steps(tokens)
    day = plus_days(week(today, weeks).start, weekday)
    return exactly(day, today)


def _coming_weekday(tokens: Tokens, today: date) -> Days:
    day = coming(number(tokens, "WEEKDAY") or 0, today)
    return Days(day)


def _week_from_day(tokens: Tokens, today: date) -> Days | None:
    """ "tomorrow week", "today fortnight"."""
    if tokens[-1].text == "w":  # "tomorrow w/ Sarah"
        return None
    weeks = 2 if tokens[-1].sort == "FORTNIGHT" else 1
    return Days(plus_days(today, int(tokens[0].value) + 7 * weeks))


def _week_from_weekday(tokens: Tokens, today: date) -> Days:
    weeks = number(tokens, "NUM", "FORTNIGHT") or 1
    weeks = 2 if any(token.sort == "FORTNIGHT" for token in tokens) else weeks
    return Days(plus_days(coming(number(tokens, "WEEKDAY") or 0, today), 7 * min(weeks, 500)))


def _weeks_from_day(tokens: Tokens, today: date) -> Days:
    """ "two weeks from tomorrow", "three days from today"."""
    many = min(number(tokens, "NUM") or 1, 500)
    sort = next(token.sort for token in tokens if token.sort in ("WEEK", "FORTNIGHT", "DAY"))
    days = many * {"DAY": 1, "WEEK": 7, "FORTNIGHT": 14}[sort]
    return Days(plus_days(today, int(tokens[-1].value) + days))


def _weekdays_from_now(tokens: Tokens, today: date) -> Days:
    count = min(number(tokens, "NUM") or 1, 500)
    first = coming(number(tokens, "WEEKDAYS", "WEEKDAY") or 0, today)
    return Days(plus_days(first, 7 * (count - 1)))


def _after_next(tokens: Tokens, today: date) -> Days:
    """ "Friday after next": a week after the next calendar week's."""
    return Days(plus_days(week(today, 2).start, number(tokens, "WEEKDAY") or 0))


def _weekend(tokens: Tokens, today: date) -> Days:
    words = [token for token in tokens if token.sort in ("NEXT", "WEEKAFTER")]
    weeks = 2 if words and words[0].sort == "WEEKAFTER" else steps(words)
    saturday = plus_days(week(today, weeks).start, _SATURDAY)
    if not words and saturday <= today:
        saturday = plus_days(saturday, 7)
    sunday = plus_days(saturday, 1)
    return Days(saturday, sunday, limit=sunday, back=plus_days(saturday, -7))


def _two_weekdays(tokens: Tokens, today: date) -> Days | None:
    """下周二三: one of two days, to be asked about; never 周二3台."""
    weekday, other = tokens[-2], tokens[-1]
    beside = other.start == weekday.end and other.text in "一二三四五六"
    if not beside or len(other.text) != 1 or weekday.text[-1] not in "一二三四五六":
        return None
    return Days(_weekday_of_week(tokens[:-1], today).start, doubt=Doubt.AMBIGUOUS)


def _weekend_after_next(_: Tokens, today: date) -> Days:
    saturday = plus_days(week(today, 2).start, _SATURDAY)
    return Days(saturday, plus_days(saturday, 1))


RELATIVE_RULES: list[Rule[Days]] = [
    rule("DAYWORD (?:WEEK|FORTNIGHT)(?!NUM|OTHER)", _week_from_day),
    rule("DAYWORD", _dayword),
    rule("NEXTDAY", _next_day),
    rule("THE DAY AFTER(?=STOP|COMMA|AT|CLOCK|PART|AND|$)", _next_day),
    rule("THE WEEKDAY AFTER(?=STOP|COMMA|AT|CLOCK|PART|AND|$)", _weekday_after),
    rule("THE NEXT (?:WEEKDAY|WEEK(?!WEEKDAY|ON|OF))", _following),
    rule("EITHERDAY", _either_day),
    rule("NEXT* WEEKDAY NUM(?!DIAN|RI|YUE|DAY|WEEK|MONTHS|HOUR|MINUTE|NIAN|FEN)", _two_weekdays),
    rule("NEXT+ WEEK (?:OF|ON|COMMA)? WEEKDAY", _weekday_of_week),
    rule("WEEKDAY (?:OF|IN|COMMA)? THE? NEXT+ WEEK", _weekday_of_week),
    rule("NEXT+ WEEKEND", _weekend),
    rule("THE? NEXT? COMING WEEKDAY", _coming_weekday),
    rule("WEEKDAY COMING", _coming_weekday),
    rule("NEXT+ WEEKDAY", _weekday_of_week),
    rule("THE? NEXT+ OF WEEKDAY", _weekday_of_week),
    rule("WEEKDAY (?:OF|IN|COMMA)? WEEKAFTER", _weekday_of_week),
    rule("WEEKAFTER (?:ON|COMMA)? WEEKDAY", _weekday_of_week),
    rule("WEEKAFTER WEEKEND", _weekend),
    rule("THE? WEEKEND AFTERNEXT", _weekend_after_next),
    rule("WEEKDAY AFTERNEXT", _after_next),
    rule(
        "EDGE (?:OF|THE)* WEEKAFTER",
        lambda _, today: Days(plus_days(week(today, 2).start, FRIDAY)),
    ),
    rule("WEEKDAY (?:WEEK|FORTNIGHT)", _week_from_weekday),
    rule(
        "IN? (?:A|NUM)? (?:WEEK|FORTNIGHT) (?:FROM|ON|AFTER) (?:NEXT|COMING|THE)? WEEKDAY",
        _week_from_weekday,
    ),
    rule("IN? (?:A|NUM)? (?:WEEK|FORTNIGHT|DAY) FROM DAYWORD", _weeks_from_day),
    rule("WEEKDAY GONE", _weekday_gone),
    rule("ONEAFTER(?=STOP|COMMA|AT|CLOCK|PART|AND|$)", _one_after),
    rule("NUM (?:WEEKDAYS|WEEKDAY) LATER", _weekdays_from_now),
    rule("WEEKAFTER", lambda _, today: week(today, 2)),
    rule("MONTHAFTER", lambda _, today: month(today, 2)),
    rule("THE? COMING? WEEKEND", _weekend),
]
WEEKDAY_RULE: Rule[Days] = rule("WEEKDAY", _weekday)


def _pointing(sign: int) -> Callable[[Tokens], tuple[Length, int] | None]:
    def read(tokens: Tokens) -> tuple[Length, int] | None:
        length = read_length(tokens)
        return (length, sign) if length else None

    return read


def _one_from_now(tokens: Tokens) -> tuple[Length, int] | None:
    """ "fortnight from now"; 周后 needs a number."""
    if not tokens[0].text.isascii():
        return None
    length = {"WEEK": Length(days=7), "FORTNIGHT": Length(days=14), "MONTHS": Length(months=1)}
    return length.get(tokens[0].sort, Length(months=12)), 1


def _hours_and_minutes(tokens: Tokens) -> tuple[Length, int] | None:
    """ "in 2h30"."""
    said = tokens[-1]
    hours, minutes = said.parts[:2] if len(said.parts) > 1 else (0, 0)
    length = Length(minutes=60 * hours + minutes)
    return (length, 1) if "h" in said.text and length.minutes else None


# A length and the way it points from now: +1 on, -1 back, 0 for "within".
LENGTH_RULES: list[Rule[tuple[Length, int]]] = [
    fixed_rule(f"{LENGTH} (?:AGO|PRIOR)", _pointing(-1)),
    fixed_rule(f"NEXT? {LENGTH} OF? INSIDE", _pointing(0)),
    fixed_rule("NUM RI INSIDE", _pointing(0)),
    fixed_rule(
        "NUM RI LATER", lambda tokens: _pointing(1)(tokens) if "日" in tokens[1].text else None
    ),
    fixed_rule(f"WITHIN (?:THE|NEXT|COMING)* {LENGTH}", _pointing(0)),
    fixed_rule("IN CLOCK", _hours_and_minutes),
    fixed_rule("WITHIN THE HOUR", lambda _: (Length(minutes=60), 0)),
    fixed_rule(f"IN? GLUE? {LENGTH} LATER", _pointing(1)),
    fixed_rule("(?:WEEK|FORTNIGHT|MONTHS|NIAN) LATER", _one_from_now),
    fixed_rule(
        f"IN (?:GLUE|ANOTHER|THE)? {LENGTH} (?:GLUE? TIMEWORD|LATER)?(?!FROM DAYWORD|FROM WEEKDAY)",
        _pointing(1),
    ),
    fixed_rule("(?:NUM|A) WORKDAY ON", _pointing(1)),
]
