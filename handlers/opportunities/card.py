"""Open an opportunity's card and move it through its stages."""

from dataclasses import replace

from crm.opportunities import OpportunityCard, move_opportunity, read_opportunity
from handlers.kit.context import Ctx
from handlers.kit.links import OpenOpportunity
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnButton, Trigger
from handlers.opportunities import texts
from handlers.opportunities.buttons import AskStage, BackToCard, MoveTo


async def card_opened(ctx: Ctx, tap: OpenOpportunity) -> None:
    """The rep opens an opportunity: its card comes as a message of its own, to be replied to."""
    await ctx.act(lambda work: read_opportunity(work, tap.opportunity_id), texts.card)


async def went_back(ctx: Ctx, tap: BackToCard) -> None:
    """The rep leaves it where it stands."""

    def shown(card: OpportunityCard, say: Say) -> Screen:
        return replace(texts.card(card, say), fresh=False)

    await ctx.act(lambda work: read_opportunity(work, tap.opportunity_id), shown)


async def stages_asked(ctx: Ctx, tap: AskStage) -> None:
    """The rep wants to move it."""
    await ctx.act(lambda work: read_opportunity(work, tap.opportunity_id), texts.ask_stage)


async def moved(ctx: Ctx, tap: MoveTo) -> None:
    """The rep says where it stands now."""
    await ctx.act(
        lambda work: move_opportunity(work, tap.opportunity_id, tap.stage), texts.changed
    )


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnButton(OpenOpportunity, card_opened),
        OnButton(AskStage, stages_asked),
        OnButton(BackToCard, went_back),
        OnButton(MoveTo, moved),
    ]
