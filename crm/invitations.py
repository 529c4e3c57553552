"""Invitations: a single-use link that lets one person join with a role and a team, for 24 hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from crm.errors import NotAllowed, NotThere
from crm.members import INVITED_FOR, add_invitation
from crm.policy import administrator, may_invite, present_actor
from crm.settings import check_team_name
from storage.tables import Invitation, Member, Role, Team
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation; the code is known here and never again."""

    invitation: Invitation
    team: Team
    code: str


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that can still be used."""

    invitation: Invitation
    team_name: str
    inviter_name: str


def teams_to_invite_to(work: Work) -> Sequence[Team]:
    """Return the teams of an administrator, his own first; a manager has his own alone."""
    actor = present_actor(work)
    teams = select(Team).order_by(Team.id != actor.team_id, Team.name, Team.id)
    if actor.role is not Role.ADMIN:
        teams = teams.where(Team.id == actor.team_id)
    return work.session.scalars(teams).all()


def invite(work: Work, role: Role, team_id: int | None = None, new_team: str = "") -> Invited:
    """Make an invitation to a role and a team, by default the actor's own; a new team is made with it.

    NotAllowed for a role or a team that the actor may not give; NotThere for no team; Empty, TextTooLong for
    the name of a new one.
    """
    actor = present_actor(work)
    if not may_invite(actor, role):
        raise NotAllowed("invite")
    team = _new_team(work, new_team) if new_team else _team(work, team_id or actor.team_id)
    invitation, code = add_invitation(work, role, team.id, work.now + INVITED_FOR)
    work.close_entry("invite")
    return Invited(invitation, team, code)


def open_invitations(work: Work) -> Sequence[OpenInvitation]:
    """Return the invitations that can still be used and that the actor may revoke, newest first."""
    found = (
        select(Invitation, Team.name, Member.name)
        .join(Team, Team.id == Invitation.team_id)
        .join(Member, Member.id == Invitation.created_by)
        .where(_is_open(work.now), _revocable_by(present_actor(work)))
        .order_by(Invitation.id.desc())
    )
    return [OpenInvitation(*row) for row in work.session.execute(found)]


def revoke(work: Work, invitation_id: int) -> None:
    """Make an invitation worthless; one that is used, expired or revoked stays as it is."""
    actor = present_actor(work)
    mine = select(Invitation).where(Invitation.id == invitation_id, _revocable_by(actor))
    invitation = work.session.scalar(mine)
    if invitation is None:
        raise NotThere("invitation", invitation_id)
    if invitation.used_at is None and invitation.revoked_at is None:
        work.change(invitation, revoked_at=work.now)
    work.close_entry("revoke")


def revoke_beyond(work: Work, member: Member) -> None:
    """Revoke a member's open invitations that he may not give (any more); the use-case closes the entry."""
    gone = member.deactivated_at is not None
    beyond = [role for role in Role if gone or not may_invite(member, role)]
    work.change_all(
        Invitation,
        (Invitation.created_by == member.id) & Invitation.role.in_(beyond) & _is_open(work.now),
        revoked_at=work.now,
    )


def _is_open(now: datetime) -> ColumnElement[bool]:
    unused = Invitation.used_at.is_(None) & Invitation.revoked_at.is_(None)
    return unused & (Invitation.expires_at > now)


def _revocable_by(actor: Member) -> ColumnElement[bool]:
    if actor.role is Role.ADMIN:
        return Invitation.created_by.is_not(None)
    if actor.role is Role.MANAGER:
        return (Invitation.team_id == actor.team_id) & (Invitation.role == Role.REP)
    raise NotAllowed("invite")


def _team(work: Work, team_id: int) -> Team:
    if team_id not in [team.id for team in teams_to_invite_to(work)]:
        raise NotThere("team", team_id)
    return work.session.get_one(Team, team_id)


def _new_team(work: Work, name: str) -> Team:
    own = work.session.get_one(Team, administrator(work).team_id)
    return work.add(
        Team(
            name=check_team_name(name),
            country=own.country,
            currency=own.currency,
            shares_customers=own.shares_customers,
            created_at=work.now,
        )
    )
