"""Rules that name a time of day: 三点半, 15:30, 3.30pm, half past three, quarter to 5, at 3."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.understanding.dates.grammar import Rule, fixed_rule, number
from crm.understanding.dates.tokens import Token

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as said: `exact` on the 24-hour clock, otherwise morning or afternoon is open.

    `hour` 24 is midnight at the end of the day. `rough` is 两三点: one of two hours. `same` is
    the minute at which the message was sent.
    """

    hour: int
    minute: int
    exact: bool
    rough: bool = False
    same: bool = False


def clock(hour: int | None, minute: int | None = 0, half_day: int | None = None) -> Clock | None:
    """A clock time, with am as 0 and pm as 12; None for hours and minutes that no clock shows."""
    if hour is None or minute is None or not (0 <= hour <= 24 and 0 <= minute <= 59):
        return None
    if half_day is None or hour > 12:
        return Clock(hour, minute, exact=hour > 12 or hour == 0)
    return Clock(hour % 12 + half_day, minute, exact=True)


def _digital(tokens: Tokens) -> Clock | None:
    said = next(token for token in tokens if token.sort == "CLOCK")
    hour, minute = said.parts[:2]
    found = clock(hour, minute, number(tokens, "AMPM"))
    padded = said.text.startswith("0")
    return Clock(found.hour, found.minute, exact=True) if found and padded else found


def _hour(tokens: Tokens) -> Clock | None:
    hour, minute, half_day = number(tokens, "NUM") or 0, 0, number(tokens, "AMPM")
    if hour >= 100 and half_day is not None:  # 1030 am
        hour, minute = divmod(hour, 100)
    return clock(hour, minute, half_day)


def _hour_sign(tokens: Tokens) -> Clock | None:
    """ "Thursday 14h": no length, with a day beside it."""
    return _hour(tokens[:1]) if tokens[1].text == "h" else None


def _decimal(tokens: Tokens) -> Clock | None:
    token = next(token for token in tokens if token.sort == "DOT")
    if len(token.text.split(".")[1]) != 2:
        return None
    hour, minute = token.parts
    return clock(hour, minute, number(tokens, "AMPM"))


def _round_decimal(tokens: Tokens) -> Clock | None:
    """ "8.30 Friday"."""
    found = _decimal(tokens)
    return found if found and found.minute % 5 == 0 else None


def _decimal_in_part(tokens: Tokens) -> Clock | None:
    """下午5.30."""
    found = _decimal(tokens)
    afternoon = tokens[0].value > 12 and found is not None and found.hour < 12
    return Clock(found.hour + 12, found.minute, exact=True) if found and afternoon else found


def _two_numbers(tokens: Tokens) -> Clock | None:
    """Words for hour and minutes: "ten thirty", "march eighteenth nine thirty"."""
    hour, minute = [int(token.value) for token in tokens if token.sort == "NUM"]
    wordy = all(
        token.text.isalpha() or "-" in token.text or " " in token.text
        for token in tokens
        if token.sort == "NUM"
    )
    return clock(hour, minute, number(tokens, "AMPM")) if wordy and minute else None


def _chinese(tokens: Tokens) -> Clock | None:
    numbers = [int(token.value) for token in tokens if token.sort == "NUM"]
    if (
        len(numbers) > 1
        and numbers[1] < 10
        and not any(t.sort == "FEN" or t.text[0] in "零0" for t in tokens[2:])
    ):
        return None  # 3点5个人: no minutes
    minute = numbers[1] if len(numbers) > 1 else number(tokens, "KE") or 0
    if any(token.sort == "HALF" for token in tokens):
        minute = 30
    return clock(numbers[0], minute)


def _rough(tokens: Tokens) -> Clock:
    """下午三四点."""
    return Clock(int(tokens[0].value), 0, exact=False, rough=True)


def _past(tokens: Tokens) -> Clock | None:
    half = next((token for token in tokens if token.sort == "HALFPAST"), None)
    numbers = [int(token.value) for token in tokens if token.sort == "NUM"]
    minutes = int(half.value) if half else numbers[0]
    found = clock(numbers[-1], 0, number(tokens, "AMPM"))
    if found is None:
        return None
    total = (found.hour * 60 + minutes) % (24 * 60)
    return Clock(total // 60, total % 60, found.exact)


def _to(tokens: Tokens) -> Clock | None:
    """ "three minutes to eight"."""
    minutes, hour = [int(token.value) for token in tokens if token.sort == "NUM"]
    found = clock(hour, 0, number(tokens, "AMPM"))
    if found is None or not 0 < minutes < 60:
        return None
    total = (found.hour * 60 - minutes) % (24 * 60)
    return Clock(total // 60, total % 60, found.exact)


def _less(tokens: Tokens) -> Clock | None:
    """差一刻三点, 差五分三点."""
    numbers = [int(token.value) for token in tokens if token.sort == "NUM"]
    minutes = number(tokens, "KE") or numbers[0]
    total = numbers[-1] * 60 - minutes
    return clock(total // 60, total % 60) if total > 0 else None


def _military(tokens: Tokens) -> Clock | None:
    """ "at 1545", "tomorrow 0830": four digits of the 24-hour clock."""
    token = next(token for token in tokens if token.sort in ("NUM", "YEAR"))
    hour, minute = divmod(int(token.value), 100)
    fits = len(token.text) == 4 and token.text.isdecimal() and hour < 24 and minute < 60
    return Clock(hour, minute, exact=True) if fits else None


def _loose_military(tokens: Tokens) -> Clock | None:
    """Without "at" only what no quantity looks like: 0830, 1545, not 1500 or 1240 of something."""
    return _military(tokens) if tokens[0].value % 5 == 0 else None


def _minutes_to(tokens: Tokens) -> Clock | None:
    """ "at ten to five", "20 to 3": minutes before the hour, never with a dash."""
    minutes, hour = [int(token.value) for token in tokens if token.sort == "NUM"]
    said = next(token for token in tokens if token.sort == "TO")
    if minutes not in (5, 10, 20, 25) or said.text not in ("to", "till") or hour > 12:
        return None
    return _to(tokens)


def _spelt_minutes_to(tokens: Tokens) -> Clock | None:
    """ "ten to five ring the depot": in words; the guards want it to open its clause."""
    return _minutes_to(tokens) if all(token.text.isalpha() for token in tokens) else None


def _half_hour(tokens: Tokens) -> Clock | None:
    """British "at half two": 2:30."""
    return clock(number(tokens, "NUM"), 30)


def _spelt_half(tokens: Tokens) -> Clock | None:
    """ "Thurs 10th, half two, cash & carry": in words, it may stand alone."""
    return _half_hour(tokens) if all(token.text.isalpha() for token in tokens) else None


def _from_to(tokens: Tokens) -> Clock | None:
    """The start of "2 to 4pm", "10-11am", 3到5点: it takes the half of the day from the end."""
    first, last = [int(token.value) for token in tokens if token.sort == "NUM"][:2]
    half_day = number(tokens, "AMPM")
    if half_day is not None and first > last and last != 12:
        half_day = 0  # "11 to 1pm" starts before noon
    return clock(first, 0, half_day)


_SAME = Clock(0, 0, exact=True, same=True)
CLOCK_RULES: list[Rule[Clock]] = [
    fixed_rule("AT? (?:GLUE|LASTING)? CLOCK AMPM?", _digital),
    fixed_rule("AT? (?:FROM|BETWEEN)? NUM (?:TO|AND) NUM AMPM", _from_to),
    fixed_rule("BETWEEN NUM AND NUM(?!DAY|WEEK|MONTHS|HOUR|MINUTE|NIAN|YUE|RI)", _from_to),
    fixed_rule("NUM TO NUM DIAN", _from_to),
    fixed_rule("SOME DIAN", _rough),
    fixed_rule("PART DOT", _decimal_in_part),
    fixed_rule("SAMETIME", lambda tokens: _SAME if tokens[0].value else None),
    fixed_rule("HALF NUM(?=WEEKDAY|DAYWORD|ON WEEKDAY|NEXT WEEKDAY)", _half_hour),
    fixed_rule(
        "AT (?:GLUE|LASTING)? (?:NUM|YEAR)(?!DAY|WEEK|MONTHS|HOUR|MINUTE|NIAN|OTHER)", _military
    ),
    fixed_rule("AT (?:GLUE|LASTING)? NUM TO NUM AMPM?", _minutes_to),
    fixed_rule("AT? (?:GLUE|LASTING)? HALFPAST NUM OCLOCK? AMPM?", _past),
    fixed_rule("AT? NUM MINUTE? PAST NUM OCLOCK? AMPM?", _past),
    fixed_rule("LESS (?:NUM FEN|KE) NUM DIAN", _less),
    fixed_rule("NUM DIAN (?:LESS (?:NUM FEN|KE))", _less),
    fixed_rule("NUM DIAN HALF(?!DAY|MONTHS|HOUR|NIAN)", _chinese),
    fixed_rule("NUM DIAN (?:GLUE|LASTING)? KE", _chinese),
    fixed_rule("NUM DIAN NUM FEN", _chinese),
    fixed_rule("NUM DIAN NUM(?!DIAN|DAY|WEEK|MONTHS|HOUR|MINUTE|NIAN|YUE|RI)", _chinese),
    fixed_rule("NUM DIAN", _chinese),
    fixed_rule("AT? (?:GLUE|LASTING)? DOT AMPM", _decimal),
    fixed_rule("AT DOT(?!OTHER)", _decimal),
    fixed_rule("DOT(?=ON? (?:NEXT|COMING)? (?:WEEKDAY|DAYWORD))", _round_decimal),
    fixed_rule("AT? (?:GLUE|LASTING)? NUM NUM AMPM", _two_numbers),
    fixed_rule("AT? (?:GLUE|LASTING)? NUM ISH? OCLOCK? AMPM", _hour),
    fixed_rule("AT? (?:GLUE|LASTING)? NUM OCLOCK", _hour),
    fixed_rule(
        "(?:AT|(?:GLUE|LASTING)) (?:GLUE|LASTING)? NUM NUM(?!DAY|WEEK|MONTHS|HOUR|MINUTE|NIAN)",
        _two_numbers,
    ),
    fixed_rule("AT? (?:GLUE|LASTING)? NUM ISH", _hour),
    fixed_rule("NUM(?=DAYWORD|TONIGHT)", _hour),
    fixed_rule("NUM(?=SLASH|(?:ON|NEXT)* WEEKDAY)", _loose_military),
    fixed_rule("NUM TO NUM(?=COMMA? OTHER)", _spelt_minutes_to),
    fixed_rule("HALF NUM(?=STOP|COMMA|$)", _spelt_half),
    fixed_rule("GLUE NUM(?=DAYWORD|TONIGHT|NEXT WEEKDAY|ON WEEKDAY|WEEKDAY|IN THE PART)", _hour),
    fixed_rule("LASTING NUM(?=DAYWORD|TONIGHT)", _hour),
    fixed_rule("AT (?:GLUE|LASTING)? NUM(?!DAY|WEEK|MONTHS|HOUR|MINUTE|NIAN|NUM|PART)", _hour),
    fixed_rule("AT (?:GLUE|LASTING)? NUM(?=PART)", _hour),
    fixed_rule("AT HALF NUM(?!DAY|WEEK|MONTHS|HOUR|MINUTE|NIAN)", _half_hour),
    fixed_rule("NUM MINUTE TO NUM AMPM?", _to),
    fixed_rule("AT? NUM TO NUM(?=NEXT? PART|IN THE PART|TONIGHT)", _minutes_to),
    fixed_rule("(?:(?:GLUE|LASTING)|AT)? NUM(?=IN THE? PART)", _hour),
    fixed_rule("MIDNIGHT", lambda _: Clock(24, 0, exact=True)),
]
_CLAUSE_ENDS = "(?=STOP|COMMA|TO OTHER|OR (?:ON|NEXT)* WEEKDAY|OR DAYWORD|$)"
# Hours only where a day stands beside them.
LOOSE_CLOCK_RULES: list[Rule[Clock]] = [
    fixed_rule("FROM NUM TO NUM(?!DAY|WEEK|MONTHS|HOUR|MINUTE|NIAN|YUE|RI|OTHER)", _from_to),
    fixed_rule(f"NUM HOUR {_CLAUSE_ENDS}", _hour_sign),
    fixed_rule(f"NUM NUM {_CLAUSE_ENDS}", _two_numbers),
    fixed_rule(f"NUM {_CLAUSE_ENDS}", _loose_military),
    fixed_rule("NUM TO NUM AMPM?", _minutes_to),
    fixed_rule(f"DOT {_CLAUSE_ENDS}", _decimal),
    fixed_rule("DOT(?=OTHER)", _round_decimal),
    fixed_rule(f"HALF NUM {_CLAUSE_ENDS}", _half_hour),
    fixed_rule(f"(?:GLUE|LASTING) NUM {_CLAUSE_ENDS}", _hour),
    fixed_rule(f"(?:BEFORE|AFTER|UNTIL)? NUM {_CLAUSE_ENDS}", _hour),
]
