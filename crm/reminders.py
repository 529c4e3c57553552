"""Reminders: planned for a local time, due at an instant, answered by the rep; `crm/ringing.py` sends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import structlog
from sqlalchemy import func, select

from crm.errors import DueInPast, Empty, TextTooLong
from crm.instants import instant_of, local
from crm.policy import actor_of, customer_for, opportunity_for, reminder_for
from storage.tables import Contact, Customer, Interaction, Member, Reminder, ReminderState
from storage.work import Work

log = structlog.get_logger()

TEXT_LIMIT = 1000
OPEN = (ReminderState.PLANNED, ReminderState.SENT)
ANSWERED = (ReminderState.DONE, ReminderState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Due:
    """When a reminder is meant to ring: a local day, a time where one was asked for, a rule if it recurs.

    `rrule` is the body of an RFC 5545 recurrence rule: ``FREQ=WEEKLY;BYDAY=MO``.
    """

    day: date
    at: time | None = None
    rrule: str | None = None


@dataclass(frozen=True, slots=True)
class ReminderChanged:
    """A reminder after an act on it, with the customer that it is about.

    `undo` is none where the act came too late: the reminder had been answered, and stays as it is.
    """

    reminder: Reminder
    customer: Customer | None
    undo: int | None


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder to push now, with what the rep needs to act on it."""

    reminder: Reminder
    member: Member
    customer: Customer | None
    contact: Contact | None
    last_touch: Interaction | None
    is_late: bool


def set_reminder(
    work: Work,
    text: str,
    due: Due,
    customer_id: int | None = None,
    opportunity_id: int | None = None,
) -> ReminderChanged:
    """Plan a reminder for the actor; DueInPast, NotThere, TextTooLong as for every act."""
    customer = customer_for(work, customer_id) if customer_id else None
    if opportunity_id:
        opportunity = opportunity_for(work, opportunity_id)
        customer = customer_for(work, opportunity.customer_id)
    reminder = add_reminder(
        work,
        text=text,
        due=due,
        customer_id=customer.id if customer else None,
        opportunity_id=opportunity_id,
    )
    undo = work.close_entry("set_reminder", reminder.customer_id)
    return ReminderChanged(reminder, customer, undo)


def add_reminder(
    work: Work,
    *,
    text: str,
    due: Due,
    customer_id: int | None = None,
    opportunity_id: int | None = None,
    interaction_id: int | None = None,
) -> Reminder:
    """Insert a reminder row for the actor; for use-cases, which close the history entry."""
    actor = actor_of(work)
    _check_length(text)
    return work.add(
        Reminder(
            member_id=actor.id,
            customer_id=customer_id,
            opportunity_id=opportunity_id,
            interaction_id=interaction_id,
            text=text,
            due_at=due_instant(actor, due, work.now),
            zone=actor.zone,
            asked_time=due.at is not None,
            rrule=due.rrule,
            state=ReminderState.PLANNED,
            occurrence=1,
            created_at=work.now,
            created_by=actor.id,
        )
    )


def due_instant(member: Member, due: Due, now: datetime) -> datetime:
    """Return the instant at which a reminder for a member rings; DueInPast where it is over.

    Without a time it rings at the member's own reminder time; where that has passed today, in an hour.
    """
    instant = instant_of(due.day, due.at or member.reminder_time, member.zone)
    if due.at is None and instant <= now and due.day == local(now, member.zone).date():
        return now + timedelta(hours=1)
    if instant <= now:
        raise DueInPast(instant)
    return instant


def finish_reminder(work: Work, reminder_id: int) -> ReminderChanged:
    """Mark a reminder done; one that was answered stays as it is."""
    reminder = reminder_for(work, reminder_id)
    if reminder.state not in ANSWERED:
        work.change(reminder, state=ReminderState.DONE, answered_at=work.now)
    return _changed(work, reminder, "finish_reminder")


def cancel_reminder(work: Work, reminder_id: int) -> ReminderChanged:
    """Give a reminder up; one that was answered stays as it is."""
    reminder = reminder_for(work, reminder_id)
    if reminder.state not in ANSWERED:
        work.change(reminder, state=ReminderState.CANCELLED, answered_at=work.now)
    return _changed(work, reminder, "cancel_reminder")


def move_reminder(work: Work, reminder_id: int, due: Due) -> ReminderChanged:
    """Plan a reminder for another time, as a new occurrence; one that was answered stays as it is.

    DueInPast where that time is over.
    """
    reminder = reminder_for(work, reminder_id)
    instant = due_instant(actor_of(work), due, work.now)
    if reminder.state not in ANSWERED:
        _replan(work, reminder, instant, due.at is not None)
    return _changed(work, reminder, "move_reminder")


def snooze_reminder(work: Work, reminder_id: int, until: datetime) -> ReminderChanged:
    """Let a reminder ring again at an instant; DueInPast where that is over."""
    reminder = reminder_for(work, reminder_id)
    if until <= work.now:
        raise DueInPast(until)
    if reminder.state not in ANSWERED:
        _replan(work, reminder, until, asked_time=True)
    return _changed(work, reminder, "snooze_reminder")


def reword_reminder(work: Work, reminder_id: int, text: str) -> ReminderChanged:
    """Change what a reminder says; Empty and TextTooLong for the text."""
    reminder = reminder_for(work, reminder_id)
    if not text.strip():
        raise Empty("reminder")
    _check_length(text)
    work.change(reminder, text=text.strip())
    return _changed(work, reminder, "reword_reminder")


def assign_reminder(work: Work, reminder_id: int, customer_id: int) -> ReminderChanged:
    """Say which customer a reminder is about."""
    reminder = reminder_for(work, reminder_id)
    work.change(reminder, customer_id=customer_for(work, customer_id).id)
    return _changed(work, reminder, "assign_reminder")


def open_reminders(
    work: Work, until: datetime | None = None, limit: int = 50
) -> Sequence[DueReminder]:
    """Return the actor's open reminders up to an instant, what is due first in front."""
    actor = actor_of(work)
    wanted = (
        select(Reminder, Customer)
        .outerjoin(Customer, Customer.id == Reminder.customer_id)
        .where(Reminder.member_id == actor.id, Reminder.state.in_(OPEN))
        .order_by(Reminder.due_at, Reminder.id)
        .limit(limit)
    )
    if until is not None:
        wanted = wanted.where(Reminder.due_at < until)
    rows = work.session.execute(wanted)
    return [
        DueReminder(reminder, actor, customer, None, None, is_late=reminder.due_at < work.now)
        for reminder, customer in rows
    ]


def read_reminder(work: Work, reminder_id: int) -> DueReminder:
    """Read one of the actor's reminders as it is pushed."""
    reminder = reminder_for(work, reminder_id)
    customer = work.session.get(Customer, reminder.customer_id) if reminder.customer_id else None
    contacts, touches = people_and_touches(work, [customer.id] if customer else [])
    return DueReminder(
        reminder,
        actor_of(work),
        customer,
        contacts.get(customer.id) if customer else None,
        touches.get(customer.id) if customer else None,
        is_late=False,
    )


def replan(work: Work, reminder: Reminder, due: Due) -> None:
    """Put a reminder on another time; for use-cases, which close the history entry."""
    _replan(work, reminder, due_instant(actor_of(work), due, work.now), due.at is not None)


def _check_length(text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise TextTooLong("reminder", TEXT_LIMIT)


def _replan(work: Work, reminder: Reminder, due_at: datetime, asked_time: bool) -> None:
    work.change(
        reminder,
        due_at=due_at,
        asked_time=asked_time,
        state=ReminderState.PLANNED,
        occurrence=reminder.occurrence + 1,
        sent_at=None,
        answered_at=None,
    )


def _changed(work: Work, reminder: Reminder, act: str) -> ReminderChanged:
    customer = work.session.get(Customer, reminder.customer_id) if reminder.customer_id else None
    return ReminderChanged(reminder, customer, work.close_entry(act, reminder.customer_id))


def people_and_touches(
    work: Work, customer_ids: list[int]
) -> tuple[dict[int, Contact], dict[int, Interaction]]:
    """Return the first contact and the last interaction of each customer that has them, by its id."""
    if not customer_ids:
        return {}, {}
    people = select(Contact).where(
        Contact.customer_id.in_(customer_ids), Contact.deleted_at.is_(None)
    )
    contacts: dict[int, Contact] = {}
    for contact in work.session.scalars(people.order_by(Contact.id)):
        contacts.setdefault(contact.customer_id, contact)
    latest = (
        select(func.max(Interaction.id))
        .where(Interaction.customer_id.in_(customer_ids), Interaction.deleted_at.is_(None))
        .group_by(Interaction.customer_id)
    )
    met = work.session.scalars(select(Interaction).where(Interaction.id.in_(latest)))
    return contacts, {interaction.customer_id: interaction for interaction in met}
