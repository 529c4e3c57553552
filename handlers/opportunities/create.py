"""Create an opportunity: at whom, what, how much, by when, at which stage; one line may tell all."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.customer_look_ups import Found, recent_customers
from crm.opportunities import (
    NewOpportunity,
    OpportunityCreated,
    create_opportunity,
    currency_of,
    opportunity_in_words,
)
from crm.stages import stages_of
from crm.words import read_close, read_price
from handlers.customers.buttons import CreateTyped, PickCustomer
from handlers.customers.choosing import (
    CustomerDraft,
    ask_customer,
    ask_which,
    choose,
    create_typed,
    find_by_name,
)
from handlers.kit import links
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText
from handlers.opportunities import texts
from handlers.opportunities.assigning import tell_offered
from handlers.opportunities.buttons import SaveNow, SetClose, SetCurrency, SetStage
from handlers.opportunities.figures import CURRENCIES, FiguresDraft, ask_amount, ask_close
from storage.work import Work


class Step(StrEnum):
    """The questions, in order."""

    CUSTOMER = "customer"
    TITLE = "title"
    AMOUNT = "amount"
    CLOSE = "close"
    STAGE = "stage"


@dataclass
class OpportunityDraft(CustomerDraft, FiguresDraft):
    """What the rep has told so far."""

    title: str = ""


OpportunityTalk = Talk[OpportunityDraft]
AfterTitle = Literal[Step.TITLE, Step.AMOUNT, Step.CLOSE, Step.STAGE]


async def started(talk: OpportunityTalk, words: str) -> Literal[Step.CUSTOMER, Step.TITLE]:
    """The rep wants to create an opportunity; words after the command are the customer."""
    return await customer_named(talk, words) if words else await talk.go(Step.CUSTOMER)


async def begun(talk: OpportunityTalk, _tap: links.NewOpportunity) -> Literal[Step.CUSTOMER]:
    """The rep tapped "new opportunity"."""
    return await talk.go(Step.CUSTOMER)


async def begun_for(talk: OpportunityTalk, tap: links.OpportunityFor) -> Literal[Step.TITLE]:
    """The rep wants an opportunity at the customer whose card he sees."""
    return await talk.act(
        lambda work: choose(work, talk.draft, tap.customer_id), then=lambda _customer: Step.TITLE
    )


async def customer_named(talk: OpportunityTalk, name: str) -> Literal[Step.CUSTOMER, Step.TITLE]:
    """The rep typed part of a name: one match is it, several are asked about."""

    def where(found: Found) -> Literal[Step.CUSTOMER, Step.TITLE]:
        return Step.TITLE if len(found.customers) == 1 else Step.CUSTOMER

    return await talk.act(
        lambda work: find_by_name(work, talk.draft, name), then=where, show=ask_which
    )


async def customer_picked(talk: OpportunityTalk, tap: PickCustomer) -> Literal[Step.TITLE]:
    """The rep picked a customer."""
    return await talk.act(
        lambda work: choose(work, talk.draft, tap.customer_id), then=lambda _customer: Step.TITLE
    )


async def customer_created(talk: OpportunityTalk, _tap: CreateTyped) -> Literal[Step.TITLE]:
    """The rep wants the name that nobody has to be a new customer."""
    return await talk.act(
        lambda work: create_typed(work, talk.draft), then=lambda _customer: Step.TITLE
    )


async def title_given(talk: OpportunityTalk, words: str) -> AfterTitle:
    """The rep says what may be sold, perhaps with amount and close in the same line."""
    draft = talk.draft

    def read(work: Work) -> AfterTitle:
        said = opportunity_in_words(work, draft.customer_id, words, talk.turn.sent_at)
        draft.title = said.title
        if said.amount is not None:
            draft.note_amount(said.amount)
        draft.close_on = said.close_on.isoformat() if said.close_on else draft.close_on
        return _first_missing(draft)

    return await talk.act(read, then=lambda step: step)


async def currency_chosen(talk: OpportunityTalk, tap: SetCurrency) -> Literal[Step.AMOUNT]:
    """The rep counts in another currency."""
    if tap.code in CURRENCIES:
        talk.draft.currency = tap.code
    return await talk.go(Step.AMOUNT)


async def amount_given(
    talk: OpportunityTalk, words: str
) -> Literal[Step.AMOUNT, Step.CLOSE, Step.STAGE]:
    """The rep says how much it is worth, perhaps with the close."""
    draft = talk.draft

    def read(work: Work) -> Literal[Step.AMOUNT, Step.CLOSE, Step.STAGE]:
        close = read_close(words, talk.turn.sent_at, talk.member.zone)
        amount = read_price(close.rest, draft.currency or currency_of(work))
        draft.is_unclear = amount is None
        if amount is None:
            return Step.AMOUNT
        draft.note_amount(amount)
        draft.close_on = close.day.isoformat() if close.day else draft.close_on
        return Step.STAGE if draft.close_on else Step.CLOSE

    return await talk.act(read, then=lambda step: step)


async def close_given(talk: OpportunityTalk, words: str) -> Literal[Step.CLOSE, Step.STAGE]:
    """The rep says by when it is expected to close."""
    day = read_close(words, talk.turn.sent_at, talk.member.zone).day
    talk.draft.is_unclear = day is None
    talk.draft.close_on = day.isoformat() if day else ""
    return await talk.go(Step.STAGE if day else Step.CLOSE)


async def close_chosen(talk: OpportunityTalk, tap: SetClose) -> Literal[Step.STAGE]:
    """The rep tapped the day of the expected close."""
    talk.draft.close_on = tap.day.isoformat()
    return await talk.go(Step.STAGE)


async def stage_chosen(talk: OpportunityTalk, tap: SetStage) -> Literal[End.END]:
    """The rep says where it stands: that was the last question."""
    return await _save(talk, tap.stage)


async def saved_now(talk: OpportunityTalk, _tap: SaveNow | None) -> Literal[End.END]:
    """The rep has told enough."""
    return await _save(talk, None)


def conversation() -> Conversation[OpportunityDraft]:
    """Build the conversation."""
    save = OnButton(SaveNow, saved_now)
    return Conversation(
        name="opportunity",
        title=N_("New opportunity"),
        draft=OpportunityDraft,
        entries=[
            OnCommand("opportunity", started),
            OnButton(links.NewOpportunity, begun),
            OnButton(links.OpportunityFor, begun_for),
        ],
        asks={
            Step.CUSTOMER: Ask(
                lambda _draft, recent, say: ask_customer(
                    say("<b>Which customer is it at?</b>"), recent, say
                ),
                load=lambda work, _draft: recent_customers(work),
            ),
            Step.TITLE: Ask(lambda draft, _none, say: texts.ask_title(draft.subject, say)),
            Step.AMOUNT: Ask(
                lambda draft, currency, say: texts.with_save(
                    ask_amount(texts.head(draft, say), draft, currency, say), say
                ),
                load=lambda work, _draft: currency_of(work),
                skip_to=Step.CLOSE,
            ),
            Step.CLOSE: Ask(
                lambda draft, _none, say: texts.with_save(
                    ask_close(texts.head(draft, say), draft, say), say
                ),
                skip_to=Step.STAGE,
            ),
            Step.STAGE: Ask(
                texts.ask_first_stage,
                load=lambda work, _draft: stages_of(work),
                skip_by=saved_now,
            ),
        },
        answers={
            Step.CUSTOMER: [
                OnButton(PickCustomer, customer_picked),
                OnButton(CreateTyped, customer_created),
                OnText(customer_named),
            ],
            Step.TITLE: [OnText(title_given)],
            Step.AMOUNT: [save, OnButton(SetCurrency, currency_chosen), OnText(amount_given)],
            Step.CLOSE: [save, OnButton(SetClose, close_chosen), OnText(close_given)],
            Step.STAGE: [save, OnButton(SetStage, stage_chosen)],
        },
    )


def _first_missing(draft: OpportunityDraft) -> AfterTitle:
    if not draft.title:
        return Step.TITLE
    if draft.amount is None:
        return Step.AMOUNT
    return Step.STAGE if draft.close_on else Step.CLOSE


async def _save(talk: OpportunityTalk, stage: str | None) -> Literal[End.END]:
    draft = talk.draft
    new = NewOpportunity(draft.customer_id, draft.title, draft.amount, draft.close, stage)

    def create(work: Work) -> OpportunityCreated:
        return tell_offered(work, create_opportunity(work, new))

    return await talk.act(create, then=lambda _done: END, show=texts.created)
