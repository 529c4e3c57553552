"""The buttons of reminders."""

from datetime import date
from enum import StrEnum

from handlers.kit.buttons import button


class Nap(StrEnum):
    """How long to leave a reminder alone."""

    HOUR = "h"
    EVENING = "e"
    TOMORROW = "t"
    WEEK = "w"


@button("rd")
class Done:
    """What the reminder asked for is done."""

    reminder_id: int


@button("rs")
class Snooze:
    """Ask for how long to leave it."""

    reminder_id: int


@button("rn")
class SnoozeFor:
    """Leave it for so long."""

    reminder_id: int
    nap: Nap


@button("rwa")
class UntilAnswer:
    """Leave it until the customer answers; ask until when at the latest."""

    reminder_id: int


@button("rba")
class AnswerBy:
    """Leave it until the customer answers, at the latest until this day."""

    reminder_id: int
    day: date


@button("rm")
class Reschedule:
    """Plan it for another time."""

    reminder_id: int


@button("rx")
class GiveUp:
    """Cancel the reminder."""

    reminder_id: int


@button("ra")
class AssignTo:
    """Say which customer the reminder is about."""

    reminder_id: int


@button("rt")
class RewordIt:
    """Change the text instead of the time."""


@button("rf")
class NextOn:
    """The next step after a reminder that is done: on this day."""

    reminder_id: int
    day: date


@button("rgv")
class GiveTo:
    """Say which colleague a reminder is for."""

    reminder_id: int
    member_id: int


class Whose(StrEnum):
    """Which reminders a list shows: the rep's own, or those that he set for colleagues."""

    OWN = "o"
    COLLEAGUES = "c"


@button("rl")
class ListReminders:
    """Show a page of the list; the first is 0."""

    page: int
    whose: Whose


@button("rlp")
class ShowProof:
    """Show what came due and what became of it."""


@button("rwd")
class GoAway:
    """Be away on other days."""


@button("rwb")
class Return:
    """Be there again, or not go at all."""


@button("rws")
class StandIn:
    """Let a colleague get the reminders meanwhile; 0 lets them wait."""

    member_id: int


@button("rcg")
class Greet:
    """Give a greeting for a contact's day."""

    occasion_id: int


@button("rch")
class GreetAll:
    """Give the greetings of a holiday."""

    holiday: str
