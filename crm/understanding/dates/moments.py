"""A moment: one expression of time in a message, resolved where the member is."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Kind(StrEnum):
    """What sort of time an expression names."""

    POINT = "point"
    DEADLINE = "deadline"
    RECURRENCE = "recurrence"


class Repeat(StrEnum):
    """How often a recurrence comes round."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class Doubt(StrEnum):
    """Why a time must be asked about instead of saved."""

    AMBIGUOUS = "ambiguous"  # more than one reading, none of them the convention
    CONFLICT = "conflict"  # its parts disagree: "Friday, 5 December" on a Saturday
    IMPOSSIBLE = "impossible"  # no such day or hour: "31 November", "25点"
    PAST = "past"  # a next step that would lie in the past: "today at 8" said at 9:30
    VAGUE = "vague"  # a time is meant but none is named: "过几天", "in a few weeks"


@dataclass(frozen=True, slots=True)
class Moment:
    """One expression of time. Days and clock times are local to the member.

    `day` is the start (for a deadline the limit itself), `at` its clock time, None for all day.
    `until` is the last day of an interval ("next week"), `rrule` the body of an RFC 5545 rule.
    `back` is the same words read into the past, where they allow it ("Friday", "25号").
    `dated` tells whether the words name a day; "at 4" alone does not. `bounds` are where else in the text it is said
    when a recurrence begins and ends: "every Friday file expenses, until 31 March".
    """

    day: date
    at: time | None
    until: date | None
    kind: Kind
    repeat: Repeat | None
    rrule: str | None
    span: tuple[int, int]
    text: str
    doubt: Doubt | None
    back: date | None = None
    dated: bool = True
    bounds: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """The follow-up that a message sets: a moment, or none, or a doubt about `moment`.

    With a doubt, `moment` is the expression to ask about (its day may be a mere guess); None
    where the words name no day at all. `words` are what it came from.
    """

    moment: Moment | None
    doubt: Doubt | None
    words: str
