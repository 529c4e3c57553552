"""Add what is to be sold to an opportunity: in one line, with the price where the list has none."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from crm.opportunities import OpportunityCard, currency_of, read_opportunity
from crm.opportunity_parts import LinesChanged, NewLine, add_line
from crm.products import SaidLine, read_line
from crm.words import read_price
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnText
from handlers.opportunities.buttons import AddLine
from handlers.opportunities.part_texts import items
from handlers.products import texts
from storage.work import Work


class Step(StrEnum):
    """The questions, in order."""

    WHAT = "what"
    PRICE = "price"


@dataclass
class ItemDraft(Draft):
    """What is added to which opportunity; `quantity` is a decimal number as text."""

    opportunity_id: int = 0
    currency: str = ""
    name: str = ""
    quantity: str = "1"
    product_id: int = 0
    cost_minor: int | None = None
    is_unclear: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """The opportunity with the item, and what the item changed."""

    card: OpportunityCard
    changed: LinesChanged


ItemTalk = Talk[ItemDraft]


async def item_wanted(talk: ItemTalk, tap: AddLine) -> Literal[Step.WHAT]:
    """The rep wants to add an item."""
    draft = talk.draft

    def note(work: Work) -> None:
        one = read_opportunity(work, tap.opportunity_id).opportunity
        draft.opportunity_id, draft.subject = one.id, one.title
        draft.currency = one.currency or currency_of(work)

    return await talk.act(note, then=lambda _none: Step.WHAT)


async def item_given(talk: ItemTalk, words: str) -> Literal[Step.WHAT, Step.PRICE, End.END]:
    """The rep says what it is, how many, perhaps for how much: what the list knows is not asked."""
    draft = talk.draft

    def take(work: Work) -> Added | SaidLine:
        said = read_line(work, words, draft.currency)
        draft.name, draft.quantity = said.name, str(said.quantity)
        draft.product_id = said.product.id if said.product else 0
        in_currency = said.product is not None and said.product.currency == draft.currency
        draft.cost_minor = said.product.cost_minor if said.product and in_currency else None
        if not said.name or said.price is None or said.price.currency != draft.currency:
            return said
        new = NewLine(
            said.name, said.quantity, said.price, draft.cost_minor, draft.product_id or None
        )
        return _add(work, draft, new)

    def where(done: Added | SaidLine) -> Literal[Step.WHAT, Step.PRICE, End.END]:
        if isinstance(done, Added):
            return END
        return Step.PRICE if done.name else Step.WHAT

    return await talk.act(take, then=where, show=_shown)


async def price_given(talk: ItemTalk, words: str) -> Literal[Step.PRICE, End.END]:
    """The rep says what one costs."""
    draft = talk.draft

    def take(work: Work) -> Added | None:
        price = read_price(words, draft.currency)
        draft.is_unclear = price is None
        if price is None:
            return None
        quantity, product = Decimal(draft.quantity), draft.product_id or None
        new = NewLine(draft.name, quantity, price, draft.cost_minor, product)
        return _add(work, draft, new)

    return await talk.act(take, then=lambda done: END if done else Step.PRICE, show=_shown)


def conversation() -> Conversation[ItemDraft]:
    """Build the conversation."""
    return Conversation(
        name="item",
        title=N_("Add an item"),
        draft=ItemDraft,
        entries=[OnButton(AddLine, item_wanted)],
        asks={
            Step.WHAT: Ask(lambda draft, _none, say: texts.ask_item(draft.subject, say)),
            Step.PRICE: Ask(
                lambda draft, _none, say: texts.ask_price(
                    draft.name, draft.currency, draft.is_unclear, say
                )
            ),
        },
        answers={Step.WHAT: [OnText(item_given)], Step.PRICE: [OnText(price_given)]},
    )


def _add(work: Work, draft: ItemDraft, new: NewLine) -> Added:
    changed = add_line(work, draft.opportunity_id, new)
    return Added(read_opportunity(work, draft.opportunity_id), changed)


def _shown(done: Added | SaidLine | None, say: Say) -> Screen | None:
    return items(done.card, say, done.changed) if isinstance(done, Added) else None
