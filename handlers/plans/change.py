"""A plan on the phone: its card, another time, or a reason why not."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.errors import PlanInPast
from crm.plans import PlanChanged, PlannedVisit, drop_plan, move_plan, read_plan
from crm.reminders import Due
from crm.words import read_due
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, S, Talk
from handlers.kit.triggers import OnButton, OnText, Trigger
from handlers.plans import texts
from handlers.plans.buttons import DropFor, DropPlan, MovePlan, OpenPlan, PlanOn
from handlers.plans.doubts import TimeDoubt
from storage.plans import PlanState
from storage.work import Work


class Step(StrEnum):
    """What is asked about a plan."""

    WHEN = "when"
    WHY = "why"


@dataclass
class ChangeDraft(TimeDoubt):
    """The plan that is changed."""

    plan_id: int = 0


ChangeTalk = Talk[ChangeDraft]


async def plan_opened(ctx: Ctx, tap: OpenPlan) -> None:
    """The rep opens a plan: its card comes as a message of its own."""
    await ctx.act(lambda work: read_plan(work, tap.plan_id), texts.card)


async def move_asked(talk: ChangeTalk, tap: MovePlan) -> Literal[Step.WHEN, End.END]:
    """The rep wants another time."""
    return await _begin(talk, tap.plan_id, Step.WHEN)


async def drop_asked(talk: ChangeTalk, tap: DropPlan) -> Literal[Step.WHY, End.END]:
    """The rep will not go."""
    return await _begin(talk, tap.plan_id, Step.WHY)


async def time_given(talk: ChangeTalk, words: str) -> Literal[Step.WHEN, End.END]:
    """The rep typed when, and perhaps why."""
    read = read_due(words, talk.turn.sent_at, talk.member.zone)
    talk.draft.note(read)
    if read.due is None:
        return await talk.go(Step.WHEN)
    return await _move(talk, read.due, read.rest)


async def day_chosen(talk: ChangeTalk, tap: PlanOn) -> Literal[Step.WHEN, End.END]:
    """The rep tapped another day."""
    return await _move(talk, Due(tap.day), "")


async def reason_chosen(talk: ChangeTalk, tap: DropFor) -> Literal[End.END]:
    """The rep tapped why."""
    return await _drop(talk, tap.reason)


async def reason_given(talk: ChangeTalk, words: str) -> Literal[End.END]:
    """The rep typed why."""
    return await _drop(talk, words)


def conversation() -> Conversation[ChangeDraft]:
    """Build the conversation: a question in passing."""
    return Conversation(
        name="plan_change",
        draft=ChangeDraft,
        entries=[OnButton(MovePlan, move_asked), OnButton(DropPlan, drop_asked)],
        asks={
            Step.WHEN: Ask(
                lambda draft, shown, say: texts.ask_new_time(shown, draft.doubt(say), say),
                load=_load,
            ),
            Step.WHY: Ask(lambda _draft, shown, say: texts.ask_why(shown, say), load=_load),
        },
        answers={
            Step.WHEN: [OnButton(PlanOn, day_chosen), OnText(time_given)],
            Step.WHY: [OnButton(DropFor, reason_chosen), OnText(reason_given)],
        },
    )


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnButton(OpenPlan, plan_opened)]


def _load(work: Work, draft: ChangeDraft) -> PlannedVisit:
    return read_plan(work, draft.plan_id)


async def _begin(talk: ChangeTalk, plan_id: int, step: S) -> S | Literal[End.END]:
    talk.draft.plan_id = plan_id

    def shown(found: PlannedVisit, say: Say) -> Screen | None:
        is_open = found.plan.state is PlanState.PLANNED
        return None if is_open else texts.overtaken(found.plan, say)

    def where(found: PlannedVisit) -> S | Literal[End.END]:
        return step if found.plan.state is PlanState.PLANNED else END

    return await talk.act(lambda work: read_plan(work, plan_id), then=where, show=shown)


async def _move(talk: ChangeTalk, due: Due, reason: str) -> Literal[Step.WHEN, End.END]:
    def move(work: Work) -> PlanChanged | None:
        try:
            return move_plan(work, talk.draft.plan_id, due.day, due.at, reason)
        except PlanInPast:
            talk.draft.is_past = True
            return None

    return await talk.act(
        move,
        then=lambda done: END if done else Step.WHEN,
        show=lambda done, say: texts.moved(done, say) if done else None,
    )


async def _drop(talk: ChangeTalk, reason: str) -> Literal[End.END]:
    plan_id = talk.draft.plan_id
    return await talk.act(
        lambda work: drop_plan(work, plan_id, reason), then=lambda _done: END, show=texts.dropped
    )
