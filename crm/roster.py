"""The roster: who is in the team, when he was last active, and what his leader may change about him."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from crm.errors import NotThere
from crm.handover import Belongings, belongings_of
from crm.invitations import revoke_beyond
from crm.members import check_administrator_remains
from crm.policy import (
    administrator,
    may_manage,
    member_to_manage,
    present_actor,
    visible_members,
)
from storage.tables import History, Member, Role, Team
from storage.work import Work

PAGE = 8


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member as the roster shows him; `active_at` is when he last entered something."""

    member: Member
    team_name: str
    active_at: datetime | None


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of the members whom the actor may see; `leads` where he may open them."""

    colleagues: tuple[Colleague, ...]
    total: int
    page: int
    pages: int
    former: int
    is_former: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member with what belongs to him and what the actor may do about him."""

    colleague: Colleague
    belongings: Belongings
    may_manage: bool
    may_change_role: bool


@dataclass(frozen=True, slots=True)
class MemberChanged:
    """A member after an act on his role or his place in the team."""

    member: Member
    team: Team
    undo: int | None


def read_roster(work: Work, page: int = 0, *, former: bool = False) -> Roster:
    """Read a page of the roster by team and name: those who are there, or those who have left.

    Managers and reps see their team, administrators all; those who have left are shown to leaders alone.
    """
    actor = present_actor(work)
    leads = actor.role is not Role.REP
    is_former = former and leads
    shown = _there(actor, former=is_former)
    total, gone = _count(work, shown), _count(work, _there(actor, former=True)) if leads else 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 0), pages - 1)
    members = (
        select(Member, Team.name)
        .join(Team, Team.id == Member.team_id)
        .where(shown)
        .order_by(Team.id != actor.team_id, Team.name, Team.id, Member.name, Member.id)
        .offset(page * PAGE)
        .limit(PAGE)
    )
    rows = work.session.execute(members).all()
    seen = _last_acts(work, [member.id for member, _ in rows]) if leads else {}
    colleagues = tuple(Colleague(member, team, seen.get(member.id)) for member, team in rows)
    return Roster(colleagues, total, page, pages, gone, is_former, leads)


def read_member(work: Work, member_id: int) -> MemberCard:
    """Read a colleague; NotThere where the actor leads nobody or does not see him."""
    actor = present_actor(work)
    wanted = (
        select(Member, Team.name)
        .join(Team, Team.id == Member.team_id)
        .where(Member.id == member_id, visible_members(actor))
    )
    row = work.session.execute(wanted).one_or_none()
    if row is None or actor.role is Role.REP:
        raise NotThere("member", member_id)
    member, team_name = row
    colleague = Colleague(member, team_name, _last_acts(work, [member.id]).get(member.id))
    is_admin = actor.role is Role.ADMIN
    return MemberCard(
        colleague, belongings_of(work, member), may_manage(actor, member), may_change_role=is_admin
    )


def change_role(work: Work, member_id: int, role: Role) -> MemberChanged:
    """Give a member another role; his open invitations to more than it permits are revoked.

    NotAllowed for anybody but an administrator, LastAdministrator, NotThere.
    """
    administrator(work)
    member = work.session.get(Member, member_id)
    if member is None or member.deactivated_at is not None:
        raise NotThere("member", member_id)
    was_administrator = member.role is Role.ADMIN
    work.change(member, role=role)
    if was_administrator:
        check_administrator_remains(work)
    revoke_beyond(work, member)
    return _changed(work, member, "change_role")


def bring_back(work: Work, member_id: int) -> MemberChanged:
    """Let a member who has left in again, with the role and the settings that he had.

    What was handed over stays with his heir.
    """
    member = member_to_manage(work, member_id)
    work.change(member, deactivated_at=None, unreachable_at=None)
    return _changed(work, member, "bring_back")


def _changed(work: Work, member: Member, act: str) -> MemberChanged:
    team = work.session.get_one(Team, member.team_id)
    return MemberChanged(member, team, work.close_entry(act))


def _there(actor: Member, *, former: bool) -> ColumnElement[bool]:
    gone = Member.deactivated_at.is_not(None) if former else Member.deactivated_at.is_(None)
    return visible_members(actor) & gone


def _count(work: Work, condition: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count()).select_from(Member).where(condition)) or 0


def _last_acts(work: Work, member_ids: Sequence[int]) -> dict[int, datetime]:
    latest = (
        select(History.member_id, func.max(History.at))
        .where(History.member_id.in_(member_ids))
        .group_by(History.member_id)
    )
    return {member_id: at for member_id, at in work.session.execute(latest) if member_id}
