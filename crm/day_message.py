"""The one message that shows a member's day: which it is, what it shows, in which order, and whether it is pinned.

It is no business record: what is kept here is no act and not in the history.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from storage.mail import OutboxState, outbox
from storage.plans import Day
from storage.tables import Member
from storage.targets import Task
from storage.work import Work


@dataclass(frozen=True, slots=True)
class DayMessage:
    """The message of a day; `message_id` is none until it was sent, `is_waiting` while an edit of it is."""

    id: int
    member_id: int
    day: date
    sent_id: int
    shown: str
    pin_wanted: bool
    pinned_message: int | None
    visit_order: tuple[int, ...]
    message_id: int | None
    is_waiting: bool


MESSAGES = select(
    Day.id,
    Day.member_id,
    Day.day_on,
    Day.sent_id,
    Day.shown,
    Day.pin_wanted,
    Day.pinned_message,
    Day.visit_order,
    outbox.c.message_id,
    outbox.c.state,
    outbox.c.method,
).outerjoin(outbox, outbox.c.id == Day.sent_id)


def day_message(work: Work, member_id: int, day: date) -> DayMessage | None:
    """Return the message that shows a member's day, if there is one."""
    here = (Day.member_id == member_id) & (Day.day_on == day)
    row = work.connection.execute(MESSAGES.where(here)).first()
    return _message(row) if row else None


def members_shown(work: Work, team_id: int, since: date) -> set[int]:
    """Return who of a team has a message that shows a day since then."""
    there = select(Day.member_id).join(Member, Member.id == Day.member_id)
    wanted = there.where(Member.team_id == team_id, Day.day_on >= since).distinct()
    return set(work.connection.scalars(wanted))


def days_to_pin(work: Work, since: date, limit: int) -> list[DayMessage]:
    """Return the messages that were sent and are wanted at the top of the chat, and are not there yet."""
    to_pin = (
        (Day.day_on >= since)
        & Day.pin_wanted.is_(True)
        & outbox.c.message_id.is_not(None)
        & Day.pinned_message.is_distinct_from(outbox.c.message_id)
    )
    rows = work.connection.execute(MESSAGES.where(to_pin).order_by(Day.id).limit(limit))
    return [_message(row) for row in rows]


def remember_sent(work: Work, member_id: int, day: date, sent_id: int, shown: str) -> None:
    """Note which row of the outbox shows the day now, and what it shows.

    A new day is pinned where the member's last one was wanted so.
    """
    here = (Day.member_id == member_id) & (Day.day_on == day)
    values: dict[str, Any] = {"sent_id": sent_id, "shown": shown}
    if work.connection.execute(update(Day).where(here).values(values)).rowcount:
        return
    wanted = is_pin_wanted(work, member_id, day)
    new = {"member_id": member_id, "day_on": day, "pin_wanted": wanted, "visit_order": []}
    work.connection.execute(insert(Day).values(**new, **values))


def is_pin_wanted(work: Work, member_id: int, day: date) -> bool:
    """Say whether the message of a day is to stand at the top of the chat: as the member's last one was."""
    last = select(Day.pin_wanted).where(Day.member_id == member_id, Day.day_on <= day)
    return bool(work.connection.scalar(last.order_by(Day.day_on.desc()).limit(1)))


def want_pin(work: Work, message: DayMessage, *, wanted: bool) -> None:
    """Note whether the member wants his day at the top of the chat."""
    work.connection.execute(update(Day).where(Day.id == message.id).values(pin_wanted=wanted))


def remember_pinned(work: Work, message: DayMessage, pinned_message: int | None) -> None:
    """Note which message is pinned for a day."""
    here = Day.id == message.id
    work.connection.execute(update(Day).where(here).values(pinned_message=pinned_message))


def pinned_before(work: Work, message: DayMessage) -> int | None:
    """Return the message that is pinned for this or the member's last day before it."""
    if message.pinned_message is not None:
        return message.pinned_message
    last = select(Day.pinned_message).where(
        Day.member_id == message.member_id, Day.day_on < message.day
    )
    found: int | None = work.connection.scalar(last.order_by(Day.day_on.desc()).limit(1))
    return found


def remember_order(work: Work, member_id: int, day: date, plan_ids: Sequence[int]) -> None:
    """Note in which order the open visits of a day are shown; nothing where the day was never shown."""
    here = (Day.member_id == member_id) & (Day.day_on == day)
    work.connection.execute(update(Day).where(here).values(visit_order=list(plan_ids)))


def rewrite(work: Work, message: DayMessage, payload: str, shown: str) -> None:
    """Put what the day shows now into an edit that still waits to be sent."""
    work.connection.execute(
        update(outbox).where(outbox.c.id == message.sent_id).values(payload=payload)
    )
    work.connection.execute(update(Day).where(Day.id == message.id).values(shown=shown))


def _message(row: Any) -> DayMessage:
    return DayMessage(
        id=row.id,
        member_id=row.member_id,
        day=row.day_on,
        sent_id=row.sent_id,
        shown=row.shown,
        pin_wanted=row.pin_wanted,
        pinned_message=row.pinned_message,
        visit_order=tuple(row.visit_order),
        message_id=row.message_id,
        is_waiting=row.state == OutboxState.WAITING and row.method == "editMessageText",
    )


def members_asked(work: Work, task_ids: Collection[int]) -> set[int]:
    """Return who is to do some tasks."""
    return set(work.session.scalars(select(Task.member_id).where(Task.id.in_(task_ids))))
