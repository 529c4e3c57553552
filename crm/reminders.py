"""Reminders: planned for a local time, due at an instant, answered by the rep; `crm/ringing.py` sends them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from crm.calendars import calendar_of
from crm.errors import DueInPast, NotForHim, NotThere, TextTooLong
from crm.instants import day_of, instant_of, local, today_of
from crm.policy import (
    actor_of,
    customer_for,
    opportunity_for,
    visible_customers,
    visible_members,
)
from crm.recurrence import anchored, first_worked, is_on_working_days, next_occurrence
from storage.tables import (
    Customer,
    Member,
    Opportunity,
    Reminder,
    ReminderState,
    Team,
)
from storage.work import Work

TEXT_LIMIT = 1000
ANSWERED = (ReminderState.DONE, ReminderState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Due:
    """When a reminder is meant to ring: a local day, a time where one was asked for, a rule if it recurs.

    `rrule` is the body of an RFC 5545 recurrence rule: ``FREQ=WEEKLY;BYDAY=MO``. `lead_days` keeps it so many
    days before the expected close of its opportunity, of which it then is the day.
    """

    day: date
    at: time | None = None
    rrule: str | None = None
    lead_days: int | None = None


@dataclass(frozen=True, slots=True)
class ReminderChanged:
    """A reminder after an act on it, with the customer that it is about.

    `undo` is none where the act came too late: the reminder had been answered, and stays as it is. `then` is
    when one that recurs comes round again. `choices` are colleagues whom it may be meant for, with their
    teams: it is the actor's own until he says.
    """

    reminder: Reminder
    customer: Customer | None
    undo: int | None
    then: datetime | None = None
    member: Member | None = None
    opportunity: Opportunity | None = None
    choices: tuple[tuple[Member, Team], ...] = ()


def set_reminder(
    work: Work,
    text: str,
    due: Due,
    customer_id: int | None = None,
    opportunity_id: int | None = None,
    for_id: int | None = None,
) -> ReminderChanged:
    """Plan a reminder for the actor, or for a colleague; DueInPast, NotThere, TextTooLong as for every act.

    A colleague must see the customer: NotForHim otherwise.
    """
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
        member=colleague_for(work, for_id, customer) if for_id else None,
    )
    return changed(work, reminder, "set_reminder")


def add_reminder(  # noqa: PLR0913  as set_reminder
    work: Work,
    *,
    text: str,
    due: Due,
    customer_id: int | None = None,
    opportunity_id: int | None = None,
    interaction_id: int | None = None,
    member: Member | None = None,
) -> Reminder:
    """Insert a reminder row, for the actor where no member is given; for use-cases, which close the history entry."""
    actor = actor_of(work)
    member = member or actor
    check_length(text)
    return work.add(
        Reminder(
            member_id=member.id,
            customer_id=customer_id,
            opportunity_id=opportunity_id,
            interaction_id=interaction_id,
            text=text,
            zone=member.zone,
            state=ReminderState.PLANNED,
            occurrence=1,
            created_at=work.now,
            created_by=actor.id,
            **planned_for(work, member, due),
        )
    )


def planned_for(work: Work, member: Member, due: Due) -> dict[str, Any]:
    """Return the columns that say when a reminder for a member rings; DueInPast where that is over.

    A rule is kept with the wall-clock day and time at which it puts this occurrence; one for working days
    begins on a working day.
    """
    if due.rrule is None:
        instant = due_instant(member, due, work.now)
        asked = {"asked_time": due.at is not None, "lead_days": due.lead_days}
        return {"due_at": instant, "rrule": None, **asked}
    day = due.day
    if is_on_working_days(due.rrule):
        today = today_of(work, member)
        day = first_worked(due.rrule, day, today, calendar_of(work, member))
    return {
        "due_at": due_instant(member, replace(due, day=day), work.now),
        "asked_time": due.at is not None,
        "rrule": anchored(due.rrule, day),
        "rule_on": day,
        "rule_at": due.at or member.reminder_time,
    }


def before_close(opportunity: Opportunity, days: int, at: time | None) -> Due | None:
    """Return when it is so many days before an opportunity's expected close; none where none is expected."""
    if opportunity.close_on is None:
        return None
    return Due(opportunity.close_on - timedelta(days=days), at, lead_days=days)


def follow_close(work: Work, opportunity: Opportunity) -> int:
    """Move what is planned before an opportunity's close to where the close is now; return how many there were.

    One whose day has passed by that rings in an hour. A won, lost or dateless opportunity needs no reminder
    before its close any more. For use-cases, which close the history entry.
    """
    planned = select(Reminder).where(
        Reminder.opportunity_id == opportunity.id,
        Reminder.lead_days.is_not(None),
        Reminder.state == ReminderState.PLANNED,
    )
    reminders = work.session.scalars(planned).all()
    for reminder in reminders:
        at = local(reminder.due_at, reminder.zone).time() if reminder.asked_time else None
        due = before_close(opportunity, reminder.lead_days or 0, at)
        if due is None or opportunity.closed_at is not None:
            work.change(reminder, state=ReminderState.CANCELLED, answered_at=work.now)
            continue
        member = work.session.get_one(Member, reminder.member_id)
        instant = instant_of(due.day, due.at or member.reminder_time, reminder.zone)
        plan_again(work, reminder, due_at=max(instant, work.now + timedelta(hours=1)))
    return len(reminders)


def colleague_for(work: Work, member_id: int, customer: Customer | None) -> Member:
    """Return a colleague whom the actor may remind; NotThere, or NotForHim where he may not see the customer."""
    there = visible_members(actor_of(work)) & Member.deactivated_at.is_(None)
    member = work.session.scalar(select(Member).where(Member.id == member_id, there))
    if member is None:
        raise NotThere("member", member_id)
    if customer is not None:
        seen = select(Customer.id).where(Customer.id == customer.id, visible_customers(member))
        if work.session.scalar(seen) is None:
            raise NotForHim(member.name)
    return member


def due_instant(member: Member, due: Due, now: datetime) -> datetime:
    """Return the instant at which a reminder for a member rings; DueInPast where it is over.

    Without a time it rings at the member's own reminder time; where that has passed today, in an hour.
    """
    instant = instant_of(due.day, due.at or member.reminder_time, member.zone)
    if due.at is None and instant <= now and due.day == day_of(now, member.zone):
        return now + timedelta(hours=1)
    if instant <= now:
        raise DueInPast(instant)
    return instant


def check_length(text: str) -> None:
    """Raise TextTooLong for more than a reminder may say."""
    if len(text) > TEXT_LIMIT:
        raise TextTooLong("reminder", TEXT_LIMIT)


def plan_again(work: Work, reminder: Reminder, **values: Any) -> None:
    """Let a reminder ring anew, as its next occurrence; for use-cases, which close the history entry."""
    again = {"state": ReminderState.PLANNED, "occurrence": reminder.occurrence + 1}
    none_yet = {"awaits_answer": False, "sent_at": None, "answered_at": None}
    work.change(reminder, **(again | none_yet | values))


def changed(work: Work, reminder: Reminder, act: str) -> ReminderChanged:
    """Close the act's history entry and return the reminder as it is now."""
    customer = work.session.get(Customer, reminder.customer_id) if reminder.customer_id else None
    undo = work.close_entry(act, reminder.customer_id)
    is_own = work.actor is not None and work.actor.id == reminder.member_id
    member = None if is_own else work.session.get(Member, reminder.member_id)
    closing = None
    if reminder.lead_days is not None and reminder.opportunity_id is not None:
        closing = work.session.get(Opportunity, reminder.opportunity_id)
    then = comes_again_at(work, reminder)
    return ReminderChanged(reminder, customer, undo, then, member, closing)


def comes_again_at(work: Work, reminder: Reminder) -> datetime | None:
    """Return when a reminder that recurs comes round after this occurrence."""
    if reminder.rrule is None or reminder.rule_on is None or reminder.rule_at is None:
        return None
    calendar = None
    if is_on_working_days(reminder.rrule):
        calendar = calendar_of(work, work.session.get_one(Member, reminder.member_id))
    rule_at = reminder.rule_at
    day, zone = reminder.rule_on, reminder.zone
    after = max(work.now, reminder.due_at)
    found = next_occurrence(reminder.rrule, day, rule_at, zone, after, calendar)
    return found.at if found else None
