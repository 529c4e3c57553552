"""Look a customer up and show the card: from plain text, /find, and every button that opens it."""

from crm.customers import Found, look_up, read_card, recent_customers
from handlers.customers import texts
from handlers.kit.context import Ctx
from handlers.kit.links import OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from storage.work import Work


async def customer_named(ctx: Ctx, words: str) -> None:
    """The rep typed something that may name a customer: one match is its card, several are a list."""

    def find(work: Work) -> Screen:
        found = look_up(work, words)
        return _card_or_list(work, found, ctx.say)

    await ctx.act(find, lambda screen, _say: screen)


async def customers_asked(ctx: Ctx, words: str) -> None:
    """The rep gave /find: with words a look-up, without the customers touched last."""
    if words:
        await customer_named(ctx, words)
        return
    await ctx.act(recent_customers, texts.recent)


async def card_opened(ctx: Ctx, tap: OpenCustomer) -> None:
    """The rep tapped a customer: its card comes as a message of its own, to be replied to."""
    await ctx.act(lambda work: read_card(work, tap.customer_id), texts.card)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnCommand("find", customers_asked), OnButton(OpenCustomer, card_opened)]


def by_plain_text() -> Trigger:
    """Return the look-up by plain text: near the end of the registry, after all that is more certain."""
    return OnText(customer_named)


def _card_or_list(work: Work, found: Found, say: Say) -> Screen:
    if len(found.customers) == 1:
        return texts.card(read_card(work, found.customers[0].id), say)
    return texts.found(found, say)
