"""Reminders that ring: what is due goes into the outbox, each occurrence once.

The table is the truth. `take_due` notes each occurrence as a `Ring` that can exist only once, and writes its
message under a key that can exist only once: whoever wakes it, and however often, a reminder goes out once
per occurrence.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar, cast

import structlog
from sqlalchemy import select, update

from crm.absence import Absence, absences_of
from crm.calendars import calendars_of, rests_until
from crm.delivery import GONE
from crm.due_reminders import DueReminder, people_and_touches
from crm.duty import Duty
from crm.recurrence import is_on_working_days, next_occurrence
from crm.second_tellings import BUNDLE_LIMIT, BUNDLED_FROM, rules_for, tellings_at
from crm.working_days import WorkingDays
from storage.bulk import Values, among, insert_all
from storage.rings import Ring, RingState
from storage.schema import METADATA
from storage.tables import Customer, Member, Reminder, ReminderState, Row
from storage.work import Push, Work

log = structlog.get_logger()

R = TypeVar("R", bound=Row)

LOOK_EVERY = (
    0.5  # seconds; the wall clock is looked at, so that a sleep or a step of it costs no more
)
AT_ONCE = 500  # in one transaction: a reply waits no longer than that takes, some 50 ms
LATE_AFTER = timedelta(minutes=2)
LEFT = "the member has left"
NOT_SHOWN = "the message could not be made"
RINGS = METADATA.tables[Ring.__tablename__]
REMINDERS = METADATA.tables[Reminder.__tablename__]
# A sweep may read thousands: rows with the columns that it needs, and no objects that are tracked.
READ = [column for column in REMINDERS.c if column.name not in ("state", "sent_at", "answered_at")]
TOLD = ("id", "name", "short_name", "grade", "owner_id")  # of a customer
HANDED_ON = (
    "member_id",
    "customer_id",
    "opportunity_id",
    "text",
    "zone",
    "asked_time",
    "rule_at",
    "created_by",
    "created_at",  # when the member set it: a leave that he told of later is later than all of its occurrences
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message that tells of reminders: the call's parameters as JSON, and what a reply to it is about."""

    payload: str
    about: str | None


Show = Callable[[Sequence[DueReminder], datetime], Message]


@dataclass(slots=True)
class Sweep:
    """What is to be written for the reminders that were looked at."""

    now: datetime
    pushes: list[Push] = field(default_factory=list)
    told: list[list[DueReminder]] = field(default_factory=list)  # beside each push
    vain: list[tuple[DueReminder, str]] = field(default_factory=list)
    waiting: list[tuple[Reminder, datetime]] = field(default_factory=list)


def ringing(show: Show) -> Duty:
    """Return the duty that lets reminders ring: `show` makes what the member reads of one, or of several."""
    take = partial(take_due, show=show, limit=AT_ONCE)
    return Duty("reminders", LOOK_EVERY, has_due, take, at_once=AT_ONCE)


def has_due(work: Work) -> bool:
    """Say whether any reminder is due."""
    due = (Reminder.state == ReminderState.PLANNED) & (Reminder.due_at <= work.now)
    return work.session.scalar(select(Reminder.id).where(due).limit(1)) is not None


def take_due(work: Work, show: Show, limit: int = AT_ONCE) -> int:
    """Put every reminder that is due into the outbox and return how many rows were looked at.

    One without a time of its own waits for the end of the member's quiet hours and rest days; those of a
    member on leave go to his stand-in, or wait. Several without a time of their own go as one message. What
    cannot be delivered, or whose message cannot be made, becomes undeliverable with the reason, so that it
    keeps no other from ringing.
    """
    due = _due(work, limit)
    sweep = Sweep(work.now)
    ringing = list(_awake(work, due, sweep))
    for group in _together(ringing):
        _tell(sweep, group, show)
    _write(work, sweep)
    _plan_next_occurrences(work, [one for one in due if one.reminder.rrule], sweep)
    return len(due)


def reminder_key(reminder: Reminder) -> str:
    """Return the outbox key that lets one occurrence of a reminder out once."""
    return f"reminder:{reminder.id}:{reminder.occurrence}"


def _due(work: Work, limit: int) -> list[DueReminder]:
    wanted = (
        select(*READ)
        .where(REMINDERS.c.state == ReminderState.PLANNED, REMINDERS.c.due_at <= work.now)
        .order_by(REMINDERS.c.due_at, REMINDERS.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    reminders = cast("Sequence[Reminder]", work.connection.execute(wanted).all())
    members = _by_id(work, Member, {one.member_id for one in reminders})
    about = {one.customer_id for one in reminders if one.customer_id}
    customers = _by_id(work, Customer, about, TOLD)
    contacts, touches = people_and_touches(work, sorted(customers))
    setters = _setters(work, reminders)
    return [
        DueReminder(
            one,
            members[one.member_id],
            customers.get(one.customer_id or 0),
            contacts.get(one.customer_id or 0),
            touches.get(one.customer_id or 0),
            is_late=work.now - one.due_at > LATE_AFTER,
            set_by=setters.get(one.created_by or 0) if _is_set_for(one) else None,
        )
        for one in reminders
    ]


def _by_id(work: Work, kind: type[R], ids: set[int], names: Sequence[str] = ()) -> dict[int, R]:
    """Return rows by their ids, as they are in the database: whole, or with some columns."""
    if not ids:
        return {}
    table = METADATA.tables[kind.__tablename__]
    columns = [table.c[name] for name in names or table.c.keys()]
    wanted = select(*columns).where(among(work.connection, table.c.id, sorted(ids)))
    return {row.id: cast("R", row) for row in work.connection.execute(wanted)}


def _setters(work: Work, reminders: Iterable[Reminder]) -> dict[int, str]:
    """Return the names of the colleagues who set reminders for others, by their ids."""
    ids = {reminder.created_by for reminder in reminders if _is_set_for(reminder)}
    if not ids:
        return {}
    names = work.connection.execute(select(Member.id, Member.name).where(Member.id.in_(ids)))
    return {row.id: row.name for row in names}


def _is_set_for(reminder: Reminder) -> bool:
    return reminder.created_by not in (None, reminder.member_id)


def _awake(work: Work, due: Sequence[DueReminder], sweep: Sweep) -> Iterator[DueReminder]:
    """Yield the reminders that ring now, each to whoever is there; note in the sweep what becomes of the others."""
    calendars = _calendars(work, due)
    absences = absences_of(work, {one.member.id: one.member for one in due})
    for one in due:
        receiver, until = _receiver(one, absences.get(one.member.id))
        if until is not None:
            sweep.waiting.append((one.reminder, until))
            continue
        if receiver is not one.member:
            one = one.handed_to(receiver)  # noqa: PLW2901  the same reminder, to his stand-in
        if receiver.deactivated_at or receiver.unreachable_at:
            sweep.vain.append((one, LEFT if receiver.deactivated_at else GONE))
            continue
        until = None
        if not one.reminder.asked_time:
            until = rests_until(receiver, work.now, calendars.get(receiver.team_id))
        if until is not None:
            sweep.waiting.append((one.reminder, until))
        else:
            yield one


def _receiver(due: DueReminder, absence: Absence | None) -> tuple[Member, datetime | None]:
    """Return whom a reminder goes to, or until when it waits for a member on leave."""
    if absence is None or absence.was_set_since(due.reminder):
        return due.member, None
    if absence.stand_in is not None:
        return absence.stand_in, None
    return due.member, absence.back_at


def _calendars(work: Work, due: Iterable[DueReminder]) -> dict[int, WorkingDays]:
    teams = {
        one.member.team_id
        for one in due
        if one.member.rest_days or is_on_working_days(one.reminder.rrule)
    }
    return calendars_of(work, teams) if teams else {}


def _together(due: Iterable[DueReminder]) -> Iterator[list[DueReminder]]:
    """Yield what is told in one message each: a time that was asked for rings by itself."""
    loose: defaultdict[int, list[DueReminder]] = defaultdict(list)
    for one in due:
        if one.reminder.asked_time:
            yield [one]
        else:
            loose[one.member.id].append(one)
    for several in loose.values():
        if len(several) < BUNDLED_FROM:
            yield from ([one] for one in several)
            continue
        for first in range(0, len(several), BUNDLE_LIMIT):
            yield several[first : first + BUNDLE_LIMIT]


def _tell(sweep: Sweep, group: list[DueReminder], show: Show) -> None:
    first = group[0]
    try:
        message = show(group, sweep.now)
    except Exception as error:
        if len(group) > 1:
            for one in group:
                _tell(sweep, [one], show)
            return
        reminder_id = first.reminder.id
        log.error("reminder_failed", id=reminder_id, error=type(error).__name__, exc_info=error)
        sweep.vain.append((first, NOT_SHOWN))
        return
    key, chat_id = reminder_key(first.reminder), first.member.telegram_id
    sweep.pushes.append(Push(chat_id, "sendMessage", message.payload, key, message.about))
    sweep.told.append(group)


def _write(work: Work, sweep: Sweep) -> None:
    """Write messages, rings and states, many rows a statement."""
    outbox_ids = work.push_all(sweep.pushes)
    everybody = [one for group in sweep.told for one in group] + [one for one, _ in sweep.vain]
    rules = rules_for(work, everybody)
    rings: list[Values] = []
    for outbox_id, group in zip(outbox_ids, sweep.told, strict=True):
        for one in group:
            again = tellings_at(one, rules.get(one.member.team_id), work.now)
            rings.append(_ring(one, work.now, outbox_id=outbox_id, **again))
    told = [ring["reminder_id"] for ring in rings]
    for one, why in sweep.vain:
        later = tellings_at(one, rules.get(one.member.team_id), work.now)["escalate_at"]
        vain = {"state": RingState.UNDELIVERABLE, "reason": why, "escalate_at": later}
        rings.append(_ring(one, work.now, **vain))
    insert_all(work.connection, RINGS, rings)
    _set(work, told, state=ReminderState.DUE)
    lost = [one.reminder.id for one, _ in sweep.vain]
    _set(work, lost, state=ReminderState.UNDELIVERABLE)
    for reminder, until in sweep.waiting:
        _set(work, [reminder.id], due_at=until)


def _ring(due: DueReminder, now: datetime, **values: Any) -> Values:
    return {
        "reminder_id": due.reminder.id,
        "occurrence": due.reminder.occurrence,
        "member_id": due.member.id,
        "due_at": due.reminder.due_at,
        "rang_at": now,
        "outbox_id": None,
        "state": RingState.DUE,
        "reason": None,
        "nudge_at": None,
        "escalate_at": None,
        **values,
    }


def _set(work: Work, reminder_ids: Sequence[int], **values: Any) -> None:
    if reminder_ids:
        theirs = among(work.connection, REMINDERS.c.id, reminder_ids)
        work.connection.execute(update(REMINDERS).where(theirs).values(values))


def _plan_next_occurrences(work: Work, due: Sequence[DueReminder], sweep: Sweep) -> None:
    """Hand each rule on to a reminder of its own, so that each occurrence is answered by itself."""
    waiting = {reminder.id for reminder, _ in sweep.waiting}
    rang = [one for one in due if one.reminder.id not in waiting]
    calendars = _calendars(work, rang)
    following: list[Values] = []
    for one in rang:
        reminder = one.reminder
        if reminder.rrule is None or reminder.rule_on is None or reminder.rule_at is None:
            continue
        found = next_occurrence(
            reminder.rrule,
            reminder.rule_on,
            reminder.rule_at,
            reminder.zone,
            work.now,
            calendars.get(one.member.team_id),
        )
        if found is not None:
            values = {name: getattr(reminder, name) for name in HANDED_ON}
            values |= {"due_at": found.at, "rrule": found.rule, "rule_on": found.day}
            following.append(values | {"state": ReminderState.PLANNED, "occurrence": 1})
    insert_all(work.connection, REMINDERS, following)
    _set(work, [one.reminder.id for one in rang], rrule=None)
