"""/pipeline: what is open at each stage, as text and as a picture; /deals: a list of it, filtered in words."""

from collections.abc import Sequence

from crm.opportunity_search import Listing, filter_in_words, list_opportunities
from crm.pipeline import Pipeline, read_pipeline
from crm.policy import actor_of, visible_colleagues
from handlers.charts.charts import draw
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from handlers.pipeline import texts
from handlers.pipeline.buttons import (
    ChooseMember,
    DrawPipeline,
    ListDeals,
    ShowPipeline,
    filter_of,
)
from storage.tables import Member
from storage.work import Work


async def pipeline_asked(ctx: Ctx, words: str) -> None:
    """The rep gave /pipeline: his own, or what words ask for."""
    if words:
        await deals_asked(ctx, words)
        return
    await ctx.act(lambda work: read_pipeline(work, actor_of(work).id), texts.pipeline)


async def deals_asked(ctx: Ctx, words: str) -> None:
    """The rep wants a list of opportunities."""

    def find(work: Work) -> Listing:
        return list_opportunities(work, filter_in_words(work, words, ctx.turn.sent_at))

    await ctx.act(find, texts.listing)


async def pipeline_opened(ctx: Ctx, tap: ShowPipeline) -> None:
    """The rep tapped somebody's pipeline, or the team's."""
    await ctx.act(lambda work: read_pipeline(work, tap.member_id), texts.pipeline)


async def members_asked(ctx: Ctx, _tap: ChooseMember) -> None:
    """A leader wants somebody's pipeline."""

    def find(work: Work) -> Sequence[Member]:
        return visible_colleagues(work)

    await ctx.act(find, texts.choose_member)


async def page_opened(ctx: Ctx, tap: ListDeals) -> None:
    """The rep opens a list, or turns its page."""
    asked = filter_of(tap)
    await ctx.act(lambda work: list_opportunities(work, asked, tap.page), texts.listing)


async def picture_wanted(ctx: Ctx, tap: DrawPipeline) -> None:
    """The rep wants to see it as a picture: read, drawn in a process of its own, then shown."""

    looked = await ctx.ahead(ctx.look(lambda work: read_pipeline(work, tap.member_id)))
    drawn = await draw(texts.chart(looked.get(), ctx.say)) if looked.refused is None else None

    def told(_work: Work) -> Pipeline:
        return looked.get()

    await ctx.act(told, lambda shown, say: texts.picture(shown, drawn, say))


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("pipeline", pipeline_asked),
        OnCommand("deals", deals_asked),
        OnButton(ShowPipeline, pipeline_opened),
        OnButton(ChooseMember, members_asked),
        OnButton(ListDeals, page_opened),
        OnButton(DrawPipeline, picture_wanted),
    ]
