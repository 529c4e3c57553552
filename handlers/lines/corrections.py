"""The keys under a receipt: each changes one thing that was understood, by a tap or a message."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.corrections import (
    Corrected,
    change_customer,
    change_kind,
    change_outcome,
    change_time,
    read_interaction,
)
from crm.customers import look_up, recent_customers
from crm.reminders import Due
from crm.words import read_due
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnText, Trigger
from handlers.lines import questions, texts
from handlers.lines.buttons import (
    ChangeCustomer,
    ChangeKind,
    ChangeOutcome,
    ChangeTime,
    KindIs,
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


@dataclass
class CorrectionDraft(Draft):
    """The interaction that is put right; `typed` is the name that was looked for."""

    interaction_id: int = 0
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


async def customer_named(talk: CorrectionTalk, name: str) -> Literal[Step.CUSTOMER, End.END]:
    """The rep typed the customer's name: one match is it."""

    def find(work: Work) -> Corrected | None:
        talk.draft.typed = name
        found = look_up(work, name).customers
        if len(found) != 1:
            return None
        return change_customer(work, talk.draft.interaction_id, found[0].id)

    def where(done: Corrected | None) -> Literal[Step.CUSTOMER, End.END]:
        return END if done else Step.CUSTOMER

    return await talk.act(find, then=where, show=_shown)


async def customer_picked(talk: CorrectionTalk, tap: OtherCustomer) -> Literal[End.END]:
    """The rep picked the customer."""
    interaction_id = talk.draft.interaction_id
    return await talk.act(
        lambda work: change_customer(work, interaction_id, tap.customer_id),
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


def conversation() -> Conversation[CorrectionDraft]:
    """Build the conversation: a question in passing."""
    return Conversation(
        name="correction",
        draft=CorrectionDraft,
        entries=[OnButton(ChangeCustomer, customer_asked), OnButton(ChangeTime, time_asked)],
        asks={
            Step.CUSTOMER: Ask(
                lambda draft, found, say: questions.ask_other_customer(draft.typed, found, say),
                load=_customers,
            ),
            Step.TIME: Ask(
                lambda draft, _none, say: questions.ask_other_time(draft.is_unclear, say)
            ),
        },
        answers={
            Step.CUSTOMER: [OnButton(OtherCustomer, customer_picked), OnText(customer_named)],
            Step.TIME: [OnButton(OtherDay, day_picked), OnText(time_given)],
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


def _customers(work: Work, draft: CorrectionDraft) -> tuple[Customer, ...]:
    if draft.typed:
        return look_up(work, draft.typed).customers
    return tuple(recent_customers(work))


def _shown(done: Corrected | None, say: Say) -> Screen | None:
    return texts.corrected(done, say) if done else None
