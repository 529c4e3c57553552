"""Reminders as they are shown: with the customer, whom to call there, and what happened last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import func, select

from crm.policy import (
    actor_of,
    reminder_for,
)
from storage.bulk import among
from storage.tables import (
    Contact,
    Customer,
    Interaction,
    Member,
    Reminder,
    ReminderState,
)
from storage.work import Work

OPEN = (
    ReminderState.PLANNED,
    ReminderState.DUE,
    ReminderState.SENT,
    ReminderState.UNDELIVERABLE,
)
PERSON = (Contact.customer_id, Contact.name, Contact.phone, Contact.phone_e164)
TOUCH = (Interaction.customer_id, Interaction.kind, Interaction.happened_on, Interaction.note)


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder to push now, with what the rep needs to act on it; `times` it came round and was not answered."""

    reminder: Reminder
    member: Member
    customer: Customer | None
    contact: Contact | None
    last_touch: Interaction | None
    is_late: bool
    owner: Member | None = None  # whose it is, where `member` stands in for him
    set_by: str | None = None  # the colleague who set it, where it was not its member
    times: int = 1

    def handed_to(self, stand_in: Member) -> "DueReminder":
        """Return it as it goes to whoever stands in for its member."""
        return replace(self, member=stand_in, owner=self.member)


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


def folded(due: Sequence[DueReminder]) -> list[DueReminder]:
    """Leave the last of what is late and came round: a recurring reminder, an opportunity's follow-up; say how often."""
    last: dict[object, DueReminder] = {}
    for one in due:
        key = (_row_of(one.reminder) if one.is_late else None) or one.reminder.id
        before = last.pop(key, None)
        last[key] = replace(one, times=before.times + 1) if before else one
    return list(last.values())


def _row_of(reminder: Reminder) -> tuple[object, ...] | None:
    """Return what those that come round in the place of one another have in common; none for one that stands alone."""
    if reminder.rule_on is not None:
        about = (reminder.customer_id, reminder.opportunity_id)
        return (reminder.text, *about, reminder.rule_at)
    is_follow_up = reminder.awaits_answer and reminder.opportunity_id is not None
    return ("follow_up", reminder.opportunity_id) if is_follow_up else None


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


def people_and_touches(
    work: Work, customer_ids: list[int]
) -> tuple[dict[int, Contact], dict[int, Interaction]]:
    """Return the first contact and the last interaction of each customer that has them, by its id.

    They are rows with the columns that are shown, for a sweep reads thousands.
    """
    if not customer_ids:
        return {}, {}
    first = (
        select(func.min(Contact.id))
        .where(
            among(work.connection, Contact.customer_id, customer_ids), Contact.deleted_at.is_(None)
        )
        .group_by(Contact.customer_id)
    )
    people = work.connection.execute(select(*PERSON).where(Contact.id.in_(first)))
    latest = (
        select(func.max(Interaction.id))
        .where(
            among(work.connection, Interaction.customer_id, customer_ids),
            Interaction.deleted_at.is_(None),
        )
        .group_by(Interaction.customer_id)
    )
    touches = work.connection.execute(select(*TOUCH).where(Interaction.id.in_(latest)))
    return (
        {row.customer_id: cast("Contact", row) for row in people},
        {row.customer_id: cast("Interaction", row) for row in touches},
    )
