"""Read tokens into pieces: whole days, clock times, recurrences, lengths, and the glue between."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from crm.understanding.dates.clock_rules import CLOCK_RULES, LOOSE_CLOCK_RULES, Clock
from crm.understanding.dates.date_rules import DATE_RULES, NTH_RULES
from crm.understanding.dates.daycount import Days, Length, moved, plus_days
from crm.understanding.dates.grammar import Grammar, rule, spelling_of
from crm.understanding.dates.guards import is_no_time
from crm.understanding.dates.lengths import LENGTH, read_length
from crm.understanding.dates.moments import Repeat
from crm.understanding.dates.period_rules import PERIOD_RULES
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
    number: int = 0


MOST_TIMES = 48  # pieces of one message that are read: no message of a rep has a tenth of it
_BESIDE = 40  # characters
_FOLLOWS_UP = re.compile(
    r"(?<![a-z])(?:f/?u|follow[ -]?up|(?:call|ring|check|circle|come|go|get|ping)[ -]back|back|chase(?: up)?|check[ -]?in|retry|try again|revisit|recontact)(?: (?!(?:call|mtg|meeting|took|for|within|by)\b)(?:with |w/ ?|on |to )?[a-z●■]+){0,2}:? \Z"
)
_TIMES = frozenset({"DAY", "CLOCK", "PART", "SPAN", "REPEAT", "LENGTH"})


def read_pieces(tokens: Sequence[Token], folded: str, today: date) -> list[Piece]:
    """The pieces in text order; what a guard knows to be no time stays an OTHER."""
    spelling, pieces, place, times = spelling_of(tokens), list[Piece](), 0, 0
    while place < len(tokens) and times < MOST_TIMES:
        piece, end = _read_at(tokens, spelling, place, today, folded)
        if piece.sort == "LENGTH" and piece.length and _counts_on(piece, tokens, end, folded):
            piece = _pointed((piece.length, 1), piece, today)
        if piece.sort == "AMPM" and pieces and pieces[-1].sort == "DAY":  # "tomorrow am"
            piece = replace(piece, sort="PART", part=15 if tokens[place].value else 9)
        pieces.append(piece)
        times += piece.sort in _TIMES
        place = end
    return pieces


def _read_at(
    tokens: Sequence[Token], spelling: str, place: int, today: date, folded: str
) -> tuple[Piece, int]:
    if tokens[place].sort == "OTHER":
        return _other(tokens[place]), place + 1
    is_refused = False
    for grammar, made in _READERS:
        read = grammar.read(tokens, spelling, place, today)
        if read is None:
            continue
        found, end = read
        piece = made(found, Piece("", tokens[place].start, tokens[end - 1].end), today)
        if piece.sort not in _TIMES or not is_no_time(piece.sort, tokens, place, end, folded):
            return piece, end
        is_refused = True
        if piece.sort != "DAY":  # what is no day may be an hour still: "Mon 8.30"
            break
    piece = _single(tokens[place], today)
    if is_refused or (
        piece.sort in _TIMES and is_no_time(piece.sort, tokens, place, place + 1, folded)
    ):
        piece = _other(tokens[place])
    return piece, place + 1


def _counts_on(piece: Piece, tokens: Sequence[Token], end: int, folded: str) -> bool:
    """Whether a bare length is the time until the next step: "f/u 1wk", "call Kestrel back 2 days"."""
    ends = end == len(tokens) or tokens[end].sort in ("STOP", "COMMA")
    before = folded[max(0, piece.start - _BESIDE) : piece.start]
    return ends and _FOLLOWS_UP.search(before) is not None


def _this_part(found: tuple[int, int], piece: Piece, today: date) -> Piece:
    """ "this afternoon" and "last night"."""
    day = plus_days(today, found[0])
    return replace(piece, sort="DAY", day=Days(day, back=day), part=found[1])


def _every_part(part: int, piece: Piece, _: date) -> Piece:
    """ "every night", 每晚."""
    return replace(piece, sort="REPEAT", repeat=Recurrence(Repeat.DAILY), part=part)


def _pointed(found: tuple[Length, int], piece: Piece, today: date) -> Piece:
    """A length from now: a day of its own, or for hours and minutes a SPAN to add to the minute."""
    length, sign = found
    text = "within" if sign == 0 else ""
    if length.is_exact_time():
        signed = Length(length.months, length.days, 0, length.minutes, length.vague)
        return replace(piece, sort="SPAN", length=_turned(signed, sign), text=text)
    if length.vague:
        return replace(piece, sort="VAGUE" if sign >= 0 else "OTHER")
    day = moved(today, length, sign or 1)
    limit = day if sign == 0 else None
    coarse = 30 if length.months else 7 if length.days > 0 == length.days % 7 else 0
    days = Days(day, limit=limit, back=day if sign < 0 else None, coarse=coarse)
    return replace(piece, sort="DAY", day=days, text=text)


def _turned(length: Length, sign: int) -> Length:
    if sign >= 0:
        return length
    return Length(-length.months, -length.days, 0, -length.minutes, length.vague)


def _single(token: Token, today: date) -> Piece:
    value = int(token.value) if token.sort == "NUM" else 0
    piece = Piece(token.sort, token.start, token.end, text=token.text, number=value)
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


def _other(token: Token) -> Piece:
    return Piece("OTHER", token.start, token.end, text=token.text)


def _part_of_this_day(tokens: Sequence[Token], _: date) -> tuple[int, int] | None:
    this, part = tokens
    return (int(this.value), int(part.value)) if this.value in (0, -1) else None


# What is read at each place, surest first, and the piece that comes of it.
_READERS: tuple[tuple[Grammar[Any], Callable[[Any, Piece, date], Piece]], ...] = (
    (Grammar([rule("NEXT PART", _part_of_this_day)]), _this_part),
    (Grammar([rule("EVERY PART", lambda tokens, _: int(tokens[1].value))]), _every_part),
    (Grammar(REPEAT_RULES), lambda found, piece, _: replace(piece, sort="REPEAT", repeat=found)),
    (Grammar(LENGTH_RULES), _pointed),
    (
        Grammar([*NTH_RULES, *RELATIVE_RULES, *DATE_RULES, *PERIOD_RULES, WEEKDAY_RULE]),
        lambda found, piece, _: replace(piece, sort="DAY", day=found),
    ),
    (Grammar(CLOCK_RULES), lambda found, piece, _: replace(piece, sort="CLOCK", clock=found)),
    (
        Grammar(LOOSE_CLOCK_RULES),
        lambda found, piece, _: replace(piece, sort="LOOSE", clock=found),
    ),
    (
        Grammar([rule(LENGTH, lambda tokens, _: read_length(tokens))]),
        lambda found, piece, _: replace(piece, sort="LENGTH", length=found),
    ),
)
