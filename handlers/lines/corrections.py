"""The keys under a receipt: each changes one thing that was understood, by a tap or a message."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from crm.attachments import Filed, move_filed
from crm.corrections import (
    Corrected,
    change_amount,
    change_customer,
    change_day,
    change_kind,
    change_outcome,
    change_time,
    read_interaction,
)
from crm.customer_look_ups import look_up, recent_customers
from crm.opportunities import currency_of
from crm.reminders import Due
from crm.words import named_day, read_due, read_price
from handlers.attachments.buttons import MoveFiles
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnText, Trigger
from handlers.lines import questions, texts
from handlers.lines.buttons import (
    ChangeAmount,
    ChangeCustomer,
    ChangeDay,
    ChangeKind,
    ChangeOutcome,
    ChangeTime,
    HappenedOn,
    KindIs,
    NoAmount,
    OtherCustomer,
    OtherDay,
    OutcomeIs,
)
from storage.tables import Customer
from storage.work import Work


class Step(StrEnum):
    """What is put right."""

    CUSTOMER = "customer"
    TIME = "time"
    DAY = "day"
    AMOUNT = "amount"


@dataclass
class CorrectionDraft(Draft):
    """The interaction, or the act that filed files, that is put right; `typed` is the name looked for."""

    interaction_id: int = 0
    entry_id: int = 0
    typed: str = ""
    is_unclear: bool = False


CorrectionTalk = Talk[CorrectionDraft]


async def kind_asked(ctx: Ctx, tap: ChangeKind) -> None:
    """The rep wants to say how they met."""
    await ctx.act(lambda work: read_interaction(work, tap.interaction_id), questions.ask_kind)


async def kind_given(ctx: Ctx, tap: KindIs) -> None:
    """The rep says how they met."""
    await ctx.act(lambda work: change_kind(work, tap.interaction_id, tap.kind), texts.corrected)


async def outcome_asked(ctx: Ctx, tap: ChangeOutcome) -> None:
    """The rep wants to say how it went."""
    await ctx.act(lambda work: read_interaction(work, tap.interaction_id), questions.ask_outcome)


async def outcome_given(ctx: Ctx, tap: OutcomeIs) -> None:
    """The rep says how it went."""
    await ctx.act(
        lambda work: change_outcome(work, tap.interaction_id, tap.outcome), texts.corrected
    )


async def customer_asked(talk: CorrectionTalk, tap: ChangeCustomer) -> Literal[Step.CUSTOMER]:
    """The rep says that it was another customer."""
    talk.draft.interaction_id = tap.interaction_id
    return await talk.go(Step.CUSTOMER)


async def files_moved(talk: CorrectionTalk, tap: MoveFiles) -> Literal[Step.CUSTOMER]:
    """The rep says that files are about another customer."""
    talk.draft.entry_id = tap.entry_id
    return await talk.go(Step.CUSTOMER)


async def customer_named(talk: CorrectionTalk, name: str) -> Literal[Step.CUSTOMER, End.END]:
    """The rep typed the customer's name: one match is it."""

    def find(work: Work) -> Corrected | Filed | None:
        talk.draft.typed = name
        found = look_up(work, name).customers
        return _file_on(work, talk.draft, found[0].id) if len(found) == 1 else None

    def where(done: Corrected | Filed | None) -> Literal[Step.CUSTOMER, End.END]:
        return END if done else Step.CUSTOMER

    return await talk.act(find, then=where, show=_shown)


async def customer_picked(talk: CorrectionTalk, tap: OtherCustomer) -> Literal[End.END]:
    """The rep picked the customer."""
    return await talk.act(
        lambda work: _file_on(work, talk.draft, tap.customer_id),
        then=lambda _done: END,
        show=_shown,
    )


async def time_asked(talk: CorrectionTalk, tap: ChangeTime) -> Literal[Step.TIME]:
    """The rep wants the next step at another time."""
    talk.draft.interaction_id = tap.interaction_id
    return await talk.go(Step.TIME)


async def time_given(talk: CorrectionTalk, words: str) -> Literal[Step.TIME, End.END]:
    """The rep typed when the next step is due."""
    read = read_due(words, talk.turn.sent_at, talk.member.zone)
    if read.due is None:
        talk.draft.is_unclear = True
        return await talk.go(Step.TIME)
    return await _put_on(talk, read.due)


async def day_picked(talk: CorrectionTalk, tap: OtherDay) -> Literal[End.END]:
    """The rep tapped the day of the next step."""
    return await _put_on(talk, Due(tap.day))


async def happened_asked(talk: CorrectionTalk, tap: ChangeDay) -> Literal[Step.DAY]:
    """The rep says that it happened on another day."""
    talk.draft.interaction_id = tap.interaction_id
    return await talk.go(Step.DAY)


async def happened_given(talk: CorrectionTalk, words: str) -> Literal[Step.DAY, End.END]:
    """The rep typed the day on which it happened."""
    day = named_day(words, talk.turn.sent_at, talk.member.zone)
    if day is None:
        talk.draft.is_unclear = True
        return await talk.go(Step.DAY)
    return await _happened(talk, day)


async def happened_picked(talk: CorrectionTalk, tap: HappenedOn) -> Literal[End.END]:
    """The rep tapped the day on which it happened."""
    return await _happened(talk, tap.day)


async def amount_asked(talk: CorrectionTalk, tap: ChangeAmount) -> Literal[Step.AMOUNT]:
    """The rep wants another amount."""
    talk.draft.interaction_id = tap.interaction_id
    return await talk.go(Step.AMOUNT)


async def amount_given(talk: CorrectionTalk, words: str) -> Literal[Step.AMOUNT, End.END]:
    """The rep typed the amount."""

    def change(work: Work) -> Corrected | None:
        amount = read_price(words, currency_of(work))
        talk.draft.is_unclear = amount is None
        return change_amount(work, talk.draft.interaction_id, amount) if amount else None

    def where(done: Corrected | None) -> Literal[Step.AMOUNT, End.END]:
        return END if done else Step.AMOUNT

    return await talk.act(change, then=where, show=_shown)


async def no_amount(talk: CorrectionTalk, _tap: NoAmount) -> Literal[End.END]:
    """The rep says that no amount was spoken of."""
    return await talk.act(
        lambda work: change_amount(work, talk.draft.interaction_id, None),
        then=lambda _done: END,
        show=_shown,
    )


def conversation() -> Conversation[CorrectionDraft]:
    """Build the conversation: a question in passing."""
    return Conversation(
        name="correction",
        draft=CorrectionDraft,
        entries=[
            OnButton(ChangeCustomer, customer_asked),
            OnButton(MoveFiles, files_moved),
            OnButton(ChangeTime, time_asked),
            OnButton(ChangeDay, happened_asked),
            OnButton(ChangeAmount, amount_asked),
        ],
        asks={
            Step.CUSTOMER: Ask(
                lambda draft, found, say: questions.ask_other_customer(draft.typed, found, say),
                load=_customers,
            ),
            Step.TIME: Ask(
                lambda draft, _none, say: questions.ask_other_time(draft.is_unclear, say)
            ),
            Step.DAY: Ask(lambda draft, _none, say: questions.ask_day(draft.is_unclear, say)),
            Step.AMOUNT: Ask(
                lambda draft, _none, say: questions.ask_amount(draft.is_unclear, say)
            ),
        },
        answers={
            Step.CUSTOMER: [OnButton(OtherCustomer, customer_picked), OnText(customer_named)],
            Step.TIME: [OnButton(OtherDay, day_picked), OnText(time_given)],
            Step.DAY: [OnButton(HappenedOn, happened_picked), OnText(happened_given)],
            Step.AMOUNT: [OnButton(NoAmount, no_amount), OnText(amount_given)],
        },
    )


def triggers() -> list[Trigger]:
    """Return what this file answers outside the conversation."""
    return [
        OnButton(ChangeKind, kind_asked),
        OnButton(KindIs, kind_given),
        OnButton(ChangeOutcome, outcome_asked),
        OnButton(OutcomeIs, outcome_given),
    ]


async def _put_on(talk: CorrectionTalk, due: Due) -> Literal[End.END]:
    interaction_id = talk.draft.interaction_id
    return await talk.act(
        lambda work: change_time(work, interaction_id, due), then=lambda _done: END, show=_shown
    )


async def _happened(talk: CorrectionTalk, day: date) -> Literal[End.END]:
    interaction_id = talk.draft.interaction_id
    return await talk.act(
        lambda work: change_day(work, interaction_id, day), then=lambda _done: END, show=_shown
    )


def _file_on(work: Work, draft: CorrectionDraft, customer_id: int) -> Corrected | Filed:
    if draft.entry_id:
        return move_filed(work, draft.entry_id, customer_id)
    return change_customer(work, draft.interaction_id, customer_id)


def _customers(work: Work, draft: CorrectionDraft) -> tuple[Customer, ...]:
    if draft.typed:
        return look_up(work, draft.typed).customers
    return tuple(recent_customers(work))


def _shown(done: Corrected | Filed | None, say: Say) -> Screen | None:
    if isinstance(done, Filed):
        return texts.filed(done, say)
    return texts.corrected(done, say) if done else None
