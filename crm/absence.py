"""Leave: while a member is away his reminders go to a stand-in, or wait for the morning after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from crm.calendars import morning_after
from crm.errors import NotThere
from crm.instants import day_of, today_of
from crm.policy import present_actor, visible_members
from storage.bulk import among
from storage.leaves import Leave
from storage.tables import Member, Reminder
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Absence:
    """A member's leave that has begun; `stand_in` is somebody who is there himself, else none."""

    leave: Leave
    stand_in: Member | None
    back_at: datetime

    def was_set_since(self, reminder: Reminder) -> bool:
        """Say whether the member set a reminder for a time of its own although he knew of his leave."""
        is_newer = reminder.created_at > self.leave.created_at
        return reminder.asked_time and is_newer and reminder.created_by == self.leave.member_id


@dataclass(frozen=True, slots=True)
class AwaySet:
    """A member's leave as it stands; none where he is not to be away."""

    leave: Leave | None
    stand_in: Member | None
    colleagues: tuple[Member, ...]
    undo: int | None = None


def absences_of(work: Work, members: Mapping[int, Member]) -> dict[int, Absence]:
    """Return the leave that each of some members is on now, by his id."""
    if not members:
        return {}
    days = {zone: day_of(work.now, zone) for zone in {one.zone for one in members.values()}}
    other = aliased(Member)
    wanted = (
        select(Leave, other)
        .outerjoin(other, other.id == Leave.stand_in_id)
        .where(among(work.connection, Leave.member_id, list(members)))
        .where(Leave.from_on <= max(days.values()), Leave.until_on >= min(days.values()))
        .order_by(Leave.id)
    )
    found: dict[int, Absence] = {}
    for leave, stand_in in work.session.execute(wanted):
        member = members[leave.member_id]
        if leave.from_on <= days[member.zone] <= leave.until_on:
            there = stand_in if stand_in is not None and _is_there(stand_in) else None
            found[member.id] = Absence(leave, there, morning_after(member, leave.until_on))
    return found


def read_away(work: Work) -> AwaySet:
    """Read the actor's present or next leave, and who could stand in for him."""
    actor = present_actor(work)
    leave = work.session.scalar(select(Leave).where(_ahead(work, actor)).order_by(Leave.from_on))
    stand_in = work.session.get(Member, leave.stand_in_id) if leave and leave.stand_in_id else None
    return AwaySet(leave, stand_in, _colleagues(work, actor))


def go_away(work: Work, from_on: date, until_on: date) -> AwaySet:
    """Note that the actor is away on these days; his reminders wait until he is back.

    It takes the place of a leave that he had told before. A day that is over is none: ValueError.
    """
    actor = present_actor(work)
    if until_on < max(from_on, today_of(work, actor)):
        raise ValueError("a leave ends after it begins, and not before today")
    _forget(work, actor)
    leave = work.add(
        Leave(
            member_id=actor.id,
            from_on=from_on,
            until_on=until_on,
            stand_in_id=None,
            created_at=work.now,
        )
    )
    return AwaySet(leave, None, _colleagues(work, actor), work.close_entry("go_away"))


def hand_to(work: Work, member_id: int | None) -> AwaySet:
    """Let the actor's reminders go to a colleague while he is away, or with none let them wait.

    NotThere for somebody who cannot stand in, or where the actor is not to be away.
    """
    away = read_away(work)
    if away.leave is None:
        raise NotThere("leave", 0)
    stand_in = next((one for one in away.colleagues if one.id == member_id), None)
    if member_id is not None and stand_in is None:
        raise NotThere("member", member_id)
    work.change(away.leave, stand_in_id=member_id)
    return AwaySet(away.leave, stand_in, away.colleagues, work.close_entry("go_away"))


def come_back(work: Work) -> AwaySet:
    """Forget the actor's leave: he is there, and what waits rings."""
    actor = present_actor(work)
    _forget(work, actor)
    return AwaySet(None, None, (), work.close_entry("come_back"))


def _forget(work: Work, actor: Member) -> None:
    for leave in work.session.scalars(select(Leave).where(_ahead(work, actor))).all():
        work.remove(leave)


def _ahead(work: Work, actor: Member) -> ColumnElement[bool]:
    today = today_of(work, actor)
    return (Leave.member_id == actor.id) & (Leave.until_on >= today)


def _colleagues(work: Work, actor: Member) -> tuple[Member, ...]:
    there = (
        visible_members(actor)
        & Member.deactivated_at.is_(None)
        & (Member.id != actor.id)
        & (Member.team_id == actor.team_id)
    )
    return tuple(
        work.session.scalars(select(Member).where(there).order_by(Member.name, Member.id))
    )


def _is_there(member: Member) -> bool:
    return member.deactivated_at is None and member.unreachable_at is None
