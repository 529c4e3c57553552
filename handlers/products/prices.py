"""/price: what a product costs, looked up by name, code or pinyin."""

from crm.products import find_products
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnCommand, Trigger
from handlers.products import texts


async def price_asked(ctx: Ctx, words: str) -> None:
    """The rep wants to know a price."""
    await ctx.act(
        lambda work: find_products(work, words),
        lambda found, say: texts.prices(found, words, say),
    )


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnCommand("price", price_asked)]
