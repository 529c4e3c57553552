"""What an owner left unanswered and his manager hears, once: what comes together for one manager is one message."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from crm.calendars import calendars_of, rests_until
from crm.due_reminders import DueReminder
from crm.duty import Duty
from crm.second_tellings import (
    RINGS,
    Unanswered,
    is_any,
    rings_at_hand,
    set_rings,
    still_unanswered,
    together,
)
from storage.tables import Member, Role
from storage.work import Push, Work, as_text

Show = Callable[[Sequence[Unanswered], Member, datetime], Mapping[str, Any]]


def escalating(show: Show) -> Duty:
    """Return the duty that tells managers: `show` returns the parameters of the message to one of them."""
    is_due, do = partial(is_any, column="escalate_at"), partial(_escalate, show=show)
    return Duty("escalations", 30, is_due, do)


def _escalate(work: Work, show: Show) -> int:
    """Tell the managers who are awake of what owners left unanswered; while all rest, the first to be up hears."""
    rings = rings_at_hand(work, RINGS.c.escalate_at)
    told: defaultdict[int, list[Unanswered]] = defaultdict(list)
    managers: dict[int, Member] = {}
    set_rings(work, [ring.id for ring in rings], escalate_at=None)
    for one in still_unanswered(work, rings):
        awake, up_at = _awake(work, _managers(work, one.due))
        for manager in awake:
            managers[manager.id] = manager
            told[manager.id].append(one)
        heard = {"escalated_at": work.now} if awake else {"escalate_at": up_at}
        set_rings(work, [one.ring.id], **heard)
    work.push_all(
        [
            _message(group, managers[manager_id], show, work.now)
            for manager_id, theirs in told.items()
            for group in together(theirs)
        ]
    )
    return len(rings)


def _awake(work: Work, managers: Sequence[Member]) -> tuple[list[Member], datetime | None]:
    """Return those who may be disturbed now, and when the first of the others may be; none where nobody rests."""
    calendars = calendars_of(work, {manager.team_id for manager in managers})
    rest = {one.id: rests_until(one, work.now, calendars[one.team_id]) for one in managers}
    up_at = min((until for until in rest.values() if until), default=None)
    return [one for one in managers if rest[one.id] is None], up_at


def _message(group: Sequence[Unanswered], manager: Member, show: Show, now: datetime) -> Push:
    first = group[0]
    customer = first.due.customer if len(group) == 1 else None
    return Push(
        manager.telegram_id,
        "sendMessage",
        as_text(show(group, manager, now)),
        f"escalation:{first.ring.reminder_id}:{first.ring.occurrence}:{manager.id}",
        f"customer:{customer.id}" if customer else None,
    )


def _managers(work: Work, due: DueReminder) -> list[Member]:
    """Return the managers of the owner's team; the administrators where it has none."""
    there = Member.deactivated_at.is_(None) & Member.unreachable_at.is_(None)
    others = there & (Member.id != due.member.id) & (Member.id != due.reminder.member_id)
    in_team = select(Member).where(
        others, Member.team_id == due.member.team_id, Member.role == Role.MANAGER
    )
    managers = work.session.scalars(in_team.order_by(Member.id)).all()
    admins = select(Member).where(others, Member.role == Role.ADMIN).order_by(Member.id)
    return list(managers) or list(work.session.scalars(admins))
