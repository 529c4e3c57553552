"""From the card: all that happened with a customer, page by page, and its place on the map."""

from crm.errors import NotThere
from crm.policy import customer_for
from crm.timeline import read_timeline
from handlers.customers import timeline_texts as texts
from handlers.customers.buttons import ShowPin, TurnTimeline
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnButton, Trigger
from storage.work import Work


async def page_turned(ctx: Ctx, tap: TurnTimeline) -> None:
    """The rep opens the timeline or turns a page of it."""
    await ctx.act(lambda work: read_timeline(work, tap.customer_id, tap.page), texts.page)


async def place_asked(ctx: Ctx, tap: ShowPin) -> None:
    """The rep wants to see where a customer is: a pin that any map opens."""

    def show(work: Work) -> None:
        chat_id = ctx.turn.chat_id
        call = texts.pin(customer_for(work, tap.customer_id), chat_id)
        if call is None:
            raise NotThere("place", tap.customer_id)
        work.send(chat_id, "sendVenue", call, about=f"customer:{tap.customer_id}")

    await ctx.settle(show)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnButton(TurnTimeline, page_turned), OnButton(ShowPin, place_asked)]
