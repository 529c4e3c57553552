"""Members: the first administrator by a code from the console, the others by invitation."""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select, update

from crm.customers import tidy
from crm.errors import InvitationInvalid, LastAdministrator
from storage.tables import Invitation, Member, Role, Team
from storage.work import Work

CODE_BYTES = 16
INVITED_FOR = timedelta(hours=24)
QUIET_FROM, QUIET_UNTIL, REMINDER_TIME = time(21), time(8), time(9)
COUNTRY_OF = {"zh": "CN", "en": "GB"}
CURRENCY_OF = {"zh": "CNY", "en": "GBP"}
FIRST_TEAM = "Fieldbook"
NAME_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A stranger with a code: who he is, and what could be guessed of him.

    Who was invited is rather taken to be in his inviter's zone.
    """

    telegram_id: int
    name: str
    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who is a member now; the first administrator names the team."""

    member: Member
    team: Team
    invited_by: Member | None
    is_first: bool = False


def administrators(work: Work) -> Sequence[Member]:
    """Return the active administrators."""
    active = (Member.role == Role.ADMIN) & Member.deactivated_at.is_(None)
    return work.session.scalars(select(Member).where(active).order_by(Member.id)).all()


def names_of(work: Work, member_ids: Collection[int]) -> dict[int, str]:
    """Return the names of some members, by id."""
    named = select(Member.id, Member.name).where(Member.id.in_(member_ids))
    return {row.id: row.name for row in work.connection.execute(named)}


def first_code(work: Work) -> str | None:
    """Make the one-time code of the first administrator; none where there is one already.

    Each start of the program makes a new code and revokes the last.
    """
    if administrators(work):
        return None
    open_codes = Invitation.created_by.is_(None) & Invitation.used_at.is_(None)
    work.session.execute(update(Invitation).where(open_codes).values(revoked_at=work.now))
    return issue_code(work, Role.ADMIN, team_id=None, expires_at=work.now + timedelta(days=7))


def issue_code(work: Work, role: Role, team_id: int | None, expires_at: datetime) -> str:
    """Write an invitation and return its code; only a hash of it is kept."""
    _, code = add_invitation(work, role, team_id, expires_at)
    work.close_entry("invite")
    return code


def add_invitation(
    work: Work, role: Role, team_id: int | None, expires_at: datetime
) -> tuple[Invitation, str]:
    """Insert an invitation and make its code, 22 characters of 128 random bits; the caller closes the entry."""
    code = secrets.token_urlsafe(CODE_BYTES)
    invitation = Invitation(
        code_hash=hash_of(code),
        role=role,
        team_id=team_id,
        created_by=work.actor.id if work.actor else None,
        created_at=work.now,
        expires_at=expires_at,
    )
    return work.add(invitation), code


def join(work: Work, code: str, newcomer: Newcomer) -> Joined:
    """Make a newcomer a member by a code that is unused, unexpired and not revoked, once.

    InvitationInvalid otherwise, whatever the reason.
    """
    invitation = work.session.scalar(
        select(Invitation).where(Invitation.code_hash == hash_of(code))
    )
    used = update(Invitation).where(
        Invitation.code_hash == hash_of(code),
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > work.now,
    )
    if invitation is None or work.connection.execute(used.values(used_at=work.now)).rowcount != 1:
        raise InvitationInvalid
    inviter = work.session.get(Member, invitation.created_by) if invitation.created_by else None
    team = _team_for(work, invitation, newcomer)
    member = _member_for(work, newcomer, team, invitation.role, inviter)
    invitation.used_by = member.id
    work.session.flush()
    work.actor = member
    work.close_entry("join")
    is_first = inviter is None and member.role is Role.ADMIN
    return Joined(member, team, inviter, is_first)


def check_administrator_remains(work: Work) -> None:
    """Refuse what has left nobody to administer: LastAdministrator."""
    active = (Member.role == Role.ADMIN) & Member.deactivated_at.is_(None)
    if work.session.scalar(select(Member.id).where(active).with_for_update().limit(1)) is None:
        raise LastAdministrator


def hash_of(code: str) -> str:
    """Return what is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def _team_for(work: Work, invitation: Invitation, newcomer: Newcomer) -> Team:
    if invitation.team_id is not None:
        return work.session.get_one(Team, invitation.team_id)
    first = work.session.scalar(select(Team).order_by(Team.id).limit(1))
    if first is not None:
        return first
    return work.add(
        Team(
            name=FIRST_TEAM,
            country=COUNTRY_OF[newcomer.language],
            currency=CURRENCY_OF[newcomer.language],
            shares_customers=False,
            created_at=work.now,
        )
    )


def _member_for(
    work: Work, newcomer: Newcomer, team: Team, role: Role, inviter: Member | None
) -> Member:
    known = work.session.scalar(select(Member).where(Member.telegram_id == newcomer.telegram_id))
    if known is not None:
        return work.change(
            known,
            team_id=team.id,
            role=role,
            deactivated_at=None,
            unreachable_at=None,
        )
    return work.add(
        Member(
            team_id=team.id,
            telegram_id=newcomer.telegram_id,
            name=tidy(newcomer.name)[:NAME_LIMIT] or str(newcomer.telegram_id),
            role=role,
            language=newcomer.language,
            zone=inviter.zone if inviter else newcomer.zone,
            quiet_from=QUIET_FROM,
            quiet_until=QUIET_UNTIL,
            reminder_time=REMINDER_TIME,
            joined_at=work.now,
        )
    )
