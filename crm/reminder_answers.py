"""What a rep does about a reminder: done, given up, moved, put off, reworded; and what was waited for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from crm.errors import DueInPast, Empty, NotThere
from crm.instants import instant_of, local
from crm.policy import (
    actor_of,
    customer_for,
    reminder_for,
)
from crm.reminders import (
    ANSWERED,
    Due,
    ReminderChanged,
    changed,
    check_length,
    colleague_for,
    plan_again,
    planned_for,
)
from storage.rings import Answer, Ring
from storage.tables import (
    Customer,
    Member,
    Reminder,
    ReminderState,
)
from storage.work import Work


@dataclass(frozen=True, slots=True)
class RemindersChanged:
    """Several reminders after one act on all of them, each with the customer that it is about.

    `day` is where they were moved to; none where they were given up.
    """

    changed: tuple[tuple[Reminder, Customer | None], ...]
    day: date | None
    undo: int | None


@dataclass(frozen=True, slots=True)
class LaterWanted:
    """A member wants to be told of his reminder later, and did not say when."""

    reminder: Reminder
    member: Member


@dataclass(frozen=True, slots=True)
class NothingNext:
    """A member wants no next step after a reminder that is done."""


def finish_reminder(work: Work, reminder_id: int) -> ReminderChanged:
    """Mark a reminder done, with the earlier ones that were left; one that was answered stays as it is."""
    reminder = reminder_for(work, reminder_id)
    if reminder.state not in ANSWERED:
        _finish(work, reminder)
    return changed(work, reminder, "finish_reminder")


def customer_of(work: Work, reminder_id: int) -> int:
    """Return the customer that a reminder of the actor is about; NotThere where it is about none, or not his."""
    reminder = reminder_for(work, reminder_id)
    if reminder.customer_id is None:
        raise NotThere("customer", 0)
    return reminder.customer_id


def answer_by_logging(work: Work, reminder_id: int, customer_id: int) -> Reminder | None:
    """Finish a reminder from which the actor logged an interaction with its customer; none where nothing was open.

    One that has not come due stays planned. For use-cases, which close the history entry.
    """
    try:
        reminder = reminder_for(work, reminder_id)
    except NotThere:  # it went to a colleague meanwhile: what was written is kept all the same
        return None
    came_due = reminder.state is not ReminderState.PLANNED and reminder.state not in ANSWERED
    if reminder.customer_id != customer_id or not came_due:
        return None
    _finish(work, reminder)
    return reminder


def _finish(work: Work, reminder: Reminder) -> None:
    _end(work, (reminder, *_left_before(work, reminder)), Answer.DONE)


def _end(work: Work, reminders: Sequence[Reminder], answer: Answer) -> None:
    """End reminders: done, or given up where the rep did anything else about them."""
    state = ReminderState.DONE if answer is Answer.DONE else ReminderState.CANCELLED
    for one in reminders:
        answer_ring(work, one, answer)
        work.change(one, state=state, answered_at=work.now)


def _left_before(work: Work, reminder: Reminder) -> Sequence[Reminder]:
    """Return those that came due before and were not answered, and in whose place it came: as `folded` shows them.

    They are earlier occurrences of a recurring reminder, or earlier follow-ups of an opportunity.
    """
    before: tuple[ColumnElement[bool], ...]
    if reminder.rule_on is not None:
        before = (
            Reminder.customer_id.is_not_distinct_from(reminder.customer_id),
            Reminder.opportunity_id.is_not_distinct_from(reminder.opportunity_id),
            Reminder.rule_at == reminder.rule_at,
            Reminder.text == reminder.text,
            Reminder.rule_on < reminder.rule_on,
        )
    elif reminder.awaits_answer and reminder.opportunity_id is not None:
        before = (
            Reminder.opportunity_id == reminder.opportunity_id,
            Reminder.awaits_answer.is_(True),
            Reminder.rule_on.is_(None),
            Reminder.due_at < reminder.due_at,
        )
    else:
        return ()
    left = select(Reminder).where(
        Reminder.member_id == reminder.member_id,
        Reminder.state.in_((ReminderState.SENT, ReminderState.UNDELIVERABLE)),
        *before,
    )
    return work.session.scalars(left).all()


def cancel_reminder(work: Work, reminder_id: int) -> ReminderChanged:
    """Give a reminder up, with the earlier ones that were left; one that was answered stays as it is."""
    reminder = reminder_for(work, reminder_id)
    if reminder.state not in ANSWERED:
        _end(work, (reminder, *_left_before(work, reminder)), Answer.CANCELLED)
    return changed(work, reminder, "cancel_reminder")


def move_reminder(work: Work, reminder_id: int, due: Due) -> ReminderChanged:
    """Plan a reminder for another time, as a new occurrence; one that was answered stays as it is.

    DueInPast where that time is over.
    """
    reminder = reminder_for(work, reminder_id)
    if reminder.state not in ANSWERED:
        _end(work, _left_before(work, reminder), Answer.MOVED)
        replan(work, reminder, due)
    return changed(work, reminder, "move_reminder")


def snooze_reminder(
    work: Work, reminder_id: int, until: datetime, *, awaits_answer: bool = False
) -> ReminderChanged:
    """Let a reminder ring again at an instant; DueInPast where that is over.

    One that `awaits_answer` is done before that when an interaction with its customer is logged.
    """
    reminder = reminder_for(work, reminder_id)
    if until <= work.now:
        raise DueInPast(until)
    if reminder.state not in ANSWERED:
        _end(work, _left_before(work, reminder), Answer.SNOOZED)
        answer_ring(work, reminder, Answer.SNOOZED)
        asked = {"asked_time": not awaits_answer, "awaits_answer": awaits_answer}
        plan_again(work, reminder, due_at=until, **asked)
    return changed(work, reminder, "snooze_reminder")


def cancel_reminders(work: Work, ids: Sequence[int]) -> RemindersChanged:
    """Give several reminders up in one act."""
    reminders = [reminder_for(work, reminder_id) for reminder_id in ids]
    _end(work, reminders, Answer.CANCELLED)
    return _all_changed(work, reminders, None, "cancel_reminder")


def move_reminders(work: Work, ids: Sequence[int], due: Due) -> RemindersChanged:
    """Plan several reminders for another day in one act, each at its own time where `due` has none.

    One whose own time is over on that day rings in an hour; DueInPast where the day is over.
    """
    reminders = [reminder_for(work, reminder_id) for reminder_id in ids]
    for reminder in reminders:
        at = due.at
        if at is None and reminder.asked_time:
            own = local(reminder.due_at, reminder.zone).time()
            at = own if instant_of(due.day, own, reminder.zone) > work.now else None
        replan(work, reminder, replace(due, at=at))
    return _all_changed(work, reminders, due.day, "move_reminder")


def _all_changed(
    work: Work, reminders: Sequence[Reminder], day: date | None, act: str
) -> RemindersChanged:
    about = {one.customer_id for one in reminders if one.customer_id}
    customers = {
        one.id: one for one in work.session.scalars(select(Customer).where(Customer.id.in_(about)))
    }
    rows = tuple((one, customers.get(one.customer_id or 0)) for one in reminders)
    return RemindersChanged(rows, day, work.close_entry(act))


def reword_reminder(work: Work, reminder_id: int, text: str) -> ReminderChanged:
    """Change what a reminder says; Empty and TextTooLong for the text."""
    reminder = reminder_for(work, reminder_id)
    if not text.strip():
        raise Empty("reminder")
    check_length(text)
    work.change(reminder, text=text.strip())
    return changed(work, reminder, "reword_reminder")


def assign_reminder(work: Work, reminder_id: int, customer_id: int) -> ReminderChanged:
    """Say which customer a reminder is about."""
    reminder = reminder_for(work, reminder_id)
    work.change(reminder, customer_id=customer_for(work, customer_id).id)
    return changed(work, reminder, "assign_reminder")


def give_reminder(work: Work, reminder_id: int, member_id: int) -> ReminderChanged:
    """Let a reminder be a colleague's, at the same time of his own clock; DueInPast where that is over there.

    NotThere for somebody whom the actor may not remind, NotForHim where he may not see the customer.
    """
    reminder = reminder_for(work, reminder_id)
    customer = customer_for(work, reminder.customer_id) if reminder.customer_id else None
    member = colleague_for(work, member_id, customer)
    if reminder.state not in ANSWERED and reminder.member_id != member.id:
        wall = local(reminder.due_at, reminder.zone)
        at = wall.time() if reminder.asked_time else None
        due = Due(wall.date(), at, reminder.rrule, reminder.lead_days)
        when = planned_for(work, member, due)
        work.change(reminder, member_id=member.id, zone=member.zone, **when)
    return changed(work, reminder, "give_reminder")


def replan(work: Work, reminder: Reminder, due: Due) -> None:
    """Put a reminder on another time, DueInPast where it is over; for use-cases, which close the history entry.

    A time alone moves this occurrence of a recurring one, and the rest stays; a new rule takes the old one's place.
    """
    member = work.session.get_one(Member, reminder.member_id)
    when = planned_for(work, member, due)
    if due.rrule is None:
        del when["rrule"]
    answer_ring(work, reminder, Answer.MOVED)
    plan_again(work, reminder, **({"lead_days": None} | when))


def settle_awaited(work: Work, customer_id: int) -> Sequence[Reminder]:
    """Finish what the actor left until a customer answers, told of already or not: he has; return what it was.

    For use-cases, which close the history entry.
    """
    waiting = (Reminder.customer_id == customer_id) & (Reminder.member_id == actor_of(work).id)
    found = select(Reminder).where(
        waiting, Reminder.awaits_answer.is_(True), Reminder.state.not_in(ANSWERED)
    )
    reminders = work.session.scalars(found).all()
    _end(work, reminders, Answer.DONE)
    return reminders


def answer_ring(work: Work, reminder: Reminder, answer: Answer) -> None:
    """Note what the rep did about a reminder that had come due; for use-cases, which close the history entry."""
    if reminder.state is ReminderState.PLANNED:
        return
    this = (Ring.reminder_id == reminder.id) & (Ring.occurrence == reminder.occurrence)
    ring = work.session.scalar(select(Ring).where(this, Ring.answer.is_(None)))
    if ring is not None:
        work.change(ring, answer=answer, answered_at=work.now)
