"""When a member cannot be reached: what waits for him is accounted for, and it rings when he is back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select, update

from storage.mail import PUSH, OutboxState, outbox
from storage.rings import Ring, RingState
from storage.schema import METADATA
from storage.tables import Member, Reminder, ReminderState, Role
from storage.work import Work

RINGS = METADATA.tables[Ring.__tablename__]
REMINDERS = METADATA.tables[Reminder.__tablename__]
GONE = "the member blocked the bot"
REASON_LIMIT = 200


def tells_of_reminders(about: str | None) -> bool:
    """Say whether a message that is about this is a reminder's, or tells of several."""
    return about is not None and about.startswith(("reminder:", "reminders:"))


def note_sent(work: Work, row_ids: Sequence[int]) -> None:
    """Note that Telegram has delivered messages: the reminders that they tell of are sent."""
    _settle_rings(work, row_ids, {"state": RingState.SENT, "sent_at": work.now})
    sent = {"state": ReminderState.SENT, "sent_at": work.now}
    work.connection.execute(update(REMINDERS).where(_due_by(row_ids)).values(sent))


def note_failed(work: Work, row_ids: Sequence[int]) -> None:
    """Note that messages could not be delivered: the reminders that they tell of become undeliverable."""
    why = select(func.substr(outbox.c.error, 1, REASON_LIMIT)).where(
        outbox.c.id == RINGS.c.outbox_id
    )
    failed = {"state": RingState.UNDELIVERABLE, "reason": why.scalar_subquery()}
    _settle_rings(work, row_ids, failed)
    vain = {"state": ReminderState.UNDELIVERABLE}
    work.connection.execute(update(REMINDERS).where(_due_by(row_ids)).values(vain))


def _settle_rings(work: Work, row_ids: Sequence[int], values: Mapping[str, Any]) -> None:
    theirs = RINGS.c.outbox_id.in_(row_ids) & (RINGS.c.state == RingState.DUE)
    work.connection.execute(update(RINGS).where(theirs).values(values))


def _due_by(row_ids: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition on reminders that are on their way with one of these messages."""
    told = select(RINGS.c.reminder_id).where(
        RINGS.c.outbox_id.in_(row_ids), RINGS.c.occurrence == REMINDERS.c.occurrence
    )
    return REMINDERS.c.id.in_(told) & (REMINDERS.c.state == ReminderState.DUE)


def note_unreachable(
    work: Work, chat_id: int, tell: Callable[[Work, Member, Member], None]
) -> None:
    """Note that a member blocked the bot: his waiting pushes fail, his managers are told once.

    `tell` is given the work, a manager and the member. `welcome_back` plans anew what was in vain.
    """
    waiting = (outbox.c.chat_id == chat_id) & (outbox.c.state == OutboxState.WAITING)
    fail = update(outbox).where(waiting, outbox.c.priority == PUSH)
    failed = {"state": OutboxState.FAILED, "error": GONE}
    ids = work.connection.scalars(fail.values(failed).returning(outbox.c.id)).all()
    note_failed(work, ids)
    reached = (Member.telegram_id == chat_id) & Member.unreachable_at.is_(None)
    lose = update(Member).where(reached).values(unreachable_at=work.now)
    if work.connection.execute(lose).rowcount != 1:
        return
    member = work.session.scalars(select(Member).where(Member.telegram_id == chat_id)).one()
    for manager in _managers_of(work, member):
        tell(work, manager, member)


def drop_waiting(work: Work, chat_id: int, why: str, *which: ColumnElement[bool]) -> None:
    """Let what waits in the outbox for a chat fail, so that it is never sent."""
    waiting = (outbox.c.chat_id == chat_id) & (outbox.c.state == OutboxState.WAITING)
    fail = update(outbox).where(waiting, *which)
    failed = {"state": OutboxState.FAILED, "error": why}
    ids = work.connection.scalars(fail.values(failed).returning(outbox.c.id)).all()
    note_failed(work, ids)


def welcome_back(work: Work, chat_id: int) -> None:
    """Note that a member can be reached again: what could not be delivered to him is planned anew."""
    lost = (Member.telegram_id == chat_id) & Member.unreachable_at.is_not(None)
    find = update(Member).where(lost).values(unreachable_at=None)
    member_id = work.connection.scalar(find.returning(Member.id))
    if member_id is None:
        return
    work.session.execute(
        update(Reminder)
        .where(Reminder.member_id == member_id, Reminder.state == ReminderState.UNDELIVERABLE)
        .values(state=ReminderState.PLANNED, occurrence=Reminder.occurrence + 1)
    )


def is_lost(member: Member) -> bool:
    """Say whether a member is known to have blocked the bot."""
    return member.unreachable_at is not None


def member_of_chat(work: Work, chat_id: int) -> Member | None:
    """Return the member with that chat, if there is one."""
    return work.session.scalar(select(Member).where(Member.telegram_id == chat_id))


def _managers_of(work: Work, member: Member) -> list[Member]:
    active = Member.deactivated_at.is_(None) & Member.unreachable_at.is_(None)
    in_team = (Member.team_id == member.team_id) & (Member.role == Role.MANAGER)
    leads = select(Member).where(
        active, in_team | (Member.role == Role.ADMIN), Member.id != member.id
    )
    return list(work.session.scalars(leads))
