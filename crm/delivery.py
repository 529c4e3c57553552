"""When a member cannot be reached: what waits for him is accounted for, and it rings when he is back."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, select, update

from storage.mail import PUSH, OutboxState, outbox
from storage.tables import Member, Reminder, ReminderState, Role
from storage.work import Work

GONE = "the member blocked the bot"


def note_unreachable(
    work: Work, chat_id: int, tell: Callable[[Work, Member, Member], None]
) -> None:
    """Note that a member blocked the bot: his waiting pushes fail, his managers are told once.

    `tell` is given the work, a manager and the member. Reminders that were sent in vain become
    undeliverable; `welcome_back` plans them again.
    """
    member = work.session.scalar(select(Member).where(Member.telegram_id == chat_id))
    if member is None or member.unreachable_at is not None:
        return
    member.unreachable_at = work.now
    work.session.flush()
    drop_waiting(work, chat_id, GONE, outbox.c.priority == PUSH)
    failed_pushes = select(outbox.c.about).where(
        outbox.c.chat_id == chat_id,
        outbox.c.state == OutboxState.FAILED,
        outbox.c.error == GONE,
        outbox.c.about.startswith("reminder:"),
    )
    ids = [int(about.partition(":")[2]) for about in work.connection.scalars(failed_pushes)]
    work.session.execute(
        update(Reminder)
        .where(Reminder.id.in_(ids), Reminder.state == ReminderState.SENT)
        .values(state=ReminderState.UNDELIVERABLE)
    )
    for manager in _managers_of(work, member):
        tell(work, manager, member)


def drop_waiting(work: Work, chat_id: int, why: str, *which: ColumnElement[bool]) -> None:
    """Let what waits in the outbox for a chat fail, so that it is never sent."""
    waiting = (outbox.c.chat_id == chat_id) & (outbox.c.state == OutboxState.WAITING)
    failed = {"state": OutboxState.FAILED, "error": why}
    work.connection.execute(update(outbox).where(waiting, *which).values(failed))


def welcome_back(work: Work, member: Member) -> None:
    """Note that a member writes again: what could not be delivered to him is planned anew."""
    work.session.get_one(Member, member.id).unreachable_at = None
    work.session.execute(
        update(Reminder)
        .where(Reminder.member_id == member.id, Reminder.state == ReminderState.UNDELIVERABLE)
        .values(state=ReminderState.PLANNED, occurrence=Reminder.occurrence + 1)
    )
    work.session.flush()


def language_of_chat(work: Work, chat_id: int) -> str | None:
    """Return the language of the member with that chat, if there is one."""
    return work.session.scalar(select(Member.language).where(Member.telegram_id == chat_id))


def _managers_of(work: Work, member: Member) -> list[Member]:
    active = Member.deactivated_at.is_(None) & Member.unreachable_at.is_(None)
    in_team = (Member.team_id == member.team_id) & (Member.role == Role.MANAGER)
    leads = select(Member).where(
        active, in_team | (Member.role == Role.ADMIN), Member.id != member.id
    )
    return list(work.session.scalars(leads))
