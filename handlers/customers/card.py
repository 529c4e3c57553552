"""Look a customer up and show the card: from plain text, /find, and every button that opens it."""

from crm.coming import days_asked_for, read_coming
from crm.customer_card import read_card
from crm.customer_lists import is_list, list_customers, named_lists
from crm.customer_look_ups import Found, look_up, may_be_a_name, recent_customers
from handlers.customers import texts
from handlers.customers.create import NewCustomerDraft, lay_name_ready
from handlers.kit.context import Ctx
from handlers.kit.links import OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from handlers.lists.coming_texts import coming
from handlers.lists.texts import page as list_page
from storage.work import Work


async def customer_named(ctx: Ctx, words: str) -> None:
    """The rep typed something that may name a customer: one match is its card, several are a list."""

    def find(work: Work) -> None:
        if (asked := days_asked_for(work, words)) is not None:
            ctx.post(work, coming(read_coming(work, asked), ctx.say))
            return
        if is_list(work, words, is_asked=True):
            ctx.post(work, list_page(list_customers(work, words), ctx.say))
            return
        found = look_up(work, words)
        if found.customers:
            ctx.post(work, card_or_list(work, found, ctx.say))
        elif may_be_a_name(words):
            offer_to_enter(ctx, work, NewCustomerDraft(subject=words, name=words))
        else:
            ctx.post(work, texts.no_name(ctx.say))

    await ctx.settle(find)


async def customers_asked(ctx: Ctx, words: str) -> None:
    """The rep gave /find: with words a look-up, without the customers touched last."""
    if words:
        await customer_named(ctx, words)
        return
    await ctx.act(
        lambda work: (recent_customers(work), named_lists(work)),
        lambda shown, say: texts.recent(*shown, say),
    )


async def card_opened(ctx: Ctx, tap: OpenCustomer) -> None:
    """The rep tapped a customer: its card comes as a message of its own, to be replied to."""
    await ctx.act(lambda work: read_card(work, tap.customer_id), texts.card)


def card_or_list(work: Work, found: Found, say: Say) -> Screen:
    """Return the card of a single match, else the list of those found."""
    if len(found.customers) == 1:
        return texts.card(read_card(work, found.customers[0].id), say)
    return texts.found(found, say)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("find", customers_asked),
        OnButton(OpenCustomer, card_opened),
    ]


def offer_to_enter(ctx: Ctx, work: Work, draft: NewCustomerDraft) -> None:
    """Say that nobody was found, with one tap to enter whoever it is."""
    serial = lay_name_ready(work, ctx.turn.chat_id, draft)
    ctx.post(work, texts.nobody(draft.name, ctx.say), serial)
