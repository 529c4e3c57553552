"""Reminders that ring: what is due goes into the outbox, each occurrence once.

The table is the truth. `take_due` writes each message under a key that can exist only once: whoever wakes it,
and however often, a reminder goes out once per occurrence.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import select

from crm.duty import AT_ONCE, Duty
from crm.instants import instant_of, is_quiet, local
from crm.recurrence import next_due
from crm.reminders import DueReminder, people_and_touches
from storage.tables import Customer, Member, Reminder, ReminderState
from storage.work import Work

log = structlog.get_logger()

LATE_AFTER = timedelta(minutes=2)
HANDED_ON = (
    "member_id",
    "customer_id",
    "opportunity_id",
    "text",
    "zone",
    "asked_time",
    "rrule",
    "created_by",
)


def ringing(push: Callable[[Work, DueReminder], None]) -> Duty:
    """Return the duty that lets reminders ring: `push` writes what the member reads."""
    return Duty("reminders", 1, has_due, partial(take_due, push=push))


def has_due(work: Work) -> bool:
    """Say whether any reminder is due."""
    due = (Reminder.state == ReminderState.PLANNED) & (Reminder.due_at <= work.now)
    return work.session.scalar(select(Reminder.id).where(due).limit(1)) is not None


def take_due(work: Work, push: Callable[[Work, DueReminder], None], limit: int = AT_ONCE) -> int:
    """Put every reminder that is due into the outbox and return how many rows were looked at.

    `push` writes the message; its key ``reminder:<id>:<occurrence>`` keeps a second one out. A reminder
    without a time of its own waits for the end of the member's quiet hours. One whose message cannot be
    made becomes undeliverable, so that it keeps no other from ringing.
    """
    due = (
        select(Reminder, Member, Customer)
        .join(Member, Member.id == Reminder.member_id)
        .outerjoin(Customer, Customer.id == Reminder.customer_id)
        .where(Reminder.state == ReminderState.PLANNED, Reminder.due_at <= work.now)
        .order_by(Reminder.due_at, Reminder.id)
        .limit(limit)
        .with_for_update(of=Reminder, skip_locked=True)
    )
    rows = work.session.execute(due).all()
    contacts, touches = people_and_touches(
        work, [customer.id for _, _, customer in rows if customer]
    )
    for reminder, member, customer in rows:
        if member.deactivated_at or member.unreachable_at:
            reminder.state = ReminderState.UNDELIVERABLE
            continue
        if not reminder.asked_time and (quiet_until := _end_of_quiet(member, work.now)):
            reminder.due_at = quiet_until
            continue
        contact = contacts.get(customer.id) if customer else None
        last = touches.get(customer.id) if customer else None
        is_late = work.now - reminder.due_at > LATE_AFTER
        _ring(work, push, DueReminder(reminder, member, customer, contact, last, is_late))
    work.session.flush()
    return len(rows)


def reminder_key(reminder: Reminder) -> str:
    """Return the outbox key that lets one occurrence of a reminder out once."""
    return f"reminder:{reminder.id}:{reminder.occurrence}"


def _ring(work: Work, push: Callable[[Work, DueReminder], None], due: DueReminder) -> None:
    reminder = due.reminder
    try:
        with work.connection.begin_nested():
            push(work, due)
    except Exception as error:
        log.error("reminder_failed", id=reminder.id, error=type(error).__name__, exc_info=error)
        reminder.state = ReminderState.UNDELIVERABLE
    else:
        reminder.state = ReminderState.SENT
        reminder.sent_at = work.now
    if reminder.rrule:
        _plan_next_occurrence(work, reminder)


def _plan_next_occurrence(work: Work, reminder: Reminder) -> None:
    """Hand the rule on to a reminder of its own, so that each occurrence is answered by itself."""
    following = next_due(reminder.rrule or "", reminder.due_at, reminder.zone, after=work.now)
    if following is not None:
        values = {name: getattr(reminder, name) for name in HANDED_ON}
        work.session.add(
            Reminder(**values, due_at=following, state=ReminderState.PLANNED, created_at=work.now)
        )
    reminder.rrule = None


def _end_of_quiet(member: Member, now: datetime) -> datetime | None:
    wall = local(now, member.zone)
    if not is_quiet(wall.time(), member.quiet_from, member.quiet_until):
        return None
    day = wall.date() if wall.time() < member.quiet_until else wall.date() + timedelta(days=1)
    return instant_of(day, member.quiet_until, member.zone)
