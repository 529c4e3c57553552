"""/stalled: what does not move; put off with a reason or until something happens, or taken in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Literal

from crm.stalling import (
    Stalled,
    answer_stalled,
    list_stalled,
    put_off,
    read_stalled,
)
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.pushes import push
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from handlers.opportunities import stalled_texts as texts
from handlers.opportunities.buttons import (
    Because,
    OnIt,
    OpenStalled,
    PutOff,
)
from storage.tables import Member
from storage.work import Work


class Step(StrEnum):
    """The one question."""

    REASON = "reason"


@dataclass
class PutOffDraft(Draft):
    """Which opportunity is put off, and for how many days; none: until something happens."""

    opportunity_id: int = 0
    days: int = 0


PutOffTalk = Talk[PutOffDraft]


async def stalled_asked(ctx: Ctx, _words: str) -> None:
    """The rep wants to see what is stalled."""
    await ctx.act(list_stalled, texts.listing)


async def stalled_opened(ctx: Ctx, tap: OpenStalled) -> None:
    """The rep looks at one of them."""
    await ctx.act(lambda work: read_stalled(work, tap.opportunity_id), texts.one)


async def taken_in_hand(ctx: Ctx, tap: OnIt) -> None:
    """The rep is on it."""
    await ctx.act(lambda work: answer_stalled(work, tap.opportunity_id), texts.in_hand)


async def put_off_wanted(talk: PutOffTalk, tap: PutOff) -> Literal[Step.REASON]:
    """The rep wants to put it off: why?"""

    def note(work: Work) -> None:
        one = read_stalled(work, tap.opportunity_id).opportunity
        talk.draft.opportunity_id, talk.draft.subject = one.id, one.title
        talk.draft.days = tap.days

    return await talk.act(note, then=lambda _none: Step.REASON)


async def reason_tapped(talk: PutOffTalk, tap: Because) -> Literal[End.END]:
    """The rep tapped one of the usual reasons."""
    return await reason_given(talk, talk.say.plain(texts.REASONS[tap.reason]))


async def reason_given(talk: PutOffTalk, reason: str) -> Literal[End.END]:
    """The rep says why: it is put off."""
    draft = talk.draft
    return await talk.act(
        lambda work: put_off(work, draft.opportunity_id, draft.days or None, reason),
        then=lambda _done: END,
        show=lambda done, say: texts.was_put_off(done, draft.days, reason, say),
    )


def conversation() -> Conversation[PutOffDraft]:
    """Build the conversation."""
    return Conversation(
        name="put_off",
        title=N_("Put an opportunity off"),
        draft=PutOffDraft,
        entries=[OnButton(PutOff, put_off_wanted)],
        asks={Step.REASON: Ask(lambda draft, _none, say: texts.ask_reason(draft.subject, say))},
        answers={Step.REASON: [OnButton(Because, reason_tapped), OnText(reason_given)]},
    )


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("stalled", stalled_asked),
        OnButton(OpenStalled, stalled_opened),
        OnButton(OnIt, taken_in_hand),
    ]


def tell_stalled(work: Work, owner: Member, stalled: Sequence[Stalled]) -> None:
    """Tell an owner once what is stalled: one message for all of it."""
    first = stalled[0].opportunity.id
    key = f"stalled:{owner.id}:{first}:{work.now:%Y%m%d%H%M%S}"
    push(work, owner, partial(texts.told, stalled), key)
