"""Rules that name a recurrence: 每周一, every two weeks, Tuesdays and Thursdays, every working day."""

from collections.abc import Sequence

from crm.understanding.dates.grammar import Rule, fixed_rule, has, number
from crm.understanding.dates.moments import Doubt, Repeat
from crm.understanding.dates.monthly_rules import MONTHLY_RULES
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
_HALVES = {
    "NIAN": (Repeat.MONTHLY, 6),
    "MONTHS": (Repeat.DAILY, 15),
    "YUE": (Repeat.DAILY, 15),
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
        repeat, interval = _HALVES.get(sort, (repeat, 0))
    return Recurrence(repeat, interval) if 1 <= interval <= 1000 else None


def _every_weekday(tokens: Tokens) -> Recurrence:
    days = {int(token.value) for token in tokens if token.sort in ("WEEKDAY", "WEEKDAYS")}
    for token in tokens:
        is_day = token.sort in ("NUM", "SOME") and not _counts_weeks(token, tokens)
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


def _every_workday(tokens: Tokens) -> Recurrence | None:
    interval = _interval(tokens)
    return Recurrence(Repeat.DAILY, interval, _WORKDAYS) if interval <= 1000 else None


def _daily_in_week(tokens: Tokens) -> Recurrence | None:
    """ "daily from Monday to Friday"."""
    is_daily = has(tokens, "DAY") or number(tokens, "PERIODIC") == 1
    return _every_weekday(tokens) if is_daily else None


def _so_often(tokens: Tokens) -> Recurrence:
    """ "twice a week", 每周三次: on which days is to be asked."""
    repeat, interval = _UNITS[next(token.sort for token in tokens if token.sort in _UNITS)]
    return Recurrence(repeat, interval, doubt=Doubt.AMBIGUOUS)


def _periodic(tokens: Tokens) -> Recurrence:
    repeat, interval = _PERIODIC[int(tokens[0].value)]
    return Recurrence(repeat, interval)


def _periodic_weekday(tokens: Tokens) -> Recurrence | None:
    repeat, interval = _PERIODIC[int(number(tokens, "PERIODIC") or 1)]
    if repeat is not Repeat.WEEKLY:
        return None
    days = {int(token.value) for token in tokens if token.sort in ("WEEKDAY", "WEEKDAYS")}
    return Recurrence(repeat, interval, tuple(sorted(days)))


_UNIT = "(?:DAY|WEEK|FORTNIGHT|MONTHS|YUE|QUARTER|NIAN)"
_MORE_DAYS = "(?:(?:COMMA|AND|OR|TO|COMMA AND)? (?:ON|EVERY)? (?:WEEKDAY|WEEKDAYS|(?:NUM|SOME)(?!DIAN|OCLOCK|AMPM|RI|YUE|TIMES)))"
REPEAT_RULES: list[Rule[Recurrence]] = [
    *MONTHLY_RULES,
    fixed_rule("EVERY NUM? WORKDAY", _every_workday),
    fixed_rule("ON? WORKDAY EVERY DAY", lambda _: Recurrence(Repeat.DAILY, 1, _WORKDAYS)),
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
    fixed_rule("(?:PERIODIC|EVERY DAY) FROM? WEEKDAY TO WEEKDAY", _daily_in_week),
    fixed_rule(f"(?:NUM TIMES|TWICE) (?:A|EVERY) {_UNIT}", _so_often),
    fixed_rule(f"(?:EVERY|A|NUM) {_UNIT} NUM TIMES", _so_often),
    fixed_rule(f"EVERY? (?:NUM|A|HALF)? {_UNIT} ONCE", _every_unit),
    fixed_rule(f"ONCE (?:EVERY|A|IN) (?:NUM|A|HALF)? {_UNIT}", _every_unit),
    fixed_rule(f"EVERY (?:NUM|HALF)? {_UNIT} ONCE?", _every_unit),
    fixed_rule(
        f"PERIODIC (?:ON|EVERY)* (?:WEEKDAY|WEEKDAYS) {_MORE_DAYS}{{0,6}}", _periodic_weekday
    ),
    fixed_rule("PERIODIC", _periodic),
]
