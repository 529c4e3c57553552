"""/invite: a link for one colleague, with a role and a team; and the list of those still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.errors import NotAllowed
from crm.invitations import (
    Invited,
    OpenInvitation,
    invite,
    open_invitations,
    revoke,
    teams_to_invite_to,
)
from crm.policy import present_actor, roles_to_give
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from handlers.team import invite_texts as texts
from handlers.team.buttons import (
    Invite,
    InviteAs,
    InviteTo,
    InviteToNew,
    OpenInvitations,
    Revoke,
)
from storage.tables import Role
from storage.work import Work


class Step(StrEnum):
    """The questions, in order; a manager has only one answer to each and is asked none."""

    ROLE = "role"
    TEAM = "team"
    NEW_TEAM = "new_team"


@dataclass
class InviteDraft(Draft):
    """The role to give."""

    role: str = Role.REP.value


Inviting = Talk[InviteDraft]


async def invite_asked(talk: Inviting, _words: str) -> Literal[Step.ROLE, End.END]:
    """The member wants to invite somebody."""

    def begin(work: Work) -> Invited | None:
        roles = roles_to_give(present_actor(work))
        if not roles:
            raise NotAllowed("invite")
        return invite(work, roles[0]) if len(roles) == 1 else None

    def where(done: Invited | None) -> Literal[Step.ROLE, End.END]:
        return END if done else Step.ROLE

    def shown(done: Invited | None, say: Say) -> Screen | None:
        return texts.invited(done, talk.turn.desk.bot_username, say) if done else None

    return await talk.act(begin, then=where, show=shown)


async def invite_tapped(talk: Inviting, _tap: Invite) -> Literal[Step.ROLE, End.END]:
    """The member tapped [Invite] on another screen."""
    return await invite_asked(talk, "")


async def role_chosen(talk: Inviting, tap: InviteAs) -> Literal[Step.TEAM]:
    """The member says what the colleague will be."""
    talk.draft.role = tap.role
    return await talk.go(Step.TEAM)


async def team_chosen(talk: Inviting, tap: InviteTo) -> Literal[End.END]:
    """The member says where the colleague belongs: the link is made."""
    return await _invite(talk, team_id=tap.team_id)


async def new_team_wanted(talk: Inviting, _tap: InviteToNew) -> Literal[Step.NEW_TEAM]:
    """The colleague is the first of a new team."""
    return await talk.go(Step.NEW_TEAM)


async def team_named(talk: Inviting, name: str) -> Literal[End.END]:
    """The member names the new team: it is made with the link."""
    return await _invite(talk, new_team=name)


async def list_wanted(talk: Inviting, _tap: OpenInvitations) -> Literal[End.END]:
    """The member would rather see what is open."""
    return await talk.act(open_invitations, then=lambda _found: END, show=texts.open_invitations)


async def list_opened(ctx: Ctx, _tap: OpenInvitations) -> None:
    """The member wants to see what is open."""
    await ctx.act(open_invitations, texts.open_invitations)


async def revoked(ctx: Ctx, tap: Revoke) -> None:
    """The member takes an invitation back."""

    def take_back(work: Work) -> Sequence[OpenInvitation]:
        revoke(work, tap.invitation_id)
        return open_invitations(work)

    await ctx.act(take_back, texts.open_invitations)


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnButton(OpenInvitations, list_opened), OnButton(Revoke, revoked)]


def conversation() -> Conversation[InviteDraft]:
    """Build the conversation."""
    return Conversation(
        name="invite",
        title=N_("Invite a colleague"),
        draft=InviteDraft,
        entries=[OnCommand("invite", invite_asked), OnButton(Invite, invite_tapped)],
        asks={
            Step.ROLE: Ask(
                lambda _draft, known, say: texts.ask_role(known[0], known[1], say),
                load=lambda work, _draft: (
                    roles_to_give(present_actor(work)),
                    len(open_invitations(work)),
                ),
            ),
            Step.TEAM: Ask(
                lambda _draft, teams, say: texts.ask_team(teams, say),
                load=lambda work, _draft: teams_to_invite_to(work),
            ),
            Step.NEW_TEAM: Ask(lambda _draft, _none, say: texts.ask_new_team(say)),
        },
        answers={
            Step.ROLE: [OnButton(InviteAs, role_chosen), OnButton(OpenInvitations, list_wanted)],
            Step.TEAM: [OnButton(InviteTo, team_chosen), OnButton(InviteToNew, new_team_wanted)],
            Step.NEW_TEAM: [OnText(team_named)],
        },
    )


async def _invite(
    talk: Inviting, team_id: int | None = None, new_team: str = ""
) -> Literal[End.END]:
    def make(work: Work) -> Invited:
        return invite(work, Role(talk.draft.role), team_id, new_team)

    def shown(done: Invited, say: Say) -> Screen:
        return texts.invited(done, talk.turn.desk.bot_username, say)

    return await talk.act(make, then=lambda _done: END, show=shown)
