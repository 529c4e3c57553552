"""Where a rep begins and comes back to: /start, /help, /new, /cancel, and what nobody understood."""

from handlers.home import texts
from handlers.kit.context import Ctx
from handlers.kit.failures import stale
from handlers.kit.triggers import OnAnything, OnButton, OnCommand, Trigger
from handlers.kit.turn import Turn
from handlers.kit.unfinished import Discard
from storage.conversations import end_conversation, open_conversations
from storage.work import Work


async def greeted(ctx: Ctx, _code: str) -> None:
    """A member came back with /start."""
    await ctx.show(texts.welcome(ctx.member.name, ctx.say))


async def help_asked(ctx: Ctx, _words: str) -> None:
    """The rep wants to know what there is."""
    await ctx.show(texts.help_page(ctx.say))


async def new_asked(ctx: Ctx, _words: str) -> None:
    """The rep wants to enter something new."""
    await ctx.show(texts.what_is_new(ctx.say))


async def nothing_to_cancel(ctx: Ctx, _words: str) -> None:
    """The rep cancels outside any conversation."""
    await ctx.show(texts.nothing_to_cancel(ctx.say))


async def unfinished_discarded(ctx: Ctx, tap: Discard) -> None:
    """The rep forgets a half-finished conversation."""

    def discard(work: Work) -> bool:
        ids = [one.id for one in open_conversations(work.connection, ctx.turn.chat_id)]
        if tap.conversation_id in ids:
            end_conversation(work.connection, tap.conversation_id)
        return True

    await ctx.act(discard, lambda _done, say: texts.discarded(say))


async def not_understood(ctx: Ctx, turn: Turn) -> None:
    """Nobody took it: an outdated button, or something that is no text."""
    if turn.tapped_message is not None:
        await ctx.show(stale(ctx.say))
    else:
        await ctx.show(texts.not_understood(ctx.say))


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("start", greeted),
        OnCommand("help", help_asked),
        OnCommand("new", new_asked),
        OnCommand("cancel", nothing_to_cancel),
        OnButton(Discard, unfinished_discarded),
    ]


def by_default() -> Trigger:
    """Return the last handler of all."""
    return OnAnything(not_understood)
