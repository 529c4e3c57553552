"""Rules that name a recurrence: 每周一, every two weeks, 每月第一个周一, the last Friday of each month."""

from collections.abc import Sequence

from crm.understanding.dates.feasts import fixed_day
from crm.understanding.dates.grammar import Rule, fixed_rule, number
from crm.understanding.dates.moments import Repeat
from crm.understanding.dates.numerals import DIGITS_ZH
from crm.understanding.dates.repeats import Recurrence
from crm.understanding.dates.tokens import Token

Tokens = Sequence[Token]
_WORKDAYS = (0, 1, 2, 3, 4)
_UNITS = {
    "DAY": (Repeat.DAILY, 1),
    "WEEK": (Repeat.WEEKLY, 1),
    "FORTNIGHT": (Repeat.WEEKLY, 2),
    "MONTHS": (Repeat.MONTHLY, 1),
    "YUE": (Repeat.MONTHLY, 1),
    "QUARTER": (Repeat.MONTHLY, 3),
    "NIAN": (Repeat.YEARLY, 1),
}
_PERIODIC = {
    1: (Repeat.DAILY, 1),
    7: (Repeat.WEEKLY, 1),
    14: (Repeat.WEEKLY, 2),
    30: (Repeat.MONTHLY, 1),
    90: (Repeat.MONTHLY, 3),
    365: (Repeat.YEARLY, 1),
}


def _interval(tokens: Tokens) -> int:
    every = number(tokens, "EVERY") or 1
    return max(every, number(tokens, "NUM") or 1)


def _every_unit(tokens: Tokens) -> Recurrence | None:
    sort = next(token.sort for token in tokens if token.sort in _UNITS)
    repeat, times = _UNITS[sort]
    interval = _interval(tokens) * times
    if any(token.sort == "HALF" for token in tokens):  # 每半年, every half year
        repeat, interval = (Repeat.MONTHLY, 6) if repeat is Repeat.YEARLY else (repeat, 0)
    return Recurrence(repeat, interval) if 1 <= interval <= 1000 else None


def _every_weekday(tokens: Tokens) -> Recurrence:
    days = {int(token.value) for token in tokens if token.sort in ("WEEKDAY", "WEEKDAYS")}
    for token in tokens:
        is_day = token.sort == "NUM" and not _counts_weeks(token, tokens)
        if is_day and all(char in DIGITS_ZH for char in token.text):
            days |= {DIGITS_ZH[char] - 1 for char in token.text if 1 <= DIGITS_ZH[char] <= 6}
    is_range = any(token.sort == "TO" for token in tokens) and len(days) == 2
    if is_range:
        days = set(range(min(days), max(days) + 1))
    weeks = 1 if any(token.sort == "WEEK" for token in tokens) and _interval(tokens) == 1 else 0
    counted = [
        token for token in tokens if token.sort in ("EVERY",) or _counts_weeks(token, tokens)
    ]
    return Recurrence(Repeat.WEEKLY, max(_interval(counted), weeks, 1), tuple(sorted(days)))


def _counts_weeks(token: Token, tokens: Tokens) -> bool:
    place = tokens.index(token)
    return (
        token.sort == "NUM"
        and tokens[place + 1 : place + 2] != ()
        and any(after.sort in ("WEEK", "FORTNIGHT") for after in tokens[place + 1 : place + 2])
    )


def _weekend(tokens: Tokens) -> Recurrence:
    return Recurrence(Repeat.WEEKLY, _interval(tokens), (5,))


def _monthly_on(tokens: Tokens) -> Recurrence | None:
    day = number(tokens, "ORD") if number(tokens, "RI") is None else number(tokens, "NUM")
    counted = [t for t in tokens[:-2] if t.sort in ("EVERY", "NUM")]
    months = 3 if any(token.sort == "QUARTER" for token in tokens) else 1
    if day is None or not 1 <= day <= 31:
        return None
    return Recurrence(Repeat.MONTHLY, _interval(counted) * months, month_day=day)


def _monthly_edge(tokens: Tokens) -> Recurrence | None:
    edge = number(tokens, "EDGE") or 31
    unit = next(token.sort for token in tokens if token.sort in _UNITS)
    day = {31: -1, 1: 1, 15: 15, 10: 1, 20: 11, 30: 21, 25: 21}[edge]
    if unit == "WEEK":
        weekday = {31: 4, 1: 0, 15: 2}.get(edge)
        return None if weekday is None else Recurrence(Repeat.WEEKLY, 1, (weekday,))
    if unit == "NIAN":
        return Recurrence(Repeat.YEARLY, 1, month_day=day, month=12 if day == -1 else 1)
    if unit == "QUARTER":
        return Recurrence(Repeat.MONTHLY, 3, month_day=day, month_of_quarter=0 if day == -1 else 1)
    return Recurrence(Repeat.MONTHLY, 1, month_day=day)


def _monthly_nth(tokens: Tokens) -> Recurrence | None:
    which, weekday = number(tokens, "ORD"), number(tokens, "WEEKDAY")
    if weekday is None or (which is not None and which > 5):
        return None
    return Recurrence(Repeat.MONTHLY, 1, (weekday,), nth=-1 if which is None else which)


def _every_second_of_month(tokens: Tokens) -> Recurrence | None:
    """ "every second Tuesday of the month" is the second one, not every other."""
    weekday = number(tokens, "WEEKDAY")
    is_second = tokens[0].value == 2 and weekday is not None
    return Recurrence(Repeat.MONTHLY, 1, (weekday or 0,), nth=2) if is_second else None


def _monthly_day(tokens: Tokens) -> Recurrence | None:
    """ "every 1st": of the month."""
    day = number(tokens, "ORD") or 0
    return Recurrence(Repeat.MONTHLY, 1, month_day=day) if 1 <= day <= 31 else None


def _yearly_on(tokens: Tokens) -> Recurrence | None:
    numbers = [int(token.value) for token in tokens if token.sort in ("NUM", "ORD")]
    month = number(tokens, "MONTH") or numbers[0]
    if not (1 <= month <= 12 and numbers and 1 <= numbers[-1] <= 31):
        return None
    return Recurrence(Repeat.YEARLY, 1, month_day=numbers[-1], month=month)


def _yearly_in_month(tokens: Tokens) -> Recurrence | None:
    """每年12月, "every December": its first day."""
    month = number(tokens, "MONTH") or number(tokens, "NUM")
    fits = month is not None and 1 <= month <= 12
    return Recurrence(Repeat.YEARLY, 1, month_day=1, month=month) if fits else None


def _yearly_feast(tokens: Tokens) -> Recurrence | None:
    day = fixed_day(tokens[-1].name)
    return day and Recurrence(Repeat.YEARLY, 1, month=day[0], month_day=day[1])


def _periodic(tokens: Tokens) -> Recurrence:
    repeat, interval = _PERIODIC[int(tokens[0].value)]
    return Recurrence(repeat, interval)


def _periodic_weekday(tokens: Tokens) -> Recurrence | None:
    repeat, interval = _PERIODIC[int(number(tokens, "PERIODIC") or 1)]
    if repeat is not Repeat.WEEKLY:
        return None
    days = {int(token.value) for token in tokens if token.sort in ("WEEKDAY", "WEEKDAYS")}
    return Recurrence(repeat, interval, tuple(sorted(days)))


def _periodic_day(tokens: Tokens) -> Recurrence | None:
    repeat, interval = _PERIODIC[int(number(tokens, "PERIODIC") or 1)]
    day = number(tokens, "ORD", "NUM")
    if repeat is not Repeat.MONTHLY or day is None or not 1 <= day <= 31:
        return None
    return Recurrence(repeat, interval, month_day=day)


_UNIT = "(?:DAY|WEEK|FORTNIGHT|MONTHS|YUE|QUARTER|NIAN)"
_MORE_DAYS = "(?:(?:COMMA|AND|OR|TO|COMMA AND)? (?:ON|EVERY)? (?:WEEKDAY|WEEKDAYS|NUM(?!DIAN|OCLOCK|AMPM|RI|YUE)))"
REPEAT_RULES: list[Rule[Recurrence]] = [
    fixed_rule(
        "EVERY (?:YUE|MONTHS|NUM MONTHS|QUARTER) (?:OF|ON|THE)* (?:NUM RI|ORD DAY?)(?!WEEKDAY)",
        _monthly_on,
    ),
    fixed_rule("THE? ORD (?:DAY)? OF? (?:EVERY) MONTHS", _monthly_on),
    fixed_rule("ON? THE? ORD (?:DAY)? (?:OF|IN) (?:EVERY|THE EVERY) MONTHS", _monthly_on),
    fixed_rule("EVERY (?:YUE|MONTHS) (?:OF|ON|THE)* (?:ORD|NEXT) WEEKDAY", _monthly_nth),
    fixed_rule("(?:ON|THE|EVERY)* (?:ORD|NEXT) WEEKDAY (?:OF|IN) EVERY MONTHS", _monthly_nth),
    fixed_rule("EVERY (?:ORD|NEXT) WEEKDAY (?:OF|IN) (?:THE|EVERY) MONTHS", _monthly_nth),
    fixed_rule("(?:ORD|NEXT) WEEKDAY A MONTHS", _monthly_nth),
    fixed_rule("EVERY (?:WEEK|YUE|MONTHS|NIAN|QUARTER) OF? EDGE", _monthly_edge),
    fixed_rule("EDGE (?:OF|THE)* EVERY (?:WEEK|MONTHS|NIAN|QUARTER)", _monthly_edge),
    fixed_rule("EVERY (?:NIAN)? OF? NUM YUE OF? NUM RI", _yearly_on),
    fixed_rule("EVERY (?:NIAN (?:ON|THE)*)? MONTH THE? (?:ORD|NUM)", _yearly_on),
    fixed_rule("EVERY NIAN? OF? NUM YUE(?!NUM|EDGE)", _yearly_in_month),
    fixed_rule("EVERY (?:NIAN IN?)? MONTH(?!THE|ORD|NUM|EDGE)", _yearly_in_month),
    fixed_rule("EVERY (?:NIAN (?:ON|THE)*)? (?:ORD|NUM) OF? MONTH", _yearly_on),
    fixed_rule("EVERY (?:NIAN OF?)? FEAST", _yearly_feast),
    fixed_rule("EVERY WEEKDAY (?:OF|IN) (?:THE|EVERY)? MONTHS", _every_second_of_month),
    fixed_rule("EVERY EDGE (?:OF|THE)* (?:WEEK|MONTHS|NIAN|QUARTER)", _monthly_edge),
    fixed_rule("EVERY ORD(?=STOP|COMMA|AT|$)", _monthly_day),
    fixed_rule("EVERY WORKDAY", lambda _: Recurrence(Repeat.DAILY, 1, _WORKDAYS)),
    fixed_rule(
        "WORKDAY(?=PART|CLOCK|NUM DIAN|AT)", lambda _: Recurrence(Repeat.DAILY, 1, _WORKDAYS)
    ),
    fixed_rule("ON WORKDAY(?!AGO|LATER)", lambda _: Recurrence(Repeat.DAILY, 1, _WORKDAYS)),
    fixed_rule("EVERY WEEKEND", _weekend),
    fixed_rule(f"(?:EVERY|ON) WEEKDAYS {_MORE_DAYS}{{0,6}}", _every_weekday),
    fixed_rule(f"EVERY NUM? WEEK? (?:ON|OF|THE)* WEEKDAY {_MORE_DAYS}{{0,6}}", _every_weekday),
    fixed_rule(f"WEEKDAYS {_MORE_DAYS}{{0,6}}", _every_weekday),
    fixed_rule("WEEKDAY EVERY NUM? WEEK", _every_weekday),
    fixed_rule("EVERY WEEK (?:ON|EVERY) WEEKDAY", _every_weekday),
    fixed_rule(f"EVERY? (?:NUM|A|HALF)? {_UNIT} ONCE", _every_unit),
    fixed_rule(f"ONCE (?:EVERY|A|IN) (?:NUM|A|HALF)? {_UNIT}", _every_unit),
    fixed_rule(f"EVERY (?:NUM|HALF)? {_UNIT} ONCE?", _every_unit),
    fixed_rule(f"PERIODIC (?:ON|EVERY)* WEEKDAY {_MORE_DAYS}{{0,6}}", _periodic_weekday),
    fixed_rule("PERIODIC (?:ON|THE)* ORD", _periodic_day),
    fixed_rule("ON? THE? ORD PERIODIC", _periodic_day),
    fixed_rule("PERIODIC", _periodic),
]
