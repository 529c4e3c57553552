"""Log an interaction, led step by step: who, what happened, how it went, what is next, what may be sold."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.customer_look_ups import Found, recent_customers
from crm.interactions import InteractionLogged, NewInteraction, log_interaction
from crm.reminder_answers import customer_of
from crm.reminders import Due
from handlers.customers.buttons import CreateTyped, PickCustomer
from handlers.customers.choosing import (
    CustomerDraft,
    ask_which,
    choose,
    create_typed,
    find_by_name,
)
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.links import LogAnswer, LogFor
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText
from handlers.log import texts
from handlers.log.buttons import (
    NoOpportunity,
    SetKind,
    SetOutcome,
)
from handlers.reminders.when import DueDraft, SetDay, ask_when
from storage.tables import Kind, Outcome


class Step(StrEnum):
    """The questions, in order."""

    CUSTOMER = "customer"
    WHAT = "what"
    OUTCOME = "outcome"
    NEXT = "next"
    WHEN = "when"
    OPPORTUNITY = "opportunity"


@dataclass
class LogDraft(CustomerDraft, DueDraft):
    """What the rep has told so far."""

    kind: str = Kind.VISIT.value
    note: str = ""
    outcome: str = ""
    next_step: str = ""
    answers_id: int = 0


LogTalk = Talk[LogDraft]


async def started(talk: LogTalk, words: str) -> Literal[Step.CUSTOMER, Step.WHAT]:
    """The rep wants to log something; words after the command are the customer."""
    if words:
        return await customer_named(talk, words)
    return await talk.go(Step.CUSTOMER)


async def started_for(talk: LogTalk, tap: LogFor) -> Literal[Step.WHAT]:
    """The rep wants to log something on a customer's card."""
    return await _choose(talk, tap.customer_id)


async def started_from(talk: LogTalk, tap: LogAnswer) -> Literal[Step.WHAT]:
    """The rep wants to log what he did about a reminder."""
    talk.draft.answers_id = tap.reminder_id
    return await talk.act(
        lambda work: choose(work, talk.draft, customer_of(work, tap.reminder_id)),
        then=lambda _customer: Step.WHAT,
    )


async def customer_named(talk: LogTalk, name: str) -> Literal[Step.CUSTOMER, Step.WHAT]:
    """The rep typed part of a name: one match is it, several are asked about."""

    def where(found: Found) -> Literal[Step.CUSTOMER, Step.WHAT]:
        return Step.WHAT if len(found.customers) == 1 else Step.CUSTOMER

    return await talk.act(
        lambda work: find_by_name(work, talk.draft, name), then=where, show=ask_which
    )


async def customer_picked(talk: LogTalk, tap: PickCustomer) -> Literal[Step.WHAT]:
    """The rep picked a customer."""
    return await _choose(talk, tap.customer_id)


async def customer_created(talk: LogTalk, _tap: CreateTyped) -> Literal[Step.WHAT]:
    """The rep wants the name that nobody has to be a new customer."""
    return await talk.act(
        lambda work: create_typed(work, talk.draft), then=lambda _customer: Step.WHAT
    )


async def kind_chosen(talk: LogTalk, tap: SetKind) -> Literal[Step.WHAT]:
    """The rep says how they met."""
    talk.draft.kind = tap.kind
    return await talk.go(Step.WHAT)


async def note_given(talk: LogTalk, note: str) -> Literal[Step.OUTCOME]:
    """The rep wrote what happened."""
    talk.draft.note = note
    return await talk.go(Step.OUTCOME)


async def outcome_chosen(talk: LogTalk, tap: SetOutcome) -> Literal[Step.NEXT]:
    """The rep says how it went."""
    talk.draft.outcome = tap.outcome
    return await talk.go(Step.NEXT)


async def next_step_given(talk: LogTalk, words: str) -> Literal[Step.WHEN, Step.OPPORTUNITY]:
    """The rep wrote the next step, mostly with its time."""
    read = talk.draft.note_words(words, talk.turn.sent_at, talk.member.zone)
    talk.draft.next_step = read.rest
    return await talk.go(Step.OPPORTUNITY if read.due else Step.WHEN)


async def time_given(talk: LogTalk, words: str) -> Literal[Step.WHEN, Step.OPPORTUNITY]:
    """The rep says when the next step is due."""
    read = talk.draft.note_words(words, talk.turn.sent_at, talk.member.zone)
    talk.draft.is_unclear = read.due is None
    return await talk.go(Step.OPPORTUNITY if read.due else Step.WHEN)


async def day_chosen(talk: LogTalk, tap: SetDay) -> Literal[Step.OPPORTUNITY]:
    """The rep tapped a day for the next step."""
    talk.draft.note_due(Due(tap.day))
    return await talk.go(Step.OPPORTUNITY)


async def opportunity_given(talk: LogTalk, words: str) -> Literal[End.END]:
    """The rep wrote the opportunity: everything is saved."""
    return await _save(talk, words)


async def no_opportunity(talk: LogTalk, _tap: NoOpportunity) -> Literal[End.END]:
    """There is no opportunity in it: the rest is saved."""
    return await _save(talk, "")


def conversation() -> Conversation[LogDraft]:
    """Build the conversation."""
    return Conversation(
        name="log",
        title=N_("Log an interaction"),
        draft=LogDraft,
        entries=[
            OnCommand("log", started),
            OnButton(LogFor, started_for),
            OnButton(LogAnswer, started_from),
        ],
        asks={
            Step.CUSTOMER: Ask(
                lambda _draft, recent, say: texts.ask_whom(recent, say),
                load=lambda work, _draft: recent_customers(work),
            ),
            Step.WHAT: Ask(
                lambda draft, _none, say: texts.ask_what(draft.subject, Kind(draft.kind), say)
            ),
            Step.OUTCOME: Ask(
                lambda _draft, _none, say: texts.ask_outcome(say), skip_to=Step.NEXT
            ),
            Step.NEXT: Ask(
                lambda _draft, _none, say: texts.ask_next(say), skip_to=Step.OPPORTUNITY
            ),
            Step.WHEN: Ask(
                lambda draft, _none, say: ask_when(draft.next_step, draft, say),
                skip_to=Step.OPPORTUNITY,
            ),
            Step.OPPORTUNITY: Ask(lambda _draft, _none, say: texts.ask_opportunity(say)),
        },
        answers={
            Step.CUSTOMER: [
                OnButton(PickCustomer, customer_picked),
                OnButton(CreateTyped, customer_created),
                OnText(customer_named),
            ],
            Step.WHAT: [OnButton(SetKind, kind_chosen), OnText(note_given)],
            Step.OUTCOME: [OnButton(SetOutcome, outcome_chosen)],
            Step.NEXT: [OnButton(SetDay, day_chosen), OnText(next_step_given)],
            Step.WHEN: [OnButton(SetDay, day_chosen), OnText(time_given)],
            Step.OPPORTUNITY: [OnButton(NoOpportunity, no_opportunity), OnText(opportunity_given)],
        },
    )


async def _choose(talk: LogTalk, customer_id: int) -> Literal[Step.WHAT]:
    return await talk.act(
        lambda work: choose(work, talk.draft, customer_id), then=lambda _customer: Step.WHAT
    )


async def _save(talk: LogTalk, opportunity: str) -> Literal[End.END]:
    draft = talk.draft
    new = NewInteraction(
        customer_id=draft.customer_id,
        kind=Kind(draft.kind),
        note=draft.note,
        outcome=Outcome(draft.outcome) if draft.outcome else None,
        next_step=draft.next_step,
        due=draft.due,
        opportunity=opportunity,
        answers_id=draft.answers_id or None,
    )

    def shown(done: InteractionLogged, say: Say) -> Screen:
        return texts.logged(done, say)

    return await talk.act(
        lambda work: log_interaction(work, new), then=lambda _done: END, show=shown
    )
