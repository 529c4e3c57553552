"""Which reminders a line means: "tomorrow's", 明天的, "all overdue ones", "the one about the rent", 给华信的."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select, true

from crm.instants import instant_of
from crm.policy import actor_of
from crm.reminder_list import own_reminders
from crm.understanding.dates.reading import read_times
from storage.tables import Customer, Reminder
from storage.work import Work

MOST = 500  # open reminders of one member that are looked through
SHORT = 4  # letters of a word that keeps its ending
MARKS = " .。!！?？,，"
ENDING = re.compile(r"(?:ing|ed|s)$")
EVERY = re.compile(r"\ball(?: of)?\b|所有的?|全部的?", re.IGNORECASE)
SMALL = re.compile(
    r"['’]s?\b|\b(?:my|the|of|for|on|about|due|open|that|which|are|is|with|to|at|one|ones)\b"
    r"|^(?:我|给|关于|跟|和|与|对|把|那|这|的)+|(?:的|那个|那条|这个|这条|那些|这些|要做|到期)+$",
    re.IGNORECASE,
)
OVERDUE = re.compile(
    r"(?:over|past )due|late|missed|unanswered|过期|逾期|超时|没处理|未处理", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Picked:
    """The actor's open reminders that words mean, what is due first in front; `is_every` where they mean all of them."""

    ids: Sequence[int]
    is_every: bool


def pick_reminders(work: Work, said: str, said_at: datetime) -> Picked:
    """Return the actor's open reminders that words mean: those of a day, what is overdue, or what words tell of.

    A day means everything on it.
    """
    is_every = EVERY.search(said) is not None
    words = _bare(EVERY.sub(" ", said))
    if not words:
        return Picked(_open(work, true()), is_every) if is_every else Picked((), False)
    if OVERDUE.fullmatch(words):
        return Picked(_open(work, Reminder.due_at < work.now), True)
    days = _days(words, said_at, actor_of(work).zone)
    if days is not None:
        first, last = days
        return Picked(_open(work, (Reminder.due_at >= first) & (Reminder.due_at < last)), True)
    return Picked(_told_of(work, words), is_every)


def _days(words: str, said_at: datetime, zone: str) -> tuple[datetime, datetime] | None:
    """Return the instants between which the days lie that words name and nothing else; none where they do not."""
    moments = read_times(words, said_at.astimezone(ZoneInfo(zone)))
    if len(moments) != 1:
        return None
    moment = moments[0]
    start, end = moment.span
    if moment.doubt or moment.at or moment.rrule or _bare(words[:start] + words[end:]):
        return None
    after = (moment.until or moment.day) + timedelta(days=1)
    return instant_of(moment.day, time.min, zone), instant_of(after, time.min, zone)


def _open(work: Work, which: ColumnElement[bool]) -> Sequence[int]:
    wanted = select(Reminder.id).where(own_reminders(work), which)
    return work.session.scalars(wanted.order_by(Reminder.due_at, Reminder.id).limit(MOST)).all()


def _told_of(work: Work, said: str) -> list[int]:
    """Return those in whose words, or in whose customer's name, all that was said is found."""
    wanted = [_stem(word) for word in said.casefold().split()]
    rows = work.session.execute(
        select(Reminder.id, Reminder.text, Customer.name)
        .outerjoin(Customer, Customer.id == Reminder.customer_id)
        .where(own_reminders(work))
        .order_by(Reminder.due_at, Reminder.id)
        .limit(MOST)
    )
    return [
        reminder_id
        for reminder_id, text, customer in rows
        if all(word in f"{text} {customer or ''}".casefold() for word in wanted)
    ]


def _bare(words: str) -> str:
    """Return words without the small ones that say nothing of which reminder is meant."""
    said = " ".join(words.split()).strip(MARKS)
    for _ in range(2):
        said = " ".join(SMALL.sub(" ", said).split()).strip(MARKS)
    return said


def _stem(word: str) -> str:
    return ENDING.sub("", word) if len(word) > SHORT else word
