"""Rules that name days within months, quarters and years: 每月1号和15号, the last Friday of each month, every 8 March."""

from collections.abc import Sequence

from crm.understanding.dates.feasts import fixed_day
from crm.understanding.dates.grammar import Rule, fixed_rule, has, number
from crm.understanding.dates.moments import Repeat
from crm.understanding.dates.repeats import Recurrence
from crm.understanding.dates.tokens import Token

Tokens = Sequence[Token]
_QUARTER = 3  # months
_MOST_NTH = 5
_LAST_DAY = 31
_EDGES = {31: -1, 1: 1, 15: 15, 10: 1, 20: 11, 30: 21, 25: 21}
_WEEKDAY_OF_EDGE = {31: 4, 1: 0, 15: 2}
_PERIODS = {30: 1, 90: _QUARTER}  # months of "monthly" and "quarterly"


def _days(tokens: Tokens) -> tuple[int, ...]:
    """The days of the month that are named, the lowest first; empty where one is no day."""
    named = sorted({int(token.value) for token in tokens if token.sort in ("NUM", "ORD")})
    return tuple(named) if named and named[0] >= 1 and named[-1] <= _LAST_DAY else ()


def _on_days(tokens: Tokens) -> Recurrence | None:
    """每月1号和15号, "the 1st and 15th of each month", 每3个月的5号, 每季度第一天."""
    unit = next(place for place, token in enumerate(tokens) if token.sort in _LENGTHS)
    counts = unit and tokens[unit - 1].sort == "NUM" and tokens[0].sort == "EVERY"
    interval = int(tokens[unit - 1].value) if counts else number(tokens, "EVERY") or 1
    days = _days(tokens[unit:] if tokens[0].sort == "EVERY" else tokens[:unit])
    interval *= _LENGTHS[tokens[unit].sort]
    if not days or not 1 <= interval <= 1000:
        return None
    first = 1 if tokens[unit].sort == "QUARTER" else None
    return Recurrence(Repeat.MONTHLY, interval, month_days=days, month_of_quarter=first)


_LENGTHS = {"MONTHS": 1, "YUE": 1, "QUARTER": _QUARTER}


def _every_days(tokens: Tokens) -> Recurrence | None:
    """ "every 1st", "every 1st and 15th": of the month."""
    days = _days(tokens)
    return Recurrence(Repeat.MONTHLY, 1, month_days=days) if days else None


def _periodic_days(tokens: Tokens) -> Recurrence | None:
    """ "monthly on the 5th"."""
    months, days = _PERIODS.get(number(tokens, "PERIODIC") or 0), _days(tokens)
    return Recurrence(Repeat.MONTHLY, months, month_days=days) if months and days else None


def _edge(tokens: Tokens) -> Recurrence | None:
    """每月底, "the end of each quarter", 每年年底, 每周末尾."""
    edge = number(tokens, "EDGE") or 31
    unit = next(token.sort for token in tokens if token.sort in (*_LENGTHS, "WEEK", "NIAN"))
    day = _EDGES.get(edge)
    if unit == "WEEK":
        weekday = _WEEKDAY_OF_EDGE.get(edge)
        return None if weekday is None else Recurrence(Repeat.WEEKLY, 1, (weekday,))
    if day is None:
        return None
    if unit == "NIAN":
        month = 12 if day == -1 else 1
        return Recurrence(Repeat.YEARLY, 1, month_days=(day,), month=month)
    if unit == "QUARTER":
        month = 0 if day == -1 else 1
        return Recurrence(Repeat.MONTHLY, _QUARTER, month_days=(day,), month_of_quarter=month)
    return Recurrence(Repeat.MONTHLY, 1, month_days=(day,))


def _nth(tokens: Tokens) -> Recurrence | None:
    """每月第二个和第四个周三, "the last Friday of every month", "the first working day of each month"."""
    which = tuple(int(token.value) for token in tokens if token.sort in ("ORD", "NEXT"))
    weekday = number(tokens, "WEEKDAY")
    if has(tokens, "WORKDAY"):
        fits = len(which) == 1 and 0 < abs(which[0]) <= _LAST_DAY
        return Recurrence(Repeat.MONTHLY, 1, worked=which[0]) if fits else None
    if weekday is None or not which or not all(-2 <= each <= _MOST_NTH for each in which):
        return None
    return Recurrence(Repeat.MONTHLY, 1, (weekday,), nth=which)


def _every_second(tokens: Tokens) -> Recurrence | None:
    """ "every second Tuesday of the month" is the second one, not every other."""
    weekday = number(tokens, "WEEKDAY")
    is_second = tokens[0].value == 2 and weekday is not None
    return Recurrence(Repeat.MONTHLY, 1, (weekday or 0,), nth=(2,)) if is_second else None


def _yearly_on(tokens: Tokens) -> Recurrence | None:
    numbers = [int(token.value) for token in tokens if token.sort in ("NUM", "ORD")]
    month = number(tokens, "MONTH") or numbers[0]
    if not (1 <= month <= 12 and numbers and 1 <= numbers[-1] <= _LAST_DAY):
        return None
    return Recurrence(Repeat.YEARLY, 1, month_days=(numbers[-1],), month=month)


def _yearly_in_month(tokens: Tokens) -> Recurrence | None:
    """每年12月, "every December": its first day."""
    month = number(tokens, "MONTH") or number(tokens, "NUM")
    fits = month is not None and 1 <= month <= 12
    return Recurrence(Repeat.YEARLY, 1, month_days=(1,), month=month) if fits else None


def _yearly_feast(tokens: Tokens) -> Recurrence:
    """每年元旦, every Thanksgiving, 每年春节."""
    day = fixed_day(tokens[-1].name)
    if day is None:
        return Recurrence(Repeat.YEARLY, feast=tokens[-1].name)
    return Recurrence(Repeat.YEARLY, 1, month=day[0], month_days=(day[1],))


_AND = "(?:COMMA AND|COMMA|AND|OR)"
_MONTH = "(?:YUE|MONTHS|NUM MONTHS|QUARTER)"
_DAYS_ZH = f"(?:NUM RI? {_AND}? ){{0,6}}NUM RI"
_DAYS_EN = f"ORD DAY?(?: {_AND}? (?:ON|THE)* ORD DAY?){{0,6}}"
_NTHS = "(?:ORD|NEXT)(?: AND THE? (?:ORD|NEXT)){0,2}"
_A_DAY = "(?:WEEKDAY|WORKDAY)"
MONTHLY_RULES: list[Rule[Recurrence]] = [
    fixed_rule(f"EVERY (?:YUE|MONTHS) (?:OF|ON|THE)* {_NTHS} {_A_DAY}", _nth),
    fixed_rule(f"(?:ON|THE|EVERY)* {_NTHS} {_A_DAY} (?:OF|IN) EVERY MONTHS", _nth),
    fixed_rule(f"EVERY {_NTHS} {_A_DAY} (?:OF|IN) (?:THE|EVERY) MONTHS", _nth),
    fixed_rule(f"{_NTHS} {_A_DAY} A MONTHS", _nth),
    fixed_rule(f"EVERY {_MONTH} (?:OF|ON|THE)* {_DAYS_ZH}", _on_days),
    fixed_rule(f"EVERY {_MONTH} (?:OF|ON|THE)* {_DAYS_EN}(?!WEEKDAY|WORKDAY)", _on_days),
    fixed_rule(f"ON? THE? {_DAYS_EN} (?:OF|IN)? THE? EVERY (?:MONTHS|QUARTER)", _on_days),
    fixed_rule("EVERY (?:WEEK|YUE+|MONTHS YUE?|NIAN+|QUARTER+) OF? EDGE", _edge),
    fixed_rule("EDGE (?:OF|THE)* EVERY (?:WEEK|MONTHS|NIAN|QUARTER)", _edge),
    fixed_rule("EVERY (?:NIAN)? OF? NUM YUE OF? NUM RI", _yearly_on),
    fixed_rule("EVERY (?:NIAN COMMA? (?:ON|THE)*)? MONTH THE? (?:ORD|NUM)", _yearly_on),
    fixed_rule("EVERY NIAN? OF? NUM YUE(?!NUM|EDGE)", _yearly_in_month),
    fixed_rule("EVERY (?:NIAN IN?)? MONTH(?!THE|ORD|NUM|EDGE)", _yearly_in_month),
    fixed_rule("EVERY (?:NIAN COMMA? (?:ON|THE)*)? (?:ORD|NUM) OF? MONTH", _yearly_on),
    fixed_rule("EVERY (?:NIAN OF?)? FEAST", _yearly_feast),
    fixed_rule("EVERY WEEKDAY (?:OF|IN) (?:THE|EVERY)? MONTHS", _every_second),
    fixed_rule("EVERY EDGE (?:OF|THE)* (?:WEEK|MONTHS|NIAN|QUARTER)", _edge),
    fixed_rule(f"EVERY {_DAYS_EN} (?:OF|IN) (?:THE|EVERY|A)? MONTHS", _every_days),
    fixed_rule(f"EVERY {_DAYS_EN}(?=STOP|COMMA|AT|CLOCK|OTHER|$)", _every_days),
    fixed_rule(f"EVERY ORD {_AND} THE? ORD", _every_days),
    fixed_rule(f"PERIODIC (?:ON|THE)* {_DAYS_EN}", _periodic_days),
    fixed_rule(f"ON? THE? {_DAYS_EN} PERIODIC", _periodic_days),
]
