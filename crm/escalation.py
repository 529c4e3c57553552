"""What an owner left unanswered and his manager hears, once: what comes together for one manager is one message."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from crm.calendars import rests_until
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
    """Tell managers of what owners left unanswered; it waits while all who are to hear of it rest."""
    rings = rings_at_hand(work, RINGS.c.escalate_at)
    open_ones = {one.ring.id: one for one in still_unanswered(work, rings)}
    told: defaultdict[int, list[Unanswered]] = defaultdict(list)
    managers: dict[int, Member] = {}
    for ring in rings:
        one = open_ones.get(ring.id)
        theirs = _managers(work, one.due) if one is not None else []
        waits = [until for manager in theirs if (until := rests_until(manager, work.now, None))]
        if theirs and len(waits) == len(theirs):
            set_rings(work, [ring.id], escalate_at=min(waits))
            continue
        for manager in theirs:
            assert one is not None
            managers[manager.id] = manager
            told[manager.id].append(one)
        heard = {"escalated_at": work.now} if theirs else {}
        set_rings(work, [ring.id], escalate_at=None, **heard)
    work.push_all(
        [
            _message(group, managers[manager_id], show, work.now)
            for manager_id, theirs in told.items()
            for group in together(theirs)
        ]
    )
    return len(rings)


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
