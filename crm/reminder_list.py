"""All open reminders, page by page: what is overdue first, then what comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from crm.due_reminders import OPEN, DueReminder
from crm.policy import actor_of
from storage.tables import Customer, Member, Reminder
from storage.work import Work

PAGE = 8


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """A page of open reminders, counted from 0; `overdue` and `total` are of the whole list.

    `for_colleagues` is how many the actor has set for others. `are_some` where they are not all that he has, but
    those among which he is to choose.
    """

    shown: tuple[DueReminder, ...]
    page: int
    pages: int
    total: int
    overdue: int
    for_colleagues: int
    are_some: bool = False


def list_reminders(work: Work, page: int = 0, *, for_colleagues: bool = False) -> ReminderPage:
    """Read a page of the actor's open reminders, or of those that he set for colleagues.

    A page that is not there (any more) is the nearest one that is.
    """
    own, others = own_reminders(work), _for_others(work)
    wanted = others if for_colleagues else own
    total = _count(work, wanted)
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 0), pages - 1)
    overdue = _count(work, wanted & (Reminder.due_at < work.now))
    shown = _shown(work, wanted, page)
    return ReminderPage(shown, page, pages, total, overdue, _count(work, others))


def list_some(work: Work, ids: Sequence[int]) -> ReminderPage:
    """Read those of the actor's open reminders among which he is to choose; all of them where there are none."""
    if not ids:
        return list_reminders(work)
    some = own_reminders(work) & Reminder.id.in_(ids)
    overdue = _count(work, some & (Reminder.due_at < work.now))
    return ReminderPage(_shown(work, some, 0), 0, 1, len(ids), overdue, 0, are_some=True)


def next_reminder(work: Work, about: ColumnElement[bool]) -> Reminder | None:
    """Return the actor's reminder about something that is the next to ring, or rang and was not answered."""
    soonest = select(Reminder).where(about, own_reminders(work)).order_by(Reminder.due_at).limit(1)
    return work.session.scalar(soonest)


def own_reminders(work: Work) -> ColumnElement[bool]:
    """Return the condition on `Reminder` that holds for the open ones of the actor."""
    return (Reminder.member_id == actor_of(work).id) & Reminder.state.in_(OPEN)


def _for_others(work: Work) -> ColumnElement[bool]:
    actor_id = actor_of(work).id
    theirs = (Reminder.created_by == actor_id) & (Reminder.member_id != actor_id)
    return theirs & Reminder.state.in_(OPEN)


def _shown(work: Work, wanted: ColumnElement[bool], page: int) -> tuple[DueReminder, ...]:
    rows = work.session.execute(
        select(Reminder, Member, Customer)
        .join(Member, Member.id == Reminder.member_id)
        .outerjoin(Customer, Customer.id == Reminder.customer_id)
        .where(wanted)
        .order_by(Reminder.due_at, Reminder.id)
        .limit(PAGE)
        .offset(page * PAGE)
    )
    return tuple(
        DueReminder(reminder, member, customer, None, None, is_late=reminder.due_at < work.now)
        for reminder, member, customer in rows
    )


def _count(work: Work, where: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count(Reminder.id)).where(where)) or 0
