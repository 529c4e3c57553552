"""What is called off needs no reminder: 周五的会取消了 gives up the one that was set for it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from crm.instants import day_of
from crm.reminder_answers import cancel_reminder
from crm.reminder_list import own_reminders
from crm.reminders import ReminderChanged
from storage.tables import Reminder
from storage.work import Work

MOST = 100  # open reminders of one member about one customer that are looked through


def give_up(work: Work, customer_id: int, days: Sequence[date]) -> ReminderChanged | None:
    """Give up the one open reminder that the actor has about a customer on days that are called off.

    None where there is none, or where several may be meant.
    """
    if not days:
        return None
    rows = work.session.execute(
        select(Reminder.id, Reminder.due_at, Reminder.zone)
        .where(own_reminders(work), Reminder.customer_id == customer_id)
        .order_by(Reminder.due_at)
        .limit(MOST)
    )
    there = [one for one, due_at, zone in rows if day_of(due_at, zone) in days]
    return cancel_reminder(work, there[0]) if len(there) == 1 else None
