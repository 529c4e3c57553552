"""/me: a member's own week and month beside his target; /target: leaders say what is to be reached."""

from crm.figures import Figures, read_figures
from crm.policy import visible_colleagues
from crm.targets import read_targets, set_target
from handlers.figures import texts
from handlers.figures.buttons import FiguresOf
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from storage.search import fold
from storage.work import Work


async def figures_asked(ctx: Ctx, words: str) -> None:
    """The rep wants his figures; a leader may name a member."""

    def read(work: Work) -> Figures:
        named = [
            one for one in visible_colleagues(work) if words and fold(words) in fold(one.name)
        ]
        return read_figures(work, named[0].id if len(named) == 1 else None)

    await ctx.act(read, texts.figures)


async def figures_opened(ctx: Ctx, tap: FiguresOf) -> None:
    """A leader opens a member's figures."""
    await ctx.act(lambda work: read_figures(work, tap.member_id), texts.figures)


async def target_given(ctx: Ctx, words: str) -> None:
    """A leader sets a target in one line; without words everybody's are shown."""
    if not words:
        await ctx.act(read_targets, texts.targets)
        return
    await ctx.act(lambda work: set_target(work, words, ctx.turn.sent_at), texts.target_set)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("me", figures_asked),
        OnCommand("target", target_given),
        OnButton(FiguresOf, figures_opened),
    ]
