"""Plan visits: all in one line, or led: whom, and when."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.customer_look_ups import Found, recent_customers
from crm.errors import PlanInPast
from crm.line_outcomes import Line, Question
from crm.line_plans import plans_in_words
from crm.plans import NewPlan, Planned, coming_plans, plan_visits
from crm.words import read_due
from handlers.customers.buttons import CreateTyped, PickCustomer
from handlers.customers.choosing import (
    CustomerDraft,
    ask_which,
    choose,
    create_typed,
    find_by_name,
)
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from handlers.plans import texts
from handlers.plans.buttons import ListPlans, NewPlans, PlanFor, PlanOn
from handlers.plans.doubts import TimeDoubt
from storage.work import Work


class Step(StrEnum):
    """The questions, in order."""

    WHOM = "whom"
    WHEN = "when"


@dataclass
class PlanDraft(CustomerDraft, TimeDoubt):
    """Whom the rep wants to visit."""


PlanTalk = Talk[PlanDraft]
AnyNext = Literal[Step.WHOM, Step.WHEN, End.END]
Outcome = Planned | Found | None


async def started(talk: PlanTalk, words: str) -> AnyNext:
    """The rep wants to plan; words after the command are the visits, or the customer."""
    return await whom_named(talk, words) if words else await talk.go(Step.WHOM)


async def begun(talk: PlanTalk, _tap: NewPlans) -> Literal[Step.WHOM]:
    """The rep tapped "plan a visit"."""
    return await talk.go(Step.WHOM)


async def begun_for(talk: PlanTalk, tap: PlanFor) -> Literal[Step.WHEN]:
    """The rep wants to visit a customer whose card he has open."""
    return await talk.act(
        lambda work: choose(work, talk.draft, tap.customer_id), then=lambda _customer: Step.WHEN
    )


async def whom_named(talk: PlanTalk, words: str) -> AnyNext:
    """The rep typed a name, or all the visits in one line."""

    def plan(work: Work) -> Outcome:
        said = plans_in_words(work, Line(words, talk.turn.sent_at))
        if said is not None and not isinstance(said, Question):
            return said
        return find_by_name(work, talk.draft, words)

    return await talk.act(plan, then=_where, show=_shown)


async def customer_picked(talk: PlanTalk, tap: PickCustomer) -> Literal[Step.WHEN]:
    """The rep picked whom to visit."""
    return await talk.act(
        lambda work: choose(work, talk.draft, tap.customer_id), then=lambda _customer: Step.WHEN
    )


async def customer_created(talk: PlanTalk, _tap: CreateTyped) -> Literal[Step.WHEN]:
    """The rep wants the name that nobody has to be a new customer."""
    return await talk.act(
        lambda work: create_typed(work, talk.draft), then=lambda _customer: Step.WHEN
    )


async def time_given(talk: PlanTalk, words: str) -> Literal[Step.WHEN, End.END]:
    """The rep typed when, and perhaps what for."""
    read = read_due(words, talk.turn.sent_at, talk.member.zone)
    talk.draft.note(read)
    if read.due is None:
        return await talk.go(Step.WHEN)
    return await _save(talk, NewPlan(talk.draft.customer_id, read.due.day, read.due.at, read.rest))


async def day_chosen(talk: PlanTalk, tap: PlanOn) -> Literal[Step.WHEN, End.END]:
    """The rep tapped the day."""
    return await _save(talk, NewPlan(talk.draft.customer_id, tap.day))


async def list_asked(ctx: Ctx, _words: str) -> None:
    """The rep wants to see what he has planned."""
    await ctx.act(coming_plans, lambda visits, say: texts.coming(visits, 0, say))


async def page_turned(ctx: Ctx, tap: ListPlans) -> None:
    """The rep turns a page of his plans."""
    await ctx.act(coming_plans, lambda visits, say: texts.coming(visits, tap.start, say))


def conversation() -> Conversation[PlanDraft]:
    """Build the conversation."""
    return Conversation(
        name="plan",
        title=N_("Plan a visit"),
        draft=PlanDraft,
        entries=[
            OnCommand("plan", started),
            OnButton(NewPlans, begun),
            OnButton(PlanFor, begun_for),
        ],
        asks={
            Step.WHOM: Ask(
                lambda _draft, recent, say: texts.ask_whom(recent, say),
                load=lambda work, _draft: recent_customers(work),
            ),
            Step.WHEN: Ask(
                lambda draft, _none, say: texts.ask_when(draft.subject, draft.doubt(say), say)
            ),
        },
        answers={
            Step.WHOM: [
                OnButton(PickCustomer, customer_picked),
                OnButton(CreateTyped, customer_created),
                OnText(whom_named),
            ],
            Step.WHEN: [OnButton(PlanOn, day_chosen), OnText(time_given)],
        },
    )


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnCommand("plans", list_asked), OnButton(ListPlans, page_turned)]


async def _save(talk: PlanTalk, new: NewPlan) -> Literal[Step.WHEN, End.END]:
    def plan(work: Work) -> Planned | None:
        try:
            return plan_visits(work, [new])
        except PlanInPast:
            talk.draft.is_past = True
            return None

    return await talk.act(plan, then=lambda done: END if done else Step.WHEN, show=_shown)


def _where(outcome: Outcome) -> AnyNext:
    if isinstance(outcome, Found):
        return Step.WHEN if len(outcome.customers) == 1 else Step.WHOM
    return END


def _shown(outcome: Outcome, say: Say) -> Screen | None:
    if isinstance(outcome, Found):
        return ask_which(outcome, say)
    return texts.planned(outcome, say) if outcome else None
