"""Read tokens into pieces: whole days, clock times, recurrences, lengths, and the glue between."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm.understanding.dates.clock_rules import CLOCK_RULES, Clock
from crm.understanding.dates.day_rules import CALENDAR_RULES
from crm.understanding.dates.daycount import Days, Length, moved, plus_days
from crm.understanding.dates.grammar import Grammar, rule, spelling_of
from crm.understanding.dates.guards import is_no_time
from crm.understanding.dates.lengths import LENGTH, read_length
from crm.understanding.dates.relative_rules import LENGTH_RULES, RELATIVE_RULES, WEEKDAY_RULE
from crm.understanding.dates.repeat_rules import REPEAT_RULES
from crm.understanding.dates.repeats import Recurrence
from crm.understanding.dates.tokens import Token


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an expression (sorts DAY, CLOCK, PART, SPAN, REPEAT, LENGTH) or a single token."""

    sort: str
    start: int
    end: int
    day: Days | None = None
    clock: Clock | None = None
    part: int | None = None
    repeat: Recurrence | None = None
    length: Length | None = None
    text: str = ""


_THIS_PART = Grammar(
    [rule("NEXT PART", lambda tokens: tokens if tokens[0].value in (0, -1) else None)]
)
_REPEATS = Grammar(REPEAT_RULES)
_LENGTHS = Grammar(LENGTH_RULES)
_DAYS = Grammar(
    [*RELATIVE_RULES[:1], *CALENDAR_RULES[:1], *RELATIVE_RULES[1:], *CALENDAR_RULES[1:]]
)
_CLOCKS = Grammar(CLOCK_RULES)
_BARE_LENGTHS = Grammar([rule(LENGTH, read_length)])


def read_pieces(tokens: Sequence[Token], folded: str, today: date) -> list[Piece]:
    """The pieces in text order; what a guard knows to be no time stays an OTHER."""
    spelling, pieces, place = spelling_of(tokens), [], 0
    while place < len(tokens):
        piece, end = _read_at(tokens, spelling, place, today)
        if piece.sort in _TIMES and is_no_time(piece.sort, tokens, place, end, folded):
            piece, end = _other(tokens[place]), place + 1
        if piece.sort == "AMPM" and pieces and pieces[-1].sort == "DAY":  # "tomorrow am"
            piece = replace(piece, sort="PART", part=15 if tokens[place].value else 9)
        pieces.append(piece)
        place = end
    return pieces


_TIMES = ("DAY", "CLOCK", "PART", "SPAN", "REPEAT", "LENGTH")


def _read_at(tokens: Sequence[Token], spelling: str, place: int, today: date) -> tuple[Piece, int]:
    token = tokens[place]
    if token.sort == "OTHER":
        return _other(token), place + 1
    if this := _THIS_PART.read(tokens, spelling, place):
        return _this_part(*this[0], today), this[1]
    if repeat := _REPEATS.read(tokens, spelling, place):
        return _piece("REPEAT", tokens, place, repeat[1], repeat=repeat[0]), repeat[1]
    if pointed := _LENGTHS.read(tokens, spelling, place):
        (length, sign), end = pointed
        return _pointed(length, sign, _piece("SPAN", tokens, place, end), today), end
    if day := _DAYS.read(tokens, spelling, place, today):
        return _piece("DAY", tokens, place, day[1], day=day[0]), day[1]
    if clock := _CLOCKS.read(tokens, spelling, place):
        return _piece("CLOCK", tokens, place, clock[1], clock=clock[0]), clock[1]
    if bare := _BARE_LENGTHS.read(tokens, spelling, place):
        return _piece("LENGTH", tokens, place, bare[1], length=bare[0]), bare[1]
    return _single(token, today), place + 1


def _single(token: Token, today: date) -> Piece:
    piece = Piece(token.sort, token.start, token.end, text=token.text)
    match token.sort:
        case "PART":
            return replace(piece, part=int(token.value))
        case "DAWN":
            return replace(piece, sort="PART", part=0)
        case "TONIGHT":
            return replace(piece, sort="DAY", day=Days(today, back=today), part=19)
        case "DAYBEFORE":
            return replace(piece, length=Length(days=int(token.value)))
    return piece


def _is_coarse(length: Length) -> bool:
    return length.months > 0 or (length.days > 0 and length.days % 7 == 0)


def _this_part(this: Token, part: Token, today: date) -> Piece:
    """ "this afternoon" and "last night"."""
    day = plus_days(today, int(this.value))
    return Piece("DAY", this.start, part.end, day=Days(day, back=day), part=int(part.value))


def _other(token: Token) -> Piece:
    return Piece("OTHER", token.start, token.end, text=token.text)


def _piece(sort: str, tokens: Sequence[Token], place: int, end: int, **found: object) -> Piece:
    start, last = tokens[place].start, tokens[end - 1].end
    return replace(Piece(sort, start, last), **found)  # type: ignore[arg-type]


def _pointed(length: Length, sign: int, piece: Piece, today: date) -> Piece:
    """A length from now: a day of its own, or for hours and minutes a SPAN to add to the minute."""
    if length.is_exact_time():
        signed = Length(sign * length.months, sign * length.days, 0, sign * length.minutes)
        within = Length(length.months, length.days, 0, length.minutes)
        return replace(
            piece, length=signed if sign else within, text="within" if sign == 0 else ""
        )
    day = moved(today, length, sign or 1)
    back = day if sign < 0 else None
    days = Days(day, back=back, limit=day if sign == 0 else None, coarse=_is_coarse(length))
    if length.vague:
        return replace(piece, sort="VAGUE" if sign >= 0 else "OTHER")
    return replace(piece, sort="DAY", day=days, text="within" if sign == 0 else "", part=None)


