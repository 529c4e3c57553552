"""Stretches of time: "three weeks", 半个月, 一个半小时, "a couple of days"."""

from collections.abc import Sequence
from dataclasses import replace

from crm.understanding.dates.daycount import Length
from crm.understanding.dates.tokens import Token

UNIT = "(?:MINUTE|HOUR|DAY|WORKDAY|WEEK|FORTNIGHT|MONTHS|QUARTER|NIAN)"
ONE_LENGTH = (
    f"(?:KE|QHOUR|A {UNIT} OR NUM|(?:NUM|A) (?:TO|OR) NUM {UNIT}|(?:NUM|DOT|A|FEW|SOME|A FEW) (?:HALF|ANDHALF)? {UNIT} (?:HALF|ANDHALF)?"
    f"|NUM ANDHALF YUE|HALF A? {UNIT}|NUM ANDHALF? MONTHS)"
)
LENGTH = f"{ONE_LENGTH}(?:AND? {ONE_LENGTH}){{0,2}}"

_MONTHS = {"MONTHS": 1, "YUE": 1, "QUARTER": 3, "NIAN": 12}
_DAYS = {"DAY": 1, "RI": 1, "WEEK": 7, "FORTNIGHT": 14}
_MINUTES = {"MINUTE": 1, "HOUR": 60}
_VAGUE = ("FEW", "SOME", "TO", "OR")
_LONGEST = 5000  # of any unit; more is a number, not a date


def read_length(tokens: Sequence[Token]) -> Length | None:
    """The length that the tokens name, or None for one that no calendar has (2.5 working days)."""
    halves, total = 0, Length()
    for before, token in zip((None, *tokens), tokens, strict=False):
        if token.sort in ("NUM", "DOT"):
            halves = int(token.value * 2)
            if halves != token.value * 2:
                return None
        elif token.sort in ("KE", "QHOUR"):
            total = _sum(total, Length(minutes=int(token.value)))
        elif token.sort in ("A", "FEW", "SOME"):
            halves = halves or 2
        elif token.sort in ("HALF", "ANDHALF") and not (before and _is_unit(before)):
            halves += 1
        elif token.sort in ("HALF", "ANDHALF") or _is_unit(token):
            unit = token if _is_unit(token) or before is None else before
            added = _of(unit.sort, (halves or 2) if unit is token else 1)
            if added is None:
                return None
            total, halves = _sum(total, added), 0
    return replace(total, vague=any(token.sort in _VAGUE for token in tokens))


def _is_unit(token: Token) -> bool:
    return token.sort in _MONTHS or token.sort in _DAYS or token.sort in {*_MINUTES, "WORKDAY"}


def _of(sort: str, halves: int) -> Length | None:
    if halves > 2 * _LONGEST:
        return None
    if sort in _MINUTES:
        return Length(minutes=_MINUTES[sort] * halves // 2)
    if sort in _MONTHS:
        months, odd = divmod(_MONTHS[sort] * halves, 2)
        return Length(months=months, days=15 * odd)
    if halves % 2:
        return Length(minutes=720) if sort == "DAY" and halves == 1 else None
    if sort == "WORKDAY":
        return Length(workdays=halves // 2)
    return Length(days=_DAYS[sort] * halves // 2)


def _sum(a: Length, b: Length) -> Length:
    return Length(
        a.months + b.months, a.days + b.days, a.workdays + b.workdays, a.minutes + b.minutes
    )
