"""/price: what a product costs, looked up by name, code or pinyin."""

from crm.products import look_up_prices
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnCommand, Trigger
from handlers.products import texts


async def price_asked(ctx: Ctx, words: str) -> None:
    """The rep wants to know a price."""
    await ctx.act(lambda work: look_up_prices(work, words), texts.prices)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnCommand("price", price_asked)]
