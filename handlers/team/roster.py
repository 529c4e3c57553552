"""/team: who is there, and for leaders each colleague with his role and his way back."""

from crm.roster import MemberChanged, bring_back, change_role, read_member, read_roster
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from handlers.team import roster_texts as texts
from handlers.team.buttons import AskRole, BringBack, GiveRole, OpenMember, OpenRoster
from handlers.team.notices import tell_changed
from storage.work import Work


async def team_asked(ctx: Ctx, _words: str) -> None:
    """The member wants to see the team."""
    await ctx.act(read_roster, texts.roster)


async def page_turned(ctx: Ctx, tap: OpenRoster) -> None:
    """The member turns a page, or wants those who have left."""
    await ctx.act(lambda work: read_roster(work, tap.page, former=bool(tap.former)), texts.roster)


async def member_opened(ctx: Ctx, tap: OpenMember) -> None:
    """The leader opens a colleague."""
    await ctx.act(lambda work: read_member(work, tap.member_id), texts.card)


async def role_asked(ctx: Ctx, tap: AskRole) -> None:
    """The administrator wants to give a colleague another role."""
    await ctx.act(lambda work: read_member(work, tap.member_id), texts.ask_role)


async def role_given(ctx: Ctx, tap: GiveRole) -> None:
    """The administrator chose the role: the colleague is told."""

    def give(work: Work) -> MemberChanged:
        done = change_role(work, tap.member_id, tap.role)
        tell_changed(work, done)
        return done

    await ctx.act(give, texts.changed)


async def brought_back(ctx: Ctx, tap: BringBack) -> None:
    """The leader lets somebody in again: he is told."""

    def bring(work: Work) -> MemberChanged:
        done = bring_back(work, tap.member_id)
        tell_changed(work, done)
        return done

    await ctx.act(bring, texts.changed)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("team", team_asked),
        OnButton(OpenRoster, page_turned),
        OnButton(OpenMember, member_opened),
        OnButton(AskRole, role_asked),
        OnButton(GiveRole, role_given),
        OnButton(BringBack, brought_back),
    ]
