"""A member blocks the bot, or lets it write again: his leaders hear of it, his reminders wait and come back."""

from telegram import ChatMemberUpdated

from crm.delivery import note_unreachable
from handlers.kit.context import Ctx
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnMembership, Trigger
from handlers.team.notices import tell_unreachable
from storage.work import Work


async def membership_changed(ctx: Ctx, _change: ChatMemberUpdated) -> None:
    """The member blocked the bot, or unblocked it (which `Ctx.settle` has noted already)."""

    def note(work: Work) -> None:
        if ctx.turn.has_blocked:
            note_unreachable(work, ctx.turn.chat_id, tell_unreachable)

    def shown(_none: None, say: Say) -> Screen:
        if ctx.turn.has_blocked:
            return Screen()
        return Screen(say("👋 Good to have you back. What was due comes now."))

    await ctx.act(note, shown)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnMembership(membership_changed)]
